"""`lianhu show` tells the same days as the pages: from the first to the last, both included."""

from __future__ import annotations

import datetime

import pytest

from lianhu.public.show import show
from lianhu.town.register import Register


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-06-30", "白秋分 村委会委员 (2026-01-01 to 2026-06-30)"),
        ("2026-07-01", "白秋分 村委会委员 (2026-01-01 to 2026-06-30)"),
    ],
)
def test_an_office_with_an_end_shows_both_days(day: str, told: str, town_register: Register) -> None:
    """Also while it is held: an end that is known is told."""
    then = Register(town_register.documents, town_register.schemas, datetime.date.fromisoformat(day))
    assert told in [str(line.value) for line in show(then, "heping")]


def test_who_is_chosen_is_shown_before_the_first_day(town_register: Register) -> None:
    then = Register(town_register.documents, town_register.schemas, datetime.date(2026, 6, 7))
    labels = {
        str(line.label): str(line.value) for line in show(then, "heping-g01") if "heping-g01-r0" in str(line.value)
    }
    assert labels["representative to come"].startswith("heping-g01-r03 ")
    assert labels["former representative"].startswith("heping-g01-r02 ")
