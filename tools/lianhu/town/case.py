"""An issue as the town sees it on a day: reported when, how old, due when, taken how long, overdue since when."""

from __future__ import annotations

import datetime
from functools import cached_property

from msgspec import structs

from lianhu.town import deadlines, gathering, loop
from lianhu.town.kinds import Category, Event, Issue
from lianhu.town.month import month_of
from lianhu.town.register import Register

SATISFIED = ("very_satisfied", "satisfied")
RATINGS = (*SATISFIED, "neutral", "dissatisfied", "very_dissatisfied")


class Case(Issue, frozen=True, kw_only=True, dict=True):
    """An issue as the town sees it on `today`; `due` is its own deadline or its category's, None when unset.

    `due_is_provisional` while a year's notice on holidays, which may move that day, is not known. `lead` answers it
    where it is gathered. `reports_merged` are the days on which its duplicates were reported: its clock is theirs.
    """

    village: str
    group: str
    due: datetime.date | None
    due_is_provisional: bool = False
    today: datetime.date
    lead: Issue | None = None
    reports_merged: tuple[datetime.date, ...] = ()

    @cached_property
    def state(self) -> str:
        return gathering.state_with(self, self.lead)

    @cached_property
    def accepted(self) -> bool:
        return self.state not in loop.NOT_COUNTED

    @property
    def is_open(self) -> bool:
        return loop.is_open(self)

    @cached_property
    def reported_on(self) -> datetime.date:
        """The day of the report, its own or a duplicate's before it; of one not reported yet, that of the discovery."""
        return min((reported_on(self), *self.reports_merged))

    @property
    def month(self) -> str:
        """The month of the report."""
        return month_of(self.reported_on)

    @cached_property
    def closed_on(self) -> datetime.date | None:
        """The day it was closed for good; None when it is open, also when it was reopened."""
        closed = loop.last(self, "closed") if self.state == "closed" else None
        return closed.date if closed else None

    @property
    def days(self) -> int:
        """From the report to the closing; of an open one, its present age."""
        return ((self.closed_on or self.today) - self.reported_on).days

    @property
    def age(self) -> int:
        """Days from the report to today, whether it is closed or not."""
        return (self.today - self.reported_on).days

    def late_for(self, *stages: str) -> bool:
        """Whether the last event of these stages, which makes the issue count, was recorded late."""
        event = loop.last(self, *stages)
        return bool(event and event.recorded_late)

    @property
    def took(self) -> int:
        """Days from the report to the closing, or to whatever else it ended with."""
        return ((self.closed_on or loop.steps(self.events)[-1].date) - self.reported_on).days

    @property
    def overdue_days(self) -> int:
        """How many days after its date it was closed, or is still open; 0 for one in time or without a date."""
        end = self.closed_on or (self.today if self.is_open else None)
        return max((end - self.due).days, 0) if end and self.due else 0

    @property
    def level(self) -> str:
        return loop.level(self)

    @property
    def post(self) -> str:
        """The post that must act now."""
        return loop.responsible_post(self)

    @property
    def in_time(self) -> bool:
        """Closed, and not after its date."""
        return bool(self.due and self.closed_on and self.closed_on <= self.due)

    @property
    def date_has_passed(self) -> bool:
        return bool(self.due and self.due < self.today)

    @property
    def settled(self) -> bool:
        """Resolved or explained, and not disputed since."""
        return self.state in ("resolved", "explained", "fed_back", "closed")

    @property
    def fed_back(self) -> bool:
        """Its residents were told, and did not dispute it since; who could not be reached was not told."""
        return self.state in ("fed_back", "closed") and loop.was_told(self.events)

    @property
    def settled_by(self) -> Event | None:
        """The last remedy or explanation: its own, or that of what it is gathered into."""
        return loop.last(self.lead or self, *loop.SETTLED)

    @property
    def answered_on(self) -> datetime.date | None:
        """The day of the answer of which its residents were not told yet; None when there is none to tell."""
        answer = loop.answered(self.events)
        if not answer or loop.was_told(self.events) or not self.is_open:
            return None
        told_of = gathering.settled(self.lead) if self.lead else answer
        return told_of.date if told_of else None

    @property
    def fixed(self) -> bool:
        """Settled by a remedy that fixed it, not half and not by an explanation."""
        return bool(self.settled and self.settled_by and self.settled_by.outcome == "fixed")

    @property
    def rating(self) -> str | None:
        """The last rating of how it was handled; praise that a dispute followed is praise no longer.

        What residents say to a refusal rates no work.
        """
        return self._rated.satisfaction if self._rated else None

    @property
    def is_rated_late(self) -> bool:
        return bool(self._rated and self._rated.recorded_late)

    @cached_property
    def _rated(self) -> Event | None:
        """The event whose rating holds."""
        rated: Event | None = None
        for number, event in enumerate(self.events):
            if event.satisfaction in RATINGS and self._answers_work(number):
                rated = event
            elif event.stage == "disputed" and rated and rated.satisfaction in SATISFIED:
                rated = None
        return rated

    def _answers_work(self, number: int) -> bool:
        """Whether the event with this number, from 0, says what residents think of what was done, not of a refusal."""
        answer = loop.answered(self.events[:number])
        return bool(answer and answer.stage not in loop.NOT_COUNTED)

    @property
    def was_fed_back(self) -> bool:
        return any(event.stage == "fed_back" and self._answers_work(number) for number, event in enumerate(self.events))

    @property
    def residents(self) -> int:
        """How many reported it: a number, and nobody's name."""
        return sum(event.residents or 1 for event in self.events if event.stage in ("reported", "also_reported"))

    @property
    def levels(self) -> frozenset[str]:
        """The levels it was ever escalated to."""
        return frozenset(event.to_level for event in self.events if event.stage == "escalated" and event.to_level)


def reported_on(issue: Issue) -> datetime.date:
    """The day of its own report; of one not reported yet, that of the discovery."""
    return (loop.first(issue, "reported") or issue.events[0]).date


def _category(town: Register, issue: Issue) -> Category | None:
    """The category as it was when the issue was reported: a deadline set later is none of its own."""
    reported = loop.first(issue, "reported")
    return town.category(issue.category, reported.date) if reported else None


def _due(town: Register, issue: Issue) -> tuple[datetime.date, bool] | None:
    """Its own deadline or its category's, and whether that is provisional; None when it has none."""
    category = _category(town, issue)
    due = deadlines.due_on(issue, category, town.calendars)
    return (due, deadlines.is_provisional(issue, due, category, town.calendars)) if due else None


def merged_into(town: Register, issue: Issue) -> tuple[Issue, ...]:
    """All that repeats the issue, and what repeats that."""
    found: dict[str, Issue] = {}
    waiting = [*town.merged_into(issue)]
    while waiting:
        one = waiting.pop()
        if one.id not in (issue.id, *found):
            found[one.id] = one
            waiting += town.merged_into(one)
    return tuple(found.values())


def case_of(town: Register, issue: Issue) -> Case:
    """The issue as the town sees it on the register's day."""
    merged = merged_into(town, issue)
    due, is_provisional = min(filter(None, (_due(town, one) for one in (issue, *merged))), default=(None, False))
    return Case(
        **structs.asdict(issue),
        village=town.filed(issue).village,
        group=group.id if (group := town.group_of(issue)) else "",
        due=due,
        due_is_provisional=is_provisional,
        today=town.today,
        lead=gathering.lead(town, issue),
        reports_merged=tuple(reported_on(one) for one in merged),
    )
