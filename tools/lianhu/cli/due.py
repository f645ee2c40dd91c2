"""`lianhu due`: what is missing or overdue."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu.cli.register import verdict_of_day
from lianhu.cli.shell import CLEAN, PROBLEMS, explained, reader_language, root_option, today_option, town_root
from lianhu.figures import kept, listing
from lianhu.town import postings

FORMATS = (*listing.FORMATS, "ics")


@click.command("due")
@click.argument("unit", required=False)
@click.option("--by", type=click.Choice(list(listing.GROUPINGS)), default="village", show_default=True)
@click.option("--format", "format_name", type=click.Choice(FORMATS), default="text", show_default=True)
@today_option
@root_option
@explained
def due_command(unit: str | None, by: str, format_name: str, today: str | None, root: Path | None) -> int:
    """List what is missing or overdue on a day, unit by unit.

    UNIT is the id of a village, an area, a group or a representative, or 'town'; without it all are listed. Of a day in
    the past by the records as they were published then.
    """
    root = town_root(root)
    language = reader_language(root)
    verdict = verdict_of_day(root, today, language)
    if verdict is None or verdict.register is None:
        return PROBLEMS
    town, whole = kept.town(verdict), kept.due(verdict)
    if postings.by_board(verdict.register):
        from lianhu.history import boards_due  # how long a board is out of date only the history knows

        whole = listing.in_order((*whole, *boards_due.of_verdict(root, verdict)))
    if unit:
        whole = listing.within(verdict.register, whole, unit)
    if format_name == "ics":
        from lianhu.site import reminders  # draws nothing, but its room takes most of a second to import

        click.echo(reminders.calendar(town, whole, by, language), nl=False)
    else:
        click.echo(listing.FORMATS[format_name](town, whole, by, language).rstrip("\n"))
    return CLEAN
