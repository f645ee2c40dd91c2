"""What of persons in office is not shown: phones without consent or after the office, names given back, other hats.

Whoever holds an office is named with it: that is the village's business. The phone is the person's own, and shown with
consent and in office alone. Who has left the office may ask to be named no longer: 姓+职务 stands in the name's place.
That a holder is also a representative is said only where that representative is named.

Sources: domain.md section 6; Personal Information Protection Law, separate consent (art. 25), withdrawal (15-16),
deletion (47).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianhu.personal import OF_OFFICES, withheld_name
from lianhu.public.hidden import Place, agreed, names_withheld, refused, shown_until
from lianhu.reading.document import Location
from lianhu.town import corrections, offices
from lianhu.town.consent import CONSENT, WITHDRAWN
from lianhu.town.kinds import AnyUnit, Representative
from lianhu.town.kinds.span import Holder
from lianhu.town.offices import Held
from lianhu.town.register import Register


@dataclass(frozen=True)
class Veil:
    """A value that is not shown: `at` is its place in the document, `instead` what is shown there, if anything."""

    at: Location
    instead: str | None = None


@dataclass(frozen=True)
class Names:
    """What the door asks of a whole town beside the record and its village: the names of representatives that are not
    shown (`withheld`) and of former holders of offices (`given_back`), and which representatives are `named`, by id."""

    withheld: frozenset[str]
    given_back: frozenset[str]
    named: frozenset[str]

    @classmethod
    def of(cls, register: Register, place: Place) -> Names:
        given_back = (one.holder.name for one in offices.held(register) if is_withdrawn(register, one))
        named = (one.id for one in register.all(Representative) if _is_named(register, one, place))
        return cls(frozenset(names_withheld(register, place)), frozenset(given_back), frozenset(named))


def veils(register: Register, place: Place, names: Names) -> Mapping[str, Sequence[Veil]]:
    """What of holders and deputies is not shown at the place on the register's day, by the path of the document."""
    found: dict[str, list[Veil]] = defaultdict(list)
    for one in offices.held(register):
        found[register.filed(one.unit).path] += _of_holder(register, one, place, names.named)
    for unit in register.units:
        found[register.filed(unit).path] += _of_deputies(register, unit, names)
    return found


def is_withdrawn(register: Register, one: Held) -> bool:
    """Whether the person has left the office and is to be named no longer."""
    withdrawn = entry(register, one).get(CONSENT, {}).get("name", {}).get(WITHDRAWN)
    is_over = one.holder.tense(register.today) == "past"
    return is_over and withdrawn is not None and date.fromisoformat(withdrawn) <= register.today


def phones_after_office(register: Register) -> Iterator[tuple[str, Location]]:
    """Phones that only the end of an office has hidden: path and place; no mistake of anybody's."""
    for one in offices.held(register):
        if _is_over(register, one.holder) and agreed(entry(register, one), "phone", "web", register.today):
            yield register.filed(one.unit).path, (*one.at, "phone")


def entry(register: Register, one: Held) -> Any:
    """What is recorded of a holder, as plain data."""
    return corrections.value_at(register.origin(one.unit).data, one.at)


def _is_over(register: Register, holder: Holder) -> bool:
    """Whether the holder is not in office, and the days for which the town shows a phone afterwards are over."""
    last_day = shown_until(register, holder.until) if holder.until else register.today
    return not holder.since <= register.today <= last_day


def _is_named(register: Register, one: Representative, place: Place) -> bool:
    """Whether the representative agrees to be named there, and the record names and does not withhold."""
    agrees = "name" not in refused(register.origin(one).data, place, register.today)
    return agrees and one.name != withheld_name(one.name)


def _of_holder(register: Register, one: Held, place: Place, named: Container[str]) -> Iterator[Veil]:
    recorded, holder, today = entry(register, one), one.holder, register.today
    is_gone = is_withdrawn(register, one)
    if is_gone:
        yield Veil((*one.at, "name"), withheld_name(holder.name, OF_OFFICES[one.office]))
    if holder.phone and (_is_over(register, holder) or not agreed(recorded, "phone", place, today)):
        yield Veil((*one.at, "phone"))
    if holder.representative and (is_gone or holder.representative not in named):
        yield Veil((*one.at, "representative"))


def _of_deputies(register: Register, unit: AnyUnit, names: Names) -> Iterator[Veil]:
    at = register.origin(unit).at
    for index, vacancy in enumerate(offices.vacancies(unit)):
        here = (*at, "vacancies", index)
        is_gone = vacancy.deputy in names.given_back and vacancy.tense(register.today) == "past"
        if is_gone and vacancy.deputy:
            yield Veil((*here, "deputy"), withheld_name(vacancy.deputy, OF_OFFICES["deputy"]))
        if vacancy.representative and (is_gone or vacancy.representative not in names.named):
            yield Veil((*here, "representative"))
