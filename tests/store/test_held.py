"""A process that stays holds what it asked for, and lets go of what nobody asks for any more."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from lianhu.store import Held, Store


@pytest.fixture
def held(tmp_path: Path) -> Held:
    kept = Held(tmp_path)
    kept.keep({"one": b"[1]", "two": b"null"})
    return kept


@pytest.fixture
def read(held: Held, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys that were looked up in the file."""
    found: list[str] = []
    find = Store.find

    def noted(self: Store, keys: Iterable[str]) -> dict[str, bytes]:
        found.extend(asked := list(keys))
        return find(self, asked)

    monkeypatch.setattr(Store, "find", noted)
    return found


def test_it_is_read_once(held: Held, read: list[str]) -> None:
    for _ in range(2):
        assert held.plain(["one", "two", "three"]) == {"one": [1], "two": None}
    held.turn()
    assert held.plain(["two"]) == {"two": None}
    assert read == ["one", "two", "three", "three"]


def test_what_nobody_asks_for_is_let_go(held: Held, read: list[str]) -> None:
    for _ in range(3):
        held.plain(["one"])
        held.turn()
    assert read == ["one"]
    held.turn()
    held.plain(["one"])
    assert read == ["one", "one"]
