"""What is missing or overdue on a day, and the honest calendar of what was done (R28-R34).

Nothing is missing before its time is over: a week is judged when it has ended, a month's analysis when the
month has, a quarter's review once the first month of the next quarter has.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from lianhu.town import deadlines, loop
from lianhu.town.activity import Activity
from lianhu.town.kinds import (
    Group,
    Issue,
    Meeting,
    Representative,
    Review,
    TaskList,
    Village,
    VillageServiceDay,
    Visits,
)
from lianhu.town.register import Register
from lianhu.town.service_day import is_working_day
from lianhu.words import Text, say

DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(days=7)
TOWN = "town"

State = Literal["done", "not_done", "no_record", "not_over"]
Monthly = Literal["task_list", "monthly_analysis", "service_day"]


@dataclass(frozen=True, kw_only=True, order=True)
class Due:
    """One thing to do: whose it is (`unit`, an id or `town`), what `kind`, and since which day.

    `record` is the id of the issue or task list that it is about. A term is due on its last day, ahead of it.
    """

    unit: str
    kind: str
    since: datetime.date
    record: str = ""
    sentence: Text = field(compare=False)


@dataclass(frozen=True)
class Cell:
    """A week or month of the calendar, by its first day.

    `not_done`: something was written down for that time, but not this. `no_record`: nothing was. What is not
    over yet is `done` or `not_over`, never missing.
    """

    start: datetime.date
    state: State


def due(register: Register) -> tuple[Due, ...]:
    """Everything missing or overdue on the register's day, in order of unit, kind and date."""
    cadence = Cadence(register)
    return tuple(sorted(one for find in FINDERS for one in find(cadence)))


