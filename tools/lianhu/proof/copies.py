"""A copy of a site in a folder: what lies there, and its files as a stranger's, without following a link."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lianhu.proof import log, manifest, sums
from lianhu.proof.log import Log
from lianhu.proof.manifest import Written
from lianhu.reading import jsondoc
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted, refusal

PIECE = 1024 * 1024  # bytes that are read at once
GROUP = 64  # files that a thread takes at once


class Copy:
    """A site in a folder. What of it cannot be read raises ToolError when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.read = folder, reader(folder)
        self.written: Written = manifest.of_json(jsondoc.read(folder / manifest.ADDRESS))

    @property
    def is_listed(self) -> bool:
        """Whether the site says which files it has, as all do since manifests have their second format."""
        return (self.folder / sums.ADDRESS).exists() or self.written.manifest.publication is not None

    @cached_property
    def list(self) -> bytes:
        return reader(self.folder, sums.LARGEST)(sums.ADDRESS)

    @property
    def code(self) -> str:
        return sums.code(sums.digest(self.list))

    @cached_property
    def log(self) -> Log:
        return log.read(reader(self.folder / sums.OF_THE_CODE))

    @cached_property
    def found(self) -> Found:
        return look(self.folder)

    def content(self, address: str) -> bytes | None:
        """As much of a file as a reader would look at; None where there is none."""
        try:
            return self.read(address)
        except ToolError:
            return None


@dataclass(frozen=True)
class Found:
    """The SHA-256 of every file by its address; and of what has none, what it is."""

    sums: dict[str, str] = field(default_factory=dict)
    odd: dict[str, Text] = field(default_factory=dict)


def look(folder: Path) -> Found:
    """Everything in the folder. Hashing lets other threads go on, so the files are read on all cores."""
    found, files = Found(), []
    for address, kind in _below(str(folder), ""):
        if stat.S_ISREG(kind):
            files.append(address)
        elif not stat.S_ISDIR(kind):
            link = say("it is a symbolic link, and no site has any")
            found.odd[address] = link if stat.S_ISLNK(kind) else say("it is no plain file")
    groups = [files[start : start + GROUP] for start in range(0, len(files), GROUP)]
    with ThreadPoolExecutor() as threads:
        for sums, odd in threads.map(lambda group: _hashed(folder, group), groups):
            found.sums.update(sums)
            found.odd.update(odd)
    return found


def sums_of(folder: Path) -> dict[str, str]:
    """The hash of every file. Raises ToolError when something in the folder is none."""
    found = look(folder)
    for address, why in sorted(found.odd.items()):
        raise ToolError(say("{path} cannot be read: {reason}.", path=address, reason=why))
    return found.sums


def _below(place: str, address: str) -> Iterator[tuple[str, int]]:
    with os.scandir(place) as entries:
        for entry in entries:
            kind = entry.stat(follow_symlinks=False).st_mode
            own = f"{address}{entry.name}"
            yield own, kind
            if stat.S_ISDIR(kind):
                yield from _below(entry.path, f"{own}/")


def _hashed(folder: Path, addresses: Iterable[str]) -> tuple[dict[str, str], dict[str, Text]]:
    sums, odd = {}, {}
    for address in addresses:
        try:
            sums[address] = _sum(f"{folder}/{address}")
        except OSError as error:
            odd[address] = refusal(error)
    return sums, odd


def _sum(place: str) -> str:
    known = hashlib.sha256()
    file = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    try:
        while piece := os.read(file, PIECE):
            known.update(piece)
    finally:
        os.close(file)
    return known.hexdigest()


def folder_of_log(folder: Path) -> Path:
    """Where the log lies: in the folder of a site, or in the folder that is given, where that is the log's own."""
    return folder if (folder / log.CHECKPOINT).exists() else folder / sums.OF_THE_CODE


def reader(folder: Path, largest: int = log.LARGEST) -> log.Read:
    """What reads the files in the folder by address."""

    def read(address: str) -> bytes:
        place = folder / address
        try:
            if place.is_symlink() or not place.is_file():
                raise _unreadable(address, say("it is missing or no plain file"))
            with place.open("rb") as readable:
                content = readable.read(largest + 1)
        except OSError as error:
            raise _unreadable(address, refusal(error)) from error
        if len(content) > largest:
            raise _unreadable(address, say("it is larger than {limit} bytes", limit=largest))
        return content

    return read


def _unreadable(address: str, reason: Text) -> ToolError:
    return ToolError(say("{path} cannot be read: {reason}.", path=quoted(address), reason=reason))
