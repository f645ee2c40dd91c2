"""What each unit did, for the pages of villages, groups and representatives: lists, visits, the honest calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lianhu.figures.figure import Rate
from lianhu.public import Posted
from lianhu.site.pages import past
from lianhu.site.pages.announced import Plan, announced
from lianhu.site.pages.decided import Decided, open_decisions
from lianhu.site.pages.done import MonthOfVillage, cadence, months
from lianhu.site.pages.past import WEEKS_OF_GROUP, Left, first_week
from lianhu.town.activity import GivenAward, Invitation, TaskVisit, YearFund
from lianhu.town.cadence import MONTHLY, Monthly, Turn
from lianhu.town.kinds import Group, Issue, Meeting, Representative, TaskList, Village, VillageServiceDay, Visit
from lianhu.town.missed import Missed, folded
from lianhu.town.month import Month

WEEKS_OF_REPRESENTATIVE, MONTHS_OF_VILLAGE = 12, 12


@dataclass(frozen=True)
class Weeks:
    """The last weeks of a representative, the newest first, and how many of those that were due had a visit."""

    representative: Representative
    turns: tuple[Turn, ...]
    rate: Rate


def weeks(town: Posted, representative: Representative, count: int) -> Weeks:
    turns = cadence(town).weeks(representative, first_week(town, count), town.today)[::-1]
    counted = tuple(turn for turn in turns if turn.counts)
    return Weeks(representative, turns, Rate(tuple(turn for turn in counted if turn.done), counted))


@dataclass(frozen=True)
class VillageWork:
    """What a village did lately, every list beginning with the newest; and what is to come, the next first.

    `task_visits` are those of the newest task list; `missed` what was not done, by its kind.
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
    activity, shown = cadence(town).activity, past.of_villages(town)[village.id].shown()
    lists, this = shown["task_lists"], Month.of(town.today)
    return VillageWork(
        months(town, village, (this.back(count) for count in range(MONTHS_OF_VILLAGE))),
        lists,
        task_visits(town, lists[0]) if lists else {},
        shown["service_days"],
        shown["meetings"],
        announced(town, activity, village),
        _missed(shown["missed"]),
        open_decisions(town, activity.meetings_of(village)),
    )


def _missed(turns: Sequence[tuple[Monthly, Turn]]) -> Mapping[Monthly, tuple[Missed, ...]]:
    found = {kind: folded(turn for one, turn in turns if one == kind) for kind in MONTHLY}
    return {kind: missed for kind, missed in found.items() if missed}


def task_visits(town: Posted, tasks: TaskList) -> Mapping[int, tuple[TaskVisit, ...]]:
    """The visits that worked on a list's tasks, by the task's number."""
    numbers = range(1, len(tasks.tasks) + 1)
    return {number: cadence(town).activity.visits_for(tasks, number) for number in numbers}


@dataclass(frozen=True)
class GroupWork:
    """The last weeks of a group: each representative's calendar, and the visits, the newest first; who left it lately;
    and what its village has announced."""

    calendars: tuple[Weeks, ...]
    visits: tuple[Visit, ...]
    left: tuple[Left, ...]
    announced: tuple[Plan, ...]


def group_work(town: Posted, group: Group, serving: Iterable[Representative]) -> GroupWork:
    shown = past.of_groups(town)(group.id).shown()
    return GroupWork(
        tuple(weeks(town, representative, WEEKS_OF_GROUP) for representative in serving),
        tuple(visit for visit in shown["visits"] if visit.date <= town.today),
        shown["left"],
        announced(town, cadence(town).activity, town.village_of(group)),
    )


@dataclass(frozen=True)
class PersonalWork:
    """What a representative lately did and was given, the newest first.

    `missed` are the weeks without a visit, the oldest first; `visit_count` are all visits there ever were.
    """

    weeks: Weeks
    visits: tuple[Visit, ...]
    visit_count: int
    trainings: tuple[Meeting, ...]
    meetings: tuple[Meeting, ...]
    invitations: tuple[Invitation, ...]
    funds: tuple[YearFund, ...]
    awards: tuple[GivenAward, ...]
    issues: tuple[Issue, ...]
    missed: tuple[Missed, ...]

    @property
    def household_visits(self) -> int:
        """Households counted on the visits shown; one visited twice counts twice."""
        return sum(visit.household_count for visit in self.visits)


def personal_work(town: Posted, representative: Representative) -> PersonalWork:
    shown = past.of_representatives(town)(representative.id).shown()
    return PersonalWork(
        weeks(town, representative, WEEKS_OF_REPRESENTATIVE),
        tuple(visit for visit in shown["visits"] if visit.date <= town.today),
        len(cadence(town).activity.visits_by(representative)),
        shown["trainings"],
        shown["meetings"],
        shown["invitations"],
        shown["funds"],
        shown["awards"],
        shown["issues"],
        folded(shown["missed"]),
    )
