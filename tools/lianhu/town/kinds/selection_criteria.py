"""Whom to choose and whom not: 五选五不选 (R2)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Criterion:
    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class SelectionCriteria:
    sample: bool
    source: str
    select: tuple[Criterion, ...]
    exclude: tuple[Criterion, ...]
