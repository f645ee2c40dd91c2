"""One file's data, and where in the file each value stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Document:
    """The data of one file and where each value and each key stands; an address is `("items", 0, "name")`."""

    path: str
    data: Json
    places: Mapping[Location, Place]
    key_places: Mapping[Location, Place]

    def place_of(self, at: Location = (), *, key: bool = False) -> Place:
        """The place of the value at `at`, or with `key` of its key; of the nearest ancestor where `at` is missing."""
        while at not in self.places:
            at = at[:-1]
        return (self.key_places.get(at) if key else None) or self.places[at]

    def problem(self, at: Location, rule: str, message: Text, fix: Text, *, key: bool = False) -> Problem:
        """The problem of the value at `at`, or with `key` of its key."""
        place = self.place_of(at, key=key)
        return Problem(path=self.path, line=place.line, column=place.column, rule=rule, message=message, fix=fix)


def dotted(at: Location) -> str:
    """A location as people read and write it, entries counted from 1: `("events", 2, "date")` is `events[3].date`."""
    text = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in at)
    return text.removeprefix(".")


def place_of_mark(mark: Any) -> Place:
    """Any: the stubs know marks of two classes and none at all; libyaml always gives one."""
    return Place(mark.line + 1, mark.column + 1)


def place_in(text: str, index: int) -> Place:
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
