"""The closed loop: every pair of events against a table of its own, the states, and the progress bar."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from lianhu.town import loop
from lianhu.town.kinds import Event, Issue
from lianhu.words.terms import STATES, TERMS

# Written down from the seed's 发现、反映、解决、反馈 (R28) and domain.md section 4, not from the code:
# nothing is skipped, nothing is closed before the residents were told, a dispute opens again, and so does a wrong end.
# Rows come before, columns after; o is allowed.
# A row with `+` stands for the feedback of that answer: what may come next depends on what was told.
MATRIX = """
                dis rep als ass esc sup def gat res exp fed clo fol dsp reo not dup
(beginning)      o   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
discovered       .   o   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
reported         .   .   o   o   o   o   o   o   o   o   .   .   .   .   .   o   o
assigned         .   .   o   o   o   o   o   o   o   o   .   .   .   .   .   o   o
escalated        .   .   o   o   o   o   o   o   o   o   .   .   .   .   .   o   o
supervised       .   .   o   o   o   o   o   o   o   o   .   .   .   .   .   o   o
deferred         .   .   o   o   o   o   .   o   o   o   .   .   .   .   .   .   .
gathered         .   .   o   .   .   .   .   .   .   .   o   .   .   .   o   .   .
gathered+        .   .   o   .   .   .   .   .   .   .   .   o   .   o   .   .   .
resolved         .   .   o   .   .   .   .   .   .   .   o   .   .   .   .   .   .
resolved+        .   .   o   .   .   .   .   .   .   .   .   o   .   o   .   .   .
explained        .   .   o   .   .   .   .   .   .   .   o   .   .   .   .   .   .
explained+       .   .   o   .   .   .   .   .   .   .   .   o   .   o   .   .   .
closed           .   .   .   .   .   .   .   .   .   .   .   .   o   o   .   .   .
followed_up      .   .   .   .   .   .   .   .   .   .   .   .   o   o   .   .   .
disputed         .   .   o   .   .   .   .   .   .   o   .   .   .   .   o   .   .
reopened         .   .   o   o   o   o   o   o   o   o   .   .   .   .   .   .   .
not_accepted     .   .   o   .   .   .   .   .   .   .   o   .   .   o   o   .   .
not_accepted+    .   .   .   .   .   .   .   .   .   .   .   .   .   o   o   .   .
duplicate        .   .   o   .   .   .   .   .   .   .   o   .   .   o   o   .   .
duplicate+       .   .   .   .   .   .   .   .   .   .   .   .   .   o   o   .   .
"""
# The columns' names in full.
EVENTS = (
    *("discovered", "reported", "also_reported", "assigned", "escalated", "supervised", "deferred", "gathered"),
    *("resolved", "explained", "fed_back", "closed", "followed_up", "disputed", "reopened", "not_accepted"),
    "duplicate",
)
# The shortest way to each row; `!` is feedback that reached nobody, `+` in a row is feedback that did.
FED = "discovered reported resolved fed_back"
WAYS = {
    "(beginning)": "",
    "discovered": "discovered",
    "reported": "discovered reported",
    "closed": f"{FED} closed",
    "followed_up": f"{FED} closed followed_up",
    "disputed": f"{FED} disputed",
    "reopened": f"{FED} disputed reopened",
}
PAIRS = [
    (row.split()[0], after, mark == "o")
    for row in MATRIX.strip().splitlines()[1:]
    for after, mark in zip(EVENTS, row.split()[1:], strict=True)
]


def issue(*stages: str, **changes: Any) -> Issue:
    """An issue with one event a day from 2 March 2026; feedback with `!` reached nobody."""
    events = tuple(
        Event(
            stage=stage.rstrip("!"),
            date=datetime.date(2026, 3, 2) + datetime.timedelta(days=n),
            by="group_head",
            satisfaction="unreachable" if stage.endswith("!") else None,
            twin="heping-g01-2026-0002" if stage == "duplicate" else None,
            into="heping-g02-2026-0001" if stage == "gathered" else None,
        )
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


def follows(*stages: str) -> tuple[str, ...]:
    return loop.may_follow(issue(*stages).events) if stages else loop.may_follow(())


@pytest.mark.parametrize(("before", "after", "allowed"), PAIRS, ids=lambda value: str(value))
def test_what_may_follow(before: str, after: str, allowed: bool) -> None:
    answer = before.rstrip("+")
    way = WAYS.get(answer, f"discovered reported {answer}") + (" fed_back" if before.endswith("+") else "")
    assert (after in follows(*way.split())) == allowed


@pytest.mark.parametrize("answer", ["resolved", "explained", "gathered", "not_accepted", "duplicate"])
def test_who_was_not_reached_is_told_again_or_disputes(answer: str) -> None:
    unreached = ("discovered", "reported", answer, "fed_back!")
    assert "fed_back" in follows(*unreached)
    assert "disputed" in follows(*unreached)
    assert "closed" not in follows(*unreached)
    assert loop.state(issue(*unreached)) == loop.state(issue(*unreached[:-1])), "nobody was told"
    assert "fed_back" not in follows(*unreached, "fed_back"), "once it was told it is not told again"


def test_that_others_report_it_changes_nothing() -> None:
    way = ("discovered", "reported", "assigned", "resolved", "fed_back", "closed")
    for number in range(2, len(way)):
        joined = (*way[:number], "also_reported")
        assert follows(*joined) == follows(*way[:number])
        assert loop.state(issue(*joined)) == loop.state(issue(*way[:number]))
    assert "also_reported" not in follows(*way), "what is closed is reported anew"


def test_what_was_published_stays_right() -> None:
    """Before, a matter could be closed on feedback that reached nobody; the step refuses it now, the state does not."""
    one = issue("discovered", "reported", "resolved", "fed_back!", "closed")
    assert loop.in_order(one) == len(one.events)
    assert loop.state(one) == "closed"
    assert not loop.was_told(one.events)
    assert loop.in_order(issue("discovered", "reported", "not_accepted", "fed_back!", "closed")) == 4


def test_the_table_knows_every_event_of_the_schema(town_schemas: Any) -> None:
    stages = town_schemas.kinds["issue"].at(("events", 0, "stage"))["enum"]
    assert set(stages) == {*EVENTS} == set(loop.STEPS)
    assert set(stages) <= set(TERMS)
    states = {state for step in loop.STEPS.values() for state in (step.state, step.told) if state}
    assert states == set(STATES)


def test_every_way_out_of_the_figures_leads_over_feedback() -> None:
    """Walks all ways of up to eight events: every one ends in a state, and none ends without its residents told."""

    def walk(way: tuple[str, ...]) -> None:
        state = loop.state(issue(*way))
        assert state in STATES
        if state in loop.ENDS:
            assert loop.was_told(issue(*way).events), way
        if state == "closed":
            last_of = {{"explained": "resolved", "gathered": "resolved"}.get(one, one): n for n, one in enumerate(way)}
            assert sorted(loop.STAGES, key=last_of.__getitem__) == [*loop.STAGES], way
        if len(way) < 8:
            for follower in follows(*way):
                if follower not in ("also_reported", "supervised"):
                    walk((*way, follower))
                if follower == "fed_back" and way[-1] != "fed_back!":
                    walk((*way, "fed_back!"))

    walk(("discovered",))


def test_nothing_waits_for_ever() -> None:
    """From every event there is a way on to an end."""
    starts = [tuple(WAYS.get(event, f"discovered reported {event}").split()) for event in EVENTS if event != "fed_back"]
    for start in starts:
        todo, ended = [start], False
        while todo and not ended:
            way = todo.pop(0)
            ended = loop.state(issue(*way)) in loop.ENDS
            todo += [(*way, follower) for follower in follows(*way) if follower != "also_reported"]
        assert ended, start


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
        (("discovered", "reported", "resolved", "fed_back!"), "resolved", True),
        (("discovered", "reported", "explained", "fed_back!"), "explained", True),
        (("discovered", "reported", "resolved", "fed_back!", "fed_back"), "fed_back", True),
        (("discovered", "reported", "gathered"), "in_progress", True),
        (("discovered", "reported", "gathered", "fed_back"), "fed_back", True),
        (("discovered", "reported", "gathered", "fed_back", "closed"), "closed", False),
        (("discovered", "reported", "gathered", "reopened"), "in_progress", True),
        (("discovered", "reported", "not_accepted"), "not_accepted_untold", True),
        (("discovered", "reported", "duplicate"), "duplicate_untold", True),
        (("discovered", "reported", "not_accepted", "fed_back!"), "not_accepted_untold", True),
        (("discovered", "reported", "not_accepted", "fed_back"), "not_accepted", False),
        (("discovered", "reported", "duplicate", "fed_back"), "duplicate", False),
        (("discovered", "reported", "not_accepted", "fed_back", "disputed"), "in_progress", True),
        (("discovered", "reported", "duplicate", "fed_back", "reopened"), "in_progress", True),
        (("discovered", "reported", "also_reported"), "registered", True),
        (("discovered", "reported", "not_accepted", "reopened"), "in_progress", True),
        (("discovered", "reported", "duplicate", "reopened"), "in_progress", True),
    ],
    ids=lambda value: value[-1] if isinstance(value, tuple) else str(value),
)
def test_state(stages: tuple[str, ...], state: str, is_open: bool) -> None:
    assert loop.in_order(issue(*stages)) == len(stages)
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
        ("discovered reported resolved fed_back!", "2 3 4 ?"),
        ("discovered reported also_reported resolved", "2 3 5 ?"),
        ("discovered reported gathered", "2 3 ? -"),
        ("discovered reported not_accepted", "2 3 - ?"),
        ("discovered reported duplicate", "2 3 - ?"),
        ("discovered reported not_accepted fed_back", "2 3 - 5"),
        ("discovered reported duplicate fed_back", "2 3 - 5"),
        ("discovered reported not_accepted fed_back disputed", "2 3 ? -"),
        ("discovered reported duplicate reopened", "2 3 ? -"),
        ("discovered reported not_accepted reopened resolved", "2 3 6 ?"),
        ("discovered reported resolved fed_back! fed_back", "2 3 4 6"),
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
