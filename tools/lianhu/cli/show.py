"""Commands that only ask: `lianhu show`, `due`, `stats` and `rules`."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu import history
from lianhu.changes import wording
from lianhu.cli.shell import (
    CLEAN,
    PROBLEMS,
    explained,
    readable_register,
    reader_language,
    root_option,
    shaped_register,
    speak,
    today_option,
    town_root,
)
from lianhu.figures import Table, stats
from lianhu.figures.due import due
from lianhu.history.chronicle import Chronicle
from lianhu.proposals.rules import PROPOSAL_RULES
from lianhu.public import posted
from lianhu.public.show import show
from lianhu.rules import catalogue
from lianhu.rules.catalogue import RULES
from lianhu.words import say, spoken


@click.command("show")
@click.argument("record_id", metavar="ID")
@today_option
@root_option
@explained
def show_command(record_id: str, today: str | None, root: Path | None) -> int:
    """Show one record: who holds it now, who did before, what belongs to it."""
    root = town_root(root)
    language = reader_language(root)
    register = readable_register(root, today, language)
    if register is None:
        return PROBLEMS
    for line in show(register, record_id):
        speak(say("{label}: {value}", label=line.label, value=line.value), language)
    return CLEAN


@click.command("history")
@click.argument("record_id", metavar="ID")
@today_option
@root_option
@explained
def history_command(record_id: str, today: str | None, root: Path | None) -> int:
    """Tell what was changed in a record, when and by which commit; only what the web may show, for it may be copied."""
    root = town_root(root)
    language = reader_language(root)
    past = history.whole(root)
    register = shaped_register(root, today, language)
    if register is None:
        return PROBLEMS
    chronicle = Chronicle(register, posted(register, "web"), past)
    for entry in chronicle.of_id(record_id).entries:
        head = say("recorded {day}, commit {commit}", day=entry.recorded_on, commit=entry.commit[:7])
        speak(head, language)
        for line in entry.lines:
            click.echo(f"    {spoken(wording.dated(line), language)}")
    return CLEAN


@click.command("due")
@today_option
@root_option
@explained
def due_command(today: str | None, root: Path | None) -> int:
    """List what is missing or overdue on a day, unit by unit."""
    root = town_root(root)
    language = reader_language(root)
    register = readable_register(root, today, language)
    if register is None:
        return PROBLEMS
    for item in due(register):
        click.echo(f"{item.unit}  {item.since}  {spoken(item.sentence, language)}")
    return CLEAN


@click.command("stats")
@click.option("--format", "format_name", type=click.Choice(sorted(stats.FORMATS)), default="text", show_default=True)
@today_option
@root_option
@explained
def stats_command(format_name: str, today: str | None, root: Path | None) -> int:
    """Print every public figure with its numerator and denominator."""
    root = town_root(root)
    language = reader_language(root)
    register = readable_register(root, today, language)
    if register is None:
        return PROBLEMS
    click.echo(stats.FORMATS[format_name](Table.of(posted(register, "web")), language).rstrip("\n"))
    return CLEAN


@click.command("rules")
@explained
def rules_command() -> int:
    """Print the rules that records are checked against, with their sources."""
    language = reader_language(None)
    for rule in catalogue.described((*RULES, *PROPOSAL_RULES), language):
        click.echo(f"{rule.name}\n    {rule.sentence}\n    {rule.source}")
    return CLEAN
