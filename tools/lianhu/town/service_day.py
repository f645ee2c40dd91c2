"""The monthly service day 邻里服务日 (R13): by rule from the calendars, or as the town moved it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import structs

from lianhu.town.kinds import Calendar, Village
from lianhu.town.kinds.town import ServiceDayRule
from lianhu.town.month import Month

if TYPE_CHECKING:
    from lianhu.town.register import Register

MONDAY, SATURDAY = 0, 5


@dataclass(frozen=True)
class ServiceDay:
    """`confirmed` when the town set it; `provisional` while the year's notice on holidays is not known.

    `reason` is the town's, for a month it moved.
    """

    on: datetime.date
    confirmed: bool
    provisional: bool
    reason: str | None = None


def service_day(year: int, month: int, rule: ServiceDayRule, calendars: Mapping[int, Calendar]) -> ServiceDay:
    """The service day of a month.

    `first-working-monday`: the first Monday that is not a day off. `postpone`: the first Monday, or the
    next working day after it. A year without calendar counts Monday to Friday as working days and is marked
    provisional, and so is a month whose calendar leaves no working day: it never fails and never guesses in silence
    (domain.md section 5).
    """
    moved = next((override for override in rule.overrides if override.month == f"{year}-{month:02}"), None)
    if moved:
        return ServiceDay(moved.date, confirmed=True, provisional=False, reason=moved.reason)
    days = list(_days_from_first_monday(year, month))
    step = 7 if rule.rule == "first-working-monday" else 1
    on = next((day for day in days[::step] if is_working_day(day, calendars)), None)
    if on is None:
        return ServiceDay(days[0], confirmed=False, provisional=True)
    return ServiceDay(on, confirmed=False, provisional=on.year not in calendars)


def _days_from_first_monday(year: int, month: int) -> Iterator[datetime.date]:
    day = datetime.date(year, month, 1)
    day += datetime.timedelta(days=(MONDAY - day.weekday()) % 7)
    # No true run of days off is longer than a few weeks; two months hold a working Monday.
    last = min(day.toordinal() + 61, datetime.date.max.toordinal())
    return map(datetime.date.fromordinal, range(day.toordinal(), last + 1))


def is_working_day(day: datetime.date, calendars: Mapping[int, Calendar]) -> bool:
    """Whether `day` is a working day; without the year's calendar, whether it lies between Monday and Friday.

    A holiday over the new year may stand in the calendar of either year.
    """
    own = calendars.get(day.year)
    if own and day in own.working_days:
        return True
    near = (calendars.get(year) for year in (day.year - 1, day.year, day.year + 1))
    return day.weekday() < SATURDAY and not any(calendar.has_off(day) for calendar in near if calendar)


def day_of(register: Register, month: Month, village: Village | None = None) -> ServiceDay:
    """The service day of a month by the rule that held on its first day; a village's own, where it moved its day."""
    rule = register.on(register.town, month.first).service_day
    if village:
        rule = structs.replace(rule, overrides=(*village.service_days, *rule.overrides))
    return service_day(month.year, month.number, rule, register.calendars)


def by_rule(register: Register, month: Month) -> ServiceDay:
    """The service day of a month as it would be if nobody had moved it: what could be planned before."""
    rule = register.on(register.town, month.first).service_day
    return service_day(month.year, month.number, structs.replace(rule, overrides=()), register.calendars)


def next_service_day(register: Register, village: Village | None = None) -> ServiceDay:
    """The first service day on or after the register's day."""
    month = Month.of(register.today)
    while (found := day_of(register, month, village)).on < register.today:
        month = month.next
    return found
