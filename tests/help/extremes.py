"""The extremes of every place of every kind of record: what its schema just takes, as nobody would write it."""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from help import walk
from help.towns import Tree, record
from lianhu.reading.document import Location
from lianhu.town.corrections import value_at
from lianhu.town.schemas import Kind, Schemas

# The calendar's ends, those of the town's years, leap days, the turn of a year, the day before, of and after today.
FAR = ("0001-01-01", "9999-12-31")
DAYS = (
    *("1949-01-01", "2036-12-31", "2024-02-29", "2028-02-29", "2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"),
    *("2026-11-21", "2026-11-22", "2026-11-23", "2026-12-23"),
)
NUMBERS = (0, 1, 10**6, 10**15 - 1)
# What patterns may want: words and names as few write them, ids of nobody, months, amounts, files, addresses.
WORDS = (
    *("一", "龘", "·", "𠮷田", "é", "买买提·吐尔逊", "A", "a", "0", "Ⅷ", "ﷺ", "{}", "%s", "</p>", "欧阳"),
    *("heping", "nowhere", "heping-g99", "nowhere-g01", "heping-g01-r99", "heping-p9", "heping-o9", "town-c9"),
    *("heping-g01-2026-9999", "heping-2036-12", "0001-01", "9999-12", "2026-02", "2026-12", "0001-q1", "9999-q4"),
    *("0.00", "0.01", "99999999.99", "9999999.99", "999999.99", "00:00", "23:59", "0000-0000000", "XY-9999-999"),
    *("g99-r99.jpg", "g99-2099-9999-9.png", "limits.award", "events[9999].note", "https://a.cn/", "CANARY-0000"),
)
LENGTHS = (1, 2, 3, 4, 6, 8, 10, 16, 20, 30, 32, 40, 50, 60, 64, 80, 100, 120, 200, 500, 1000, 2000)
LETTERS = ("一", "𠮷", "a", "1")


class _Gone:
    """The key is taken out."""

    def __repr__(self) -> str:
        return "gone"


GONE = _Gone()


@dataclass(frozen=True)
class Extreme:
    """A value that the schema takes at a place of a record."""

    path: str
    at: Location
    value: Any

    def put(self, data: Any) -> Any:
        """The record's data with it; None where its place is not there."""
        changed = copy.deepcopy(data)
        try:
            if self.value is GONE:
                del value_at(changed, self.at[:-1])[self.at[-1]]
            else:
                walk.put(changed, self.at, copy.deepcopy(self.value))
        except (KeyError, IndexError, TypeError):
            return None
        return changed


def extremes(tree: Tree, town_schemas: Schemas, more: Mapping[str, Any]) -> Iterator[Extreme]:
    """Of each place in a kind's records all its extremes, shared out among the records that have it.

    `more` is added to records, by path.
    """
    places: dict[tuple[str, Location], list[tuple[str, Location]]] = {}
    known = {path: record(dict(tree), path) | more.get(path, {}) for path in sorted(tree) if path.endswith(".yaml")}
    kinds = {path: kind for path in known if (kind := walk.kind_of(town_schemas, path))}
    for path, kind in kinds.items():
        for at in _places(known[path]):
            same = tuple("[]" if isinstance(step, int) else step for step in at)
            places.setdefault((kind.name, same), []).append((path, at))
    for having in places.values():
        path, at = having[0]
        for number, value in enumerate(_values(kinds[path], known[path], at)):
            yield Extreme(*having[number % len(having)], value)


def _places(data: Any, at: Location = ()) -> Iterator[Location]:
    if at:
        yield at
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _places(value, (*at, step))


def _values(kind: Kind, data: Any, at: Location) -> Iterator[Any]:
    schema, here = kind.at(at), value_at(data, at)
    if isinstance(here, list):
        yield from ([], here[:1], (here * 20)[:20])
    elif isinstance(here, bool):
        yield not here
    elif isinstance(here, int):
        yield from (*NUMBERS, *(schema[key] for key in ("minimum", "maximum") if key in schema))
    elif "enum" in schema:
        yield from schema["enum"]
    elif schema.get("format") == "date":
        yield from (*FAR, *DAYS)
    elif isinstance(here, str):
        yield from _texts(schema.get("pattern", ""), schema.get("minLength", 1), schema.get("maxLength", 0))
    if isinstance(at[-1], str) and at[-1] not in kind.at(at[:-1]).get("required", ()):
        yield GONE


@functools.cache
def _texts(pattern: str, shortest: int, longest: int) -> tuple[str, ...]:
    """The shortest and longest that are taken, and some of the odd ones."""
    lengths = {shortest, longest, *(LENGTHS if pattern else ())}
    written = (*WORDS, *(letter * length for letter in LETTERS for length in sorted(lengths)))
    taken = [text for text in written if re.search(pattern, text) and shortest <= len(text) <= (longest or len(text))]
    by_length = sorted(taken, key=len)
    return tuple(dict.fromkeys([*by_length[:1], *by_length[-2:], *taken[:3]]))
