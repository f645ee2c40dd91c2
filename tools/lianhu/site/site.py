"""The town's whole site as pages and files, before a frame is around them: `Site` is what the plugin pours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from lianhu import public
from lianhu.figures import Facts, Table, stats
from lianhu.history import ABSENT, History
from lianhu.history.chronicle import Chronicle
from lianhu.proof import manifest, recomputation
from lianhu.proof.manifest import Manifest
from lianhu.public import Posted
from lianhu.public.published import NO_HISTORY, Published
from lianhu.public.redacted import Redacted
from lianhu.reading import assets
from lianhu.rules.parts import Parts
from lianhu.site import atom, codes, exports, icalendar, robots, search, shown, sitemap
from lianhu.site.pages import (
    LIST_PAGES,
    OF_THE_TOWN,
    RECORD_PAGES,
    SECTION_PAGES,
    SECTIONS,
    Maker,
    Page,
    changes,
    reads,
)
from lianhu.site.pages.drawing import Drawing
from lianhu.site.pages.reads import ALL, Reads
from lianhu.site.shown import Shown
from lianhu.site.standings import UNKNOWN, Standings, standings_of
from lianhu.town.register import Register
from lianhu.words import CHINESE, spoken
from lianhu.words.problems import Problem

OF_TOWN = tuple(make for make in (*LIST_PAGES, *RECORD_PAGES) if make in OF_THE_TOWN)


def all_read() -> tuple[Reads, ...]:
    """What is read by the pages and files of the whole town, each once."""
    return tuple(dict.fromkeys(map(reads.of, (*SECTION_PAGES, *OF_TOWN, icalendar.files, codes.files, changes.page))))


@dataclass(frozen=True)
class Site:
    """A town as the web may show it. Only the chronicle has seen the unpublished register: it judges the past by it.

    `published` is the commit that it shows, None for a town that is only compared with another, or for a part; `shown`
    has its records as the manifest and the parts ask for them; `known` has pages that are drawn elsewhere, as far as
    lists ask, by the function that makes them. `standings` is what stands of its boards.
    """

    town: Posted
    drawing: Drawing
    published: Published | None = None
    chronicle: Chronicle | None = None
    shown: Shown | None = None
    known: Mapping[Maker, Sequence[Page]] = field(default_factory=dict)
    standings: Standings = UNKNOWN

    def part(self, town: Posted, of_boards: Standings = UNKNOWN) -> Site:
        """The site of a part of the town, with what is known of the whole: how to draw, and the history.

        A manifest is of the whole: no page of a part has one. Of the boards it knows what is given.
        """
        return replace(self, town=town, drawing=self.drawing.of(town), published=None, standings=of_boards)

    @cached_property
    def manifest(self) -> Manifest | None:
        if not (self.published and self.shown):
            return None
        return recomputation.of_site(self.town, self.shown.hashes, self.published)

    def section_pages(self) -> tuple[Page, ...]:
        return tuple(map(self.section_page, SECTIONS))

    def section_page(self, address: str) -> Page:
        """The page of a section, whose address is one of `SECTIONS`."""
        draw = dict(zip(SECTIONS, SECTION_PAGES, strict=False)).get(address)
        if draw:
            return draw(self.town)
        return changes.page(self.chronicle.state if self.chronicle else ABSENT.state, self._days)

    def pages_reading(self, asked: Reads) -> Iterator[Page]:
        """The pages of the whole town that read just this."""
        for address, make in zip(SECTIONS, (*SECTION_PAGES, changes.page), strict=True):
            if reads.of(make) == asked:
                yield self.section_page(address)
        yield from self.made_by([make for make in OF_TOWN if reads.of(make) == asked])

    def pages(self) -> Iterator[Page]:
        yield from (*self.section_pages(), *self.poured_pages())

    def poured_pages(self) -> tuple[Page, ...]:
        """What is poured into the frame of its section: MkDocs knows none of these."""
        return (*self.list_pages(), *self.record_pages())

    def list_pages(self) -> tuple[Page, ...]:
        return self.made_by(LIST_PAGES)

    def record_pages(self) -> tuple[Page, ...]:
        return self.made_by(RECORD_PAGES)

    def made_by(self, makers: Iterable[Maker]) -> tuple[Page, ...]:
        """Made once: a town has thousands, and a build asks for them again and again."""
        for make in makers:
            if make not in self._made:
                self._made[make] = tuple(self.known[make] if make in self.known else make(self.town))
        return tuple(page for make in makers for page in self._made[make])

    @cached_property
    def _made(self) -> dict[Maker, tuple[Page, ...]]:
        return {}

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
        return self.drawing.draw(page, own, manifest=self.manifest, told=told, standings=self.standings)

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
        yield from exports.files(self.town)
        yield from search.files(self.town)
        for asked in dict.fromkeys((ALL, reads.of(icalendar.files), reads.of(codes.files))):
            yield from self.files_reading(asked)
        yield from stats.row_files(
            self.town, [stats.rows_of_villages(Facts(self.town, "villages"))], stats.rows_of_town(self.town)
        )

    def files_reading(self, asked: Reads) -> Iterator[tuple[str, str]]:
        """The files of the whole town that read just this."""
        if reads.of(icalendar.files) == asked:
            yield from icalendar.files(self.town)
        if reads.of(codes.files) == asked:
            yield from codes.files(self.town, self.standings)
        if asked == ALL:
            yield from self._files_of_all()

    def _files_of_all(self) -> Iterator[tuple[str, str]]:
        yield "robots.txt", robots.of(self.town.town.publishing.address)
        if self.town.town.publishing.address:
            yield "sitemap.xml", sitemap.of(self.town.town.publishing.address, self.poured_pages())
        yield from stats.figures(Table.of(self.town))
        if self.manifest:
            yield manifest.ADDRESS, self.manifest.text()
        yield atom.ADDRESS, atom.feed(self.town, self._newest)

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Every photo that may be shown: `(address, content)`."""
        yield from sorted(self.town.photos.items())

    def all_files(self) -> Iterator[tuple[str, bytes]]:
        yield from ((address, content.encode()) for address, content in self.files())
        yield from self.pictures()


def of(
    register: Register,
    root: Path,
    published: Published = NO_HISTORY,
    history: History = ABSENT,
    later: Redacted | None = None,
    parts: Parts | None = None,
) -> Site:
    """The site of a checked register; `published` is the commit that it shows, `history` what led to it.

    `later` is what was taken out of the records since: the present judges what of the past is shown. `parts` are those
    in which the register was judged, if it was; what was shown of them before is then known.
    """
    judged, register = register, later.without(register) if later else register
    if register is not judged:
        parts = None  # they have what was taken out since
    whole = shown.of_parts(parts) if parts else Shown.of(public.posted(register, "web"))
    drawing = Drawing(assets.folders(assets.TEMPLATES, root), whole.town)
    chronicle = Chronicle(register, whole.town, history, later)
    # What was taken out since would have to be taken out of what the wall shows as well.
    boards = standings_of(whole.town, parts, published, chronicle) if parts else UNKNOWN
    return Site(whole.town, drawing, published, chronicle, whole, standings=boards)
