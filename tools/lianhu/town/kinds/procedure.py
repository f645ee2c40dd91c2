"""How a matter is handled: before, during, after; who does what by when."""

from __future__ import annotations

from dataclasses import dataclass

from lianhu.town.kinds.correction import Correctable


@dataclass(frozen=True, kw_only=True)
class Step:
    phase: str
    who: str
    does: str
    stage: str | None = None
    within: str | None = None


@dataclass(frozen=True, kw_only=True)
class Procedure(Correctable):
    id: str
    name: str
    summary: str
    sample: bool
    source: str
    steps: tuple[Step, ...]
