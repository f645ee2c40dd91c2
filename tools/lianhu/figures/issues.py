"""Figures about issues; the definitions are those of domain.md section 4, one function a figure."""

from __future__ import annotations

from collections.abc import Iterable

from lianhu.figures.figure import Count, Rate
from lianhu.figures.rows import Removed
from lianhu.town.case import RATINGS, SATISFIED, Case

# The ages of open issues, in days: from the first to the last, both included; the last band has no end.
AGES: tuple[tuple[int, int | None], ...] = ((0, 7), (8, 30), (31, 90), (91, None))


def _count(rows: Iterable[Case | Removed]) -> Count:
    return Count(tuple(rows))


def accepted_issues(cases: Iterable[Case]) -> Count:
    """All issues but refused ones and duplicates of which the residents were told. Source: domain.md section 4."""
    return _count(case for case in cases if case.accepted)


def closed(cases: Iterable[Case]) -> Count:
    """Accepted and closed, not reopened since. Source: domain.md section 4."""
    return _count(case for case in cases if case.state == "closed")


def still_open(cases: Iterable[Case]) -> Count:
    """Accepted and not closed. Source: domain.md section 4."""
    return _count(case for case in cases if case.is_open)


def deferred(cases: Iterable[Case]) -> Count:
    """Open and put off with a reason: shown apart, since no rate forgives it. Source: R28."""
    return _count(case for case in cases if case.state == "deferred")


def not_accepted(cases: Iterable[Case]) -> Count:
    """Refused with a reason, and the residents told: in no rate, therefore apart. Source: domain.md section 4."""
    return _count(case for case in cases if case.state == "not_accepted")


def duplicates(cases: Iterable[Case]) -> Count:
    """The same matter as another issue, and the residents told. Source: domain.md section 4."""
    return _count(case for case in cases if case.state == "duplicate")


def untold(cases: Iterable[Case]) -> Count:
    """Refused or merged, and the residents not told yet: accepted and open until they are. Source: R28."""
    return _count(case for case in cases if case.state in ("not_accepted_untold", "duplicate_untold"))


def gathered(cases: Iterable[Case]) -> Count:
    """Answered together with like matters, in one of the village or town; accepted like any. Source: R32."""
    return _count(case for case in cases if case.accepted and case.lead)


def removed(removals: Iterable[Removed], of_issues: bool) -> Count:
    """Published and taken away again, not only to another id: in no rate, therefore apart. Source: G3, G6."""
    return _count(removal for removal in removals if (removal.kind == "issue") == of_issues)


def opinions_collected(cases: Iterable[Case], kind: str) -> Count:
    """Opinions or suggestions that were registered, refused ones too; one entered twice once. Source: domain.md 1."""
    return _count(case for case in cases if case.kind == kind and case.state != "duplicate")


def problems_solved(cases: Iterable[Case], kind: str) -> Count:
    """Issues of a kind that were fixed, as the resolution rate counts them. Source: domain.md section 1."""
    return _count(case for case in cases if case.kind == kind and case.accepted and case.fixed)


def closing_rate(cases: Iterable[Case]) -> Rate:
    """办结率: closed / accepted. Source: domain.md section 4."""
    among = tuple(case for case in cases if case.accepted)
    return Rate(tuple(case for case in among if case.state == "closed"), among)


def on_time_rate(cases: Iterable[Case]) -> Rate:
    """按期办结率: closed by the due date / closed with one.

    An issue past its date that stays open is not in it; `deadline_rate` is the figure that counts it.
    Source: domain.md section 4.
    """
    among = tuple(case for case in cases if case.closed_on and case.due)
    return Rate(tuple(case for case in among if case.in_time), among)


def deadline_rate(cases: Iterable[Case]) -> Rate:
    """到期办结率: closed by the due date / accepted ones closed with a date or open past it.

    Beside the on-time rate, which leaving a late issue open would spare: here it counts as not in time.
    Source: this project, so that ignoring a hard case never pays.
    """
    among = tuple(case for case in cases if case.accepted and case.due and (case.closed_on or case.date_has_passed))
    return Rate(tuple(case for case in among if case.in_time), among)


def overdue(cases: Iterable[Case]) -> Count:
    """Open, and its date has passed. Source: domain.md section 4."""
    return _count(case for case in cases if case.is_open and case.date_has_passed)


def feedback_rate(cases: Iterable[Case]) -> Rate:
    """反馈率: fed back / resolved or explained; what a dispute reopened is neither. Who was not reached was not told.

    Source: domain.md section 4.
    """
    among = tuple(case for case in cases if case.settled)
    return Rate(tuple(case for case in among if case.fed_back), among)


def resolution_rate(cases: Iterable[Case]) -> Rate:
    """解决率: resolved or closed, as fixed / accepted; half-fixed and explained do not count.

    Source: domain.md section 4.
    """
    among = tuple(case for case in cases if case.accepted)
    return Rate(tuple(case for case in among if case.fixed), among)


def satisfaction_rate(cases: Iterable[Case]) -> Rate:
    """满意率: very satisfied and satisfied / rated; the last rating of each issue. Source: domain.md section 4."""
    among = tuple(case for case in cases if case.accepted and case.rating)
    return Rate(tuple(case for case in among if case.rating in SATISFIED), among)


def ratings(cases: Iterable[Case], rating: str) -> Count:
    """Accepted issues whose last rating is this one. Source: domain.md section 4."""
    assert rating in RATINGS
    return _count(case for case in cases if case.accepted and case.rating == rating)


def unrated(cases: Iterable[Case]) -> Count:
    """Fed back without a rating that holds: not rated, not reached, or disputed since. Source: domain.md section 4."""
    return _count(case for case in cases if case.accepted and case.was_fed_back and not case.rating)


def escalations(cases: Iterable[Case], level: str) -> Count:
    """Accepted issues that were ever escalated to this level. Source: R32."""
    return _count(case for case in cases if case.accepted and level in case.levels)


def open_ages(cases: Iterable[Case], band: tuple[int, int | None]) -> Count:
    """Open issues by the days since their report. Source: domain.md section 4."""
    first, last = band
    return _count(case for case in cases if case.is_open and first <= case.days and (last is None or case.days <= last))
