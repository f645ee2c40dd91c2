"""What is shown of a record otherwise than before though no line of its own says so.

A consent is not public, yet it shows or hides a name; a dispute's story is not told, yet its page changes; a category's
title stands in another record. Only the titles of what differs are told, never what stood or stands there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from lianhu.difference.effect import Effect
from lianhu.difference.teller import Teller
from lianhu.history.chronicle import ToldStep
from lianhu.public import Posted, photo_address
from lianhu.town.corrections import CORRECTIONS
from lianhu.town.redactions import REDACTIONS
from lianhu.town.schemas import Filed
from lianhu.words import Text, say

# A line of these tells of the entry that it comes from, too.
_LISTED: Mapping[str, tuple[str, ...]] = {"corrected": (CORRECTIONS,), "redacted": (REDACTIONS,)}

Subject = tuple[str, str]  # kind and id
Seen = dict[str, Any]

SENTENCES: Mapping[str, Callable[[tuple[str, ...]], Text]] = {
    "shown": lambda titles: say("public now: {titles}", titles=titles),
    "hidden": lambda titles: say("no longer public: {titles}", titles=titles),
    "otherwise": lambda titles: say("shown otherwise now: {titles}", titles=titles),
}


def shown(
    before: Posted,
    after: Posted,
    teller: Teller,
    entries: Iterable[ToldStep],
    moved: Mapping[str, str],
    agreed: Collection[tuple[str, str]] = (),
) -> Iterator[Effect]:
    """All that differs in public and that the lines of `entries` leave out; `moved` is `{path: path before}`, `agreed`
    are keys of which it is told who agreed to them, each with its record's path."""
    told = _told(teller, entries)
    was, now = ({document.path: document for document in register.documents} for register in (before, after))
    same_photos = before.photos == after.photos
    for path in sorted({*now, *(was.keys() - moved.values())}):
        old, new = _seen(before, was.get(moved.get(path, path)), same_photos), _seen(after, now.get(path), same_photos)
        keys = told[teller.chronicle.subject(path)]
        if "" in keys or old == new:
            continue
        titles = defaultdict(list)
        for key, schema in (now.get(path) or was[path]).kind.schema["properties"].items():
            if key not in keys and (path, key) not in agreed and (how := _how(key, old, new)):
                titles[how].append(schema.get("title", key))
        for what, sentence in SENTENCES.items():
            if titles[what]:
                yield teller.effect(path, what, sentence(tuple(titles[what])))


def _told(teller: Teller, entries: Iterable[ToldStep]) -> dict[Subject, set[str]]:
    """The keys that lines tell of, by record; the empty one stands for all of it."""
    keys: dict[Subject, set[str]] = defaultdict(set)
    for entry in entries:
        subject = teller.chronicle.subject(entry.path)
        for line in entry.lines:
            keys[subject] |= {line.key, *_LISTED.get(line.what, ())}
    return keys


def _seen(register: Posted, document: Filed | None, same_photos: bool) -> Seen:
    """What residents see of a record, nothing where there is none; of a photo the picture, if any is another one."""
    data: Any = document.data if document else {}
    photo = {"photo": same_photos or register.photos.get(photo_address(data["id"]))} if "photo" in data else {}
    return {**data, **photo}


def _how(key: str, old: Seen, new: Seen) -> str | None:
    """Whether it is shown now, hidden or another one; a withheld name is hidden, though 姓+代表 stands there."""
    if old.get(key) == new.get(key):
        return None
    was, now = (key in seen and not (key == "name" and seen.get("name_withheld")) for seen in (old, new))
    return "otherwise" if was == now else "shown" if now else "hidden"
