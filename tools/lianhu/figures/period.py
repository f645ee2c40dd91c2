"""Over which days the figures are taken: the last twelve months, and since the start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lianhu.town.month import Month, month_of

MONTHS_BACK = 12

TWELVE_MONTHS, SINCE_START = "twelve_months", "since_start"
WINDOWS: Mapping[str, str] = {TWELVE_MONTHS: "近12个月", SINCE_START: "开始以来"}


@dataclass(frozen=True)
class Period:
    """The days that count: to `today`; what is due is so since `begin`, since when the town keeps records.

    `begin` is one day for the whole town (`town.beginning`): a village that records nothing does not escape what is
    due. While there is none (None), nothing is due yet.

    Every row counts in a month, and a window is a number of months: the last twelve whole ones and the present one, or
    all.
    """

    today: date
    begin: date | None

    @property
    def is_young(self) -> bool:
        """Whether the two windows are the same, because records are younger than twelve months."""
        return self.begin is None or month_of(self.begin) >= self._twelve_back

    @cached_property
    def _twelve_back(self) -> str:
        return str(Month.of(self.today).back(MONTHS_BACK))

    def start(self, window: str) -> date | None:
        """The first day of a window, not before `begin`."""
        if self.begin is None or window == SINCE_START:
            return self.begin
        return max(Month.named(self._twelve_back).first, self.begin)

    def holds(self, window: str, month: str) -> bool:
        """Whether what counts in a month (`2026-03`) counts in the window; every month counts where there is none."""
        return window != TWELVE_MONTHS or month >= self._twelve_back

    def covers(self, day: date) -> bool:
        """Whether the day has come: what is recorded before it happens does not count yet."""
        return day <= self.today

    def first_whole_month(self, window: str) -> Month | None:
        start = self.start(window)
        if start is None:
            return None
        month = Month.of(start)
        return month if month.first == start else month.next

    def months_over(self) -> Iterator[Month]:
        """The whole months since `begin` that are over, in order."""
        month = self.first_whole_month(SINCE_START)
        while month and month < Month.of(self.today):
            yield month
            month = month.next
