"""Values of a record moved into the first entry of a list; every other byte of the file stays as it was.

A value goes as the lines that it stands in, with its comments and quotes; one that shares its line with others is
written anew, and its comments stand above the list.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lianhu.reading import yamldoc
from lianhu.reading.document import Document, Json, Location
from lianhu.writing import edits, yamltext


def gathered(path: str, content: bytes, into: str, parts: Mapping[Location, str], expected: Json) -> bytes:
    """The record at `path` with the values at `parts` in the first entry of `into`, each under its name there.

    `expected` is what it must then hold. A record that is not written in lines (brackets around the whole) is written
    anew, its comments first.
    """
    document, _ = yamldoc.read(path, content)
    if document:
        text = content.decode()
        edited = _Text(document, text, into, parts).edited()
        changed, _ = yamldoc.read(path, edited.encode())
        if changed and changed.data == expected and sorted(_comments(text)) == sorted(_comments(edited)):
            return edited.encode()
    return rewritten(content, expected)


def rewritten(content: bytes, expected: Any) -> bytes:
    """The data in our own way of writing, behind the comments that the file had."""
    return "".join(f"{comment}\n" for comment in _comments(content.decode())).encode() + yamltext.to_yaml(expected)


@dataclass(frozen=True)
class _Text:
    """The text of one record, and what is to be gathered in it."""

    document: Document
    text: str
    into: str
    parts: Mapping[Location, str]

    def edited(self) -> str:
        gone = sorted({number for top in self.tops for number in self.block(top)})
        before = [line for number, line in enumerate(self.lines) if number < gone[0]]
        after = [line for number, line in enumerate(self.lines) if number > gone[0] and number not in gone]
        moved = {number for at in self.present if self.stands_alone(at) for number in self.block(at)}
        loose = _comments("".join(self.lines[number] for number in gone if number not in moved))
        head = [f"{self.margin}{line}{self.line_end}" for line in (*loose, f"{self.into}:")]
        return "".join([*before, *head, *self.entry(), *after])

    def entry(self) -> list[str]:
        """The lines of the entry, its dash before the first key; comments above that stand above the dash."""
        lines = [line for at in self.present for line in self.moved(at)]
        first = next(number for number, line in enumerate(lines) if not line.lstrip().startswith("#"))
        dash = len(self.margin) + 2
        lines[first] = f"{lines[first][:dash]}- {lines[first][dash + 2 :]}"
        return lines

    def moved(self, at: Location) -> Iterator[str]:
        margin = f"{self.margin}    "
        if not self.stands_alone(at):
            value: Any = self.document.data
            for step in at:
                value = value[step]
            yield from (f"{margin}{line}{self.line_end}" for line in yamltext.lines({self.parts[at]: value}))
            return
        indent = self.document.key_places[at].column - 1
        for number in self.block(at):
            line = self.lines[number]
            yield (f"{margin}{line[indent:]}" if line.strip() else line).rstrip("\r\n") + self.line_end

    def stands_alone(self, at: Location) -> bool:
        """Whether the lines of the key are its own: nothing stands before it."""
        place = self.document.key_places[at]
        return not self.lines[place.line - 1][: place.column - 1].strip()

    def block(self, at: Location) -> range:
        """The numbers of the lines, from 0, of a key and its value, with the comments right above a later key."""
        start = self.document.key_places[at].line - 1
        while start > self.first and self.lines[start - 1].lstrip().startswith("#"):
            start -= 1
        return range(start, self.text.count("\n", 0, edits.end_of(self.document, at, self.text)) + 1)

    @cached_property
    def lines(self) -> list[str]:
        return _lines(self.text)

    @cached_property
    def present(self) -> list[Location]:
        return [at for at in self.parts if at in self.document.key_places]

    @cached_property
    def tops(self) -> list[Location]:
        return list(dict.fromkeys(at[:1] for at in self.present))

    @cached_property
    def first(self) -> int:
        return min(self.document.key_places[top].line - 1 for top in self.tops)

    @property
    def margin(self) -> str:
        return " " * (self.document.key_places[self.tops[0]].column - 1)

    @property
    def line_end(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"


def _lines(text: str) -> list[str]:
    """The lines as YAML counts them, each with its end; the last may have none."""
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def _comments(text: str) -> list[str]:
    """The comments of a text in order; a # inside a quoted text is none."""
    return list(itertools.chain.from_iterable(map(_comment_of, _lines(text))))


def _comment_of(line: str) -> Iterator[str]:
    quote = ""
    for index, character in enumerate(line):
        before = line[index - 1] if index else " "
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and before in " ,[{":
            quote = character
        elif character == "#" and before in " \t":
            yield line[index:].rstrip()
            return
