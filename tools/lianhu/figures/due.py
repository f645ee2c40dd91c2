"""What is missing or overdue on a day (R28-R34), and what a date brings."""

from __future__ import annotations

from lianhu.figures import coming, overdue
from lianhu.figures.entry import TOWN, Due
from lianhu.town.cadence import Cadence
from lianhu.town.register import Register

__all__ = ["TOWN", "Due", "due"]

FINDERS = (
    overdue.visits,
    overdue.task_lists,
    overdue.tasks,
    overdue.analyses,
    overdue.reviews,
    overdue.plans,
    overdue.issues,
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
