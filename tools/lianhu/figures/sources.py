"""Which changed records a row of a figure comes from: of these it is said that they moved it.

A row's id names records (`heping-g01-r01/2026-03-02`), which it is read from; what else it is read from stands in
`ALSO`. A row that moved though nothing of that changed moved by what holds for all: the first day of the records, a
setting, a unit; else by the change as a whole. So every row that moves has a source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from lianhu.figures.facts import Facts
from lianhu.figures.period import TWELVE_MONTHS
from lianhu.figures.rows import Due, VisitWeek
from lianhu.figures.share import TOWN, year_of
from lianhu.figures.table import FigureLine
from lianhu.public import Posted
from lianhu.town import corrections
from lianhu.town.month import WEEK
from lianhu.town.schemas import Filed

# Kinds that hold for others: a change of one may move rows whose ids do not name it.
FOR_OTHERS = ("town", "categories", "roles", "calendar", "village", "group", "removal")


@dataclass(frozen=True)
class ChangedRecord:
    """A record that is shown otherwise than before; None where it is not shown."""

    before: Filed | None
    after: Filed | None

    @property
    def filed(self) -> Filed:
        filed = self.after or self.before
        assert filed
        return filed

    @cached_property
    def states(self) -> tuple[Any, ...]:
        """What it said and says, corrected."""
        return tuple(corrections.applied(one.data) for one in (self.before, self.after) if one)

    def mentions(self, text: str) -> bool:
        return any(_mentions(state, text) for state in self.states)


def _mentions(data: Any, text: str) -> bool:
    if isinstance(data, dict):
        return any(_mentions(value, text) for value in data.values())
    if isinstance(data, list):
        return any(_mentions(value, text) for value in data)
    return bool(data == text)


Reads = Callable[[Posted, Any, ChangedRecord], bool]


def _any(_town: Posted, _row: Any, _record: ChangedRecord) -> bool:
    return True


def _its_group(_town: Posted, row: Any, record: ChangedRecord) -> bool:
    return bool(record.filed.id == row.group)


def _its_village(_town: Posted, row: Any, record: ChangedRecord) -> bool:
    return bool(record.filed.id == row.village)


def _names_it(_town: Posted, row: Any, record: ChangedRecord) -> bool:
    return record.mentions(row.id)


def _visits_then(town: Posted, row: VisitWeek, record: ChangedRecord) -> bool:
    """A visit in the week, or in the weeks before it of which one may stand for this, too."""
    until = row.monday + WEEK
    since = until - town.limits(row.monday).visit_weeks * WEEK
    visits = (visit for state in record.states for visit in state["visits"])
    return any(
        since <= date.fromisoformat(visit["date"]) < until and _mentions(visit, row.representative) for visit in visits
    )


def _meets_then(_town: Posted, row: Due, record: ChangedRecord) -> bool:
    return record.filed.village == row.village and any(state["date"][:7] == row.month for state in record.states)


# What a row is read from beside the records that its id names: by list of rows, by kind of record.
ALSO: Mapping[str, Mapping[str, Reads]] = {
    "cases": {"categories": _any, "calendar": _any, "group": _its_group, "village": _its_village},
    "units": {"village": _its_village},
    "coverage": {"representative": _names_it, "village": _its_village},
    "serving": {"meeting": _names_it},
    "visit_weeks": {"visit": _visits_then},
    "due": {"meeting": _meets_then, "village": _its_village},
}


class Sources:
    """The rows of two public states of the town, and the records that differ between them, asked for each row."""

    def __init__(self, before: Facts, after: Facts) -> None:
        self._facts = (before, after)
        was, now = ({document.path: document for document in facts.town.documents} for facts in self._facts)
        pairs = ((was.get(path), now.get(path)) for path in sorted({*was, *now}))
        self.changed = tuple(ChangedRecord(old, new) for old, new in pairs if (old and old.data) != (new and new.data))

    def behind(self, before: FigureLine | None, after: FigureLine | None) -> Iterator[tuple[Any, ...]]:
        """The rows behind a line in either state; none where the line is None."""
        for facts, line in zip(self._facts, (before, after), strict=True):
            yield tuple(line.figure.measure(rows_of(facts, line)).among) if line else ()

    def of(self, rows: str, row: Any) -> tuple[str, ...]:
        """The paths of the changed records that `row`, of this list of rows, is read from; never none, in order."""
        return tuple(record.filed.path for record in self.changed if self._is_read(rows, row, record)) or self._for_all

    def _is_read(self, rows: str, row: Any, record: ChangedRecord) -> bool:
        kind, also = record.filed.kind.name, ALSO.get(rows, {})
        if kind in also:
            return also[kind](self._facts[1].town, row, record)
        is_named = record.filed.id in row.id.split("/")
        return is_named and (not isinstance(row, Due) or kind == row.kind)  # a month's list and its day share an id

    @cached_property
    def _for_all(self) -> tuple[str, ...]:
        """What moves rows that name none of the changed records."""
        begins = {facts.period.begin for facts in self._facts}
        days = [day.isoformat() for day in begins if day and len(begins) > 1]
        found = tuple(
            record.filed.path
            for record in self.changed
            if record.filed.kind.name in FOR_OTHERS or any(record.mentions(day) for day in days)
        )
        return found or tuple(record.filed.path for record in self.changed)


def rows_of(facts: Facts, line: FigureLine) -> tuple[Any, ...]:
    """The rows in the place and window of a line."""
    rows = facts.rows(line.figure.rows)
    if line.window == TWELVE_MONTHS:
        rows = tuple(row for row in rows if facts.period.holds(line.window, row.month))
    if line.scope == TOWN:
        return rows
    if line.scope == "year":
        return tuple(row for row in rows if year_of(row.month) == line.of)
    return tuple(row for row in rows if getattr(row, line.scope) == line.of)
