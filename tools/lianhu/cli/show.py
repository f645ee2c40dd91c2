"""`lianhu show`: one record."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu.cli.register import readable_verdict
from lianhu.cli.shell import CLEAN, PROBLEMS, explained, reader_language, root_option, speak, today_option, town_root
from lianhu.public import posted
from lianhu.public.show import show
from lianhu.rules import shown
from lianhu.words import say


@click.command("show")
@click.argument("record_id", metavar="ID")
@today_option
@root_option
@explained
def show_command(record_id: str, today: str | None, root: Path | None) -> int:
    """Show one record: who holds it now, who did before, what belongs to it; only what the web may show."""
    root = town_root(root)
    language = reader_language(root)
    verdict = readable_verdict(root, today, language)
    if verdict is None or verdict.register is None:
        return PROBLEMS
    town = shown.posted(verdict.parts, record_id, "web") if verdict.parts else posted(verdict.register, "web")
    for line in show(town, record_id):
        speak(say("{label}: {value}", label=line.label, value=line.value), language)
    return CLEAN
