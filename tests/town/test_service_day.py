"""The service day against the table of domain.md section 5, and our calendars against the chinese_calendar package."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping

import chinese_calendar
import pytest
from chinese_calendar import constants

from help.towns import Tree
from lianhu.reading.files import TOWN_FILE
from lianhu.rules.check import readable
from lianhu.town.kinds import Calendar
from lianhu.town.kinds.calendar import DaysOff
from lianhu.town.kinds.town import Override, ServiceDayRule
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.town.service_day import ServiceDay, is_working_day, next_service_day, service_day

FIRST_WORKING_MONDAY = ServiceDayRule(rule="first-working-monday")
POSTPONE = ServiceDayRule(rule="postpone")

# domain.md section 5, copied: month, first Monday, first-working-monday, postpone.
TABLE = """
2023-01 01-02 01-09 01-03
2023-05 05-01 05-08 05-04
2023-10 10-02 10-09 10-07
2024-01 01-01 01-08 01-02
2024-10 10-07 10-14 10-08
2025-02 02-03 02-10 02-05
2025-05 05-05 05-12 05-06
2025-06 06-02 06-09 06-03
2025-10 10-06 10-13 10-09
2026-04 04-06 04-13 04-07
2026-05 05-04 05-11 05-06
2026-10 10-05 10-12 10-08
""".strip().splitlines()


@functools.cache
def calendar_of(year: int) -> Calendar:
    """The year as chinese_calendar knows it."""
    return Calendar(
        year=year,
        source="chinese_calendar",
        days_off=tuple(
            DaysOff(name=name, from_=day, to=day) for day, name in constants.holidays.items() if day.year == year
        ),
        working_days=tuple(day for day in constants.workdays if day.year == year),
    )


KNOWN: Mapping[int, Calendar] = {year: calendar_of(year) for year in range(2015, 2027)}


def days(year: int) -> list[datetime.date]:
    first = datetime.date(year, 1, 1)
    return [first + datetime.timedelta(days=n) for n in range((datetime.date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.split()[0])
def test_the_twelve_months_of_the_table(row: str) -> None:
    month, monday, by_monday, postponed = row.split()
    year, number = int(month[:4]), int(month[5:])
    first = next(day for day in days(year) if day.month == number and day.weekday() == 0)
    assert f"{first:%m-%d}" == monday
    for rule, expected in ((FIRST_WORKING_MONDAY, by_monday), (POSTPONE, postponed)):
        found = service_day(year, number, rule, KNOWN)
        assert found == ServiceDay(
            datetime.date.fromisoformat(f"{year}-{expected}"), confirmed=False, provisional=False
        )


@pytest.mark.parametrize("row", TABLE[-3:], ids=lambda row: row.split()[0])
def test_the_tiny_towns_calendar_gives_the_same(row: str, town_register: Register) -> None:
    month, _, by_monday, postponed = row.split()
    for rule, expected in ((FIRST_WORKING_MONDAY, by_monday), (POSTPONE, postponed)):
        found = service_day(2026, int(month[5:]), rule, town_register.calendars)
        assert f"{found.on:%m-%d}" == expected


@pytest.mark.parametrize("year", sorted(KNOWN))
def test_working_days_are_those_of_chinese_calendar(year: int) -> None:
    assert [day for day in days(year) if is_working_day(day, KNOWN) != chinese_calendar.is_workday(day)] == []


def test_the_tiny_towns_year_is_the_notices(town_register: Register) -> None:
    calendars = town_register.calendars
    assert [day for day in days(2026) if is_working_day(day, calendars) != chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize("rule", [FIRST_WORKING_MONDAY, POSTPONE], ids=lambda rule: rule.rule)
def test_every_month_has_one_service_day_on_a_working_day(rule: ServiceDayRule) -> None:
    for year in KNOWN:
        for month in range(1, 13):
            on = service_day(year, month, rule, KNOWN).on
            assert (on.year, on.month) == (year, month)
            assert chinese_calendar.is_workday(on)
            assert on.weekday() == 0 or rule is POSTPONE
            earlier = [day for day in days(year) if day.month == month and day < on and day.weekday() == 0]
            assert not any(chinese_calendar.is_workday(day) for day in earlier)


def test_a_month_that_the_town_moved() -> None:
    moved = Override(month="2026-03", date=datetime.date(2026, 3, 10), reason="与春耕培训合并")
    rule = ServiceDayRule(rule="first-working-monday", overrides=(moved,))
    found = service_day(2026, 3, rule, KNOWN)
    assert found == ServiceDay(moved.date, confirmed=True, provisional=False, reason="与春耕培训合并")
    assert not service_day(2026, 2, rule, KNOWN).confirmed
    # A month moved in a year without notice is set by the town, so nothing about it is provisional.
    assert service_day(2026, 3, rule, {}) == found


@pytest.mark.parametrize("rule", [FIRST_WORKING_MONDAY, POSTPONE], ids=lambda rule: rule.rule)
def test_a_year_without_notice_is_provisional(rule: ServiceDayRule) -> None:
    found = service_day(2027, 5, rule, KNOWN)
    assert found == ServiceDay(datetime.date(2027, 5, 3), confirmed=False, provisional=True)


def test_the_next_service_day(town_tree: Tree, town_schemas: Schemas) -> None:
    def after(day: str, rule: ServiceDayRule = FIRST_WORKING_MONDAY) -> str:
        content = town_tree[TOWN_FILE].replace(b"rule: first-working-monday", f"rule: {rule.rule}".encode())
        register = readable({**town_tree, TOWN_FILE: content}, town_schemas, datetime.date.fromisoformat(day))
        assert register
        return next_service_day(register).on.isoformat()

    assert after("2026-11-22") == "2026-12-07"
    assert after("2026-12-07") == "2026-12-07", "today is the day"
    assert after("2026-12-08") == "2027-01-04", "over the end of the year"
    assert after("2026-10-05") == "2026-10-12"
    assert after("2026-10-05", POSTPONE) == "2026-10-08"


@pytest.mark.parametrize("year", [2026, 2027], ids=["the year that ends", "the year that begins"])
def test_a_holiday_over_the_new_year_stands_in_either_calendar(year: int) -> None:
    holiday = DaysOff(name="元旦", from_=datetime.date(2026, 12, 31), to=datetime.date(2027, 1, 4))
    calendars = {
        each: Calendar(year=each, source="", days_off=(holiday,) if each == year else (), working_days=())
        for each in (2026, 2027)
    }
    off = [day for day in (*days(2026)[-2:], *days(2027)[:6]) if not is_working_day(day, calendars)]
    assert [f"{day:%m-%d}" for day in off] == ["12-31", "01-01", "01-02", "01-03", "01-04"]
    assert service_day(2027, 1, FIRST_WORKING_MONDAY, calendars).on == datetime.date(2027, 1, 11)
