"""The closed loop of an issue (R28): which event may follow which, and the state that the events add up to.

发现、反映、解决、反馈: four stages in order; an issue is closed only after feedback. The table below is the
only place that knows the order; rules, pages and figures ask it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lianhu.town.kinds import Event, Issue
from lianhu.town.month import after

# The four stages of the progress bar.
STAGES = ("discovered", "reported", "resolved", "fed_back")

_HANDLED = ("assigned", "escalated", "supervised", "resolved", "explained", "deferred", "gathered")

# Who may record what: those near the residents, those who lead a unit, those who do the work.
_NEAR = ("representative", "group_head", "area_head", "liaison_cadre", "village_officer", "town_office")
_LEADING = ("group_head", "area_head", "village_officer", "town_office")
_DOING = ("representative", "group_head", "responsible_post", "village_officer", "town_office")


@dataclass(frozen=True)
class StageRule:
    """What holds for one kind of event.

    `state` is the issue's afterwards; `followers` may come next; `by` may record it; of each entry of `carries` it must
    have at least one key. An answer (an event that the residents are told of) has the state `told` once they were, and
    `told_followers` may come then.
    """

    state: str
    followers: tuple[str, ...]
    by: tuple[str, ...]
    carries: tuple[tuple[str, ...], ...] = ()
    told: str = ""
    told_followers: tuple[str, ...] = ()


_SETTLED_THEN = ("closed", "disputed")
_LEFT_THEN = ("disputed", "reopened")
_REFUSED = ("not_accepted", "duplicate")

# The closed loop, complete: every rule, page and figure asks this table.
STEPS: Mapping[str, StageRule] = {
    "discovered": StageRule("registered", ("reported",), _NEAR),
    "reported": StageRule("registered", (*_HANDLED, *_REFUSED), _NEAR),
    "also_reported": StageRule(
        "", (), _NEAR, (("residents",),)
    ),  # changes nothing: what follows is what followed before
    "assigned": StageRule("in_progress", (*_HANDLED, *_REFUSED), _LEADING, (("to_post",),)),
    "escalated": StageRule("in_progress", (*_HANDLED, *_REFUSED), _LEADING, (("to_level",), ("reason",))),
    "supervised": StageRule(
        "in_progress", (*_HANDLED, *_REFUSED), ("area_head", "village_officer", "town_office"), (("note",),)
    ),
    "deferred": StageRule(
        "deferred",
        ("assigned", "escalated", "supervised", "resolved", "explained", "gathered"),
        (*_LEADING, "responsible_post"),
        (("reason",),),
    ),
    # 普遍性诉求: like matters of several groups are answered in one, the issue `into`; each is fed back to its own.
    "gathered": StageRule(
        "in_progress",
        ("fed_back", "reopened"),
        ("village_officer", "town_office"),
        (("into",),),
        told="fed_back",
        told_followers=_SETTLED_THEN,
    ),
    "resolved": StageRule(
        "resolved",
        ("fed_back",),
        _DOING,
        (("outcome",), ("evidence", "waiver")),
        told="fed_back",
        told_followers=_SETTLED_THEN,
    ),
    "explained": StageRule(
        "explained", ("fed_back",), _DOING, (("note",),), told="fed_back", told_followers=_SETTLED_THEN
    ),
    "fed_back": StageRule("", (), _NEAR, (("satisfaction",),)),  # what it leads to is said by what it answers
    "disputed": StageRule("in_progress", ("reopened", "explained"), _NEAR, (("note",),)),
    "reopened": StageRule("in_progress", _HANDLED, _LEADING, (("reason",),)),
    "closed": StageRule("closed", ("followed_up", "disputed"), _LEADING),
    "followed_up": StageRule("closed", ("followed_up", "disputed"), _NEAR, (("satisfaction",),)),
    "not_accepted": StageRule(
        "not_accepted_untold",
        ("fed_back", *_LEFT_THEN),
        _LEADING,
        (("reason",),),
        told="not_accepted",
        told_followers=_LEFT_THEN,
    ),
    "duplicate": StageRule(
        "duplicate_untold",
        ("fed_back", *_LEFT_THEN),
        _NEAR,
        (("twin",),),
        told="duplicate",
        told_followers=_LEFT_THEN,
    ),
}

# How an issue begins.
FIRST: tuple[str, ...] = ("discovered",)

UNREACHED = "unreachable"
# What the residents are told of: by a remedy, an explanation, a refusal, or with the matter that it was gathered into.
ANSWERS = tuple(stage for stage, rule in STEPS.items() if rule.told)
# What changes no state, as often as it happens.
_ASIDE = "also_reported"


def steps(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events that lead from state to state; that others report the same leads nowhere."""
    return tuple(event for event in events if event.stage != _ASIDE)


def answered(events: Sequence[Event]) -> Event | None:
    """The answer that stands: the last one that neither a dispute nor a reopening has undone."""
    for event in reversed(events):
        if event.stage in ANSWERS:
            return event
        if event.stage in ("disputed", "reopened"):
            return None
    return None


def may_follow(before: Sequence[Event]) -> tuple[str, ...]:
    """The stages that may come after these events, which are in order; nothing comes before the beginning."""
    done = steps(before)
    if not done:
        return FIRST
    last, followers = done[-1], STEPS[done[-1].stage].followers
    if last.stage == "fed_back":
        answer = answered(done)
        followers = STEPS[answer.stage].told_followers if answer else ()
        if last.satisfaction == UNREACHED:
            followers = ("fed_back", *(stage for stage in followers if stage != "closed"))
    still_open = len(done) > 1 and state_after(done) not in ENDS
    return (*followers, _ASIDE) if still_open else followers


