"""A villagers' group: its area, head, liaison cadres and workstation."""

from __future__ import annotations

import datetime

from msgspec import Struct

from lianhu.town.kinds.correction import Confirmation, Correction, Redaction
from lianhu.town.kinds.span import Holder, Liaison, Span, Unit, Vacancy


class Venue(Struct, frozen=True, kw_only=True):
    kind: str
    name: str


class Workstation(Struct, frozen=True, kw_only=True):
    """Where the group's wall board hangs: a sign on a venue that exists already (R10)."""

    name: str
    venue: Venue
    phone: str
    hours: str | None = None


class AreaMembership(Span, frozen=True, kw_only=True):
    area: str


class Unserved(Struct, frozen=True, kw_only=True):
    """Why so many households have no representative, and by which day they will have one."""

    households: int
    reason: str
    until: datetime.date


class Group(Unit, frozen=True, kw_only=True):
    areas: tuple[AreaMembership, ...]
    heads: tuple[Holder, ...]
    household_count: int
    workstation: Workstation
    vacancies: tuple[Vacancy, ...] = ()
    liaison_cadres: tuple[Liaison, ...] = ()
    unserved: Unserved | None = None
    corrections: tuple[Correction, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    confirmed: tuple[Confirmation, ...] = ()
