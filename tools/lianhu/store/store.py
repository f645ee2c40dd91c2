"""Values by key in one SQLite file, given back only as they were put in.

A store is for speed alone. Where its folder cannot be written, its file is locked, damaged, cut off, of another program
or somebody else's, everything is worked out anew and the result is the same. Each value carries a sum over its key and
itself, so that a damaged one is not believed. It is no seal: whoever can write into this folder as its owner can
deceive us, as they could with the history itself; a folder `.git` that a stranger packed deserves neither trust.
SQLite, because a pickle runs what it reads, and a row is found without reading the others.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import sqlite3
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lianhu.reading import assets

FILE = "store.sqlite3"
PATIENCE = 1.0  # seconds to wait for another process; then it is worked out without the store
LARGEST = 2 * 1024**3  # bytes; what nobody asks any more is not told apart, so a store of this size begins anew
TABLE = """create table if not exists kept (
    program text not null, key text not null, value blob not null, sum blob not null, primary key (program, key)
)"""


@functools.cache
def program() -> str:
    """Who works things out: another one's values are not used."""
    return f"{assets.program()} {sys.version_info[0]}.{sys.version_info[1]}"


class Store:
    """Values by key in a folder; without one (`folder` None) nothing is found and nothing kept."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._reader: sqlite3.Connection | None = None
        self._process = os.getpid()
        self._of_another: sqlite3.Connection | None = None

    def find(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The values that are there, whole, among those asked for."""
        found: dict[str, bytes] = {}
        try:
            for key, value in self._rows(keys):
                found[key] = value
        except sqlite3.OperationalError:
            self.close()  # locked, or not to be opened: without it
        except sqlite3.DatabaseError:
            self._begin_anew()
            return {}
        return found

    def _rows(self, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        if (reader := self._opened()) is None:
            return
        query = "select value, sum from kept where program = ? and key = ?"
        for key in keys:
            row = reader.execute(query, (program(), key)).fetchone()
            if row is not None and _is_whole(key, *row):
                yield key, row[0]

    def get(self, key: str) -> bytes | None:
        """The value of one key, or None."""
        return self.find([key]).get(key)

    def plain(self, keys: Iterable[str]) -> dict[str, Any]:
        """The same of values that were put in as JSON, as plain data; whoever asks changes nothing in it."""
        return {key: json.loads(value) for key, value in self.find(keys).items()}

    def _opened(self) -> sqlite3.Connection | None:
        if self._process != os.getpid():  # a copy of the process that opened it neither uses the connection nor ends it
            self._process, self._reader, self._of_another = os.getpid(), None, self._reader
        if self._reader is None and self.folder is not None and _is_ours(self.folder / FILE):
            address = f"file:{quote(str((self.folder / FILE).absolute()))}?mode=ro"
            self._reader = sqlite3.connect(address, uri=True, timeout=PATIENCE, check_same_thread=False)
            self._reader.execute("pragma trusted_schema = off")
        return self._reader

    def keep(self, values: Mapping[str, bytes]) -> None:
        """Puts values in, all or none; where that cannot be done they are worked out again the next time."""
        if not values or self.folder is None:
            return
        file = self.folder / FILE
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if file.exists() and not _is_ours(file):
                return
            if file.exists() and file.stat().st_size > LARGEST:
                self._begin_anew()
            with closing(sqlite3.connect(file, timeout=PATIENCE)) as writer, writer:
                writer.execute("pragma trusted_schema = off")
                # A process that dies leaves all or nothing; a machine that does may damage the file, which is found.
                writer.execute("pragma synchronous = off")
                writer.execute(TABLE)
                writer.execute("delete from kept where program != ?", (program(),))
                rows = ((program(), key, value, _sum(key, value)) for key, value in values.items())
                writer.executemany("insert or replace into kept values (?, ?, ?, ?)", rows)
        except sqlite3.OperationalError:
            return  # locked, a full disk, or not to be written
        except (sqlite3.DatabaseError, OSError):
            self._begin_anew()

    def values(self) -> Iterator[tuple[str, bool]]:
        """Every key of this program's with whether its value is whole. Nothing where the file cannot be read at all."""
        try:
            if (reader := self._opened()) is not None:
                for key, value, checked in reader.execute(
                    "select key, value, sum from kept where program = ?", (program(),)
                ):
                    yield key, _is_whole(key, value, checked)
        except sqlite3.Error:
            self.close()

    def clear(self) -> None:
        """Forgets everything; it is worked out anew when it is asked for."""
        self._begin_anew()

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _begin_anew(self) -> None:
        """A damaged file goes; it is made again when there is something to keep."""
        self.close()
        if self.folder is not None:
            with suppress(OSError):
                (self.folder / FILE).unlink(missing_ok=True)


NONE = Store(None)


def _is_ours(file: Path) -> bool:
    """Whether the file is a plain one of the person who asks: what somebody else put there is not believed."""
    try:
        found = file.lstat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and (not hasattr(os, "getuid") or found.st_uid == os.getuid())


def _is_whole(key: str, value: object, checked: object) -> bool:
    return isinstance(value, bytes) and checked == _sum(key, value)


def _sum(key: str, value: bytes) -> bytes:
    return hashlib.blake2b(key.encode() + b"\0" + value, digest_size=16).digest()
