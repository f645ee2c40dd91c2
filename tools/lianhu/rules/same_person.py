"""Who did something, as far as the records tell: a post of a place, a representative, or both in one person (R28)."""

from __future__ import annotations

from typing import TypeAlias

from lianhu.town.kinds import Event, Issue, Representative
from lianhu.town.kinds.span import Holder, present
from lianhu.town.register import Register

# An event with the issue that it stands in.
Deed: TypeAlias = tuple[Issue, Event]


def is_of_the_same(register: Register, one: Deed, other: Deed) -> bool:
    """Whether two deeds are of one post, or of one person under two posts.

    Of most posts a place has one. Representatives are told apart where they are named. Whoever heads a unit and
    represents its residents is one person.
    """
    posts = {deed[1].by for deed in (one, other)}
    if posts == {"representative"}:
        named = {deed[1].representative for deed in (one, other)}
        return None in named or len(named) == 1
    if len(posts) == 1:
        return _place(register, one) == _place(register, other)
    return bool(_persons(register, one) & _persons(register, other))


def _place(register: Register, deed: Deed) -> str:
    """Where the post of a deed is one: the town, or the village or group of its issue."""
    issue, event = deed
    if event.by == "town_office":
        return ""
    return register.filed(issue).group if event.by == "group_head" else register.filed(issue).village


def _persons(register: Register, deed: Deed) -> set[str]:
    """Who may have done it, by id or name; nobody of a post whose holders the records do not tell apart."""
    issue, event = deed
    if event.by == "representative":
        person = register.find(Representative, event.representative)
        return {person.id, person.name} if person else set()
    group = register.group_of(issue)
    heads: tuple[Holder, ...] = ()
    if group and event.by == "group_head":
        heads = group.heads
    elif group and event.by == "area_head":
        area = register.area_of(group, event.date)
        heads = area.heads if area else ()
    return {head.representative or head.name for head in present(heads, event.date)}
