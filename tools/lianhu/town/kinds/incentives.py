"""三给三优: what the town gives its representatives (R22-R27)."""

from __future__ import annotations

from dataclasses import dataclass

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.span import Validity


@dataclass(frozen=True, kw_only=True)
class Incentive(Validity):
    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class IncentiveScheme(Validity):
    id: str
    name: str
    items: tuple[Incentive, ...]


@dataclass(frozen=True, kw_only=True)
class Incentives(Correctable):
    sample: bool
    source: str
    schemes: tuple[IncentiveScheme, ...]
