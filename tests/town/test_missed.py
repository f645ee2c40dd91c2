"""Missed weeks and months folded into ranges: they add up to what was missed, whatever came between."""

from __future__ import annotations

import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lianhu.town.cadence import Turn
from lianhu.town.missed import folded
from lianhu.town.month import DAY, WEEK, Month

MONDAY = datetime.date(2025, 11, 24)
STATES = st.lists(st.sampled_from(("missed", "done", "absent", "not_due")), max_size=60)


def weeks(states: list[str]) -> list[Turn]:
    return [
        Turn(first, first + 6 * DAY, done=state == "done", is_over=True, is_due=state != "not_due")
        for first, state in ((MONDAY + number * WEEK, state) for number, state in enumerate(states))
        if state != "absent"
    ]


@given(STATES)
def test_ranges_add_up_to_the_missed_weeks(states: list[str]) -> None:
    missed = {turn.first for turn in weeks(states) if turn.is_missed}
    ranges = folded(weeks(states))
    assert sum(one.count for one in ranges) == len(missed)
    told = {one.first + number * WEEK for one in ranges for number in range(one.count)}
    assert told == missed
    assert all(one.last == one.first + one.count * WEEK - DAY for one in ranges)


@given(STATES)
def test_between_two_ranges_something_lies(states: list[str]) -> None:
    ranges = folded(weeks(states))
    assert all(later.first > before.last + DAY for before, later in pairwise(ranges))


@given(st.lists(st.booleans(), max_size=40))
def test_months_follow_each_other_whatever_their_length(done: list[bool]) -> None:
    months = [Month(2023, 11)]
    for _ in done:
        months.append(months[-1].next)
    turns = [Turn(month.first, month.last, done=one, is_over=True) for month, one in zip(months, done, strict=False)]
    ranges = folded(turns)
    assert sum(one.count for one in ranges) == done.count(False)
    assert len(ranges) == sum(not one and (number == 0 or done[number - 1]) for number, one in enumerate(done))


def test_what_is_not_over_is_not_missed() -> None:
    assert folded([Turn(MONDAY, MONDAY + 6 * DAY, done=False, is_over=False)]) == ()
