"""One public number: what it counts, and the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass

from lianhu.kinds import Issue


@dataclass(frozen=True)
class Rate:
    """`counted` of `among` (numerator and denominator as rows); printed as n/d, with a percentage from 5 rows on."""

    counted: tuple[Issue, ...]
    among: tuple[Issue, ...]

    SMALLEST_CELL = 5

    @property
    def percent(self) -> int | None:
        """The rate in whole per cent, or None when fewer than 5 rows are behind it (domain.md section 4)."""
        if len(self.among) < self.SMALLEST_CELL:
            return None
        return round(100 * len(self.counted) / len(self.among))
