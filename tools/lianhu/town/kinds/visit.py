"""A group's visits in one month (R30): days, visitors and counts of households, never which household."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lianhu.town.kinds.correction import Correctable


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who went: a representative by id, others by their post only."""

    role: str
    representative: str | None = None


@dataclass(frozen=True, kw_only=True)
class VisitTask:
    """A task that was worked on: the id of its list and its number on it, from 1."""

    list: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Visit:
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


@dataclass(frozen=True, kw_only=True)
class Visits(Correctable):
    id: str
    visits: tuple[Visit, ...]

    @property
    def representatives(self) -> frozenset[str]:
        """The ids of the representatives who took part in any."""
        return frozenset(
            visitor.representative for visit in self.visits for visitor in visit.visitors if visitor.representative
        )
