"""All detectors on one text. They are imported when the first text is searched: their patterns take long to make."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from lianhu.personal.checksums import is_check_code
from lianhu.personal.found import Found
from lianhu.personal.plain import plain

# Ids, posts and places stand in thousands of records, and a preview searches the whole town at every save.
KEPT = 1 << 16

Search: TypeAlias = Callable[[str], Iterator[Found]]


class _Searches(NamedTuple):
    is_mere_id: Callable[[str], bool]
    numbers: Search
    accounts: Search
    hidden: Search
    phrases: Search


@functools.lru_cache(maxsize=KEPT)
def found_in(text: str) -> tuple[Found, ...]:
    """What stands in the text, in its order; each value once a place. What is not sure is a question (`Found`)."""
    searches = _searches()
    if searches.is_mere_id(text) or is_check_code(text):
        return ()
    simple = plain(text)
    return _in_order((*_numbers(simple), *searches.phrases(simple)))


def is_personal(text: str) -> bool:
    """Whether something in the text is surely somebody's. What is asked is for people to decide, not for a door."""
    return any(found.is_sure for found in found_in(text))


def numbers_found_in(text: str) -> tuple[Found, ...]:
    """The numbers, accounts and plates alone (`NUMBERS`), as `found_in` gives them."""
    return _in_order(_numbers(plain(text)))


def written_numbers_in(text: str) -> tuple[Found, ...]:
    """Of these what is surely a person's and written as such: `found_in` finds it too, and more that is disguised."""
    return _in_order(found for found in _written(plain(text)) if found.is_sure)


@functools.cache
def _searches() -> _Searches:
    from lianhu.personal import accounts, disguises, ids, numbers, phrases

    return _Searches(ids.is_mere_id, numbers.numbers_in, accounts.accounts_in, disguises.hidden_in, phrases.phrases_in)


def _numbers(simple: str) -> tuple[Found, ...]:
    written, hidden = _written(simple), tuple(_searches().hidden(simple))
    return (*written, *(found for found in hidden if not any(_tells(other, found) for other in written)))


def _written(simple: str) -> tuple[Found, ...]:
    searches = _searches()
    return (*searches.numbers(simple), *searches.accounts(simple))


def _tells(written: Found, hidden: Found) -> bool:
    """Whether what is written tells already what a closer look finds at its place."""
    overlap = written.start < hidden.end and hidden.start < written.end
    return overlap and (written.detector == hidden.detector or len(written.value) >= len(hidden.value))


def _in_order(sightings: Iterable[Found]) -> tuple[Found, ...]:
    found: list[Found] = []
    ends: dict[str, int] = {}
    for sighting in sorted(set(sightings)):
        if sighting.start >= ends.get(sighting.detector, 0):
            ends[sighting.detector] = sighting.end
            found.append(sighting)
    return tuple(found)


def masked(text: str) -> str:
    """The text with every number, account and plate masked; as it is where there is none."""
    simple = plain(text)
    found = _in_order(_numbers(simple))
    if not found:
        return text
    for sighting in reversed(found):
        simple = f"{simple[: sighting.start]}{sighting.masked}{simple[sighting.end :]}"
    return simple
