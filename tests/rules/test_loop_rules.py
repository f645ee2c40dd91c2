"""The closed loop: every pair of events, every post, and whole ways, written out and not taken from the code."""

from __future__ import annotations

import json
import re
from collections import deque
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from lianhu.reading import yamldoc
from lianhu.reading.document import Document
from lianhu.rules.catalogue import RULES, problems
from lianhu.town import gathering
from lianhu.town.kinds import Issue
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

PATH = "records/villages/heping/issues/2026/g01-2026-0090.yaml"
BEGIN = date(2026, 10, 1)
SERVING = "heping-g01-r01"

# Rows: what happened; columns, in the same order: whether it may come next. Feedback is that of a remedy: what may
# follow the feedback of a refusal or of a duplicate is among the ways of `sequences.yaml`.
FOLLOWS = """
    discovered    . x . . . . . . . . . . . . . . .
    reported      . . x x x x x x x x . . . . . x x
    also_reported . . x x x x x x x x . . . . . x x
    assigned      . . x x x x x x x x . . . . . x x
    escalated     . . x x x x x x x x . . . . . x x
    supervised    . . x x x x x x x x . . . . . x x
    deferred      . . x x x x . x x x . . . . . . .
    gathered      . . x . . . . . . . x . x . . . .
    resolved      . . x . . . . . . . x . . . . . .
    explained     . . x . . . . . . . x . . . . . .
    fed_back      . . x . . . . . . . . x . x . . .
    disputed      . . x . . . . . . x . . x . . . .
    reopened      . . x x x x x x x x . . . . . . .
    closed        . . . . . . . . . . . x . . x . .
    followed_up   . . . . . . . . . . . x . . x . .
    not_accepted  . . x . . . . . . . x x x . . . .
    duplicate     . . x . . . . . . . x x x . . . .
"""

POSTS = (
    "representative",
    "group_head",
    "area_head",
    "village_officer",
    "liaison_cadre",
    "town_office",
    "responsible_post",
)

# Columns, in that order: who may record it.
RECORDED_BY = """
    discovered    x x x x x x .
    reported      x x x x x x .
    also_reported x x x x x x .
    assigned      . x x x . x .
    escalated     . x x x . x .
    supervised    . . x x . x .
    deferred      . x x x . x x
    gathered      . . . x . x .
    resolved      x x . x . x x
    explained     x x . x . x x
    fed_back      x x x x x x .
    disputed      x x x x x x .
    reopened      . x x x . x .
    closed        . x x x . x .
    followed_up   x x x x x x .
    not_accepted  . x x x . x .
    duplicate     x x x x x x .
"""

# What an event must say; of keys in one entry, one is enough.
CARRIES: dict[str, list[dict[str, Any]]] = {
    "also_reported": [{"residents": 3}],
    "gathered": [{"into": "heping-g02-2026-0080"}],
    "assigned": [{"to_post": "村电工"}],
    "escalated": [{"to_level": "area"}, {"reason": "组里无备件"}],
    "supervised": [{"note": "请三天内答复。"}],
    "deferred": [{"reason": "秋收以后再议"}],
    "resolved": [{"outcome": "fixed"}, {"waiver": "现场确认", "evidence": ["g01-2026-0090-1.jpg"]}],
    "explained": [{"note": "冬天不施工。"}],
    "fed_back": [{"satisfaction": "satisfied"}],
    "disputed": [{"note": "又不亮了。"}],
    "reopened": [{"reason": "线路没有修好"}],
    "followed_up": [{"satisfaction": "unreachable"}],
    "not_accepted": [{"reason": "已由人民法院受理"}],
    "duplicate": [{"twin": "heping-g01-2026-0001"}],
}
LEVELS = ("group", "area", "village", "town", "city")


