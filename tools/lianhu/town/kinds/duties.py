"""One of the three lists: duties, deliberation, prohibited acts (R16)."""

from __future__ import annotations

from datetime import date

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.span import Validity, holding


class Duty(Validity, frozen=True, kw_only=True):
    text: str
    source: str
    part: str | None = None


class Duties(Correctable, frozen=True, kw_only=True):
    id: str
    name: str
    sample: bool
    source: str
    items: tuple[Duty, ...]

    def part(self, part: str, day: date) -> tuple[Duty, ...]:
        """The items that hold on the day of one part of 1+4+X: `core`, `fixed`, `right` or `other`."""
        return tuple(item for item in holding(self.items, day) if item.part == part)
