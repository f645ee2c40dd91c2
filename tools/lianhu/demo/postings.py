"""What hangs on the boards of a demonstration (R11): most are as they are today, some are months old, some bare.

A sheet shows what had been recorded by the day on which it was hung; whatever was recorded since makes it old.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from lianhu.demo.year import DAY, TODAY, Data, Written
from lianhu.public import sheet
from lianhu.public.sheet import WHOLE, Codes
from lianhu.public.wall import PANELS
from lianhu.reading.document import Document, Place, Where
from lianhu.town import postings
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

# The print shop's days, the last some days ago; a board is hung some days after.
PRINTED = (*(datetime.date(2026, month, day) for month, day in ((1, 12), (5, 11), (9, 14))), TODAY - 3 * DAY)
POSTS = ("group_head", "village_officer", "liaison_cadre")
# What becomes of a board, one after another: hung each time, panel by panel, only the first time, or never.
FATES = (*("hung",) * 3, "panels", *("hung",) * 2, "old", "hung", "bare", "panels", "old", "hung")


def posted(data: Mapping[str, Data], kinds: Schemas, source: str) -> Iterator[Written]:
    """The posting of every board that was hung in the last year."""
    shown = [_codes(data, kinds, day) for day in PRINTED]
    for number, board in enumerate(dict.fromkeys(board for codes in shown for board in codes)):
        chance, fate = Random(f"{source} board {board}"), FATES[number % len(FATES)]
        rounds = [(day, codes[board]) for day, codes in zip(PRINTED, shown, strict=True) if board in codes]
        hung = list(_hung(board, rounds, fate, chance))
        if hung:
            path = postings.place(board)
            filing = kinds.filing(path)
            assert filing
            yield path, {"id": filing.id, "postings": hung}


def _hung(board: str, rounds: Sequence[tuple[datetime.date, Codes]], fate: str, chance: Random) -> Iterator[Data]:
    if fate == "bare" and "-" in board:
        return
    kept = rounds[:1] if fate == "old" else rounds
    parts = list(PANELS) if fate == "panels" and "-" in board else [WHOLE]
    found: list[Data] = []
    for number, (day, codes) in enumerate(kept):
        # What is printed again is what has changed most: of single panels the issues.
        again = parts if number == 0 else [part for part in parts if part in (WHOLE, "issues")]
        posted_on = day + DAY * chance.randint(0, 2)
        for part in again:
            before = next((one for one in reversed(found) if one["part"] == part), None)
            if before and before["code"] == codes[part]:
                continue  # it hangs as it is
            if before:
                before["until"] = posted_on.isoformat()
            by = "town_office" if board == postings.TOWN else chance.choice(POSTS)
            found.append({"part": part, "code": codes[part], "posted_on": posted_on.isoformat(), "by": by})
    yield from found


def _codes(data: Mapping[str, Data], kinds: Schemas, day: datetime.date) -> dict[str, dict[str, str]]:
    """The codes of every board by what had been recorded by the day."""
    documents = (
        Document(path, known, Where.known({(): Place(1, 1)}))
        for path, record in sorted(data.items())
        if (known := _by(record, day))
    )
    register = Register(filter(None, map(kinds.filed, documents)), kinds, day)
    return sheet.codes(sheet.doors(register))


def _by(record: Data, day: datetime.date) -> Data | None:
    """A record with what had happened by the day; None for an issue that nobody had reported yet."""
    if "events" not in record:
        return record
    events = [event for event in record["events"] if event["date"] <= day.isoformat()]
    return {**record, "events": events} if events else None
