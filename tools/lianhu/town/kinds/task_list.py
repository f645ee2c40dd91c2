"""A village's task list of one month (R29)."""

from __future__ import annotations

import datetime

from msgspec import Struct

from lianhu.town.kinds.correction import Correctable


class Task(Struct, frozen=True, kw_only=True):
    """Done on a day, or not done for a reason once the month is over."""

    text: str
    responsible_post: str
    done_on: datetime.date | None = None
    not_done: str | None = None
    recorded_late: str | None = None


class TaskList(Correctable, frozen=True, kw_only=True):
    id: str
    drawn_up_on: datetime.date
    tasks: tuple[Task, ...]
    recorded_late: str | None = None
