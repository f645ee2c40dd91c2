"""The site in parts, each drawn by itself from what it names: the villages, and what is of the whole town.

A page of a village is given the settings, its village and those that it belongs together with, and nothing else, so
that it cannot depend on another. Villages belong together where one names a record of the other (it went on in the
other, its issue was gathered into one of the other's), or a removal leads from one to the other.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, TypeAlias

from lianhu import public
from lianhu.figures import Facts, Table, stats
from lianhu.figures.period import Period
from lianhu.figures.share import Share, share_of
from lianhu.rules.parts import joined
from lianhu.rules.readings import named
from lianhu.site import exports, search
from lianhu.site.pages import LIST_PAGES, OF_THE_TOWN, RECORD_PAGES, Maker, Page
from lianhu.site.pages.addresses import village_of
from lianhu.site.pages.reads import Reads
from lianhu.site.site import Site, all_read
from lianhu.town import beginning
from lianhu.town.kinds import KINDS, Removal, Village
from lianhu.town.schemas import Filing, fingerprint

OF_VILLAGES = tuple(make for make in (*LIST_PAGES, *RECORD_PAGES) if make not in OF_THE_TOWN)
# What pages elsewhere ask of a page: its address, title and record, and whether it is about one person.
Card = list[Any]
Cards: TypeAlias = "Mapping[str, list[Card]]"  # by what makes the pages
Told = Mapping[str, Any]  # plain data


@dataclass(frozen=True)
class Part:
    """Villages that belong together, in order; none for what is of the whole town. `key` hashes what it depends on."""

    villages: tuple[str, ...]
    key: str


class Parts:
    """The parts of `site`; `frames` is the key of the frames that they are poured into."""

    def __init__(self, site: Site, frames: str) -> None:
        assert site.shown
        self._site, self._texts = site, site.shown.texts
        self._filings: dict[str, list[Filing]] = defaultdict(list)
        for filing in site.town.filings.values():
            self._filings[filing.village].append(filing)
        self._begin = beginning.of_town(site.town)
        of_all = (frames, fingerprint(site.town.schemas), site.town.today.isoformat(), str(self._begin))
        self._common = _hash([*of_all, *site.drawing.sources()])

    @cached_property
    def of_villages(self) -> tuple[Part, ...]:
        return tuple(Part(villages, self._key(villages)) for villages in self._villages())

    def of_town(self, told: Sequence[Told]) -> Iterator[tuple[str, Callable[[], Site], Reads]]:
        """What reads the same of the whole town, with its key and the site that draws it; `told` is of the villages."""
        table = self._table(told)
        figures = _hash(json.dumps(vars(share), sort_keys=True) for share in table.shares)
        for asked in all_read():
            if asked.kinds is None:
                yield self._key_of_all(), partial(self.site_of_town, told), asked
            else:
                key = _hash([self._common, self._known(""), *self._sums(asked.kinds), figures if asked.figures else ""])
                yield f"town {key}", partial(self._site_reading, asked, table), asked

    def _key_of_all(self) -> str:
        """Of what depends on every village and on all that ever was."""
        site, told = self._site, self._site.chronicle
        assert told and site.published
        gone = (told.known_of(path) for path in told.paths())
        return self.key_of_town([repr(site.published.commit), str(site.published.why), *gone])

    def _sums(self, kinds: Iterable[type]) -> Iterator[str]:
        """The names of these kinds and of that of the villages, each with a hash of its records."""
        for kind in sorted({kind.__name__ for kind in (Village, *kinds)}):
            yield from (kind, self._sum_of_kind.get(kind, ""))

    @cached_property
    def _sum_of_kind(self) -> Mapping[str, str]:
        pieces: dict[str, list[str]] = defaultdict(list)
        for filing in self._in_villages():
            pieces[KINDS[filing.kind.name].__name__] += (filing.path, self._texts[filing.path])
        return {kind: _hash(found) for kind, found in pieces.items()}

    def _in_villages(self) -> Iterator[Filing]:
        return (filing for village, filings in self._filings.items() if village for filing in filings)

    def _site_reading(self, asked: Reads, table: Table) -> Site:
        """The site as far as pages that read this may know it."""
        kinds = (Village, *(asked.kinds or ()))
        own = (filing for filing in self._in_villages() if KINDS[filing.kind.name] in kinds)
        paths = [filing.path for filing in (*self._filings[""], *own)]
        site = self._site.part(public.at_paths(self._site.town, paths, self._begin))
        if asked.figures:
            replace(table, town=site.town).put()
        return site

    def key_of_town(self, asked: Iterable[str] = ()) -> str:
        """The key of what depends on every village and on what else is `asked`."""
        villages = (part.key for part in self.of_villages)
        return f"town {_hash([self._common, self._known(''), *asked, *villages])}"

    def _key(self, villages: tuple[str, ...]) -> str:
        own = (self._known(village) for village in ("", *villages))
        return f"villages {_hash([self._common, *villages, *own])}"

    def _known(self, village: str) -> str:
        """What is shown of a village (of the town's own records: without one) and told of its past, as one hash."""
        told = self._site.chronicle
        own = [(one.path, self._texts[one.path]) for one in self._filings[village]]
        pieces = [(path, text, told.known_of(path) if told else "") for path, text in own]
        photos = (hashlib.sha256(photo).hexdigest() for _, photo in sorted(self._photos([village]).items()))
        return _hash([*(piece for of_one in pieces for piece in of_one), *photos])

    def _villages(self) -> tuple[tuple[str, ...], ...]:
        """The villages, those in one that belong together, as the check has them."""
        villages = [name for name in self._filings if name]
        texts = {name: "\n".join(self._texts[one.path] for one in self._filings[name]) for name in villages}
        names = {name: named(text, villages) for name, text in texts.items()}
        removals = (one for one in self._filings[""] if KINDS[one.kind.name] is Removal)
        return joined(names, (named(self._texts[one.path], villages) for one in removals))

    def of_data(self) -> Iterator[tuple[str, str, Sequence[str]]]:
        """Each file of open data by its address, with its key and the paths of its records: it depends on no others."""
        for address, paths in exports.paths(self._site.town).items():
            yield address, f"data {_hash([address, *map(self._texts.__getitem__, paths)])}", paths

    def of_rows(self, told: Sequence[Told]) -> Iterator[tuple[str, str, str]]:
        """Each file of the rows behind figures by its address, with its key and content."""
        town = self._site.town
        for address, content in stats.row_files(town, [part["rows"] for part in told], stats.rows_of_town(town)):
            yield address, f"rows {_hash([address, content])}", content

    def of_search(self, told: Sequence[Told]) -> Iterator[tuple[str, str, str]]:
        """Each index of the search in the same way."""
        for address, content in search.together(part["search"] for part in told):
            yield address, f"search {_hash([address, content])}", content

    def site_of(self, villages: Iterable[str]) -> Site:
        """The site as far as pages of these villages may know it."""
        paths = (one.path for village in ("", *villages) for one in self._filings.get(village, ()))
        return self._site.part(public.at_paths(self._site.town, paths, self._begin))

    def _photos(self, villages: Iterable[str]) -> dict[str, bytes]:
        addresses = {public.photo_address(one.id) for village in villages for one in self._filings[village]}
        return {address: photo for address, photo in self._site.town.photos.items() if address in addresses}

    def site_of_town(self, parts: Sequence[Told]) -> Site:
        """The whole site, which knows the pages of the villages, and their figures, from what was told of them."""
        self._table(parts).put()
        return self.knowing(part["cards"] for part in parts)

    def _table(self, parts: Sequence[Told]) -> Table:
        town = self._site.town
        figures = [*(Share(**part["figures"]) for part in parts), share_of(Facts(town, "town", self._begin))]
        return Table(town, Period(town.today, self._begin), figures)

    def knowing(self, cards: Iterable[Cards]) -> Site:
        """The whole site, which knows the pages of the villages from the cards of their parts."""
        known = dict[Maker, list[Page]]((make, []) for make in OF_VILLAGES)
        told = (one for of_part in cards for one in of_part.items())
        placed = [(village, name, card) for name, found in told for village, *card in found]
        by_name = {name_of(make): make for make in OF_VILLAGES}
        for _, name, (address, title, source, is_personal) in sorted(placed, key=lambda one: f"{one[0]}/"):
            page = Page(address=address, title=title, template="", source=source, is_personal=is_personal)
            known[by_name[name]].append(page)
        return replace(self._site, known=known)


def told(site: Site) -> Told:
    """What is asked of a part for the whole: its pages, what its villages add to the figures, and their lines in the
    files of rows and in the indexes of the search."""
    facts = Facts(site.town, "villages")
    return {
        "cards": cards(site),
        "figures": vars(share_of(facts)),
        "rows": stats.rows_of_villages(facts),
        "search": search.told(site.town),
    }


def cards(site: Site) -> Cards:
    """The pages of a part's villages, each behind its village."""
    return {
        name_of(make): [
            [village_of(page.address), page.address, page.title, page.source, page.is_personal]
            for page in site.made_by([make])
        ]
        for make in OF_VILLAGES
    }


def name_of(make: Maker) -> str:
    return f"{make.__module__}.{make.__name__}"


def _hash(pieces: Iterable[str]) -> str:
    known = hashlib.blake2b(digest_size=20)
    for piece in pieces:
        content = piece.encode()
        known.update(b"%d\0" % len(content) + content)
    return known.hexdigest()
