"""A year's days off and make-up working days, after the State Council's notice."""

from __future__ import annotations

import datetime

from msgspec import Struct

from lianhu.town.kinds.correction import Correctable


class DaysOff(Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A holiday from its first to its last day, weekends included."""

    name: str
    from_: datetime.date
    to: datetime.date

    def covers(self, day: datetime.date) -> bool:
        return self.from_ <= day <= self.to


class Calendar(Correctable, frozen=True, kw_only=True):
    year: int
    source: str
    days_off: tuple[DaysOff, ...]
    working_days: tuple[datetime.date, ...]

    def has_off(self, day: datetime.date) -> bool:
        """Whether a holiday of this calendar covers `day`."""
        return any(off.covers(day) for off in self.days_off)
