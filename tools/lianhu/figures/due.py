"""What is missing or overdue on a day (R4, R13, R14, R24, R25, R28-R34), and what a date brings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lianhu.figures import coming, granted, overdue, recurring
from lianhu.figures.entry import TOWN, Due
from lianhu.figures.recorded import Recorded, recorded
from lianhu.town.cadence import Cadence
from lianhu.town.register import Register

__all__ = ["TOWN", "Due", "due"]

# Each village's are found in its own records and the town's settings.
OF_VILLAGES = (
    recurring.visits,
    recurring.task_lists,
    recurring.analyses,
    recurring.service_days,
    granted.funds,
    overdue.tasks,
    overdue.plans,
    overdue.decisions,
    overdue.issues,
    overdue.unclassified,
    overdue.orders,
    overdue.unserved,
    coming.terms,
    coming.ends,
    coming.vacancies,
    coming.deletions,
)
# What is the town's own, in its own records and what those of the villages add up to.
OF_THE_TOWN = (
    recurring.reviews,
    recurring.awards,
    overdue.decisions_of_reviews,
    overdue.unserved_in_all,
    coming.deletions_of_cadres,
    coming.totals,
    coming.explanations,
    coming.calendars,
)


def due(register: Register) -> tuple[Due, ...]:
    """Everything missing or overdue on the register's day, in order of unit, kind and date."""
    return in_order((*of_villages(register), *of_the_town(register, recorded(register))))


def of_villages(register: Register, begin: date | None = None) -> tuple[Due, ...]:
    """What is due of the villages that the register holds; `begin` is since when the whole town keeps records."""
    cadence = Cadence(register, begin)
    return in_order(item for find in OF_VILLAGES for item in find(cadence))


def of_the_town(register: Register, of_records: Recorded, begin: date | None = None) -> tuple[Due, ...]:
    """What is due of the town itself; the records of its villages are asked only since when they exist."""
    cadence = Cadence(register, begin)
    return in_order(item for find in OF_THE_TOWN for item in find(cadence, of_records))


def in_order(found: Iterable[Due]) -> tuple[Due, ...]:
    """In order of unit, kind and date."""
    return tuple(sorted(found))
