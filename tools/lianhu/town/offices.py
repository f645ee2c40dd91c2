"""Offices: who holds which, and from when until when nobody does (R9): heads, village officers, the town's cadres."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec import structs

from lianhu.reading.document import Location
from lianhu.town.kinds import AnyUnit, Area, Cadre, Group, Town, Village, VillageOfficer
from lianhu.town.kinds.span import Holder, Vacancy, present
from lianhu.town.month import DAY
from lianhu.town.register import Register


@dataclass(frozen=True, kw_only=True)
class Held:
    """An office and who holds or held it: `at` is where that stands in the document that `unit` is recorded in."""

    unit: AnyUnit | Town
    office: str
    holder: Holder
    at: Location

    @property
    def id(self) -> str:
        """By what the person is found: an id of one's own, or the unit's for its head."""
        if isinstance(self.holder, VillageOfficer | Cadre):
            return self.holder.id
        return "" if isinstance(self.unit, Town) else self.unit.id


def held(register: Register) -> Iterator[Held]:
    """Every office of group and area heads, village officers and the town's cadres, present, past and to come."""
    led: tuple[Group | Area, ...] = (*register.all(Group), *register.all(Area))
    for unit in led:
        for index, holder in enumerate(unit.heads):
            yield Held(unit=unit, office=head(unit), holder=holder, at=(*register.origin(unit).at, "heads", index))
    for officer in register.all(VillageOfficer):
        village = register.village_of(officer)
        yield Held(unit=village, office="village_officer", holder=officer, at=register.origin(officer).at)
    for cadre in register.all(Cadre):
        yield Held(unit=register.town, office="liaison_cadre", holder=cadre, at=register.origin(cadre).at)


def by_representative(register: Register) -> Mapping[str, Sequence[Held]]:
    """The offices of persons who are representatives too, by the representative's id."""
    found: dict[str, list[Held]] = defaultdict(list)
    for one in held(register):
        if one.holder.representative:
            found[one.holder.representative].append(one)
    return found


def answering(unit: Group | Area, day: date) -> Holder | Vacancy | None:
    """The unit's head of the day, or the vacancy that says who stood in; None where the records know nobody."""
    return next(iter(present(unit.heads, day)), None) or next(iter(vacant(unit, day)), None)


def holders(unit: AnyUnit) -> Sequence[Holder]:
    """Who holds or held the offices of a unit: its heads, or a village's officers."""
    return unit.officers if isinstance(unit, Village) else unit.heads


def head(unit: Group | Area) -> str:
    """The word for who leads the unit."""
    return "group_head" if isinstance(unit, Group) else "area_head"


def vacancies(unit: AnyUnit) -> tuple[Vacancy, ...]:
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
        structs.replace(vacancy, until=vacancy.until or ends.get(index) or _end(unit, vacancy))
        for index, vacancy in enumerate(unit.vacancies)
    )


def vacant(unit: AnyUnit, day: date) -> tuple[Vacancy, ...]:
    """The vacancies of the day."""
    return present(vacancies(unit), day)


def _post(holder: Holder) -> str | None:
    return holder.post if isinstance(holder, VillageOfficer) else None


def _end(unit: AnyUnit, vacancy: Vacancy) -> date | None:
    """The unit's last day, for a vacancy that began by then."""
    return unit.until if unit.until and vacancy.since <= unit.until else None
