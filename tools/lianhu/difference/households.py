"""How many households representatives serve: the sums of each group and of the town, which no record holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lianhu.difference.effect import Effect
from lianhu.difference.state import State
from lianhu.public import Posted
from lianhu.town.kinds import Group, Representative
from lianhu.words import Text, say


def of_groups(before: Posted, after: Posted) -> Iterator[Effect]:
    """The sums of each group, before and after. Source: R4, R8."""
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


def of_town(before: State, after: State) -> Iterator[Effect]:
    """The sum of the town, which is another exactly where that of the villages that differ is. Source: R4, R8."""
    assert before.web and after.web
    if _served(before.web.serving) != _served(after.web.serving):
        assert before.whole.web and after.whole.web
        was, now = _served(before.whole.web.serving), _served(after.whole.web.serving)
        text = say("The whole town, served by representatives: {change} households", change=_moved(was, now))
        yield _effect("town", "town", text)


def _served(representatives: Iterable[Representative]) -> int:
    return sum(representative.household_count for representative in representatives)


def _moved(was: int, now: int) -> Text:
    return say("{before} → {after}", before=was, after=now)


def _effect(what: str, record_id: str, text: Text) -> Effect:
    return Effect(topic="households", what=what, id=record_id, text=text)
