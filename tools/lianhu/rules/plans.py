"""Rules about what is planned: meetings and service days that are recorded before they happen (R13, R31, R33)."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town.kinds import Meeting, VillageServiceDay
from lianhu.town.month import DAY
from lianhu.town.register import Register
from lianhu.words import say


@scope.of_village(Meeting, VillageServiceDay)
def plans_are_for_the_coming_year(register: Register) -> Iterator[Finding]:
    """Meetings and service days are planned no more days ahead than the town says, a year where it says nothing.

    Source: R13, R31, R33.
    """
    days = register.town.limits.planning_days
    planned: tuple[Meeting | VillageServiceDay, ...] = (*register.all(Meeting), *register.all(VillageServiceDay))
    for record in planned:
        if not record.is_held and record.date - register.today > days * DAY:
            yield Finding(
                record,
                ("date",),
                say("{day} is more than {days} days ahead.", day=record.date, days=days),
                say("Correct the date, or plan this when it is nearer."),
            )
