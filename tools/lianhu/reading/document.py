"""One file's data, and where in the file each value stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from lianhu.words import Text
from lianhu.words.problems import Problem

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Location: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """Where something stands in its file: line and column in characters, both from 1."""

    line: int
    column: int


Places: TypeAlias = Mapping[Location, Place]


class Where:
    """Where each value and each key of a file stands: found when the first is asked for, which is rare.

    All places of a town take more memory than its records, and most of the time of reading them.
    """

    def __init__(self, find: Callable[[], tuple[Places, Places]]) -> None:
        """`find` gives the places of values and those of keys."""
        self._find = find

    @classmethod
    def known(cls, places: Places, key_places: Places | None = None) -> Where:
        found = places, key_places or {}
        return cls(lambda: found)

    @cached_property
    def found(self) -> tuple[Places, Places]:
        return self._find()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Where) and self.found == other.found


@dataclass(frozen=True)
class Document:
    """The data of one file and where each value and each key stands; an address is `("items", 0, "name")`."""

    path: str
    data: Json
    where: Where

    @property
    def places(self) -> Places:
        return self.where.found[0]

    @property
    def key_places(self) -> Places:
        return self.where.found[1]

    def values(self) -> Iterator[tuple[Location, Json]]:
        """Every value with its address, in the order of the file: a list or mapping before what it holds."""
        return _values(self.data, ())

    def place_of(self, at: Location = (), *, key: bool = False) -> Place:
        """The place of the value at `at`, or with `key` of its key; of the nearest ancestor where `at` is missing."""
        while at not in self.places:
            at = at[:-1]
        return (self.key_places.get(at) if key else None) or self.places[at]

    def problem(self, at: Location, rule: str, message: Text, fix: Text, *, key: bool = False) -> Problem:
        """The problem of the value at `at`, or with `key` of its key."""
        place = self.place_of(at, key=key)
        return Problem(path=self.path, line=place.line, column=place.column, rule=rule, message=message, fix=fix)


def _values(value: Json, at: Location) -> Iterator[tuple[Location, Json]]:
    yield at, value
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in inside:
        yield from _values(inner, (*at, step))


def dotted(at: Location) -> str:
    """A location as people read and write it, entries counted from 1: `("events", 2, "date")` is `events[3].date`."""
    text = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in at)
    return text.removeprefix(".")


def place_of_mark(mark: Any) -> Place:
    """Any: the stubs know marks of two classes and none at all; libyaml always gives one."""
    return Place(mark.line + 1, mark.column + 1)


def place_in(text: str, index: int) -> Place:
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
