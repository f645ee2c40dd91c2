"""Whatever else residents can see changes: the settings, lists and small print that no other topic tells of.

Nothing public changes without a word: a record that no effect names so far is told here, by the titles of the places
that differ. Numbers, days and fixed words are told with what they were; free text is not repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from lianhu.difference.effects.compared import called, change, listed, matter, new_removals, person
from lianhu.difference.effects.effect import Effect
from lianhu.town import corrections
from lianhu.town.kinds import Removal
from lianhu.town.register import Origin, Register
from lianhu.words import Text, Word, say
from lianhu.words.problems import quoted

# What of each kind the other topics tell in full.
TOLD: Mapping[str, frozenset[str]] = {
    kind: frozenset(("id", corrections.CORRECTIONS, *keys.split()))
    for kind, keys in {
        "representative": "name name_withheld groups household_count roles variable_duties phone photo background",
        "group": "name until areas heads liaison_cadres household_count",
        "village": "name until officers areas",
        "issue": "title events",
        "town": "declared_totals cadres",
        "meeting": "kind date place topic chaired_by attendance for_whom issues decisions",
        "review": "date summary decisions awards issues",
        "service_day": "date activities orders",
        "service_fund": "funds",
        "task_list": "drawn_up_on tasks",
        "visit": "visits",
    }.items()
}
# Kinds of which the other topics tell those keys whatever happens.
WHOLE = ("town", "issue")
# Values of these forms hold no free text.
PLAIN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+\.[0-9]{2}|[a-z_]+")
LONGEST = 4  # places told a record


def others(before: Register, after: Register, told: Set[str]) -> Iterator[Effect]:
    """What differs and is told by none of the effects on the records `told`."""
    moved = {removal.moved_to: removal.record for removal in new_removals(before, after)}
    earlier = {(origin.kind.name, origin.document.id): origin for _, origin in before.origins()}
    for record, origin in after.origins():
        kind, record_id = origin.kind, origin.document.id
        old = earlier.get((kind.name, record_id)) or earlier.get((kind.name, moved.get(record_id, "")))
        if old is None:
            if record_id not in told and not isinstance(record, Removal):
                text = say("{record} is new.", record=_called(before, after, origin))
                yield Effect(topic="others", what="new", id=record_id, text=text)
            continue
        if old.data == origin.data:
            continue
        named = not told.isdisjoint((record_id, *_inner_ids(old.data), *_inner_ids(origin.data)))
        known = TOLD.get(kind.name, frozenset()) if named or kind.name in WHOLE else frozenset(("id",))
        data = ({key: value for key, value in one.data.items() if key not in known} for one in (old, origin))
        names = {code: category.name for code, category in {**before.categories, **after.categories}.items()}
        if texts := [place.told(names) for place in _differing(kind.schema, *data)]:
            text = _told_at(_called(before, after, origin), texts)
            yield Effect(topic="others", what="changed", id=record_id, text=text)


def _inner_ids(data: Any) -> Iterator[str]:
    """The ids of records that stand inside another's file, as areas and officers do."""
    for value in data.values():
        yield from (str(one["id"]) for one in value if "id" in one) if _has_ids(value) else ()


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) and "id" in one for one in value)


@dataclass(frozen=True)
class Place:
    """A place where two records differ: its keys, their titles, the schema, and what stood and stands there."""

    codes: tuple[str, ...]
    titles: tuple[str, ...]
    schema: Mapping[str, Any]
    was: Any
    now: Any

    def told(self, categories: Mapping[str, str]) -> Text:
        """Numbers, days, fixed words and how many entries, with what they were; of free text that it changed."""
        place = Word(".".join(self.codes), "·".join(self.titles))
        was, now = self.was, self.now
        if isinstance(was, list) or isinstance(now, list):
            lengths = change(len(was or ()), len(now or ()))
            return say("{place} {change} entries", place=place, change=lengths)
        if not all(value is None or _is_plain(value) for value in (was, now)):
            return say("{place} changed", place=place)
        if self.schema.get("x-kind") == "category":
            was, now = (categories.get(code, code) for code in (was, now))
        return say("{place} {change}", place=place, change=change(was, now))

    def inner(self, code: str, title: str, schema: Mapping[str, Any], was: Any, now: Any) -> Place:
        return Place((*self.codes, code), (*self.titles, title), schema, was, now)


def _differing(schema: Mapping[str, Any], was: Any, now: Any) -> Iterator[Place]:
    """The innermost places that differ; entries of a list are followed by id, else by number while none is new."""
    yield from _places(Place((), (), schema, was, now))


def _places(place: Place) -> Iterator[Place]:
    was, now, schema = place.was, place.now, place.schema
    if was == now:
        return
    if isinstance(was, dict) or isinstance(now, dict):
        old, new = was or {}, now or {}
        for name in sorted({*old, *new}):
            inner = schema.get("properties", {}).get(name, {})
            yield from _places(place.inner(name, inner.get("title", name), inner, old.get(name), new.get(name)))
    elif _has_ids(was) and _has_ids(now):
        old, new = ({one["id"]: one for one in entries} for entries in (was, now))
        for name in sorted({*old, *new}):
            title = (new.get(name) or old[name]).get("name", name) if name in new else name
            yield from _places(place.inner(name, title, schema.get("items", {}), old.get(name), new.get(name)))
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for number, (one, other) in enumerate(zip(was, now, strict=True), start=1):
            yield from _places(place.inner(str(number), f"第{number}条", schema.get("items", {}), one, other))
    else:
        yield place


def _told_at(record: Text, texts: list[Text]) -> Text:
    said = listed(texts[:LONGEST])
    if len(texts) > LONGEST:
        return say("{record}: {places} and {count} more", record=record, places=said, count=len(texts) - LONGEST)
    return say("{record}: {places}", record=record, places=said)


def _is_plain(value: Any) -> bool:
    return isinstance(value, bool | int) or (isinstance(value, str) and bool(PLAIN.fullmatch(value)))


def _called(before: Register, after: Register, origin: Origin) -> Text:
    kind, record_id = origin.kind, origin.document.id
    if kind.name == "representative":
        return person(after, record_id)
    if kind.name == "issue":
        return matter(before, after, record_id)
    name, title = origin.data.get("name"), Word(kind.name, str(kind.schema.get("title", "")))
    if record_id == kind.name:
        return Text("{name}", (("name", quoted(name) if name else title),))
    if name:
        return called(name, record_id)
    return say("{kind} {id}", kind=title, id=record_id)
