"""The town's whole site as pages and files, before a frame is around them: `Site` is what the plugin pours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from lianhu import public
from lianhu.history import ABSENT, History
from lianhu.history.chronicle import Chronicle
from lianhu.proof import manifest, recomputation
from lianhu.proof.manifest import Manifest
from lianhu.public import Posted
from lianhu.public.published import NO_HISTORY, Published
from lianhu.public.redacted import Redacted
from lianhu.reading import assets
from lianhu.site import atom, exports, icalendar, robots, search, sitemap
from lianhu.site.pages import LIST_PAGES, RECORD_PAGES, SECTION_PAGES, Page, changes
from lianhu.site.pages.drawing import Drawing
from lianhu.town.register import Register
from lianhu.words import CHINESE, spoken
from lianhu.words.problems import Problem


@dataclass(frozen=True)
class Site:
    """A town as the web may show it. Only the chronicle has seen the unpublished register: it judges the past by it."""

    town: Posted
    drawing: Drawing
    manifest: Manifest | None = None  # none for a town that is only compared with another
    chronicle: Chronicle | None = None

    def section_pages(self) -> tuple[Page, ...]:
        state = self.chronicle.state if self.chronicle else ABSENT.state
        return (*(draw(self.town) for draw in SECTION_PAGES), changes.page(state, self._days))

    def list_pages(self) -> tuple[Page, ...]:
        return self._list_pages

    @cached_property
    def _list_pages(self) -> tuple[Page, ...]:
        return tuple(page for draw in LIST_PAGES for page in draw(self.town))

    def poured_pages(self) -> tuple[Page, ...]:
        """What is poured into the frame of its section: MkDocs knows none of these."""
        return (*self.list_pages(), *self.record_pages())

    def record_pages(self) -> tuple[Page, ...]:
        return self._record_pages

    @cached_property
    def _record_pages(self) -> tuple[Page, ...]:
        """Made once: a town has thousands, and a build asks for them again and again."""
        return tuple(page for draw in RECORD_PAGES for page in draw(self.town))

    @cached_property
    def _newest(self) -> tuple[changes.TownStep, ...]:
        """The newest changes of the town, for their page and their feed."""
        return changes.newest(self.chronicle, self.record_pages()) if self.chronicle else ()

    @cached_property
    def _days(self) -> tuple[changes.Day, ...]:
        if not self.chronicle:
            return ()
        return tuple(changes.days(self.chronicle, self.town, self._newest, self.record_pages()))

    def body(self, page: Page) -> str:
        told = changes.of_record(page, self.town, self.chronicle)
        own = self.correction(page)
        return self.drawing.draw(page, own, manifest=self.manifest, told=told)

    def problem_body(self, page: Page, problems: tuple[Problem, ...]) -> str:
        """What a preview shows on every page while a record is wrong."""
        rows = [(problem, spoken(problem.message, CHINESE), spoken(problem.fix, CHINESE)) for problem in problems]
        return self.body(replace(page, template="problems.html", values={"rows": rows}))

    def correction(self, page: Page) -> str:
        """Where the page's record can be corrected; empty when the page shows no single record."""
        edit_address = self.town.town.publishing.edit_address
        if not page.source:
            return ""
        return edit_address.replace("{path}", page.source) if edit_address else f"{page.base}about/#correct"

    def files(self) -> Iterator[tuple[str, str]]:
        """Everything beside the pages: `(address, content)`."""
        yield from search.files(self.town)
        yield "robots.txt", robots.of(self.town.town.publishing.address)
        if self.town.town.publishing.address:
            pages = (*self.section_pages(), *self.poured_pages())
            yield "sitemap.xml", sitemap.of(self.town.town.publishing.address, pages)
        yield from exports.files(self.town)
        if self.manifest:
            yield manifest.ADDRESS, self.manifest.text()
        yield from icalendar.files(self.town)
        yield atom.ADDRESS, atom.feed(self.town, self._newest)

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Every photo that may be shown: `(address, content)`."""
        yield from sorted(self.town.photos.items())


def of(
    register: Register,
    root: Path,
    published: Published = NO_HISTORY,
    history: History = ABSENT,
    later: Redacted | None = None,
) -> Site:
    """The site of a checked register; `published` is the commit that it shows, `history` what led to it.

    `later` is what was taken out of the records since: the present judges what of the past is shown.
    """
    register = later.without(register) if later else register
    town = public.posted(register, "web")
    drawing = Drawing(assets.folders(assets.TEMPLATES, root), town)
    return Site(town, drawing, recomputation.of_site(town, published), Chronicle(register, town, history, later))
