"""A removal: why a record that was published is gone; what the record held is not told."""

from __future__ import annotations

import datetime

from lianhu.town.kinds.correction import Correctable


class Removal(Correctable, frozen=True, kw_only=True):
    """`kind` and `record` name what was removed; its id is never used again. `moved_to` is the record's new id, `kept`
    that of the one that stays where the same was entered twice. `confirmed_by` is a second post."""

    id: str
    kind: str
    record: str
    removed_on: datetime.date
    by: str
    reason: str
    moved_to: str | None = None
    confirmed_by: str | None = None
    kept: str | None = None
