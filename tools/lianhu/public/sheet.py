"""The sheets that may hang on a wall: which there are, and what each shows, as plain data for its check code.

A workstation's board hangs as one sheet or as four, one a panel; a village and the town have one each. What a sheet
shows comes from the wall's board (`wall`, `overview`) and from nothing else, so its code changes exactly when it must
be printed anew. What a representative is given on paper (`handout`) is made in the same way.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from lianhu.public import check_code, handout, overview, wall
from lianhu.public.view import Posted
from lianhu.public.wall import PANELS, Board
from lianhu.town.kinds import Group, Village
from lianhu.words import Text, say

# The part of a sheet that shows a board whole.
WHOLE = "board"
PARTS: Mapping[str, Text] = {WHOLE: say("the whole board"), **PANELS}
Codes = Mapping[str, str]  # of a board's sheets, by part
# The id of the town's own board.
TOWN = "town"
# What is handed out and does not hang: the parts of such sheets, of which the board is the representative's id.
CARD, CERTIFICATE = "card", "certificate"


@dataclass(frozen=True)
class Sheet:
    """What may hang: the id of its board's unit, its part (`WHOLE` or one of `PANELS`), and what it shows.

    `photos` are those that the content names, by their hash.
    """

    board: str
    part: str
    content: Any
    photos: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)


def sheets(town: Posted) -> Iterator[Sheet]:
    """Every sheet of the town's wall, board by board: the workstations', the villages', the town's own."""
    boards = wall.boards(town)
    for group, board in boards.items():
        yield from of_board(group, board)
    for village, summary in overview.villages(town, boards).items():
        yield _whole(village, town.get(Village, village).name, summary)
    yield _whole(TOWN, town.town.name, overview.whole(town, boards))


def codes(town: Posted) -> dict[str, dict[str, str]]:
    """The check codes of every board's sheets, by the board's unit and by part; `town` is the wall's."""
    found: dict[str, dict[str, str]] = {}
    for sheet in sheets(town):
        found.setdefault(sheet.board, {})[sheet.part] = check_code.of(sheet.content)
    return found


def of_board(group: str, board: Board) -> Iterator[Sheet]:
    """The sheets of a workstation's board: the whole, and its panels one by one."""
    shown, photos = _plain(board), _photos(board)
    panels = {panel: shown[panel] for panel in PANELS}
    panels["representatives"] = {"vacancy": shown["vacancy"], "representatives": shown["representatives"]}
    head = {"board": group, "title": board.workstation}
    yield Sheet(group, WHOLE, {**head, "part": WHOLE, **panels}, photos)
    for panel, content in panels.items():
        yield Sheet(group, panel, {**head, "part": panel, panel: content}, photos)


def _whole(board: str, title: str, summary: overview.VillageBoard | overview.TownBoard) -> Sheet:
    return Sheet(board, WHOLE, {"board": board, "title": title, "part": WHOLE, **_plain(summary)})


def handouts(town: Posted, group: Group) -> Iterator[Sheet]:
    """The contact cards and the certificates of a group's representatives; none of them hangs."""
    for part, given in ((CARD, handout.cards(town, group)), (CERTIFICATE, handout.certificates(town, group))):
        for representative, shown in given:
            content = {"board": representative, "part": part, **_plain(shown)}
            yield Sheet(representative, part, content, _photos(shown))


def _plain(value: Any) -> Any:
    """As JSON has it; of a photo its hash."""
    if dataclasses.is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return _hash(value) if isinstance(value, bytes) else msgspec.to_builtins(value)


def _photos(value: Any) -> dict[str, bytes]:
    """The photos in what is shown, by the hash that `_plain` gives in their place."""
    if isinstance(value, bytes):
        return {_hash(value): value}
    inner: Any = value if isinstance(value, tuple) else ()
    if dataclasses.is_dataclass(value):
        inner = (getattr(value, one.name) for one in dataclasses.fields(value))
    return {name: photo for one in inner for name, photo in _photos(one).items()}


def _hash(photo: bytes) -> str:
    return hashlib.sha256(photo).hexdigest()
