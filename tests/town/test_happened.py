"""What tells of something that happened is marked in the schemas: late entry is seen everywhere (R28; G5; G6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from lianhu.reading.document import Location
from lianhu.town import happened, schemas
from lianhu.town.schemas import Schemas

SCHEMAS = schemas.load()
WHEN = "when something holds, not when it happened: who sets it says so in advance, and no figure counts its entry"
UNIT = "a unit's days are decided by the town before they come"
OFFICE = "who holds an office; what that changes in days that are over `diff` and `/changes/` tell"
OWN = "taking consent back waits for nobody and needs no reason"
EARLIER = "what held until a day; `what_held_before_today_stays` judges it"
PLANNED = "a day that is planned, due or agreed"
SETTING = "the town's own statement"

# Days that tell of nothing that happened, by how their places end, each with the reason.
OTHERS = {
    ("days_off", "*", "from"): SETTING,
    ("days_off", "*", "to"): SETTING,
    ("working_days", "*"): SETTING,
    ("assessed_on",): SETTING,
    ("records_since",): SETTING,
    ("declared_on",): SETTING,
    ("since",): f"{WHEN}; {UNIT}; {OFFICE}",
    ("until",): f"{WHEN}; {UNIT}; {OFFICE}; {EARLIER}",
    ("terms", "*", "end"): PLANNED,
    ("chosen", "date"): "told with the term, which counts from its start",
    ("due_on",): PLANNED,
    ("look_again_on",): PLANNED,
    ("filled_by",): PLANNED,
    ("expires_on",): PLANNED,
    ("overrides", "*", "date"): PLANNED,
    ("service_days", "*", "date"): PLANNED,
    ("withdrawn_on",): OWN,
}


def days(schema: Mapping[str, Any], at: Location = ()) -> Iterator[tuple[Location, bool]]:
    """Every place of a day, and whether the mapping around it is marked with it."""
    marks = {schema.get(happened.HAPPENED), schema.get(happened.ENTERED)}
    for name, inner in schema.get("properties", {}).items():
        if inner.get("format") == "date":
            yield (*at, name), name in marks
        yield from days(inner, (*at, name))
    if "items" in schema:
        if schema["items"].get("format") == "date":
            yield (*at, "*"), False
        yield from days(schema["items"], (*at, "*"))


def is_listed(at: Location) -> bool:
    return any(at[-len(end) :] == end for end in OTHERS)


@pytest.mark.parametrize("kind", SCHEMAS.kinds)
def test_a_day_is_that_of_what_happened_or_listed_with_a_reason(kind: str) -> None:
    neither = [at for at, is_marked in days(SCHEMAS.kinds[kind].schema) if not is_marked and not is_listed(at)]
    assert not neither, "mark the mapping around it with x-happened (or x-entered), or say in OTHERS why not"
    both = [at for at, is_marked in days(SCHEMAS.kinds[kind].schema) if is_marked and is_listed(at)]
    assert not both, "marked, so take it out of OTHERS"


def test_no_reason_is_left_over() -> None:
    found = [at for kind in SCHEMAS.kinds.values() for at, _ in days(kind.schema)]
    assert [end for end in OTHERS if not any(at[-len(end) :] == end for at in found)] == []


def marked(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if happened.HAPPENED in schema:
        yield schema
    for inner in (*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])):
        yield from marked(inner)


@pytest.mark.parametrize("kind", SCHEMAS.kinds)
def test_what_happened_can_say_that_it_was_recorded_late(kind: str) -> None:
    for schema in marked(SCHEMAS.kinds[kind].schema):
        keys = schema["properties"]
        assert keys[happened.LATE]["title"] == "补记原因"
        assert happened.WITH not in schema or schema[happened.WITH] in keys


def told(schemas: Schemas, kind: str, data: Any) -> list[tuple[Location, str]]:
    found = happened.happenings(schemas.kinds[kind], data)
    return [(one.at, one.day.isoformat()) for one in found if one.day > date.min]


def test_a_meeting_has_happened_when_it_says_who_came() -> None:
    planned = {"id": "heping-2026-11-27-training", "date": "2026-11-27"}
    assert told(SCHEMAS, "meeting", planned) == []
    assert told(SCHEMAS, "meeting", {**planned, "attendance": {}}) == [((), "2026-11-27")]


def test_an_award_has_the_day_of_its_review() -> None:
    review = {"date": "2026-04-10", "awards": [{"representative": "heping-g01-r02"}]}
    assert told(SCHEMAS, "review", review) == [((), "2026-04-10"), (("awards", 0), "2026-04-10")]


def test_an_order_and_its_delivery_happened_each_on_its_day() -> None:
    order = {"number": 1, "placed_on": "2026-10-09", "delivery": {"date": "2026-10-12"}}
    assert told(SCHEMAS, "service_day", {"date": "2026-10-12", "orders": [order]}) == [
        (("orders", 0), "2026-10-09"),
        (("orders", 0, "delivery"), "2026-10-12"),
    ]


@pytest.mark.parametrize("data", [None, [], {"visits": None}, {"visits": [None, {"date": "gestern"}, {"date": 3}]}])
def test_what_has_not_its_shape_tells_of_nothing(data: Any) -> None:
    assert told(SCHEMAS, "visit", data) == []
