"""Records that note which of their values are read."""

from __future__ import annotations

import dataclasses
import typing
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from lianhu.town.kinds import KINDS

Place = tuple[str, str]  # the kind of record and where in it, like ("issue", "events.stage")


def _values(kind: str, of: type, above: str = "") -> Iterator[tuple[type, str, Place]]:
    """Class and name of every single value (or list of them) of a kind's records, with its place."""
    hints = typing.get_type_hints(of)
    for field in dataclasses.fields(of):
        at = f"{above}.{field.name.rstrip('_')}".removeprefix(".")
        inner = next(filter(dataclasses.is_dataclass, _named(hints[field.name])), None)
        if isinstance(inner, type):
            yield from _values(kind, inner, at)
        else:
            yield of, field.name, (kind, at)


def _named(hint: Any) -> Iterator[Any]:
    """The types that a hint is made of: `tuple[Event, ...] | None` of Event."""
    yield hint
    for part in typing.get_args(hint):
        yield from _named(part)


class Reading:
    """What is read of records from `begin` on, until the test ends."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.places: set[Place] = set()
        self._quiet = 0
        self._known: dict[tuple[type, str], set[Place]] = defaultdict(set)
        for kind, of in KINDS.items():
            for holder, name, place in _values(kind, of):
                self._known[holder, name].add(place)
        for holder in {holder for holder, _ in self._known}:
            monkeypatch.setattr(holder, "__getattribute__", self._noting())
            for method in ("__eq__", "__hash__", "__repr__"):  # of dataclasses: they read all there is
                monkeypatch.setattr(holder, method, self._not_noting(getattr(holder, method)))

    def _noting(self) -> Callable[[Any, str], Any]:
        def read(record: Any, name: str) -> Any:
            if not self._quiet:
                self.places |= self._known.get((type(record), name), set())
            return object.__getattribute__(record, name)

        return read

    def _not_noting(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def quietly(*given: Any) -> Any:
            self._quiet += 1
            try:
                return method(*given)
            finally:
                self._quiet -= 1

        return quietly
