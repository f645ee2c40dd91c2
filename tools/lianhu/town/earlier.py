"""Earlier values: a record says what holds now, and beside it under `earlier` what held until a day.

    limits:
      award: "300.00"
    earlier:
      - at: limits.award
        until: 2026-12-31
        was: "200.00"

So each value has the day from which it holds, days follow one another without a gap, and a value that never changed is
written as ever. `was` left out: nothing was set. A record is judged by what held on its own day: whoever asks gives it.
The schema marks where values may be dated (`x-dated: value`), and which lists have entries that hold from `since` to
`until` (`x-dated: entries`).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from lianhu.reading.document import Document, Location, Places, Where
from lianhu.town.kinds.span import Validity
from lianhu.town.month import after
from lianhu.town.schemas import Kind
from lianhu.town.shape import shape_problems
from lianhu.words import say
from lianhu.words.problems import Problem, quoted

EARLIER = "earlier"
MARK, VALUE, ENTRIES = "x-dated", "value", "entries"
_STEP = re.compile(r"([a-z_]+)(?:\[([a-z0-9][a-z0-9_-]*)\])?")


class DatedValue(Validity, frozen=True, kw_only=True):
    """A value and the days on which it held; a value of None: nothing was set."""

    value: Any


def location(at: str, data: Any) -> Location | None:
    """The place that an entry names; an entry of a list by its id, else by its number from 1. None where none is."""
    steps: list[str | int] = []
    for match in _STEP.finditer(at):
        steps.append(match[1])
        data = data.get(match[1]) if isinstance(data, Mapping) else None
        if match[2]:
            found = [
                index
                for index, entry in enumerate(data if isinstance(data, list) else ())
                if match[2] == (str(entry["id"]) if isinstance(entry, dict) and "id" in entry else str(index + 1))
            ]
            if not found:
                return None
            steps.append(found[0])
            data = data[found[0]]
    return tuple(steps)


def named(at: Location, data: Any) -> str:
    """A place as an entry names it: `("roles", 0, "name")` is `roles[safety_guard].name`."""
    text = ""
    for step in at:
        data = data[step] if (isinstance(step, int) or (isinstance(data, dict) and step in data)) else None
        if isinstance(step, int):
            text += f"[{data['id'] if isinstance(data, dict) and 'id' in data else step + 1}]"
        else:
            text += f".{step}"
    return text.removeprefix(".")


def on(data: Any, day: date) -> Any:
    """The data of a record with the values that held on `day`; itself where nothing was ever another."""
    if not isinstance(data, Mapping) or not data.get(EARLIER):
        return data
    held: Any = copy.deepcopy(data)
    for at, value in _held_on(data, day).items():
        _put(held, at, value)
    return held


def states(data: Any) -> Iterator[tuple[date, Any]]:
    """Each last day of an earlier value, oldest first, with the data as it held then."""
    if isinstance(data, Mapping):
        for day in sorted({date.fromisoformat(entry["until"]) for entry in data.get(EARLIER, ())}):
            yield day, on(data, day)


def series(data: Any, at: str) -> tuple[DatedValue, ...]:
    """What the place said from the beginning on, oldest first; nothing for a place that is not there."""
    where = location(at, data)
    return tuple(_series(data, where)) if where is not None else ()


def _series(data: Any, where: Location) -> Iterator[DatedValue]:
    since = None
    for last_day, held in states(data):
        value, following = _value_at(held, where), _value_at(on(data, after(last_day)), where)
        if value != following:
            yield DatedValue(value=value, since=since, until=last_day)
            since = after(last_day)
    yield DatedValue(value=_value_at(data, where), since=since)


def _held_on(data: Any, day: date) -> dict[Location, Any]:
    """The values of the day that were others than now, by place; the one that ended first last, since it says more of
    the day than what follows. Entries that name no place are left out (`problems` tells)."""
    found: dict[Location, tuple[date, Any]] = {}
    for entry in data.get(EARLIER, ()):
        where, until = location(entry["at"], data), date.fromisoformat(entry["until"])
        if where is not None and day <= until and (where not in found or until < found[where][0]):
            found[where] = until, entry.get("was")
    latest_first = sorted(found.items(), key=lambda pair: pair[1][0], reverse=True)
    return {where: value for where, (_, value) in latest_first}


def _put(data: Any, at: Location, value: Any) -> None:
    """Puts a value, None for nothing; mappings above it are made for it, and go with the last value in them."""
    *above, last = at
    holders = [data]
    for step in above:
        if isinstance(step, str) and step not in holders[-1]:
            if value is None:
                return
            holders[-1][step] = {}
        holders.append(holders[-1][step])
    if value is not None:
        holders[-1][last] = value
        return
    holders[-1].pop(last, None)
    while len(holders) > 1 and holders[-1] == {}:
        holders.pop()
        holders[-1].pop(above.pop(), None)


def _value_at(data: Any, at: Location) -> Any:
    for step in at:
        if isinstance(step, str) and not (isinstance(data, Mapping) and step in data):
            return None
        data = data[step]
    return data


def is_dated(kind: Kind, at: Location) -> bool:
    """Whether the value at `at` may have been another one before."""
    return _is_dated(kind.at(at))


def _is_dated(schema: Mapping[str, Any]) -> bool:
    inner = schema.get("properties", {}).values()
    return schema.get(MARK) == VALUE or (bool(inner) and all(map(_is_dated, inner)))


def dated_places(kind: Kind, data: Any) -> Iterator[Location]:
    """The places of single values of the record that may be dated, also those where nothing stands."""
    return _places(kind.schema, data, ())


def _places(schema: Mapping[str, Any], data: Any, at: Location) -> Iterator[Location]:
    if schema.get(MARK) == VALUE and "properties" not in schema:
        yield at
    for name, inner in schema.get("properties", {}).items():
        yield from _places(inner, data.get(name) if isinstance(data, Mapping) else None, (*at, name))
    for index, entry in enumerate(data if "items" in schema and isinstance(data, list) else ()):
        yield from _places(schema["items"], entry, (*at, index))


def problems(document: Document, kind: Kind) -> Iterator[Problem]:
    """What is wrong with the earlier values of a document whose shape is right as it is written."""
    data: Any = document.data
    if not isinstance(data, Mapping) or not data.get(EARLIER):
        return
    seen: dict[tuple[Location, str], str] = {}
    for number, entry in enumerate(data[EARLIER]):
        where = location(entry["at"], data)
        if where is None or not is_dated(kind, where) or ("was" in entry and "properties" in kind.at(where)):
            yield document.problem(
                (EARLIER, number, "at"),
                "earlier_values_name_a_dated_value",
                say("{found} names no value of which earlier ones are kept.", found=quoted(entry["at"])),
                say("Name one of these: {places}.", places=tuple(_examples(kind, data))),
            )
            return
        if (where, entry["until"]) in seen:
            yield document.problem(
                (EARLIER, number, "until"),
                "one_value_a_day",
                say("Two values of {place} end on {day}.", place=entry["at"], day=entry["until"]),
                say("Keep the one that held on that day, and give the other its own last day."),
            )
            return
        seen[where, entry["until"]] = entry["at"]
    for day, held in states(data):
        found = shape_problems(replace(document, data=held, where=Where(partial(_places_on, document, day))), kind)
        yield from found
        if found:
            return


def _places_on(document: Document, day: date) -> tuple[Places, Places]:
    """Where the values that held on a day stand: one that has ended since, in the entry that tells of it."""
    data: Any = document.data
    places = dict(document.places)
    ending_last_first = sorted(enumerate(data[EARLIER]), key=lambda pair: pair[1]["until"], reverse=True)
    for number, entry in ending_last_first:
        where = location(entry["at"], data)
        if where is not None and date.fromisoformat(entry["until"]) >= day:
            places[where] = places[(EARLIER, number, "was" if "was" in entry else "at")]
    return places, document.key_places


def _examples(kind: Kind, data: Any) -> Iterator[str]:
    """Places of the record that may be dated, one of each list."""
    told = set()
    for at in dated_places(kind, data):
        general = tuple(step for step in at if isinstance(step, str))
        if general not in told:
            told.add(general)
            yield named(at, data)
