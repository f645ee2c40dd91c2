"""The town that a command is asked about, as far as its records can be read."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu.cli.shell import speak
from lianhu.reading import clock
from lianhu.rules import check
from lianhu.rules.check import Verdict
from lianhu.rules.parts import Parts
from lianhu.town.register import Register
from lianhu.words import reports, say
from lianhu.words.problems import ToolError


def shaped_parts(root: Path, today: str | None, language: str) -> Parts | None:
    """The town without asking whether its records fit together; None, with the problems printed."""
    if parts := check.readable_of_folder(root, clock.today(today)):
        return parts
    verdict = readable_verdict(root, today, language)
    return verdict.parts if verdict else None


def verdict_of_day(root: Path, today: str | None, language: str) -> Verdict | None:
    """As `readable_verdict`; of a day before the clock's (`today`), by the records as they were published then.

    Where no history knows that day a line says so, and today's records are asked.
    """
    day = clock.today(today)
    if not today or day >= clock.now(day).date():
        return readable_verdict(root, today, language)
    from lianhu.history import moment

    try:
        verdict = moment.at_the_end_of(root, day)
    except ToolError as error:
        note = say("Asked of today's records, since those of {day} are not known: {reason}", day=day, reason=error.text)
        speak(note, language, error=True)
        return readable_verdict(root, today, language)
    if not verdict.relations_judged:
        click.echo(reports.text(verdict.problems, language))
        return None
    return verdict


def readable_register(root: Path, today: str | None, language: str) -> Register | None:
    """The town's register; None, with the problems printed, when the records cannot be read.

    Records that only contradict each other can be asked; a note says that they do.
    """
    verdict = readable_verdict(root, today, language)
    return verdict.register if verdict else None


def readable_verdict(root: Path, today: str | None, language: str) -> Verdict | None:
    """What was found in the town, of which its register and its parts may be asked; as `readable_register`."""
    verdict = check.of_folder(root, clock.today(today))
    if not verdict.relations_judged:
        click.echo(reports.text(verdict.problems, language))
        return None
    if verdict.problems:
        count = len(verdict.problems)
        speak(say("Problems in the records: {count}; 'lianhu check' lists them.", count=count), language, error=True)
    return verdict
