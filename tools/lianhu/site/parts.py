"""The site in parts, each drawn by itself from what it names: the villages, and what is of the whole town.

A page of a village is given the settings and records of its village and those that it belongs together with (`pieces`
says which), and nothing else, so that it cannot depend on another. Villages belong together where one names a record of
the other (it went on in the other, its issue was gathered into one of the other's), or a removal leads from one to the
other.
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
from lianhu.site import exports, pieces, search
from lianhu.site.pages import Maker, Page
from lianhu.site.pages.addresses import village_of
from lianhu.site.pages.reads import PEOPLE, Reads
from lianhu.site.pieces import OF_VILLAGES, Piece, Pieces
from lianhu.site.site import Site, all_read
from lianhu.site.standings import UNKNOWN
from lianhu.town import beginning
from lianhu.town.kinds import KINDS, Issue, Removal, Village
from lianhu.town.schemas import Filing, fingerprint

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
        self._site, self._shown, self._texts = site, site.shown, site.shown.texts
        self._filings: dict[str, list[Filing]] = defaultdict(list)
        for filing in site.town.filings.values():
            self._filings[filing.village].append(filing)
        self._begin = beginning.of_town(site.town)
        of_all = (frames, fingerprint(site.town.schemas), site.town.today.isoformat(), str(self._begin))
        self._common = _hash([*of_all, *site.drawing.sources()])
        self._sums: dict[str, str] = {}
        self._known_at: dict[str, str] = {}
        self._people_of: dict[tuple[str, ...], Sequence[str]] = {}
        self._at_hand: tuple[tuple[str, ...], Site] | None = None

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
                boards = self._site.standings.text if asked.standings else ""
                read = [*self._sums_of(asked.kinds), figures if asked.figures else "", boards]
                key = _hash([self._common, self._known(""), *read])
                yield f"town {key}", partial(self._site_reading, asked, table), asked

    def _key_of_all(self) -> str:
        """Of what depends on every village and on all that ever was."""
        site, told = self._site, self._site.chronicle
        assert told and site.published
        gone = (told.known_of(path) for path in told.paths() if path not in site.town.filings)
        return self.key_of_town([repr(site.published.commit), str(site.published.why), *gone])

    def _sums_of(self, kinds: Iterable[type]) -> Iterator[str]:
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
        boards = self._site.standings if asked.standings else UNKNOWN
        site = self._site.part(public.at_paths(self._site.town, paths, self._begin), boards)
        if asked.figures:
            replace(table, town=site.town).put()
        return site

    def key_of_town(self, asked: Iterable[str] = ()) -> str:
        """The key of what depends on every village and on what else is `asked`."""
        villages = (part.key for part in self.of_villages)
        return f"town {_hash([self._common, self._known(''), *asked, *villages])}"

    def _key(self, villages: tuple[str, ...]) -> str:
        own = (self._known(village) for village in ("", *villages))
        return f"villages {_hash([self._common, *villages, *own, self._site.standings.of(villages).text])}"

    def _known(self, village: str) -> str:
        """What is shown of a village (of the town's own records: without one) and told of its past, as one hash."""
        return _hash(self._known_of(filing.path) for filing in self._filings[village])

    def _known_of(self, path: str) -> str:
        """The same of one record."""
        if path not in self._known_at:
            told, town = self._site.chronicle, self._site.town
            photo = town.photos.get(public.photo_address(town.filings[path].id))
            known = [self._sum(path), told.known_of(path) if told else ""]
            self._known_at[path] = _hash([*known, hashlib.sha256(photo).hexdigest()] if photo else known)
        return self._known_at[path]

    def _sum(self, path: str) -> str:
        """What is shown of a record today, as one hash."""
        if path not in self._sums:
            self._sums[path] = _hash([path, self._texts[path]])
        return self._sums[path]

    @cached_property
    def _settings(self) -> str:
        return _hash(map(self._sum, self._paths_of_town))

    @cached_property
    def _aliases(self) -> Mapping[str, str]:
        return pieces.aliases(self._shown)

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

    def of_search(self, told: Sequence[Told]) -> tuple[str, Callable[[], Iterator[tuple[str, str]]]]:
        """The indexes of the search, with the key of them all: nearly no change is one of theirs."""
        entries = [part["search"] for part in told]
        return f"search {_hash([json.dumps(entries)])}", partial(search.together, entries)

    def of_pieces(self, part: Part) -> Iterator[tuple[str, Piece]]:
        """The pieces of a part's villages, each with its key."""
        people = _hash(map(self._sum, self._people(part.villages)))
        for piece in self._pieces(part.villages):
            makers, own = map(name_of, piece.makers), (self._known_of(path) for path in piece.asked)
            boards = self._site.standings.among(piece.boards).text
            read = [self._common, self._settings, people, boards, *makers, "", *own, "", *map(self._sum, piece.others)]
            yield f"pages {_hash(read)}", piece

    def _pieces(self, villages: Iterable[str]) -> Iterable[Piece]:
        filings = (filing for village in villages for filing in self._filings[village])
        return Pieces(filings, self._shown, self._aliases).every()

    def site_of_piece(self, part: Part, piece: Piece) -> Site:
        """The site as far as pages of a piece may know it."""
        paths = {*self._paths_of_town, *self._people(part.villages), *piece.asked, *piece.others}
        whole = self._site_at_hand(part.villages)
        town = public.asking_about(whole.town, frozenset(piece.asked), paths)
        return whole.part(town, whole.standings.among(piece.boards))

    def of_told(self, part: Part) -> Iterator[tuple[str, Callable[[], Told]]]:
        """What else is told of a part's villages, with its key."""
        every = [filing for village in part.villages for filing in self._filings[village]]
        named = [filing for filing in every if KINDS[filing.kind.name] in (*PEOPLE, Issue)]
        for name, tell, filings in (("counted", counted, every), ("searched", searched, named)):
            known = [self._common, self._settings, *(self._sum(filing.path) for filing in filings)]
            yield f"{name} {_hash(known)}", partial(self._told, tell, part)

    def _told(self, tell: Callable[[Site], Told], part: Part) -> Told:
        return tell(self._site_at_hand(part.villages))

    @cached_property
    def _paths_of_town(self) -> tuple[str, ...]:
        return tuple(filing.path for filing in self._filings[""])

    def _people(self, villages: tuple[str, ...]) -> Sequence[str]:
        """The paths of the records that say who is who in some villages."""
        if villages not in self._people_of:
            every = (filing for village in villages for filing in self._filings[village])
            self._people_of[villages] = [filing.path for filing in every if KINDS[filing.kind.name] in PEOPLE]
        return self._people_of[villages]

    def site_of(self, villages: Iterable[str]) -> Site:
        """The site as far as pages of these villages may know it."""
        paths = (one.path for village in ("", *villages) for one in self._filings.get(village, ()))
        town = public.at_paths(self._site.town, paths, self._begin)
        return self._site.part(town, self._site.standings.of(tuple(villages)))

    def _site_at_hand(self, villages: tuple[str, ...]) -> Site:
        """The same, of the villages that are drawn just now: what was made of their records is not made again."""
        if not (self._at_hand and self._at_hand[0] == villages):
            self._at_hand = None
            self._at_hand = villages, self.site_of(villages)
        return self._at_hand[1]

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
    """What is asked of a part for the whole."""
    return {"cards": cards(site), **counted(site), **searched(site)}


def counted(site: Site) -> Told:
    """What its villages add to the figures, and their lines in the files of rows."""
    facts = Facts(site.town, "villages")
    return {"figures": vars(share_of(facts)), "rows": stats.rows_of_villages(facts)}


def searched(site: Site) -> Told:
    """Their lines in the indexes of the search."""
    return {"search": search.told(site.town)}


def cards(site: Site, makers: Iterable[Maker] = OF_VILLAGES) -> Cards:
    """The pages of a part's villages, each behind its village."""
    return {
        name_of(make): [
            [village_of(page.address), page.address, page.title, page.source, page.is_personal]
            for page in site.made_by([make])
        ]
        for make in makers
    }


def together(found: Iterable[Told]) -> Told:
    """What was told of a part bit by bit, as of one."""
    every = [*found]
    cards = dict[str, list[Card]]((name_of(make), []) for make in OF_VILLAGES)
    for name, listed in (one for each in every for one in each.get("cards", {}).items()):
        cards[name] += listed
    return {**{name: value for each in every for name, value in each.items()}, "cards": cards}


def name_of(make: Maker) -> str:
    return f"{make.__module__}.{make.__name__}"


def _hash(pieces: Iterable[str]) -> str:
    known = hashlib.blake2b(digest_size=20)
    for piece in pieces:
        content = piece.encode()
        known.update(b"%d\0" % len(content) + content)
    return known.hexdigest()
