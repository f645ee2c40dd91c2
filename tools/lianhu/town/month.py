"""Weeks and months of the calendar: in which a day lies, where they begin and end."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date, timedelta

DAY, WEEK = timedelta(days=1), timedelta(days=7)
_NAMED = re.compile(r"(?:^|-)([0-9]{4}(?:-(?:0[1-9]|1[0-2]))?)(?![0-9])")


@dataclass(frozen=True, order=True)
class Month:
    """A month of the calendar; `str` gives `2026-03`."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def named(cls, text: str) -> Month:
        """The month that is written `2026-03`."""
        year, _, number = text.partition("-")
        return cls(int(year), int(number))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"  # `%Y` loses zeros before the year 1000

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.next.first - DAY

    @property
    def next(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def back(self, count: int) -> Month:
        """The month so many months earlier."""
        number = self.year * 12 + self.number - 1 - count
        return Month(number // 12, number % 12 + 1)


def after(day: date, days: int = 1) -> date:
    """The day so many days after; behind the calendar's last, of which a record may speak by mistake, there is none."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


@functools.lru_cache(maxsize=4096)
def month_of(day: date) -> str:
    """The month of a day, like `2026-03`; asked once for each row behind the figures, of which a day has many."""
    return str(Month.of(day))


def told_in(text: str) -> str:
    """The month that a day or an id names, or where it names none the year; empty for neither.

    `2026-03` of `xinhe-g01-2026-03` and of `2026-03-27`, `2026` of `xinhe-g07-2026-0012` and of `2026-q1`.
    """
    found = _NAMED.search(text)
    return found[1] if found else ""


def monday_of(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - day.weekday() * DAY
