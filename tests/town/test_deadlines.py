"""By when an issue should be done."""

from __future__ import annotations

import datetime

import pytest

from lianhu.town.deadlines import due_on, is_provisional, missing_calendars
from lianhu.town.kinds import Calendar, Category, Event, Issue
from lianhu.town.kinds.calendar import DaysOff
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


def notice(year: int, *off: str, working: tuple[str, ...] = ()) -> Calendar:
    """A year's notice; a holiday is written `2027-01-01/2027-01-03`."""
    spans = [holiday.split("/") for holiday in off]
    return Calendar(
        year=year,
        source="",
        days_off=tuple(DaysOff(name="节", from_=when(first), to=when(last)) for first, last in spans),
        working_days=tuple(map(when, working)),
    )


when = datetime.date.fromisoformat
# Notices with the days that matter here: over the new years, and around 29 February 2024 with a make-up day before.
NOTICES = {
    one.year: one
    for one in (
        notice(2018, working=("2018-12-29",)),
        notice(2019, "2018-12-30/2019-01-01"),
        notice(2020),
        notice(2021, "2021-01-01/2021-01-03"),
        notice(2024, "2024-02-10/2024-02-17", working=("2024-02-18",)),
        notice(2026),
        notice(2027, "2027-01-01/2027-01-03"),
    )
}


@pytest.mark.parametrize(
    ("reported", "days", "counted_in", "expected", "provisional"),
    [
        # Week 53, and the year that ends within it
        ("2020-12-28", 5, "working_days", "2021-01-05", False),
        ("2020-12-31", 1, "working_days", "2021-01-04", False),
        ("2020-12-28", 5, "calendar_days", "2021-01-02", False),
        ("2026-12-30", 5, "working_days", "2027-01-07", False),
        # 29 February, and the year without one
        ("2024-02-28", 1, "calendar_days", "2024-02-29", False),
        ("2024-02-29", 1, "calendar_days", "2024-03-01", False),
        ("2026-02-28", 1, "calendar_days", "2026-03-01", False),
        ("2024-02-28", 2, "working_days", "2024-03-01", False),
        # Make-up days, before and after the holiday; one that the calendar of the next year begins
        ("2024-02-09", 1, "working_days", "2024-02-18", False),
        ("2024-02-09", 2, "working_days", "2024-02-19", False),
        ("2018-12-28", 1, "working_days", "2018-12-29", False),
        ("2018-12-28", 2, "working_days", "2019-01-02", False),
        # A year without notice
        ("2027-12-31", 1, "working_days", "2028-01-03", True),
        ("2027-12-30", 1, "working_days", "2027-12-31", False),
        ("2028-02-28", 1, "working_days", "2028-02-29", True),
        ("2027-12-31", 1, "calendar_days", "2028-01-01", False),
        # Between two years with notice: the days in the middle are not known
        ("2022-12-30", 2, "working_days", "2023-01-03", True),
        ("2021-12-31", 1, "working_days", "2022-01-03", True),
        ("2021-12-31", 265, "working_days", "2023-01-06", True),
    ],
)
def test_days_of_the_calendar(reported: str, days: int, counted_in: str, expected: str, provisional: bool) -> None:
    one, its = issue(reported), category(days, counted_in)
    due = due_on(one, its, NOTICES)
    assert due == when(expected)
    assert is_provisional(one, due, its, NOTICES) is provisional


def test_the_notice_confirms_or_moves_a_provisional_day() -> None:
    """Counted on 30 December, before and after the notice of 2027 says that 1 January is off."""
    one, its = issue("2026-12-30"), category(5, "working_days")
    known = {2026: NOTICES[2026]}
    assert (before := due_on(one, its, known)) == when("2027-01-06") and is_provisional(one, before, its, known)
    assert (after := due_on(one, its, NOTICES)) == when("2027-01-07") and not is_provisional(one, after, its, NOTICES)


def test_what_was_agreed_or_is_unset_is_not_provisional() -> None:
    agreed = issue("2026-12-30", due_on=when("2027-01-10"))
    assert not is_provisional(agreed, agreed.due_on, category(5, "working_days"), {})
    assert not is_provisional(issue("2026-12-30"), None, None, {})
    assert not is_provisional(issue(None), None, category(5, "working_days"), {})


@pytest.mark.parametrize(
    ("today", "known", "missing"),
    [
        ("2026-11-30", [2026], {}),
        ("2026-12-01", [2026], {2027: "2026-12-01"}),
        ("2026-12-31", [2026], {2027: "2026-12-01"}),
        ("2026-12-31", [2026, 2027], {}),
        ("2027-01-01", [2026], {2027: "2026-12-01"}),
        ("2027-12-01", [2026], {2027: "2026-12-01", 2028: "2027-12-01"}),
        ("2028-02-29", [2028], {}),
    ],
)
def test_a_calendar_is_missed_from_december(today: str, known: list[int], missing: dict[int, str]) -> None:
    found = missing_calendars(when(today), {year: notice(year) for year in known}, 30)
    assert {year: since.isoformat() for year, since in found.items()} == missing


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