class Cadence:
    """What was done in which week and month; built once, asked for every unit."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.activity = Activity(register)

    def weeks(self, unit: Representative | Group, first: datetime.date, last: datetime.date) -> tuple[Cell, ...]:
        """Whether the unit had a visit, for each week (from Monday) that begins from `first` to `last`.

        A week in which it did not serve or exist on every day is left out, unless there was a visit.
        """
        visited, cells = self._weeks_visited(unit), []
        monday = monday_of(first + 6 * DAY)
        while monday <= last:
            sunday = monday + 6 * DAY
            group = _group_through(unit, monday)
            if group or monday in visited:
                kept = {(group, _month(monday)), (group, _month(sunday))} <= self._visit_books
                cells.append(Cell(monday, self._state(monday in visited, sunday, kept)))
            monday += WEEK
        return tuple(cells)

    def months(self, village: Village, kind: Monthly, first: datetime.date, last: datetime.date) -> tuple[Cell, ...]:
        """Whether the village did this, for each month that begins from `first` to `last` and ends with it there."""
        cells, start = [], _month_after(first - DAY)
        while start <= last:
            end = _month_after(start) - DAY
            if village.covers(end):
                kept = any((village.id, what, _month(start)) in self._done for what in (*MONTHLY, *OTHER))
                cells.append(Cell(start, self._state(self.did(village, kind, start), end, kept)))
            start = end + DAY
        return tuple(cells)

    def did(self, village: Village, kind: Monthly, month: datetime.date) -> bool:
        """Whether the village did this in the month of a day."""
        return (village.id, kind, _month(month)) in self._done

    def weeks_missed(self, one: Representative) -> int:
        """The weeks without a visit, up to the one that last ended, in which the representative served throughout."""
        visited, missed = self._weeks_visited(one), 0
        monday = monday_of(self.register.today) - WEEK
        while monday not in visited and _group_through(one, monday):
            missed, monday = missed + 1, monday - WEEK
        return missed

    def _weeks_visited(self, unit: Representative | Group) -> set[datetime.date]:
        visits = self.activity.visits_of(unit) if isinstance(unit, Group) else self.activity.visits_by(unit)
        return {monday_of(visit.date) for visit in visits}

    def _state(self, done: bool, end: datetime.date, kept: bool) -> State:
        if done:
            return "done"
        if self.register.today <= end:
            return "not_over"
        return "not_done" if kept else "no_record"

    @cached_property
    def _visit_books(self) -> set[tuple[str | None, str]]:
        """Each group and month with a file of visits."""
        ids = (record.id.split("-", 2) for record in self.register.all(Visits))
        return {(f"{village}-{group}", month) for village, group, month in ids}

    @cached_property
    def _done(self) -> set[tuple[str, str, str]]:
        """Village, kind and month of all that is done or kept monthly."""
        dated = {
            *((one.id, "task_list", one.id[-7:]) for one in self.register.all(TaskList)),
            *((one.id, "service_day", one.id[-7:]) for one in self.register.all(VillageServiceDay)),
            *((one.id, one.kind, _month(one.date)) for one in self.register.all(Meeting)),
            *((one.id, "visits", one.id[-7:]) for one in self.register.all(Visits)),
        }
        return {(record.split("-")[0], kind, month) for record, kind, month in dated}


MONTHLY: tuple[Monthly, ...] = ("task_list", "monthly_analysis", "service_day")
# What else shows that a village kept records in a month.
OTHER = ("visits", "public_opinion_talk", "evening_talk", "training")


def _visits(cadence: Cadence) -> Iterator[Due]:
    last_week = monday_of(cadence.register.today) - WEEK
    for one in cadence.register.serving:
        if missed := cadence.weeks_missed(one):
            since = last_week - (missed - 1) * WEEK
            sentence = say("No visit in {count} weeks, since the week of {week}.", count=missed, week=since)
            if missed == 1:
                sentence = say("No visit in the week of {week}.", week=since)
            yield Due(unit=one.id, kind="visit", since=since, sentence=sentence)


def _task_lists(cadence: Cadence) -> Iterator[Due]:
    today, calendars = cadence.register.today, cadence.register.calendars
    begun = (today.replace(day=number) for number in range(1, today.day + 1))
    since = next((day for day in begun if is_working_day(day, calendars)), None)
    if not since:
        return
    for village in _villages(cadence):
        if not cadence.did(village, "task_list", today):
            sentence = say("No task list for {month}.", month=_month(today))
            yield Due(unit=village.id, kind="task_list", since=since, sentence=sentence)


def _tasks(cadence: Cadence) -> Iterator[Due]:
    this_month = _month(cadence.register.today)
    for village in _villages(cadence):
        for tasks in cadence.activity.task_lists_of(village):
            month = tasks.id[-7:]
            for task in tasks.tasks if month < this_month else ():
                if not task.done_on and not task.not_done:
                    since = _month_after(datetime.date.fromisoformat(f"{month}-01"))
                    sentence = say("Neither done nor explained, of {month}: {task}", month=month, task=task.text)
                    yield Due(unit=village.id, kind="task", since=since, record=tasks.id, sentence=sentence)


def _analyses(cadence: Cadence) -> Iterator[Due]:
    begin = cadence.register.today.replace(day=1)
    for village in _villages(cadence):
        if village.covers(begin - DAY) and not cadence.did(village, "monthly_analysis", begin - DAY):
            sentence = say("No analysis of public opinion in {month}.", month=_month(begin - DAY))
            yield Due(unit=village.id, kind="monthly_analysis", since=begin, sentence=sentence)


def _reviews(cadence: Cadence) -> Iterator[Due]:
    end = last_day_of_reviewed_quarter(cadence.register.today)
    quarter = f"{end.year:04}-q{end.month // 3}"
    existed = any(village.covers(end) for village in cadence.register.all(Village))
    if existed and not cadence.register.find(Review, quarter):
        sentence = say("No review of {quarter}.", quarter=quarter)
        yield Due(unit=TOWN, kind="review", since=_month_after(end + DAY), sentence=sentence)


def _issues(cadence: Cadence) -> Iterator[Due]:
    """An issue is listed once: by what is to be done next."""
    register = cadence.register
    today, patience = register.today, register.town.limits.feedback_days
    for issue in register.all(Issue):
        group, last = register.group_of(issue), issue.events[-1]
        limit = deadlines.due_on(issue, register.categories.get(issue.category), register.calendars)
        if not group or not loop.is_open(issue):
            continue
        if last.stage in ("resolved", "explained") and (today - last.date).days > patience:
            sentence = say("{issue} is answered, and nobody has told the residents.", issue=issue.id)
            yield Due(unit=group.id, kind="feedback", since=last.date, record=issue.id, sentence=sentence)
        elif limit and limit < today:
            sentence = say("{issue} was due on {day}.", issue=issue.id, day=limit)
            yield Due(unit=group.id, kind="issue", since=limit, record=issue.id, sentence=sentence)


def _terms(cadence: Cadence) -> Iterator[Due]:
    register = cadence.register
    for one in register.serving:
        end = one.term.last_day
        if (end - register.today).days <= register.town.limits.term_notice_days:
            yield Due(unit=one.id, kind="term", since=end, sentence=say("The term ends on {day}.", day=end))


FINDERS = (_visits, _task_lists, _tasks, _analyses, _reviews, _issues, _terms)


def _villages(cadence: Cadence) -> Iterator[Village]:
    register = cadence.register
    return (village for village in register.all(Village) if village.covers(register.today))


def last_day_of_reviewed_quarter(today: datetime.date) -> datetime.date:
    """The end of the last quarter that should be reviewed by `today`: its next quarter's first month is over."""
    month_ago = today.replace(day=1) - DAY
    return month_ago.replace(month=3 * ((month_ago.month - 1) // 3) + 1, day=1) - DAY


def monday_of(day: datetime.date) -> datetime.date:
    """The Monday of the week of `day`."""
    return day - day.weekday() * DAY


def _group_through(unit: Representative | Group, monday: datetime.date) -> str | None:
    """The group that the unit is or serves on every day of the week; None when there is none."""
    sunday = monday + 6 * DAY
    if isinstance(unit, Group):
        return unit.id if unit.covers(monday) and unit.covers(sunday) else None
    group = unit.group_on(monday)
    return group if group == unit.group_on(sunday) else None


def _month(day: datetime.date) -> str:
    return day.isoformat()[:7]


def _month_after(day: datetime.date) -> datetime.date:
    """The first day of the month after the one of `day`."""
    return (day.replace(day=28) + 4 * DAY).replace(day=1)
