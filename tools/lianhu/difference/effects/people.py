"""Who became a representative, left, moved, and what of them is shown; an old name is never told."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.difference.effects.compared import pairs, person, unit
from lianhu.difference.effects.effect import Effect
from lianhu.public import photo_address
from lianhu.town.kinds import Representative
from lianhu.town.kinds.representative import GroupMembership
from lianhu.town.register import Register
from lianhu.words import Text, Word, say
from lianhu.words.problems import quoted


def people(before: Register, after: Register) -> Iterator[Effect]:
    """Representatives, one by one. Source: domain.md section 2, R2-R5, R16-R17; section 6 for what is shown."""
    for old, new in pairs(before, after, Representative):
        if new is None:
            continue  # told as a removal
        who = person(after, new.id)
        if old is None:
            yield _effect("joined", new, _arrival(who, new.groups[-1], new.household_count, before, after))
            continue
        yield from _seat(old, new, who, before, after)
        yield from _shown(old, new, who, before, after)
        yield from _roles(old, new, who, before, after)


def _effect(what: str, one: Representative, text: Text) -> Effect:
    return Effect(topic="people", what=what, id=one.id, text=text)


def _arrival(who: Text, seat: GroupMembership, households: int, before: Register, after: Register) -> Text:
    group = unit(after, before, seat.group)
    if seat.until and seat.until < after.today:
        return say(
            "{who} served {group} from {since} to {until}; this is recorded now.",
            who=who,
            group=group,
            since=seat.since,
            until=seat.until,
        )
    return say(
        "{who} becomes representative of {group} on {since}, for {count} households.",
        who=who,
        group=group,
        since=seat.since,
        count=households,
    )


def _seat(old: Representative, new: Representative, who: Text, before: Register, after: Register) -> Iterator[Effect]:
    """Only the last membership is followed; whatever else differs in them is told as such."""
    if old.groups == new.groups:
        return
    was, now = old.groups[-1], new.groups[-1]
    group = unit(after, before, now.group)
    if len(new.groups) > len(old.groups) and was.until is None and was.group != now.group:
        text = say(
            "{who} moves from {old} to {group} on {since}.",
            who=who,
            old=unit(after, before, was.group),
            group=group,
            since=now.since,
        )
        yield _effect("moved", new, text)
    elif len(new.groups) > len(old.groups):
        text = say("{who} serves again: {group}, from {since}.", who=who, group=group, since=now.since)
        yield _effect("returned", new, text)
    elif (was.group, was.since) == (now.group, now.since) and now.until:
        text = say("{who} leaves {group}; the last day is {until}.", who=who, group=group, until=now.until)
        yield _effect("left", new, text)
    elif (was.group, was.since) == (now.group, now.since) and was.until:
        text = say("{who} stays in {group}; the end on {until} is taken back.", who=who, group=group, until=was.until)
        yield _effect("stayed", new, text)
    else:
        yield _effect("seat", new, say("{who}: the groups served, or since when, are other ones now.", who=who))


def _shown(old: Representative, new: Representative, who: Text, before: Register, after: Register) -> Iterator[Effect]:
    """What each consent shows or hides; that it changed is told, what it hides is not."""
    if new.name_withheld and not old.name_withheld:
        yield _effect("unnamed", new, say("{id}: the name is no longer public.", id=new.id))
    elif old.name_withheld and not new.name_withheld:
        yield _effect("named", new, say("{id}: the name is public now, {name}.", id=new.id, name=quoted(new.name)))
    elif old.name != new.name:
        yield _effect("renamed", new, say("{id} is written {name} now.", id=new.id, name=quoted(new.name)))
    had, has = (
        {
            "phone": one.phone,
            "photo": register.photos.get(photo_address(one.id)),
            "background": one.background,
        }
        for one, register in ((old, before), (new, after))
    )
    for item, title in (("phone", "本人电话"), ("photo", "照片"), ("background", "身份")):
        if had[item] == has[item]:
            continue
        word = Word(item, title)
        if not has[item]:
            text = say("{who}: {item} no longer public.", who=who, item=word)
        elif not had[item]:
            text = say("{who}: {item} public now.", who=who, item=word)
        else:
            text = say("{who}: {item} changed.", who=who, item=word)
        yield _effect(item, new, text)


def _roles(old: Representative, new: Representative, who: Text, before: Register, after: Register) -> Iterator[Effect]:
    had = {code: role.name if (role := before.roles.get(code)) else code for code in old.roles}
    has = {code: role.name if (role := after.roles.get(code)) else code for code in new.roles}
    taken = tuple(name for code, name in has.items() if code not in had)
    given_up = tuple(name for code, name in had.items() if code not in has)
    if taken:
        yield _effect("roles", new, say("{who} takes the role {roles}.", who=who, roles=taken))
    if given_up:
        yield _effect("roles", new, say("{who} gives up the role {roles}.", who=who, roles=given_up))
    taken = tuple(quoted(duty) for duty in new.variable_duties if duty not in old.variable_duties)
    if taken:
        yield _effect("duties", new, say("{who} chooses the duty {duties}.", who=who, duties=taken))
    if given_up_count := len(set(old.variable_duties) - set(new.variable_duties)):
        text = say("{who} gives up chosen duties: {count}.", who=who, count=given_up_count)
        yield _effect("duties", new, text)
