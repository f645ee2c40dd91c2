"""Whatever else residents can see changes: the settings, lists and small print that no other topic tells of.

Nothing public changes without a word: a record that no effect names so far is told here, by the titles of the places
that differ. Numbers, days and fixed words are told with what they were; free text is not repeated.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lianhu import corrections
from lianhu.document import Location
from lianhu.effects.compared import change, listed, new_removals
from lianhu.effects.effect import Effect
from lianhu.kinds import Removal
from lianhu.register import Origin, Register
from lianhu.schemas import Kind
from lianhu.words import Text, Word, say

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
# Values of these forms hold no free text.
PLAIN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+\.[0-9]{2}|[a-z_]+")
LONGEST = 4  # places told a record


def others(before: Register, after: Register, told: Collection[str]) -> Iterator[Effect]:
    """What differs and is told by none of the effects on the records `told`."""
    moved = {removal.moved_to: removal.record for removal in new_removals(before, after)}
    earlier = {(origin.kind.name, _id(origin)): origin for _, origin in before.origins()}
    for record, origin in after.origins():
        if isinstance(record, Removal):
            continue
        kind, record_id = origin.kind, _id(origin)
        old = earlier.get((kind.name, record_id)) or earlier.get((kind.name, moved.get(record_id, "")))
        if old is None:
            if record_id not in told:
                text = say("{record} is new.", record=_called(origin))
                yield Effect(topic="others", what="new", id=record_id, text=text)
            continue
        if old.data == origin.data:
            continue
        known = TOLD.get(kind.name, frozenset()) if record_id in told or kind.name == "town" else frozenset(("id",))
        places = [at for at in _differing(old.data, origin.data) if at[0] not in known]
        if places:
            yield Effect(topic="others", what="changed", id=record_id, text=_sentence(places, old, origin))


def _differing(was: Any, now: Any, at: Location = ()) -> Iterator[Location]:
    """The places where mappings differ; a list is one place, since what stands where in it says little."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name in sorted({*was, *now}):
            if was.get(name) != now.get(name):
                yield from _differing(was.get(name), now.get(name), (*at, name))
    elif was != now:
        yield at


def _sentence(places: list[Location], old: Origin, new: Origin) -> Text:
    said = listed(_place(at, old, new) for at in places[:LONGEST])
    if len(places) > LONGEST:
        more = len(places) - LONGEST
        return say("{record}: {places} and {count} more", record=_called(new), places=said, count=more)
    return say("{record}: {places}", record=_called(new), places=said)


def _place(at: Location, old: Origin, new: Origin) -> Text:
    title = Word(".".join(map(str, at)), _titled(new.kind, at))
    was, now = (_value(origin.data, at) for origin in (old, new))
    if all(value is None or _is_plain(value) for value in (was, now)):
        return say("{place} {change}", place=title, change=change(was, now))
    return say("{place} changed", place=title)


def _value(data: Any, at: Location) -> Any:
    for step in at:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _is_plain(value: Any) -> bool:
    return isinstance(value, bool | int) or (isinstance(value, str) and bool(PLAIN.fullmatch(value)))


def _called(origin: Origin) -> Text:
    kind = origin.kind
    title = Word(kind.name, str(kind.schema.get("title", "")))
    return say("{kind} {id}", kind=title, id=_id(origin))


def _id(origin: Origin) -> str:
    return str(origin.kind.id_at(origin.document.path))


def _titled(kind: Kind, at: Location) -> str:
    return "·".join(str(kind.at(at[:end]).get("title", at[end - 1])) for end in range(1, len(at) + 1))
