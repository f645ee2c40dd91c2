"""The frame that MkDocs drew, and the pages poured into it.

MkDocs renders one page a section in which each changing part is a slot. That page is cut at the slots once;
a record's page is then only joined together. Slots are marked with characters that no record may contain,
and the frame is cut before any record's text is in it, so no text can pretend to be a slot.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import escape

from lianhu.site.pages.page import Page

OPEN, CLOSE = "\ue000", "\ue001"
SLOT = re.compile(f"{OPEN}([a-z_]+){CLOSE}")

SLOTS = ("title", "description", "address", "robots", "body")

# A frame is drawn two folders deep, where most record pages lie; its way to the root is a slot as well, so that
# a page of a year, which lies deeper, has the right links.
FRAME_ADDRESS = "frame/{section}"
TO_ROOT = "../.."


@dataclass(frozen=True)
class Frame:
    """A drawn page cut at its slots: plain text and slot names in turn."""

    pieces: tuple[str, ...]

    def pour(self, filling: Mapping[str, str]) -> str:
        """The frame with each slot filled; `filling` holds HTML."""
        return "".join(filling[piece] if index % 2 else piece for index, piece in enumerate(self.pieces))


def slots() -> dict[str, str]:
    """What stands in for each changing part while MkDocs draws the frame."""
    return {name: f"{OPEN}{name}{CLOSE}" for name in SLOTS}


def cut(html: str) -> Frame:
    """The frame that a drawn page with slots is."""
    return Frame(tuple(SLOT.split(html.replace(TO_ROOT, f"{OPEN}root{CLOSE}"))))


def filling(page: Page, body: str) -> dict[str, str]:
    """What goes into the slots for `page`; everything but the body is escaped here."""
    return {
        "title": str(escape(page.title)),
        "description": str(escape(page.description)),
        "address": str(escape(page.address)),
        "robots": "noindex, noarchive" if page.is_personal else "all",
        "root": page.base.rstrip("/"),
        "body": body,
    }
