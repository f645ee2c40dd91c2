"""Every figure of a town, for the town and broken down by village, category and month: one line each."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lianhu.figures.definitions import FIGURES
from lianhu.figures.facts import Facts
from lianhu.figures.figure import Cell, Figure, Value, cell
from lianhu.public import Posted

TOWN = "town"


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """A figure in one place: `scope` is town, village, category or month; `of` its id, `of_name` its name.

    `value` has the rows behind it and is never shown; `cell` is what may be.
    """

    figure: Figure
    scope: str
    of: str
    of_name: str
    value: Value
    cell: Cell


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

    def find(self, name: str, scope: str = TOWN, of: str = "", part: str = "") -> FigureLine | None:
        """The one line, or None when the scope has no such row."""
        return self._index.get((name, part, scope, of))

    @cached_property
    def _index(self) -> Mapping[tuple[str, str, str, str], FigureLine]:
        return {(line.figure.name, line.figure.part, line.scope, line.of): line for line in self.lines}

    def _lines(self, figure: Figure) -> Iterator[FigureLine]:
        rows = getattr(self.facts, figure.rows)
        for scope in (TOWN, *figure.by):
            names = {"": self.facts.town.town.name} if scope == TOWN else self._names(scope)
            found = {"": rows} if scope == TOWN else _grouped(rows, scope)
            # A village without any row stands there with nothing; a month or category without rows is left out.
            places = [place for place in names if place in found or scope == "village"]
            values = {place: figure.measure(found.get(place, ())) for place in places}
            for place in places:
                yield FigureLine(
                    figure=figure,
                    scope=scope,
                    of=place,
                    of_name=names[place],
                    value=values[place],
                    cell=cell(values[place]),
                )

    def _names(self, scope: str) -> Mapping[str, str]:
        if scope == "village":
            return self.facts.villages
        if scope == "category":
            return self.facts.categories
        return {month: month for month in self.months}

    @cached_property
    def months(self) -> tuple[str, ...]:
        """Every month that any row counts in, in order."""
        lists = {figure.rows for figure in FIGURES if "month" in figure.by}
        return tuple(sorted({row.month for name in lists for row in getattr(self.facts, name)}))


@functools.lru_cache(maxsize=2)
def _table_of(town: Posted) -> Table:
    return Table(Facts(town))


def _grouped(rows: tuple[Any, ...], scope: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, scope)].append(row)
    return found
