"""`lianhu stats`: the public figures."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu.cli.register import verdict_of_day
from lianhu.cli.shell import CLEAN, PROBLEMS, explained, reader_language, root_option, today_option, town_root
from lianhu.figures import kept, stats


@click.command("stats")
@click.option("--format", "format_name", type=click.Choice(sorted(stats.FORMATS)), default="text", show_default=True)
@today_option
@root_option
@explained
def stats_command(format_name: str, today: str | None, root: Path | None) -> int:
    """Print every public figure with its numerator and denominator; of a day in the past as they were then."""
    root = town_root(root)
    language = reader_language(root)
    verdict = verdict_of_day(root, today, language)
    if verdict is None:
        return PROBLEMS
    click.echo(stats.FORMATS[format_name](kept.table(verdict), language).rstrip("\n"))
    return CLEAN
