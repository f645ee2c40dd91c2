"""三给三优: what the town gives its representatives (R22-R27)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Incentive:
    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class IncentiveScheme:
    id: str
    name: str
    items: tuple[Incentive, ...]


@dataclass(frozen=True, kw_only=True)
class Incentives:
    sample: bool
    source: str
    schemes: tuple[IncentiveScheme, ...]
