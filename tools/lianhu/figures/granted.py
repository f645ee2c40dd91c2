"""Service funds that representatives should have been granted (R24)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lianhu.figures.entry import Due
from lianhu.town.cadence import Cadence
from lianhu.town.kinds import Representative
from lianhu.town.month import DAY, after
from lianhu.town.register import Register
from lianhu.words import say


def funds(cadence: Cadence) -> Iterator[Due]:
    """Of each year since records are kept: due after the town's days from the year's beginning, or from that of the
    service, of who serves then and today.
    """
    register, begin = cadence.register, cadence.begin
    if begin is None:
        return
    for representative in register.serving:
        granted = {one.year for one in cadence.activity.funds_of(representative)}
        years = (year for year in range(begin.year, register.today.year + 1) if year not in granted)
        due = {year: _due_on(register, representative, year) for year in years}
        missing = {year: day for year, day in due.items() if day and begin <= day < register.today}
        if missing:
            sentence = say(
                "No service fund of {years}, of {amount} yuan at least.",
                years=tuple(missing),
                amount=register.limits(max(missing.values())).service_fund,
            )
            yield Due(unit=representative.id, kind="fund", since=min(missing.values()), sentence=sentence)


def _due_on(register: Register, representative: Representative, year: int) -> date | None:
    """The last day on which the year's fund is granted in time; None for a year that nobody asks it of."""
    first = date(year, 1, 1)
    begun = first if representative.group_on(first) else _first_served(representative, year)
    day = begun and after(begun, register.limits(begun).fund_days)
    return day if day and day.year == year and representative.group_on(day) else None


def _first_served(representative: Representative, year: int) -> date | None:
    """When the service began within the year, the last time."""
    days = [seat.since for seat in representative.groups if seat.since.year == year]
    return max((day for day in days if not representative.group_on(day - DAY)), default=None)
