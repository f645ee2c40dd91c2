"""How far issues have come: the ways a matter goes, and how often each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LONG_AGO, LATELY, JUST_NOW = "long ago", "lately", "just now"
SETTLED = "settled"  # stands for resolved or explained, as the story has it
HANDLED = "handled"  # stands for the way to the level that handles it


@dataclass(frozen=True)
class Ending:
    """The stages after `reported`; `last` says when the last of them was."""

    stages: tuple[str, ...]
    often: int
    last: str = LONG_AGO
    is_reported: bool = True


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
    "not accepted": Ending(("not_accepted",), 3),
    "duplicate": Ending(("duplicate",), 3),
    "settled": Ending((HANDLED, SETTLED), 3, JUST_NOW),
    "told": Ending((HANDLED, SETTLED, "fed_back"), 2, JUST_NOW),
    "reported": Ending((), 3, JUST_NOW),
    "discovered": Ending((), 1, JUST_NOW, is_reported=False),
}
# How many days the last event may lie back.
BACK: Mapping[str, tuple[int, int]] = {LONG_AGO: (0, 340), LATELY: (1, 90), JUST_NOW: (0, 2)}


def shared_endings(number: int) -> list[str]:
    """So many endings, each as often as it should be, every one at least once where they suffice."""
    found: list[str] = []
    weights = {name: ending.often for name, ending in ENDINGS.items()}
    counts = dict.fromkeys(ENDINGS, 0)
    for _ in range(number):
        name = max(weights, key=lambda name: weights[name] / (counts[name] * 2 + 1))
        counts[name] += 1
        found.append(name)
    if number >= len(ENDINGS):
        missing = [name for name in ENDINGS if not counts[name]]
        found[: len(missing)] = missing
    return found
