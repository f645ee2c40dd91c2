"""What hangs on the town's own board, as of a village's or group's (R11)."""

from __future__ import annotations

from lianhu.town.kinds.posting import Posting


class TownPosting(Posting, frozen=True, kw_only=True):
    pass