def was_once_right(before: Sequence[Event], stage: str) -> bool:
    """Whether a stage that may not follow could when it was published: nobody was reached, and it was closed."""
    told, answer = steps(before)[-1], answered(before)
    unreached = told.stage == "fed_back" and told.satisfaction == UNREACHED
    return bool(stage == "closed" and unreached and answer and answer.stage in SETTLED)


def in_order(issue: Issue) -> int:
    """How many events stand in the order of the loop; the one behind them is the first wrong step, if there is one."""
    for index, event in enumerate(issue.events):
        before = issue.events[:index]
        if event.stage not in may_follow(before) and not (index and was_once_right(before, event.stage)):
            return index
    return len(issue.events)


# Answered ends of the third stage: a matter is settled by a remedy or by an explanation.
SETTLED = ("resolved", "explained")
# What has ended without being handled, once the residents were told; until then it is open and counts.
NOT_COUNTED = ("not_accepted", "duplicate")
ENDS = ("closed", *NOT_COUNTED)
LEVELS = ("group", "area", "village", "town", "city")


def state_after(events: Sequence[Event]) -> str:
    """The state that the events add up to, a key of `terms.STATES`; feedback that reached nobody changes none."""
    done = steps(events) or events
    last = done[-1]
    answer = answered(done) if last.stage == "fed_back" else None
    if not answer:
        return STEPS[last.stage].state or STEPS["reported"].state
    return STEPS[answer.stage].told if was_told(done) else STEPS[answer.stage].state


def was_told(events: Sequence[Event]) -> bool:
    """Whether the residents were told of the answer that stands, and not only tried to be reached."""
    for event in reversed(steps(events)):
        if event.stage == "fed_back" and event.satisfaction != UNREACHED:
            return True
        if event.stage in (*ANSWERS, "disputed", "reopened"):
            return False
    return False


def state(issue: Issue) -> str:
    """The issue's state, a key of the words of domain.md section 4; derived, never stored. Of a gathered one that is
    not fed back, its own: `gathered.state` follows what it was gathered into."""
    return state_after(issue.events)


def is_open(issue: Issue) -> bool:
    """Whether something is still to be done."""
    return state(issue) not in ENDS


def _standing(issue: Issue, stage: str) -> Event | None:
    answer = answered(issue.events)
    return answer if answer and answer.stage == stage else None


def twin_of(issue: Issue) -> str | None:
    """The id of the issue that this one was found to repeat, told or not; None when that was undone."""
    merged = _standing(issue, "duplicate")
    return merged.twin if merged else None


def lead_of(issue: Issue) -> str | None:
    """The id of the issue that this one is gathered into and answered by; None when it was separated again."""
    gathered = _standing(issue, "gathered")
    return gathered.into if gathered else None


def moments(issue: Issue, day: date) -> tuple[tuple[Event, ...], ...]:
    """What the issue's events were in the course of a day, each event of the day added; none before its first day."""
    before, until = (sum(event.date < limit for event in issue.events) for limit in (day, after(day)))
    return tuple(issue.events[:number] for number in range(max(before, 1), until + 1))


def level(issue: Issue) -> str:
    """The level that handles the issue now: the last escalation's, else the group."""
    return level_after(issue.events)


def level_after(events: Sequence[Event]) -> str:
    return next((str(event.to_level) for event in reversed(events) if event.stage == "escalated"), "group")


def responsible_post(issue: Issue) -> str:
    """The post that must act now: the last one it was assigned to, else the record's own."""
    return next((event.to_post for event in reversed(issue.events) if event.to_post), issue.responsible_post)


@dataclass(frozen=True)
class StageProgress:
    """One stage of the progress bar: `reached_on` is None while it lies ahead; `current` is the one awaited."""

    stage: str
    reached_on: date | None
    current: bool


def progress(issue: Issue, lead_settled_on: date | None = None) -> tuple[StageProgress, ...]:
    """The four stages with the dates they were last reached; a reopened issue loses the later ones again.

    `lead_settled_on` is when what it is gathered into was resolved or explained, if it is gathered and that was.
    """
    reached: dict[str, date] = {}
    for event in issue.events:
        if event.stage in ("disputed", "reopened"):
            reached.pop("resolved", None)
            reached.pop("fed_back", None)
        stage = "resolved" if event.stage in SETTLED else event.stage
        if stage in STAGES and event.satisfaction != UNREACHED:
            reached[stage] = event.date
    if lead_of(issue) and lead_settled_on:
        reached["resolved"] = lead_settled_on
    left_out = twin_of(issue) or _standing(issue, "not_accepted")  # nothing is resolved, and the residents are told
    ahead = [stage for stage in STAGES if stage not in reached and not (left_out and stage == "resolved")]
    awaited = ahead[0] if ahead and is_open(issue) else None
    return tuple(StageProgress(stage, reached.get(stage), stage == awaited) for stage in STAGES)


def first(issue: Issue, *stages: str) -> Event | None:
    """The first event of any of these stages."""
    return next((event for event in issue.events if event.stage in stages), None)


def last(issue: Issue, *stages: str) -> Event | None:
    """The last event of any of these stages."""
    return next((event for event in reversed(issue.events) if event.stage in stages), None)
