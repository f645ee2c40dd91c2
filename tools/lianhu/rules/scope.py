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
# What most rules of villages read.
UNITS: tuple[type, ...] = (Village, Group)
PEOPLE: tuple[type, ...] = (*UNITS, Representative)
ISSUES: tuple[type, ...] = (*PEOPLE, Issue)
# All that lies in villages.
OF_VILLAGES: tuple[type, ...] = (
    *(*ISSUES, Meeting, ServiceFund),
    *(TaskList, VillageServiceDay, Visits),
)


@dataclass(frozen=True)
class Scope:
    """What a rule reads beside the town's settings.

    `reach` "village": these `kinds` of a village (None: all there is); "each": each record of the kind `of` (None: of
    any) by itself, and these kinds of its village; "town": these kinds of every village, and all of the town's own.
    `asks_day`: whether another day may find something else in the same records. `alone`: see `of_each_record`.
    `ids`: kinds of which only it is asked which there are. `summaries`: what villages tell instead of their records.
    """

    reach: Literal["village", "each", "town"] = "village"
    kinds: tuple[type, ...] | None = None
    of: type | None = None
    asks_day: bool = True
    alone: bool = False
    ids: tuple[type, ...] = ()
    summaries: tuple[Any, ...] = ()


_SCOPES: dict[Any, Scope] = {}


def of(rule: object) -> Scope:
    """What the rule reads."""
    return _SCOPES.get(rule, Scope())


def of_village(*kinds: type) -> Callable[[Judge], Judge]:
    """The rule reads the records of these kinds of one village."""
    return _marking(reach="village", kinds=kinds)


def of_each(kind: type, *kinds: type) -> Callable[[Judge], Judge]:
    """The rule judges each record of a kind by itself, by these kinds of its village."""
    return _marking(reach="each", of=kind, kinds=kinds)


def of_each_record(*kinds: type, ids: tuple[type, ...] = ()) -> Callable[[Judge], Judge]:
    """The rule judges each record by itself, wherever it lies, by these kinds, and by which `ids` there are of others.

    What else there is can make a finding vanish, never appear: nothing found in a part is nothing in the town, and what
    is found is asked again of the whole.
    """
    return _marking(reach="each", kinds=kinds, ids=ids, alone=True)


def of_each_in_its_village(*kinds: type) -> Callable[[Judge], Judge]:
    """The rule judges each record by itself, wherever it lies, by these kinds of its village and the town's settings.

    What lies in other villages changes nothing: what is found is not asked again of the whole.
    """
    return _marking(reach="each", kinds=kinds)


def of_town(*kinds: type, summaries: tuple[Any, ...] = ()) -> Callable[[Judge], Judge]:
    """The rule reads all records of these kinds, and the town's own.

    What it asks of many it asks of `summaries`, each of which says what it reads as a rule of a village does.
    """
    return _marking(reach="town", kinds=kinds, summaries=summaries)


def whatever_the_day(rule: Judge) -> Judge:
    """The rule does not ask which day it is: midnight changes nothing in what it finds."""
    return _marking(asks_day=False)(rule)


def _marking(**said: Any) -> Callable[[Judge], Judge]:
    def mark(rule: Judge) -> Judge:
        _SCOPES[rule] = replace(of(rule), **said)
        return rule

    return mark
