"""The rule that every day has bounds, whatever it is the day of; those that know what it is draw narrower ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from lianhu.reading.document import Location
from lianhu.rules.finding import Finding
from lianhu.town.register import Register
from lianhu.town.schemas import Kind, values_at
from lianhu.words import say


def days_lie_within_the_towns_years(register: Register) -> Iterator[Finding]:
    """Every day that a record names lies between the town's first year, 1949 where it names none, and so many years
    ahead as it allows, ten where it says nothing.

    Source: G6 (a day in a far year is none).
    """
    limits = register.town.limits
    first, last = limits.first_year, register.today.year + limits.years_ahead
    for record, origin in register.origins():
        for at, day in outside(origin.kind, origin.data, first, last):
            yield Finding(
                record,
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
