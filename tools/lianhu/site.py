"""The town's whole site as pages and files, before a frame is around them: `Site` is what the plugin pours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from jinja2 import Environment

from lianhu import assets, exports, icalendar, manifest, proof, publish, robots, search, sitemap
from lianhu.manifest import Manifest
from lianhu.pages import RECORD_PAGES, SECTION_PAGES, Page, drawing
from lianhu.problems import Problem
from lianhu.published import NO_HISTORY, Published
from lianhu.register import Register
from lianhu.words import CHINESE, spoken


@dataclass(frozen=True)
class Site:
    """A town as the web may show it; nothing here has ever seen the unpublished register."""

    town: Register
    environment: Environment
    manifest: Manifest | None = None  # none for a town that is only compared with another

    def section_pages(self) -> tuple[Page, ...]:
        return tuple(draw(self.town) for draw in SECTION_PAGES)

    def record_pages(self) -> tuple[Page, ...]:
        return self._record_pages

    @cached_property
    def _record_pages(self) -> tuple[Page, ...]:
        """Made once: a town has thousands, and a build asks for them again and again."""
        return tuple(page for draw in RECORD_PAGES for page in draw(self.town))

    def body(self, page: Page) -> str:
        return drawing.draw(page, self.environment, self.town, self.correction(page), manifest=self.manifest)

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
        yield "search/index.json", search.index(self.town)
        yield "robots.txt", robots.of(self.town.town.publishing.address)
        if self.town.town.publishing.address:
            pages = (*self.section_pages(), *self.record_pages())
            yield "sitemap.xml", sitemap.of(self.town.town.publishing.address, pages)
        yield from exports.files(self.town)
        if self.manifest:
            yield manifest.ADDRESS, self.manifest.text()
        yield from icalendar.files(self.town)

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Every photo that may be shown: `(address, content)`."""
        yield from sorted(self.town.photos.items())


def of(register: Register, root: Path, published: Published = NO_HISTORY) -> Site:
    """The site of a checked register; `published` is the commit that it shows."""
    town = publish.posted(register, "web")
    environment = drawing.environment(assets.folders(assets.TEMPLATES, root))
    return Site(town, environment, proof.of_site(town, published))
