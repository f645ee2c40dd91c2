"""`lianhu owners`: CODEOWNERS from the records."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu.cli.register import readable_register
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
from lianhu.proposals import owners
from lianhu.words import reports, say


@click.command("owners")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail when the file is not current.")
@today_option
@root_option
@explained
def owners_command(only_check: bool, today: str | None, root: Path | None) -> int:
    """Write CODEOWNERS: whom a forge asks to review a change, from the town's editors."""
    root = town_root(root)
    language = reader_language(root)
    register = readable_register(root, today, language)
    if register is None:
        return PROBLEMS
    if only_check:
        problems = owners.outdated(root, register)
        if problems:
            click.echo(reports.text(problems, language))
        return PROBLEMS if problems else CLEAN
    with alone(root, language):
        path = owners.write(root, register)
    speak(say("Written: {path}", path=str(path)), language)
    return CLEAN
