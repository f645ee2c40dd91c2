"""`lianhu retire`: a village, area or group ends, and goes on in others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from lianhu import git
from lianhu import store as stores
from lianhu.cli.shell import (
    CLEAN,
    PROBLEMS,
    alone,
    explained,
    reader_language,
    root_option,
    speak,
    today_option,
    town_root,
)
from lianhu.proposals import retirement
from lianhu.proposals.retirement import Retirement
from lianhu.reading import clock
from lianhu.reading.contents import replaced
from lianhu.rules.check import check
from lianhu.town import schemas
from lianhu.words import reports, say
from lianhu.words.problems import ToolError, quoted


@click.command("retire")
@click.argument("unit", metavar="ID")
@click.option("--into", metavar="ID", multiple=True, help="In what it goes on; once for each.")
@click.option("--on", "day", metavar="DATE", required=True, help="From which day; the day before is the unit's last.")
@click.option(
    "--map", "mapped", metavar="OLD=NEW", multiple=True, help="In what a group or area of the village goes on."
)
@today_option
@root_option
@explained
def retire_command(
    unit: str, into: tuple[str, ...], day: str, mapped: tuple[str, ...], today: str | None, root: Path | None
) -> int:
    """End a village, area or group and let it go on in others; representatives and open issues go with it.

    Changes the records as one proposal, all or nothing, and says what people must still decide.
    """
    root = town_root(root)
    language = reader_language(root)
    with alone(root, language):
        store = stores.at(root)
        tree, refused = stores.read(root, store)
        known, when = schemas.load(root), clock.today(today)
        before = check(tree, known, when, refused, store=store)
        if before.register is None:
            click.echo(reports.text(before.problems, language))
            return PROBLEMS
        done = retirement.retirement(tree, before.register, unit, into, clock.today(day), _mapping(mapped), store)
        after = check(replaced(tree, done.after), known, when, refused, store=store)
        known_before = {(one.path, one.rule, str(one.message)) for one in before.problems}
        caused = [one for one in after.problems if (one.path, one.rule, str(one.message)) not in known_before]
        if caused:
            click.echo(reports.text(caused, language))
            speak(say("Nothing was written: the change would cause these problems."), language, error=True)
            return PROBLEMS
        if repository := git.existing(root):
            repository.refuse_uncommitted(done.after)
        retirement.write(root, done)
    _tell(done, language)
    return CLEAN


def _mapping(pairs: Sequence[str]) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for pair in pairs:
        old, separator, new = pair.partition("=")
        if not (old and separator and new) or old in mapping:
            raise ToolError(say("{found} is not OLD=NEW, with each OLD once.", found=quoted(pair)))
        mapping[old] = new
    return mapping


def _tell(done: Retirement, language: str) -> None:
    for sentence in done.done:
        speak(sentence, language)
    speak(say("Files changed: {count}", count=len(done.after)), language)
    if done.decisions:
        speak(say("To be decided by people:"), language)
    for number, sentence in enumerate(done.decisions, start=1):
        speak(say("{number}. {step}", number=number, step=sentence), language)
    speak(say("Commit it by itself:"), language)
    for command in done.commands:
        click.echo(f"    {command}")
