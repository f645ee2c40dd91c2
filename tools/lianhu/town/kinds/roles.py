"""The roles that representatives take, the five 员 (R17)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Role:
    id: str
    name: str
    task: str


@dataclass(frozen=True, kw_only=True)
class Roles:
    sample: bool
    source: str
    roles: tuple[Role, ...]
