"""The rule about names of persons: whoever is named is somebody."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.personal import is_placeholder
from lianhu.reading.document import Location
from lianhu.rules.finding import Finding
from lianhu.town.register import Register
from lianhu.town.schemas import values_at
from lianhu.words import Text, say
from lianhu.words.problems import quoted


def names_are_of_persons(register: Register) -> Iterator[Finding]:
    """Where a person's name stands, somebody is named; that nobody holds an office is a vacancy.

    Source: R9 (a contact leads to one person).
    """
    for record, origin in register.origins():
        for place in origin.kind.names:
            for at, name in values_at(origin.data, place):
                if is_placeholder(name):
                    yield Finding(record, at, say("{found} is nobody's name.", found=quoted(name)), _fix(at))


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
