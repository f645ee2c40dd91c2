"""What a town's own schemas promise: never less than Lianhu's, whoever loosens them, in one step or in two."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianhu.town import promises, schemas
from lianhu.town.promises import STRENGTHS, loosened, upheld

KINDS = schemas.load().kinds
SAID: dict[str, st.SearchStrategy[Any]] = {
    "x-publish": st.sampled_from(["web", "wall", "internal"]),
    "x-kept": st.sampled_from(["entries", "whole"]),
    "x-dated": st.sampled_from(["value", "entries"]),
    "x-territory": st.sampled_from(["village", "town"]),
    "x-happened": st.sampled_from(["date", "given_on"]),
    "x-happened-with": st.sampled_from(["attendance", "activities"]),
    "x-entered": st.just("date"),
    "additionalProperties": st.booleans(),
}
MARKS = st.fixed_dictionaries({}, optional=SAID)


def mapping(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    properties = st.dictionaries(st.sampled_from("abc"), inner, min_size=1)
    return st.builds(lambda marks, properties: {**marks, "properties": properties}, MARKS, properties)


def listed(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(lambda marks, items: {**marks, "items": items}, MARKS, inner)


SCHEMAS = st.recursive(MARKS, lambda inner: mapping(inner) | listed(inner), max_leaves=6)


def test_every_keyword_of_promises_is_tried() -> None:
    assert SAID.keys() == STRENGTHS.keys()


@given(SCHEMAS, SCHEMAS)
def test_nothing_is_promised_less(own: Any, lianhus: Any) -> None:
    """However a town writes its schema, Lianhu's promise holds, and its own where that is stronger."""
    held = upheld(own, lianhus)
    assert not list(loosened(held, lianhus))
    assert not [one for one in loosened(held, own) if is_weaker(one)]
    assert upheld(held, lianhus) == held and upheld(own, own) is own


def is_weaker(one: promises.Loosened) -> bool:
    """Of two promises that are as strong and not the same (another key of the day) Lianhu's holds."""
    strength = STRENGTHS.get(one.keyword)
    return strength is None or strength(one.now) < strength(one.was)


def places(schema: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield at, schema
    for name, inner in schema.get("properties", {}).items():
        yield from places(inner, (*at, name))
    if "items" in schema:
        yield from places(schema["items"], (*at, "*"))


@pytest.mark.parametrize("kind", KINDS)
def test_each_promise_that_is_taken_away_is_seen(kind: str) -> None:
    """Every keyword at every place of every kind, one at a time; then the loosened schema is upheld again."""
    whole = KINDS[kind].schema
    tried = 0
    for at, part in places(whole):
        for keyword in ("x-kept", "x-happened", "x-entered", "x-dated", "additionalProperties"):
            if keyword in part:
                loose = without(whole, at, keyword)
                assert [(one.at, one.keyword) for one in loosened(loose, whole)] == [(at, keyword)]
                assert upheld(loose, whole) == whole
                tried += 1
    assert tried


def without(schema: Any, at: tuple[str, ...], keyword: str) -> Any:
    loose = copy.deepcopy(schema)
    here = loose
    for step in at:
        here = here["items"] if step == "*" else here["properties"][step]
    del here[keyword]
    return loose
