"""Records that note which of their values are read."""

from __future__ import annotations

import typing
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from msgspec import StructMeta

from lianhu.town.kinds import KINDS

Place = tuple[str, str]  # the kind of record and where in it, like ("issue", "events.stage")


def _values(kind: str, of: Any, above: str = "") -> Iterator[tuple[type, str, Place]]:
    """Class and name of every single value (or list of them) of a kind's records, with its place."""
    hints = typing.get_type_hints(of)
    for name in of.__struct_fields__:
        at = f"{above}.{name.rstrip('_')}".removeprefix(".")
        inner = next((part for part in _named(hints[name]) if isinstance(part, StructMeta)), None)
        if inner is not None:
            yield from _values(kind, inner, at)
        else:
            yield of, name, (kind, at)


def _named(hint: Any) -> Iterator[Any]:
    """The types that a hint is made of: `tuple[Event, ...] | None` of Event."""
    yield hint
    for part in typing.get_args(hint):
        yield from _named(part)


class Reading:
    """What is read of records from `begin` on, until the test ends.

    What a record does as a whole (to compare, to be told) reads without asking, and is not noted.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.places: set[Place] = set()
        self._known: dict[tuple[type, str], set[Place]] = defaultdict(set)
        for kind, of in KINDS.items():
            for holder, name, place in _values(kind, of):
                self._known[holder, name].add(place)
        for holder in {holder for holder, _ in self._known}:
            monkeypatch.setattr(holder, "__getattribute__", self._noting())

    def _noting(self) -> Callable[[Any, str], Any]:
        def read(record: Any, name: str) -> Any:
            self.places |= self._known.get((type(record), name), set())
            return object.__getattribute__(record, name)

        return read
