"""`lianhu receive`: what a server takes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from lianhu import git
from lianhu.cli.shell import CLEAN, PROBLEMS, explained, speak, town_language
from lianhu.proposals import receiving, reports
from lianhu.reading import clock
from lianhu.words import LOCALE, say
from lianhu.words.problems import ToolError


@click.command("receive")
@click.option("--root", type=click.Path(path_type=Path), default=".", help="The server's repository.")
@explained
def receive_command(root: Path) -> int:
    """Judge a push before the server takes it; Git's pre-receive hook gives the updates on standard input.

    The published branch takes what the check accepts from the account that pushes; no branch takes personal data,
    and nothing but branches is taken.
    """
    repository = git.Repository(root)
    told = os.fsdecode(sys.stdin.buffer.read()).removesuffix("\n")
    push = receiving.Push.of(told.split("\n") if told else (), os.environ)
    # Whoever pushes reads what is said here: the town's language counts, not that of the server.
    for variable in LOCALE:
        os.environ.pop(variable, None)
    language = town_language(receiving.town_record(repository, push))
    worst = CLEAN
    for update in push.updates:
        try:
            answer = receiving.answer(repository, update, push, clock.today(None))
        except ToolError as error:
            speak(error.text, language)
            worst = max(worst, error.exit_code)
            continue
        if answer.judgement:
            click.echo(reports.text(answer.judgement, language))
        for sentence in answer.sentences:
            speak(sentence, language)
        worst = max(worst, CLEAN if answer.is_taken else PROBLEMS)
    if worst:
        speak(say("The push was refused; nothing of it was taken."), language)
    return worst
