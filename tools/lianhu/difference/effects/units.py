"""Villages, areas and groups, who heads them, who keeps contact with them, and whether anybody represents them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from lianhu.difference.effects.compared import called, change, pairs
from lianhu.difference.effects.effect import Effect
from lianhu.town.kinds import Area, Cadre, Group, Village, VillageOfficer
from lianhu.town.kinds.span import Holder, Liaison, Span
from lianhu.town.register import Register
from lianhu.words import Text, Word, say
from lianhu.words.problems import quoted

Spanned = TypeVar("Spanned", bound=Span)


def units(before: Register, after: Register) -> Iterator[Effect]:
    """Units and their offices. Source: R8, R9, R30; domain.md section 1, the two chains."""
    for village in pairs(before, after, Village):
        yield from _existence(*village)
    for officer in pairs(before, after, VillageOfficer):
        yield from _officer(*officer, before, after)
    for area in pairs(before, after, Area):
        yield from _existence(*area)
        yield from _area(*area, before, after)
    for group in pairs(before, after, Group):
        yield from _existence(*group)
        yield from _group(*group, before, after)
    for cadre in pairs(before, after, Cadre):
        yield from _officer(*cadre, before, after)
    yield from _represented(before, after)


def _effect(what: str, record_id: str, text: Text) -> Effect:
    return Effect(topic="units", what=what, id=record_id, text=text)


def _existence(old: Village | Area | Group | None, new: Village | Area | Group | None) -> Iterator[Effect]:
    if old is None and new is not None:
        yield _effect("founded", new.id, say("{unit} is new, from {since}.", unit=_called(new), since=new.since))
    elif old is not None and new is None and isinstance(old, Area):
        yield _effect("gone", old.id, say("The area {id} is no longer listed.", id=old.id))
    elif old is not None and new is not None:
        if old.name != new.name:
            names = change(old.name, new.name)
            yield _effect("renamed", new.id, say("{id} is renamed: {change}", id=new.id, change=names))
        if old.since != new.since:
            days = change(old.since, new.since)
            yield _effect("founded", new.id, say("{unit}, founded: {change}", unit=_called(new), change=days))
        if old.until != new.until and new.until:
            yield _effect("ended", new.id, say("{unit} ends on {until}.", unit=_called(new), until=new.until))
        elif old.until != new.until:
            yield _effect("ended", new.id, say("{unit} goes on; its end is taken back.", unit=_called(new)))


def _called(one: Village | Area | Group) -> Text:
    return called(one.name, one.id)


def _area(old: Area | None, new: Area | None, before: Register, after: Register) -> Iterator[Effect]:
    if new is None:
        return
    heads = old.heads if old else ()
    yield from _holders(new, Word("area_head"), heads, new.heads, after, _head(new.heads))
    liaisons = old.liaisons if old else ()
    yield from _holders(new, Word("liaison", "联系片的村干部"), liaisons, new.liaisons, after, _liaison(after))


def _group(old: Group | None, new: Group | None, before: Register, after: Register) -> Iterator[Effect]:
    if new is None:
        return
    heads, cadres = (old.heads, old.liaison_cadres) if old else ((), ())
    yield from _holders(new, Word("group_head"), heads, new.heads, after, _head(new.heads))
    yield from _holders(new, Word("liaison_cadre"), cadres, new.liaison_cadres, after, _liaison(after))
    if old and old.areas != new.areas:
        names = change(_area_on(old, before), _area_on(new, after))
        yield _effect("area", new.id, say("{unit}, area: {change}", unit=_called(new), change=names))


def _area_on(group: Group, register: Register) -> str:
    area = register.area_of(group)
    return area.name if area else ""


def _head(listed: Sequence[Holder]) -> Callable[[Holder], object]:
    """How a head is called: by name, while the later state lists them."""
    names = {head.name for head in listed}
    return lambda head: quoted(head.name) if head.name in names else say("one no longer listed")


def _liaison(after: Register) -> Callable[[Liaison], object]:
    def called_there(liaison: Liaison) -> object:
        officer = after.officer(liaison.officer)
        return quoted(f"{officer.name} {officer.post}") if officer else liaison.officer

    return called_there


def _holders(
    one: Area | Group,
    office: Word,
    was: Sequence[Spanned],
    now: Sequence[Spanned],
    after: Register,
    name: Callable[[Spanned], object],
) -> Iterator[Effect]:
    """Who holds an office today, before and after; else who will, and until when."""
    if tuple(was) == tuple(now):
        return
    old = tuple(name(holder) for holder in was if holder.covers(after.today))
    new = tuple(name(holder) for holder in now if holder.covers(after.today))
    called: dict[str, object] = {"unit": _called(one), "office": office}
    if old != new:
        text = say("{unit}, {office}: {change}", **called, change=change(old, new))
        yield _effect(office.code, one.id, text)
        return
    changed = [holder for holder in now if holder not in was]
    ending = [holder for holder in changed if holder.until and holder.covers(after.today)]
    fresh = [holder for holder in changed if holder.since > after.today]
    told = [
        say("{unit}, {office}: {name} until {until}", **called, name=name(holder), until=holder.until)
        for holder in ending
    ]
    told += [
        say("{unit}, {office}: {name} from {since}", **called, name=name(holder), since=holder.since)
        for holder in fresh
    ]
    for text in told or [say("{unit}, {office}: the dates of former holders change.", **called)]:
        yield _effect(office.code, one.id, text)


def _officer(
    old: VillageOfficer | Cadre | None, new: VillageOfficer | Cadre | None, before: Register, after: Register
) -> Iterator[Effect]:
    """Village officers and town cadres; one taken off the list is not named."""
    if new is None:
        assert old is not None
        yield _effect("officer", old.id, say("{id} is no longer listed as {post}.", id=old.id, post=quoted(old.post)))
        return
    place = after.village_of(new).name if isinstance(new, VillageOfficer) else after.town.name
    values = {"place": place, "name": quoted(new.name), "post": quoted(new.post)}
    if old is None:
        text = say("{place}: {name} becomes {post} on {since}.", **values, since=new.since)
        yield _effect("officer", new.id, text)
        return
    if old.name != new.name:
        yield _effect("officer", new.id, say("{place}, {post}: {name} now.", **values))
    if old.post != new.post:
        posts = change(old.post, new.post)
        yield _effect(
            "officer", new.id, say("{place}: {name}, {change}", place=place, name=values["name"], change=posts)
        )
    if old.until != new.until and new.until:
        text = say("{place}: {name}, {post}, leaves; the last day is {until}.", **values, until=new.until)
        yield _effect("officer", new.id, text)
    elif (old.since, old.until) != (new.since, new.until):
        yield _effect(
            "officer",
            new.id,
            say("{place}: {name}, {post}, holds the office since {since}.", **values, since=new.since),
        )


def _represented(before: Register, after: Register) -> Iterator[Effect]:
    """Groups that nobody represents any more, and those that somebody represents again (R9)."""
    for new in after.all(Group):
        if not new.covers(after.today):
            continue
        old = before.find(Group, new.id)
        has = bool(after.representatives_of(new))
        had = old is not None and old.covers(before.today) and bool(before.representatives_of(old))
        if not has and (had or old is None):
            yield _effect("unrepresented", new.id, say("{unit} has no representative.", unit=_called(new)))
        elif has and not had and old is not None and old.covers(before.today):
            yield _effect("represented", new.id, say("{unit} has a representative again.", unit=_called(new)))
