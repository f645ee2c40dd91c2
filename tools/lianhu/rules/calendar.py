"""Rules about the calendar and the service day (R13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lianhu.rules.finding import Finding
from lianhu.town.kinds import Calendar
from lianhu.town.register import Register
from lianhu.town.service_day import is_working_day
from lianhu.words import say


def calendar_days_lie_in_their_year(register: Register) -> Iterator[Finding]:
    """Days off end after they begin, and make-up working days are weekend days of the calendar's year.

    Source: the State Council's yearly notice.
    """
    for calendar in register.all(Calendar):
        for index, off in enumerate(calendar.days_off):
            if off.to < off.from_ or calendar.year not in (off.from_.year, off.to.year):
                yield Finding(
                    calendar,
                    ("days_off", index, "from"),
                    say(
                        "{begin} to {end} is not a holiday of {year}.", begin=off.from_, end=off.to, year=calendar.year
                    ),
                    say("Correct the dates after the notice."),
                )
        for index, day in enumerate(calendar.working_days):
            if day.year != calendar.year or day.weekday() < 5:
                yield Finding(
                    calendar,
                    ("working_days", index),
                    say("{day} is not a Saturday or Sunday of {year}.", day=day, year=calendar.year),
                    say("List only weekend days that were made working days."),
                )


def service_day_overrides_are_working_days(register: Register) -> Iterator[Finding]:
    """A service day that the town moved lies in its month, on a working day, and each month is moved once.

    Source: R13, 每月工作日的第一个星期一.
    """
    overrides = register.town.service_day.overrides
    count = Counter(override.month for override in overrides)
    for index, override in enumerate(overrides):
        at = ("service_day", "overrides", index)
        if f"{override.date:%Y-%m}" != override.month:
            yield Finding(
                register.town,
                (*at, "date"),
                say("{day} does not lie in {month}.", day=override.date, month=override.month),
                say("Correct the month or the day."),
            )
        elif not is_working_day(override.date, register.calendars):
            yield Finding(
                register.town,
                (*at, "date"),
                say("{day} is a day off.", day=override.date),
                say("Choose a working day of {month}.", month=override.month),
            )
        elif count[override.month] > 1:
            yield Finding(
                register.town,
                (*at, "month"),
                say("{month} is moved more than once.", month=override.month),
                say("Keep one entry a month."),
            )
