"""A village or community, its officers and its areas."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from lianhu.town.kinds.correction import Confirmation, Correction, Redaction
from lianhu.town.kinds.span import Holder, Liaison, Unit, Vacancy
from lianhu.town.kinds.town import Override


class Office(Struct, frozen=True, kw_only=True):
    place: str
    phone: str


class VillageOfficer(Holder, frozen=True, kw_only=True):
    """A member of the village's two committees."""

    id: str
    post: str


class Area(Unit, frozen=True, kw_only=True):
    """A part of a village with several groups (R8)."""

    heads: tuple[Holder, ...]
    liaisons: tuple[Liaison, ...]
    vacancies: tuple[Vacancy, ...] = ()


class Backgrounds(Struct, frozen=True, kw_only=True):
    """How many of those who served on a day are party members, volunteers, 乡贤; None where too few to say (R3)."""

    counted_on: date
    party_member: int | None = None
    volunteer: int | None = None
    village_worthy: int | None = None
    recorded_late: str | None = None


class Village(Unit, frozen=True, kw_only=True):
    kind: str
    office: Office
    officers: tuple[VillageOfficer, ...]
    areas: tuple[Area, ...]
    backgrounds: tuple[Backgrounds, ...] = ()
    service_days: tuple[Override, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    corrections: tuple[Correction, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    confirmed: tuple[Confirmation, ...] = ()
