"""The store of a process that stays, like a preview: what it was asked for lately need not be found again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lianhu.store.store import Store


class Held(Store):
    """What was asked for is held, as nobody may change it, until nobody asks for it between two calls of `turn`."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__(folder)
        self._now: dict[str, Any] = {}
        self._before: dict[str, Any] = {}

    def turn(self) -> None:
        """Lets go of what nobody has asked for since the last turn."""
        self._before, self._now = self._now, {}

    def plain(self, keys: Iterable[str]) -> dict[str, Any]:
        asked = tuple(keys)
        self._now |= {key: self._before[key] for key in asked if key in self._before}
        self._now |= super().plain(key for key in asked if key not in self._now)
        return {key: self._now[key] for key in asked if key in self._now}
