"""How many households: each representative's, each group's, the town's, and what the town declares."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.difference.effects.compared import change, pairs, person
from lianhu.difference.effects.effect import Effect
from lianhu.town.kinds import Group, Representative
from lianhu.town.register import Register
from lianhu.words import Text, Word, say

DECLARED = ("villages", "areas", "groups", "representatives", "households")
UNITS = {"villages": "村、社区", "areas": "片", "groups": "小组", "representatives": "代表", "households": "户"}


def households(before: Register, after: Register) -> Iterator[Effect]:
    """Counts before and after. Source: R4, R8."""
    for old, new in pairs(before, after, Representative):
        if old and new and old.household_count != new.household_count:
            counts = change(old.household_count, new.household_count)
            text = say("{who}: {change} households", who=person(after, new.id), change=counts)
            yield _effect("representative", new.id, text)
    yield from _groups(before, after)
    served = change(*(sum(one.household_count for one in register.serving) for register in (before, after)))
    if _differs(served):
        text = say("The whole town, served by representatives: {change} households", change=served)
        yield _effect("town", "town", text)
    for total in DECLARED:
        counts = change(*(getattr(register.town.declared_totals, total) for register in (before, after)))
        if _differs(counts):
            text = say("Declared total, {total}: {change}", total=Word(total, UNITS[total]), change=counts)
            yield _effect("declared", "town", text)


def _groups(before: Register, after: Register) -> Iterator[Effect]:
    for new in after.all(Group):
        old = before.find(Group, new.id)
        if old is None:
            continue
        if old.household_count != new.household_count:
            counts = change(old.household_count, new.household_count)
            yield _effect(
                "group", new.id, say("{group}: {change} households in the group", group=new.name, change=counts)
            )
        counts = change(_served(before, old), _served(after, new))
        if _differs(counts):
            text = say("{group}: {change} households served by representatives", group=new.name, change=counts)
            yield _effect("group", new.id, text)


def _served(register: Register, group: Group) -> int:
    return sum(one.household_count for one in register.representatives_of(group))


def _differs(counts: Text) -> bool:
    (_, was), (_, now) = counts.values
    return was != now


def _effect(what: str, record_id: str, text: Text) -> Effect:
    return Effect(topic="households", what=what, id=record_id, text=text)
