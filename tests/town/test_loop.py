"""The closed loop: every pair of events against a table of its own, the states, and the progress bar."""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Any

import pytest

from lianhu.town import loop
from lianhu.town.kinds import Event, Issue
from lianhu.words.terms import STATES, TERMS

# Written down from the seed's 发现、反映、解决、反馈 (R28) and domain.md section 4, not from the code:
# nothing is skipped, nothing is closed before the residents were told, a dispute opens again, and so does a wrong end.
# Rows come before, columns after; o is allowed.
MATRIX = """
                dis rep ass esc def res exp fed clo dsp reo not dup
(beginning)      o   .   .   .   .   .   .   .   .   .   .   .   .
discovered       .   o   .   .   .   .   .   .   .   .   .   .   .
reported         .   .   o   o   o   o   o   .   .   .   .   o   o
assigned         .   .   o   o   o   o   o   .   .   .   .   .   o
escalated        .   .   o   o   o   o   o   .   .   .   .   o   o
deferred         .   .   o   o   .   o   o   .   .   .   .   .   .
resolved         .   .   .   .   .   .   .   o   .   .   .   .   .
explained        .   .   .   .   .   .   .   o   .   .   .   .   .
fed_back         .   .   .   .   .   .   .   .   o   o   .   .   .
closed           .   .   .   .   .   .   .   .   .   o   .   .   .
disputed         .   .   .   .   .   .   o   .   .   .   o   .   .
reopened         .   .   o   o   o   o   o   .   .   .   .   .   .
not_accepted     .   .   .   .   .   .   .   .   .   o   o   .   .
duplicate        .   .   .   .   .   .   .   .   .   .   o   .   .
"""
# The columns' names in full.
EVENTS = (
    *("discovered", "reported", "assigned", "escalated", "deferred", "resolved", "explained", "fed_back"),
    *("closed", "disputed", "reopened", "not_accepted", "duplicate"),
)
PAIRS = [
    (row.split()[0], after, mark == "o")
    for row in MATRIX.strip().splitlines()[1:]
    for after, mark in zip(EVENTS, row.split()[1:], strict=True)
]


def issue(*stages: str, **changes: Any) -> Issue:
    """An issue with one event a day from 2 March 2026."""
    events = tuple(
        Event(stage=stage, date=datetime.date(2026, 3, 2) + datetime.timedelta(days=n), by="group_head")
        for n, stage in enumerate(stages)
    )
    given: dict[str, Any] = {
        "id": "heping-g01-2026-0001",
        "title": "路灯不亮",
        "kind": "help_request",
        "category": "street_light",
        "source": "visit",
        "responsible_post": "村电工",
        "events": events,
    }
    return Issue(**{**given, **changes})


@pytest.mark.parametrize(("before", "after", "allowed"), PAIRS, ids=lambda value: str(value))
def test_what_may_follow(before: str, after: str, allowed: bool) -> None:
    assert (after in loop.may_follow(None if before == "(beginning)" else before)) == allowed


@pytest.mark.parametrize("satisfaction", ["unreachable", "not_rated", "satisfied", "very_dissatisfied", None])
def test_who_was_not_reached_is_asked_again(satisfaction: str | None) -> None:
    expected = ("closed", "disputed", *(["fed_back"] if satisfaction == "unreachable" else []))
    assert loop.may_follow("fed_back", satisfaction) == expected
    assert loop.may_follow("followed_up", satisfaction) == ("followed_up", "disputed"), "as often as one likes"


def test_the_table_knows_every_event_of_the_schema(town_schemas: Any) -> None:
    stages = town_schemas.kinds["issue"].at(("events", 0, "stage"))["enum"]
    assert set(stages) == {*EVENTS, "supervised", "followed_up"} == set(loop.STEPS)
    assert set(stages) <= set(TERMS)
    assert {step.state for step in loop.STEPS.values()} == set(STATES)


def test_every_way_to_closed_leads_over_feedback() -> None:
    """Walks all ways of up to nine events: none reaches `closed` without the four stages in order."""

    def walk(way: tuple[str, ...]) -> None:
        if way and way[-1] == "closed":
            stages = [{"explained": "resolved"}.get(stage, stage) for stage in way]
            assert [stages.index(stage) for stage in loop.STAGES] == sorted(stages.index(s) for s in loop.STAGES), way
            return
        if len(way) < 9:
            for follower in loop.may_follow(way[-1] if way else None):
                walk((*way, follower))

    walk(())


