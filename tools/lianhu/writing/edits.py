"""One value of a record changed, added or taken out, and every other byte of the file left as it was.

A library that loads and dumps rewrites quotes, dates and line ends, and a reviewer then reads a changed file instead of
a changed value. The strict reader knows where each value stands, so an edit is an insertion at a place.
"""

from __future__ import annotations

import copy
from typing import Any

from lianhu.reading import yamldoc
from lianhu.reading.document import Document, Json, Location, place_of_mark
from lianhu.words import say
from lianhu.words.problems import ToolError
from lianhu.writing import yamltext


def with_value(path: str, content: bytes, at: Location, value: Json) -> bytes:
    """The record at `path` with `value` at `at`: put for a single value, or added last to a mapping or list.

    `at` may name a text, number or constant, a new key of a mapping, or the place behind a list's last entry. Comments,
    the order of keys and line ends stay. Raises ToolError where that cannot be done without touching more (mappings and
    lists in brackets, values of several entries), and for a record that cannot be read.
    """
    document, _ = yamldoc.read(path, content)
    if document and _may_stand(document.data, at):
        edited = _edited(document, content.decode(), at, value)
        changed, _ = yamldoc.read(path, edited.encode("utf-8", "replace"))
        if changed and _ordered(changed.data) == _ordered(_expected(document.data, at, value)):
            return edited.encode()
    raise _by_hand(path, at)


def without_key(path: str, content: bytes, at: Location) -> bytes:
    """The record at `path` without the key at `at`: its lines go, with the comment behind them, and nothing else.

    Raises ToolError where the key shares a line with something else, is not there, or is the only one.
    """
    document, _ = yamldoc.read(path, content)
    if document and at in document.key_places:
        text = content.decode()
        start = document.key_places[at]
        begin, end = _index(text, start.line, 1), end_of(document, at, text)
        end = text.find("\n", end) + 1 or len(text)
        edited = text[:begin] + text[end:]
        changed, _ = yamldoc.read(path, edited.encode())
        if changed and _ordered(changed.data) == _ordered(_expected_without(document.data, at)):
            return edited.encode()
    raise _by_hand(path, at)


def _by_hand(path: str, at: Location) -> ToolError:
    return ToolError(
        say("{path} cannot be changed at {at} by a command; change it by hand.", path=path, at=".".join(map(str, at)))
    )


def _expected_without(data: Json, at: Location) -> Any:
    expected: Any = copy.deepcopy(data)
    holder = expected
    for step in at[:-1]:
        holder = holder[step]
    del holder[at[-1]]
    return expected


def _may_stand(data: Any, at: Location) -> bool:
    """Whether `at` leads to a single value, a new key, or the end of a list."""
    steps: Any = at
    for step in steps[:-1]:
        if not (step in data if isinstance(data, dict) else isinstance(data, list) and step in range(len(data))):
            return False
        data = data[step]
    last: Any = steps[-1] if steps else None
    if isinstance(data, dict) and isinstance(last, str):
        return not isinstance(data.get(last), dict | list)
    if isinstance(data, list) and last in range(len(data)):
        return not isinstance(data[last], dict | list)
    return isinstance(data, list) and last == len(data)


def _edited(document: Document, text: str, at: Location, value: Json) -> str:
    """`text` after the edit; whether it is the one asked for, the caller asks the strict reader."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    margin = " " * (document.places[at[:-1]].column - 1)  # of a mapping: its keys' column; of a list: its dashes'
    if at in document.places:
        start, new = document.places[at], list(yamltext.lines(value))
        begin = _index(text, start.line, start.column)
        end = end_of(document, at, text)
    else:
        new = list(yamltext.lines({str(at[-1]): value} if isinstance(at[-1], str) else [value]))
        last_line = text.count("\n", 0, end_of(document, at[:-1], text))
        begin = end = _index(text, last_line + 1, len(lines[last_line]) + 1)
        new = ["", *new]
    first, *rest = new
    return text[:begin] + first + "".join(f"{line_end}{margin if line else ''}{line}" for line in rest) + text[end:]


def _index(text: str, line: int, column: int) -> int:
    """Where a place, both from 1, is in the text."""
    return sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column - 1


def end_of(document: Document, at: Location, text: str) -> int:
    """The index behind the last character of the value at `at`, comments and blank lines after it left out."""
    import yaml

    inside = {place for address, place in document.places.items() if address[: len(at)] == at}
    brackets: list[bool] = []
    end: Any = None
    for event in yaml.parse(text.replace("\r\n", "\n"), Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            brackets.append(bool(event.flow_style) and place_of_mark(event.start_mark) in inside)
        elif (isinstance(event, yaml.CollectionEndEvent) and brackets.pop()) or (
            isinstance(event, yaml.ScalarEvent) and place_of_mark(event.start_mark) in inside
        ):
            end = event.end_mark
    # A block text ends where the next thing begins; U+3000 may be its last character.
    return len(text[: _index(text, end.line + 1, end.column + 1)].rstrip(" \r\n"))


def _expected(data: Json, at: Location, value: Json) -> Any:
    """What the record must hold after the edit."""
    expected: Any = copy.deepcopy(data)
    holder = expected
    for step in at[:-1]:
        holder = holder[step]
    if isinstance(holder, list) and at[-1] == len(holder):
        holder.append(value)
    else:
        holder[at[-1]] = value
    return expected


def _ordered(data: Json) -> Any:
    """Data that is equal only with its keys in the same order and its numbers of the same type."""
    if isinstance(data, dict):
        return [(key, _ordered(value)) for key, value in data.items()]
    return [_ordered(value) for value in data] if isinstance(data, list) else (type(data), data)
