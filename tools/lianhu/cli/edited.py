"""What a command says that has edited a record: what to build and print again, what to commit, what to purge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import click

from lianhu import git
from lianhu.cli.shell import speak
from lianhu.difference import compared
from lianhu.public.purge import PurgeStep
from lianhu.reading.files import Tree
from lianhu.words import say


def tell_effects(root: Path, before: Tree, after: Tree, today: date, language: str, *, again: bool = False) -> None:
    """The pages and boards that the edit changes; `again` of one that was made before, and may be built and printed."""
    effects, state = compared.trees(root, before, after, today)
    for sentence in effects.left_out:
        speak(sentence, language)
    if state.problems:
        speak(say("The records have problems: until they are mended the site shows what it showed."), language)
    else:
        pages = (
            say(
                "Pages that are others for it: {count}. Build the site if that has not been done.",
                count=len(effects.pages),
            )
            if again
            else say("Pages that the next 'lianhu build' changes: {count}", count=len(effects.pages))
        )
        speak(pages, language)
    for page in effects.pages:
        click.echo(f"    /{page.address}")
    speak(say("Workstations whose wall must be printed again: {count}", count=len(effects.workstations)), language)
    for workstation in effects.workstations:
        click.echo(f"    {workstation.group} {workstation.name}")


def tell_history(
    repository: git.Repository | None,
    paths: Sequence[str],
    commands: Iterable[str],
    steps: Iterable[PurgeStep],
    language: str,
) -> None:
    """How the edit is committed by itself, and how what is gone is taken out of earlier commits."""
    if repository is None:
        speak(say("There is no Git history here; whoever copied the folder still has the old state."), language)
        return
    uncommitted = list(repository.uncommitted())
    if any(path in paths for path in uncommitted):
        if any(path not in paths for path in uncommitted):
            speak(say("Other records have changes that are not committed; these commands leave them out."), language)
        speak(say("Commit it by itself:"), language)
        for command in commands:
            click.echo(f"    {command}")
    speak(
        say(
            "Earlier commits still hold it. To take it out of all of them, if the person asks or strangers can read it:"
        ),
        language,
    )
    for number, step in enumerate(steps, start=1):
        speak(say("{number}. {step}", number=number, step=step.sentence), language)
        for command in step.commands:
            click.echo(f"    {command}")
