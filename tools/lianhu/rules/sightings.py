"""What the detectors find in a record, and at which place: in every text that its schema leaves open."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from weakref import WeakKeyDictionary

from lianhu.personal import Found, found_across, found_in, may_break_off
from lianhu.reading.document import Document, Location
from lianhu.town import marks
from lianhu.town.register import Register
from lianhu.town.schemas import EACH, Filed, Kind, values_at

# A value that fits its pattern and is none of these can hold nothing personal; where one fits, texts are searched.
PROBES = (
    "11010519491231002X",
    "a13800138000",
    "A13800138000",
    "QQ12345678",
    "https://example.org/13800138000",
    "13800138000",
    "6222021001122334455",
    "a@b.cn",
    "湘A12345",
    "张三家门口",
    "张三举报",
)
IN_WORDS = "卡号 6222，"  # who may write this may go on in the next field; an id has a form
OF_ITS_OWN = ("phone",)  # keys with a form and a consent of their own
# What these kinds hold are rules of conduct: a list of forbidden acts names what it forbids.
RULE_BOOKS = frozenset(
    ("categories", "duties", "incentives", "procedure", "review", "roles", "selection_criteria", "town", "village")
)
FILE_NAME: Location = ()
NAME = "private_name"
_TEXT, _OF_A_FORM = "text", "of a form"


@dataclass(frozen=True)
class Sighting:
    """Something found in a record: `at` is the place of the text, the empty place the file's own name."""

    document: Filed
    at: Location
    found: Found

    @property
    def path(self) -> str:
        return self.document.path


_SEEN: WeakKeyDictionary[Register, tuple[Sighting, ...]] = WeakKeyDictionary()


def sightings(register: Register) -> tuple[Sighting, ...]:
    """What the detectors find where it may not stand, what is public or excused not taken out; searched once a
    register."""
    if register not in _SEEN:
        _SEEN[register] = tuple(sightings_in(register, register.documents))
    return _SEEN[register]


def sightings_in(register: Register, documents: Iterable[Filed]) -> Iterator[Sighting]:
    """The same of some documents of the register."""
    for document in documents:
        for at, found in register.once(found_in_record, document):
            if document.kind.name not in RULE_BOOKS or (found.is_sure and found.detector != "accusation"):
                yield Sighting(document, at, found)


def found_in_record(document: Filed) -> tuple[tuple[Location, Found], ...]:
    """What the detectors find in a document of its kind's shape, by itself; `at` as in `Sighting`."""
    return tuple(_found_in(document))


def _found_in(document: Filed) -> Iterator[tuple[Location, Found]]:
    """The same. Hardly a document holds anything: its texts are searched without their places first."""
    yield from ((FILE_NAME, found) for found in found_in(document.path))
    places, plan = _room(document.kind)
    texts = marks.gathered(document.data, plan)
    if any(found_in(str(text)) for text in texts[_TEXT] | texts[_OF_A_FORM]):
        for place in places:
            named = place in document.kind.names
            for at, text in values_at(document.data, place):
                # Where a name stands, others ask whose it is and whether it is shown.
                yield from ((at, found) for found in found_in(str(text)) if not (named and found.detector == NAME))
    if any(may_break_off(str(text)) for text in texts[_TEXT]):
        yield from _found_across(document, [place for place, mark in places.items() if mark == _TEXT])


def _found_across(document: Filed, places: Iterable[Location]) -> Iterator[tuple[Location, Found]]:
    """What is broken over two neighbours of one entry, at the place of the first."""
    entries: dict[Location, list[tuple[Location, str]]] = defaultdict(list)
    for at, text in (each for place in places for each in values_at(document.data, place)):
        entries[at[:-1]].append((at, str(text)))
    for texts in entries.values():
        for (at, first), (_, second) in pairwise(texts):
            yield from ((at, found) for found in found_across(first, second))


@functools.lru_cache(maxsize=64)  # some twenty kinds, and those of a proposal
def _room(kind: Kind) -> tuple[Mapping[Location, str], marks.Plan]:
    """Where values of the kind leave room for personal data, as places and as a plan; ids have a form."""
    places = dict(_free_texts(kind.schema))
    return places, marks.plan(places.items())


def _free_texts(schema: Mapping[str, Any], at: Location = ()) -> Iterator[tuple[Location, str]]:
    if "properties" in schema:
        for key, value in schema["properties"].items():
            if key not in OF_ITS_OWN:
                yield from _free_texts(value, (*at, key))
    elif "items" in schema:
        yield from _free_texts(schema["items"], (*at, EACH))
    elif _is_free_text(schema):
        yield at, _TEXT if re.search(schema.get("pattern", ""), IN_WORDS) else _OF_A_FORM


def _is_free_text(schema: Mapping[str, Any]) -> bool:
    if "string" not in schema.get("type", ()) or "enum" in schema:
        return False
    return "pattern" not in schema or any(re.search(schema["pattern"], probe) for probe in PROBES)


def found_anywhere(document: Document, kind: Kind | None) -> Iterator[tuple[Location, Found]]:
    """What the detectors find in a document that need not have the shape of its kind; `at` as in `Sighting`.

    A phone may be an office's: only the whole register knows. Accusations and questions are left to the rules.
    """
    yield from ((FILE_NAME, found) for found in found_in(document.path) if found.is_sure)
    for at, value in document.values():
        schema = kind.at(at) if kind else {}
        if isinstance(value, str) and (not schema or _is_free_text(schema)):
            surely = (found for found in found_in(value) if found.is_sure)
            yield from ((at, found) for found in surely if found.detector != "accusation")
