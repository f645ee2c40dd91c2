"""The town's quarterly review (R34) with its awards (R25)."""

from __future__ import annotations

import datetime
from decimal import Decimal

from msgspec import Struct

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.meeting import Decision


class Award(Struct, frozen=True, kw_only=True):
    """An outstanding representative of the quarter; `amount` in yuan."""

    representative: str
    amount: Decimal
    reason: str
    recorded_late: str | None = None


class ReviewedVillage(Struct, frozen=True, kw_only=True):
    """A village at the review: whether it came, and what was said of it."""

    village: str
    attended: bool
    remark: str


class Review(Correctable, frozen=True, kw_only=True):
    id: str
    date: datetime.date
    summary: str
    decisions: tuple[Decision, ...]
    awards: tuple[Award, ...]
    villages: tuple[ReviewedVillage, ...] = ()
    invited: tuple[str, ...] = ()
    representatives: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    recorded_late: str | None = None
