"""What is due again and again, of whom, and whether it was done (R13, R29, R30, R33, R34): asked by the figures, by
`due` and by pages alike.

A week is due of a representative who serves on each of its days, in whichever group; of a group that exists on each.
Where the town asks for a visit every so many weeks, one is done by a visit in it or in as many before it.
A month is due of a village that exists throughout it. A quarter's review may be held in the month after it.
Nothing is due that began before the town kept records (`town.beginning`); nothing is missing before its time is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, TypeAlias, TypeVar

from lianhu.town import beginning
from lianhu.town.activity import Activity
from lianhu.town.kinds import Group, Meeting, Representative, Review, TaskList, Village, VillageServiceDay, Visits
from lianhu.town.month import DAY, WEEK, Month, after, monday_of, month_of
from lianhu.town.register import Register

State = Literal["done", "not_done", "no_record", "not_over"]
Monthly = Literal["task_list", "monthly_analysis", "service_day"]

MONTHLY: tuple[Monthly, ...] = ("task_list", "monthly_analysis", "service_day")
What = TypeVar("What")
OnlyLate: TypeAlias = Mapping[What, bool]  # what was done, each with whether only by what was recorded late

# What else shows that a village kept records in a month.
OTHER = ("visits", "public_opinion_talk", "evening_talk", "theme_day", "training")


@dataclass(frozen=True)
class Turn:
    """A week, month or quarter, from `first` to `last`, of one who has something to do in it.

    `is_due` is false where the unit was not there on every day: it may have done it and misses nothing. `is_over`
    tells whether its time is over; `kept`, where it was not done, whether anything else was written down for that time;
    `late`, that it was done only by what was recorded late.
    """

    first: date
    last: date
    done: bool
    is_over: bool
    is_due: bool = True
    kept: bool = False
    late: bool = False

    @property
    def state(self) -> State:
        """`not_done`: something was written down for that time, but not this; `no_record`: nothing was."""
        if self.done:
            return "done"
        if not self.is_over:
            return "not_over"
        return "not_done" if self.kept else "no_record"

    @property
    def counts(self) -> bool:
        """Whether it was due and its time is over."""
        return self.is_due and self.is_over

    @property
    def is_missed(self) -> bool:
        return self.counts and not self.done


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the town, whoever has something to do in it; `has_begun`: records were kept by its first day.

    `lately` are the Mondays of the weeks whose visits count for it: its own, and before it those that may lie between
    two visits, as the town says.
    """

    first: date
    last: date
    is_over: bool
    has_begun: bool
    lately: tuple[date, ...]


