"""Which weeks, months and quarters are over: what was due in them can be counted, and nothing is due before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_BACK = 12
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Period:
    """The last twelve whole months and the present one, but not before `begin`, the day of the first record.

    `begin` is one day for the whole town: a village that records nothing does not escape what is due. Without any
    record (None) nothing is due yet.
    """

    today: date
    begin: date | None

    @property
    def start(self) -> date | None:
        """The first day that counts; what is due in a month or week is so from the first whole one on."""
        if self.begin is None:
            return None
        number = self.today.year * 12 + self.today.month - 1 - MONTHS_BACK
        return max(date(number // 12, number % 12 + 1, 1), self.begin)

    def covers(self, day: date) -> bool:
        return self.start is not None and self.start <= day <= self.today

    def months_over(self) -> Iterator[Month]:
        """The whole months of the period that are over, in order."""
        if self.start is None:
            return
        month = Month(self.start.year, self.start.month)
        if month.first < self.start:
            month = month.next
        while month.last < self.today:
            yield month
            month = month.next

    def quarters_over(self) -> Iterator[tuple[str, Month]]:
        """The whole quarters of the period that are over: the id (`2026-q1`) and the last month."""
        months = list(self.months_over())
        for first in months:
            last = first.next.next
            if first.number % 3 == 1 and last in months:
                yield f"{first.year}-q{last.number // 3}", last

    def weeks_over(self) -> Iterator[date]:
        """The Mondays of the whole weeks, Monday to Sunday, that are over."""
        if self.start is None:
            return
        monday = self.start + timedelta(days=-self.start.weekday() % 7)
        while monday + WEEK <= self.today:
            yield monday
            monday += WEEK


@dataclass(frozen=True, order=True)
class Month:
    """A month of the calendar; `str` gives `2026-03`."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)


def month_of(day: date) -> str:
    return f"{day.year}-{day.month:02}"
