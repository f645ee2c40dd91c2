"""A withdrawal that is recorded, looked at again: where what was withdrawn would stand today, if it had not been.

What it was is not asked, and need not be there any more: something of its form stands in for it.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from lianhu.personal import surname, withheld_name
from lianhu.public.withdrawal import NOBODYS_PHONE, Person, Withdrawal, item_of, person_of
from lianhu.reading.contents import replaced
from lianhu.reading.files import Tree
from lianhu.town import consent, corrections
from lianhu.town.consent import CONSENT, GIVEN, WITHDRAWN
from lianhu.town.register import Register
from lianhu.words import say
from lianhu.words.problems import ToolError
from lianhu.writing.yamltext import to_yaml

NOBODYS_NAME = "龘靐"  # which is a name by its form, and nobody's
STAND_INS: Mapping[str, Any] = {"phone": NOBODYS_PHONE, "background": ["volunteer"]}


def withdrawn(tree: Tree, register: Register, wanted: str, item: str, head: str | None = None) -> Withdrawal:
    """The withdrawal that is recorded by the register's day; `before` is the record with a stand-in.

    Raises ToolError as `withdrawal.withdrawal` does, and where nothing was withdrawn.
    """
    person = person_of(register, wanted, head)
    key, title = item_of(person, item)
    *_, (_, step) = consent.steps(person.entry.get(CONSENT, {}).get(key, {}))
    path, day = person.origin.document.path, step.get(WITHDRAWN)
    if not day or day > register.today.isoformat():
        nothing = say(
            "{id} has not withdrawn this: {item}. Leave --again out to withdraw it.", id=person.id, item=title
        )
        raise ToolError(nothing)
    done = Withdrawal(
        person=replace(person, phone=None),  # its number is not said again
        item=key,
        title=title,
        path=path,
        before=b"",
        after=tree[path],
        photo=None,
        stays=False,
        day=date.fromisoformat(day),
    )
    return replace(done, before=to_yaml(_as_before(done)))


def undone(tree: Tree, done: Withdrawal) -> Tree:
    """The records of today as if nobody had withdrawn it."""
    return replaced(tree, {done.path: done.before, **{photo: _nobodys_photo() for photo in done.photos[:1]}})


def _as_before(done: Withdrawal) -> Any:
    person, key = done.person, done.item
    data: Any = copy.deepcopy(person.origin.document.data)
    entry = corrections.value_at(data, person.origin.at)
    step: Any
    *_, (_, step) = consent.steps(entry[CONSENT][key])
    if GIVEN in step:
        del step[WITHDRAWN]
    else:  # a name in office goes without having been agreed to
        del entry[CONSENT][key]
    if key == "name":
        entry[key] = _nobodys_name(person)
    elif key not in entry:
        entry[key] = PurePosixPath(done.photos[0]).name if key == "photo" else STAND_INS[key]
    return data


def _nobodys_name(person: Person) -> str:
    """The name, or where it has gone from the record another of the family."""
    is_gone = person.name == withheld_name(person.name, person.post)
    return f"{surname(person.name)}{NOBODYS_NAME}" if is_gone else person.name


def _nobodys_photo() -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    return out.getvalue()
