"""Lines of a terminal in columns: a Chinese character is as wide as two others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

GAP = "  "
PARTS = re.compile(r"[^\s、，：；。]*[\s、，：；。]*")
NARROWEST = 30  # a last column that long names leave no room is wide all the same


def aligned(rows: Sequence[Sequence[str]], right: Collection[int] = (), line: int | None = None) -> list[str]:
    """The rows as lines, every cell but the last as wide as the widest of its column; `right` aligns to the right.

    With the columns of a `line`, the last cell goes on below itself where it is longer.
    """
    widths = [max(map(width, column)) for column in zip(*(row[:-1] for row in rows), strict=True)]
    indent = sum(widths) + len(GAP) * len(widths)
    lines: list[str] = []
    for *cells, last in rows:
        padded = (_padded(cell, widths[place], right=place in right) for place, cell in enumerate(cells))
        first, *others = _folded(last, max(line - indent, NARROWEST)) if line else [last]
        lines += [GAP.join((*padded, first)).rstrip(), *(" " * indent + other for other in others)]
    return lines


def _folded(said: str, columns: int) -> list[str]:
    """The text in pieces that fit, broken behind spaces and the marks after which Chinese may break."""
    pieces = [""]
    for part in PARTS.findall(said):
        if pieces[-1] and width(pieces[-1] + part.rstrip()) > columns:
            pieces.append("")
        pieces[-1] += part
    return [piece.rstrip() for piece in pieces]


def width(said: str) -> int:
    """The columns that a terminal needs: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in said)


def _padded(said: str, columns: int, *, right: bool) -> str:
    space = " " * (columns - width(said))
    return space + said if right else said + space
