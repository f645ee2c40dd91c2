"""Whom to choose and whom not: 五选五不选 (R2)."""

from __future__ import annotations

from dataclasses import dataclass

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.span import Validity


@dataclass(frozen=True, kw_only=True)
class Criterion(Validity):
    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class SelectionCriteria(Correctable):
    sample: bool
    source: str
    select: tuple[Criterion, ...]
    exclude: tuple[Criterion, ...]
