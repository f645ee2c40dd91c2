"""How many households representatives serve: the sums of each group and of the town, which no record holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lianhu.difference.effect import Effect
from lianhu.public import Posted
from lianhu.town.kinds import Group, Representative
from lianhu.words import Text, say


def households(before: Posted, after: Posted) -> Iterator[Effect]:
    """Sums before and after. Source: R4, R8."""
    for group in after.all(Group):
        old = before.find(Group, group.id)
        if old is None:
            continue
        was, now = _served(before.representatives_of(old)), _served(after.representatives_of(group))
        if was != now:
            text = say(
                "{group}: {change} households served by representatives", group=group.name, change=_moved(was, now)
            )
            yield _effect("group", group.id, text)
    was, now = _served(before.serving), _served(after.serving)
    if was != now:
        text = say("The whole town, served by representatives: {change} households", change=_moved(was, now))
        yield _effect("town", "town", text)


def _served(representatives: Iterable[Representative]) -> int:
    return sum(representative.household_count for representative in representatives)


def _moved(was: int, now: int) -> Text:
    return say("{before} → {after}", before=was, after=now)


def _effect(what: str, record_id: str, text: Text) -> Effect:
    return Effect(topic="households", what=what, id=record_id, text=text)
