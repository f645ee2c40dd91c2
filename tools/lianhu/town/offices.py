"""Offices that nobody holds: from when until when, of a group's and an area's head and of a village's posts (R9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeAlias

from lianhu.town.kinds import Area, Group, Village, VillageOfficer
from lianhu.town.kinds.span import Holder, Vacancy, present

DAY = timedelta(days=1)

Unit: TypeAlias = "Area | Group | Village"


def holders(unit: Unit) -> Sequence[Holder]:
    """Who holds or held the offices of a unit: its heads, or a village's officers."""
    return unit.officers if isinstance(unit, Village) else unit.heads


def head(unit: Group | Area) -> str:
    """The word for who leads the unit."""
    return "group_head" if isinstance(unit, Group) else "area_head"


def vacancies(unit: Unit) -> tuple[Vacancy, ...]:
    """The unit's vacancies as they are recorded, each with its end where there is one.

    One without `until` ends on the day before the office's next holder begins, else with the unit. Of two seats of
    one post that are vacant, the next holder fills the one that has been vacant longer.
    """
    ends: dict[int, date] = {}
    waiting = sorted((vacancy.since, index) for index, vacancy in enumerate(unit.vacancies) if not vacancy.until)
    for holder in sorted(holders(unit), key=lambda holder: holder.since):
        for since, index in waiting:
            if index not in ends and since < holder.since and unit.vacancies[index].post == _post(holder):
                ends[index] = holder.since - DAY
                break
    return tuple(
        replace(vacancy, until=vacancy.until or ends.get(index) or _end(unit, vacancy))
        for index, vacancy in enumerate(unit.vacancies)
    )


def vacant(unit: Unit, day: date) -> tuple[Vacancy, ...]:
    """The vacancies of the day."""
    return present(vacancies(unit), day)


def _post(holder: Holder) -> str | None:
    return holder.post if isinstance(holder, VillageOfficer) else None


def _end(unit: Unit, vacancy: Vacancy) -> date | None:
    """The unit's last day, for a vacancy that began by then."""
    return unit.until if unit.until and vacancy.since <= unit.until else None
