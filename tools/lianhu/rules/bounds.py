"""The rule that every day has bounds, whatever it is the day of; those that know what it is draw narrower ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from lianhu.reading.document import Location
from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town import corrections, marks
from lianhu.town.register import Register
from lianhu.town.schemas import Kind, values_at
from lianhu.words import say

_DAY = "day"


@scope.of_each_record()
def days_lie_within_the_towns_years(register: Register) -> Iterator[Finding]:
    """Every day that a record names lies between the town's first year, 1949 where it names none, and so many years
    ahead as it allows, ten where it says nothing.

    Source: G6 (a day in a far year is none).
    """
    limits = register.town.limits
    first, last = limits.first_year, register.today.year + limits.years_ahead
    plans = {name: marks.plan((at, _DAY) for at in kind.days) for name, kind in register.schemas.kinds.items()}
    for document in register.documents:
        data = corrections.applied(document.data)
        days = marks.gathered(data, plans[document.kind.name])[_DAY]
        if all(first <= date.fromisoformat(day).year <= last for day in days):
            continue
        for at, day in outside(document.kind, data, first, last):
            yield Finding(
                register.record(document),
                at,
                say("{day} lies outside the town's years, {first} to {last}.", day=day, first=first, last=last),
                say("Correct the year; 'limits' in records/town.yaml say which years are possible."),
            )


def outside(kind: Kind, data: Any, first: int, last: int) -> Iterator[tuple[Location, date]]:
    """The days in a record's data that lie in no year from the first to the last, with where they stand."""
    for pattern in kind.days:
        for at, written in values_at(data, pattern):
            day = date.fromisoformat(written)
            if not first <= day.year <= last:
                yield at, day
