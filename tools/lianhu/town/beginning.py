"""Since when a town keeps records: of the days before nothing is missing and nothing is late.

One answer for figures, `due` and pages. What began later, a village or a group, owes from its own first day on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lianhu.town.kinds import Issue, Meeting, TaskList, VillageServiceDay, Visits
from lianhu.town.register import Register


def of_town(register: Register) -> date | None:
    """`records_since`; where the town does not say, the first day that any record tells of. None while there is none:
    then nothing is due yet.
    """
    if since := said(register) or register.kept_since:
        return since
    first = min(_days_told_of(register), default=None)
    return first and _bounded(register, first)


def said(register: Register) -> date | None:
    """`records_since`, where the town says it."""
    since = register.town.records_since
    return since and _bounded(register, since)


def _bounded(register: Register, day: date) -> date:
    """Not before the town's first year: a rule tells of such a day, and whoever counts until then counts no 2,000 years
    of weeks."""
    return max(day, date(register.town.limits.first_year, 1, 1))


def days_of_work(register: Register) -> Iterator[date]:
    """The days of visits, task lists, meetings and service days, which are recorded by whoever keeps records."""
    yield from (visit.date for book in register.all(Visits) for visit in book.visits)
    yield from (tasks.drawn_up_on for tasks in register.all(TaskList))
    yield from (meeting.date for meeting in register.all(Meeting) if meeting.is_held)
    yield from (day.date for day in register.all(VillageServiceDay) if day.is_held)


def _days_told_of(register: Register) -> Iterator[date]:
    """The same and the first days of issues, which may come from another platform and be older."""
    yield from (issue.events[0].date for issue in register.all(Issue))
    yield from days_of_work(register)
