"""What the pages and files of the whole town read of its villages, said beside what makes them.

They are drawn from a town that holds nothing else, so they cannot read more; the villages' own records and those of the
town are in each. Of which nothing is said reads every record, and what led to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Make = TypeVar("Make", bound=Callable[..., Any])


@dataclass(frozen=True)
class Reads:
    """The `kinds` of record, None for all; and whether the town's figures."""

    kinds: frozenset[type] | None = None
    figures: bool = False


ALL = Reads(figures=True)

_READS: dict[Any, Reads] = {}


def of(make: object) -> Reads:
    """What is read by whatever makes a page or file."""
    return _READS.get(make, ALL)


def reads(*kinds: type, figures: bool = False) -> Callable[[Make], Make]:
    """It reads the records of these kinds, and the figures where they are named."""

    def mark(make: Make) -> Make:
        _READS[make] = Reads(frozenset(kinds), figures)
        return make

    return mark
