"""Where two states of the town differ: in which of its parts anything is shown otherwise, and on which pages.

Villages whose records and settings are the same in both are neither counted nor drawn; what the others' pages were in
a state is kept by what they depend on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from typing import Any, TypeAlias

from lianhu.changes import Change
from lianhu.difference import state
from lianhu.difference.figure_change import FigureChange, figure_changes
from lianhu.difference.state import State
from lianhu.figures import Facts, Sources, Table, kept
from lianhu.public import Posted
from lianhu.rules import shown
from lianhu.rules.folders import TOWN, part_of
from lianhu.rules.parts import Parts, joined
from lianhu.site import parts as site_parts
from lianhu.site.pages import OF_THE_TOWN, RECORD_PAGES, Page
from lianhu.site.site import Site

OF_VILLAGES = tuple(make for make in RECORD_PAGES if make not in OF_THE_TOWN)
OF_TOWN = tuple(make for make in RECORD_PAGES if make in OF_THE_TOWN)
Drawn: TypeAlias = "Mapping[str, list[str]]"  # title and hash of the body of each page, by address


@dataclass(frozen=True)
class Side:
    """A state with its site, in parts."""

    state: State
    site: Site

    @cached_property
    def parts(self) -> site_parts.Parts:
        return site_parts.Parts(self.site, "")

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(part.key for part in self.parts.of_villages)

    @property
    def judged(self) -> Parts:
        assert self.state.parts
        return self.state.parts

    @cached_property
    def table(self) -> Table:
        """What the parts of the town add up to."""
        return replace(kept.of_parts(self.judged), town=self.site.town)

    def drawn(self, keys: Collection[str]) -> Drawn:
        """Every page of the villages in the parts under these keys, and of the whole town."""
        wanted = {part.villages: f"drawn {part.key}" for part in self.parts.of_villages if part.key in keys}
        of_villages = self.judged.kept.of_each(wanted, self._of_villages).values()
        town = self.judged.kept.of(f"drawn {self.parts.key_of_town()}", self._of_town)
        self.judged.kept.save()
        return {address: page for found in (*of_villages, town) for address, page in found.items()}

    def _of_villages(self, villages: tuple[str, ...]) -> Drawn:
        site = self.parts.site_of(villages)
        return _drawn(site, site.made_by(OF_VILLAGES))

    def _of_town(self) -> Drawn:
        self.table.put()
        cards = {part.villages: f"cards {part.key}" for part in self.parts.of_villages}
        known = self.judged.kept.of_each(cards, lambda villages: site_parts.cards(self.parts.site_of(villages)))
        site = self.parts.knowing(known.values())
        return _drawn(site, (*site.section_pages(), *site.made_by(OF_TOWN)))


@dataclass(frozen=True)
class Differing:
    """Two states that both have a site."""

    before: Side
    after: Side
    changed: Sequence[Change]

    @cached_property
    def narrowed(self) -> tuple[State, State]:
        """Both states with those villages alone in which anything differs."""
        before, after = (state.narrowed(side.state, self._on_web, self._on_wall) for side in self._sides)
        return before, after

    @property
    def _sides(self) -> tuple[Side, Side]:
        return self.before, self.after

    @cached_property
    def _keys(self) -> frozenset[str]:
        """Those of parts that only one of the states has."""
        return self.before.keys ^ self.after.keys

    @cached_property
    def _on_web(self) -> frozenset[str]:
        """The villages that are shown otherwise, or in which a record changed, with those that they belong with."""
        every = [part for side in self._sides for part in side.parts.of_villages]
        touched = {village for part in every if part.key in self._keys for village in part.villages}
        touched |= {part_of(path) for one in self.changed for path in (one.path, one.old_path) if path} - {TOWN}
        return _with(touched, (part.villages for part in every))

    @cached_property
    def _on_wall(self) -> frozenset[str]:
        """The villages of which a wall may show something else."""
        was, now = (_sums_of_wall(side.judged) for side in self._sides)
        touched = {
            village
            for villages in was.keys() | now.keys()
            if was.get(villages) != now.get(villages)
            for village in villages
        }
        return _with(touched, (*was, *now))

    @cached_property
    def pages_of_after(self) -> tuple[Page, ...]:
        """The pages of the records that differ, in the later state, and of the town's own."""
        narrow = self.after.parts.site_of(sorted(self._on_web))
        return *narrow.made_by(OF_VILLAGES), *self.after.site.made_by(OF_TOWN)

    def figures(self) -> Iterator[FigureChange]:
        """The figures that differ; the rows that move lie where anything differs."""
        before, after = (side.table for side in self._sides)
        was, now = (one.web for one in self.narrowed)
        assert was and now
        return figure_changes(before, after, Sources(Facts(was), Facts(now)))

    @cached_property
    def drawn(self) -> tuple[Drawn, Drawn]:
        """The pages of both states, without those of the villages that are the same in both."""
        return self.before.drawn(self._keys), self.after.drawn(self._keys)


def _sums_of_wall(parts: Parts) -> Mapping[tuple[str, ...], Any]:
    """What the walls of the villages of each part hang on."""
    named, town = shown.names(parts, "wall"), parts.sums_of_town(())
    return {
        villages: (town, parts.sums_of(villages), named[villages].withheld, named[villages].given_back)
        for villages in parts.villages
    }


def _with(touched: set[str], together: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """These villages with those that they belong together with in either state."""
    groups = [*together]
    names: dict[str, list[str]] = {village: [] for village in {*touched, *(one for group in groups for one in group)}}
    found = (group for group in joined(names, groups) if touched.intersection(group))
    return frozenset(village for group in found for village in group)


def _drawn(site: Site, pages: Iterable[Page]) -> dict[str, list[str]]:
    return {page.address: [page.title, blake2b(site.body(page).encode()).hexdigest()] for page in pages}


def differing(before: State, after: State, changed: Sequence[Change], draw: Callable[[Posted], Site]) -> Differing:
    """Of two states that have a site; `draw` makes it of what the web shows."""

    def side(one: State) -> Side:
        assert one.shown
        return Side(one, replace(draw(one.shown.town), shown=one.shown))

    return Differing(side(before), side(after), changed)
