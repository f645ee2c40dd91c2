"""Who represents a group today and did not before, and groups that nobody represents any more or somebody again."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.difference.effect import Effect
from lianhu.public import Posted
from lianhu.town.kinds import Group, Representative
from lianhu.words import Text, say


def serving(before: Posted, after: Posted) -> Iterator[Effect]:
    """Group by group; a person is called as the later state may call them, else by id. Source: R2-R5, R9."""
    for group in after.all(Group):
        if not group.covers(after.today):
            continue
        old = before.find(Group, group.id)
        was_there = old is not None and old.covers(before.today)
        was, now = (_serving(before, old) if old and was_there else {}), _serving(after, group)
        for representative_id in sorted(now.keys() - was.keys()):
            text = say(
                "{who} represents {group} now, for {count} households.",
                who=_called(now[representative_id]),
                group=group.name,
                count=now[representative_id].household_count,
            )
            yield Effect(topic="people", what="joined", id=representative_id, text=text)
        for representative_id in sorted(was.keys() - now.keys()):
            left = after.find(Representative, representative_id)
            who = _called(left) if left else representative_id
            text = say("{who} no longer represents {group}.", who=who, group=group.name)
            yield Effect(topic="people", what="left", id=representative_id, text=text)
        unit = say("{name} ({id})", name=group.name, id=group.id)
        if not now and (was or old is None):
            text = say("{unit} has no representative.", unit=unit)
            yield Effect(topic="units", what="unrepresented", id=group.id, text=text)
        elif now and was_there and not was:
            text = say("{unit} has a representative again.", unit=unit)
            yield Effect(topic="units", what="represented", id=group.id, text=text)


def _serving(register: Posted, group: Group) -> dict[str, Representative]:
    return {representative.id: representative for representative in register.representatives_of(group)}


def _called(representative: Representative) -> Text:
    return say("{name} ({id})", name=representative.name, id=representative.id)
