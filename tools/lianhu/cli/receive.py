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

    The published branch takes what the check accepts from the account that pushes; no branch takes personal data.
    """
    repository = git.Repository(root)
    pushed = receiving.updates(sys.stdin)
    # Whoever pushes reads what is said here: the town's language counts, not that of the server.
    for variable in LOCALE:
        os.environ.pop(variable, None)
    language = town_language(receiving.town_record(repository, pushed))
    worst = CLEAN
    for update in pushed:
        try:
            answer = receiving.answer(repository, update, clock.today(None), receiving.account(os.environ))
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
