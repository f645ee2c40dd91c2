"""The records' folder as `{path: bytes}`: each file is read when it is asked for, and known by its content.

What a file holds is told by the id that Git gives such a content. A file that the system says is the one that was
read before need not be read for it, by the rule of Git's own index: a state is believed only if it was old when it
was noted, so that a file written again in the same moment and size is read again.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from lianhu.reading import files
from lianhu.reading.contents import Contents, id_of
from lianhu.store.place import name_of
from lianhu.store.store import Store
from lianhu.words import say
from lianhu.words.problems import Problem, ToolError

SETTLED = 2 * 10**9  # nanoseconds: the coarsest clock of a file system in use (FAT)
MOST_AT_HAND = 32 * 1024**2  # bytes of contents that are not read a second time
AND = "//"  # between the states of two files: no name holds a slash

Noted: TypeAlias = "list[str]"  # of one folder: the states of its files, and the ids of their contents


def read(root: Path, store: Store) -> tuple[Contents, list[Problem]]:
    """The records below `root`, and the entries that were refused. Raises ToolError as `files.listings` does."""
    key = f"folders {name_of(root)}"
    value = store.get(key)
    known: dict[str, Noted] = json.loads(value) if value else {}
    reading = _Reading(root, time.time_ns() - SETTLED)
    fresh = {folder: reading.take(folder, found, known.get(folder)) for folder, found in files.listings(root)}
    if fresh != known:
        store.keep({key: json.dumps(fresh, separators=(",", ":")).encode()})
    ids = dict(sorted(reading.ids.items()))
    return Contents(ids, reading.again), sorted(reading.problems) + files.colliding_names(ids)


class _Reading:
    """What a folder holds, of which those files are read whose states are not `settled` or not the noted ones."""

    def __init__(self, root: Path, settled: int) -> None:
        self.ids: dict[str, str] = {}
        self.problems: list[Problem] = []
        self._root, self._settled = root, settled
        self._at_hand: dict[str, bytes] = {}
        self._room = MOST_AT_HAND

    def take(self, folder: str, found: Sequence[tuple[str, os.stat_result]], noted: Noted | None) -> Noted:
        """Take one folder's files in, and note them. Where nothing has changed no file is looked at by itself."""
        states = [_state(name, information) for name, information in found]
        if noted and noted[0] == AND.join(states):
            self.ids.update(zip((f"{folder}/{name}" for name, _ in found), noted[1].split(), strict=True))
            return noted
        known = dict(zip(noted[0].split(AND), noted[1].split(), strict=False)) if noted else {}
        told = []
        for (name, information), state in zip(found, states, strict=True):
            path = f"{folder}/{name}"
            if problem := files.refused(path, information):
                self.problems.append(problem)
                continue
            self.ids[path] = known.get(state) or self._read(path)
            if information.st_mtime_ns < self._settled and information.st_ctime_ns < self._settled:
                told.append((state, self.ids[path]))
        return [AND.join(state for state, _ in told), " ".join(content_id for _, content_id in told)]

    def _read(self, path: str) -> str:
        content = _content(self._root, path)
        if (room := self._room - len(content)) >= 0:
            self._at_hand[path], self._room = content, room
        return id_of(content)

    def again(self, path: str) -> bytes:
        """The content of a file that was taken in. Raises ToolError when it is another one meanwhile."""
        if path in self._at_hand:
            return self._at_hand[path]
        content = _content(self._root, path)
        if id_of(content) != self.ids[path]:
            raise _changed(path)
        return content


def _state(name: str, information: os.stat_result) -> str:
    """What the system says of a file without reading it. When it was last changed (ctime) nobody sets by hand."""
    times = f"{information.st_mtime_ns}/{information.st_ctime_ns}"
    return f"{name}/{information.st_mode}/{information.st_size}/{times}/{information.st_ino}"


def _content(root: Path, path: str) -> bytes:
    try:
        return (root / path).read_bytes()
    except FileNotFoundError as error:
        raise _changed(path) from error


def _changed(path: str) -> ToolError:
    return ToolError(say("{path} was changed while the records were read. Run the command again.", path=path))
