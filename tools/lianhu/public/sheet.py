"""The sheets that may hang on a wall: which there are, and what each shows, as plain data for its check code.

A workstation's board hangs as one sheet or as four, one a panel. What a sheet shows comes from the wall's board
(`wall`) and from nothing else, so its code changes exactly when it must be printed anew.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from lianhu.public import wall
from lianhu.public.view import Posted
from lianhu.public.wall import PANELS, Board

# The part of a sheet that shows a board whole.
WHOLE = "board"


@dataclass(frozen=True)
class Sheet:
    """What may hang: the id of its board's unit, its part (`WHOLE` or one of `PANELS`), and what it shows."""

    board: str
    part: str
    content: Any


def sheets(town: Posted) -> Iterator[Sheet]:
    """Every sheet of the town's wall, board by board."""
    for group, board in wall.boards(town).items():
        yield from of_board(group, board)


def of_board(group: str, board: Board) -> Iterator[Sheet]:
    """The sheets of a workstation's board: the whole, and its panels one by one."""
    shown = _plain(board)
    panels = {panel: shown[panel] for panel in PANELS}
    panels["representatives"] = {"vacancy": shown["vacancy"], "representatives": shown["representatives"]}
    head = {"board": group, "title": board.workstation}
    yield Sheet(group, WHOLE, {**head, "part": WHOLE, **panels})
    for panel, content in panels.items():
        yield Sheet(group, panel, {**head, "part": panel, panel: content})


def _plain(value: Any) -> Any:
    """As JSON has it; of a photo its hash."""
    if dataclasses.is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else msgspec.to_builtins(value)
