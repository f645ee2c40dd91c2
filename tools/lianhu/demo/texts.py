"""The sentences that demonstrations are made of; they lie beside this module as records do."""

from __future__ import annotations

import functools
from pathlib import Path
from random import Random
from typing import Any

from lianhu.reading import yamldoc

FOLDER = Path(__file__).parent / "texts"


@functools.cache
def texts(name: str) -> Any:
    """The texts of `texts/<name>.yaml`, as plain data; nobody changes them."""
    document, problems = yamldoc.read(name, (FOLDER / f"{name}.yaml").read_bytes())
    assert document, problems
    return document.data


def month_key(month: int) -> str:
    return f"m{month:02}"


def some(items: list[Any], most: int, chance: Random) -> list[Any]:
    """Up to `most` of the items, each once, in the order in which chance takes them."""
    return chance.sample(items, min(most, len(items)))


def in_season(entry: list[Any], month: int) -> bool:
    """Whether an entry fits the month: its last two of four or five values, if there, are the months from and to."""
    *_, first, last = entry
    return not (isinstance(first, int) and isinstance(last, int) and len(entry) > 3) or first <= month <= last
