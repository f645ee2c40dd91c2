"""By when something should be done: an issue by its own date, else its category's days after the report; a decision by
its own date, else the town's days after it was taken."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from lianhu.town import loop
from lianhu.town.kinds import Calendar, Category, Decision, Issue
from lianhu.town.month import after
from lianhu.town.register import Register
from lianhu.town.service_day import is_working_day


def due_on(issue: Issue, category: Category | None, calendars: Mapping[int, Calendar]) -> datetime.date | None:
    """The last day on which the issue is done in time; None when no deadline is set (then only age is shown)."""
    if issue.due_on:
        return issue.due_on
    reported = loop.first(issue, "reported")
    if not reported or not category or not category.deadline:
        return None
    days = category.deadline.days
    if category.deadline.counted_in == "calendar_days":
        return after(reported.date, days)
    day = reported.date
    while days and day < datetime.date.max:
        day += datetime.timedelta(days=1)
        days -= is_working_day(day, calendars)
    return day


def is_provisional(
    issue: Issue, due: datetime.date | None, category: Category | None, calendars: Mapping[int, Calendar]
) -> bool:
    """Whether `due` was counted over days of a year whose notice on holidays is not known: it may change then.

    Like a service day's (domain.md section 5). A date of the issue's own and calendar days need no notice.
    """
    reported = loop.first(issue, "reported")
    deadline = category.deadline if category else None
    if issue.due_on or not due or not reported or not deadline or deadline.counted_in == "calendar_days":
        return False
    return any(year not in calendars for year in range(after(reported.date).year, due.year + 1))


def decision_due(register: Register, taken_on: datetime.date, decision: Decision) -> datetime.date:
    """The last day on which a decision that was taken then is carried out in time."""
    return decision.due_on or last_of_a_decision(register, taken_on)


def last_of_a_decision(register: Register, taken_on: datetime.date) -> datetime.date:
    """The last day for which the town lets a decision of that day be due."""
    return after(taken_on, register.limits(taken_on).decision_days)


def missing_calendars(
    today: datetime.date, calendars: Mapping[int, Calendar], notice_days: int
) -> dict[int, datetime.date]:
    """The years whose calendar should be recorded by today and is not, each with the day since when it should: so many
    days before the year begins. The State Council's notice comes in autumn.
    """
    notice = datetime.timedelta(days=notice_days)
    asked = {year: datetime.date(year - 1, 12, 31) - notice for year in (today.year, today.year + 1)}
    return {year: since for year, since in asked.items() if since <= today and year not in calendars}
