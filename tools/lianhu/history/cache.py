"""What was worked out once and can be worked out again: kept in one file, given back only as it was put in.

A cache is for speed alone. When its folder cannot be written, its file is locked, damaged or of another program,
everything is worked out anew and the result is the same. Each value carries a sum over its key and itself, so that a
damaged one is not believed. It is no seal: whoever can write into Git's own folder can deceive us here, as they could
with the history itself; a folder `.git` that a stranger packed deserves neither trust.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

NAME = "history.sqlite3"
PATIENCE = 1.0  # seconds to wait for another process; then it is worked out without the cache
AT_ONCE = 500
TABLE = """create table if not exists kept (
    program text not null, key text not null, value blob not null, sum blob not null, primary key (program, key)
)"""


class Cache:
    """Values by key in a folder; `program` names who worked them out, and another one's are not used."""

    def __init__(self, folder: Path, program: str) -> None:
        self._file = folder / NAME
        self._program = program

    def find(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The values that are there, whole, among those asked for."""
        wanted = list(keys)
        found: dict[str, bytes] = {}
        if not self._file.is_file():
            return found
        address = f"file:{quote(str(self._file.absolute()))}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True, timeout=PATIENCE)) as cache:
                cache.execute("pragma trusted_schema = off")
                for start in range(0, len(wanted), AT_ONCE):
                    part = wanted[start : start + AT_ONCE]
                    marks = ",".join("?" * len(part))
                    query = f"select key, value, sum from kept where program = ? and key in ({marks})"
                    for key, value, checked in cache.execute(query, (self._program, *part)):
                        if checked == _sum(key, value):
                            found[key] = value
        except sqlite3.OperationalError:
            return {}  # locked, or not to be opened: without it
        except (sqlite3.DatabaseError, TypeError, AttributeError):
            self._file.unlink(missing_ok=True)  # damaged: begun anew when there is something to keep
            return {}
        return found

    def keep(self, values: Mapping[str, bytes]) -> None:
        """Puts values in, all or none; where that cannot be done they are worked out again the next time."""
        if not values:
            return
        try:
            self._file.parent.mkdir(exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=PATIENCE)) as cache, cache:
                cache.execute("pragma trusted_schema = off")
                # A process that dies leaves all or nothing; a machine that does may damage the file, which is found.
                cache.execute("pragma synchronous = off")
                cache.execute(TABLE)
                cache.execute("delete from kept where program != ?", (self._program,))
                rows = ((self._program, key, value, _sum(key, value)) for key, value in values.items())
                cache.executemany("insert or replace into kept values (?, ?, ?, ?)", rows)
        except (sqlite3.Error, OSError):
            return


def _sum(key: str, value: bytes) -> bytes:
    return hashlib.blake2b(key.encode() + b"\0" + value, digest_size=16).digest()
