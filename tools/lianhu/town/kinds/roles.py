"""The roles that representatives take, the five 员 (R17)."""

from __future__ import annotations

from dataclasses import dataclass

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.span import Validity


@dataclass(frozen=True, kw_only=True)
class Role(Validity):
    id: str
    name: str
    task: str


@dataclass(frozen=True, kw_only=True)
class Roles(Correctable):
    sample: bool
    source: str
    roles: tuple[Role, ...]
