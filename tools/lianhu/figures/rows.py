"""The rows that figures are made of: one frozen class a matter, each with the village and month it counts in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from lianhu.figures.period import month_of
from lianhu.town import loop
from lianhu.town.kinds import Issue

SATISFIED = ("very_satisfied", "satisfied")
RATINGS = (*SATISFIED, "neutral", "dissatisfied", "very_dissatisfied")


@dataclass(frozen=True, kw_only=True)
class Case(Issue):
    """An issue as the town sees it on `today`; `due` is its own deadline or its category's, None when unset."""

    village: str
    group: str
    due: datetime.date | None
    today: datetime.date

    @cached_property
    def state(self) -> str:
        return loop.state(self)

    @cached_property
    def accepted(self) -> bool:
        return self.state not in loop.NOT_COUNTED

    @property
    def is_open(self) -> bool:
        return loop.is_open(self)

    @cached_property
    def reported_on(self) -> datetime.date:
        """The day of the report; of one not reported yet, the day it was discovered."""
        return (loop.first(self, "reported") or self.events[0]).date

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
        """Fed back, and not disputed since."""
        return self.state in ("fed_back", "closed")

    @property
    def fixed(self) -> bool:
        """Settled by a remedy that fixed it, not half and not by an explanation."""
        settled = loop.last(self, "resolved", "explained")
        return bool(self.settled and settled and settled.outcome == "fixed")

    @cached_property
    def rating(self) -> str | None:
        """The last rating that was given; praise that a dispute followed is praise no longer."""
        rating: str | None = None
        for event in self.events:
            if event.satisfaction in RATINGS:
                rating = event.satisfaction
            elif event.stage == "disputed" and rating in SATISFIED:
                rating = None
        return rating

    @property
    def was_fed_back(self) -> bool:
        return loop.first(self, "fed_back") is not None

    @property
    def levels(self) -> frozenset[str]:
        """The levels it was ever escalated to."""
        return frozenset(event.to_level for event in self.events if event.stage == "escalated" and event.to_level)


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A group that exists today, with its workstation."""

    id: str
    village: str
    venue: str


@dataclass(frozen=True, kw_only=True)
class Serving:
    """A representative who serves today; `trained` in the period."""

    id: str
    village: str
    household_count: int
    trained: bool


@dataclass(frozen=True, kw_only=True)
class VisitEntry:
    """One visit; `representatives` took part."""

    id: str
    village: str
    date: datetime.date
    household_count: int
    representatives: tuple[str, ...]

    @property
    def month(self) -> str:
        return month_of(self.date)


@dataclass(frozen=True, kw_only=True)
class VisitWeek:
    """A week that is over and a representative who served all of it."""

    representative: str
    village: str
    monday: datetime.date
    visited: bool

    @property
    def id(self) -> str:
        return f"{self.representative}/{self.monday}"

    @property
    def month(self) -> str:
        return month_of(self.monday)


@dataclass(frozen=True, kw_only=True)
class Due:
    """Something that was due in a month that is over; `village` is empty for what the town must do."""

    id: str
    kind: str
    village: str
    month: str
    done: bool


@dataclass(frozen=True, kw_only=True)
class TaskEntry:
    """A task of a list whose month is over."""

    id: str
    village: str
    month: str
    done: bool


@dataclass(frozen=True, kw_only=True)
class Held:
    """A meeting that took place."""

    id: str
    village: str
    kind: str
    date: datetime.date

    @property
    def month(self) -> str:
        return month_of(self.date)


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A representative for whom a training was held, there or not."""

    id: str
    village: str
    month: str
    attended: bool


@dataclass(frozen=True, kw_only=True)
class OrderEntry:
    """What residents ordered for a service day; `outcome` is empty while it is open."""

    id: str
    village: str
    month: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class FundEntry:
    """A representative's fund of this year, in yuan."""

    id: str
    village: str
    granted: Decimal
    spent: Decimal


@dataclass(frozen=True, kw_only=True)
class AwardEntry:
    """An award of the period, in yuan; `village` is the representative's."""

    id: str
    village: str
    representative: str
    amount: Decimal
    month: str
