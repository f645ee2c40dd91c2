"""The records' folder as `{path: bytes}`: each file is read when it is asked for, and known by its content.

What a file holds is told by the id that Git gives such a content. A file that the system says is the one that was
read before need not be read for it, by the rule of Git's own index: a state is believed only if it was old when it
was noted, so that a file written again in the same moment and size is read again.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lianhu.reading import files
from lianhu.reading.files import State, Tree
from lianhu.store.store import Store
from lianhu.words import say
from lianhu.words.problems import Problem, ToolError

SETTLED = 2 * 10**9  # nanoseconds: the coarsest clock of a file system in use (FAT)
MOST_AT_HAND = 32 * 1024**2  # bytes of contents that are not read a second time


def content_id(content: bytes) -> str:
    """The id that Git gives a file of this content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


class Folder(Mapping[str, bytes]):
    """The files of a folder by path, in order of path; `ids` says what each holds."""

    def __init__(self, root: Path, ids: Mapping[str, str], at_hand: dict[str, bytes]) -> None:
        self.ids = ids
        self._root = root
        self._at_hand = at_hand

    def __getitem__(self, path: str) -> bytes:
        if path in self._at_hand:
            return self._at_hand[path]
        wanted = self.ids[path]
        content = _content(self._root, path)
        if content_id(content) != wanted:
            raise ToolError(say("{path} was changed while the records were read. Run the command again.", path=path))
        return content

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)


class Chosen(Mapping[str, bytes]):
    """Some files of a tree, which are read when they are asked for."""

    def __init__(self, tree: Tree, paths: Iterable[str]) -> None:
        known = ids_of(tree)
        self.ids = {path: known[path] for path in paths}
        self._tree = tree

    def __getitem__(self, path: str) -> bytes:
        if path not in self.ids:
            raise KeyError(path)
        return self._tree[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)


def ids_of(tree: Tree) -> Mapping[str, str]:
    """What each file of a tree holds, as `content_id` says it."""
    known = getattr(tree, "ids", None)
    return known if known is not None else {path: content_id(content) for path, content in tree.items()}


def read(root: Path, store: Store) -> tuple[Folder, list[Problem]]:
    """The records below `root`, and the entries that were refused. Raises ToolError as `files.states` does."""
    key = f"states {os.fspath(root.absolute())}"
    began = time.time_ns()
    found, problems = files.states(root)
    value = store.get(key)
    known: dict[str, list[int | str]] = json.loads(value) if value else {}
    ids: dict[str, str] = {}
    at_hand: dict[str, bytes] = {}
    size = 0
    for path, state in found.items():
        noted = known.get(path)
        if noted is not None and noted[:4] == [*_plain(state)]:
            ids[path] = str(noted[4])
            continue
        content = _content(root, path)
        ids[path] = content_id(content)
        if (size := size + len(content)) <= MOST_AT_HAND:
            at_hand[path] = content
    fresh = {path: [*_plain(state), ids[path]] for path, state in found.items() if _is_settled(state, began)}
    if fresh != known:
        store.keep({key: json.dumps(fresh, separators=(",", ":")).encode()})
    return Folder(root, ids, at_hand), problems


def _content(root: Path, path: str) -> bytes:
    try:
        return (root / path).read_bytes()
    except FileNotFoundError as error:
        message = say("{path} was changed while the records were read. Run the command again.", path=path)
        raise ToolError(message) from error


def _plain(state: State) -> tuple[int, int, int, int]:
    return state.size, state.written, state.changed, state.number


def _is_settled(state: State, began: int) -> bool:
    return max(state.written, state.changed) < began - SETTLED
