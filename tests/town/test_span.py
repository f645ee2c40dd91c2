"""Spans of days: the first and the last day are in it, and what is to come is neither past nor present."""

from __future__ import annotations

import datetime

import pytest

from lianhu.town.kinds.span import Span, Tense, coming, former, present

SPAN = Span(since=datetime.date(2026, 1, 1), until=datetime.date(2026, 3, 15))


@pytest.mark.parametrize(
    ("day", "tense"),
    [("2025-12-31", "future"), ("2026-01-01", "present"), ("2026-03-15", "present"), ("2026-03-16", "past")],
)
def test_the_tense_of_a_span(day: str, tense: Tense) -> None:
    on = datetime.date.fromisoformat(day)
    assert SPAN.tense(on) == tense
    assert SPAN.covers(on) == (tense == "present")
    chosen = {"past": former, "present": present, "future": coming}
    assert [name for name, choose in chosen.items() if choose([SPAN], on)] == [tense]


def test_an_open_end_never_passes() -> None:
    assert Span(since=SPAN.since).tense(datetime.date.max) == "present"
