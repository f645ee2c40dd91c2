"""The town's quarterly review (R34) with its awards (R25)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.meeting import Decision


@dataclass(frozen=True, kw_only=True)
class Award:
    """An outstanding representative of the quarter; `amount` in yuan."""

    representative: str
    amount: Decimal
    reason: str
    recorded_late: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewedVillage:
    """A village at the review: whether it came, and what was said of it."""

    village: str
    attended: bool
    remark: str


@dataclass(frozen=True, kw_only=True)
class Review(Correctable):
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
