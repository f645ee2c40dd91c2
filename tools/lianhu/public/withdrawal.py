"""A representative withdraws a consent: what changes in the records, and how it is taken out of the history.

Sources: Personal Information Protection Law, withdrawal (art. 15-16), deletion (47); domain.md section 6.
"""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lianhu.personal import mask, surname, withheld_name
from lianhu.public import purge
from lianhu.public.hidden import NEEDS_CONSENT
from lianhu.public.purge import PurgeStep
from lianhu.reading import photos
from lianhu.reading.files import Tree
from lianhu.town.kinds import Representative
from lianhu.town.register import Register
from lianhu.town.schemas import Kind
from lianhu.words import say
from lianhu.words.problems import ToolError, quoted
from lianhu.writing import disk, edits

# What takes the place of a phone in old commits: a number that has the form of one and is nobody's.
NOBODYS_PHONE = "0000-0000000"


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """What a withdrawal does: to the record at `path`, and to the photo's file if it goes.

    `title` is the item in the town's words; `stays` where the record keeps the value, for the office alone.
    """

    representative: Representative
    item: str
    title: str
    path: str
    before: bytes
    after: bytes
    photo: str | None
    stays: bool

    def changed(self, tree: Tree) -> dict[str, bytes]:
        """The records after the withdrawal."""
        return {path: content for path, content in {**tree, self.path: self.after}.items() if path != self.photo}

    @property
    def files(self) -> tuple[str, ...]:
        """The files that change, the record first."""
        return (self.path, self.photo) if self.photo else (self.path,)

    @property
    def commands(self) -> tuple[str, ...]:
        """What commits it by itself, to be typed in the town's folder."""
        paths = shlex.join(self.files)
        message = shlex.quote(f"Consent withdrawn: {self.representative.id} {self.item}")
        return f"git add -- {paths}", f"git commit -m {message} -- {paths}"


def write(root: Path, done: Withdrawal) -> None:
    """Change the records of the town at `root`. The record first: where it ends in between, a photo that no record
    names is a problem that says so.
    """
    if done.after != done.before:
        disk.write_atomically(root, done.path, done.after, instead_of=done.before)
    if done.photo:
        (root / done.photo).unlink(missing_ok=True)


def withdrawal(tree: Tree, register: Register, representative: str, item: str) -> Withdrawal:
    """What it does that a representative withdraws an item, by its key or its Chinese title, on the register's day.

    Raises ToolError for an unknown person or item, without consent, and when it was withdrawn before.
    """
    person = _representative(register, representative)
    origin = register.origin(person)
    key, title = _item(origin.kind, item)
    data: Any = origin.document.data
    path, today = origin.document.path, register.today
    consent = data["consent"].get(key)
    if not consent:
        raise ToolError(
            say(
                "{id} has never agreed to have this shown: {item}. There is nothing to withdraw.",
                id=person.id,
                item=title,
            )
        )
    withdrawn = consent.get("withdrawn_on")
    is_new = not withdrawn or withdrawn > today.isoformat()
    content = tree[path]
    if is_new:
        content = edits.with_value(path, content, ("consent", key, "withdrawn_on"), today.isoformat())
    goes = key in data and _must_go(register, key)
    if goes:
        if key == "name":
            content = edits.with_value(path, content, ("name",), withheld_name(data["name"]))
        else:
            content = edits.without_key(path, content, (key,))
    if content == tree[path]:
        raise ToolError(say("{id} withdrew this on {day} already: {item}.", id=person.id, day=withdrawn, item=title))
    photo = photos.place_of(origin.document.village, "photos", person.photo) if person.photo else None
    return Withdrawal(
        representative=person,
        item=key,
        title=title,
        path=path,
        before=tree[path],
        after=content,
        photo=photo if key == "photo" else None,
        stays=key in data and not goes,
    )


def _must_go(register: Register, key: str) -> bool:
    """A photo goes with its consent; the rest may stay for the office's own use, where strangers cannot read it."""
    return key == "photo" or register.town.publishing.repository == "public"


def _representative(register: Register, wanted: str) -> Representative:
    person = register.find(Representative, wanted)
    if person:
        return person
    near = difflib.get_close_matches(wanted, [known.id for known in register.all(Representative)], n=1)
    if near:
        raise ToolError(
            say("There is no representative {found}. Did you mean {near}?", found=quoted(wanted), near=near[0])
        )
    raise ToolError(say("There is no representative {found}; an id is like heping-g01-r01.", found=quoted(wanted)))


def _item(kind: Kind, wanted: str) -> tuple[str, str]:
    """The key of an item and its title."""
    items = {key: str(kind.at(("consent", key))["title"]) for key in NEEDS_CONSENT}
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
    path, person = in_repository(done.path), done.representative
    if done.item == "photo":
        village, _, name = person.id.partition("-")
        files = (photos.place_of(village, "photos", f"{name}.{ending}") for ending in photos.SIGNATURES)
        return purge.of_a_file(*map(in_repository, files))
    if done.item == "name":
        return purge.of_a_value(path, f"{surname(person.name)}**", withheld_name(person.name))
    if done.item == "phone" and person.phone:
        return purge.of_a_value(path, mask("phone", re.sub("[^0-9]", "", person.phone)), NOBODYS_PHONE)
    return purge.of_a_record(path)
