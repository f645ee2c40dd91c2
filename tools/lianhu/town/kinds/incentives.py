"""三给三优: what the town gives its representatives (R22-R27)."""

from __future__ import annotations

from dataclasses import dataclass

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.span import Validity


@dataclass(frozen=True, kw_only=True)
class Incentive(Validity):
    """One thing that representatives are given; `granted_by` is an office or a firm, never a person."""

    text: str
    source: str
    granted_by: str | None = None
    sample: bool = False


@dataclass(frozen=True, kw_only=True)
class IncentiveScheme(Validity):
    id: str
    name: str
    part: str | None = None
    items: tuple[Incentive, ...]


@dataclass(frozen=True, kw_only=True)
class Incentives(Correctable):
    sample: bool
    source: str
    schemes: tuple[IncentiveScheme, ...]
