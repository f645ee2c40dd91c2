"""What was missed, folded: weeks, months or quarters in a row without what was due in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lianhu.town.cadence import Turn
from lianhu.town.month import after


@dataclass(frozen=True)
class Missed:
    """So many turns in a row (`count`), from the first day of the first to the last day of the last."""

    first: date
    last: date
    count: int = 1


def folded(turns: Iterable[Turn]) -> tuple[Missed, ...]:
    """The turns that were missed, in order of time; what was done, or not due, comes between two ranges."""
    ranges: list[Missed] = []
    for turn in turns:
        if not turn.is_missed:
            continue
        if ranges and after(ranges[-1].last) == turn.first:
            before = ranges.pop()
            ranges.append(Missed(before.first, turn.last, before.count + 1))
        else:
            ranges.append(Missed(turn.first, turn.last))
    return tuple(ranges)
