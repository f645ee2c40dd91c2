"""Plain data of a record whose shape nobody has promised: a record may have been published with a mistake.

What is not of the form that a question needs is as good as absent; the shape itself is judged elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from lianhu.changes import Change
from lianhu.reading.document import Document, Location
from lianhu.town import corrections
from lianhu.town.schemas import Kind


def data_of(document: Document | None) -> dict[str, Any]:
    """The document's keys and values; empty where there is none, or where it is no mapping."""
    return document.data if document and isinstance(document.data, dict) else {}


def corrected(document: Document | None, kind: Kind) -> dict[str, Any]:
    """The same with its corrections in place, where the shape allows to tell their places."""
    data = data_of(document)
    right: dict[str, Any] = corrections.applied(data) if kind.is_valid(data) else data
    return right


def entries(data: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The entries of a list, in their places; what is no mapping counts as an empty one."""
    found = data.get(key)
    return [entry if isinstance(entry, dict) else {} for entry in found] if isinstance(found, list) else []


def new_corrections(change: Change) -> Iterator[tuple[Location, dict[str, Any]]]:
    """The corrections that a change adds, each with its place."""
    known = len(entries(data_of(change.before), corrections.CORRECTIONS))
    for number, correction in list(enumerate(entries(data_of(change.after), corrections.CORRECTIONS)))[known:]:
        yield (corrections.CORRECTIONS, number), correction


def text(data: dict[str, Any], key: str) -> str:
    """The text that stands at a key; empty where none stands."""
    found = data.get(key)
    return found if isinstance(found, str) else ""


def day(data: dict[str, Any], key: str) -> date | None:
    """The day that stands at a key."""
    try:
        return date.fromisoformat(text(data, key))
    except ValueError:
        return None
