"""JSON from strangers: a value, or one sentence that says why the file is not taken.

Python's reader alone takes the last of two equal keys, NaN, and any depth; every other program reads such a file in
its own way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TextIO

from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted, refusal

LARGEST_FILE = 64 * 1024 * 1024
PIECE = 1024 * 1024  # characters
_SPACE = re.compile(r"[ \t\r\n]*")


def read(path: Path) -> Any:
    """The value in a JSON file; numbers are whole. Raises ToolError when it cannot be read or means several things."""
    with _told(path):
        with path.open("rb") as readable:
            content = readable.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise _unreadable(path, say("it is larger than {limit} bytes", limit=LARGEST_FILE))
        return _whole_texts(_DECODER.decode(content.decode("utf-8")))


def entries(path: Path) -> Iterator[tuple[str, Any]]:
    """The keys and values of a file that is one object. It is read in pieces and may be of any size; a value may not.

    Raises ToolError as `read` does, and for another value.
    """
    with _told(path), path.open(encoding="utf-8", newline="") as readable:
        yield from _entries(readable)


def _entries(readable: TextIO) -> Iterator[tuple[str, Any]]:
    text, at, sign = "", 0, "{"
    known: set[str] = set()
    while True:
        try:
            key, value, at = _entry(text, at, sign)
        except (ValueError, IndexError):  # perhaps it goes on in the next piece
            piece = readable.read(PIECE)
            if not piece or len(text) - at > LARGEST_FILE:
                raise ValueError from None
            text, at = text[at:] + piece, 0
            continue
        if key is None:
            break
        if key in known:
            raise ValueError
        known.add(key)
        yield key, _whole_texts(value)
        sign = ","
    if text[at:].strip() or readable.read().strip():
        raise ValueError


def _entry(text: str, at: int, sign: str) -> tuple[str | None, Any, int]:
    """The entry behind a sign, and where the next sign stands; without a key at the end of the object."""
    at = _behind_space(text, at)
    if text[at] == "}" and sign == ",":
        return None, None, at + 1
    if text[at] != sign:
        raise ValueError
    at = _behind_space(text, at + 1)
    if text[at] == "}" and sign == "{":
        return None, None, at + 1
    if text[at] != '"':
        raise ValueError
    key, at = _DECODER.raw_decode(text, at)
    at = _behind_space(text, at)
    if text[at] != ":":
        raise ValueError
    value, at = _DECODER.raw_decode(text, _behind_space(text, at + 1))
    at = _behind_space(text, at)
    if text[at] not in ",}":
        raise ValueError
    return key, value, at


def _behind_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    assert match  # it may be empty
    return match.end()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Says in one sentence why a file is not taken."""
    try:
        if not path.is_file():
            raise _unreadable(path, say("it is missing or no plain file"))
        yield
    except OSError as error:
        raise _unreadable(path, refusal(error)) from error
    except RecursionError as error:
        raise _unreadable(path, say("it is nested too deeply")) from error
    except UnicodeError as error:
        raise _unreadable(path, say("it is not UTF-8")) from error
    except ValueError as error:
        raise _unreadable(path, say("it is not JSON with each key once and whole numbers")) from error


def _whole_texts(value: Any) -> Any:
    json.dumps(value, ensure_ascii=False).encode("utf-8")  # half a character can be written in JSON
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


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_float=_whole, parse_constant=_whole)
