"""What was done when, asked for all pages of a town; and the months of a village, done or missed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lianhu.public import Posted
from lianhu.town.cadence import MONTHLY, Cadence, Monthly, Turn
from lianhu.town.kinds import Meeting, TaskList, Village, VillageServiceDay
from lianhu.town.month import Month, month_of


@lru_cache(maxsize=1)
def cadence(town: Posted) -> Cadence:
    """What was done when; indexed once for all pages of a town."""
    return Cadence(town)


@dataclass(frozen=True)
class MonthOfVillage:
    """A month of a village: task list, analysis and service day in turn, each with the record if there is one."""

    start: datetime.date
    turns: tuple[tuple[Turn, TaskList | Meeting | VillageServiceDay | None], ...]


def months(town: Posted, village: Village, among: Iterable[Month]) -> tuple[MonthOfVillage, ...]:
    """Those of the months, in their order, in which anything was due of the village or was done."""
    activity = cadence(town).activity
    records: dict[Monthly, dict[str, TaskList | Meeting | VillageServiceDay]] = {
        "task_list": {town.filed(tasks).month: tasks for tasks in activity.task_lists_of(village)},
        "monthly_analysis": {
            month_of(meeting.date): meeting
            for meeting in sorted(activity.meetings_of(village, "monthly_analysis"), key=lambda one: one.is_held)
        },
        "service_day": {town.filed(day).month: day for day in activity.service_days_of(village)},
    }
    found = []
    for month in among:
        turns = tuple((cadence(town).month(village, kind, month), records[kind].get(str(month))) for kind in MONTHLY)
        if any(turn.is_due or turn.done for turn, _ in turns):
            found.append(MonthOfVillage(month.first, turns))
    return tuple(found)
