"""Every figure of a town in both windows, for the town and by village, category, month and year: one line each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lianhu.figures.behind import Behind, joined
from lianhu.figures.definitions import FIGURES
from lianhu.figures.facts import Facts
from lianhu.figures.figure import Cell, Figure
from lianhu.figures.period import SINCE_START, TWELVE_MONTHS, WINDOWS, Period
from lianhu.figures.share import TOWN, Share, share_of, year_of
from lianhu.figures.tally import Tally
from lianhu.public import Posted


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """A figure in one place and window: `scope` is town, village, category, month or year; `of` its id.

    `window` is empty for a state, and where the scope is a month or year. `cell` is what may be shown. `since` is the
    month of the oldest record behind the figure where that is younger than the window, else empty; it is told of the
    town.
    """

    figure: Figure
    scope: str
    of: str
    of_name: str
    window: str
    cell: Cell
    since: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What tells the line from all others of a town."""
        return self.figure.name, self.figure.part, self.scope, self.of, self.window


@dataclass(frozen=True)
class Table:
    """All lines of a town, in order of figures; within a figure the town first, then each breakdown.

    `town` needs to know the town's own records only; whatever is counted comes from `shares`, those of its villages and
    its own, in any order.
    """

    town: Posted
    period: Period
    shares: Sequence[Share]

    @staticmethod
    def of(town: Posted) -> Table:
        """The table of a register, counted once however many pages and files show it."""
        if town not in _at_hand:
            counted(town).put()
        return _at_hand[town]

    def put(self) -> None:
        """From now on this is the table of its town: its parts were counted elsewhere."""
        _at_hand[self.town] = self
        for oldest in [*_at_hand][:-MOST_AT_HAND]:
            del _at_hand[oldest]

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
        return (SINCE_START,) if self.period.is_young else tuple(WINDOWS)

    def shown(self, figure: Figure, scope: str = TOWN, of: str = "") -> tuple[FigureLine, ...]:
        """The line of a figure in each window that is worth telling; none where the scope has no such row."""
        windows = [window for window in figure.windows(scope) if not window or window in self.windows]
        found = (self._index.get((figure.name, figure.part, scope, of, window)) for window in windows)
        return tuple(line for line in found if line)

    def behind(self, figure: Figure) -> Behind:
        """Some of the rows that are behind the figure in the town since the start."""
        found = {village: rows for share in self.shares for village, rows in share.behind.get(figure.key, {}).items()}
        return joined(figure, (found[village] for village in sorted(found, key=_place)))

    @cached_property
    def _index(self) -> Mapping[tuple[str, str, str, str, str], FigureLine]:
        return {line.key: line for line in self.lines}

    def _lines(self, figure: Figure) -> Iterator[FigureLine]:
        for scope in (TOWN, *figure.by):
            for window in figure.windows(scope):
                yield from self._places(figure, scope, window)

    def _places(self, figure: Figure, scope: str, window: str) -> Iterator[FigureLine]:
        found, known = self._sums(figure, scope, window), self._known(figure.rows, scope, window)
        since = self._since(figure.rows, window) if scope == TOWN and window else ""
        for place, name in self._names(scope).items():
            # A village without any row stands there with nothing; a month or category without rows is left out.
            if place in known or scope in (TOWN, "village"):
                cell = figure.cell(found.get(place) or figure.of_nothing)
                yield FigureLine(
                    figure=figure, scope=scope, of=place, of_name=name, window=window, cell=cell, since=since
                )

    def _sums(self, figure: Figure, scope: str, window: str) -> Mapping[str, Tally]:
        found: dict[str, Tally] = {}
        for share in self.shares:
            places = share.tallies.get(figure.key, {}).get(window, {}).get(scope, {})
            for place, plain in places.items():
                if place in found:
                    found[place].add(Tally.of(plain))
                else:
                    found[place] = Tally.of(plain).copy()
        return found

    def _known(self, rows: str, scope: str, window: str) -> frozenset[str]:
        """The months, years or categories in which any row of a list counts."""
        months = {month: found for month, found in self._months(rows).items() if self.period.holds(window, month)}
        if scope == "category":
            return frozenset().union(*months.values())
        return frozenset(map(year_of, months) if scope == "year" else months)

    def _months(self, rows: str) -> Mapping[str, frozenset[str]]:
        """The months in which rows of a list count, each with their categories."""
        if rows not in self._by_rows:
            found: dict[str, set[str]] = defaultdict(set)
            for share in self.shares:
                for month, categories in share.months.get(rows, {}).items():
                    found[month].update(categories)
            self._by_rows[rows] = {month: frozenset(categories) for month, categories in found.items()}
        return self._by_rows[rows]

    @cached_property
    def _by_rows(self) -> dict[str, Mapping[str, frozenset[str]]]:
        return {}

    def _since(self, rows: str, window: str) -> str:
        """The month of the oldest row where it is younger than the first whole month of the window."""
        oldest = min((month for month in self._months(rows) if self.period.holds(window, month)), default="")
        first = self.period.first_whole_month(window)
        return oldest if first and oldest > str(first) else ""

    def _names(self, scope: str) -> Mapping[str, str]:
        if scope == TOWN:
            return {"": self.town.town.name}
        if scope == "village":
            return self.villages
        if scope == "category":
            return self.categories
        return {name: name for name in (self.months if scope == "month" else self.years)}

    @cached_property
    def villages(self) -> Mapping[str, str]:
        """The villages that exist or existed since the start, and all in which anything counts, id and name."""
        counting = {village for share in self.shares for village in share.counting}
        known = sorted((one for share in self.shares for one in share.villages), key=lambda one: _place(one[0]))
        return {village: name for village, name, is_there in known if is_there or village in counting}

    @property
    def categories(self) -> Mapping[str, str]:
        """The categories of the town, id and name."""
        return {category.id: category.name for category in self.town.categories.values()}

    @cached_property
    def months(self) -> tuple[str, ...]:
        """Every month that any row counts in, in order."""
        lists = {figure.rows for figure in FIGURES if "month" in figure.by}
        return tuple(sorted({month for rows in lists for month in self._months(rows)}))

    @property
    def years(self) -> tuple[str, ...]:
        return tuple(sorted(set(map(year_of, self.months))))


def _place(village: str) -> str:
    """Orders villages as their folders are; what belongs to none comes last."""
    return f"{village}/" if village else "~"


def counted(town: Posted) -> Table:
    """The table of a register, counted anew."""
    facts = Facts(town)
    return Table(town, facts.period, (share_of(facts),))


# The tables of the towns that were asked of last.
_at_hand: dict[Posted, Table] = {}
MOST_AT_HAND = 2
