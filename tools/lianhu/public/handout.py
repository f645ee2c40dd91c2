"""What a representative is given on paper: the contact card for the households served, and the certificate (R23).

Both are made from the wall's register, as the boards are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lianhu.public import wall
from lianhu.public.view import Posted, photo_address
from lianhu.town.kinds import Group


@dataclass(frozen=True, kw_only=True)
class Card:
    """A contact card (联户卡): whom a household asks, and where they are found."""

    person: wall.Person
    group: str
    workstation: str
    place: str
    hours: str | None


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What a choice gave: until when, under which number, `kind` is the village's. `photo` is a JPEG."""

    name: str
    village: str
    kind: str
    group: str
    number: str
    start: date
    end: date
    photo: bytes | None


def cards(town: Posted, group: Group) -> Iterator[tuple[str, Card]]:
    """The card of everybody who serves the group today, with the representative's id."""
    station = group.workstation
    for one in town.representatives_of(group):
        person = wall.person(town, group, one)
        yield (
            one.id,
            Card(
                person=person, group=group.name, workstation=station.name, place=station.venue.name, hours=station.hours
            ),
        )


def certificates(town: Posted, group: Group) -> Iterator[tuple[str, Certificate]]:
    """The certificates of those who serve the group today and are named on the wall, with the representative's id."""
    village = town.village_of(group)
    for one in town.representatives_of(group):
        term = one.term_begun_by(town.today)
        if term and not one.name_withheld:
            yield (
                one.id,
                Certificate(
                    name=one.name,
                    village=village.name,
                    kind=village.kind,
                    group=group.name,
                    number=term.certificate,
                    start=term.start,
                    end=term.last_day,
                    photo=town.photos.get(photo_address(one.id)),
                ),
            )
