"""Rules about households and who serves them (R4, R9): counts taken on different days may differ, and are told."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town import coverage
from lianhu.town.kinds import Group
from lianhu.town.register import Register
from lianhu.words import say


@scope.of_village(*scope.PEOPLE)
def no_more_households_are_served_than_there_are(register: Register) -> Iterator[Finding]:
    """The representatives of a group serve together no more households than the group has: each has one.

    Source: R4, 每人联系5-15户; R9.
    """
    for group in _living(register):
        found = coverage.of_group(register, group)
        if found.served > found.households:
            yield Finding(
                group,
                ("household_count",),
                say(
                    "Its representatives serve {served} households; the group has {households}.",
                    served=found.served,
                    households=found.households,
                ),
                say("Correct the group's number, or divide its households anew among the representatives."),
                level="warning",
            )


@scope.of_village(*scope.PEOPLE)
def unserved_households_are_explained_as_they_are(register: Register) -> Iterator[Finding]:
    """Where it is explained why households have no representative, there are so many, and the day has not passed.

    Source: R4; R9, 代表联系村(居)民.
    """
    for group in _living(register):
        explained, found = group.unserved, coverage.of_group(register, group)
        if explained is None:
            continue
        if not found.unserved:
            yield Finding(
                group,
                ("unserved",),
                say("Every household of the group has a representative."),
                say("Take 'unserved' out."),
                key=True,
                level="warning",
            )
        elif explained.until < register.today:
            yield Finding(
                group,
                ("unserved", "until"),
                say(
                    "This was to be settled by {day}; {count} households have no representative.",
                    day=explained.until,
                    count=found.unserved,
                ),
                say("Settle it, or give a new date with its reason."),
                level="warning",
            )
        elif explained.households != found.unserved:
            yield Finding(
                group,
                ("unserved", "households"),
                say(
                    "{explained} households are explained; {count} have no representative.",
                    explained=explained.households,
                    count=found.unserved,
                ),
                say(
                    "Write {count}, or correct the numbers of the group and its representatives.", count=found.unserved
                ),
                level="warning",
            )


def _living(register: Register) -> Iterator[Group]:
    return (group for group in register.all(Group) if group.covers(register.today))
