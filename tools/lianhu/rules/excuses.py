"""What excuses something found in a record: that it is public, an exception of the town's, a confirmation beside it."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lianhu.reading.document import Location
from lianhu.rules.named import named
from lianhu.rules.sightings import NAME, Sighting, sightings
from lianhu.town.register import Register
from lianhu.town.schemas import EACH, Filed, values_at

CONFIRMED = "confirmed"

RULE_OF: Mapping[str, str] = {
    "identity_number": "records_hold_no_identity_numbers",
    "bank_card": "records_hold_no_bank_cards",
    "phone": "records_hold_no_private_contacts",
    "e_mail": "records_hold_no_private_contacts",
    "chat_account": "records_hold_no_private_contacts",
    "number_plate": "records_hold_no_number_plates",
    "home": "records_name_no_homes",
    "minor": "records_name_no_minors",
    "accusation": "records_hold_no_accusations",
    "health": "records_tell_of_nobodys_health",
    "hardship": "records_tell_of_nobodys_hardship",
    "reporter": "records_name_no_reporters",
    "link": "records_hold_no_private_links",
    "private_name": "records_name_no_private_persons",
}


class Public:
    """What of offices and who holds them is public, made where it is asked for."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def says(self, sighting: Sighting) -> bool:
        """Whether what was found is an office's number, or a name that is said with an office of the same village."""
        found = sighting.found
        if found.detector == NAME:
            return found.value in self._names.get(sighting.document.village, ())
        return found.detector == "phone" and found.value in self._phones

    @functools.cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        return named(self._register)

    @functools.cached_property
    def _phones(self) -> frozenset[str]:
        return _office_phones(self._register)


def _office_phones(register: Register) -> frozenset[str]:
    """Every number that the records publish as an office's, digits only."""
    places = {name: tuple(_phone_places(kind.schema)) for name, kind in register.schemas.kinds.items()}
    return frozenset(
        re.sub("[^0-9]", "", number)
        for document in register.documents
        for at in places.get(document.kind.name, ())
        for _, number in values_at(document.data, at)
    )


def _phone_places(schema: Mapping[str, Any], at: Location = ()) -> Iterator[Location]:
    """Where an office's phone stands; one beside which consent stands is a person's own."""
    properties = schema.get("properties", {})
    if "phone" in properties and "consent" not in properties:
        yield (*at, "phone")
    for key, value in properties.items():
        if key != "consent":
            yield from _phone_places(value, (*at, key))
    if "items" in schema:
        yield from _phone_places(schema["items"], (*at, EACH))


def fingerprint(place: str, rule: str, value: str) -> str:
    """What stands for the value where it is excused: sixteen hexadecimal digits, different in every place.

    `place` is a file's path for an exception of the town's, a record's id for a confirmation, which moves with it.
    Who knows what was masked can find a phone from it by trying: it is given to who asks for it, never with a problem.
    """
    return hashlib.sha256(f"{place}\n{rule}\n{value}".encode()).hexdigest()[:16]


def excepting(sighting: Sighting) -> tuple[str, str, str]:
    """The file, the rule and the fingerprint that an exception of the town's names."""
    rule = RULE_OF[sighting.found.detector]
    return sighting.path, rule, fingerprint(sighting.path, rule, sighting.found.value)


def confirming(sighting: Sighting) -> tuple[str, str]:
    """The rule that asks, and the fingerprint that a confirmation in the record itself names."""
    rule = RULE_OF[sighting.found.detector]
    return rule, fingerprint(sighting.document.id, rule, sighting.found.value)


def unexcused(register: Register, *rules: str) -> Iterator[tuple[str, Sighting]]:
    """What is found and nothing excuses, each with the rule that it breaks, one of `rules` if any are given: it is not
    public, no exception of the town's and, where it is asked, no confirmation in the record excuses it. A name that is
    told beside something else is left to that."""
    excepted = {(each.path, each.rule, each.fingerprint) for each in register.town.exceptions}
    public = Public(register)
    for sighting in sightings(register):
        rule = RULE_OF[sighting.found.detector]
        if (
            (not rules or rule in rules)
            and not sighting.found.is_told_beside
            and not public.says(sighting)
            and excepting(sighting) not in excepted
            and (sighting.found.is_sure or confirming(sighting) not in confirmed(sighting.document))
        ):
            yield rule, sighting


def is_confirmed_in_place(sighting: Sighting) -> bool:
    """Whether a confirmation in the record excuses the finding; else only an exception of the town's does."""
    return not sighting.found.is_sure and CONFIRMED in sighting.document.kind.schema["properties"]


def confirmed(document: Filed) -> list[tuple[str, str]]:
    """What the record confirms, in its order: the rule that asked, and the fingerprint."""
    data: Any = document.data
    return [(each["rule"], each["fingerprint"]) for each in data.get(CONFIRMED, ())]
