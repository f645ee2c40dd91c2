"""The sheets that may hang on a wall: which there are, and what each shows, as plain data for its check code.

A workstation's board hangs as one sheet or as four, one a panel; a village and the town have one each. What a sheet
shows comes from the wall's board (`wall`, `overview`) and from nothing else, so its code changes when it must be
printed anew. What a representative is given on paper (`handout`) is made in the same way.

The codes stand on the web. Of what only the wall may show, somebody's telephone or name, a code knows that it hangs
there and not what it is: whoever can try ten million telephones against a hash would find it.
"""

from __future__ import annotations

import dataclasses
import difflib
import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec

from lianhu.public import check_code, handout, overview, wall
from lianhu.public.view import Posted, posted
from lianhu.public.wall import PANELS, Board
from lianhu.town.kinds import Group, Village
from lianhu.town.postings import TOWN
from lianhu.town.register import Register
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted

# The part of a sheet that shows a board whole.
WHOLE = "board"
PARTS: Mapping[str, Text] = {WHOLE: say("the whole board"), **PANELS}
Codes = Mapping[str, str]  # of a board's sheets, by part
# What is handed out and does not hang: the parts of such sheets, of which the board is the representative's id.
CARD, CERTIFICATE = "card", "certificate"


class Doors(NamedTuple):
    """The same town as the wall shows it and as the web does."""

    wall: Posted
    web: Posted


def doors(register: Register) -> Doors:
    return Doors(posted(register, "wall"), posted(register, "web"))


@dataclass(frozen=True)
class Sheet:
    """What may hang: the id of its board's unit, its part (`WHOLE` or one of `PANELS`), what it shows, and its code.

    `photos` are those that the content names, by their hash.
    """

    board: str
    part: str
    content: Any
    code: str
    photos: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)


def sheets(town: Doors) -> Iterator[Sheet]:
    """Every sheet of the town's wall, board by board: the workstations', the villages', the town's own."""
    boards, on_web = wall.boards(town.wall), wall.boards(town.web)
    for group, board in boards.items():
        yield from of_board(group, board, on_web.get(group))
    villages, villages_on_web = (overview.villages(*each) for each in ((town.wall, boards), (town.web, on_web)))
    for village, summary in villages.items():
        title = town.wall.get(Village, village).name
        yield _whole(village, title, summary, villages_on_web.get(village))
    whole, whole_on_web = overview.whole(town.wall, boards), overview.whole(town.web, on_web)
    yield _whole(TOWN, town.wall.town.name, whole, whole_on_web)


def codes(town: Doors) -> dict[str, dict[str, str]]:
    """The check codes of every board's sheets, by the board's unit and by part."""
    found: dict[str, dict[str, str]] = {}
    for sheet in sheets(town):
        found.setdefault(sheet.board, {})[sheet.part] = sheet.code
    return found


def refuse_unknown(board: str, known: Collection[str]) -> None:
    """Raises ToolError for a board that is none of those that are known."""
    if board in known:
        return
    if near := difflib.get_close_matches(board, known, n=1):
        raise ToolError(say("There is no board {found}. Did you mean {near}?", found=quoted(board), near=near[0]))
    raise ToolError(
        say(
            "There is no board {found}. A board has the id of its group or village; the town's own is '{town}'.",
            found=quoted(board),
            town=TOWN,
        )
    )


def of_board(group: str, board: Board, on_web: Board | None) -> Iterator[Sheet]:
    """The sheets of a workstation's board, which is `on_web` as well: the whole, and its panels one by one."""
    shown, shown_on_web = _in_panels(board), _in_panels(on_web) if on_web else {}
    head = {"board": group, "title": board.workstation}
    yield _sheet({**head, "part": WHOLE, **shown}, {**head, "part": WHOLE, **shown_on_web}, board)
    for panel in PANELS:
        own, own_on_web = ({**head, "part": panel, panel: each.get(panel)} for each in (shown, shown_on_web))
        yield _sheet(own, own_on_web, board)


def _in_panels(board: Board) -> dict[str, Any]:
    shown = _plain(board)
    people = {"vacancy": shown["vacancy"], "representatives": shown["representatives"]}
    return {**{panel: shown[panel] for panel in PANELS}, "representatives": people}


Summary = overview.VillageBoard | overview.TownBoard


def _whole(board: str, title: str, summary: Summary, on_web: Summary | None) -> Sheet:
    head = {"board": board, "title": title, "part": WHOLE}
    return _sheet({**head, **_plain(summary)}, {**head, **(_plain(on_web) if on_web else {})}, summary)


def handouts(town: Doors, group: str) -> Iterator[Sheet]:
    """The contact cards and the certificates of the representatives of the group of this id; none of them hangs."""
    for part, given in ((CARD, handout.cards), (CERTIFICATE, handout.certificates)):
        on_web = dict(given(town.web, town.web.get(Group, group)))
        for representative, shown in given(town.wall, town.wall.get(Group, group)):
            head = {"board": representative, "part": part}
            own_on_web = _plain(on_web[representative]) if representative in on_web else {}
            yield _sheet({**head, **_plain(shown)}, {**head, **own_on_web}, shown)


def _sheet(content: dict[str, Any], on_web: Mapping[str, Any], shown: object) -> Sheet:
    code = check_code.of(_known_to_all(content, on_web))
    return Sheet(content["board"], content["part"], content, code, _photos(shown))


def _known_to_all(shown: Any, on_web: Any) -> Any:
    """What a sheet shows, but where the web shows something else, that instead, and that the wall differs there."""
    if shown == on_web:
        return shown
    if isinstance(shown, dict) and isinstance(on_web, dict):
        return {key: _known_to_all(value, on_web.get(key)) for key, value in shown.items()}
    if isinstance(shown, list) and isinstance(on_web, list) and len(shown) == len(on_web):
        return [_known_to_all(*pair) for pair in zip(shown, on_web, strict=True)]
    return {"web": on_web, "wall": "differs"}


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
