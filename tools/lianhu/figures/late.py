"""What of a row was recorded late: asked by every figure that counts something done, and by no other.

Both readings are told, in time and with what came late: writing a thing down afterwards makes no figure better.
"""

from __future__ import annotations

from typing import Any

from lianhu.figures.rows import OrderEntry
from lianhu.town.case import Case


def row(entry: Any) -> bool:
    """What makes this row of work count."""
    return bool(entry.late)


def confirmation(order: OrderEntry) -> bool:
    return order.confirmed_late


def closing(case: Case) -> bool:
    return case.late_for("closed")


def feedback(case: Case) -> bool:
    return case.late_for("fed_back")


def settlement(case: Case) -> bool:
    return bool(case.settled_by and case.settled_by.recorded_late)


def rating(case: Case) -> bool:
    return case.is_rated_late
