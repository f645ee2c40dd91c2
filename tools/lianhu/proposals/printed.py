"""Whether a code that is posted was printed: of this board, before it was hung, and not long before.

Asked of what the boards showed along the published line, and of what they would show with the change that posts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lianhu.history.versions import Version
from lianhu.public.sheet import PARTS, Codes
from lianhu.town.month import after
from lianhu.words import Text, say

ANOTHER = say("Write the code that stands on the sheet; if it hangs elsewhere, record it there.")


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What could be printed: `shown` on the published line, by board, and `now` from the change itself, which was made
    on the day `made`. `days`: so long a printed sheet may lie before it is hung."""

    shown: Mapping[str, Sequence[Version]]
    now: Mapping[str, Codes]
    made: date
    days: int

    def why_not(self, board: str, part: str, code: str, posted_on: date) -> tuple[Text, Text] | None:
        """Why a sheet with this code cannot have been hung there on the day, and how to mend it; None where it can.

        Of days before the history of a board began nobody can tell.
        """
        known = self.shown.get(board, ())
        if not known and board not in self.now:
            return None
        if known and posted_on < known[0].since:
            return None
        spans = [*self._spans(known, part, code)]
        if self.now.get(board, {}).get(part) == code:
            spans.append((self.made, None))
        if not spans:
            return self._elsewhere(board, part, code)
        before = [(since, until) for since, until in spans if since <= posted_on]
        if not before:
            return (
                say(
                    "Posted on {day}, before it was made: {code} was first shown on {since}.",
                    day=posted_on,
                    code=code,
                    since=min(since for since, _ in spans),
                ),
                say("Correct the day, or write the code that stands on the sheet."),
            )
        if any(until is None or posted_on <= after(until, self.days) for _, until in before):
            return None
        return (
            say(
                "Since {until} the board shows something else, more than {days} days before {code} was hung on {day}.",
                until=max(until for _, until in before if until),
                days=self.days,
                code=code,
                day=posted_on,
            ),
            say("Print the board as it is, hang that, and record its code."),
        )

    @staticmethod
    def _spans(known: Iterable[Version], part: str, code: str) -> Iterator[tuple[date, date | None]]:
        return ((one.since, one.until) for one in known if one.codes.get(part) == code)

    def _elsewhere(self, board: str, part: str, code: str) -> tuple[Text, Text]:
        for other, its_part in self._bearing(code):
            told = {"code": code, "part": PARTS[its_part], "board": other}
            if other != board:
                return say("{code} is of another board: {board} ({part}).", **told), ANOTHER
            return say("{code} is of another part of this board: {part}.", **told), ANOTHER
        return say("{code} was never printed: this board never showed what it stands for.", code=code), ANOTHER

    def _bearing(self, code: str) -> Iterator[tuple[str, str]]:
        """Whose sheets ever had the code: board and part."""
        every = [(board, codes) for board, codes in self.now.items()]
        every += [(board, one.codes) for board, known in self.shown.items() for one in known]
        return ((board, part) for board, codes in every for part, own in codes.items() if own == code)
