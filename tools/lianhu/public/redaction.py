"""Words are taken out of a published record: what changes in it, and how they are taken out of the history.

Source: Personal Information Protection Law, deletion (art. 47).
"""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lianhu.public import purge
from lianhu.public.purge import PurgeStep
from lianhu.reading.contents import replaced
from lianhu.reading.document import Location, dotted
from lianhu.reading.files import Tree
from lianhu.town import corrections, redactions
from lianhu.town.redactions import MARKER, REDACTIONS
from lianhu.town.register import Register
from lianhu.town.schemas import Filed, Kind
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted
from lianhu.writing import edits

AT = re.compile(r"[a-z][a-z_]*(\[[1-9][0-9]*\])?(\.[a-z][a-z_]*(\[[1-9][0-9]*\])?)*")
REASON = (REDACTIONS, 0, "reason")


@dataclass(frozen=True, kw_only=True)
class Redaction:
    """What taking words out does to the record at `path`.

    `is_literal`: they stand in its file as they are read; `elsewhere`: records and places that show them still.
    """

    id: str
    at: str
    path: str
    before: bytes
    after: bytes
    is_literal: bool
    elsewhere: tuple[str, ...]

    def changed(self, tree: Tree) -> Tree:
        """The records afterwards."""
        return replaced(tree, {self.path: self.after})

    @property
    def files(self) -> tuple[str, ...]:
        return (self.path,)

    @property
    def commands(self) -> tuple[str, ...]:
        """What commits it by itself, to be typed in the town's folder."""
        message = shlex.quote(f"No longer public: {self.id} {self.at}")
        return f"git add -- {self.path}", f"git commit -m {message} -- {self.path}"


def redaction(
    tree: Tree, register: Register, record_id: str, at: str, *, passage: str | None, reason: str, by: str
) -> Redaction:
    """What it does that a passage, or without one the whole text, is taken out at a place, on the register's day.

    Raises ToolError for an unknown record, place, passage or post, and when the text holds it no more.
    """
    document = _record(register, record_id)
    place = _place(document, at)
    text = redactions.text_at(document.data, place)
    assert text is not None
    if text == MARKER:
        raise ToolError(say("Nothing is left to take out at {at}.", at=at))
    words = text if passage is None else passage
    if not words.strip() or words not in text:
        raise ToolError(_not_there(register, document, place, words))
    entry = {
        "date": register.today.isoformat(),
        "by": _post(document.kind, by),
        "at": dotted(place),
        "reason": reason,
    }
    _refuse_reason(document.kind, reason, words)
    path, content = document.path, tree[document.path]
    left = text.replace(words, MARKER)
    if not document.kind.validator.evolve(schema=document.kind.at(place)).is_valid(left):
        raise ToolError(
            say("With {marker} in their place the text at {at} is too long. Take more of it out.", marker=MARKER, at=at)
        )
    changed = edits.with_value(path, content, place, left)
    known = len(redactions.made(document.data))
    changed = (
        edits.with_value(path, changed, (REDACTIONS, known), dict(entry))
        if known
        else edits.with_value(path, changed, (REDACTIONS,), [dict(entry)])
    )
    return Redaction(
        id=document.id,
        at=entry["at"],
        path=path,
        before=content,
        after=changed,
        is_literal=words.encode() in content,
        elsewhere=tuple(_places(register, words, but=(document, place))),
    )


def _places(register: Register, words: str, but: tuple[Filed, Location]) -> Iterator[str]:
    """Where else the words stand for all to see; a single character says nothing."""
    for document in register.documents if len(words) > 1 else ():
        for at, text in redactions.texts(document.data):
            if words in text and (document, at) != but and redactions.is_public_text(document.kind, at):
                yield f"{document.id} {dotted(at)}"


def _record(register: Register, wanted: str) -> Filed:
    """The record with this id; one of several that share it is named with its kind, as `visit/…`."""
    kind, _, record_id = wanted.rpartition("/")
    found = [
        document
        for document in register.documents
        if document.id == record_id and kind in ("", document.kind.name) and REDACTIONS in _keys(document.kind)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        named = tuple(f"{document.kind.name}/{document.id}" for document in found)
        raise ToolError(say("Several records are called {found}. Say which: {named}.", found=wanted, named=named))
    known = sorted({document.id for document in register.documents})
    if near := difflib.get_close_matches(wanted, known, n=1, cutoff=0.8):
        raise ToolError(say("There is no record {found}. Did you mean {near}?", found=quoted(wanted), near=near[0]))
    raise ToolError(say("There is no record {found} out of which words can be taken.", found=quoted(wanted)))


def _not_there(register: Register, document: Filed, place: Location, words: str) -> Text:
    """A text that was corrected stands in its correction, too."""
    at = dotted(place)
    found = tuple(_places(register, words, but=(document, place))) if words.strip() else ()
    if found:
        return say("At {at} these words do not stand. They stand here: {places}.", at=at, places=found)
    return say("At {at} these words do not stand. Name them as they stand there, word for word.", at=at)


def _keys(kind: Kind) -> Any:
    return kind.schema["properties"]


def _place(document: Filed, at: str) -> Location:
    place = corrections.location(at) if AT.fullmatch(at) else ()
    if redactions.text_at(document.data, place) is None or not redactions.is_public_text(document.kind, place):
        raise ToolError(
            say(
                "No public text stands at {found}. Name it with the keys above it, entries counted from 1, "
                "like events[3].note.",
                found=quoted(at),
            )
        )
    return place


def _post(kind: Kind, wanted: str) -> str:
    posts = kind.at((REDACTIONS, 0, "by"))["enum"]
    if wanted not in posts:
        raise ToolError(
            say("{found} takes no words out; it is one of these: {posts}.", found=quoted(wanted), posts=tuple(posts))
        )
    return wanted


def _refuse_reason(kind: Kind, reason: str, words: str) -> None:
    """A reason is one line, and does not say again what goes."""
    if not kind.validator.evolve(schema=kind.at(REASON)).is_valid(reason):
        raise ToolError(say("Say the reason on one line, without what must not be public."))
    if words in reason:
        raise ToolError(say("The reason repeats the words that go. Say it without them."))


def purge_steps(done: Redaction, in_repository: Callable[[str], str]) -> tuple[PurgeStep, ...]:
    """How the words are taken out of the history; `in_repository` turns a path of the town into Git's."""
    path = in_repository(done.path)
    return purge.of_a_value(path, MARKER, MARKER) if done.is_literal else purge.of_a_record(path)
