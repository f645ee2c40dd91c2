"""Rules about photos: a record and its files name each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lianhu import public
from lianhu.reading import photos
from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town import consent
from lianhu.town.kinds import Issue, Representative
from lianhu.town.register import Register
from lianhu.words import say
from lianhu.words.problems import Problem


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def photos_are_there(register: Register) -> Iterator[Finding]:
    """A photo that a record names lies in its village's folder and is named after the record.

    Source: G2, G4.
    """
    for record, at, folder, name in _named(register):
        own = record.id.removeprefix(f"{register.village_of(record).id}-")
        rest = name.rsplit(".", 1)[0].removeprefix(own)
        if not name.startswith(own) or (folder == "photos" and rest) or (folder == "evidence" and rest[:1] != "-"):
            yield Finding(
                record,
                at,
                say("{name} is not named after this record.", name=name),
                say("Name the file {own} and what follows.", own=own),
            )
        elif photos.place_of(register.village_of(record).id, folder, name) not in register.photos:
            yield Finding(
                record,
                at,
                say("The photo {name} is missing.", name=name),
                say("Put it into the village's folder {folder}, or take the line out.", folder=folder),
            )


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def photos_have_consent(register: Register) -> Iterator[Finding]:
    """A photo is kept only while its person agrees to have it shown; with a withdrawal it goes at once.

    Source: Personal Information Protection Law, separate consent (art. 25), withdrawal (15-16), deletion (47).
    """
    for representative in register.all(Representative):
        if not representative.photo:
            continue
        # Whatever the day: a rule that turns on by itself overnight would keep the old site, and the photo, up.
        data: Any = register.origin(representative).document.data
        *_, (_, given) = consent.steps(data[consent.CONSENT].get("photo", {}))
        if withdrawn := given.get(consent.WITHDRAWN):
            yield Finding(
                representative,
                ("photo",),
                say("Consent to this photo is withdrawn ({day}), and its file still lies here.", day=withdrawn),
                say("Take out this line and the file; 'lianhu withdraw {id} photo' does both.", id=representative.id),
            )
        elif not (given.get("web") or given.get("wall")):
            yield Finding(
                representative,
                ("photo",),
                say("Nobody has agreed to have this photo shown."),
                say("Record the consent under consent.photo, or take out this line and the file."),
            )


@scope.of_village(*scope.ISSUES)
def who_has_left_leaves_neither_photo_nor_phone(register: Register) -> Iterator[Finding]:
    """Photo and phone of whoever no longer serves go from the records within the town's days; they are shown no longer.

    Source: Personal Information Protection Law, deletion when the purpose is served (47).
    """
    for representative in register.all(Representative):
        data: Any = register.origin(representative).data
        for item in sorted(public.outlived(data, register.today, register) & data.keys()):
            yield Finding(
                representative,
                (item,),
                say(
                    "{id} left on {day}, and this is still in the record: {item}.",
                    id=representative.id,
                    day=public.left_on(data, register.today),
                    item=register.filed(representative).kind.at((item,))["title"],
                ),
                say("Take out the line, and a photo's file; no page shows them any more."),
                level="warning",
            )


@scope.of_village(*scope.ISSUES)
def without_record(register: Register) -> Iterator[Problem]:
    """Photos that no record names: whoever is on one has not agreed to it here."""
    named = {
        photos.place_of(register.village_of(record).id, folder, name) for record, _, folder, name in _named(register)
    }
    for path in sorted(set(register.photos) - named):
        yield Problem(
            path=path,
            rule="named_photo",
            message=say("No record names this photo."),
            fix=say("Name it in its record, or remove the file."),
        )


def _named(register: Register) -> Iterator[tuple[Representative | Issue, tuple[str | int, ...], str, str]]:
    for representative in register.all(Representative):
        if representative.photo:
            yield representative, ("photo",), "photos", representative.photo
    for issue in register.all(Issue):
        for index, event in enumerate(issue.events):
            for number, name in enumerate(event.evidence):
                yield issue, ("events", index, "evidence", number), "evidence", name
