"""What each unit did, for the pages of villages, groups and representatives: lists, visits, the honest calendar."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lianhu.figures.figure import Rate
from lianhu.public import Posted
from lianhu.site.pages.announced import Plan, announced, is_announced
from lianhu.site.pages.decided import Decided, open_decisions
from lianhu.town.activity import GivenAward, Invitation, TaskVisit, YearFund
from lianhu.town.cadence import MONTHLY, Cadence, Monthly, Turn
from lianhu.town.kinds import Group, Meeting, Representative, TaskList, Village, VillageServiceDay, Visit
from lianhu.town.missed import Missed, folded
from lianhu.town.month import WEEK, Month, monday_of, month_of

WEEKS_OF_GROUP, WEEKS_OF_REPRESENTATIVE, MONTHS_OF_VILLAGE = 6, 12, 12


@lru_cache(maxsize=1)
def cadence(town: Posted) -> Cadence:
    """What was done when; indexed once for all pages of a town."""
    return Cadence(town)


@dataclass(frozen=True)
class Weeks:
    """The last weeks of a representative, the newest first, and how many of those that were due had a visit."""

    representative: Representative
    turns: tuple[Turn, ...]
    rate: Rate


def weeks(town: Posted, representative: Representative, count: int) -> Weeks:
    first = monday_of(town.today) - (count - 1) * WEEK
    turns = cadence(town).weeks(representative, first, town.today)[::-1]
    counted = tuple(turn for turn in turns if turn.counts)
    return Weeks(representative, turns, Rate(tuple(turn for turn in counted if turn.done), counted))


@dataclass(frozen=True)
class MonthOfVillage:
    """A month of a village: task list, analysis and service day in turn, each with the record if there is one."""

    start: datetime.date
    turns: tuple[tuple[Turn, TaskList | Meeting | VillageServiceDay | None], ...]


@dataclass(frozen=True)
class VillageWork:
    """What a village did, every list beginning with the newest; and what is to come, the next first.

    `task_visits` are those of the newest task list; `missed` what was not done since records are kept, by its kind.
    """

    months: tuple[MonthOfVillage, ...]
    task_lists: tuple[TaskList, ...]
    task_visits: Mapping[int, tuple[TaskVisit, ...]]
    service_days: tuple[VillageServiceDay, ...]
    meetings: tuple[Meeting, ...]
    announced: tuple[Plan, ...]
    missed: Mapping[Monthly, tuple[Missed, ...]]
    open_decisions: tuple[Decided, ...]


def village_work(town: Posted, village: Village) -> VillageWork:
    activity = cadence(town).activity
    lists = activity.task_lists_of(village)[::-1]
    return VillageWork(
        _months(town, village),
        lists,
        task_visits(town, lists[0]) if lists else {},
        tuple(day for day in activity.service_days_of(village)[::-1] if not is_announced(town, day)),
        tuple(meeting for meeting in activity.meetings_of(village)[::-1] if not is_announced(town, meeting)),
        announced(town, activity, village),
        _months_missed(town, village),
        open_decisions(town, activity.meetings_of(village)),
    )


def _months_missed(town: Posted, village: Village) -> Mapping[Monthly, tuple[Missed, ...]]:
    found = {kind: folded(cadence(town).months_due(village, kind)) for kind in MONTHLY}
    return {kind: missed for kind, missed in found.items() if missed}


def task_visits(town: Posted, tasks: TaskList) -> Mapping[int, tuple[TaskVisit, ...]]:
    """The visits that worked on a list's tasks, by the task's number."""
    numbers = range(1, len(tasks.tasks) + 1)
    return {number: cadence(town).activity.visits_for(tasks, number) for number in numbers}


def _months(town: Posted, village: Village) -> tuple[MonthOfVillage, ...]:
    """The last months, the newest first, in which anything was due of the village or was done."""
    activity, this = cadence(town).activity, Month.of(town.today)
    records: dict[Monthly, dict[str, TaskList | Meeting | VillageServiceDay]] = {
        "task_list": {town.filed(tasks).month: tasks for tasks in activity.task_lists_of(village)},
        "monthly_analysis": {
            month_of(meeting.date): meeting
            for meeting in sorted(activity.meetings_of(village, "monthly_analysis"), key=lambda one: one.is_held)
        },
        "service_day": {town.filed(day).month: day for day in activity.service_days_of(village)},
    }
    found = []
    for month in (this.back(count) for count in range(MONTHS_OF_VILLAGE)):
        turns = tuple((cadence(town).month(village, kind, month), records[kind].get(str(month))) for kind in MONTHLY)
        if any(turn.is_due or turn.done for turn, _ in turns):
            found.append(MonthOfVillage(month.first, turns))
    return tuple(found)


@dataclass(frozen=True)
class GroupWork:
    """The last weeks of a group: each representative's calendar, and the visits, the newest first; and what its village
    has announced."""

    calendars: tuple[Weeks, ...]
    visits: tuple[Visit, ...]
    announced: tuple[Plan, ...]


def group_work(town: Posted, group: Group, serving: Iterable[Representative]) -> GroupWork:
    first = monday_of(town.today) - (WEEKS_OF_GROUP - 1) * WEEK
    visits = [visit for visit in cadence(town).activity.visits_of(group) if first <= visit.date <= town.today]
    return GroupWork(
        tuple(weeks(town, representative, WEEKS_OF_GROUP) for representative in serving),
        tuple(visits[::-1]),
        announced(town, cadence(town).activity, town.village_of(group)),
    )


@dataclass(frozen=True)
class PersonalWork:
    """What a representative did and was given, the newest first; `visits` are those of the weeks shown.

    `missed` are the weeks without a visit since records are kept, the oldest first.
    """

    weeks: Weeks
    visits: tuple[Visit, ...]
    visit_count: int
    trainings: tuple[Meeting, ...]
    meetings: tuple[Meeting, ...]
    invitations: tuple[Invitation, ...]
    funds: tuple[YearFund, ...]
    awards: tuple[GivenAward, ...]
    missed: tuple[Missed, ...]

    @property
    def household_visits(self) -> int:
        """Households counted on the visits shown; one visited twice counts twice."""
        return sum(visit.household_count for visit in self.visits)


def personal_work(town: Posted, representative: Representative) -> PersonalWork:
    activity = cadence(town).activity
    first = monday_of(town.today) - (WEEKS_OF_REPRESENTATIVE - 1) * WEEK
    all_visits = activity.visits_by(representative)
    attended = activity.meetings_with(representative)[::-1]
    return PersonalWork(
        weeks(town, representative, WEEKS_OF_REPRESENTATIVE),
        tuple(visit for visit in all_visits[::-1] if first <= visit.date <= town.today),
        len(all_visits),
        _of_kind(attended, training=True),
        _of_kind(attended, training=False),
        activity.invitations_of(representative)[::-1],
        activity.funds_of(representative)[::-1],
        activity.awards_of(representative)[::-1],
        folded(cadence(town).weeks_due(representative)),
    )


def _of_kind(meetings: Sequence[Meeting], training: bool) -> tuple[Meeting, ...]:
    return tuple(meeting for meeting in meetings if (meeting.kind == "training") is training)
