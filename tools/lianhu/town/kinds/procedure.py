"""How a matter is handled: before, during, after; who does what by when."""

from __future__ import annotations

from msgspec import Struct

from lianhu.town.kinds.correction import Correctable


class Step(Struct, frozen=True, kw_only=True):
    phase: str
    who: str
    does: str
    stage: str | None = None
    within: str | None = None


class Procedure(Correctable, frozen=True, kw_only=True):
    id: str
    name: str
    summary: str
    sample: bool
    source: str
    steps: tuple[Step, ...]
