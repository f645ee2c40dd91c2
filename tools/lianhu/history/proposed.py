"""A history with one step more: what will be told of a change once it is published."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from lianhu.changes import Change
from lianhu.history.steps import History, Step
from lianhu.reading import clock
from lianhu.reading.document import Document

# The commit that is still to be made, and its time.
PROPOSED, NOT_YET = "", datetime.max.replace(tzinfo=clock.TOWN_TIME)


def followed(earlier: History, changed: Collection[Change]) -> History:
    """What led to a state, and after it a commit `PROPOSED` with these changes; photos are no part of it."""
    tracks, texts = dict(earlier.tracks), dict(earlier.texts)
    number = 1 + max((step.number for steps in tracks.values() for step in steps), default=-1)
    moved = {change.path: tracks.pop(change.old_path, ()) for change in changed if change.old_path}
    for change in changed:
        if change.kind is None:
            continue
        before = f"{change.path} before" if change.was_there else None
        after = f"{change.path} after" if change.is_there else None
        texts |= {key: _text(document) for key, document in ((before, change.before), (after, change.after)) if key}
        step = Step(number, PROPOSED, NOT_YET, change.path, before, after)
        tracks[change.path] = (*tracks.get(change.path, ()), *moved.get(change.path, ()), step)
    return replace(earlier, tracks=tracks, texts=texts)


def _text(document: Document | None) -> str:
    return json.dumps(document and document.data, ensure_ascii=False)
