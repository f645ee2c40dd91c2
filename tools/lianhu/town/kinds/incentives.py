"""三给三优: what the town gives its representatives (R22-R27)."""

from __future__ import annotations

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.span import Validity


class Incentive(Validity, frozen=True, kw_only=True):
    """One thing that representatives are given; `granted_by` is an office or a firm, never a person."""

    text: str
    source: str
    granted_by: str | None = None
    sample: bool = False


class IncentiveScheme(Validity, frozen=True, kw_only=True):
    id: str
    name: str
    part: str | None = None
    items: tuple[Incentive, ...]


class Incentives(Correctable, frozen=True, kw_only=True):
    sample: bool
    source: str
    schemes: tuple[IncentiveScheme, ...]
