"""The files in which a browser looks a check code up: what is told of each, by how the code begins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lianhu.public import Posted
from lianhu.site.pages import boards
from lianhu.site.pages.formats import day
from lianhu.site.pages.reads import reads
from lianhu.site.standings import Standings
from lianhu.town.kinds import Group, Representative
from lianhu.words.terms import TERMS
from lianhu.writing.jsontext import to_json


@reads(Group, Representative, standings=True)
def files(town: Posted, standings: Standings) -> Iterator[tuple[str, str]]:
    """`(address, content)` of each file: of each code the sheet, its page, and what is told."""
    for beginning, codes in standings.by_beginning.items():
        yield f"board/{beginning}.json", to_json({code: _told(town, standings, code) for code in codes}) + "\n"


def _told(town: Posted, standings: Standings, code: str) -> dict[str, Any]:
    """As the script asks for it (`assets/board.js`), without what is the same of thousands."""
    known = standings.codes[code]
    told: dict[str, Any] = {
        "sheet": boards.called(town, known.board, known.part),
        "page": boards.page_of(town, known.board),
    }
    if not known.is_current:
        told["since"] = day(known.since) if known.since else ""
    if known.hanging:
        told["hung"] = f"{day(known.hanging.posted_on)}由{TERMS[known.hanging.by]}"
    if changed := standings.changed.get(code):
        told["changed"] = list(changed)
    return told
