"""What the figures read of records that villages keep: whoever corrects it moves a figure.

Declared here, so that a rule of the step needs no figures to ask; `tests/figures/test_counted.py` records what the
figures do read and names what is missing.

Source: G5, G6.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lianhu.reading.document import Location
from lianhu.town import corrections
from lianhu.town.schemas import Kind

COUNTED: Mapping[str, frozenset[str]] = {
    "issue": frozenset(
        {
            "category",
            "due_on",
            "events.date",
            "events.into",
            "events.outcome",
            "events.recorded_late",
            "events.satisfaction",
            "events.stage",
            "events.to_level",
            "events.twin",
            "kind",  # of no figure, but a question becomes a complaint by it
        }
    ),
    "meeting": frozenset(
        {
            "attendance.branch.members",
            "attendance.branch.present",
            "attendance.representatives",
            "cancelled",
            "date",
            "decisions.due_on",
            "decisions.outcome",
            "decisions.recorded_late",
            "decisions.settled_on",
            "for_whom",
            "invited",
            "kind",
            "recorded_late",
        }
    ),
    "representative": frozenset({"groups.group", "groups.since", "groups.until", "household_count"}),
    "service_day": frozenset(
        {
            "activities.form",
            "activities.households",
            "cancelled",
            "date",
            "orders.confirmed.recorded_late",
            "orders.delivery.outcome",
            "orders.delivery.recorded_late",
            "orders.number",
            "orders.placed_on",
            "planned.form",
            "planned.households",
            "recorded_late",
        }
    ),
    "task_list": frozenset({"drawn_up_on", "recorded_late", "tasks.done_on", "tasks.recorded_late"}),
    "visit": frozenset(
        {"visits.date", "visits.household_count", "visits.recorded_late", "visits.visitors.representative"}
    ),
}


def is_counted(kind: Kind, correction: Mapping[str, Any]) -> bool:
    """Whether a correction of a record of this kind changes what a figure reads.

    Of a reason or a note figures read only that it is there: other words in its place change nothing.
    """
    at = correction.get("at")
    place = corrections.location(at) if isinstance(at, str) else ()
    if name_of(place) not in COUNTED.get(kind.name, ()):
        return False
    return "right" not in correction or not _is_free_text(kind.at(place))


def name_of(at: Location) -> str:
    """The place without the numbers of entries, as `COUNTED` names it."""
    return ".".join(step for step in at if isinstance(step, str))


def _is_free_text(schema: Mapping[str, Any]) -> bool:
    return "maxLength" in schema and not {"enum", "format", "x-kind"} & schema.keys()
