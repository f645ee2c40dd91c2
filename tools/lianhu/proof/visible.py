"""What a reader sees of a file, piece by piece, so that two of them can be told apart in a reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import zip_longest

PAGE = ".html"
TEXTS = (".atom", ".css", ".csv", ".ics", ".js", ".json", ".svg", ".txt", ".xml", "SHA256SUMS")
# Attributes that a reader meets: where a link leads, which number is called, what a picture is said to show.
MET = ("href", "src", "alt", "title", "action", "aria-label", "value", "content")
UNSEEN = ("script", "style")


@dataclass(frozen=True)
class Differing:
    """The first place at which two files say different things; empty where one of them says nothing more."""

    was: str
    now: str


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.texts: list[str] = []
        self.met: list[str] = []
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag if tag in (*UNSEEN, "title") else ""
        self.met += [value for name, value in attrs if name in MET and value]

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open == "title":
            self.title += " ".join(data.split())
        if self._open not in UNSEEN and (piece := " ".join(data.split())):
            self.texts.append(piece)


def _read(content: bytes) -> _Reading:
    reading = _Reading()
    reading.feed(content.decode("utf-8", "replace"))
    reading.close()
    return reading


def title(address: str, content: bytes) -> str:
    """A page's title; empty for what is no page."""
    return _read(content).title if address.endswith(PAGE) else ""


def differing(address: str, was: bytes, now: bytes) -> Differing | None:
    """What a reader sees at the first place where they differ; None where no reader sees it."""
    for before, after in zip(_pieces(address, was), _pieces(address, now), strict=True):
        for one, other in zip_longest(before, after, fillvalue=""):
            if one != other:
                return Differing(one, other)
    return None


def _pieces(address: str, content: bytes) -> tuple[Sequence[str], Sequence[str]]:
    """What is read, and what is met beside it."""
    if address.endswith(PAGE):
        reading = _read(content)
        return reading.texts, reading.met
    return (content.decode("utf-8", "replace").splitlines() if address.endswith(TEXTS) else ()), ()
