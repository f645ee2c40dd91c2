"""`lianhu witness`: another town's codes kept here, so that it cannot deny what it published."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click

from lianhu.cli.shell import (
    CLEAN,
    PROBLEMS,
    alone,
    explained,
    reader_language,
    root_option,
    speak,
    town_root,
)
from lianhu.proof import copies, log, sums, witness
from lianhu.reading import addresses
from lianhu.words import say
from lianhu.words.problems import ToolError
from lianhu.writing import disk


@click.command("witness")
@click.argument("place", metavar="ADDRESS-OR-FOLDER")
@click.option("--name", help="What the file of codes is called; as the address or the folder.")
@root_option
@explained
def witness_command(place: str, name: str | None, root: Path | None) -> int:
    """Keep the latest code of another town's site, at its ADDRESS or in a FOLDER, if it fits what was kept.

    The codes stand in witness/NAME.txt in the town's folder; commit it, and nobody can say that it was never so.
    """
    root = town_root(root)
    language = reader_language(root)
    path = witness.address(name or _name(place))
    with alone(root, language):
        whole = log.read(_reader(place))
        before = copies.reader(root, witness.LARGEST)(path) if (root / path).exists() else None
        kept = witness.read(before) if before is not None else None
        for told in witness.contradictions(kept, whole) if kept else ():
            speak(say("ALTERED: {what}", what=told), language)
            return PROBLEMS
        now = witness.with_latest(kept, whole)
        if now != kept:
            disk.write_atomically(root, path, now.text().encode(), instead_of=before)
    last = now.lines[-1]
    speak(
        say(
            "{path}: {day}, publication {number}, {code}. The log fits the codes kept before: {count}.",
            path=path,
            day=last.day,
            number=last.number,
            code=last.code,
            count=len(kept.lines) if kept else 0,
        ),
        language,
    )
    return CLEAN


def _reader(place: str) -> log.Read:
    """What reads the log of a site, whether its address, its folder or the log's own was given."""
    if addresses.is_address(place):
        base = place.rstrip("/")
        own = base if base.endswith(sums.OF_THE_CODE.rstrip("/")) else f"{base}/{sums.OF_THE_CODE}"
        return addresses.reader(own, log.LARGEST)
    folder = copies.folder_of_log(Path(place))
    if not (folder / log.CHECKPOINT).exists():
        told = say("{place} has no log of what was published: name the folder of a site, or its address.", place=place)
        raise ToolError(told)
    return copies.reader(folder)


def _name(place: str) -> str:
    host = urlsplit(place).hostname if addresses.is_address(place) else None
    return host or Path(place).resolve().name.lower()
