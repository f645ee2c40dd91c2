"""A span of days: when something in the town was true (not when it was recorded)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypeVar

from msgspec import Struct

Tense = Literal["past", "present", "future"]


class Span(Struct, frozen=True, kw_only=True):
    """From `since` to `until`, both days included; an open end is None."""

    since: date
    until: date | None = None

    def tense(self, day: date) -> Tense:
        """Whether on `day` the span is over, holds, or is to come; its last day is the last on which it holds."""
        if self.until is not None and self.until < day:
            return "past"
        return "future" if day < self.since else "present"

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def overlaps(self, other: Span) -> bool:
        return self.covers(other.since) or other.covers(self.since)

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it begins: then one of its days is wrong, and none says anything about others."""
        return self.until is not None and self.until < self.since

    def lies_within(self, outer: Span) -> bool:
        """Whether no day of this span is outside `outer`."""
        if self.since < outer.since:
            return False
        return outer.until is None or (self.until is not None and self.until <= outer.until)


class Unit(Span, frozen=True, kw_only=True):
    """A village, an area or a group. `successors` are the ids of those in which it goes on once it has ended."""

    id: str
    name: str
    successors: tuple[str, ...] = ()


class Validity(Struct, frozen=True, kw_only=True):
    """When an entry of a list that the town set holds, both days included; None: from the beginning, or still."""

    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


Valid = TypeVar("Valid", bound=Validity)


def holding(entries: Iterable[Valid], day: date) -> tuple[Valid, ...]:
    """The entries that hold on the day."""
    return tuple(entry for entry in entries if entry.covers(day))


Spanned = TypeVar("Spanned", bound=Span)


def present(spans: Iterable[Spanned], day: date) -> tuple[Spanned, ...]:
    """Those that hold on the day."""
    return tuple(span for span in spans if span.tense(day) == "present")


def former(spans: Iterable[Spanned], day: date) -> tuple[Spanned, ...]:
    """Those whose last day is over."""
    return tuple(span for span in spans if span.tense(day) == "past")


def coming(spans: Iterable[Spanned], day: date) -> tuple[Spanned, ...]:
    """Those that begin later."""
    return tuple(span for span in spans if span.tense(day) == "future")


class Holder(Span, frozen=True, kw_only=True):
    """Who holds an office, by name; `representative` is the same person's id as one.

    `name_withheld` is set in the public view when the name is not the person's own but 姓+职务.
    """

    name: str
    representative: str | None = None
    phone: str | None = None
    name_withheld: bool = False


class Vacancy(Span, frozen=True, kw_only=True):
    """That nobody holds an office, who stands in, and the day by which it is filled; `post` says which of a village's.

    It ends by itself when the next holder begins: `town.offices` knows when.
    """

    reason: str
    filled_by: date
    deputy: str | None = None
    representative: str | None = None
    post: str | None = None


class Liaison(Span, frozen=True, kw_only=True):
    """Which village officer keeps contact with a unit (R9, R30)."""

    officer: str
