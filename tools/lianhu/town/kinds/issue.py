"""An issue: one matter from discovery to feedback, as an append-only list of events (R28)."""

from __future__ import annotations

import datetime

from msgspec import Struct

from lianhu.town.kinds.categories import UNCLASSIFIED
from lianhu.town.kinds.correction import Correctable


class Event(Struct, frozen=True, kw_only=True):
    """One step; `by` is a post, never a private person. Which keys a stage carries is the loop's to say."""

    stage: str
    date: datetime.date
    by: str
    representative: str | None = None
    note: str | None = None
    reason: str | None = None
    to_level: str | None = None
    skip_reason: str | None = None
    recorded_late: str | None = None
    to_post: str | None = None
    twin: str | None = None
    into: str | None = None
    residents: int | None = None
    look_again_on: datetime.date | None = None
    outcome: str | None = None
    evidence: tuple[str, ...] = ()
    waiver: str | None = None
    satisfaction: str | None = None


class Issue(Correctable, frozen=True, kw_only=True):
    id: str
    title: str
    kind: str
    category: str = UNCLASSIFIED.id
    source: str
    responsible_post: str
    events: tuple[Event, ...]
    due_on: datetime.date | None = None
    reference: str | None = None
    statement: str | None = None
