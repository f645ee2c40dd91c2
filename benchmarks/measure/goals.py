"""What a measured figure should be, as data, and whether it is."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from measure.timing import Timing

# Seconds by the clock, or by the processors where a machine does other work as well.
By = Literal["wall", "cpu"]


@dataclass(frozen=True)
class Spread:
    """Median, least and most of some runs."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        found = sorted(values)
        return cls(statistics.median(found), found[0], found[-1])


@dataclass(frozen=True)
class Goal:
    """At most so many seconds or megabytes; or, `beside` a peer, at most so many times what the peer needs."""

    figure: Literal["time", "memory"]
    most: float
    beside: bool = False

    @property
    def words(self) -> str:
        if not self.beside:
            return f"≤ {self.most:g} {'s' if self.figure == 'time' else 'MB'}"
        times = f"{self.most:g}" if self.most >= 1 else f"1/{1 / self.most:g}"
        return f"≤ {times} ×{' memory' if self.figure == 'memory' else ''}"

    def found(self, ours: Sequence[Timing], theirs: Sequence[Timing], more: float, by: By) -> float:
        """The figure that is judged: seconds, megabytes, or the ratio for each file (`more`: so many times the files).

        A ratio is the median of the ratios pair by pair, so that a machine that grows slower moves both.
        """
        name = "memory" if self.figure == "memory" else by
        if self.beside:
            return ratio(ours, theirs, name, 1 if self.figure == "memory" else more)
        return statistics.median(getattr(timing, name) for timing in ours)

    def is_met(self, found: float) -> bool:
        return found <= self.most


def ratio(ours: Sequence[Timing], theirs: Sequence[Timing], name: str, more: float = 1) -> float:
    pairs = zip(ours, theirs, strict=True)
    return statistics.median(getattr(one, name) / getattr(other, name) for one, other in pairs) / more
