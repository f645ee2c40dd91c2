"""Which sheets go into which file: for each village a PDF of each kind that is printed, or one for each sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lianhu.public import Posted
from lianhu.public.sheet import CARD, CERTIFICATE, WHOLE, Doors, Sheet, handouts, refuse_unknown, sheets
from lianhu.town.kinds import Group, Village
from lianhu.town.postings import TOWN

# What is printed, with what its file is called.
KINDS: Mapping[str, str] = {"boards": "公示牌", "sheets": "公示单张", "cards": "联户卡", "certificates": "代表证书"}
_KIND_OF = {WHOLE: "boards", CARD: "cards", CERTIFICATE: "certificates"}  # all others show a panel


@dataclass(frozen=True)
class Volume:
    """A PDF: its path below the folder of all, without ending; its title; the sheets in it, which are of one kind."""

    path: str
    title: str
    kind: str
    sheets: Sequence[Sheet] = field(repr=False)


def volumes(town: Doors, kinds: Collection[str], named: Collection[str] = (), *, each: bool = False) -> list[Volume]:
    """What to print, village by village and the town's own last; `named` are ids of boards, of none all.

    `each` puts every sheet into a file of its own. Raises ToolError for an id that no board has.
    """
    hung: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets(town):
        hung[sheet.board].append(sheet)
    for board in named:
        refuse_unknown(board, hung)
    found: list[Volume] = []
    for folder, title, boards in _folders(town.wall):
        wanted = [board for board in boards if board in (named or hung)]
        own = [sheet for board in wanted for sheet in (*hung[board], *_handouts(town, board))]
        for kind in KINDS:
            of_kind = [sheet for sheet in own if kind in kinds and _KIND_OF.get(sheet.part, "sheets") == kind]
            found += _bound(f"{folder}/{kind}", title, kind, of_kind, each)
    return found


def _folders(town: Posted) -> Iterator[tuple[str, str, Sequence[str]]]:
    """The folders by name, each with what it is of and its boards: a village's own, then its workstations'."""
    for village in town.all(Village):
        yield village.id, village.name, [village.id, *(group.id for group in town.groups_of(village))]
    yield TOWN, town.town.name, [TOWN]


def _handouts(town: Doors, board: str) -> Iterator[Sheet]:
    return handouts(town, board) if town.wall.find(Group, board) else iter(())


def _bound(path: str, title: str, kind: str, own: Sequence[Sheet], each: bool) -> Iterator[Volume]:
    if each:
        for sheet in own:
            part = f"-{sheet.part}" if kind == "sheets" else ""
            yield Volume(f"{path}/{sheet.board}{part}", f"{title}{KINDS[kind]}", kind, [sheet])
    elif own:
        yield Volume(path, f"{title}{KINDS[kind]}", kind, own)