def test_nothing_waits_for_ever() -> None:
    """From every event there is a way on to an end."""
    ends = {"closed", "duplicate", "not_accepted"}
    for start in EVENTS:
        seen, todo = set(), [start]
        while todo:
            event = todo.pop()
            todo += [follower for follower in loop.may_follow(event) if follower not in seen]
            seen.add(event)
        assert seen & ends, start


@pytest.mark.parametrize(
    ("stages", "state", "is_open"),
    [
        (("discovered",), "registered", True),
        (("discovered", "reported"), "registered", True),
        (("discovered", "reported", "assigned"), "in_progress", True),
        (("discovered", "reported", "escalated"), "in_progress", True),
        (("discovered", "reported", "deferred"), "deferred", True),
        (("discovered", "reported", "resolved"), "resolved", True),
        (("discovered", "reported", "explained"), "explained", True),
        (("discovered", "reported", "resolved", "fed_back"), "fed_back", True),
        (("discovered", "reported", "resolved", "fed_back", "closed"), "closed", False),
        (("discovered", "reported", "resolved", "fed_back", "closed", "disputed"), "in_progress", True),
        (("discovered", "reported", "resolved", "fed_back", "disputed", "reopened"), "in_progress", True),
        (("discovered", "reported", "not_accepted"), "not_accepted", False),
        (("discovered", "reported", "duplicate"), "duplicate", False),
        (("discovered", "reported", "not_accepted", "reopened"), "in_progress", True),
        (("discovered", "reported", "duplicate", "reopened"), "in_progress", True),
    ],
    ids=lambda value: value[-1] if isinstance(value, tuple) else str(value),
)
def test_state(stages: tuple[str, ...], state: str, is_open: bool) -> None:
    assert all(after in loop.may_follow(before) for before, after in pairwise((None, *stages)))
    assert (loop.state(issue(*stages)), loop.is_open(issue(*stages))) == (state, is_open)


def bar(one: Issue) -> str:
    """The progress bar as text: the day of March each stage was reached, ? what is awaited, - what lies ahead."""
    return " ".join(
        str(step.reached_on.day) if step.reached_on else "?" if step.current else "-" for step in loop.progress(one)
    )


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        ("discovered", "2 ? - -"),
        ("discovered reported", "2 3 ? -"),
        ("discovered reported assigned escalated", "2 3 ? -"),
        ("discovered reported assigned resolved", "2 3 5 ?"),
        ("discovered reported explained", "2 3 4 ?"),
        ("discovered reported resolved fed_back", "2 3 4 5"),
        ("discovered reported resolved fed_back closed", "2 3 4 5"),
        ("discovered reported resolved fed_back disputed", "2 3 ? -"),
        ("discovered reported resolved fed_back disputed reopened", "2 3 ? -"),
        ("discovered reported resolved fed_back disputed reopened resolved", "2 3 8 ?"),
        ("discovered reported resolved fed_back disputed explained", "2 3 7 ?"),
        ("discovered reported resolved fed_back closed disputed reopened resolved fed_back closed", "2 3 9 10"),
        ("discovered reported not_accepted", "2 3 - -"),
        ("discovered reported duplicate", "2 3 - -"),
        ("discovered reported duplicate reopened", "2 3 ? -"),
        ("discovered reported not_accepted reopened resolved", "2 3 6 ?"),
        ("discovered reported resolved fed_back fed_back", "2 3 4 6"),
    ],
)
def test_progress(stages: str, expected: str) -> None:
    assert bar(issue(*stages.split())) == expected


def test_level_and_post_are_the_last_ones_named() -> None:
    day = datetime.date(2026, 3, 2)
    assert loop.level(issue("discovered", "reported")) == "group"
    assert loop.responsible_post(issue("discovered")) == "村电工"
    events = (
        Event(stage="escalated", date=day, by="group_head", to_level="village", to_post="村委会"),
        Event(stage="assigned", date=day, by="village_officer", to_post="镇城建办"),
        Event(stage="escalated", date=day, by="village_officer", to_level="town"),
    )
    one = issue(events=events)
    assert (loop.level(one), loop.responsible_post(one)) == ("town", "镇城建办")


def test_first_and_last() -> None:
    one = issue("discovered", "reported", "resolved", "fed_back", "disputed", "reopened", "resolved")
    first, last = loop.first(one, "resolved", "explained"), loop.last(one, "resolved", "explained")
    assert first and last
    assert (first.date.day, last.date.day) == (4, 8)
    assert loop.first(one, "closed") is loop.last(one, "closed") is None
