"""A meeting or training (R7, R24, R31, R33)."""

from __future__ import annotations

import datetime

from msgspec import Struct

from lianhu.town.kinds.correction import Correctable


class Branch(Struct, frozen=True, kw_only=True):
    """How many members the village's party branch has, and how many of them came (R33)."""

    members: int
    present: int


class Attendance(Struct, frozen=True, kw_only=True):
    """How many came; representatives by id, since taking part belongs to their office, and heads by their unit's.

    The numbers of heads stand alone in records of before; where the units are named they need not be written.
    """

    area_heads: int | None = None
    area_heads_of: tuple[str, ...] = ()
    group_heads: int | None = None
    group_heads_of: tuple[str, ...] = ()
    households: int = 0
    representatives: tuple[str, ...] = ()
    branch: Branch | None = None

    @property
    def area_head_count(self) -> int:
        return len(self.area_heads_of) if self.area_heads is None else self.area_heads

    @property
    def group_head_count(self) -> int:
        return len(self.group_heads_of) if self.group_heads is None else self.group_heads


class Decision(Struct, frozen=True, kw_only=True):
    """What was decided; `outcome`, `settled_on` and `note` follow when it has been carried out, or will not be."""

    text: str
    responsible_post: str
    due_on: datetime.date | None = None
    outcome: str | None = None
    settled_on: datetime.date | None = None
    recorded_late: str | None = None
    note: str | None = None


class Part(Struct, frozen=True, kw_only=True):
    """A lesson, a film or some practice of a theme day."""

    kind: str
    title: str


class Meeting(Correctable, frozen=True, kw_only=True):
    id: str
    kind: str
    date: datetime.date
    place: str
    topic: str
    chaired_by: str
    attendance: Attendance | None = None
    cancelled: str | None = None
    for_whom: tuple[str, ...] = ()
    season: str | None = None
    parts: tuple[Part, ...] = ()
    invited: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    recorded_late: str | None = None

    @property
    def is_held(self) -> bool:
        """Whether it is recorded who came; planned before, it may have been cancelled."""
        return self.attendance is not None and not self.cancelled

    @property
    def is_planned(self) -> bool:
        """Whether it is recorded neither who came nor that it did not take place."""
        return self.attendance is None and not self.cancelled

    @property
    def came(self) -> Attendance:
        """Who came; nobody to what was not held."""
        return self.attendance or Attendance()

    @property
    def representatives(self) -> tuple[str, ...]:
        """The representatives who came, as a review has them."""
        return self.came.representatives
