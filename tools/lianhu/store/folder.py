"""The records' folder as `{path: bytes}`: each file is read when it is asked for, and known by its content.

What a file holds is told by the id that Git gives such a content. A file that the system says is the one that was
read before need not be read for it, by the rule of Git's own index: a state is believed only if it was old when it
was noted, so that a file written again in the same moment and size is read again.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

from lianhu.reading import files
from lianhu.reading.contents import Contents, id_of
from lianhu.store.place import name_of
from lianhu.store.store import Store
from lianhu.words import say
from lianhu.words.problems import Problem, ToolError

SETTLED = 2 * 10**9  # nanoseconds: the coarsest clock of a file system in use (FAT)
MOST_AT_HAND = 32 * 1024**2  # bytes of contents that are not read a second time


def read(root: Path, store: Store) -> tuple[Contents, list[Problem]]:
    """The records below `root`, and the entries that were refused. Raises ToolError as `files.states` does."""
    key = f"states {name_of(root)}"
    settled = time.time_ns() - SETTLED
    found, problems = files.states(root)
    value = store.get(key)
    known: dict[str, list[int | str]] = json.loads(value) if value else {}
    ids: dict[str, str] = {}
    fresh: dict[str, list[int | str]] = {}
    at_hand: dict[str, bytes] = {}
    size = 0
    for path, state in found.items():
        noted = known.get(path)
        if noted is None or noted[:-1] != [*state]:
            content = _content(root, path)
            noted = [*state, id_of(content)]
            if (size := size + len(content)) <= MOST_AT_HAND:
                at_hand[path] = content
        ids[path] = str(noted[-1])
        if state.written < settled and state.changed < settled:
            fresh[path] = noted
    if fresh != known:
        store.keep({key: json.dumps(fresh, separators=(",", ":")).encode()})

    def again(path: str) -> bytes:
        if path in at_hand:
            return at_hand[path]
        content = _content(root, path)
        if id_of(content) != ids[path]:
            raise _changed(path)
        return content

    return Contents(ids, again), problems


def _content(root: Path, path: str) -> bytes:
    try:
        return (root / path).read_bytes()
    except FileNotFoundError as error:
        raise _changed(path) from error


def _changed(path: str) -> ToolError:
    return ToolError(say("{path} was changed while the records were read. Run the command again.", path=path))
