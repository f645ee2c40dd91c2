"""What somebody agreed to, item by item (name, photo, phone, background): steps that follow one another.

The first step stands at the item itself, later ones below it under `again`; the last that was given by a day counts.
A step is ended by `withdrawn_on`, and else stays as it was written: the schema keeps all of it (`x-kept`).

Source: Personal Information Protection Law, separate consent (art. 25), withdrawal (15-16).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from lianhu.reading.document import Location
from lianhu.town.schemas import Kind, values_at

CONSENT, AGAIN = "consent", "again"
GIVEN, HOW, BY, WITHDRAWN = "given_on", "how", "by", "withdrawn_on"
SELF = "self"  # who is the person, and enters it

Step: TypeAlias = Mapping[str, Any]


def steps(item: Step, at: Location = ()) -> tuple[tuple[Location, Step], ...]:
    """All that was agreed to of the item at a place, in the order in which it stands there, each with its own place."""
    again = item.get(AGAIN)
    entries = again if isinstance(again, list) else ()
    return ((at, item), *(((*at, AGAIN, number), step) for number, step in enumerate(entries)))


def in_force(item: Step | None, day: date) -> Step | None:
    """The step that counts on a day; None where nothing was agreed to by then, or it is withdrawn."""
    given = [step for _, step in steps(item or {}) if step.get(GIVEN, "9999") <= day.isoformat()]
    if not given:
        return None
    withdrawn = given[-1].get(WITHDRAWN)
    return given[-1] if withdrawn is None or withdrawn > day.isoformat() else None


def every(kind: Kind, data: Any) -> Mapping[Location, Step]:
    """Every step of a record, by its place; the data need not have its shape."""
    placed = (one for at, item in items(kind, data) for one in steps(item, at))
    return {at: step for at, step in placed if isinstance(step, dict) and isinstance(step.get(GIVEN), str)}


def items(kind: Kind, data: Any) -> Iterator[tuple[Location, Step]]:
    """Every item that somebody agreed to in a record of the kind, with its place; the data need not have its shape."""
    for pattern in _places(kind):
        for at, agreed in values_at(data, pattern):
            for key, item in agreed.items() if isinstance(agreed, dict) else ():
                if isinstance(item, dict) and GIVEN in item:
                    yield (*at, key), item


@functools.lru_cache(maxsize=100)
def _places(kind: Kind) -> tuple[Location, ...]:
    """Where consents stand in records of the kind; `*` stands for each entry of a list."""
    return tuple(at for at in kind.places if at[-1:] == (CONSENT,))
