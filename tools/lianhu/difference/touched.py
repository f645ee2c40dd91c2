"""Each record that a change touches: what it is called, and of which nature its change is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lianhu.changes import Change, nature
from lianhu.difference.figure_change import FigureChange
from lianhu.difference.teller import Teller
from lianhu.public import Posted
from lianhu.words import Text, say

# In the order in which a reviewer looks; of the last three a record has one, the first that is true.
NATURES: Mapping[str, Text] = {
    "who_may": say("Who may edit, what may be shown"),
    "figures": say("Figures move"),
    "facts": say("Facts, and no figure moves"),
    "words": say("Words only"),
}


@dataclass(frozen=True, kw_only=True)
class TouchedRecord:
    """A changed record by path, as `called` for people; `natures` are words for machines, those of `NATURES`. `also` is
    the removal that stands for it, which may move a figure of its own."""

    path: str
    kind: str
    id: str
    called: object
    natures: tuple[str, ...]
    also: tuple[str, ...] = ()


def touched(
    changed: Iterable[Change], shown: Collection[str], figures: Iterable[FigureChange], teller: Teller
) -> Iterator[TouchedRecord]:
    """Every record that is `shown` otherwise (its path) or moved a figure, and who may edit; in order of path."""
    moving = {path for figure in figures for part in figure.parts for path in part.records}
    known = {change.path: change for change in changed if change.kind}
    removals = {path for path, change in known.items() if change.kind and change.kind.name == "removal"}
    went_on = {change.old_path: path for path, change in known.items() if change.old_path}
    moved = moving | {went_on[path] for path in moving & went_on.keys()}
    found: dict[object, TouchedRecord] = {}
    # A removal is told of the record that is gone, and stands behind it.
    for path in sorted(known.keys() | moving, key=lambda path: (path in removals, path)):
        change = known.get(path)
        who_edits = change is not None and change.kind is not None and change.kind.name == nature.WHO_EDITS
        if who_edits or path in moved or {path, change and change.old_path} & set(shown):
            kind, record_id = teller.chronicle.subject(path)
            if told := found.get((kind, record_id)):
                found[kind, record_id] = replace(told, also=(*told.also, path))
                continue
            natures = tuple(_natures(change, path in moved))
            called = teller.called(path)
            found[kind, record_id] = TouchedRecord(path=path, kind=kind, id=record_id, called=called, natures=natures)
    yield from found.values()


def _natures(change: Change | None, moves: bool) -> Iterator[str]:
    found = _of_words(change) if change else frozenset()
    if "who_may" in found:
        yield "who_may"
    if moves:
        yield "figures"
    elif found - {"who_may"}:
        yield "facts" if "facts" in found else "words"


def _of_words(change: Change) -> frozenset[str]:
    assert change.kind
    before, after = (document.data if document else None for document in (change.before, change.after))
    moved = {"who_may"} if change.old_path and change.old_path.split("/")[:3] != change.path.split("/")[:3] else set()
    return nature.natures(change.kind, before, after) | moved


def shown_otherwise(before: Posted, after: Posted) -> set[str]:
    """The paths of the records of which a place shows another state, or that it shows no longer."""
    was, now = ({document.path: document.data for document in register.documents} for register in (before, after))
    return {path for path in {*was, *now} if was.get(path) != now.get(path)}
