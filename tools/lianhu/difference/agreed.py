"""Whose name, photo, phone or background becomes public, where, and since when the person agrees.

A consent is not public, but whoever approves a change must see what it makes public and by which word of whose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lianhu.changes import Change
from lianhu.difference.effect import Effect, topic
from lianhu.difference.state import State
from lianhu.difference.teller import Teller
from lianhu.public import NEEDS_CONSENT, Posted
from lianhu.reading.document import Location
from lianhu.town import consent, corrections
from lianhu.town.consent import HOW, Step
from lianhu.words import Word, say


@dataclass(frozen=True)
class NowPublic:
    """An item of a person in a changed record that is shown now and was not, by a step of consent; `at` is the person's
    entry in the record."""

    change: Change
    at: Location
    item: str
    places: tuple[str, ...]
    step: Step


PLACES: Mapping[str, Word] = {"web": Word("web", "网上"), "wall": Word("wall", "墙上")}


def now_public(before: State, after: State, changed: Sequence[Change]) -> Iterator[NowPublic]:
    """What the changed records show of persons that the earlier state did not."""
    assert after.register
    for change in changed:
        data = corrections.applied(change.after.data) if change.after else None
        for at, agreed in consent.items(change.kind, data) if change.kind and data else ():
            *person, _, item = at
            step = consent.in_force(agreed, after.register.today)
            if step and item in NEEDS_CONSENT:
                where = tuple(person), str(item)
                sides = ((name, getattr(before, name), getattr(after, name)) for name in PLACES)
                places = tuple(
                    name
                    for name, was, now in sides
                    if _shows(now, change.path, *where) and not _shows(was, change.old_path or change.path, *where)
                )
                if places:
                    yield NowPublic(change, *where, places, step)


def _shows(town: Posted | None, path: str, at: Location, item: str) -> bool:
    document = town.document_at(path) if town else None
    if not document or not corrections.is_there(document.data, (*at, item)):
        return False
    person: Any = corrections.value_at(document.data, at)
    return not (item == "name" and person.get("name_withheld"))


def effects(found: Sequence[NowPublic], after: State, teller: Teller) -> Iterator[Effect]:
    """One effect an item: who, what, where, since when agreed and how."""
    for one in found:
        kind, record_id = teller.chronicle.subject(one.change.path)
        told = {
            "who": _who(one, after, teller),
            "item": _title(one),
            "places": tuple(PLACES[place] for place in one.places),
            "day": one.step[consent.GIVEN],
        }
        text = (
            say("{who}: {item} is public now ({places}); agreed to on {day}, {how}", **told, how=Word(one.step[HOW]))
            if HOW in one.step
            else say("{who}: {item} is public now ({places}); agreed to on {day}", **told)
        )
        yield Effect(topic=topic(kind, "agreed"), what="agreed", id=record_id, text=text)


def _who(one: NowPublic, after: State, teller: Teller) -> object:
    """The record, and who holds which office in it: by the name that is shown."""
    called = teller.called(one.change.path)
    document = after.web.document_at(one.change.path) if after.web else None
    if not one.at or not document:
        return called
    return say("{record}, {name}", record=called, name=corrections.value_at(document.data, one.at)["name"])


def _title(one: NowPublic) -> Word:
    assert one.change.kind
    return Word(one.item, str(one.change.kind.at((*one.at, one.item))["title"]))
