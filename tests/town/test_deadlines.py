"""By when an issue should be done."""

from __future__ import annotations

import datetime

import pytest

from lianhu.town.deadlines import due_on
from lianhu.town.kinds import Category, Event, Issue
from lianhu.town.kinds.categories import Deadline
from lianhu.town.register import Register


def issue(reported: str | None, **changes: object) -> Issue:
    stages = [("discovered", "2026-01-05"), *([("reported", reported)] if reported else [])]
    return Issue(
        id="heping-g01-2026-0001",
        title="路灯不亮",
        kind="help_request",
        category="street_light",
        source="visit",
        responsible_post="村电工",
        events=tuple(
            Event(stage=stage, date=datetime.date.fromisoformat(day), by="group_head") for stage, day in stages
        ),
        **changes,  # type: ignore[arg-type]
    )


def category(days: int, counted_in: str) -> Category:
    deadline = Deadline(days=days, counted_in=counted_in)
    return Category(id="street_light", name="路灯维修", field="公共设施", deadline=deadline)


@pytest.mark.parametrize(
    ("reported", "days", "counted_in", "expected"),
    [
        ("2026-11-16", 3, "calendar_days", "2026-11-19"),
        ("2026-11-20", 3, "calendar_days", "2026-11-23"),
        ("2026-11-16", 3, "working_days", "2026-11-19"),
        ("2026-11-20", 3, "working_days", "2026-11-25"),
        ("2026-11-21", 1, "working_days", "2026-11-23"),  # reported on a Saturday
        ("2026-09-30", 1, "working_days", "2026-10-08"),  # the National Day week
        ("2026-09-30", 3, "working_days", "2026-10-10"),  # a Saturday made a working day
        ("2026-12-31", 2, "working_days", "2027-01-04"),  # a year without notice: Monday to Friday
    ],
)
def test_counted_from_the_report(
    reported: str, days: int, counted_in: str, expected: str, town_register: Register
) -> None:
    found = due_on(issue(reported), category(days, counted_in), town_register.calendars)
    assert found == datetime.date.fromisoformat(expected)


def test_its_own_date_comes_first() -> None:
    agreed = datetime.date(2026, 12, 1)
    assert due_on(issue("2026-11-16", due_on=agreed), category(3, "calendar_days"), {}) == agreed


def test_no_deadline_is_no_date() -> None:
    """Then only the age is shown, and nobody is called late."""
    without = Category(id="road_widening", name="村道拓宽", field="公共设施")
    assert due_on(issue("2026-11-16"), without, {}) is None
    assert due_on(issue("2026-11-16"), None, {}) is None
    assert due_on(issue(None), category(3, "calendar_days"), {}) is None


def test_the_first_report_counts(town_register: Register) -> None:
    """A reopened issue does not get its days anew."""
    one = town_register.get(Issue, "heping-g01-2026-0001")
    assert due_on(one, town_register.categories[one.category], town_register.calendars) == datetime.date(2026, 3, 17)
