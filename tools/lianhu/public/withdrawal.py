"""Somebody withdraws a consent: what changes in the records, and how it is taken out of the history.

Sources: Personal Information Protection Law, withdrawal (art. 15-16), deletion (47); domain.md section 6.
"""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lianhu.personal import OF_OFFICES, WITHHELD, mask, surname, withheld_name
from lianhu.public import purge
from lianhu.public.hidden import NEEDS_CONSENT
from lianhu.public.purge import PurgeStep
from lianhu.reading import photos
from lianhu.reading.contents import replaced
from lianhu.reading.document import Json
from lianhu.reading.files import Tree
from lianhu.town import consent, corrections, offices
from lianhu.town.consent import CONSENT, WITHDRAWN
from lianhu.town.kinds import Cadre, Representative, VillageOfficer
from lianhu.town.offices import Held
from lianhu.town.register import Origin, Register
from lianhu.words import say
from lianhu.words.problems import ToolError, quoted
from lianhu.writing import disk, edits

# What takes the place of a phone in old commits: a number that has the form of one and is nobody's.
NOBODYS_PHONE = "0000-0000000"
UNKNOWN = "***"  # a value that is in the records no longer


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody whose consent a record holds: a representative, or who holds or held an office.

    `origin` is where the person's entry stands, `post` what stands behind the family name of who is not named, `photo`
    the photo's place beside the record.
    """

    id: str
    origin: Origin
    name: str
    post: str
    phone: str | None
    photo: str | None = None
    office: Held | None = None

    @property
    def entry(self) -> Any:
        """What is recorded of the person, as it is written."""
        return corrections.value_at(self.origin.document.data, self.origin.at)


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """What a withdrawal does: to the record at `path`, and to the photo's file if it goes.

    `title` is the item in the town's words; `stays` where the record keeps the value, for the office alone.
    """

    person: Person
    item: str
    title: str
    path: str
    before: bytes
    after: bytes
    photo: str | None
    stays: bool
    day: date

    def changed(self, tree: Tree) -> Tree:
        """The records after the withdrawal."""
        return replaced(tree, {self.path: self.after}, (self.photo,) if self.photo else ())

    @property
    def files(self) -> tuple[str, ...]:
        """The files that change, the record first."""
        return (self.path, self.photo) if self.photo else (self.path,)

    @property
    def commands(self) -> tuple[str, ...]:
        """What commits it by itself, to be typed in the town's folder."""
        return self.committing(self.files)

    def committing(self, changed: Sequence[str]) -> tuple[str, ...]:
        """What commits these of its files."""
        paths = shlex.join(changed)
        message = shlex.quote(f"Consent withdrawn: {self.person.id} {self.item}")
        return f"git add -- {paths}", f"git commit -m {message} -- {paths}"

    @property
    def photos(self) -> tuple[str, ...]:
        """Under which names the person's photo may have lain, where it is the photo that goes."""
        village, _, name = self.person.id.partition("-")
        if self.item != "photo":
            return ()
        return tuple(photos.place_of(village, "photos", f"{name}.{ending}") for ending in photos.SIGNATURES)


def write(root: Path, done: Withdrawal) -> None:
    """Change the records of the town at `root`. The record first: where it ends in between, a photo that no record
    names is a problem that says so.
    """
    if done.after != done.before:
        disk.write_atomically(root, done.path, done.after, instead_of=done.before)
    if done.photo:
        (root / done.photo).unlink(missing_ok=True)


def withdrawal(tree: Tree, register: Register, wanted: str, item: str, head: str | None = None) -> Withdrawal:
    """What it does that a person withdraws an item, by its key or its Chinese title, on the register's day.

    `wanted` is the id of a representative, an officer or a cadre, or of a unit: its present head, or the one named
    `head`. Raises ToolError for an unknown person or item, without consent, and when it was withdrawn before.
    """
    person = person_of(register, wanted, head)
    key, title = item_of(person, item)
    path, today = person.origin.document.path, register.today
    content = _with_day(person, key, tree[path], title, today)
    goes = key in person.entry and _must_go(register, key)
    if goes:
        place = (*person.origin.at, key)
        if key == "name":
            content = edits.with_value(path, content, place, withheld_name(person.entry["name"], person.post))
        else:
            content = edits.without_key(path, content, place)
    if content == tree[path]:
        *_, (_, step) = consent.steps(person.entry[CONSENT][key])
        day = step[WITHDRAWN]
        raise ToolError(
            say(
                "{id} withdrew this on {day} already: {item}. With --again it is said what is left to do.",
                id=person.id,
                day=day,
                item=title,
            )
        )
    return Withdrawal(
        person=person,
        item=key,
        title=title,
        path=path,
        before=tree[path],
        after=content,
        photo=person.photo if key == "photo" else None,
        stays=key in person.entry and not goes,
        day=today,
    )


