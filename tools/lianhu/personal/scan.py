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
    for one in sorted({*numbers_in(simple), *phrases_in(simple)}):
        if one.start >= ends.get(one.detector, 0):
            ends[one.detector] = one.end
            found.append(one)
    return tuple(found)


def masked(text: str) -> str:
    """The text with every number, account and plate masked; as it is where there is none."""
    simple = plain(text)
    found = [one for one in _found(simple) if one.detector in NUMBERS]
    if not found:
        return text
    for one in reversed(found):
        simple = f"{simple[: one.start]}{one.masked}{simple[one.end :]}"
    return simple
