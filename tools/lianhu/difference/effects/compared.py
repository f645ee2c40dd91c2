"""Two registers side by side: which records differ, and what a record is called in both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from typing import Any, TypeVar

from lianhu.town.kinds import Area, Group, Issue, Removal, Representative, Village
from lianhu.town.register import Register
from lianhu.words import Text, Word, say
from lianhu.words.problems import quoted

Record = TypeVar("Record", bound=Any)

CODE = re.compile(r"[a-z_]+")


def pairs(before: Register, after: Register, kind: type[Record]) -> Iterator[tuple[Record | None, Record | None]]:
    """Every record of the kind that differs, before and after, in order of id; None where it does not exist.

    One that the change moves to another id is one pair, not two.
    """
    moved = {removal.moved_to: removal.record for removal in new_removals(before, after) if removal.moved_to}
    old, new = ({str(one.id): one for one in register.all(kind)} for register in (before, after))
    sources = {source for target, source in moved.items() if target in new}
    for record_id in sorted({*old, *new}):
        if record_id in sources and record_id not in new:
            continue
        was = old.get(record_id) or old.get(moved.get(record_id, ""))
        now = new.get(record_id)
        if was != now:
            yield was, now


def new_removals(before: Register, after: Register) -> Iterator[Removal]:
    return (removal for removal in after.all(Removal) if before.find(Removal, removal.id) is None)


def person(after: Register, representative_id: str) -> Text:
    """A representative as the later state may call them; whoever is gone from it has no name."""
    one = after.find(Representative, representative_id)
    return called(one.name, one.id) if one else Text("{id}", (("id", representative_id),))


def matter(before: Register, after: Register, issue_id: str) -> Text:
    """An issue by its present title; the neutral one if it is or was a dispute between persons."""
    title = ""
    for register in (before, after):
        issue = register.find(Issue, issue_id)
        category = register.categories.get(issue.category) if issue else None
        title = (category.fixed_title if category else None) or title
    issue = after.find(Issue, issue_id)
    return say("“{title}” ({id})", title=quoted(title or (issue.title if issue else "")), id=issue_id)


def is_dispute(before: Register, after: Register, *issue_ids: str) -> bool:
    """Whether the issue, under any of its ids, lies between persons, before or after."""
    found = ((register, register.find(Issue, one)) for register in (before, after) for one in issue_ids)
    categories = (register.categories.get(issue.category) for register, issue in found if issue)
    return any(category.fixed_title for category in categories if category)


def unit(after: Register, before: Register, unit_id: str) -> str:
    """The name of a village, area or group; its id where neither state has it."""
    for register in (after, before):
        for kind in (Group, Village, Area):
            found: Any = register.find(kind, unit_id)
            if found:
                return str(found.name)
    return unit_id


def called(name: str, record_id: str) -> Text:
    return say("{name} ({id})", name=quoted(name), id=record_id)


def change(before: object, after: object) -> Text:
    """One value and the next; none where there is nothing."""
    return say("{before} → {after}", before=value(before), after=value(after))


def count(before: object, after: object) -> object:
    """A count, with what it was if there was something and it differs."""
    return change(before, after) if before and before != after else after


def listed(texts: Iterable[Text]) -> Text:
    """Several things in one sentence. Raises TypeError for none."""
    return reduce(lambda told, one: say("{told}; {one}", told=told, one=one), texts)


def value(found: object) -> object:
    """A value as a sentence may hold it: days as written, words of the records in the town's words."""
    if found is None or found == "" or found == ():
        return say("none")
    if isinstance(found, bool):
        return say("yes") if found else say("no")
    if isinstance(found, str):
        return Word(found) if CODE.fullmatch(found) else quoted(found)
    if isinstance(found, date):
        return found.isoformat()
    return found
