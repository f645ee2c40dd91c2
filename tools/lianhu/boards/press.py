"""Sheets as PDF: the town's templates, the sheets' content as data, and Typst, which sets them.

Typst is given a folder of its own with the templates and photos, and reads nothing outside it. What records say comes
to it as data and is never read as its language. The same sheets, day and fonts give the same bytes.
"""

from __future__ import annotations

import dataclasses
import datetime
import importlib
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lianhu.boards import fonts
from lianhu.boards.papers import Paper
from lianhu.boards.volumes import Volume
from lianhu.public import Posted
from lianhu.public.sheet import Sheet
from lianhu.reading import assets
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted
from lianhu.words.terms import STATES, TERMS

STANDARD = "ua-1"  # PDF/UA: tagged, with text in place of pictures
CHECKED_AT = "board/"  # below the address of the site: whether a sheet is the one of today
# What Typst says of a character that no font on the machine has.
_NOT_IN_FONTS = re.compile(r'the text `"(.+)"` could not be displayed')


class Press:
    """Prints volumes of one town on one paper."""

    def __init__(self, town: Posted, paper: Paper, folder: Path) -> None:
        """`folder` has the templates; photos are put beside them. Raises ToolError without the libraries or fonts."""
        self._qr, self._typst = _library("segno"), _library("typst")
        self._town, self.folder = town, folder
        found: Any = self._typst.Fonts(include_embedded_fonts=False)
        settings = town.town.publishing
        self._site = urlsplit(settings.address.rstrip("/") + "/") if settings.address else None
        self._shown = {
            "town": town.town.name,
            "organiser": settings.organiser or town.town.name,
            "demo": town.town.demo,
            "day": town.today.isoformat(),
            "date": {"year": town.today.year, "month": town.today.month, "day": town.today.day},
            "address": self._short(CHECKED_AT) if self._site else None,
            "duties": self._drawn("duties/"),
            "paper": {name.replace("_", "-"): value for name, value in dataclasses.asdict(paper).items()},
            "fonts": fonts.chosen(found.families()),
            "terms": TERMS,
            "states": STATES,
        }
        self._compiler: Any = self._typst.Compiler(root=folder, font_paths=found)

    def printed(self, volume: Volume) -> bytes:
        """The PDF of a volume. Raises ToolError when a template fails."""
        self._put_photos(volume)
        try:
            pdf: bytes = self._compiler.compile(
                self.folder / f"{volume.kind}.typ",
                format="pdf",
                sys_inputs={"data": json.dumps(self.told(volume), ensure_ascii=False)},
                pdf_standards=[STANDARD],
                timestamp=self._noon,
            )
        except self._typst.TypstError as error:
            raise ToolError(self._refusal(volume, str(error.message))) from error
        self._forget()
        return pdf

    def _forget(self) -> None:
        """Typst keeps what it has set until ten compilations did not ask for it: of a town 2.5 GB."""
        for _ in range(11):
            self._compiler.compile(b"", format="pdf")

    def told(self, volume: Volume) -> Mapping[str, Any]:
        """What a template is given of a volume, as JSON has it."""
        return {**self._shown, "title": volume.title, "sheets": [self._sheet(sheet) for sheet in volume.sheets]}

    @staticmethod
    def _refusal(volume: Volume, reason: str) -> Text:
        missing = _NOT_IN_FONTS.search(reason)
        if missing:
            return say(
                "{volume} was not printed: no font here has {text}. Install one that has it.",
                volume=volume.path,
                text=quoted(missing[1]),
            )
        return say(
            "{volume} was not printed: {template} fails: {reason}.",
            volume=volume.path,
            template=f"{assets.BOARDS}/{volume.kind}.typ",
            reason=quoted(reason),
        )

    def _sheet(self, sheet: Sheet) -> Mapping[str, Any]:
        return {
            "board": sheet.board,
            "part": sheet.part,
            "content": sheet.content,
            "code": sheet.code,
            "qr": self._drawn(f"{CHECKED_AT}#{sheet.code}"),
        }

    def _drawn(self, page: str) -> Mapping[str, Any] | None:
        """The QR code of a page of the site, readable with a tenth of it damaged; None where there is no site."""
        if not self._site:
            return None
        opens = f"{self._site.geturl()}{page}"
        drawing = self._qr.make(opens, error="m", micro=False)
        svg = drawing.svg_inline(border=4, omitsize=True)
        return {"opens": opens, "short": self._short(page), "svg": svg, "modules": drawing.symbol_size(border=0)[0]}

    def _short(self, page: str) -> str:
        assert self._site
        return f"{self._site.netloc}{self._site.path}{page}"

    @property
    def _noon(self) -> datetime.datetime:
        return datetime.datetime.combine(self._town.today, datetime.time(12), datetime.UTC)

    def _put_photos(self, volume: Volume) -> None:
        for sheet in volume.sheets:
            for name, photo in sheet.photos.items():
                (self.folder / "photos" / f"{name}.jpg").write_bytes(photo)


def _library(name: str) -> Any:
    """One of those that printing alone needs."""
    try:
        return importlib.import_module(name)
    except ImportError as missing:
        raise ToolError(
            say("Printing needs {library}, which is not installed: pip install 'lianhu[print]'.", library=name)
        ) from missing


@contextmanager
def press(town: Posted, paper: Paper, root: Path) -> Iterator[Press]:
    """A press with the town's own templates where it has them, else those that come with Lianhu."""
    with tempfile.TemporaryDirectory(prefix="lianhu-") as name:
        folder = Path(name)
        (folder / "photos").mkdir()
        for place in reversed(assets.folders(assets.BOARDS, root)):
            for template in sorted(place.glob("*.typ")):
                (folder / template.name).write_bytes(template.read_bytes())
        yield Press(town, paper, folder)
