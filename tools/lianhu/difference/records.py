"""Which records differ where the later state cannot be read as a register: ids only, never contents.

Of plain documents it can still be seen whether what today's schemas publish differs; consent cannot be asked there, so
nothing of it is repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lianhu import public
from lianhu.changes import Change
from lianhu.difference.effect import Effect
from lianhu.reading.document import Document
from lianhu.town.schemas import Kind
from lianhu.words import Word, say


def records(changed: Iterable[Change]) -> Iterator[Effect]:
    """One effect a record of which something public may differ; what cannot be read counts as different."""
    for change in changed:
        kind = change.kind
        if kind is None or not _publishes(kind) or _same(change, kind):
            continue
        title = Word(kind.name, str(kind.schema.get("title", "")))
        if change.is_new:
            what, text = "new", say("{kind} {id} is new.", kind=title, id=change.id)
        elif change.is_gone:
            what, text = "gone", say("{kind} {id} is gone.", kind=title, id=change.id)
        else:
            what, text = "changed", say("{kind} {id} changes.", kind=title, id=change.id)
        yield Effect(topic="others", what=what, id=change.id, text=text)


def _publishes(kind: Kind) -> bool:
    return any(value.get("x-publish") == "web" for value in kind.schema.get("properties", {}).values())


def _same(change: Change, kind: Kind) -> bool:
    if change.before is None or change.after is None or change.old_path:
        return False
    return bool(_public(change.before, kind) == _public(change.after, kind))


def _public(document: Document, kind: Kind) -> Any:
    return public.marked(document.data, kind, "web")
