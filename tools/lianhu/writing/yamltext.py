"""Records as YAML text: what is written reads back as it was."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lianhu.reading import yamldoc

NEW_LINE = "\n"


def to_yaml(data: Mapping[str, Any]) -> bytes:
    """A record as the strict reader reads it back: block style, keys in the order given, UTF-8, LF.

    Texts are plain where the reader allows it, literal blocks where they have several lines, else in double quotes.
    Raises ValueError for data that no record can hold (a control character, a number of 16 digits).
    """
    # Not ruamel: it quotes dates, leaves null empty and takes most of an import's time.
    try:
        content = "".join(f"{line}\n" for line in lines(data)).encode()
    except UnicodeEncodeError:
        content = b""
    document, _ = yamldoc.read("", content)
    if not document or document.data != data:
        raise ValueError("this data cannot stand in a record")
    return content


def lines(value: Any) -> Iterator[str]:
    """The lines of a value that stands on its own, without line ends; those behind the first are indented."""
    if isinstance(value, Mapping) and value:
        for key, item in value.items():
            head = f"{key if _is_plain_key(key) else _quoted(key)}:"
            if _has_entries(item):
                yield head
                yield from _indented(lines(item))
            else:
                first, *rest = lines(item)
                yield f"{head} {first}"
                yield from rest
    elif isinstance(value, list) and value:
        for item in value:
            first, *rest = lines(item)
            yield f"- {first}"
            yield from _indented(rest)
    else:
        yield from _text(value) if isinstance(value, str) else [json.dumps(value)]


def _has_entries(value: Any) -> bool:
    return isinstance(value, Mapping | list) and bool(value)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _text(text: str) -> list[str]:
    if _reads_back(text, text):
        return [text]
    literal = ["|-", *_indented(text.split(NEW_LINE))]
    if NEW_LINE in text and _reads_back(NEW_LINE.join(literal), text):
        return literal
    return [_quoted(text)]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@functools.lru_cache(maxsize=1024)
def _is_plain_key(key: str) -> bool:
    # "--- a" is a text behind a key, and at the beginning of a line ends the record.
    return _reads_back(key, key) and _says(f"{key}: null", {key: None})


@functools.lru_cache(maxsize=1024)  # the words of a schema come again and again
def _reads_back(written: str, text: str) -> bool:
    """Whether `written` is taken for `text`."""
    return _says(f"value: {written}", {"value": text})


def _says(written: str, data: Mapping[str, Any]) -> bool:
    """Whether the reader, the only judge of what needs quotes, takes `written` for this record."""
    try:
        document, _ = yamldoc.read("", f"{written}\n".encode())
    except UnicodeEncodeError:  # half a character
        return False
    return document is not None and document.data == data
