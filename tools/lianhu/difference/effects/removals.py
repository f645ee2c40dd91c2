"""Records that are gone: by their kind and id only, and why."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.difference.effects.compared import new_removals
from lianhu.difference.effects.effect import Effect
from lianhu.town.kinds import Removal
from lianhu.town.register import Register
from lianhu.words import Word, say


def removals(before: Register, after: Register) -> Iterator[Effect]:
    """What the records held is not told. Source: A1; Personal Information Protection Law art. 47."""
    explained = set()
    for removal in new_removals(before, after):
        explained.add((removal.kind, removal.record))
        kind = _titled(after, removal.kind)
        if removal.moved_to:
            text = say("{kind} {id} has another id now: {new}", kind=kind, id=removal.record, new=removal.moved_to)
        else:
            text = say(
                "{kind} {id} is removed: {reason} ({post})",
                kind=kind,
                id=removal.record,
                reason=Word(removal.reason),
                post=Word(removal.by),
            )
        yield Effect(topic="removals", what="moved" if removal.moved_to else "removed", id=removal.record, text=text)
    there = {(origin.kind.name, origin.document.id) for _, origin in after.origins()}
    for record, origin in before.origins():
        name = origin.kind.name, origin.document.id
        if name in there or name in explained:
            continue
        kind = _titled(before, name[0])
        if isinstance(record, Removal):
            text = say("The removal {id} is taken back.", id=name[1])
        else:
            text = say("{kind} {id} is gone, and no record says why.", kind=kind, id=name[1])
        yield Effect(topic="removals", what="gone", id=name[1], text=text)


def _titled(register: Register, kind: str) -> Word:
    found = register.schemas.kinds.get(kind)
    return Word(kind, str(found.schema.get("title", "")) if found else "")
