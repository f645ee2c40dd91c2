"""The closed loop of an issue (R28): which event may follow which, and the state that the events add up to.

发现、反映、解决、反馈: four stages in order; an issue is closed only after feedback. The table below is the
only place that knows the order; rules, pages and figures ask it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lianhu.town.kinds import Event, Issue

# The four stages of the progress bar.
STAGES = ("discovered", "reported", "resolved", "fed_back")

_HANDLED = ("assigned", "escalated", "supervised", "resolved", "explained", "deferred")

# Who may record what: those near the residents, those who lead a unit, those who do the work.
_NEAR = ("representative", "group_head", "area_head", "liaison_cadre", "village_officer", "town_office")
_LEADING = ("group_head", "area_head", "village_officer", "town_office")
_DOING = ("responsible_post", "village_officer", "town_office")


@dataclass(frozen=True)
class StageRule:
    """What holds for one kind of event.

    `state` is the issue's afterwards; `followers` may come next, and `if_unreached`, too, where the resident was not
    reached; `by` may record it; of each entry of `carries` it must have at least one key.
    """

    state: str
    followers: tuple[str, ...]
    by: tuple[str, ...]
    carries: tuple[tuple[str, ...], ...] = ()
    if_unreached: tuple[str, ...] = ()


# The closed loop, complete: every rule, page and figure asks this table.
STEPS: Mapping[str, StageRule] = {
    "discovered": StageRule("registered", ("reported",), _NEAR),
    "reported": StageRule("registered", (*_HANDLED, "not_accepted", "duplicate"), _NEAR),
    "assigned": StageRule("in_progress", (*_HANDLED, "duplicate"), _LEADING, (("to_post",),)),
    "escalated": StageRule(
        "in_progress", (*_HANDLED, "not_accepted", "duplicate"), _LEADING, (("to_level",), ("reason",))
    ),
    "supervised": StageRule(
        "in_progress", (*_HANDLED, "duplicate"), ("area_head", "village_officer", "town_office"), (("note",),)
    ),
    "deferred": StageRule(
        "deferred",
        ("assigned", "escalated", "supervised", "resolved", "explained"),
        (*_LEADING, "responsible_post"),
        (("reason",),),
    ),
    "resolved": StageRule("resolved", ("fed_back",), _DOING, (("outcome",), ("evidence", "waiver"))),
    "explained": StageRule("explained", ("fed_back",), _DOING, (("note",),)),
    "fed_back": StageRule("fed_back", ("closed", "disputed"), _NEAR, (("satisfaction",),), if_unreached=("fed_back",)),
    "disputed": StageRule("in_progress", ("reopened", "explained"), _NEAR, (("note",),)),
    "reopened": StageRule("in_progress", _HANDLED, _LEADING, (("reason",),)),
    "closed": StageRule("closed", ("followed_up", "disputed"), _LEADING),
    "followed_up": StageRule("closed", ("followed_up", "disputed"), _NEAR, (("satisfaction",),)),
    "not_accepted": StageRule("not_accepted", ("disputed", "reopened"), _LEADING, (("reason",),)),
    "duplicate": StageRule("duplicate", ("reopened",), _NEAR, (("twin",),)),
}

# How an issue begins.
FIRST: tuple[str, ...] = ("discovered",)


UNREACHED = "unreachable"


def may_follow(stage: str | None, satisfaction: str | None = None) -> tuple[str, ...]:
    """The events that may come after an event of `stage` with its `satisfaction`; None stands for the beginning."""
    if stage is None:
        return FIRST
    rule = STEPS[stage]
    return (*rule.followers, *rule.if_unreached) if satisfaction == UNREACHED else rule.followers


def in_order(issue: Issue) -> int:
    """How many events stand in the order of the loop; the one behind them is the first wrong step, if there is one."""
    before: Event | None = None
    for index, event in enumerate(issue.events):
        if event.stage not in (may_follow(before.stage, before.satisfaction) if before else FIRST):
            return index
        before = event
    return len(issue.events)


# Answered ends of the third stage: a matter is settled by a remedy or by an explanation.
SETTLED = ("resolved", "explained")
NOT_COUNTED = ("not_accepted", "duplicate")
LEVELS = ("group", "area", "village", "town", "city")


def state(issue: Issue) -> str:
    """The issue's state, a key of the words of domain.md section 4; derived, never stored."""
    return STEPS[issue.events[-1].stage].state


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
        stage = "resolved" if event.stage in SETTLED else event.stage
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
