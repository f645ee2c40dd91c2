"""All detectors on one text."""

from __future__ import annotations

import functools

from lianhu.personal.found import NUMBERS, Found
from lianhu.personal.numbers import numbers_in
from lianhu.personal.phrases import phrases_in
from lianhu.personal.plain import plain

# Ids, posts and places stand in thousands of records, and a preview searches the whole town at every save.
KEPT = 1 << 16


@functools.lru_cache(maxsize=KEPT)
def found_in(text: str) -> tuple[Found, ...]:
    """What stands in the text, in its order; each value once a place."""
    return _found(plain(text))


def _found(simple: str) -> tuple[Found, ...]:
    found: list[Found] = []
    ends: dict[str, int] = {}
    for sighting in sorted({*numbers_in(simple), *phrases_in(simple)}):
        if sighting.start >= ends.get(sighting.detector, 0):
            ends[sighting.detector] = sighting.end
            found.append(sighting)
    return tuple(found)


def masked(text: str) -> str:
    """The text with every number, account and plate masked; as it is where there is none."""
    simple = plain(text)
    found = [sighting for sighting in _found(simple) if sighting.detector in NUMBERS]
    if not found:
        return text
    for sighting in reversed(found):
        simple = f"{simple[: sighting.start]}{sighting.masked}{simple[sighting.end :]}"
    return simple
