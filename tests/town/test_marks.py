"""What is gathered of a document without its places is what stands at them."""

from __future__ import annotations

from collections import defaultdict

from lianhu.reading.document import Location
from lianhu.town.marks import gathered, plan
from lianhu.town.register import Register
from lianhu.town.schemas import Filed, values_at


def one_by_one(document: Filed, places: tuple[tuple[Location, str], ...]) -> dict[str, set[object]]:
    found = defaultdict(set)
    for pattern, mark in places:
        for _, value in values_at(document.data, pattern):
            found[mark].add(value)
    return found


def test_what_is_gathered_stands_at_the_places(town_register: Register) -> None:
    for document in town_register.documents:
        kind = document.kind
        for places in (kind.references, tuple((at, "day") for at in kind.days)):
            assert gathered(document.data, plan(places)) == one_by_one(document, places)


def test_a_plan_has_a_branch_for_each_step() -> None:
    places = [(("a", "*", "b"), "x"), (("a", "*", "c"), "y"), (("d", "*"), "x")]
    assert plan(places) == {"a": [{"b": "x", "c": "y"}], "d": ["x"]}
    assert gathered({"a": [{"b": 1}, {"b": 2, "c": 3}], "d": [4], "e": 5}, plan(places)) == {"x": {1, 2, 4}, "y": {3}}
    assert gathered({}, plan([])) == {}
