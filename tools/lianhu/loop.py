"""The closed loop of an issue (R28): which event may follow which, and the state that the events add up to.

发现、反映、解决、反馈: four stages in order; an issue is closed only after feedback. The table below is the
only place that knows the order; rules, pages and figures ask it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lianhu.kinds import Event, Issue

# The four stages of the progress bar.
STAGES = ("discovered", "reported", "resolved", "fed_back")

_HANDLED = ("assigned", "escalated", "resolved", "explained", "deferred")

# event -> the events that may follow it; "" stands for the beginning.
FOLLOWERS: Mapping[str, tuple[str, ...]] = {
    "": ("discovered",),
    "discovered": ("reported",),
    "reported": (*_HANDLED, "not_accepted", "duplicate"),
    "assigned": (*_HANDLED, "duplicate"),
    "escalated": (*_HANDLED, "not_accepted", "duplicate"),
    "deferred": ("assigned", "escalated", "resolved", "explained"),
    "resolved": ("fed_back",),
    "explained": ("fed_back",),
    "fed_back": ("closed", "disputed"),
    "disputed": ("reopened", "explained"),
    "reopened": _HANDLED,
    "closed": ("disputed",),
    "not_accepted": ("disputed",),
    "duplicate": (),
}

# The state after an event: what residents read.
STATE_AFTER: Mapping[str, str] = {
    "discovered": "registered",
    "reported": "registered",
    "assigned": "in_progress",
    "escalated": "in_progress",
    "reopened": "in_progress",
    "disputed": "in_progress",
    "deferred": "deferred",
    "resolved": "resolved",
    "explained": "explained",
    "fed_back": "fed_back",
    "closed": "closed",
    "not_accepted": "not_accepted",
    "duplicate": "duplicate",
}

# Answered ends of the third stage: a matter is settled by a remedy or by an explanation.
_SETTLED = ("resolved", "explained")
NOT_COUNTED = ("not_accepted", "duplicate")
LEVELS = ("group", "area", "village", "town", "city")


def state(issue: Issue) -> str:
    """The issue's state, a key of the words of domain.md section 4; derived, never stored."""
    return STATE_AFTER[issue.events[-1].stage]


def is_open(issue: Issue) -> bool:
    """Whether something is still to be done."""
    return state(issue) not in ("closed", *NOT_COUNTED)


def level(issue: Issue) -> str:
    """The level that handles the issue now: the last escalation's, else the group."""
    return next((str(event.to_level) for event in reversed(issue.events) if event.stage == "escalated"), "group")


def responsible_post(issue: Issue) -> str:
    """The post that must act now: the last one it was assigned to, else the record's own."""
    return next((event.to_post for event in reversed(issue.events) if event.to_post), issue.responsible_post)


@dataclass(frozen=True)
class StageProgress:
    """One stage of the progress bar: `reached_on` is None while it lies ahead; `current` is the one awaited."""

    stage: str
    reached_on: date | None
    current: bool


def progress(issue: Issue) -> tuple[StageProgress, ...]:
    """The four stages with the dates they were last reached; a reopened issue loses the later ones again."""
    reached: dict[str, date] = {}
    for event in issue.events:
        if event.stage in ("disputed", "reopened"):
            reached.pop("resolved", None)
            reached.pop("fed_back", None)
        stage = "resolved" if event.stage in _SETTLED else event.stage
        if stage in STAGES:
            reached[stage] = event.date
    awaited = next((stage for stage in STAGES if stage not in reached), None) if is_open(issue) else None
    return tuple(StageProgress(stage, reached.get(stage), stage == awaited) for stage in STAGES)


def first(issue: Issue, *stages: str) -> Event | None:
    """The first event of any of these stages."""
    return next((event for event in issue.events if event.stage in stages), None)


def last(issue: Issue, *stages: str) -> Event | None:
    """The last event of any of these stages."""
    return next((event for event in reversed(issue.events) if event.stage in stages), None)
