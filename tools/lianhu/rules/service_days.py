"""Rules about the villages' service days (R13)."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.rules import scope
from lianhu.rules.dates import in_the_future
from lianhu.rules.finding import Finding
from lianhu.rules.places import names_of
from lianhu.town.kinds import Group, VillageServiceDay
from lianhu.town.month import Month, month_of
from lianhu.town.register import Register
from lianhu.town.service_day import by_rule, day_of, is_working_day
from lianhu.words import Term, say


@scope.of_village(*scope.ISSUES, VillageServiceDay)
@scope.whatever_the_day
def service_days_follow_the_rule(register: Register) -> Iterator[Finding]:
    """A village's service day is the day of the town's rule, or the one to which the town or the village moved it; a
    plan of before the day was moved stops nothing.

    Source: R13, 每月工作日的第一个星期一.
    """
    calendars = register.calendars
    for record in register.all(VillageServiceDay):
        month, day, at = names_of(register, record)["month"], record.date, ("date",)
        working = is_working_day(day, calendars)
        message = (
            say("{day} is not the service day of {month}.", day=day, month=month)
            if working
            else say("{day} is a day off.", day=day)
        )
        expected = day_of(register, Month.of(day), register.village_of(record))
        if month_of(day) != month:
            message = say("{day} does not lie in {month}.", day=day, month=month)
            yield Finding(record, at, message, say("Correct the date, or move the file to its month."))
            continue
        if record.cancelled or (record.is_planned and day == by_rule(register, Month.of(day)).on):
            continue
        if day.year in calendars or expected.confirmed:
            if day != expected.on:
                fix = say(
                    "Write {expected}, or let the town move the day: for all under 'service_day', for one village "
                    "under 'service_days' in its village.yaml.",
                    expected=expected.on,
                )
                yield Finding(record, at, message, fix)
        elif not working:
            # Before the year's holidays are announced any working day may turn out to be the one.
            fix = say("Choose a working day of {month}.", month=month)
            yield Finding(record, at, message, fix)


@scope.of_village(*scope.ISSUES, VillageServiceDay)
def service_days_are_not_in_the_future(register: Register) -> Iterator[Finding]:
    """What was done on a service day is recorded when it has been; before, the day is planned.

    Source: R13.
    """
    for day in register.all(VillageServiceDay):
        if day.is_held and month_of(day.date) == names_of(register, day)["month"]:
            yield from in_the_future(register, day, ("date",), day.date)


@scope.of_village(*scope.ISSUES, VillageServiceDay)
@scope.whatever_the_day
def service_days_do_something_when_they_are_held(register: Register) -> Iterator[Finding]:
    """Nothing was done on a service day that was cancelled.

    Source: R13, R15.
    """
    for day in register.all(VillageServiceDay):
        if day.cancelled and day.activities is not None:
            yield Finding(
                day,
                ("cancelled",),
                say("It is cancelled, and it is said what was done."),
                say("Remove 'cancelled' if it was held, 'activities' if it was not."),
                key=True,
            )


WITH_HOUSEHOLDS = ("grand_visit", "grand_talk")


@scope.of_village(*scope.ISSUES, VillageServiceDay)
@scope.whatever_the_day
def grand_visits_and_talks_count_households(register: Register) -> Iterator[Finding]:
    """Of a grand visit it is said how many households were visited, of a grand talk how many came, of nothing else;
    and no more than the village had.

    Source: R14, 大走访、大恳谈、大服务; G4 (numbers only).
    """
    for day in register.all(VillageServiceDay):
        for index, activity in enumerate(day.activities or ()):
            at, found = ("activities", index), activity.households
            if found is None:
                if activity.form in WITH_HOUSEHOLDS:
                    message = say("It is not said how many households it reached: {form}.", form=Term(activity.form))
                    yield Finding(day, (*at, "form"), message, say("Add a line '{name}: ...'.", name="households"))
            elif activity.form not in WITH_HOUSEHOLDS:
                message = say("Households are counted of a grand visit and a grand talk only.")
                fix = say("Remove this line, or say under 'form' which of the two it was.")
                yield Finding(day, (*at, "households"), message, fix)
            elif found > (most := _households(register, day)):
                message = say("{found} households; the village has {households}.", found=found, households=most)
                yield Finding(day, (*at, "households"), message, say("Correct the number; a household counts once."))


def _households(register: Register, day: VillageServiceDay) -> int:
    """The households of the village's groups on the day."""
    groups = (group for group in register.all(Group) if register.filed(group).village == register.filed(day).village)
    return sum(register.on(group, day.date).household_count for group in groups if group.covers(day.date))
