"""A villagers' group: its area, head, liaison cadres and workstation."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.span import Holder, Liaison, Span, Unit, Vacancy


@dataclass(frozen=True, kw_only=True)
class Venue:
    kind: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Workstation:
    """Where the group's wall board hangs: a sign on a venue that exists already (R10)."""

    name: str
    venue: Venue
    phone: str
    hours: str | None = None


@dataclass(frozen=True, kw_only=True)
class AreaMembership(Span):
    area: str


@dataclass(frozen=True, kw_only=True)
class Unserved:
    """Why so many households have no representative, and by which day they will have one."""

    households: int
    reason: str
    until: datetime.date


@dataclass(frozen=True, kw_only=True)
class Group(Unit, Correctable):
    areas: tuple[AreaMembership, ...]
    heads: tuple[Holder, ...]
    household_count: int
    workstation: Workstation
    vacancies: tuple[Vacancy, ...] = ()
    liaison_cadres: tuple[Liaison, ...] = ()
    unserved: Unserved | None = None
