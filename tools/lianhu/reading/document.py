"""One file's data, and where in the file each value stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

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


def place_of_mark(mark: Any) -> Place:
    """Any: the stubs know marks of two classes and none at all; libyaml always gives one."""
    return Place(mark.line + 1, mark.column + 1)


def place_in(text: str, index: int) -> Place:
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
