"""Corrections: what a record said wrongly and what is right, as its page shows both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lianhu import corrections as corrected
from lianhu.effects.compared import change, is_dispute, new_removals
from lianhu.effects.effect import Effect
from lianhu.kinds import Issue
from lianhu.problems import quoted
from lianhu.register import Origin, Register
from lianhu.words import Word, say


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
            place = Word(correction.at, _titled(origin, correction.at))
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


def _titled(origin: Origin, at: str) -> str:
    """A place as the schema titles it: `events[3].date` is 经过第3条的日期."""
    titles: list[str] = []
    location = corrected.location(at)
    for end, step in enumerate(location, start=1):
        if isinstance(step, int):
            titles[-1] += f"第{step + 1}条"
        else:
            schema: Mapping[str, Any] = origin.kind.at(location[:end])
            titles.append(schema.get("title", step))
    return "的".join(titles)
