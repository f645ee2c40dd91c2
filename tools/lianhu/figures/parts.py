"""Why a figure moved: what each record that changed added to it or took from it, and nothing is left over.

A figure is a sum over its rows, numerator and denominator each; so what a row adds is the figure of that row alone, and
what the rows that came, went or changed add makes the whole difference. The median and the ninetieth percentile are
no sums: of them the cases add up, and how many days each took is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lianhu.figures.figure import Days, Value
from lianhu.figures.sources import Sources
from lianhu.figures.table import FigureLine
from lianhu.figures.tally import Number

VILLAGES, ELSEWHERE = 8, "*"  # so many villages are told one by one


@dataclass(frozen=True, kw_only=True)
class RowMove:
    """A row that came into a figure, went out of it, or counts otherwise there; what that adds to the figure.

    `numerator` is that in time, `numerator_with_late` that with what came late; `denominator` is None for a figure
    without one. `days` are those that a case took, before and after; None where it was not counted, and for any other
    figure.
    """

    id: str
    village: str
    how: Literal["came", "went", "changed"]
    numerator: Number
    numerator_with_late: Number
    denominator: Number | None
    days: tuple[Number | None, Number | None] = (None, None)


@dataclass(frozen=True, kw_only=True)
class Part:
    """What changed records, by path, add to a figure together: its rows, in order of id."""

    records: tuple[str, ...]
    rows: tuple[RowMove, ...]

    @property
    def numerator(self) -> Number:
        return _sum(row.numerator for row in self.rows)

    @property
    def numerator_with_late(self) -> Number:
        return _sum(row.numerator_with_late for row in self.rows)

    @property
    def denominator(self) -> Number | None:
        """None for a figure without one."""
        found = [row.denominator for row in self.rows if row.denominator is not None]
        return _sum(found) if found else None

    @property
    def size(self) -> Number:
        """How much it moves, whichever way."""
        numbers = (self.numerator_with_late, self.denominator or 0)
        return max(*numbers, *(-number for number in numbers))

    @property
    def share(self) -> str:
        """What it adds in time, with its sign: `+1`, of a rate numerator and denominator each: `+1/0`."""
        numbers = (self.numerator,) if self.denominator is None else (self.numerator, self.denominator)
        return "/".join(map(signed, numbers))


def signed(number: Number) -> str:
    return f"{number:+}" if number else "0"


def _sum(numbers: Iterable[Number]) -> Number:
    total: Number = 0
    for number in numbers:
        total += number
    return total


def parts_of(before: FigureLine | None, after: FigureLine | None, sources: Sources) -> tuple[Part, ...]:
    """What moved a line, record by record in order of path; the line is None where a state does not have it."""
    line = after or before
    assert line
    was, now = (_by_id(rows) for rows in sources.behind(before, after))
    moves: dict[tuple[str, ...], list[RowMove]] = defaultdict(list)
    for row_id in sorted({*was, *now}):
        old, new = was.get(row_id, []), now.get(row_id, [])
        if old != new and (moved := _move(line, row_id, old, new)):
            read_from = {path for row in (*old, *new) for path in sources.of(line.figure.rows, row)}
            moves[tuple(sorted(read_from))].append(moved)
    return tuple(Part(records=records, rows=tuple(rows)) for records, rows in sorted(moves.items()))


def _by_id(rows: Iterable[Any]) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.id].append(row)
    return found


def _move(line: FigureLine, row_id: str, old: Sequence[Any], new: Sequence[Any]) -> RowMove | None:
    """What the row with this id adds; None where it changed and counts as before."""
    was, now = (line.figure.measure(rows) for rows in (old, new))
    was_in_time, now_in_time = line.figure.in_time(was), line.figure.in_time(now)
    days = _days(was_in_time, now_in_time)
    if days[0] == days[1]:
        days = _days(was, now)  # those with what came late, where only they differ
    move = RowMove(
        id=row_id,
        village=(*new, *old)[0].village,
        how="changed" if old and new else "came" if new else "went",
        numerator=now_in_time.numerator - was_in_time.numerator,
        numerator_with_late=now.numerator - was.numerator,
        denominator=None if now.denominator is None else now.denominator - (was.denominator or 0),
        days=days,
    )
    counts = move.numerator or move.numerator_with_late or move.denominator or days[0] != days[1]
    return move if counts or move.how != "changed" else None


def _days(before: Value, after: Value) -> tuple[Number | None, Number | None]:
    was, now = (value.days if isinstance(value, Days) and value.among else None for value in (before, after))
    return was, now


def folded(found: Sequence[Part], listed: int) -> tuple[tuple[Part, ...], tuple[tuple[str, Part], ...]]:
    """The first parts, the largest before the others, and the rest added up: one part for each village, by its id.

    `""` is the town, `ELSEWHERE` all villages beyond the first. All together are still the whole difference.
    """
    ordered = sorted(found, key=lambda part: (-part.size, part.records))
    rest: dict[str, list[Part]] = defaultdict(list)
    for part in ordered[listed:]:
        for row in part.rows:
            rest[row.village].append(Part(records=part.records, rows=(row,)))
    names = sorted(rest)
    places = [(village, _joined(rest[village])) for village in names[:VILLAGES]]
    if names[VILLAGES:]:
        places.append((ELSEWHERE, _joined([part for village in names[VILLAGES:] for part in rest[village]])))
    return tuple(ordered[:listed]), tuple(places)


def _joined(found: Sequence[Part]) -> Part:
    records = {path for part in found for path in part.records}
    return Part(records=tuple(sorted(records)), rows=tuple(row for part in found for row in part.rows))
