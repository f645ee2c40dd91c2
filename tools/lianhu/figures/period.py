"""Over which days the figures are taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lianhu.town.month import Month

MONTHS_BACK = 12


@dataclass(frozen=True)
class Period:
    """The last twelve whole months and the present one, but not before `begin`, since when the town keeps records.

    `begin` is one day for the whole town (`town.beginning`): a village that records nothing does not escape what is
    due. While there is none (None), nothing is due yet.
    """

    today: date
    begin: date | None

    @property
    def start(self) -> date | None:
        """The first day that counts; what is due in a month or week is so from the first whole one on."""
        if self.begin is None:
            return None
        return max(Month.of(self.today).back(MONTHS_BACK).first, self.begin)

    def covers(self, day: date) -> bool:
        return self.start is not None and self.start <= day <= self.today

    def months_over(self) -> Iterator[Month]:
        """The whole months of the period that are over, in order."""
        if self.start is None:
            return
        month = Month.of(self.start)
        if month.first < self.start:
            month = month.next
        while month.last < self.today:
            yield month
            month = month.next
