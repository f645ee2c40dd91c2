"""A meeting or training (R7, R24, R31, R33)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lianhu.town.kinds.correction import Correctable


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """How many came; representatives by id, since taking part belongs to their office."""

    area_heads: int = 0
    group_heads: int = 0
    households: int = 0
    representatives: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Decision:
    text: str
    responsible_post: str
    due_on: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class Meeting(Correctable):
    id: str
    kind: str
    date: datetime.date
    place: str
    topic: str
    chaired_by: str
    attendance: Attendance
    for_whom: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
