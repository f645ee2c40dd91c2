"""A year's days off and make-up working days, after the State Council's notice."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class DaysOff:
    """A holiday from its first to its last day, weekends included."""

    name: str
    from_: datetime.date
    to: datetime.date


@dataclass(frozen=True, kw_only=True)
class Calendar:
    year: int
    source: str
    days_off: tuple[DaysOff, ...]
    working_days: tuple[datetime.date, ...]

    def is_working_day(self, day: datetime.date) -> bool:
        """Whether offices work on `day`, a day of this calendar's year."""
        if day in self.working_days:
            return True
        return day.weekday() < SATURDAY and not any(off.from_ <= day <= off.to for off in self.days_off)
