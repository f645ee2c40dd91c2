"""What a public figure is: its definition, its value with the rows behind it, and what of it may be shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, TypeAlias

from lianhu.figures.period import WINDOWS
from lianhu.figures.tally import Number, Tally

Late: TypeAlias = Callable[[Any], bool]

SMALLEST_CELL = 5
EVERYWHERE = ("village", "category", "month", "year")  # the breakdowns of what has a category
OF_WORK = ("village", "month", "year")  # and of what has none
LOOP = "R28; G6"  # the source of all that is told of the closed loop

# The one rule on small cells (domain.md section 4), as its readers get it. `cell` carries it out. It is about what a
# number can tell, not about persons: no table counts residents by anything. What is counted are issues, visits, tasks
# and meetings, each of them public with its page or row, so a number withheld here could be counted there. How many
# households a visit reached is public by domain.md section 6, and tells of no household; so is how an issue was rated.
SMALL_CELLS = f"不足{SMALLEST_CELL}件（人、户）的，只写件数，不算百分比和天数。"


@dataclass(frozen=True)
class Count:
    """How many rows there are, or what they add up to: `amount` is what a row adds to `nothing`."""

    counted: tuple[Any, ...]
    amount: Callable[[Any], Number] = lambda _: 1
    nothing: Number = 0

    @cached_property
    def total(self) -> Number:
        return sum(map(self.amount, self.counted), self.nothing)

    def in_time(self, late: Late) -> Count:
        return replace(self, counted=tuple(row for row in self.counted if not late(row)))

    @property
    def among(self) -> tuple[Any, ...]:
        return self.counted

    @property
    def numerator(self) -> Number:
        return self.total

    @property
    def denominator(self) -> None:
        return None

    @property
    def size(self) -> Number:
        return self.total

    @property
    def each(self) -> list[int]:
        return []

    def worth(self, tally: Tally, numerator: Number, _days: Sequence[int]) -> Number:
        return numerator


@dataclass(frozen=True)
class Rate:
    """`counted` of `among` (numerator and denominator as rows); printed as n/d, with a percentage from 5 rows on."""

    counted: tuple[Any, ...]
    among: tuple[Any, ...]

    def in_time(self, late: Late) -> Rate:
        """The same denominator: what came late was due all the same."""
        return replace(self, counted=tuple(row for row in self.counted if not late(row)))

    @property
    def numerator(self) -> Number:
        return len(self.counted)

    @property
    def denominator(self) -> Number:
        return len(self.among)

    @property
    def size(self) -> Number:
        return len(self.among)

    @property
    def percent(self) -> int | None:
        """The rate in whole per cent, or None when fewer than 5 rows are behind it (domain.md section 4)."""
        return _percent(self.numerator, self.denominator, self.size)

    @property
    def each(self) -> list[int]:
        return []

    def worth(self, tally: Tally, numerator: Number, _days: Sequence[int]) -> Number | None:
        return _percent(numerator, tally.denominator or 0, tally.size)


@dataclass(frozen=True)
class MoneyRate(Rate):
    """A share of money: `part` of `whole`, in yuan, summed over the rows."""

    part: Decimal
    whole: Decimal

    @property
    def numerator(self) -> Number:
        return self.part

    @property
    def denominator(self) -> Number:
        return self.whole


@dataclass(frozen=True)
class HouseholdRate(Rate):
    """A share of households: `part` of `whole`, summed over the rows; `counted` are rows without a gap."""

    part: int
    whole: int

    @property
    def numerator(self) -> Number:
        return self.part

    @property
    def denominator(self) -> Number:
        return self.whole

    @property
    def size(self) -> Number:
        return self.whole


@dataclass(frozen=True)
class Days:
    """A number of days that the `among` cases took; `counted` are those that had come to their end.

    `rank` picks it from all their days, shortest first; one that is not counted is at its present age.
    """

    counted: tuple[Any, ...]
    among: tuple[Any, ...]
    rank: Callable[[Sequence[int]], Number]

    def in_time(self, late: Late) -> Days:
        """An end that was recorded late is none: who writes it down with an old date shortens nothing."""
        return replace(self, counted=tuple(case for case in self.counted if not late(case)))

    @property
    def each(self) -> list[int]:
        """The days of each case."""
        ended = {case.id for case in self.counted}
        return [case.days if case.id in ended else case.age for case in self.among]

    @cached_property
    def days(self) -> Number:
        days = sorted(self.each)
        return self.rank(days) if days else 0

    @property
    def numerator(self) -> Number:
        return len(self.counted)

    @property
    def denominator(self) -> Number:
        return len(self.among)

    @property
    def size(self) -> Number:
        return len(self.among)

    def worth(self, tally: Tally, _numerator: Number, days: Sequence[int]) -> Number | None:
        return self.rank(sorted(days)) if tally.size >= SMALLEST_CELL else None


Value: TypeAlias = Count | Rate | Days


def _percent(part: Number, whole: Number, size: Number) -> int | None:
    return percentage(part, whole) if whole and size >= SMALLEST_CELL else None


def percentage(part: Number, whole: Number) -> int:
    """Whole per cent, half rounded up; 100 only for all and 0 only for none, so that one open case stays visible."""
    if part in (0, whole):
        return 100 if part else 0
    return int(min(max((200 * part + whole) // (2 * whole), 1), 99))


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A public figure: `measure` computes it over the rows that `rows` names, `definition` says so in Chinese.

    `part` and `part_title` tell the figures of one breakdown apart (escalations by level). `by` are the scopes it
    is broken down by beside the town.

    `late` tells of a row that what makes it count was recorded late, so that the figure has two readings: in time, and
    with what came late. It is None for what is bad or only a state, which being late does not make better. `is_state`:
    it tells of today, so that it has no window.
    """

    name: str
    title: str
    definition: str
    source: str
    chapter: str
    rows: str
    measure: Callable[[Sequence[Any]], Value]
    late: Late | None
    is_state: bool = False
    unit: str = "件"
    by: tuple[str, ...] = ("village",)
    part: str = ""
    part_title: str = ""

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.name}:{self.part}" if self.part else self.name

    def windows(self, scope: str) -> tuple[str, ...]:
        """The windows in which it is told in a scope; a month and a year are windows of their own."""
        return ("",) if self.is_state or scope in ("month", "year") else tuple(WINDOWS)

    def in_time(self, value: Value) -> Value:
        """The reading of a value without what came late."""
        return value.in_time(self.late) if self.late else value

    def tally(self, rows: Sequence[Any]) -> Tally:
        """What rows add to the figure."""
        with_late = self.measure(rows)
        in_time = self.in_time(with_late)
        numbers = in_time.numerator, with_late.numerator, with_late.denominator, with_late.size
        return Tally(*numbers, in_time.each, with_late.each)

    @cached_property
    def of_nothing(self) -> Tally:
        """What no rows add to it; nobody adds to this one."""
        return self.tally(())

    def cell(self, tally: Tally) -> Cell:
        """What may be shown of it."""
        value = self._nothing.worth(tally, tally.numerator, tally.days)
        return Cell(
            numerator=tally.numerator,
            denominator=tally.denominator,
            value=value,
            numerator_with_late=tally.numerator_with_late,
            value_with_late=self._nothing.worth(tally, tally.numerator_with_late, tally.days_with_late),
            withheld="value" if value is None else "",
        )

    @cached_property
    def _nothing(self) -> Value:
        """Its value over no rows, which knows what numbers are worth."""
        return self.measure(())


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What may be shown of a value, in time and with what came late; both have the same denominator.

    `withheld` is `""`, or `"value"` where it is too small for a percentage or days.
    """

    numerator: Number
    denominator: Number | None
    value: Number | None
    numerator_with_late: Number
    value_with_late: Number | None
    withheld: Literal["", "value"] = ""

    @property
    def late(self) -> Number:
        """What was recorded late and counts in the second reading alone."""
        return self.numerator_with_late - self.numerator
