"""What differs between two states of a record, in the town's words: the schema's titles and the terms.

Works on plain data that is marked by a schema and may lack what the schema asks for: an old state may predate it.
A line tells when a thing was or is true where the record says so; when it was recorded is another matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from lianhu.reading.document import Location
from lianhu.town.corrections import CORRECTIONS, location
from lianhu.town.happened import LATE
from lianhu.town.redactions import REDACTIONS
from lianhu.words import Text, say
from lianhu.words.terms import TERMS

LONGEST_TEXT = 60
CALLED = "name"  # what residents call an entry by
HAPPENED, BEGINS = "date", ("since", "start")  # the keys of an entry's own day

# `(what, id) -> name`: how a reference is called today.
Name = Callable[[str, str], str]
Schema = Mapping[str, Any]
What = Literal["new", "changed", "corrected", "redacted", "gone", "removed"]


@dataclass(frozen=True)
class Line:
    """One difference. `day` is when it was true, as the record says; `begins` when it holds from that day on.

    `what` happened, as a word for machines, and to which `key` of the record; empty for all of it.
    """

    words: Text
    day: str = ""
    begins: bool = False
    what: What = "changed"
    key: str = ""


def dated(line: Line) -> Text:
    """The line with its day, where the record says one."""
    if not line.day:
        return line.words
    if line.begins:
        return say("{change} (holds from {day})", change=line.words, day=line.day)
    return say("{change} (happened on {day})", change=line.words, day=line.day)


def differences(schema: Schema, before: Mapping[str, Any], after: Mapping[str, Any], name: Name) -> Iterator[Line]:
    """Every difference of two states of a record, in the order of the schema."""
    for key, inner in schema.get("properties", {}).items():
        if key == CORRECTIONS:
            yield from _corrections(schema, before.get(key) or [], after.get(key) or [], name)
        elif key == REDACTIONS:
            yield from _redactions(schema, before.get(key) or [], after.get(key) or [])
        else:
            for line in _of_key(key, inner, before, after, (), name):
                yield replace(line, key=key)


def first_day(schema: Schema, data: Any) -> tuple[str, bool]:
    """The earliest day that a record begins with, and whether it holds from then on; empty where there is none."""
    day = _own_day(schema, data) if isinstance(data, Mapping) else ""
    if day:
        return str(data[day]), day in BEGINS
    for key, inner in schema.get("properties", {}).items():
        entries = data.get(key) if isinstance(data, Mapping) else None
        if isinstance(entries, list) and entries and key not in (CORRECTIONS, REDACTIONS):
            found = first_day(inner.get("items", {}), entries[0])
            if found[0]:
                return found
    return "", False


def _of_mapping(schema: Schema, before: Any, after: Any, way: tuple[str, ...], name: Name) -> Iterator[Line]:
    for key, inner in schema.get("properties", {}).items():
        yield from _of_key(key, inner, before, after, way, name)


def _of_key(key: str, inner: Schema, before: Any, after: Any, way: tuple[str, ...], name: Name) -> Iterator[Line]:
    old, new = before.get(key), after.get(key)
    if old == new:
        return
    here = (*way, inner.get("title", key))
    if "properties" in inner:
        yield from _of_mapping(inner, old or {}, new or {}, here, name)
    elif "items" in inner:
        yield from _of_list(inner["items"], old or [], new or [], here, name)
    else:
        yield Line(_of_value(inner, old, new, "·".join(here), name))


def _of_value(schema: Schema, old: Any, new: Any, what: str, name: Name) -> Text:
    if old is None:
        return say("{what}: {after}", what=what, after=value_words(schema, new, name))
    if new is None:
        return say("{what}: {entry} taken out", what=what, entry=value_words(schema, old, name))
    before, after = value_words(schema, old, name), value_words(schema, new, name)
    return say("{what} {before} → {after}", what=what, before=before, after=after)


def _of_list(item: Schema, old: Sequence[Any], new: Sequence[Any], way: tuple[str, ...], name: Name) -> Iterator[Line]:
    what = "·".join(way)
    gone, come = [entry for entry in old if entry not in new], [entry for entry in new if entry not in old]
    if not gone and not come:
        yield Line(say("{what}: in another order", what=what))
    for one in list(gone):
        other = next((entry for entry in come if _same_entry(item, one, entry)), None)
        if other is not None:
            gone.remove(one)
            come.remove(other)
            yield from _of_mapping(item, one, other, (*way[:-1], f"{way[-1]} {_label(item, one, name)}"), name)
    for one in gone:
        yield Line(say("{what}: {entry} taken out", what=what, entry=entry_words(item, one, name)))
    for one in come:
        day = _own_day(item, one)
        entry = entry_words(item, one, name, without=day)
        if day in BEGINS:
            yield Line(say("{what}: joined by {entry}", what=what, entry=entry), str(one[day]), begins=True)
        else:
            yield Line(say("new in {what}: {entry}", what=what, entry=entry), str(one[day]) if day else "")


def _own_day(item: Schema, entry: Any) -> str:
    """The key under which an entry says its day: `date`, `since`, `start`, or the first that ends with `_on`."""
    if not isinstance(entry, Mapping):
        return ""
    for key in (HAPPENED, *BEGINS, *(key for key in item.get("properties", {}) if key.endswith("_on"))):
        if isinstance(entry.get(key), str):
            return str(key)
    return ""


def _identity(item: Schema, entry: Any) -> tuple[Schema, Any]:
    """What an entry is known by: its id, else the first of its values."""
    properties = item.get("properties", {})
    key = "id" if "id" in properties else next(iter(properties), "")
    return properties.get(key, {}), entry.get(key) if isinstance(entry, Mapping) else None


def _same_entry(item: Schema, one: Any, other: Any) -> bool:
    mappings = isinstance(one, Mapping) and isinstance(other, Mapping)
    return mappings and _identity(item, one)[1] is not None and bool(_identity(item, one) == _identity(item, other))


def _label(item: Schema, entry: Mapping[str, Any], name: Name) -> str:
    """What residents call an entry: by its name where it has one, for an id is a word of the files."""
    if entry.get(CALLED):
        return value_words(item["properties"][CALLED], entry[CALLED], name)
    return value_words(*_identity(item, entry), name)


def entry_words(schema: Schema, entry: Any, name: Name, without: str = "") -> str:
    """An entry of a list on one line: its values in the order of the schema, but for the key `without`."""
    if not isinstance(entry, Mapping):
        return value_words(schema, entry, name)
    words, untold = [], (without, "id") if CALLED in entry else (without,)
    for key, inner in schema.get("properties", {}).items():
        if key in entry and key not in untold:
            said = value_words(inner, entry[key], name)
            # A number, a second date or a second reason says nothing without its title.
            titled = isinstance(entry[key], int) or inner.get("format") == "date" or key == LATE
            words.append(f"{inner.get('title', key)} {said}" if titled else said)
    return "，".join(word for word in words if word)


def value_words(schema: Schema, value: Any, name: Name) -> str:
    """A value as residents read it; a long text is cut."""
    if isinstance(value, Mapping):
        return entry_words(schema, value, name)
    if isinstance(value, list):
        return "、".join(value_words(schema.get("items", {}), part, name) for part in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if "enum" in schema:
        return TERMS.get(str(value), str(value))
    if "x-kind" in schema:
        return name(str(schema["x-kind"]), str(value))
    text = " ".join(str(value).split()).rstrip("。")
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def _corrections(schema: Schema, old: Sequence[Any], new: Sequence[Any], name: Name) -> Iterator[Line]:
    """What was corrected; a correction that is gone is told by the value that is wrong again."""
    for correction in new:
        if correction not in old:
            place, at = place_words(schema, location(correction["at"]))
            was, right = (_stood(at, correction.get(key), name) for key in ("was", "right"))
            words = say("correction of {place}: {was} → {right}", place=place, was=was, right=right)
            if correction.get("reason"):
                reason = value_words({}, correction["reason"], name)
                words = say("{correction} ({reason})", correction=words, reason=reason)
            if correction.get(LATE):
                late = value_words({}, correction[LATE], name)
                words = say("{correction}, recorded late: {reason}", correction=words, reason=late)
            yield Line(words, correction.get("date", ""), what="corrected", key=str(location(correction["at"])[0]))


def _redactions(schema: Schema, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Line]:
    """Where words were taken out, and why; which ones nobody says."""
    for redaction in new:
        if redaction not in old and "at" in redaction:
            at = location(redaction["at"])
            place, _ = place_words(schema, at)
            reason = value_words({}, redaction.get("reason", ""), lambda kind, name: name)
            words = say("{place}: words are no longer public ({reason})", place=place, reason=reason)
            yield Line(words, redaction.get("date", ""), what="redacted", key=str(at[0]))


def _stood(schema: Schema, value: Any, name: Name) -> object:
    """What a correction found or left at its place, which may be nothing."""
    return say("nothing") if value is None else value_words(schema, value, name)


def place_words(schema: Schema, at: Location) -> tuple[str, Schema]:
    """A place in a record, like 经过第3条·日期, and the schema of what stands there."""
    words: list[str] = []
    for step in at:
        if isinstance(step, int):
            words[-1] += f"第{step + 1}条"
            schema = schema.get("items", {})
        else:
            schema = schema.get("properties", {}).get(step, {})
            words.append(schema.get("title", step))
    return "·".join(words), schema
