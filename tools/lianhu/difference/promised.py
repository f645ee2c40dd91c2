"""What schemas promise less than before: a change of limits, whatever records come with it."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.difference.effect import Effect
from lianhu.reading.document import dotted
from lianhu.town import schemas
from lianhu.town.schemas import Schemas
from lianhu.words import Word, say


def effects(before: Schemas, after: Schemas) -> Iterator[Effect]:
    """One effect a promise: in which kind of record, at which place, and which one. Both as they are written."""
    for kind, less in schemas.loosened(after, before, before):
        text = say(
            "The schema of {kind} promises less at {at}: {keyword} was {was}, and is {now} now",
            kind=Word(kind, str(after.kinds[kind].schema["title"])),
            at=dotted(less.at) or kind,
            keyword=less.keyword,
            was=_word(less.was),
            now=_word(less.now),
        )
        yield Effect(topic="others", what="promises_less", id=kind, text=text)


def _word(said: object) -> object:
    return say("nothing") if said is None else str(said)
