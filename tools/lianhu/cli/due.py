"""`lianhu due`: what is missing or overdue."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu.cli.register import readable_register
from lianhu.cli.shell import CLEAN, PROBLEMS, explained, reader_language, root_option, today_option, town_root
from lianhu.figures.due import due
from lianhu.words import spoken


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
