"""JSON from strangers: a value, or one sentence that says why the file is not taken.

Python's reader alone takes the last of two equal keys, NaN, and any depth; every other program reads such a file in
its own way.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted, refusal

LARGEST_FILE = 64 * 1024 * 1024


def read(path: Path) -> Any:
    """The value in a JSON file; numbers are whole. Raises ToolError when it cannot be read or means several things."""
    try:
        if not path.is_file():
            raise _unreadable(path, say("it is missing or no plain file"))
        with path.open("rb") as readable:
            content = readable.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _unreadable(path, refusal(error)) from error
    if len(content) > LARGEST_FILE:
        raise _unreadable(path, say("it is larger than {limit} bytes", limit=LARGEST_FILE))
    try:
        value = json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_float=_whole, parse_constant=_whole)
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # half a character can be written in JSON
    except RecursionError as error:
        raise _unreadable(path, say("it is nested too deeply")) from error
    except UnicodeError as error:
        raise _unreadable(path, say("it is not UTF-8")) from error
    except ValueError as error:
        raise _unreadable(path, say("it is not JSON with each key once and whole numbers")) from error
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _whole(_: str) -> NoReturn:
    raise ValueError


def _unreadable(path: Path, reason: Text) -> ToolError:
    return ToolError(say("{path} cannot be read: {reason}.", path=quoted(path.name), reason=reason))
