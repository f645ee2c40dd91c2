"""Rules about names of persons: whoever is named is somebody, and one person has one name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lianhu.personal import OF_OFFICES, is_placeholder, withholds
from lianhu.reading.document import Location
from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town import corrections, offices
from lianhu.town.kinds import AnyUnit, Area, Group, Representative, Town, Village
from lianhu.town.register import Register
from lianhu.town.schemas import values_at
from lianhu.words import Text, say
from lianhu.words.problems import quoted


@scope.of_each_record()
@scope.whatever_the_day
def names_are_of_persons(register: Register) -> Iterator[Finding]:
    """Where a person's name stands, somebody is named; that nobody holds an office is a vacancy.

    Source: R9 (a contact leads to one person).
    """
    for document in register.documents:
        for place in document.kind.names:
            for at, name in values_at(corrections.applied(document.data), place):
                if is_placeholder(name):
                    record: Any = register.record(document)
                    yield Finding(record, at, say("{found} is nobody's name.", found=quoted(name)), _fix(at))


@scope.of_each_record(Village, Group, Representative)
@scope.whatever_the_day
def one_person_has_one_name(register: Register) -> Iterator[Finding]:
    """Whoever holds an office or stands in, and is said to be a representative too, has that representative's name.

    Source: R9 (a contact leads to one person).
    """
    for record, at, name, other in _two_offices(register):
        representative = register.find(Representative, other)
        if representative and not _agree(name, representative.name):
            # One of the names may be withheld, so the message names none.
            yield Finding(
                record,
                (*at, "representative"),
                say("This person and {one} have different names.", one=representative.id),
                say("Correct the name or the number that is wrong; if they are two persons, take this line out."),
            )


def _two_offices(register: Register) -> Iterator[tuple[Any, Location, str, str]]:
    """Where somebody is said to be a representative too: the document's record, the place, the name, and who."""
    for one in offices.held(register):
        if one.holder.representative:
            yield _document(register, one.unit), one.at, one.holder.name, one.holder.representative
    for unit in register.units:
        for index, vacancy in enumerate(unit.vacancies):
            if vacancy.representative and vacancy.deputy:
                at = (*register.origin(unit).at, "vacancies", index)
                yield _document(register, unit), at, vacancy.deputy, vacancy.representative


def _document(register: Register, unit: AnyUnit | Town) -> Any:
    return register.village_of(unit) if isinstance(unit, Area) else unit


def _agree(name: str, representative: str) -> bool:
    """Whether two names are one, or one of them is the other withheld, as a public repository has it."""
    return (
        name == representative
        or withholds(representative, name)
        or any(withholds(name, representative, post) for post in OF_OFFICES.values())
    )


def _fix(at: Location) -> Text:
    if at[-1] == "deputy":
        return say("Name the person who stands in, and nothing besides.")
    if "cadres" in at:
        return say("Write the name of who holds the office, and nothing besides; if nobody does, take the entry out.")
    if "officers" in at:
        return say(
            "Write the name of who holds the office, and nothing besides; if nobody does, take the entry out and "
            "record a vacancy under 'vacancies', with post, since, reason and filled_by."
        )
    if "heads" in at:
        return say(
            "Write the name of who holds the office, and nothing besides; if nobody does, take the entry out and "
            "record a vacancy under 'vacancies', with since, reason, deputy and filled_by."
        )
    return say("Write the person's name, and nothing besides; nobody is recorded before being chosen.")
