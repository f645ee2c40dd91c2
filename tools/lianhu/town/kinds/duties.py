"""One of the three lists: duties, deliberation, prohibited acts (R16)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Duty:
    text: str
    source: str
    part: str | None = None


@dataclass(frozen=True, kw_only=True)
class Duties:
    id: str
    name: str
    sample: bool
    source: str
    items: tuple[Duty, ...]

    def part(self, part: str) -> tuple[Duty, ...]:
        """The items of one part of 1+4+X: `core`, `fixed`, `right` or `other`."""
        return tuple(item for item in self.items if item.part == part)
