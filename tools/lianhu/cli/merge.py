"""`lianhu merge`: two branches' additions to a record."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu.changes import driver
from lianhu.cli.shell import CLEAN, PROBLEMS, explained, reader_language, speak
from lianhu.reading import files
from lianhu.words import say

EXISTING = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("merge")
@click.argument("base", type=EXISTING)
@click.argument("ours", type=EXISTING)
@click.argument("theirs", type=EXISTING)
@click.argument("path")
@explained
def merge_command(base: Path, ours: Path, theirs: Path, path: str) -> int:
    """Merge what two branches added to a record; Git calls this with %O %A %B %P.

    The result is written to OURS. What is no addition is merged by lines, as Git does.
    """
    place = Path(path).resolve()
    if driver.merge(base, ours, theirs, place):
        return CLEAN
    told = say("Both sides changed {path}; both stand in it, between marks.", path=path)
    speak(told, reader_language(files.town_folder(place.parent)))
    return PROBLEMS
