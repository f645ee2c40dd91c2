"""What a schema promises beside the shape of its records: what is hidden, what stays, who may change it, what counts as
having happened.

A town may have schemas of its own. They add to what Lianhu's promise, place by place, and take nothing away: where a
promise is made twice, the stronger one holds (`upheld`). So nothing is gained by loosening a schema, neither in the
same step nor first and used in the next; `loosened` says where somebody tries.

Source: hardening.md T19, A2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from lianhu.reading.document import Location
from lianhu.town.keeping import ENTRIES, MARK, WHOLE

Schema: TypeAlias = Mapping[str, Any]

EACH = "*"  # each item of a list
# How much each keyword promises with a value, None where it is not there: more is stronger.
STRENGTHS: Mapping[str, Callable[[Any], int]] = {
    "x-publish": lambda said: {"web": 0, "wall": 1}.get(said, 2),
    MARK: lambda said: {ENTRIES: 1, WHOLE: 2}.get(said, 0),
    "x-dated": lambda said: said is not None,
    "x-territory": lambda said: said != "village",
    "x-happened": lambda said: said is not None,
    "x-happened-with": lambda said: said is None,
    "x-entered": lambda said: said is not None,
    "additionalProperties": lambda said: said is False,
}
INSIDE = ("properties", "items")  # where places lie inside of a place; without them their promises were lost


@dataclass(frozen=True)
class Loosened:
    """A promise that is weaker than it was: its keyword at a place, what it said (`was`), what it says (`now`)."""

    at: Location
    keyword: str
    was: Any
    now: Any


def loosened(schema: Schema, than: Schema, at: Location = ()) -> Iterator[Loosened]:
    """Where a schema promises less `than` another one, at all places that both know; of what lies inside of such a
    place nothing is told."""
    found = [*_loosened_here(schema, than, at)]
    yield from found
    for step, inner, known in _both(schema, than) if not found else ():
        yield from loosened(inner, known, (*at, step))


def _loosened_here(schema: Schema, than: Schema, at: Location) -> Iterator[Loosened]:
    for keyword, strength in STRENGTHS.items():
        was, now = than.get(keyword), schema.get(keyword)
        is_another = was is not None and now is not None and now != was and strength(now) == strength(was)
        if strength(now) < strength(was) or is_another:
            yield Loosened(at, keyword, was, now)
    for keyword in INSIDE:
        if keyword in than and keyword not in schema:
            yield Loosened(at, keyword, keyword, None)


def upheld(schema: Schema, by: Schema) -> Schema:
    """The schema with the stronger promise of the two at each place that both know."""
    if schema == by:
        return schema
    held = {**schema, **{keyword: by[keyword] for keyword in INSIDE if keyword in by and keyword not in schema}}
    for keyword, strength in STRENGTHS.items():
        stronger = schema if strength(schema.get(keyword)) > strength(by.get(keyword)) else by
        held.pop(keyword, None)
        if keyword in stronger:
            held[keyword] = stronger[keyword]
    for step, inner, known in _both(schema, by):
        if step == EACH:
            held["items"] = upheld(inner, known)
        else:
            held["properties"] = held["properties"] | {step: upheld(inner, known)}
    return held


def _both(schema: Schema, other: Schema) -> Iterator[tuple[str, Schema, Schema]]:
    """The places right inside that both know, with what each says of them."""
    known = other.get("properties", {})
    yield from ((name, inner, known[name]) for name, inner in schema.get("properties", {}).items() if name in known)
    if "items" in schema and "items" in other:
        yield EACH, schema["items"], other["items"]
