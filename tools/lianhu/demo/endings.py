"""How far issues have come: the ways a matter goes, how often each, and how long every step takes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from lianhu.demo.year import DAY
from lianhu.town import loop

LONG_AGO, LATELY, JUST_NOW = "long ago", "lately", "just now"
SETTLED = "settled"  # stands for resolved or explained, as the story has it
HANDLED = "handled"  # stands for the way to the level that handles it


@dataclass(frozen=True)
class Ending:
    """The stages after `reported`; `last` says when the last of them was.

    `settle` limits it to matters that are settled in this way: `resolved` or `explained`.
    """

    stages: tuple[str, ...]
    often: int
    last: str = LONG_AGO
    is_reported: bool = True
    settle: str | None = None


CLOSED = (HANDLED, SETTLED, "fed_back", "closed")
ENDINGS: Mapping[str, Ending] = {
    "closed": Ending(CLOSED, 60),
    "followed up": Ending((*CLOSED, "followed_up"), 8),
    "supervised": Ending((HANDLED, "supervised", SETTLED, "fed_back", "closed"), 4),
    "done at last": Ending((HANDLED, SETTLED, "fed_back", "disputed", "reopened", *CLOSED[1:]), 5),
    "reopened": Ending((HANDLED, SETTLED, "fed_back", "disputed", "reopened"), 2, LATELY),
    "disputed": Ending((*CLOSED, "disputed"), 1, LATELY),
    "in progress": Ending((HANDLED,), 10, LATELY),
    "urged": Ending((HANDLED, "supervised"), 2, LATELY),
    "deferred": Ending((HANDLED, "deferred"), 4, LATELY),
    "others join": Ending(("also_reported", *CLOSED), 3),
    "not accepted": Ending(("not_accepted", "fed_back"), 3),
    "duplicate": Ending(("duplicate", "fed_back"), 3),
    "gathered": Ending(("gathered", "fed_back", "closed"), 3),
    "refused, not told": Ending(("not_accepted",), 1, JUST_NOW),
    "merged, not told": Ending(("duplicate",), 1, JUST_NOW),
    "resolved": Ending((HANDLED, SETTLED), 3, JUST_NOW, settle="resolved"),
    "explained": Ending((HANDLED, SETTLED), 1, JUST_NOW, settle="explained"),
    "told": Ending((HANDLED, SETTLED, "fed_back"), 2, JUST_NOW),
    "reported": Ending((), 3, JUST_NOW),
    "discovered": Ending((), 1, JUST_NOW, is_reported=False),
}
# How many days the last event may lie back.
BACK: Mapping[str, tuple[int, int]] = {LONG_AGO: (0, 340), LATELY: (1, 90), JUST_NOW: (0, 2)}
# After how many days a step follows, at least and at most.
DAYS: Mapping[str, tuple[int, int]] = {
    "discovered": (0, 0),
    "reported": (0, 1),
    "assigned": (0, 2),
    "escalated": (0, 4),
    "also_reported": (0, 3),
    "supervised": (8, 20),
    "deferred": (3, 14),
    "resolved": (1, 16),
    "explained": (0, 4),
    "fed_back": (0, 3),
    "disputed": (3, 25),
    "reopened": (0, 2),
    "closed": (0, 2),
    "followed_up": (20, 60),
    "not_accepted": (0, 4),
    "duplicate": (0, 1),
    "gathered": (0, 1),
}


def shared_endings(number: int, *, is_over: bool = False) -> list[Ending]:
    """So many endings, at least one of each, the others as often as they should be (after Sainte-Laguë).

    In a year that `is_over` long ago everything has come to its end.
    """
    counts = {name: 1 for name, ending in ENDINGS.items() if not is_over or ending.last == LONG_AGO}
    found = list(counts)
    while len(found) < number:
        name = max(counts, key=lambda name: ENDINGS[name].often / (2 * counts[name] + 1))
        counts[name] += 1
        found.append(name)
    return [ENDINGS[name] for name in found]


def days_of(stages: list[str], chance: Random) -> list[int]:
    """How long each step takes."""
    return [chance.randint(*DAYS[stage]) for stage in stages]


def stages_to(level: str) -> list[str]:
    """How a matter gets to the level that handles it: passed up step by step, then given to somebody."""
    ups = ["escalated"] * loop.LEVELS.index(level)
    return ups if level == "city" else [*ups, "assigned"]


def laid_out(stages: list[str], gaps: list[int], first: datetime.date) -> list[tuple[str, datetime.date]]:
    """Each stage with its day."""
    day, found = first, []
    for stage, gap in zip(stages, gaps, strict=True):
        day += DAY * gap
        found.append((stage, day))
    return found
