"""Whose board a posting is of, and what the records say hangs where."""

from __future__ import annotations

from collections.abc import Mapping

from lianhu.town.kinds import Posting, TownPosting
from lianhu.town.register import Register
from lianhu.town.schemas import Filing

TOWN = "town"  # the town's own board
OF_VILLAGE = "village"  # in a village's folder, beside the numbers of groups


def board(filing: Filing) -> str:
    """The id of the unit whose board a posting is of, as its path says: a group's or village's, or `TOWN`."""
    name = filing.parts.get("board")
    if name is None:
        return TOWN
    return filing.village if name == OF_VILLAGE else f"{filing.village}-{name}"


def by_board(register: Register) -> Mapping[str, Posting]:
    """The posting of every board that has one, by the id of its unit."""
    every: tuple[Posting, ...] = (*register.all(TownPosting), *register.all(Posting))
    return {board(register.filed(posting)): posting for posting in every}


def place(board: str) -> str:
    """Where the posting of a board lies."""
    village, _, group = board.partition("-")
    if board == TOWN:
        return "records/postings/town.yaml"
    return f"records/villages/{village}/postings/{group or OF_VILLAGE}.yaml"
