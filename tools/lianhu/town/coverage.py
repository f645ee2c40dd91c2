"""How many of a unit's households have a representative, and how many have none (R4, R9).

A household has one representative: what is not among the households of any is served by nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lianhu.town.kinds import Group
from lianhu.town.month import after
from lianhu.town.register import Register


@dataclass(frozen=True)
class Coverage:
    """The households of one group or of several: all, and those that representatives keep contact with."""

    households: int
    served: int

    @property
    def unserved(self) -> int:
        return max(self.households - self.served, 0)


def of_group(register: Register, group: Group) -> Coverage:
    """On the register's day, by the numbers that the group and its representatives have."""
    return Coverage(group.household_count, sum(one.household_count for one in register.representatives_of(group)))


def of_groups(register: Register, groups: Iterable[Group]) -> Coverage:
    """Of several groups together; where one has more served than households, that closes no other's gap."""
    found = [of_group(register, group) for group in groups]
    households = sum(one.households for one in found)
    return Coverage(households, households - sum(one.unserved for one in found))


def changed_on(register: Register, group: Group) -> date:
    """The day on which somebody last began or ceased to serve the group, or households were counted anew; the group's
    first where neither was.
    """
    members = register.all_who_served(group)
    seats = (seat for person in members for seat in person.groups if seat.group == group.id)
    days = [day for seat in seats for day in (seat.since, seat.until and after(seat.until)) if day]
    counted = (held for one in (group, *members) for held in register.series(one, "household_count"))
    days += [held.since for held in counted if held.since]
    return max((day for day in days if day <= register.today), default=group.since)
