"""What hangs on a board, since when and until when (R11): by whose post, and with which check code."""

from __future__ import annotations

import datetime

from msgspec import Struct

from lianhu.town.kinds.correction import Correctable


class Hung(Struct, frozen=True, kw_only=True):
    """A sheet that was hung: the `part` of the board that it shows and its check `code`.

    On the day `until` it was taken down or another took its place; None: it hangs.
    """

    part: str
    code: str
    posted_on: datetime.date
    by: str
    until: datetime.date | None = None
    recorded_late: str | None = None

    def hangs(self, day: datetime.date) -> bool:
        """Whether it hangs on the evening of the day."""
        return self.posted_on <= day and (self.until is None or day < self.until)


class Posting(Correctable, frozen=True, kw_only=True):
    id: str
    postings: tuple[Hung, ...]

    def hanging(self, day: datetime.date) -> tuple[Hung, ...]:
        """What hangs on the evening of the day, each part once: the one that was hung last."""
        return tuple({one.part: one for one in self.postings if one.hangs(day)}.values())
