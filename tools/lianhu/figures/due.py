"""What is missing or overdue on a day (R4, R13, R14, R24, R25, R28-R34), and what a date brings."""

from __future__ import annotations

from lianhu.figures import coming, granted, overdue, recurring
from lianhu.figures.entry import TOWN, Due
from lianhu.town.cadence import Cadence
from lianhu.town.register import Register

__all__ = ["TOWN", "Due", "due"]

FINDERS = (
    recurring.visits,
    recurring.task_lists,
    recurring.analyses,
    recurring.service_days,
    recurring.reviews,
    recurring.awards,
    granted.funds,
    overdue.tasks,
    overdue.plans,
    overdue.decisions,
    overdue.issues,
    overdue.orders,
    overdue.unserved,
    coming.terms,
    coming.ends,
    coming.vacancies,
    coming.deletions,
    coming.totals,
    coming.explanations,
    coming.calendars,
)


def due(register: Register) -> tuple[Due, ...]:
    """Everything missing or overdue on the register's day, in order of unit, kind and date."""
    cadence = Cadence(register)
    return tuple(sorted(item for find in FINDERS for item in find(cadence)))
