"""`lianhu owners`: CODEOWNERS from the records."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu.cli.shell import (
    CLEAN,
    PROBLEMS,
    alone,
    explained,
    readable_register,
    reader_language,
    root_option,
    speak,
    today_option,
    town_root,
)
from lianhu.proposals import owners
from lianhu.proposals.proposal import EDITORS
from lianhu.words import reports, say
from lianhu.words.problems import ToolError
from lianhu.writing import disk


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
    content, path = owners.codeowners(register), root / owners.CODEOWNERS
    if content is None:
        raise ToolError(say("{path} names no editor for the whole town, so nobody owns the rest.", path=EDITORS))
    if only_check:
        found = list(owners.problems(path.read_bytes() if path.is_file() else b"", register))
        if found:
            click.echo(reports.text(found, language))
        return PROBLEMS if found else CLEAN
    with alone(root, language):
        current = path.read_bytes() if path.is_file() else None
        disk.write_atomically(root, owners.CODEOWNERS, content, instead_of=current)
    speak(say("Written: {path}", path=str(path)), language)
    return CLEAN
