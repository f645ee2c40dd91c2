"""The pages of the boards: what hangs on each, and the question whether a sheet is the present one.

What stands of the boards is given to every page (`standings`); these know whose they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lianhu.public import Posted
from lianhu.public.sheet import CARD, CERTIFICATE, PARTS, WHOLE
from lianhu.site.pages.addresses import address
from lianhu.site.pages.formats import chinese
from lianhu.site.pages.page import Page, of_section
from lianhu.site.pages.reads import of_each, reads
from lianhu.town.kinds import Group, Representative, Village

SECTION = "boards/"
HANDOUTS = {CARD: "联户卡", CERTIFICATE: "代表证书"}


@reads(standings=True)
def board(town: Posted) -> Page:
    """Where a code that was typed or scanned is answered."""
    return of_section(
        "board/", "核对公示", "board.html", "输入公示上的核对码，看它是不是现在的", villages=_present(town)
    )


@reads(Group, standings=True)
def boards(town: Posted) -> Page:
    return of_section(
        SECTION, "公示牌", "boards.html", "每块公示牌上挂的是哪一张，是不是现在的", villages=_present(town)
    )


@of_each(Village, standings=True)
def villages(town: Posted) -> Iterator[Page]:
    """The boards of each village, with the codes of their sheets: this can be read without any script."""
    for village in _covering(town, town.judged(Village)):
        yield Page(
            address=f"{SECTION}{village.id}/",
            title=f"{village.name}的公示牌",
            template="boards-village.html",
            section=SECTION,
            description=f"{village.name}各工作站公示牌的核对码，墙上挂的是不是现在的",
            values={"village": village, "groups": town.groups_of(village)},
        )


def called(town: Posted, board: str, part: str) -> str:
    """What a sheet is called, as whoever holds it in the hand calls it; whose card it is, they read on it."""
    person = town.find(Representative, board)
    if person:
        return f"{town.get(Group, person.seat(town.today).group).name}代表的{HANDOUTS[part]}"
    group, village = town.find(Group, board), town.find(Village, board)
    name = group.workstation.name if group else village.name if village else town.town.name
    return f"{name}的公示牌" if part == WHOLE else f"{name}的公示牌，{chinese(PARTS[part])}"


def page_of(town: Posted, board: str) -> str:
    """The address of the page that shows what the sheet shows; of the town's own board that of all boards."""
    unit = town.find(Group, board) or town.find(Village, board) or town.find(Representative, board)
    return address(unit) if unit else SECTION


def _present(town: Posted) -> list[Village]:
    return _covering(town, town.all(Village))


def _covering(town: Posted, villages: Iterable[Village]) -> list[Village]:
    return [village for village in villages if village.covers(town.today)]