def table(text: str, columns: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The crosses of a table: row by row the names of their columns."""
    rows = [line.split() for line in text.strip().splitlines()]
    return {row[0]: tuple(name for name, mark in zip(columns, row[1:], strict=True) if mark == "x") for row in rows}


STAGES = tuple(line.split()[0] for line in FOLLOWS.strip().splitlines())
MAY_FOLLOW = table(FOLLOWS, STAGES)
MAY_RECORD = table(RECORDED_BY, POSTS)
# The post that records an event where nothing else is said; nobody confirms their own work.
USUAL = {stage: posts[-1] for stage, posts in MAY_RECORD.items()} | {
    "closed": "group_head",
    "fed_back": "liaison_cadre",
}


STRAIGHT = ("reported", "resolved", "fed_back", "closed", "disputed")


def way_to(stage: str) -> list[str]:
    """The shortest legal way from the discovery to `stage`, by a remedy where one is needed."""
    ways = deque([["discovered"]])
    while ways:
        way = ways.popleft()
        if way[-1] == stage:
            return way
        ways.extend([*way, after] for after in MAY_FOLLOW[way[-1]] if after not in way and after in (stage, *STRAIGHT))
    raise AssertionError(f"nothing leads to {stage}")


def event(stage: str, **changes: Any) -> dict[str, Any]:
    """A complete event; a change to None takes a key away."""
    by = changes.get("by", USUAL[stage])
    said = {key: value for keys in CARRIES.get(stage, ()) for key, value in keys.items()}
    if by == "representative":
        said["representative"] = SERVING
    return {key: value for key, value in {"stage": stage, "by": by, **said, **changes}.items() if value is not None}


def events(*stages: str) -> list[dict[str, Any]]:
    """Complete events; what is escalated again goes a level higher."""
    levels = iter(LEVELS[1:])
    return [event(stage, **({"to_level": next(levels)} if stage == "escalated" else {})) for stage in stages]


# The evidence that events of the tables name; whether a photo can be read is not the loop's to say.
PHOTOS = {"records/villages/heping/evidence/g01-2026-0090-1.jpg": b""}


class Loop:
    """The tiny town with one more issue."""

    def __init__(self, town: Register) -> None:
        self.town = town

    def found(self, events: list[dict[str, Any]]) -> list[tuple[str, int]]:
        """What all rules find in an issue with these events, a day apart: the rule and the event, from 0."""
        register, document = self._with(events)
        lines = [document.place_of(("events", number)).line for number in range(len(events))]
        return [
            (one.rule, max(number for number, line in enumerate(lines) if line <= one.line))
            for rule in RULES
            for one in problems(rule, register)
            if one.path == PATH
        ]

    def state(self, events: list[dict[str, Any]]) -> str:
        """The state that pages show of an issue with these events."""
        register, _ = self._with(events)
        one = register.find(Issue, "heping-g01-2026-0090")
        assert one
        return gathering.state(register, one)

    def _with(self, events: list[dict[str, Any]]) -> tuple[Register, Document]:
        dated = [{**one, "date": (BEGIN + timedelta(days=number)).isoformat()} for number, one in enumerate(events)]
        written = yamldoc.read(PATH, issue(dated))[0]
        document = self.town.schemas.filed(written) if written else None
        assert document
        lead = self.town.schemas.filed(answering) if (answering := yamldoc.read(LEAD_PATH, LEAD)[0]) else None
        assert lead
        documents = [*self.town.documents, document, lead]
        return Register(documents, self.town.schemas, self.town.today, PHOTOS), document


def issue(events: list[dict[str, Any]]) -> bytes:
    return written("heping-g01-2026-0090", events)


def written(name: str, events: list[dict[str, Any]]) -> bytes:
    about = {"title": "桥头路灯不亮", "kind": "complaint", "category": "street_light", "source": "visit"}
    data = {"id": name, **about, "responsible_post": "村电工", "events": events}
    return json.dumps(data, ensure_ascii=False, indent=1).encode()  # YAML, too


# What like matters are gathered into: passed up to the village, and resolved on the day on which they are.
LEAD_PATH = "records/villages/heping/issues/2026/g02-2026-0080.yaml"
LEAD = written(
    "heping-g02-2026-0080",
    [
        {"stage": "discovered", "date": "2026-09-20", "by": "group_head"},
        {"stage": "reported", "date": "2026-09-20", "by": "group_head"},
        {"stage": "escalated", "date": "2026-09-21", "by": "group_head", "to_level": "area", "reason": "几个组都有"},
        {"stage": "escalated", "date": "2026-09-21", "by": "area_head", "to_level": "village", "reason": "几个组都有"},
        {"stage": "resolved", "date": "2026-10-03", "by": "village_officer", "outcome": "fixed", "waiver": "现场确认"},
    ],
)


@pytest.fixture(scope="module")
def loop(town_register: Register) -> Loop:
    return Loop(town_register)


def test_the_tables_know_every_stage_and_post_of_the_schema(town_schemas: Schemas) -> None:
    kind = town_schemas.kinds["issue"]
    assert set(STAGES) == set(kind.at(("events", 0, "stage"))["enum"]) == set(MAY_RECORD)
    assert set(POSTS) == set(kind.at(("events", 0, "by"))["enum"])
    assert set(LEVELS[1:]) == set(kind.at(("events", 0, "to_level"))["enum"])


@pytest.mark.parametrize("first", STAGES)
def test_how_an_issue_begins(loop: Loop, first: str) -> None:
    expected = [] if first == "discovered" else [("events_follow_the_loop", 0)]
    found = loop.found(events(first))
    assert [one for one in found if one[0] != "references_resolve"] == expected


@pytest.mark.parametrize("after", STAGES)
@pytest.mark.parametrize("before", STAGES)
def test_which_event_may_follow_which(loop: Loop, before: str, after: str) -> None:
    way = way_to(before)
    expected = [] if after in MAY_FOLLOW[before] else [("events_follow_the_loop", len(way))]
    assert loop.found(events(*way, after)) == expected


@pytest.mark.parametrize("first", ["unreachable", "not_rated", "satisfied"])
def test_feedback_is_given_again_to_whom_nobody_reached(loop: Loop, first: str) -> None:
    """And to nobody else: whoever is content is not asked until she is, and nobody rates a matter twice."""
    way = events(*way_to("fed_back")[:-1])
    expected = [] if first == "unreachable" else [("events_follow_the_loop", len(way) + 1)]
    assert loop.found([*way, event("fed_back", satisfaction=first), event("fed_back")]) == expected


def test_two_matters_that_were_each_others_duplicate(loop: Loop) -> None:
    """A duplicate that was reopened is none, so another may be its duplicate."""
    way = events("discovered", "reported", "duplicate")
    own = "heping-g01-2026-0090"
    assert loop.found([*way[:-1], event("duplicate", twin=own)]) == [("duplicates_name_another_issue", 2)]
    assert loop.found([*way, event("reopened", reason="不是同一盏灯")]) == []


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("stage", STAGES)
def test_who_may_record_what(loop: Loop, stage: str, post: str) -> None:
    way = way_to(stage)
    expected = [] if post in MAY_RECORD[stage] else [("events_are_recorded_by_their_post", len(way) - 1)]
    assert loop.found([*events(*way[:-1]), event(stage, by=post)]) == expected


@pytest.mark.parametrize(
    ("stage", "keys"),
    [(stage, keys) for stage, entries in CARRIES.items() for keys in entries],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_what_an_event_must_carry(loop: Loop, stage: str, keys: dict[str, Any]) -> None:
    *before, last = events(*way_to(stage))
    without = {key: value for key, value in last.items() if key not in keys}
    assert loop.found([*before, without]) == [("events_carry_what_they_need", len(before))]
    for key, value in keys.items():
        assert loop.found([*before, {**without, key: value}]) == [], f"{key} alone is enough"


@pytest.mark.parametrize("confirmer", POSTS)
@pytest.mark.parametrize("confirming", ["fed_back", "closed", "followed_up"])
@pytest.mark.parametrize("worker", MAY_RECORD["resolved"])
@pytest.mark.parametrize("work", ["resolved", "explained"])
def test_nobody_confirms_their_own_work(loop: Loop, work: str, worker: str, confirming: str, confirmer: str) -> None:
    if confirmer not in MAY_RECORD[confirming]:
        return  # the table of posts has this one
    steps = ["fed_back", "closed", "followed_up"]
    between = [event(stage, by="area_head") for stage in steps[: steps.index(confirming)]]
    found = loop.found(
        [*events("discovered", "reported"), event(work, by=worker), *between, event(confirming, by=confirmer)]
    )
    assert found == ([("nobody_confirms_their_own_work", 3 + len(between))] if worker == confirmer else [])


@pytest.mark.parametrize("reason", [None, "水管爆裂，直接报镇"])
@pytest.mark.parametrize("to", LEVELS[1:])
@pytest.mark.parametrize("level", LEVELS)
def test_from_which_level_to_which(loop: Loop, level: str, to: str, reason: str | None) -> None:
    way = events("discovered", "reported", *["escalated"] * LEVELS.index(level))
    steps = LEVELS.index(to) - LEVELS.index(level)
    fine = steps == 1 or (steps > 1 and reason is not None)
    found = loop.found([*way, event("escalated", to_level=to, skip_reason=reason)])
    assert found == ([] if fine else [("escalations_go_one_level_up", len(way))])


# Whole ways through the loop: what they are about, how they end, the way itself.
WRITTEN = yaml.safe_load((Path(__file__).parent / "sequences.yaml").read_text(encoding="utf-8"))
WAYS = [(kind, outcome, way) for kind, ways in WRITTEN.items() for one in ways for outcome, way in one.items()]

WRONG = {
    "order": "events_follow_the_loop",
    "post": "events_are_recorded_by_their_post",
    "own": "nobody_confirms_their_own_work",
    "lacks": "events_carry_what_they_need",
    "level": "escalations_go_one_level_up",
    "again": "deferrals_are_looked_at_again",
}
WHO: dict[str, dict[str, str]] = {
    "rep1": {"by": "representative", "representative": "heping-g01-r01"},
    "rep3": {"by": "representative", "representative": "heping-g01-r03"},
    "head": {"by": "group_head"},
    "area": {"by": "area_head"},
    "cadre": {"by": "liaison_cadre"},
    "officer": {"by": "village_officer"},
    "town": {"by": "town_office"},
    "post": {"by": "responsible_post"},
}


def read(step: str) -> dict[str, Any]:
    """An event as it is written in a sequence: who, stage, and in brackets what is unusual."""
    found = re.fullmatch(r"(\w+) (\w+)(?:\((.*)\))?", step)
    assert found, step
    who, stage, said = found.groups("")
    changes: dict[str, Any] = {**WHO[who]}
    if said.startswith("no "):
        changes[said.removeprefix("no ")] = None
        changes |= {"evidence": None} if stage == "resolved" else {}
    elif "=" in said:
        changes |= {key: int(value) if value.isdigit() else value for key, value in re.findall(r"(\w+)=(\S+)", said)}
    elif said:
        changes["satisfaction"] = said
    return event(stage, **changes)


@pytest.mark.parametrize(("kind", "outcome", "way"), WAYS)
def test_a_way_through_the_loop(loop: Loop, kind: str, outcome: str, way: str) -> None:
    events = [read(step) for step in way.split(", ")]
    if outcome.startswith("wrong"):
        _, number, wrong = outcome.split()
        assert loop.found(events) == [(WRONG[wrong], int(number) - 1)], kind
    else:
        assert loop.found(events) == [], kind
        assert loop.state(events) == outcome, kind


def test_no_way_is_written_twice() -> None:
    ways = [way for _, _, way in WAYS]
    assert len(ways) == len(set(ways)) >= 72
