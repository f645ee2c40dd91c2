"""How long issues take: over all accepted ones, the open at their present age, never a mean of closed ones alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from lianhu.figures.figure import Days
from lianhu.figures.tally import Number
from lianhu.town.case import Case


def median_days(cases: Iterable[Case]) -> Days:
    """The middle one, or the mean of the two in the middle. Source: domain.md section 4."""
    return _taken(cases, _median)


def ninetieth_percentile_days(cases: Iterable[Case]) -> Days:
    """Nine of ten took no longer, open ones so far: the nearest rank. Source: domain.md section 4."""
    return _taken(cases, _ninetieth)


def _taken(cases: Iterable[Case], rank: Callable[[Sequence[int]], Number]) -> Days:
    among = tuple(case for case in cases if case.accepted)
    return Days(tuple(case for case in among if case.closed_on), among, rank)


def _median(days: Sequence[int]) -> Number:
    upper = len(days) // 2
    if len(days) % 2:
        return days[upper]
    whole, half = divmod(days[upper - 1] + days[upper], 2)
    return Decimal(f"{whole}.5") if half else whole


def _ninetieth(days: Sequence[int]) -> Number:
    return days[-(-9 * len(days) // 10) - 1]
