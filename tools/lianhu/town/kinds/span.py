"""A span of days: when something in the town was true (not when it was recorded)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, kw_only=True)
class Span:
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

    def lies_within(self, outer: Span) -> bool:
        """Whether no day of this span is outside `outer`."""
        if self.since < outer.since:
            return False
        return outer.until is None or (self.until is not None and self.until <= outer.until)


@dataclass(frozen=True, kw_only=True)
class Unit(Span):
    """A village, an area or a group. `successors` are the ids of those in which it goes on once it has ended."""

    id: str
    name: str
    successors: tuple[str, ...] = ()


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


@dataclass(frozen=True, kw_only=True)
class Holder(Span):
    """Who holds an office, by name."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Liaison(Span):
    """Which village officer keeps contact with a unit (R9, R30)."""

    officer: str
