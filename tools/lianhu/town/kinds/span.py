"""A span of days: when something in the town was true (not when it was recorded)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Span:
    """From `since` to `until`, both days included; an open end is None."""

    since: date
    until: date | None = None

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
class Holder(Span):
    """Who holds an office, by name."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Liaison(Span):
    """Which village officer keeps contact with a unit (R9, R30)."""

    officer: str
