"""A group's visits in one month (R30): days, visitors and counts of households, never which household."""

from __future__ import annotations

import datetime

from msgspec import Struct

from lianhu.town.kinds.correction import Correctable


class Visitor(Struct, frozen=True, kw_only=True):
    """Who went: a representative by id, others by their post only."""

    role: str
    representative: str | None = None


class VisitTask(Struct, frozen=True, kw_only=True):
    """A task that was worked on: the id of its list and its number on it, from 1."""

    list: str
    number: int


class Visit(Struct, frozen=True, kw_only=True):
    date: datetime.date
    visitors: tuple[Visitor, ...]
    household_count: int
    issues: tuple[str, ...] = ()
    tasks: tuple[VisitTask, ...] = ()
    recorded_late: str | None = None

    @property
    def representatives(self) -> tuple[str, ...]:
        """The ids of the representatives who took part."""
        return tuple(visitor.representative for visitor in self.visitors if visitor.representative)


class Visits(Correctable, frozen=True, kw_only=True):
    id: str
    visits: tuple[Visit, ...]

    @property
    def representatives(self) -> frozenset[str]:
        """The ids of the representatives who took part in any."""
        return frozenset(
            visitor.representative for visit in self.visits for visitor in visit.visitors if visitor.representative
        )
