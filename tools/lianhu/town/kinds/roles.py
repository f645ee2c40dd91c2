"""The roles that representatives take, the five 员 (R17)."""

from __future__ import annotations

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.span import Validity


class Role(Validity, frozen=True, kw_only=True):
    id: str
    name: str
    task: str


class Roles(Correctable, frozen=True, kw_only=True):
    sample: bool
    source: str
    roles: tuple[Role, ...]
