"""What the town set anew: amounts, deadlines, limits, the entries of its lists, a village's own service day."""

from __future__ import annotations

import datetime

from lianhu.demo.happenings.past import Past, was
from lianhu.demo.year import TODAY, Data

# Quarters end on it, so that an award is one sum within each.
UNTIL = datetime.date(TODAY.year - 1, 3, 31)
OWN_DAY = datetime.date(TODAY.year - 1, 3, 14)


def award_raised(past: Past) -> None:
    was(past.town, "limits.award", UNTIL, "150.00")


def feedback_sooner(past: Past) -> None:
    was(past.town, "limits.feedback_days", UNTIL, 5)


def deadline_shortened(past: Past) -> None:
    """Street lights are repaired sooner than they were."""
    was(past.data["records/categories.yaml"], "categories[street_light].deadline.days", UNTIL, 10)


def category_begins(past: Past) -> None:
    new: Data = {"id": "ev_charging", "name": "电动车充电", "field": "公共设施"}
    past.data["records/categories.yaml"]["categories"].append(new | {"since": "2025-07-01"})


def category_ends(past: Past) -> None:
    old: Data = {"id": "broadcast_horn", "name": "村村响广播", "field": "公共设施"}
    past.data["records/categories.yaml"]["categories"].append(old | {"until": "2024-12-31"})


def own_service_day(past: Past) -> None:
    """A village holds one month's service day on a day of its own."""
    for village, _ in past.some("own service day", lambda: past.villages):
        moved = {
            "month": f"{OWN_DAY:%Y-%m}",
            "date": f"{OWN_DAY}",
            "reason": "与村里的植树活动同一天，方便大家一次到场",
        }
        village["service_days"] = [moved]


HAPPENINGS = (
    award_raised,
    feedback_sooner,
    deadline_shortened,
    category_begins,
    category_ends,
    own_service_day,
)
