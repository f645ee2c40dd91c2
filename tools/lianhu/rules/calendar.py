"""Rules about the calendar and the service day (R13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town.kinds import Calendar, Town, Village
from lianhu.town.kinds.town import Override
from lianhu.town.register import Register
from lianhu.town.service_day import SATURDAY, is_working_day
from lianhu.words import say

# The longest so far, the Spring Festival of 2020, had 10 days.
LONGEST_HOLIDAY = 15
CORRECT = say("Correct the dates after the notice.")


@scope.of_town()
@scope.whatever_the_day
def calendar_days_lie_in_their_year(register: Register) -> Iterator[Finding]:
    """Days off end after they begin and last at most 15 days; make-up working days are weekend days of the calendar's
    year, and none is a day off.

    Source: the State Council's yearly notice.
    """
    for calendar in register.all(Calendar):
        wrong = list(_wrong_holidays(calendar))
        yield from wrong or _holidays_at_work(calendar)
        for index, day in enumerate(calendar.working_days):
            if not _may_be_made_a_working_day(day, calendar):
                yield Finding(
                    calendar,
                    ("working_days", index),
                    say("{day} is not a Saturday or Sunday of {year}.", day=day, year=calendar.year),
                    say("List only weekend days that were made working days."),
                )


def _wrong_holidays(calendar: Calendar) -> Iterator[Finding]:
    for index, off in enumerate(calendar.days_off):
        length = (off.to - off.from_).days + 1
        if length < 1 or calendar.year not in (off.from_.year, off.to.year):
            message = say(
                "{begin} to {end} is not a holiday of {year}.", begin=off.from_, end=off.to, year=calendar.year
            )
            yield Finding(calendar, ("days_off", index, "from"), message, CORRECT)
        elif length > LONGEST_HOLIDAY:
            message = say(
                "{begin} to {end} is {count} days; a holiday has at most {limit}.",
                begin=off.from_,
                end=off.to,
                count=length,
                limit=LONGEST_HOLIDAY,
            )
            yield Finding(calendar, ("days_off", index, "to"), message, CORRECT)


def _holidays_at_work(calendar: Calendar) -> Iterator[Finding]:
    for index, day in enumerate(calendar.working_days):
        if _may_be_made_a_working_day(day, calendar) and calendar.has_off(day):
            message = say("{day} is a day off and a working day.", day=day)
            yield Finding(calendar, ("working_days", index), message, say("Take it out here, or shorten the holiday."))


def _may_be_made_a_working_day(day: date, calendar: Calendar) -> bool:
    return day.year == calendar.year and day.weekday() >= SATURDAY


@scope.of_town(Village)
@scope.whatever_the_day
def service_day_overrides_are_working_days(register: Register) -> Iterator[Finding]:
    """A service day that the town, or a village for itself, moved lies in its month, on a working day, and each month
    is moved once.

    Source: R13, 每月工作日的第一个星期一.
    """
    yield from _moved(register, register.town, ("service_day", "overrides"), register.town.service_day.overrides)
    for village in register.all(Village):
        yield from _moved(register, village, ("service_days",), village.service_days)


def _moved(
    register: Register, record: Town | Village, at: tuple[str, ...], overrides: Sequence[Override]
) -> Iterator[Finding]:
    count = Counter(override.month for override in overrides)
    for index, override in enumerate(overrides):
        if f"{override.date:%Y-%m}" != override.month:
            yield Finding(
                record,
                (*at, index, "date"),
                say("{day} does not lie in {month}.", day=override.date, month=override.month),
                say("Correct the month or the day."),
            )
        elif not is_working_day(override.date, register.calendars):
            yield Finding(
                record,
                (*at, index, "date"),
                say("{day} is a day off.", day=override.date),
                say("Choose a working day of {month}.", month=override.month),
            )
        elif count[override.month] > 1:
            yield Finding(
                record,
                (*at, index, "month"),
                say("{month} is moved more than once.", month=override.month),
                say("Keep one entry a month."),
            )
