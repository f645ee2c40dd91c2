"""What a change of a record touches: only words, facts, or who may do what.

Words are texts that people write and nobody counts; a code, number, day, name or post is a fact, and so is an entry
more or less. Who may: who edits which records, and what a person agrees to have shown. Whether a figure moves is asked
of the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from lianhu.town import corrections
from lianhu.town.consent import CONSENT
from lianhu.town.corrections import CORRECTIONS
from lianhu.town.redactions import REDACTIONS
from lianhu.town.schemas import Kind, holds_words, is_a_persons_name

Nature = Literal["who_may", "facts", "words"]

WHO_EDITS = "editors"
# Texts that say who or what something is.
NAMES = frozenset({"name", "post", "responsible_post", "to_post"})


def natures(kind: Kind, before: Any, after: Any) -> frozenset[Nature]:
    """What differs between two states of a record, as plain data; None where there is none. Empty: nothing public."""
    if kind.name == WHO_EDITS:
        return frozenset({"who_may"})
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return frozenset({"facts"})
    old, new = (_corrected(state) for state in (before, after))
    return frozenset(_natures(kind.schema, old, new))


def _corrected(state: Mapping[str, Any]) -> Mapping[str, Any]:
    """With its corrections in place and without the lists that tell of them: a correction is what it corrects."""
    return {key: value for key, value in corrections.applied(state).items() if key not in (CORRECTIONS, REDACTIONS)}


def _natures(schema: Mapping[str, Any], old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Nature]:
    for key in sorted({*old, *new}):
        inner = schema.get("properties", {}).get(key, {})
        if old.get(key) != new.get(key):
            if key == CONSENT:
                yield "who_may"
            else:
                yield from _of_value(key, inner, old.get(key), new.get(key))


def _of_value(key: str, schema: Mapping[str, Any], old: Any, new: Any) -> Iterator[Nature]:
    if "properties" in schema and isinstance(old or {}, Mapping) and isinstance(new or {}, Mapping):
        yield from _natures(schema, old or {}, new or {})
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            if one != other:
                yield from _of_value(key, schema.get("items", {}), one, other)
    elif schema.get("x-publish") != "internal":
        yield "words" if key not in NAMES and _is_words(schema) else "facts"


def _is_words(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "string" and not is_a_persons_name(schema) and holds_words(schema)
