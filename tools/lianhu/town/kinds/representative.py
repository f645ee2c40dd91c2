"""A representative: whom they serve, how they were chosen, and what they agreed to have published."""

from __future__ import annotations

import datetime
from operator import attrgetter

from msgspec import Struct

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.span import Span, coming, present


class GroupMembership(Span, frozen=True, kw_only=True):
    """`ended` is the neutral word for why it is over."""

    group: str
    ended: str | None = None


class Chosen(Struct, frozen=True, kw_only=True):
    date: datetime.date
    method: str


class Extension(Struct, frozen=True, kw_only=True):
    """A term that the town let run on past its end, until the next choice."""

    until: datetime.date
    reason: str


class Term(Struct, frozen=True, kw_only=True):
    """What one choice gave: whoever is chosen again (连任) begins another, which ends the one before."""

    chosen: Chosen
    start: datetime.date
    end: datetime.date
    certificate: str
    extended: Extension | None = None
    recorded_late: str | None = None

    @property
    def last_day(self) -> datetime.date:
        """The last day of the term, or of its extension."""
        return self.extended.until if self.extended else self.end


class Representative(Correctable, frozen=True, kw_only=True):
    """`serves` names hamlets and lanes, never a house.

    `name_withheld` is set in the public view when the name is not the person's own but 姓+代表.
    """

    id: str
    name: str
    groups: tuple[GroupMembership, ...]
    household_count: int
    roles: tuple[str, ...]
    terms: tuple[Term, ...]
    phone: str | None = None
    background: tuple[str, ...] = ()
    variable_duties: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    photo: str | None = None
    name_withheld: bool = False

    def seat(self, day: datetime.date) -> GroupMembership:
        """The membership by which the person is known on `day`: the one that holds, else the next, else the last."""
        here, ahead = present(self.groups, day), coming(self.groups, day)
        begin = attrgetter("since")
        return here[0] if here else min(ahead, key=begin) if ahead else max(self.groups, key=begin)

    def group_on(self, day: datetime.date) -> str | None:
        """The id of the group served on `day`, or None when not serving."""
        return next((membership.group for membership in self.groups if membership.covers(day)), None)

    def term_begun_by(self, day: datetime.date) -> Term | None:
        """The term begun last on `day`, over or not."""
        return max((term for term in self.terms if term.start <= day), key=attrgetter("start"), default=None)
