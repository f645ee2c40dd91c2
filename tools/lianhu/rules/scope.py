"""What a rule reads, said beside the rule: a village, each record by itself, or kinds of the whole town; and the day.

A rule of which nothing is said reads one village with the town's settings, and the day. That it reads nothing else is
tested (`tests/rules/test_scope.py`): what was found once is kept for as long as what was read stays the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from lianhu.town.kinds import (
    Calendar,
    Categories,
    Group,
    Issue,
    Meeting,
    Removal,
    Representative,
    Roles,
    ServiceFund,
    TaskList,
    Town,
    Village,
    VillageServiceDay,
    Visits,
)

Judge = TypeVar("Judge", bound=Callable[..., Any])

# Records outside villages that a village's rules may ask; the others are read by rules of the town alone.
SETTINGS: tuple[type, ...] = (Town, Categories, Roles, Calendar, Removal)
# All that lies in villages.
OF_VILLAGES: tuple[type, ...] = (
    *(Village, Group, Representative, Issue, Meeting),
    *(ServiceFund, TaskList, VillageServiceDay, Visits),
)


@dataclass(frozen=True)
class Scope:
    """`reach`: one village with the settings, each record by itself, or the whole town; of the town only `kinds` are
    read, beside the town's own records. `asks_day`: whether another day may find something else in the same records."""

    reach: Literal["village", "record", "town"] = "village"
    kinds: tuple[type, ...] = ()
    asks_day: bool = True


_SCOPES: dict[Any, Scope] = {}


def of(rule: object) -> Scope:
    """What the rule reads."""
    return _SCOPES.get(rule, Scope())


def of_each_record(*kinds: type) -> Callable[[Judge], Judge]:
    """The rule judges each record by itself, wherever it lies; the town's own ask these kinds as well.

    What else there is can make a finding vanish, never appear: nothing found in a part is nothing in the town, and what
    is found is asked again of the whole.
    """

    def mark(rule: Judge) -> Judge:
        _SCOPES[rule] = replace(of(rule), reach="record", kinds=kinds)
        return rule

    return mark


def of_town(*kinds: type) -> Callable[[Judge], Judge]:
    """The rule reads all records of these kinds, and the town's own."""

    def mark(rule: Judge) -> Judge:
        _SCOPES[rule] = replace(of(rule), reach="town", kinds=kinds)
        return rule

    return mark


def whatever_the_day(rule: Judge) -> Judge:
    """The rule does not ask which day it is: midnight changes nothing in what it finds."""
    _SCOPES[rule] = replace(of(rule), asks_day=False)
    return rule
