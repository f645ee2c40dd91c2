"""Rules about the town's published lists: they have as many items as their names promise (R2, R16, R17)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town.kinds import Duties, Roles, SelectionCriteria, Village
from lianhu.town.kinds.span import Validity, holding
from lianhu.town.kinds.town import Limits
from lianhu.town.month import after
from lianhu.town.register import Register
from lianhu.words import Text, say


@scope.of_town(Village)
@scope.whatever_the_day
def selection_criteria_are_complete(register: Register) -> Iterator[Finding]:
    """On every day there are as many criteria for and against as the town's configuration said for that day.

    Source: R2, 五选五不选.
    """
    for criteria in register.all(SelectionCriteria):
        for key, what in (("select", say("criteria for")), ("exclude", say("criteria against"))):
            entries = getattr(criteria, key)
            yield from _counted(register, criteria, key, what, entries, attrgetter(f"selection_criteria.{key}"))


@scope.of_town(Village)
@scope.whatever_the_day
def duties_are_1_plus_4(register: Register) -> Iterator[Finding]:
    """On every day the duty list has as many core and fixed duties as the town's configuration said; X is each
    representative's.

    Source: R16, 1+4+X.
    """
    duties = register.find(Duties, "duty_list")
    if not duties:
        return
    for part, what in (("core", say("core duties")), ("fixed", say("fixed duties"))):
        entries = [duty for duty in duties.items if duty.part == part]
        yield from _counted(register, duties, "items", what, entries, attrgetter(f"duties.{part}"))


@scope.of_town(Village)
@scope.whatever_the_day
def prohibited_acts_are_complete(register: Register) -> Iterator[Finding]:
    """On every day the negative list has as many acts as the town's configuration said for that day.

    Source: R16, 禁止的11种行为.
    """
    duties = register.find(Duties, "negative_list")
    if duties:
        yield from _counted(
            register, duties, "items", say("prohibited acts"), duties.items, attrgetter("prohibited_acts")
        )


@scope.of_town(Village)
@scope.whatever_the_day
def roles_are_complete(register: Register) -> Iterator[Finding]:
    """On every day there are as many roles as the town's configuration said for that day.

    Source: R17, 五员.
    """
    for roles in register.all(Roles):
        yield from _counted(register, roles, "roles", say("roles"), roles.roles, attrgetter("roles"))


@scope.of_town()
@scope.whatever_the_day
def the_three_lists_are_there(register: Register) -> Iterator[Finding]:
    """The town publishes its duty list, deliberation list and negative list.

    Source: R16, 责权清单、议事清单及负面清单.
    """
    for name in ("duty_list", "deliberation_list", "negative_list"):
        if not register.find(Duties, name):
            yield Finding(
                register.town,
                ("limits",),
                say("The list {name} is missing.", name=name),
                say("Add records/duties/{name}.yaml.", name=name),
            )


@scope.of_town()
@scope.whatever_the_day
def only_the_duty_list_has_parts(register: Register) -> Iterator[Finding]:
    """`part` (core, fixed, right, other) is said in the duty list and nowhere else.

    Source: R16, 1+4+X.
    """
    for duties in register.all(Duties):
        for index, item in enumerate(duties.items):
            if duties.id == "duty_list" and not item.part:
                yield Finding(
                    duties,
                    ("items", index),
                    say("This duty does not say which part of 1+4+X it is."),
                    say("Add 'part: core', 'fixed', 'right' or 'other'."),
                )
            elif duties.id != "duty_list" and item.part:
                yield Finding(
                    duties, ("items", index, "part"), say("Only the duty list has parts."), say("Remove this line.")
                )


def _counted(
    register: Register,
    record: Any,
    at: str,
    what: Text,
    entries: Sequence[Validity],
    asked: Callable[[Limits], int],
) -> Iterator[Finding]:
    """The first day on which a list has another number of entries than the town had set."""
    days = _turns(register, entries)
    for day in days:
        found, expected = len(holding(entries, day)), asked(register.limits(day))
        if found != expected:
            message = say(
                "{found} {what}; the town's configuration says {expected}.", found=found, what=what, expected=expected
            )
            if day > days[0]:
                message = say("From {day} on: {message}", day=day, message=message)
            yield Finding(
                record,
                (at,),
                message,
                say("Complete or shorten the list, or correct 'limits' in records/town.yaml; both hold from a day."),
            )
            return


def _turns(register: Register, entries: Sequence[Validity]) -> list[date]:
    """The days on which the number of entries or the town's limits may change, the beginning of the town first."""
    first = min((village.since for village in register.all(Village)), default=date.min)
    begin = {entry.since for entry in entries if entry.since}
    end = {after(entry.until) for entry in entries if entry.until}
    days = {*register.turns(register.town, first, date.max), *begin, *end}
    return sorted(day for day in days if day >= first)
