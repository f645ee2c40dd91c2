"""The town while it is being edited: what is saved is checked when a page is asked for, and that page is drawn."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from lianhu import store
from lianhu.figures import Table, kept
from lianhu.reading import assets, clock
from lianhu.site import parts
from lianhu.site.checked import Checked, checked
from lianhu.site.frames import Frames
from lianhu.site.order import Order
from lianhu.site.pages import OF_THE_TOWN, SECTIONS, Maker, Page, drawing
from lianhu.site.pieces import OF_VILLAGES
from lianhu.site.site import Site
from lianhu.town import schemas
from lianhu.words.problems import Problem

Sort: TypeAlias = "tuple[str, int]"  # the folder of an address, and how deep it lies

INDEX = "index.html"
CHANGES = "changes/"  # the one section that names records of villages by their pages
# Where the files of a site lie that are no pages: nothing is made for whoever asks elsewhere, as browsers do.
FILES = ("board/", "calendar/", "changes.atom", "data/", "photos/", "robots.txt", "search/", "sitemap.xml")


class Preview:
    """A town as it is saved. `site` is the last good one; `problems` say why the present is not."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._root = self._out = Path()
        self._frames, self._of_mkdocs = Frames({}, {}), frozenset[str]()
        self._done: set[str] = set()  # of what was asked, all that lies in the folder as it is now, or is no file
        self._written: set[str] = set()
        self._saved: object = None
        self._kept = store.Held(None)
        self.site: Site | None = None
        self.problems: tuple[Problem, ...] = ()
        self._town: _Drawn | None = None
        self._makers: dict[Sort, Maker] = {}

    def look(self, root: Path) -> None:
        """Checks what was saved in the town at `root` since the last look, its own schemas and templates among it.

        Raises ToolError as the check does.
        """
        with self._lock:
            if root != self._root:
                self._root, self._kept = root, store.held_at(root)
            tree, refused = store.read(root, self._kept)
            today = clock.today()
            templates = drawing.sources(assets.folders(assets.TEMPLATES, root))
            saved = tree.ids, refused, today, schemas.load(root), tuple(templates)
            if saved == self._saved:
                return
            self._kept.turn()
            found = checked(root, Order(tree=(tree, refused)), today, preview=True, kept=self._kept)
            self._saved, self.problems = saved, found.verdict.problems
            if found.site:
                self.site, self._town = found.site, _Drawn(found, self._makers)
            self._done = set()

    def framed(self, frames: Frames, out: Path) -> None:
        """From now on pages are poured into these frames, in the folder that MkDocs has filled just now."""
        with self._lock:
            self._frames, self._out, self._done = frames, out, set()
            found = (path for path in out.rglob("*") if path.is_file())
            self._of_mkdocs = frozenset(path.relative_to(out).as_posix() for path in found)

    def put(self, path: str) -> None:
        """Sees to it that what is asked for at this path of the site lies in the folder, as it is now."""
        with self._lock:
            name = path if "." in path.rpartition("/")[2] else f"{path}/{INDEX}".replace("//", "/").lstrip("/")
            if name in self._of_mkdocs:
                return
            self.look(self._root)
            if name in self._done or self._town is None:
                return
            for written, content in self._contents(name):
                place = self._out / written
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
                self._written.add(written)
                self._done.add(written)
                if written == name:
                    return
            if name in self._written:  # until something was saved
                (self._out / name).unlink(missing_ok=True)
            self._done.add(name)

    def _contents(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Files of the site, among which this one is if there is one."""
        assert self._town
        if name.endswith(INDEX):
            if found := self._town.page(name.removesuffix(INDEX)):
                site, page = found
                body = site.problem_body(page, self.problems) if self.problems else site.body(page)
                yield name, self._frames.pour(page, body)
        elif name.startswith(FILES):
            yield from self._town.knowing.all_files()


class _Drawn:
    """A good town, and the parts of it of which pages were asked; `makers` has what makes pages of a sort, as far as
    any was asked for."""

    def __init__(self, found: Checked, makers: dict[Sort, Maker]) -> None:
        assert found.site and found.verdict.parts
        self._found, self._site, self._villages = found, found.site, found.verdict.parts.villages
        self._parts: dict[tuple[str, ...], Site] = {}
        self._makers = makers
        self._making: dict[tuple[int, Maker], Iterator[Page]] = {}
        self._made: dict[tuple[int, Maker], dict[str, Page]] = defaultdict(dict)

    @cached_property
    def whole(self) -> Site:
        """With the figures that its villages add up to, so that they are not counted again."""
        table = kept.table(self._found.verdict)
        Table(self._site.town, table.period, table.shares).put()
        return self._site

    @cached_property
    def knowing(self) -> Site:
        """The same with what villages' pages are called: of a village that did not change it is kept."""
        own, judged = parts.Parts(self.whole, ""), self._found.verdict.parts
        assert judged
        keys = {part.villages: f"cards {part.key}" for part in own.of_villages}
        cards = judged.kept.of_each(keys, lambda villages: parts.cards(own.site_of(villages)))
        return own.knowing(cards.values())

    def page(self, address: str) -> tuple[Site, Page] | None:
        """The page at an address, and the site that draws it."""
        every = ((site, self._page(site, address)) for site in self._sites(address))
        return next(((site, page) for site, page in every if page), None)

    def _sites(self, address: str) -> Iterator[Site]:
        """Where the page at an address may be: with the village that its id begins with, else with the town."""
        village = address.partition("/")[2].partition("/")[0].partition("-")[0]
        for villages in self._villages:
            if village in villages:
                if villages not in self._parts:
                    whole = parts.Parts(self._site, "")
                    self._parts[villages] = whole.site_of(villages)
                yield self._parts[villages]
        yield self.knowing if address == CHANGES else self.whole

    def _page(self, site: Site, address: str) -> Page | None:
        is_whole = site.town is self._site.town
        if is_whole and address in SECTIONS:
            return site.section_page(address)
        makers = OF_THE_TOWN if is_whole else OF_VILLAGES
        sort = address.partition("/")[0], address.count("/")
        for make in sorted(makers, key=lambda one: one is not self._makers.get(sort)):
            if page := self._made_by(make, site, address):
                self._makers[sort] = make
                return page
        return None

    def _made_by(self, make: Maker, site: Site, address: str) -> Page | None:
        """The page at an address if this makes it: no more pages are made than that one asks for."""
        known = id(site), make
        made, making = self._made[known], self._making.setdefault(known, iter(make(site.town)))
        while address not in made and (page := next(making, None)):
            made[page.address] = page
        return made.get(address)
