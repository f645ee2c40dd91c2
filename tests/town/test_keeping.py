"""What stays once it was published: all that is shown, but for a short list with a reason each."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lianhu.changes import kept
from lianhu.town import keeping, schemas

KINDS = schemas.load().kinds


def old(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema as it was written before: what is kept is marked by hand, and here that is the events alone."""
    before: dict[str, Any] = copy.deepcopy({**schema})
    for name, part in before["properties"].items():
        part.pop("x-kept", None)
        if name == "events":
            part["x-kept"] = "whole"
    return before


def issue(**values: Any) -> dict[str, Any]:
    return {"title": "路灯不亮", "events": [{"stage": "discovered"}], **values}


def places(kind: schemas.Kind, after: Any) -> list[tuple[str | int, ...]]:
    return [loss.at for loss in kept.losses(kind, issue(), after)]


def test_what_is_shown_stays_without_a_mark() -> None:
    kind = KINDS["issue"]
    assert places(kind, issue(title="灯亮着")) == [("title",)]
    assert places(kind, issue(reference="12345")) == [], "what is not shown, and was not there"
    assert places(kind, issue(due_on="2026-12-31")) == [], "a key that a record did not have is growth"
    assert places(kind, issue(events=[{"stage": "discovered", "note": "补写"}])) == [("events", 0, "note")]


def test_an_old_schema_promises_what_it_marked() -> None:
    """What was published under it was changed by right: the manifest's own commit says what it kept."""
    schema = old(schemas.load().kinds["issue"].schema)
    assert keeping.marked(schema) is schema
    kind = replace(KINDS["issue"], schema=schema)
    assert places(kind, issue(title="灯亮着")) == []
    assert places(kind, issue(events=[{"stage": "reported"}])) == [("events", 0, "stage")]


def test_a_mapping_is_whole_when_nothing_in_it_may_change() -> None:
    meeting, village = KINDS["meeting"], KINDS["village"]
    attended: dict[str, Any] = {"attendance": {"households": 12}}
    more = {"attendance": {"households": 12, "group_heads": 3}}
    assert [loss.at for loss in kept.losses(meeting, attended, more)] == [("attendance", "group_heads")]
    assert not [*kept.losses(meeting, {}, attended)], "a planned meeting was held"
    assert [loss.how for loss in kept.losses(village, {"areas": [{"id": "a", "name": "东片"}]}, {"areas": []})] == [
        "removed"
    ]


def test_a_consent_is_followed_though_nobody_sees_it() -> None:
    """Its steps stay, and each is completed with the day on which it is withdrawn."""
    kind = KINDS["representative"]
    given = {"given_on": "2026-01-12", "web": False, "wall": True}
    ended = {**given, "withdrawn_on": "2026-07-01"}
    again = {**ended, "again": [{**given, "given_on": "2026-11-20"}]}

    def lost(before: Any, after: Any) -> list[tuple[str | int, ...]]:
        states = ({"consent": {"name": step} if step else {}} for step in (before, after))
        return [loss.at[1:] for loss in kept.losses(kind, *states)]

    assert not lost(None, given) and not lost(given, ended) and not lost(ended, again)
    assert lost(given, {**given, "web": True}) == [("name", "web")]
    assert lost(ended, given) == [("name", "withdrawn_on")]
    assert lost(again, ended) == [("name", "again")]
    assert lost(given, None) == [("name",)]
    assert not lost(ended, {**ended, "withdrawn_on": "2026-06-01"}), "sooner: whether it has come is asked elsewhere"
    assert lost(ended, {**ended, "withdrawn_on": "2026-08-01"}) == [("name", "withdrawn_on")]
