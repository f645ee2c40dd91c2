"""What the town did, unit by unit: visits, task lists, meetings, service days, funds and awards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from lianhu.town.kinds import (
    Award,
    Fund,
    Group,
    Meeting,
    Representative,
    Review,
    ServiceFund,
    TaskList,
    Village,
    VillageServiceDay,
    Visit,
    Visits,
)
from lianhu.town.register import Register

Item = TypeVar("Item")


@dataclass(frozen=True)
class TaskVisit:
    """A visit that worked on a task, and the id of the group visited."""

    group: str
    visit: Visit


@dataclass(frozen=True)
class YearFund:
    """A representative's fund of one year."""

    year: int
    fund: Fund


@dataclass(frozen=True)
class GivenAward:
    """An award with the review that gave it."""

    review: Review
    award: Award


@dataclass(frozen=True)
class Invitation:
    """To what a representative was invited; `came` is None while it is to come, or where it was cancelled."""

    gathering: Meeting | Review
    came: bool | None


class Activity:
    """The register's records of what was done, indexed once; every list is in order of date."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def visits_of(self, group: Group) -> tuple[Visit, ...]:
        return self._visits_by_group.get(group.id, ())

    def visits_by(self, representative: Representative) -> tuple[Visit, ...]:
        """The visits in which the representative took part."""
        return self._visits_by_representative.get(representative.id, ())

    def visits_for(self, tasks: TaskList, number: int) -> tuple[TaskVisit, ...]:
        """The visits that worked on a list's task; `number` counts from 1."""
        return self._visits_by_task.get(f"{tasks.id}/{number}", ())

    def task_lists_of(self, village: Village) -> tuple[TaskList, ...]:
        return self._task_lists.get(village.id, ())

    def meetings_of(self, village: Village, kind: str | None = None) -> tuple[Meeting, ...]:
        """The village's meetings, of one kind if asked."""
        return tuple(meeting for meeting in self._meetings.get(village.id, ()) if kind in (None, meeting.kind))

    def meetings_with(self, representative: Representative) -> tuple[Meeting, ...]:
        """The meetings and trainings that the representative attended (R7, R24)."""
        return self._meetings_by_representative.get(representative.id, ())

    def invitations_of(self, representative: Representative) -> tuple[Invitation, ...]:
        """The meetings and reviews to which the representative was invited (R24)."""
        return self._invitations.get(representative.id, ())

    def service_days_of(self, village: Village) -> tuple[VillageServiceDay, ...]:
        return self._service_days.get(village.id, ())

    def funds_of(self, representative: Representative) -> tuple[YearFund, ...]:
        return self._funds.get(representative.id, ())

    def awards_of(self, representative: Representative) -> tuple[GivenAward, ...]:
        return self._awards.get(representative.id, ())

    def _by_village(self, kind: type[Item], order: Callable[[Item], object]) -> Mapping[str, tuple[Item, ...]]:
        return _listed(((self._register.filed(record).village, record) for record in self._register.all(kind)), order)

    @cached_property
    def _visits_by_group(self) -> Mapping[str, tuple[Visit, ...]]:
        months = self._register.all(Visits)
        found = ((self._register.filed(month).group, visit) for month in months for visit in month.visits)
        return _listed(found, lambda visit: visit.date)

    @cached_property
    def _visits_by_representative(self) -> Mapping[str, tuple[Visit, ...]]:
        found = (
            (representative, visit)
            for record in self._register.all(Visits)
            for visit in record.visits
            for representative in visit.representatives
        )
        return _listed(found, lambda visit: visit.date)

    @cached_property
    def _visits_by_task(self) -> Mapping[str, tuple[TaskVisit, ...]]:
        found = (
            (
                f"{self._register.moved_to(TaskList, task.list)}/{task.number}",
                TaskVisit(self._register.filed(record).group, visit),
            )
            for record in self._register.all(Visits)
            for visit in record.visits
            for task in visit.tasks
        )
        return _listed(found, lambda one: (one.visit.date, one.group))

    @cached_property
    def _task_lists(self) -> Mapping[str, tuple[TaskList, ...]]:
        return self._by_village(TaskList, lambda tasks: tasks.id)

    @cached_property
    def _meetings(self) -> Mapping[str, tuple[Meeting, ...]]:
        return self._by_village(Meeting, lambda meeting: meeting.date)

    @cached_property
    def _meetings_by_representative(self) -> Mapping[str, tuple[Meeting, ...]]:
        found = (
            (representative, meeting)
            for meeting in self._register.all(Meeting)
            if meeting.is_held
            for representative in meeting.came.representatives
        )
        return _listed(found, lambda meeting: meeting.date)

    @cached_property
    def _invitations(self) -> Mapping[str, tuple[Invitation, ...]]:
        gatherings: tuple[Meeting | Review, ...] = (*self._register.all(Meeting), *self._register.all(Review))
        found = (
            (name, Invitation(gathering, name in gathering.representatives if is_held else None))
            for gathering in gatherings
            for is_held in (isinstance(gathering, Review) or gathering.is_held,)
            for name in gathering.invited
        )
        return _listed(found, lambda invitation: invitation.gathering.date)

    @cached_property
    def _service_days(self) -> Mapping[str, tuple[VillageServiceDay, ...]]:
        return self._by_village(VillageServiceDay, lambda day: day.date)

    @cached_property
    def _funds(self) -> Mapping[str, tuple[YearFund, ...]]:
        found = (
            (fund.representative, YearFund(book.year, fund))
            for book in self._register.all(ServiceFund)
            for fund in book.funds
        )
        return _listed(found, lambda fund: fund.year)

    @cached_property
    def _awards(self) -> Mapping[str, tuple[GivenAward, ...]]:
        found = (
            (award.representative, GivenAward(review, award))
            for review in self._register.all(Review)
            for award in review.awards
        )
        return _listed(found, lambda award: award.review.id)


def _listed(pairs: Iterable[tuple[str, Item]], order: Callable[[Item], object]) -> dict[str, tuple[Item, ...]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for name, item in pairs:
        found[name].append(item)
    return {name: tuple(sorted(items, key=order)) for name, items in found.items()}  # type: ignore[arg-type]
