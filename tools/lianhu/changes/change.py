"""What a change does to the records: old and new documents, side by side, record by record.

The documents are plain data, because an old commit may predate today's schemas; what cannot be read at all is kept
as bytes. A record that went to another place is told apart from one that is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lianhu.changes import kept
from lianhu.reading import yamldoc
from lianhu.reading.contents import compared
from lianhu.reading.document import Document
from lianhu.reading.files import Tree
from lianhu.town.schemas import Kind, Schemas


@dataclass(frozen=True, kw_only=True)
class Change:
    """One record or photo in two states; None where it does not exist or cannot be read.

    `kind` is None for what is no record (a photo, a file in a wrong place); `id` is then its path. `path` is where it
    stands now, or stood when it is gone; `old_path` and `old_id` where it stood and as what, if that was elsewhere.
    """

    kind: Kind | None
    id: str
    path: str
    old_path: str | None = None
    old_id: str | None = None
    before: Document | None = None
    after: Document | None = None
    was_there: bool = False
    is_there: bool = False

    @property
    def is_new(self) -> bool:
        return not self.was_there

    @property
    def is_gone(self) -> bool:
        return not self.is_there


def between(before: Tree, after: Tree, schemas: Schemas) -> tuple[Change, ...]:
    """Every record and photo that differs between two states of the town, in order of path."""
    changes = []
    was, now = compared(before, after)
    for path in sorted({*was, *now}):
        if was.get(path) == now.get(path):
            continue
        filing = schemas.filing(path)
        kind = filing.kind if filing else None
        changes.append(
            Change(
                kind=kind,
                id=filing.id if filing else path,
                path=path,
                before=_read(path, before.get(path), kind),
                after=_read(path, after.get(path), kind),
                was_there=path in before,
                is_there=path in after,
            )
        )
    return tuple(_with_moves(changes))


def _read(path: str, content: bytes | None, kind: Kind | None) -> Document | None:
    return yamldoc.read(path, content)[0] if content is not None and kind else None


def _with_moves(changes: list[Change]) -> Iterator[Change]:
    """Joins what went with what came: a record that continues under another id is one change, not two."""
    arrived = [change for change in changes if change.is_new and change.after]
    moved: dict[str, Change] = {}
    for gone in changes:
        if gone.is_gone and gone.before:
            here = next((new for new in arrived if new.path not in moved and _continues(gone, new)), None)
            if here:
                moved[here.path] = gone
    sources = {gone.path for gone in moved.values()}
    for change in changes:
        if change.path in moved:
            gone = moved[change.path]
            yield replace(change, old_path=gone.path, old_id=gone.id, before=gone.before, was_there=True)
        elif change.path not in sources:
            yield change


def _continues(gone: Change, new: Change) -> bool:
    """Whether the new record holds all that stays of the one that is gone, but for the id."""
    if gone.kind is not new.kind or gone.kind is None or gone.before is None or new.after is None:
        return False
    before, after = _without_id(gone.before.data), _without_id(new.after.data)
    return bool(before) and not list(kept.losses(gone.kind, before, after))


def _without_id(data: Any) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "id"} if isinstance(data, dict) else {}
