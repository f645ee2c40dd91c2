"""A record in which nothing is odd, as plain data: what the strict reader makes of it, in a twentieth of the time.

Nearly every record is block mappings and lists, with each value in the line of its key or dash. That needs no parser:
each line says by itself how deep it stands and what it holds. A file with any other line, or one that any two
programs might read differently, is not taken here; `yamldoc` then reads it strictly and alone says what is wrong.
Tests hold the two readers against each other.
"""

from __future__ import annotations

import functools
import re
from typing import Any, TypeAlias

from lianhu.reading import scalars
from lianhu.reading.document import Json
from lianhu.reading.limits import LONGEST_SCALAR, MOST_BYTES, MOST_ITEMS, MOST_LEVELS, MOST_NODES

# Unicode composes none of these with a neighbour: two keys are the same in all of its forms or in none.
CHINESE = "\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u3001-\u3011\u3400-\u9fff\uff01-\uff5e"
_STRANGE = re.compile(rf"[^ -~\n{CHINESE}]")
# Nothing strange stands in what these are asked of; so they say only what of ASCII they leave out.
_BEGINS = r"[^\x00-/:-@\[-^`{-\x7f]"  # digits, letters, _ and Chinese
_KEY = rf"{_BEGINS}[^\x00-,./:-@\[-^`{{-\x7f]{{0,99}}+"
_PLAIN = rf"{_BEGINS}(?:[^ \"#':?\\`]++|:(?! |$)| ++(?!#|$))*+"
_QUOTED = r"\"[^\"'\\]*+\"|'[^\"'\\]*+'"
_EMPTY = {"[]": list, "{}": dict}
_COMMENT = r" *+(?<= )#(?: .*)?"
_LINE = re.compile(rf"( *+)(?:(-) )?(?:({_KEY}):(?: |$))?({_PLAIN}|{_QUOTED}|\[\]|\{{\}})?(?:{_COMMENT})?")
_NO_CONTENT = re.compile(r"^ *+(?:#.*)?\n", re.MULTILINE)

# A line opens at most a list and a mapping and holds a key and a value.
MOST_LINES = min(MOST_ITEMS, MOST_NODES // 4)
# Of the town's 600,000 lines 35,000 are different, and most of those return within a village.
LINES_KEPT = 8192

_Holder: TypeAlias = Any  # a list, or a mapping
_Levels: TypeAlias = list[tuple[int, _Holder]]


class _OddError(Exception):
    """Something here is not plain enough to be read without the strict reader."""


def read(content: bytes) -> dict[str, Json] | None:
    """The data of a file that is plain throughout; None where the strict reader must look."""
    if len(content) > MOST_BYTES:
        return None
    try:
        text = content.decode().replace("\r\n", "\n")
        if "#" in text or "\n\n" in text:
            if _STRANGE.search(text):
                return None
            text = _NO_CONTENT.sub("", text)
        lines = text.removesuffix("\n").split("\n")
        return _data(lines) if len(lines) <= MOST_LINES else None
    except (UnicodeDecodeError, _OddError):
        return None


def _data(lines: list[str]) -> dict[str, Json]:
    """What the lines say together: a deeper line belongs to what stands above it. Raises _OddError."""
    record: dict[str, Json] = {}
    levels: _Levels = [(0, record)]
    column, here = levels[0]
    awaited = None
    for depth, dash, key, value, stands in map(_line, lines):
        if awaited is not None:
            here[awaited] = [] if dash else {}
            column, here = _opened(levels, depth, here[awaited])
            awaited = None
        elif depth != column:
            column, here = _left(levels, depth)
        if dash is not (type(here) is list):
            raise _OddError
        if dash:
            if key is None:
                here.append(value)
                continue
            here.append({})
            column, here = _opened(levels, depth + 1, here[-1])
        if key in here:
            raise _OddError
        if stands:
            here[key] = value
        elif value is None:
            awaited = key
        else:
            here[key] = value()
    if awaited is not None:
        raise _OddError
    return record


def _opened(levels: _Levels, depth: int, inner: _Holder) -> tuple[int, _Holder]:
    """One level more, which must stand deeper than the one around it."""
    if depth <= levels[-1][0] or len(levels) == MOST_LEVELS:
        raise _OddError
    levels.append((depth, inner))
    return levels[-1]


def _left(levels: _Levels, depth: int) -> tuple[int, _Holder]:
    """The level that began at `depth`; all within it are complete."""
    while levels[-1][0] > depth:
        levels.pop()
    if levels[-1][0] != depth:
        raise _OddError
    return levels[-1]


@functools.lru_cache(maxsize=LINES_KEPT)
def _line(line: str) -> tuple[int, bool, str | None, Any, bool]:
    """What a line says by itself: its depth, whether it has a dash, its key, its value and whether this stands there.

    A dash counts as half a step: YAML lets a list stand as deep as the key it belongs to. Where no value stands, what
    follows is awaited (None) or empty (`list` or `dict`). Raises _OddError.
    """
    match = _LINE.fullmatch(line)
    if not match or _STRANGE.search(line):
        raise _OddError
    spaces, dash, key, value = match.groups()
    if key is not None and not isinstance(_value(key), str):
        raise _OddError
    empty = _EMPTY.get(value)
    stands = value is not None and not empty
    if key is None and not (dash and stands):
        raise _OddError
    return len(spaces) + bool(dash), bool(dash), key, _value(value) if stands else empty, stands


def _value(text: str) -> Json:
    """What a plain scalar or a quoted text says. Raises _OddError where programs might not agree."""
    if len(text) > LONGEST_SCALAR:
        raise _OddError
    if text[0] in "\"'":
        return text[1:-1]
    if text in scalars.CONSTANTS:
        return scalars.CONSTANTS[text]
    if (number := scalars.number(text)) is not None:
        return number
    if scalars.is_ambiguous(text):
        raise _OddError
    return text
