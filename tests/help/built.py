"""A built site as a reader meets it: its pages parsed, its links followed, served under any path."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from help.walk import ROOT

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
# Attributes that make a browser go or fetch somewhere.
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset", "data-index", "data-base")
HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass(frozen=True)
class Link:
    """An address in a page: the element and attribute that hold it."""

    tag: str
    attribute: str
    value: str


@dataclass
class Page(HTMLParser):
    """A parsed page: its ids, addresses, headings, elements with their attributes' names, and visible text."""

    address: str
    source: str = field(repr=False)
    ids: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list, repr=False)
    headings: list[tuple[str, str]] = field(default_factory=list, repr=False)
    structure: list[tuple[str, tuple[str, ...]]] = field(default_factory=list, repr=False)
    text: str = field(default="", repr=False)
    unclosed: list[str] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self.feed(self.source)
        self.close()
        self.unclosed += self._open

    def __hash__(self) -> int:
        return hash(self.address)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.structure.append((tag, tuple(sorted(given))))
        self.ids |= {given[name] for name in ("id", "name") if name in given and (name == "id" or tag == "a")}
        self.links += [Link(tag, name, given[name]) for name in ADDRESSES if name in given]
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.links.append(Link(tag, "content", given.get("content", "")))
        if tag in HEADINGS:
            self.headings.append((tag, ""))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:  # in SVG `<path/>` is closed
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while (inner := self._open.pop()) != tag:
                if inner not in ("li", "p", "dt", "dd", "tr", "td", "th", "tbody", "thead", "option"):
                    self.unclosed.append(inner)

    def handle_data(self, data: str) -> None:
        if "script" in self._open or "style" in self._open:
            return
        if self.headings and self._open and any(tag in HEADINGS for tag in self._open):
            level, heading = self.headings[-1]
            self.headings[-1] = (level, heading + data)
        self.text += data

    def says(self, text: str) -> bool:
        """Whether the text stands on the page, wherever the page breaks it."""
        return "".join(text.split()) in "".join(self.text.split())

    def headed(self, level: str) -> list[str]:
        """The headings of a level, in order."""
        return [" ".join(text.split()) for tag, text in self.headings if tag == level]


@dataclass(frozen=True)
class Built:
    """A site in a folder."""

    folder: Path

    @functools.cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by its address: `""` is home, `issues/` a section, `404.html` itself."""
        found = {}
        for path in sorted(self.folder.rglob("*.html")):
            name = path.relative_to(self.folder).as_posix()
            address = name.removesuffix("index.html") if path.name == "index.html" else name
            found[address] = Page(address, path.read_text(encoding="utf-8"))
        return found

    def broken(self, page: Page, allowed: tuple[str, ...]) -> Iterator[str]:
        """What is wrong with the addresses of a page; only plain links may begin with one of `allowed`."""
        for link in page.links:
            where = f"{page.address or '/'}: <{link.tag} {link.attribute}={link.value!r}>"
            parts = urlsplit(link.value)
            if parts.scheme in ("tel", "mailto") and link.tag == "a":
                continue
            if parts.scheme or parts.netloc:
                if link.tag not in ("a", "link") or not link.value.startswith(allowed):
                    yield f"{where} leads to another host"
                continue
            if link.value.startswith(("/", "\\")):
                yield f"{where} is no relative address: the site may be mounted anywhere"
                continue
            target = urlsplit(urljoin(f"http://x/{page.address}", link.value))
            above = link.value.count("../") > page.address.count("/")
            path = self.folder / unquote(target.path).lstrip("/")
            if above:
                yield f"{where} leads out of the site"
            elif target.path.endswith("/"):
                path /= "index.html"
            if not above and not path.is_file():
                yield f"{where} leads nowhere"
            elif target.fragment and path.suffix == ".html":
                address = path.relative_to(self.folder).as_posix().removesuffix("index.html")
                if unquote(target.fragment) not in self.pages[address].ids:
                    yield f"{where} names a place that the page does not have"

    def addresses_in_styles(self) -> Iterator[tuple[str, str]]:
        """`(stylesheet, address)` of everything that a stylesheet loads."""
        for path in sorted(self.folder.rglob("*.css")):
            css = path.read_text(encoding="utf-8")
            for match in re.finditer(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", css):
                yield path.relative_to(self.folder).as_posix(), match[1] or match[2]


def new_root(root: Path, records: Path) -> Path:
    """A town's folder as somebody who only installed Lianhu has it: records, hand-written pages, mkdocs.yml."""
    shutil.copytree(records / "records", root / "records")
    shutil.copytree(ROOT / "site" / "pages", root / "site" / "pages")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@contextmanager
def served(folder: Path, below: str) -> Iterator[str]:
    """The folder on a free port of this machine, mounted below `/a/path/`; gives the address of home."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            if not path.startswith(below):
                return str(folder / "there-is-nothing-above-the-site")
            return super().translate_path("/" + path.removeprefix(below))

        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{below}"
        finally:
            server.shutdown()
            thread.join()
