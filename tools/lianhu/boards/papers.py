"""The paper that a wall takes, and the type that is legible on it from where people stand.

Source: domain.md section 3: A3 and A4 are what an office can print, 600 x 800 mm is usual.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Lengths in mm, type in pt. Running text has the largest of `sizes` (ascending) with which a board is one sheet.

    `small` is the type of the head's lines. `qr` is the side of the QR code that checks the sheet, without its white
    border: a tenth of the distance from which it is scanned; `qr_to_read` of the one that leads to a text.
    """

    width: int
    height: int
    margin: int
    qr: int
    qr_to_read: int
    small: int
    sizes: tuple[int, ...]

    @property
    def landscape(self) -> Paper:
        return replace(self, width=self.height, height=self.width)


PAPERS: Mapping[str, Paper] = {
    "a3": Paper(width=297, height=420, margin=15, qr=30, qr_to_read=25, small=12, sizes=(16, 17, 18, 19, 20, 22, 24)),
    "a4": Paper(width=210, height=297, margin=11, qr=25, qr_to_read=25, small=9, sizes=(11, 12, 13, 14, 15, 16)),
    "large": Paper(
        width=600, height=800, margin=30, qr=60, qr_to_read=50, small=24, sizes=(18, 20, 22, 24, 26, 28, 30, 32, 36, 40)
    ),
}
