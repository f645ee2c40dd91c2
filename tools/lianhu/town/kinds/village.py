"""A village or community, its officers and its areas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.span import Holder, Liaison, Unit, Vacancy
from lianhu.town.kinds.town import Override


@dataclass(frozen=True, kw_only=True)
class Office:
    place: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class VillageOfficer(Holder):
    """A member of the village's two committees."""

    id: str
    post: str


@dataclass(frozen=True, kw_only=True)
class Area(Unit):
    """A part of a village with several groups (R8)."""

    heads: tuple[Holder, ...]
    liaisons: tuple[Liaison, ...]
    vacancies: tuple[Vacancy, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Backgrounds:
    """How many of those who served on a day are party members, volunteers, 乡贤; None where too few to say (R3)."""

    counted_on: date
    party_member: int | None = None
    volunteer: int | None = None
    village_worthy: int | None = None
    recorded_late: str | None = None


@dataclass(frozen=True, kw_only=True)
class Village(Unit, Correctable):
    kind: str
    office: Office
    officers: tuple[VillageOfficer, ...]
    areas: tuple[Area, ...]
    backgrounds: tuple[Backgrounds, ...] = ()
    service_days: tuple[Override, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
