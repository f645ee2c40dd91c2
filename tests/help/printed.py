"""Boards as they come out of the press: pages as text, as tags, and as the pixels that a camera sees."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from help.towns import Tree, registered
from lianhu.boards.papers import PAPERS, Paper
from lianhu.boards.press import press
from lianhu.boards.volumes import KINDS, Volume, volumes
from lianhu.public.sheet import doors
from lianhu.town.schemas import Schemas

DPI = 150  # a cheap printer's, or a photo of a sheet
MM = 72 / 25.4  # in points
ADDRESS = "https://lianhu.example.org/shili"
_SPACE = re.compile(r"[\s\u200b]+")


@dataclass(frozen=True)
class Printed:
    """A volume and its PDF."""

    volume: Volume
    pdf: bytes

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(io.BytesIO(self.pdf))

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page."""
        return [page.extract_text() for page in self.reader.pages]

    @cached_property
    def text(self) -> str:
        """All of it without spaces and line breaks, which only the width of columns has made."""
        return _SPACE.sub("", "".join(self.pages))

    def pixels(self, page: int = 0) -> Image.Image:
        document = pypdfium2.PdfDocument(self.pdf)
        try:
            drawn: Image.Image = document[page].render(scale=DPI / 72).to_pil()
            return drawn.convert("L")
        finally:
            document.close()

    def codes(self, page: int = 0) -> dict[str, float]:
        """What a reader that is not ours sees in the QR codes of a page, with their sides in mm."""
        found = zxingcpp.read_barcodes(self.pixels(page), zxingcpp.BarcodeFormat.QRCode)
        return {one.text: abs(one.position.top_right.x - one.position.top_left.x) / DPI * 25.4 for one in found}

    def tags(self) -> Iterator[tuple[str, Any]]:
        """Every tag of the document with its element, in reading order."""
        yield from _below(self.reader.root_object["/StructTreeRoot"])


def _below(element: Any) -> Iterator[tuple[str, Any]]:
    element = element.get_object()
    if isinstance(element, dict):
        if "/S" in element:
            yield str(element["/S"]), element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if not isinstance(kid, int):
                yield from _below(kid)


def printed(
    tree: Tree,
    schemas: Schemas,
    *named: str,
    kind: str = "boards",
    paper: Paper = PAPERS["a3"],
    root: Path = Path("none"),
) -> list[Printed]:
    """What is printed of a town that a test has changed; `root` is where its own templates lie."""
    town = doors(registered(tree, schemas))
    with press(town.wall, paper, root) as ready:
        return [Printed(volume, ready.printed(volume)) for volume in volumes(town, [kind] if kind else KINDS, named)]


def at_an_address(tree: Tree) -> Tree:
    """The tree of a town whose site has an address, so that its sheets have QR codes."""
    path = "records/town.yaml"
    return {**tree, path: tree[path].replace(b"publishing:\n", f"publishing:\n  address: {ADDRESS}/\n".encode(), 1)}
