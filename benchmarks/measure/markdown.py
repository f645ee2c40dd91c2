"""A finished page's text as Markdown: what is ready before Hugo and its like begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser

# The page's own part; around it is the frame, which each generator draws itself.
WITHIN = "main"
BLOCKS = {"p", "div", "section", "dl", "dt", "dd", "ul", "ol", "table", "nav", "form", "details", "summary", "figure"}
HEADINGS = {f"h{level}": f"{'#' * level} " for level in range(1, 7)}
UNSEEN = {"script", "style", "svg"}
SPACE = re.compile(r"\s+")
SPECIAL = re.compile(r"([\\`*_\[\]<>|{}])")


class Page(HTMLParser):
    """Headings, lists, tables and links of a page; all else is a paragraph."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self._told: list[str] = []
        self._within = self._unseen = 0
        self._is_title = False
        self._cells = 0
        self._addresses: list[str] = []
        self.feed(html)
        self.close()

    @property
    def markdown(self) -> str:
        lines = (line.strip() for line in "".join(self._told).splitlines())
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self._within += tag == WITHIN
        self._unseen += tag in UNSEEN
        self._is_title = tag == "title"
        if self._within:
            self._begin(tag, dict(attrs))

    def _begin(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        if tag in BLOCKS:
            self._told.append("\n\n")
        elif tag in HEADINGS:
            self._told.append(f"\n\n{HEADINGS[tag]}")
        elif tag == "li":
            self._told.append("\n- ")
        elif tag == "tr":
            self._cells = 0
            self._told.append("\n|")
        elif tag in ("td", "th"):
            self._told.append(" ")
        elif tag == "br":
            self._told.append("  \n")
        elif tag == "a":
            self._addresses.append(attributes.get("href") or "")
            self._told.append("[")

    def handle_endtag(self, tag: str) -> None:
        self._within -= tag == WITHIN
        self._unseen -= tag in UNSEEN
        self._is_title = False
        if not self._within:
            return
        if tag in BLOCKS or tag in HEADINGS:
            self._told.append("\n\n")
        elif tag in ("td", "th"):
            self._cells += 1
            self._told.append(" |")
        elif tag == "thead":
            self._told.append("\n|" + " --- |" * self._cells)
        elif tag == "a" and self._addresses:
            self._told.append(f"]({self._addresses.pop()})")

    def handle_data(self, data: str) -> None:
        if self._is_title:
            self.title += data
        elif self._within and not self._unseen:
            self._told.append(SPECIAL.sub(r"\\\1", SPACE.sub(" ", data)))