class Cadence:
    """What was done in which week, month and quarter; built once, asked for every unit.

    `begin` is since when the town keeps records, where the register is that of some of its villages.
    """

    def __init__(self, register: Register, begin: date | None = None) -> None:
        self.register = register
        self.activity = Activity(register)
        self.begin = begin or beginning.of_town(register)

    def weeks(self, unit: Representative | Group, since: date, until: date) -> tuple[Turn, ...]:
        """The weeks that begin from `since` to `until` and are due of the unit, or in which it had a visit."""
        visited, turns = self._weeks_visited(unit), []
        monday = monday_of(after(since, 6))
        while monday <= until:
            if turn := self._turn(unit, self._week(monday), visited):
                turns.append(turn)
            monday += WEEK
        return tuple(turns)

    def weeks_due(self, unit: Representative | Group) -> tuple[Turn, ...]:
        """Every week from the beginning of records on."""
        return self.weeks(unit, *self._all) if self._is_kept else ()

    def months_due(self, village: Village, kind: Monthly) -> tuple[Turn, ...]:
        """Every month from the beginning of records on."""
        return self.months(village, kind, *self._all) if self._is_kept else ()

    def quarters_due(self) -> tuple[tuple[str, Turn], ...]:
        """Every quarter from the beginning of records on, each with its id."""
        return tuple(self.quarters(*self._all)) if self._is_kept else ()

    @property
    def _is_kept(self) -> bool:
        """Whether records are kept by today; a town may say that they will be."""
        return self.begin is not None and self.begin <= self.register.today

    @property
    def _all(self) -> tuple[date, date]:
        return self.begin or self.register.today, self.register.today

    def months(self, village: Village, kind: Monthly, since: date, until: date) -> tuple[Turn, ...]:
        """The months that begin from `since` to `until` and are due of the village, or in which it did this."""
        month = Month.of(since)
        if month.first < since:
            month = month.next
        turns = []
        while month.first <= until:
            turn = self.month(village, kind, month)
            if turn.is_due or turn.done:
                turns.append(turn)
            month = month.next
        return tuple(turns)

    def month(self, village: Village, kind: Monthly, month: Month) -> Turn:
        """Whether this was due of the village in the month, and done."""
        what = (village.id, kind, str(month))
        return Turn(
            month.first,
            month.last,
            done=what in self._done,
            is_over=month.last < self.register.today,
            is_due=self._has_begun(month.first) and village.covers(month.first) and village.covers(month.last),
            kept=any((village.id, other, str(month)) in self._done for other in (*MONTHLY, *OTHER)),
            late=self._done.get(what, False),
        )

    def quarter(self, year: int, number: int) -> Turn:
        """Whether the town's review of a quarter (1 to 4) was due, and done; due while there is any village."""
        first, last = Month(year, 3 * number - 2), Month(year, 3 * number)
        found = self.register.find(Review, f"{year:04}-q{number}")
        review = found if found and found.date <= self.register.today else None
        return Turn(
            first.first,
            last.last,
            done=review is not None,
            is_over=last.next.last < self.register.today,
            is_due=self._has_begun(first.first)
            and any(village.covers(last.last) for village in self.register.all(Village)),
            late=bool(review and review.recorded_late),
        )

    def quarters(self, since: date, until: date) -> Iterator[tuple[str, Turn]]:
        """The quarters that lie whole between two days, each with its id (`2026-q1`)."""
        for year in range(since.year, until.year + 1):
            for number in range(1, 5):
                turn = self.quarter(year, number)
                if since <= turn.first and turn.last <= until:
                    yield f"{year:04}-q{number}", turn

    def _has_begun(self, first: date) -> bool:
        """Whether the town kept records on the first day of a week, month or quarter, and so throughout it."""
        return self.begin is not None and self.begin <= first

    def _week(self, monday: date) -> Week:
        """Asked for every representative, and made once."""
        if monday not in self._weeks:
            back = range(self.register.limits(monday).visit_weeks)
            sunday = monday + 6 * DAY
            self._weeks[monday] = Week(
                monday,
                sunday,
                is_over=sunday < self.register.today,
                has_begun=self._has_begun(monday),
                lately=tuple(monday - number * WEEK for number in back),
            )
        return self._weeks[monday]

    @cached_property
    def _weeks(self) -> dict[date, Week]:
        return {}

    def _turn(self, unit: Representative | Group, week: Week, visited: OnlyLate[date]) -> Turn | None:
        """What was due of the unit in the week, or done; None where neither was."""
        found = [visited[monday] for monday in week.lately if monday in visited]
        is_due = week.has_begun and _is_there_throughout(unit, week.first, week.last)
        if not (found or is_due):
            return None
        return Turn(
            week.first,
            week.last,
            done=bool(found),
            is_over=week.is_over,
            is_due=is_due,
            kept=not found and self._books(unit, week) <= self._visit_books,
            late=bool(found) and all(found),
        )

    def _books(self, unit: Representative | Group, week: Week) -> set[tuple[str | None, str]]:
        """The files in which a visit of the week would stand."""
        return {(_group_on(unit, day), month_of(day)) for day in (week.first, week.last)}

    def _weeks_visited(self, unit: Representative | Group) -> OnlyLate[date]:
        visits = self.activity.visits_of(unit) if isinstance(unit, Group) else self.activity.visits_by(unit)
        done = (visit for visit in visits if visit.date <= self.register.today)
        return _only_late((monday_of(visit.date), visit.recorded_late) for visit in done)

    @cached_property
    def _visit_books(self) -> set[tuple[str | None, str]]:
        """Each group and month with a file of visits."""
        books = (self.register.filed(book) for book in self.register.all(Visits))
        return {(book.group, book.month) for book in books}

    @cached_property
    def _done(self) -> OnlyLate[tuple[str, str, str]]:
        """Village, kind and month of all that is done or kept monthly, up to today."""
        register, today = self.register, self.register.today
        held = (day for day in register.all(VillageServiceDay) if day.is_held and day.date <= today)
        kept = (("task_list", register.all(TaskList)), ("service_day", held))
        by_path = [(kind, register.filed(one), one.recorded_late) for kind, records in kept for one in records]
        by_path += [("visits", register.filed(book), None) for book in register.all(Visits)]
        meetings = (meeting for meeting in register.all(Meeting) if meeting.is_held and meeting.date <= today)
        return _only_late(
            (
                *(((filed.village, kind, filed.month), late) for kind, filed, late in by_path),
                *(((register.filed(one).village, one.kind, month_of(one.date)), one.recorded_late) for one in meetings),
            )
        )


def _only_late(done: Iterable[tuple[What, str | None]]) -> OnlyLate[What]:
    """What was done, each with whether all that did it was recorded late; given the reason of each record."""
    found: dict[What, bool] = {}
    for what, late in done:
        found[what] = found.get(what, True) and late is not None
    return found


def _is_there_throughout(unit: Representative | Group, monday: date, sunday: date) -> bool:
    spans = unit.groups if isinstance(unit, Representative) else (unit,)
    if any(span.covers(monday) and span.covers(sunday) for span in spans):
        return True
    return all(any(span.covers(monday + number * DAY) for span in spans) for number in range(7))


def _group_on(unit: Representative | Group, day: date) -> str | None:
    """The group that the unit is, or serves, on a day; None when there is none."""
    if isinstance(unit, Group):
        return unit.id if unit.covers(day) else None
    return unit.group_on(day)
