"""Redactions: words that must not be public go, also from what was published; place, day, post and reason stay.

In the text a marker stands where the passage was, the rest is kept word for word. Which words went no record says: the
step that takes them out is judged by both its sides, and the past is shown without them (`public.redacted`).

Source: Personal Information Protection Law, deletion (art. 47); hardening.md A11.
"""

from __future__ import annotations

import copy
import marshal
from collections.abc import Iterator, Mapping
from typing import Any

from lianhu.reading.document import Document, Location, dotted
from lianhu.town.corrections import is_there, location, value_at
from lianhu.town.keeping import MARK, SHOWN
from lianhu.town.schemas import EACH, Kind
from lianhu.words import say
from lianhu.words.problems import Problem, quoted

REDACTIONS = "redactions"
MARKER = "（一处文字已不再公开）"
# The problem of a marker that no redaction names. Where the words were purged from the history, commits of before the
# redaction have it, too: it is none of theirs.
UNNAMED = "markers_have_a_redaction"


def made(data: Any) -> list[Mapping[str, Any]]:
    """The redactions of a record as far as they can be read; each keeps its number."""
    entries = data.get(REDACTIONS) if isinstance(data, Mapping) else None
    return [entry if isinstance(entry, Mapping) else {} for entry in entries] if isinstance(entries, list) else []


def place(redaction: Mapping[str, Any]) -> Location:
    """The place that a redaction names, empty where it names none."""
    at = redaction.get("at")
    return location(at) if isinstance(at, str) else ()


def text_at(data: Any, at: Location) -> str | None:
    """The text that stands at a place."""
    value = value_at(data, at) if at and is_there(data, at) else None
    return value if isinstance(value, str) else None


def passages(before: str, after: str) -> tuple[str, ...] | None:
    """What was taken out of a text, piece by piece; None where `after` is not `before` with the marker in its place."""
    first, *rest = after.split(MARKER)
    if not rest or not before.startswith(first):
        return None
    found, begin = [], len(first)
    for number, piece in enumerate(rest, start=1):
        is_last = number == len(rest)
        end = len(before) - len(piece) if is_last else before.find(piece, begin + 1)
        if end <= begin or not before.startswith(piece, end):
            return None
        found.append(before[begin:end])
        begin = end + len(piece)
    return tuple(passage for passage in found if passage != MARKER)


def added(before: Any, after: Any) -> Iterator[tuple[int, Location, tuple[str, ...] | None]]:
    """The redactions that `after` has more: number (from 0), place, and the passages that go, as `passages` has them.

    None, too, where no text stood before.
    """
    known = len(made(before))
    for number, redaction in list(enumerate(made(after)))[known:]:
        at = place(redaction)
        old, new = text_at(before, at), text_at(after, at)
        yield number, at, None if old is None or new is None else passages(old, new)


def taken_out(before: Any, after: Any) -> Any:
    """What was published, without the passages that redactions in `after` take out of it, and otherwise as it was."""
    entries = made(after)
    gone = {at: text_at(after, at) for number, at, went in added(before, after) if went and _is_whole(entries[number])}
    if not gone:
        return before
    left: Any = copy.deepcopy(before)
    for at, text in gone.items():
        value_at(left, at[:-1])[at[-1]] = text
    return left


def _is_whole(redaction: Mapping[str, Any]) -> bool:
    """Whether it says day, post and reason: without them words are simply gone."""
    return all(isinstance(redaction.get(key), str) and redaction[key] for key in ("date", "by", "reason"))


def is_public_text(kind: Kind, at: Location) -> bool:
    """Whether words can stand at a place, for all to see: then they can be taken out of it."""
    schema = kind.at(at)
    marks = [kind.at(at[: end + 1]).get("x-publish") for end, step in enumerate(at) if isinstance(step, str)]
    coded = {"enum", "format", "x-kind", "x-defines"} & schema.keys()
    is_text = "string" in schema.get("type", ()) and not coded
    return is_text and all(mark in SHOWN for mark in marks) and kind.validator.evolve(schema=schema).is_valid(MARKER)


def problems(document: Document, kind: Kind) -> Iterator[Problem]:
    """Where markers and redactions of a document of right shape do not belong together."""
    named = set()
    for number, redaction in enumerate(made(document.data)):
        at = place(redaction)
        named.add(_settled(kind, at))
        where = (REDACTIONS, number, "at")
        text = text_at(document.data, at)
        if not is_public_text(kind, at) or (text is None and kind.is_kept(at)):
            yield document.problem(
                where,
                "redactions_name_a_text",
                say("No public text stands at {found}.", found=quoted(redaction["at"])),
                say("Name it with the keys above it, entries counted from 1, like events[3].note."),
            )
        elif text is not None and MARKER not in text and kind.is_kept(at):
            yield document.problem(
                where,
                "redacted_places_hold_the_marker",
                say("{marker} does not stand at {at}.", marker=MARKER, at=dotted(at)),
                say("Put {marker} in the place of the words that go.", marker=MARKER),
            )
    for at, text in texts(document.data) if _holds_marker(document.data) else ():
        if MARKER in text and _settled(kind, at) not in named:
            yield document.problem(
                at,
                UNNAMED,
                say("{marker} stands at {at}, and no redaction says why.", marker=MARKER, at=dotted(at)),
                say(
                    "Let 'lianhu redact' take words out of a published text; in a new one leave out what must not "
                    "be public."
                ),
            )
            return


def _holds_marker(data: Any) -> bool:
    # Written out as a whole, texts are searched in a tenth of the time that going through them takes.
    return MARKER.encode() in marshal.dumps(data)


def _settled(kind: Kind, at: Location) -> Location:
    """The place, without the numbers of entries that may move: a list that is not kept can be put in another order."""
    return tuple(
        EACH if isinstance(step, int) and MARK not in kind.at(at[:end]) and not kind.is_kept(at) else step
        for end, step in enumerate(at)
    )


def texts(data: Any, at: Location = ()) -> Iterator[tuple[Location, str]]:
    """Every text of a record with its place."""
    if isinstance(data, str):
        yield at, data
    elif isinstance(data, dict | list):
        for step, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield from texts(inner, (*at, step))
