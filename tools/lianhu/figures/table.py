"""Every figure of a town in both windows, for the town and by village, category, month and year: one line each."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lianhu.figures.definitions import FIGURES
from lianhu.figures.facts import Facts
from lianhu.figures.figure import Cell, Figure, Value, cell
from lianhu.figures.period import SINCE_START, TWELVE_MONTHS, WINDOWS
from lianhu.public import Posted

TOWN = "town"


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """A figure in one place and window: `scope` is town, village, category, month or year; `of` its id.

    `window` is empty for a state, and where the scope is a month or year. `in_time` and `with_late` are the two
    readings with the rows behind them and are never shown; `cell` is what may be. `since` is the month of the oldest
    record behind the figure where that is younger than the window, else empty; it is told of the town.
    """

    figure: Figure
    scope: str
    of: str
    of_name: str
    window: str
    in_time: Value
    with_late: Value
    cell: Cell
    since: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What tells the line from all others of a town."""
        return self.figure.name, self.figure.part, self.scope, self.of, self.window


class Table:
    """All lines of a town, in order of figures; within a figure the town first, then each breakdown."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @staticmethod
    def of(town: Posted) -> Table:
        """The table of a register, counted once however many pages and files show it."""
        return _table_of(town)

    @cached_property
    def lines(self) -> tuple[FigureLine, ...]:
        return tuple(line for figure in FIGURES for line in self._lines(figure))

    def find(
        self, name: str, scope: str = TOWN, of: str = "", part: str = "", window: str = TWELVE_MONTHS
    ) -> FigureLine | None:
        """The one line, or None when the scope has no such row; what has no window is found in any."""
        return self._index.get((name, part, scope, of, window)) or self._index.get((name, part, scope, of, ""))

    @property
    def windows(self) -> tuple[str, ...]:
        """The windows that are worth telling: while records are younger than twelve months, both are one."""
        return (SINCE_START,) if self.facts.period.is_young else tuple(WINDOWS)

    def shown(self, figure: Figure, scope: str = TOWN, of: str = "") -> tuple[FigureLine, ...]:
        """The line of a figure in each window that is worth telling; none where the scope has no such row."""
        windows = [window for window in figure.windows(scope) if not window or window in self.windows]
        found = (self._index.get((figure.name, figure.part, scope, of, window)) for window in windows)
        return tuple(line for line in found if line)

    @cached_property
    def _index(self) -> Mapping[tuple[str, str, str, str, str], FigureLine]:
        return {line.key: line for line in self.lines}

    def _lines(self, figure: Figure) -> Iterator[FigureLine]:
        for scope in (TOWN, *figure.by):
            for window in figure.windows(scope):
                yield from self._places(figure, scope, window)

    def _places(self, figure: Figure, scope: str, window: str) -> Iterator[FigureLine]:
        names, found = self._names(scope), self._rows(figure.rows, scope, window)
        for place, name in names.items():
            # A village without any row stands there with nothing; a month or category without rows is left out.
            if place in found or scope in (TOWN, "village"):
                with_late = figure.measure(found.get(place, ()))
                in_time = figure.in_time(with_late)
                yield FigureLine(
                    figure=figure,
                    scope=scope,
                    of=place,
                    of_name=name,
                    window=window,
                    in_time=in_time,
                    with_late=with_late,
                    cell=cell(in_time, with_late),
                    since=self._since(figure.rows, window) if scope == TOWN and window else "",
                )

    def _rows(self, name: str, scope: str, window: str) -> Mapping[str, Sequence[Any]]:
        """The rows of a list in a window, by place; grouped once, though many figures are made of them."""
        key = name, scope, window
        if key not in self._found:
            rows = getattr(self.facts, name)
            if window == TWELVE_MONTHS:
                rows = tuple(row for row in rows if self.facts.period.holds(window, row.month))
            self._found[key] = {"": rows} if scope == TOWN else _grouped(rows, scope)
        return self._found[key]

    @cached_property
    def _found(self) -> dict[tuple[str, str, str], Mapping[str, Sequence[Any]]]:
        return {}

    def _since(self, rows: str, window: str) -> str:
        """The month of the oldest row where it is younger than the first whole month of the window."""
        oldest = min((row.month for row in self._rows(rows, TOWN, window)[""]), default="")
        first = self.facts.period.first_whole_month(window)
        return oldest if first and oldest > str(first) else ""

    def _names(self, scope: str) -> Mapping[str, str]:
        if scope == TOWN:
            return {"": self.facts.town.town.name}
        if scope == "village":
            return self.facts.villages
        if scope == "category":
            return self.facts.categories
        return {name: name for name in (self.months if scope == "month" else self.years)}

    @cached_property
    def months(self) -> tuple[str, ...]:
        """Every month that any row counts in, in order."""
        lists = {figure.rows for figure in FIGURES if "month" in figure.by}
        return tuple(sorted({row.month for name in lists for row in getattr(self.facts, name)}))

    @property
    def years(self) -> tuple[str, ...]:
        return tuple(sorted({_year(month) for month in self.months}))


@functools.lru_cache(maxsize=2)
def _table_of(town: Posted) -> Table:
    return Table(Facts(town))


def _grouped(rows: Sequence[Any], scope: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[_year(row.month) if scope == "year" else getattr(row, scope)].append(row)
    return found


def _year(month: str) -> str:
    return month.partition("-")[0]