def _with_day(person: Person, key: str, content: bytes, title: str, today: date) -> bytes:
    """The record with the day of the withdrawal, if that is new."""
    path, place = person.origin.document.path, (*person.origin.at, CONSENT)
    agreed = person.entry.get(CONSENT, {})
    given = agreed.get(key)
    if person.office and key == "name":
        if person.office.holder.tense(today) != "past":
            raise ToolError(
                say(
                    "{id}: whoever holds an office is named with it. The name can be withdrawn when the office is "
                    "over, and 'until' says its last day.",
                    id=person.id,
                )
            )
    elif not given:
        raise ToolError(
            say(
                "{id} has never agreed to have this shown: {item}. There is nothing to withdraw.",
                id=person.id,
                item=title,
            )
        )
    *_, (step_at, step) = consent.steps(given or {}, (*place, key))
    withdrawn = step.get(WITHDRAWN)
    if withdrawn and withdrawn <= today.isoformat():
        return content
    if given:
        return edits.with_value(path, content, (*step_at, WITHDRAWN), today.isoformat())
    day: Json = {WITHDRAWN: today.isoformat()}
    if agreed:
        return edits.with_value(path, content, (*place, key), day)
    return edits.with_value(path, content, place, {key: day})


def _must_go(register: Register, key: str) -> bool:
    """A photo goes with its consent; the rest may stay for the office's own use, where strangers cannot read it."""
    return key == "photo" or register.town.publishing.repository == "public"


def person_of(register: Register, wanted: str, head: str | None) -> Person:
    """Who is meant, as of `withdrawal`. Raises ToolError for nobody."""
    representative = register.find(Representative, wanted)
    if representative:
        return _of_representative(register, representative)
    held = list(offices.held(register))
    mine = [one for one in held if one.id == wanted and _is_meant(register, one, head)]
    if mine:
        return _of_office(register, mine[-1])
    raise _unknown(register, wanted, [one.holder.name for one in held if one.id == wanted], head)


def _is_meant(register: Register, one: Held, head: str | None) -> bool:
    """Whether it is the head of that name; without one who holds the office, and every officer and cadre by id."""
    is_by_id = isinstance(one.holder, VillageOfficer | Cadre)
    return one.holder.name == head if head else is_by_id or one.holder.covers(register.today)


def _of_representative(register: Register, one: Representative) -> Person:
    origin = register.origin(one)
    photo = photos.place_of(origin.document.village, "photos", one.photo) if one.photo else None
    return Person(id=one.id, origin=origin, name=one.name, post=WITHHELD, phone=one.phone, photo=photo)


def _of_office(register: Register, one: Held) -> Person:
    return Person(
        id=one.id,
        origin=Origin(register.filed(one.unit), one.at),
        name=one.holder.name,
        post=OF_OFFICES[one.office],
        phone=one.holder.phone,
        office=one,
    )


def _unknown(register: Register, wanted: str, heads: Sequence[str], head: str | None) -> ToolError:
    names = tuple(dict.fromkeys(heads))
    if heads and head:
        return ToolError(say("{unit} has no such head. Name one with --head: {names}.", unit=wanted, names=names))
    if heads:
        return ToolError(say("{unit} has no head today. Name who was with --head: {names}.", unit=wanted, names=names))
    known = [one.id for one in register.all(Representative)] + [one.id for one in offices.held(register)]
    near = difflib.get_close_matches(wanted, known, n=1)
    if near:
        return ToolError(say("There is nobody {found}. Did you mean {near}?", found=quoted(wanted), near=near[0]))
    return ToolError(
        say(
            "There is nobody {found}; an id is like heping-g01-r01 (representative), heping-o1 (officer), town-c1 "
            "(cadre) or heping-g01 (its head).",
            found=quoted(wanted),
        )
    )


def item_of(person: Person, wanted: str) -> tuple[str, str]:
    """The key of an item and its title. Raises ToolError for what nobody can consent to."""
    schema = person.origin.kind.at((*person.origin.at, CONSENT))["properties"]
    items = {key: str(schema[key]["title"]) for key in NEEDS_CONSENT if key in schema}
    for key, title in items.items():
        if wanted in (key, title):
            return key, title
    raise ToolError(
        say(
            "Nobody can consent to {found}; it is one of these: {items}.",
            found=quoted(wanted),
            items=tuple(f"{key} ({title})" for key, title in items.items()),
        )
    )


def purge_steps(done: Withdrawal, in_repository: Callable[[str], str]) -> tuple[PurgeStep, ...]:
    """How what was withdrawn is taken out of the history; `in_repository` turns a path of the town into Git's."""
    path, person = in_repository(done.path), done.person
    if done.item == "photo":
        return purge.of_a_file(*map(in_repository, done.photos))
    if done.item == "name":
        return purge.of_a_value(path, f"{surname(person.name)}**", withheld_name(person.name, person.post))
    if done.item == "phone":
        shown = mask("phone", re.sub("[^0-9]", "", person.phone)) if person.phone else UNKNOWN
        return purge.of_a_value(path, shown, NOBODYS_PHONE)
    return purge.of_a_record(path)
