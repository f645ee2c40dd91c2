"""By when an issue should be done: its own date, else its category's days after the report."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from lianhu.town import loop
from lianhu.town.kinds import Calendar, Category, Issue
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
        return reported.date + datetime.timedelta(days=days)
    day = reported.date
    while days:
        day += datetime.timedelta(days=1)
        days -= is_working_day(day, calendars)
    return day
