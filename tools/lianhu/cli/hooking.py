"""Commands that Git calls, and the one that tells it to: `lianhu merge`, `lianhu receive`, `lianhu hooks`."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu import files, git, hooks, merging, schemas, writing
from lianhu.cli.shell import CLEAN, PROBLEMS, explained, reader_language, root_option, speak, town_root
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
    root = files.town_folder(place.parent)
    kind = schemas.load(root).kind_of(place.relative_to(root).as_posix())
    sides = base.read_bytes(), ours.read_bytes(), theirs.read_bytes()
    content = merging.merged(kind, *sides) if kind else None
    if content is not None:
        writing.write_atomically(ours, content)
        return CLEAN
    if git.merge_lines(ours, base, theirs):
        return CLEAN
    speak(say("Both sides changed {path}; both stand in it, between marks.", path=path), reader_language(root))
    return PROBLEMS


@click.group("hooks")
def hooks_command() -> None:
    """What Git does by itself in this clone."""


@hooks_command.command("install")
@root_option
@explained
def install_command(root: Path | None) -> int:
    """Set up this clone: events merge by themselves, and every commit is checked."""
    root = town_root(root)
    language = reader_language(root)
    for done in hooks.install(root):
        speak(done, language)
    return CLEAN
