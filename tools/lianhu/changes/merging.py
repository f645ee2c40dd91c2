"""Two branches that each add to the same record: their entries are put together, as text, block by block.

Git compares lines: two events added at the end of one list are a conflict to it, though nobody contradicts anybody;
its `merge=union` mixes their lines without a word (hardening.md F12, A9). Here an entry is a block of lines with the
comments above it. What both sides added to a list that is kept (`x-kept`) is taken out, what is left must have been
changed by one side at most, and the entries of both follow in order of date. The strict reader then has to find
exactly what was meant; anything else is a conflict, for a person to settle.
"""

from __future__ import annotations

import copy
import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from lianhu.reading import yamldoc
from lianhu.reading.document import Document, Location, Where
from lianhu.town.keeping import MARK, WHOLE
from lianhu.town.schemas import Kind

LF, CRLF = b"\n", b"\r\n"
DATE = "date"


def merged(kind: Kind, base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """The record that holds what both sides added to `base` (empty where there was no record); None: a conflict.

    Line ends are ours. Entries of the same day stand in the order ours, theirs; an entry that both added stands once.
    """
    before, mine, others = _side(base), _side(ours), _side(theirs)
    if before is None or mine is None or others is None:
        return None
    lists = [
        at
        for at in _kept_lists(kind.schema, before.data, mine.data, others.data)
        if all(side.is_block(at) for side in (before, mine, others))
    ]
    my_gaps, other_gaps = mine.gaps(before, lists, kind), others.gaps(before, lists, kind)
    if my_gaps is None or other_gaps is None:
        return None
    rest, rest_of_others = mine.without(my_gaps), others.without(other_gaps)
    if rest_of_others in (rest, before.lines):
        chosen, gaps = mine, my_gaps
    elif rest == before.lines:
        chosen, gaps = others, other_gaps
    else:
        return None
    both = {at: _filled(my_gaps[at], other_gaps[at]) for at in lists}
    content = chosen.with_entries(gaps, both)
    document, _ = yamldoc.read("", content)
    if document is None or document.data != chosen.expected(gaps, both):
        return None
    return content.replace(LF, CRLF) if CRLF in ours else content


@dataclass(frozen=True)
class _Entry:
    """An entry that a side added: its lines with the comments above it, and its data."""

    lines: Sequence[str]
    data: Any

    @property
    def day(self) -> str:
        """The day by which entries are ordered; those without one keep their own order."""
        day = self.data.get(DATE) if isinstance(self.data, Mapping) else None
        return day if isinstance(day, str) else ""


@dataclass(frozen=True)
class _Gap:
    """Where a list has room before, between or behind the entries of the base: the lines and entries added there.

    `start` and `end` are lines from 0, `first` the index of the first entry that was added.
    """

    start: int
    end: int
    first: int
    entries: Sequence[_Entry]


Gaps = Mapping[Location, Sequence[_Gap]]


def _filled(ours: Sequence[_Gap], theirs: Sequence[_Gap]) -> list[list[_Entry]]:
    """The entries of both for every gap, by date; each side keeps its own order, what both added stands once."""
    known = [entry.data for gap in ours for entry in gap.entries]
    return [
        list(
            heapq.merge(
                mine.entries, (entry for entry in other.entries if entry.data not in known), key=lambda entry: entry.day
            )
        )
        for mine, other in zip(ours, theirs, strict=True)
    ]


def _side(content: bytes) -> _Side | None:
    """A state of the record that can be taken apart; None when it cannot be read."""
    if not content:
        return _Side([], Document("", {}, Where.known({})))
    document, _ = yamldoc.read("", content)
    if document is None:
        return None
    return _Side(content.decode().replace("\r\n", "\n").removesuffix("\n").split("\n"), document)


@dataclass(frozen=True)
class _Side:
    """One state of the record as lines and as data."""

    lines: list[str]
    document: Document

    @property
    def data(self) -> Any:
        return self.document.data

    def is_block(self, at: Location) -> bool:
        """Whether every entry begins with a dash on a line of its own."""
        return all(self._dash(at, index) is not None for index in range(len(_entries(self.data, at))))

    def gaps(self, before: _Side, lists: Sequence[Location], kind: Kind) -> Gaps | None:
        """The room in every list; None when one has lost entries or their order."""
        found = {at: self._gaps(before, at, kind.at(at).get(MARK) == WHOLE) for at in lists}
        return None if None in found.values() else {at: gaps for at, gaps in found.items() if gaps is not None}

    def _gaps(self, before: _Side, at: Location, whole: bool) -> list[_Gap] | None:
        entries, known = _entries(self.data, at), _entries(before.data, at)
        if at not in self.document.places:
            return None if at in before.document.places else [_Gap(0, 0, 0, ())]
        places = _places_in_order(known, entries) if whole else range(len(known))
        if places is None or len(known) > len(entries):
            return None
        gaps = []
        for previous, following in zip((-1, *places), (*places, len(entries)), strict=True):
            start = self._end(at, previous)
            if following == len(entries) and at in before.document.places:
                # A comment that stood behind the last entry stays there.
                old = before.lines[before._end(at, len(known) - 1) :]
                alike = zip(takewhile(_is_open, self.lines[start:]), takewhile(_is_open, old), strict=False)
                start += len(list(takewhile(lambda pair: pair[0] == pair[1], alike)))
            added, done = [], start
            for index in range(previous + 1, following):
                end = max(done, self._end(at, index))
                added.append(_Entry(self.lines[done:end], entries[index]))
                done = end
            gaps.append(_Gap(start, done, previous + 1, added))
        return gaps

    def _dash(self, at: Location, index: int) -> int | None:
        """The column (from 0) of an entry's dash; None when something else stands before the entry."""
        place = self.document.place_of((*at, index))
        before = self.lines[place.line - 1][: place.column - 1]
        return before.index("-") if before.strip() == "-" else None

    def _end(self, at: Location, index: int) -> int:
        """The line behind an entry's last one; for -1 the line behind the one that opens the list.

        Blank lines and comments that are not deeper than the dash belong to what follows.
        """
        if index < 0:
            return self.document.place_of(at, key=True).line
        dash, start = self._dash(at, index), self.document.place_of((*at, index)).line
        assert dash is not None
        end = start + len(list(takewhile(lambda line: _is_open(line) or _depth(line) > dash, self.lines[start:])))
        while _is_open(self.lines[end - 1]) and _depth(self.lines[end - 1]) <= dash:
            end -= 1
        return end

    def without(self, gaps: Gaps) -> list[str]:
        """The lines without what was added."""
        cut = {number for each in gaps.values() for gap in each for number in range(gap.start, gap.end)}
        return [line for number, line in enumerate(self.lines) if number not in cut]

    def with_entries(self, gaps: Gaps, both: Mapping[Location, Sequence[Sequence[_Entry]]]) -> bytes:
        """This side's text with the entries of both in its gaps."""
        pieces = [
            (gap.start, gap.end, -len(at), entries)
            for at, each in gaps.items()
            for gap, entries in zip(each, both[at], strict=True)
        ]
        lines: list[str] = []
        done = 0
        # A list inside an entry ends before the list that holds the entry.
        for start, end, _, entries in sorted(pieces, key=lambda piece: piece[:3]):
            lines += self.lines[done:start]
            lines += (line for entry in entries for line in entry.lines)
            done = end
        return "".join(f"{line}\n" for line in lines + self.lines[done:]).encode()

    def expected(self, gaps: Gaps, both: Mapping[Location, Sequence[Sequence[_Entry]]]) -> Any:
        """The data that the merged record must have."""
        data = copy.deepcopy(self.data)
        for at, each in gaps.items():
            # From the end, so that the indices of what stands before stay right.
            for gap, entries in zip(reversed(each), reversed(both[at]), strict=True):
                _entries(data, at)[gap.first : gap.first + len(gap.entries)] = [entry.data for entry in entries]
        return data


def _kept_lists(schema: Mapping[str, Any], base: Any, ours: Any, theirs: Any, at: Location = ()) -> Iterator[Location]:
    """Where a side has a list whose entries stay; also inside the entries that the base has."""
    sides = (base, ours, theirs)
    if any(isinstance(side, list) for side in sides):
        if MARK in schema:
            yield at
            for index, (old, mine, other) in enumerate(zip(*(side or () for side in sides), strict=False)):
                yield from _kept_lists(schema.get("items", {}), old, mine, other, (*at, index))
    else:
        old, mine, other = (side if isinstance(side, Mapping) else {} for side in sides)
        for name, inner in schema.get("properties", {}).items():
            if name in mine or name in other:
                yield from _kept_lists(inner, old.get(name), mine.get(name), other.get(name), (*at, name))


def _entries(data: Any, at: Location) -> list[Any]:
    """The list at `at`; empty where there is none."""
    for step in at:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return []
    return data if isinstance(data, list) else []


def _places_in_order(known: Sequence[Any], entries: Sequence[Any]) -> list[int] | None:
    """Where the known entries stand among others, in their order; None when one is not there."""
    places: list[int] = []
    for entry in known:
        start = places[-1] + 1 if places else 0
        try:
            places.append(entries.index(entry, start))
        except ValueError:
            return None
    return places


def _is_open(line: str) -> bool:
    """Whether a line is blank or a comment: it may belong to what stands above or below."""
    return not line.strip() or line.lstrip().startswith("#")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
