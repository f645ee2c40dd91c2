"""Whom to choose and whom not: 五选五不选 (R2)."""

from __future__ import annotations

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.span import Validity


class Criterion(Validity, frozen=True, kw_only=True):
    text: str
    source: str


class SelectionCriteria(Correctable, frozen=True, kw_only=True):
    sample: bool
    source: str
    select: tuple[Criterion, ...]
    exclude: tuple[Criterion, ...]
