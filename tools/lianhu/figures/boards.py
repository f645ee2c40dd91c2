"""How many workstations' boards hang as they are today (R11): one more public figure, from rows that are given.

It is none of `FIGURES`: what a board shows on the wall, and so whether what hangs is that, is not said by what the web
shows, from which all others are counted. Who knows how the boards stand (`history.standing`) gives the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lianhu.figures.figure import Figure, Rate
from lianhu.figures.table import FigureLine


@dataclass(frozen=True, kw_only=True)
class BoardEntry:
    """A workstation's board: whether all of it hangs, as it is today."""

    id: str
    village: str
    is_current: bool


def _current(boards: Sequence[BoardEntry]) -> Rate:
    return Rate(tuple(board for board in boards if board.is_current), tuple(boards))


CURRENT = Figure(
    name="boards_current",
    title="墙上与网上一致的公示牌",
    definition="整块或者四栏都挂着、内容和今天网上一致的工作站公示牌/今天所有工作站的公示牌。镇里登记第一次上墙以前不算。",
    source="R11",
    chapter="people",
    rows="boards",
    measure=_current,
    late=None,
    is_state=True,
    unit="块",
)


def line(boards: Sequence[BoardEntry], scope: str = "town", of: str = "", of_name: str = "") -> FigureLine:
    """The figure of these boards, as a line of the table has it."""
    return FigureLine(
        figure=CURRENT, scope=scope, of=of, of_name=of_name, window="", cell=CURRENT.cell(CURRENT.tally(boards))
    )
