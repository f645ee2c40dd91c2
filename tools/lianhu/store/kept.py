"""What is worked out once and kept: plain data by key, from the store or worked out now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeAlias, TypeVar

from lianhu.reading import cores
from lianhu.store.store import Store

Thing = TypeVar("Thing")
Advance: TypeAlias = Callable[[int, int], None]


def no_advance(done: int, of: int) -> None:
    """For whoever does not wait before a terminal."""


class Kept:
    """Plain data in a store, all of which hangs on a `basis` (by which schemas records are judged).

    `advance` is told how many of several things are worked out, of how many that must be.
    """

    def __init__(self, store: Store, basis: str, advance: Advance = no_advance) -> None:
        self.basis = basis
        self._store = store
        self._advance = advance
        self._fresh: dict[str, bytes] = {}

    def key(self, about: str, sums: Iterable[str], *more: object) -> str:
        """The key of what was worked out from files (by their `sums`) and from what else is said."""
        own = hashlib.blake2b(json.dumps([*sums, self.basis, *more]).encode(), digest_size=20)
        return f"{about} {own.hexdigest()}"

    def text(self, key: str) -> bytes | None:
        """The data under a key as JSON, or None."""
        return self._fresh.get(key) or self._store.get(key)

    def known(self, keys: Mapping[Thing, str]) -> dict[Thing, Any]:
        """What is kept of several things, by their keys."""
        found = self.plain(keys.values())
        return {thing: found[key] for thing, key in keys.items() if key in found}

    def plain(self, keys: Iterable[str]) -> dict[str, Any]:
        """What is kept under some keys, by these."""
        asked = tuple(keys)
        fresh = {key: json.loads(self._fresh[key]) for key in asked if key in self._fresh}
        return self._store.plain(key for key in asked if key not in fresh) | fresh

    def note(self, key: str, made: Any) -> bytes:
        """What was worked out, to be kept under the key from `save` on; the answer is how."""
        self._fresh[key] = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
        return self._fresh[key]

    def of(self, key: str, work_out: Callable[[], Any]) -> Any:
        """What is kept under the key, else what is worked out now."""
        found = self.plain([key])
        if key in found:
            return found[key]
        made = work_out()
        self.note(key, made)
        return made

    def of_each(self, keys: Mapping[Thing, str], work_out: Callable[[Thing], Any]) -> dict[Thing, Any]:
        """The same of several things, by their keys; what is missing is worked out on all cores, and saved."""
        found = self.known(keys)
        missing = [thing for thing in keys if thing not in found]
        worked_out = cores.each(partial(self._apart, work_out), missing)
        for done, (thing, (made, fresh)) in enumerate(zip(missing, worked_out, strict=True), start=1):
            self._fresh |= fresh
            self.note(keys[thing], made)
            self.save()
            found[thing] = made
            self._advance(done, len(missing))
        return {thing: found[thing] for thing in keys}

    def _apart(self, work_out: Callable[[Thing], Any], thing: Thing) -> tuple[Any, dict[str, bytes]]:
        """What is worked out of a thing, and what is to be kept with it: one process alone writes to the store."""
        before, self._fresh = self._fresh, {}
        made = work_out(thing)
        fresh, self._fresh = self._fresh, before
        return made, fresh

    def save(self) -> None:
        """Puts into the store what was worked out since."""
        self._store.keep(self._fresh)
        self._fresh = {}
