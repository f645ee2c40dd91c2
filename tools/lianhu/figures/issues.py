"""Figures about issues; the definitions are those of domain.md section 4, one function a figure."""

from __future__ import annotations

from collections.abc import Iterable

from lianhu import loop
from lianhu.figures.figure import Rate
from lianhu.kinds import Issue


def accepted(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """受理: all issues but those not accepted and duplicates."""
    return tuple(issue for issue in issues if loop.state(issue) not in loop.NOT_COUNTED)


def closing_rate(issues: Iterable[Issue]) -> Rate:
    """办结率: closed / accepted."""
    among = accepted(issues)
    return Rate(tuple(issue for issue in among if loop.state(issue) == "closed"), among)
