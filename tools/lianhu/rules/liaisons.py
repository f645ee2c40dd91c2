"""Rules about who keeps contact with areas and groups (R9, R30): officers of the village, cadres of the town."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lianhu.reading.document import Location
from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town.kinds import Area, Cadre, Group, VillageOfficer
from lianhu.town.kinds.span import Liaison
from lianhu.town.register import Register
from lianhu.words import say


@dataclass(frozen=True)
class _Contact:
    """A liaison of a unit with where it stands, and who holds it."""

    unit: Area | Group
    at: Location
    liaison: Liaison
    officer: VillageOfficer | Cadre


def _contacts(register: Register) -> Iterator[_Contact]:
    liaisons: list[tuple[Area | Group, str, tuple[Liaison, ...]]] = [
        *((area, "liaisons", area.liaisons) for area in register.all(Area)),
        *((group, "liaison_cadres", group.liaison_cadres) for group in register.all(Group)),
    ]
    for unit, name, held in liaisons:
        for index, liaison in enumerate(held):
            if officer := register.officer(liaison.officer):
                yield _Contact(unit, (name, index), liaison, officer)


@scope.of_village(*scope.PEOPLE)
@scope.whatever_the_day
def liaisons_are_officers_of_the_village(register: Register) -> Iterator[Finding]:
    """An officer of its own village keeps contact with an area; with a group, such an officer or a town cadre.

    Source: R9, 分片联系小组; R30, 联组干部.
    """
    for contact in _contacts(register):
        village, at = register.village_of(contact.unit), (*contact.at, "officer")
        if isinstance(contact.officer, VillageOfficer) and register.village_of(contact.officer) is not village:
            message = say("{officer} is an officer of another village.", officer=contact.officer.id)
            yield Finding(contact.unit, at, message, say("Name an officer of {village}.", village=village.id))
        elif isinstance(contact.officer, Cadre) and isinstance(contact.unit, Area):
            message = say("{officer} is a town cadre; areas have a village officer.", officer=contact.officer.id)
            yield Finding(contact.unit, at, message, say("Name an officer of {village}.", village=village.id))


@scope.of_village(*scope.PEOPLE)
@scope.whatever_the_day
def liaisons_hold_their_office(register: Register) -> Iterator[Finding]:
    """Whoever keeps contact with a unit holds the office for all that time.

    Source: R9; G1.
    """
    for contact in _contacts(register):
        spans = (contact.liaison, contact.officer)
        in_order = all(span.until is None or span.since <= span.until for span in spans)
        if in_order and not contact.liaison.lies_within(contact.officer):
            yield Finding(
                contact.unit,
                (
                    *contact.at,
                    "until" if contact.liaison.until and contact.liaison.since >= contact.officer.since else "since",
                ),
                say("{officer} does not hold the office for all this time.", officer=contact.officer.id),
                say("Keep it between {since} and {until}.", since=contact.officer.since, until=contact.officer.until)
                if contact.officer.until
                else say("Begin on {since} or later.", since=contact.officer.since),
            )
