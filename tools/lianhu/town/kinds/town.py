"""The town: its name, what it declares, its limits and how it publishes."""

from __future__ import annotations

import datetime
from decimal import Decimal

from msgspec import Struct

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.span import Holder


class Deviation(Struct, frozen=True, kw_only=True):
    """A declared difference between what the town announces and what its records hold (R8)."""

    total: str
    recorded: int
    reason: str
    declared_on: datetime.date
    expires_on: datetime.date


class PrivacyException(Struct, frozen=True, kw_only=True):
    """A value that a detector finds and that may stand until its day: in which file, by which rule, and why."""

    path: str
    rule: str
    fingerprint: str
    reason: str
    owner: str
    expires_on: datetime.date


class DeclaredTotals(Struct, frozen=True, kw_only=True):
    """The totals that the town announces (R8)."""

    villages: int
    areas: int
    groups: int
    representatives: int
    households: int


class Range(Struct, frozen=True, kw_only=True):
    """Smallest and largest allowed number, both included."""

    minimum: int
    maximum: int


class CriteriaCounts(Struct, frozen=True, kw_only=True):
    """How many selection criteria there are for and against (R2)."""

    select: int
    exclude: int


class DutyCounts(Struct, frozen=True, kw_only=True):
    """How many duties are core and fixed: the 1 and the 4 of 1+4+X (R16)."""

    core: int
    fixed: int


# Where a town does not set them; a step of its records is judged by what was written, in which they may not stand.
DUE_DAYS, EXCUSE_DAYS, POSTING_DAYS = 365, 366, 30


class Limits(Struct, frozen=True, kw_only=True):
    """Every threshold of the rules; code holds none. Money is in yuan, exact to the fen."""

    households_per_representative: Range
    selection_criteria: CriteriaCounts
    duties: DutyCounts
    prohibited_acts: int
    roles: int
    term_years: int
    service_fund: Decimal
    award: Decimal
    term_notice_days: int
    feedback_days: int
    recording_days: int | None = None
    visit_weeks: int = 1
    notice_days: int = 30
    fund_days: int = 90
    order_days: int = 30
    confirmation_days: int = 30
    planning_days: int = 366
    decision_days: int = 365
    deferral_days: int = 180
    due_days: int = DUE_DAYS
    excuse_days: int = EXCUSE_DAYS
    posting_days: int = POSTING_DAYS
    first_year: int = 1949
    years_ahead: int = 10


class Override(Struct, frozen=True, kw_only=True):
    """A month whose service day the town, or a village for itself, moved (R13)."""

    month: str
    date: datetime.date
    reason: str


class ServiceDayRule(Struct, frozen=True, kw_only=True):
    """How the monthly service day is found (R13)."""

    rule: str
    overrides: tuple[Override, ...] = ()


class Privacy(Struct, frozen=True, kw_only=True):
    """What the town itself says on the privacy page: whom to ask, on what basis, for how long."""

    post: str | None = None
    phone: str | None = None
    place: str | None = None
    answer_days: int | None = None
    basis: str | None = None
    retention: str | None = None
    retention_days: int = 0
    storage: str | None = None
    visitors: str | None = None
    assessed_on: datetime.date | None = None


class Publishing(Struct, frozen=True, kw_only=True):
    """How and under whose name the site is published."""

    repository: str
    address: str | None = None
    edit_address: str | None = None
    organiser: str | None = None
    technical_support: str | None = None
    icp_number: str | None = None
    public_security_number: str | None = None
    site_code: str | None = None
    privacy: Privacy = Privacy()


class Cadre(Holder, frozen=True, kw_only=True):
    """A town official who keeps contact with groups (R30, 联组镇村干部)."""

    id: str
    post: str


class Town(Correctable, frozen=True, kw_only=True):
    """`records_since` is the day before which nothing is missing or late; who asks for it asks `town.beginning`."""

    name: str
    language: str
    declared_totals: DeclaredTotals
    limits: Limits
    service_day: ServiceDayRule
    publishing: Publishing
    county: str | None = None
    phone: str | None = None
    records_since: datetime.date | None = None
    demo: bool = False
    deviations: tuple[Deviation, ...] = ()
    cadres: tuple[Cadre, ...] = ()
    exceptions: tuple[PrivacyException, ...] = ()
