"""A commit and the files that it changed, as Git's raw format tells them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from lianhu.git.objects import LINK, SUBMODULE
from lianhu.reading import clock

FORMAT = ("-z", "--format=%H %ct %at %P")
RAW = ("--raw", "--no-renames", "--no-abbrev")
NOTHING = re.compile(r"0{40,64}")
# Git keeps any number as a date; a calendar ends with the year 9999.
LAST_SECOND = int(datetime(9999, 12, 31, tzinfo=clock.TOWN_TIME).timestamp())


@dataclass(frozen=True)
class Commit:
    """A commit: its id, its parents' ids, and by when it was made (in China's time).

    `dated` is what the clock of its maker said, `authored` what that of its author did: who puts a commit on top of
    others makes another one with the same author. `time` is the same on a line whose other dates agree; else the commit
    was made by then (`at_latest`), and nobody knows how long before (see `dates`).
    """

    id: str
    parents: tuple[str, ...]
    dated: datetime
    authored: datetime
    time: datetime
    at_latest: bool = False


@dataclass(frozen=True)
class FileStep:
    """A file before and after a step, by the ids of its contents; None where there was no file.

    The path is the town's; a file outside the town's folder has one that leads out of it (`"../.gitattributes"`).
    """

    path: str
    before: str | None
    after: str | None


def commits(
    log: bytes, path_of: Callable[[bytes], str], no_files: Collection[str] = (LINK, SUBMODULE)
) -> Iterator[tuple[Commit, tuple[FileStep, ...]]]:
    """What `git log` prints with FORMAT (and RAW): each commit with the files that it changed.

    What has one of the modes `no_files` in a file's place is no file: a link, another repository.
    """
    current: Commit | None = None
    changed: list[FileStep] = []
    words = iter(log.split(b"\0"))
    for word in words:
        word = word.lstrip(b"\n")
        if word.startswith(b":"):
            step = _without(no_files, _file_step(word, path_of(next(words))), word)
            if step.before != step.after:
                changed.append(step)
        elif word:
            if current:
                yield current, tuple(changed)
            current, changed = _commit(word), []
    if current:
        yield current, tuple(changed)


def differences(listing: bytes, path_of: Callable[[bytes], str]) -> Iterator[FileStep]:
    """What `git diff-tree -z` prints with RAW, links and other repositories included."""
    words = iter(listing.split(b"\0"))
    return (_file_step(word, path_of(next(words))) for word in words if word)


def moment(seconds: str) -> datetime:
    """A date as Git writes it, in China's time; one that is none, for which Git writes nothing, is the first of all."""
    return datetime.fromtimestamp(min(max(int(seconds or 0), 0), LAST_SECOND), clock.TOWN_TIME)


def _commit(head: bytes) -> Commit:
    commit_id, committed, authored, parents = head.decode("ascii").split(" ", 3)
    time = moment(committed)
    return Commit(commit_id, tuple(parents.split()), time, moment(authored), time)


def _file_step(head: bytes, path: str) -> FileStep:
    _, _, before, after, _ = head.decode("ascii").split(" ")
    return FileStep(path, _content_id(before), _content_id(after))


def _content_id(written: str) -> str | None:
    return None if NOTHING.fullmatch(written) else written


def _without(no_files: Collection[str], step: FileStep, head: bytes) -> FileStep:
    modes = head.decode("ascii").removeprefix(":").split(" ")[:2]
    before, after = (
        None if mode in no_files else content_id
        for mode, content_id in zip(modes, (step.before, step.after), strict=True)
    )
    return FileStep(step.path, before, after)
