"""Corrections: what a record said wrongly and what is right, as its page shows both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lianhu.changes.wording import place_words
from lianhu.difference.effects.compared import change, is_dispute, new_removals
from lianhu.difference.effects.effect import Effect
from lianhu.town import corrections as corrected
from lianhu.town.kinds import Issue
from lianhu.town.register import Register
from lianhu.words import Word, say
from lianhu.words.problems import quoted


def corrections(before: Register, after: Register) -> Iterator[Effect]:
    """Every correction that the change adds; of a dispute between persons only that there is one. Source: A11."""
    moved = {removal.moved_to: removal.record for removal in new_removals(before, after)}
    for record, origin in after.origins():
        told = getattr(record, "corrections", ())
        if not told:
            continue
        old_record: Any = before.find(type(record), record.id) or before.find(type(record), moved.get(record.id))
        known = getattr(old_record, "corrections", ())
        for correction in told:
            if correction in known:
                continue
            place = Word(correction.at, place_words(origin.kind.schema, corrected.location(correction.at))[0])
            if isinstance(record, Issue) and is_dispute(before, after, record.id):
                text = say("{id}: {place} is corrected.", id=record.id, place=place)
            else:
                text = say(
                    "{id}: {place} is corrected, {change} ({reason})",
                    id=record.id,
                    place=place,
                    change=change(correction.was, correction.right),
                    reason=quoted(correction.reason),
                )
            yield Effect(topic="corrections", what="corrected", id=record.id, text=text)
