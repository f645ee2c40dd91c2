"""A year's days off and make-up working days, after the State Council's notice."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lianhu.town.kinds.correction import Correctable


@dataclass(frozen=True, kw_only=True)
class DaysOff:
    """A holiday from its first to its last day, weekends included."""

    name: str
    from_: datetime.date
    to: datetime.date

    def covers(self, day: datetime.date) -> bool:
        return self.from_ <= day <= self.to


@dataclass(frozen=True, kw_only=True)
class Calendar(Correctable):
    year: int
    source: str
    days_off: tuple[DaysOff, ...]
    working_days: tuple[datetime.date, ...]

    def has_off(self, day: datetime.date) -> bool:
        """Whether a holiday of this calendar covers `day`."""
        return any(off.covers(day) for off in self.days_off)
