"""The pages of villages in pieces: those of the records of one kind, group and year, each drawn from what they show.

A piece is given the settings, who is who in its villages, and of other records what `reads.of_each` says beside its
makers: those that are named with its own. So a visit draws the pages of its group, and none of another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lianhu.site.pages import LIST_PAGES, OF_THE_TOWN, RECORD_PAGES, Maker
from lianhu.site.pages.reads import PEOPLE, Reads, of
from lianhu.site.shown import Shown
from lianhu.town.kinds import KINDS, Group, Removal, Village
from lianhu.town.schemas import Filing

OF_VILLAGES = tuple(make for make in (*LIST_PAGES, *RECORD_PAGES) if make not in OF_THE_TOWN)


@dataclass(frozen=True)
class Piece:
    """The paths of the records whose pages these makers make, and those of `others` that they may show beside the
    settings and people, in order; `boards` are the units of whose boards they tell."""

    makers: tuple[Maker, ...]
    asked: tuple[str, ...]
    others: tuple[str, ...]
    boards: tuple[str, ...] = ()


class Pieces:
    """The pieces of villages that belong together; `filings` are theirs, in order of path, and `aliases` the ids under
    which records stand that had others, by these."""

    def __init__(self, filings: Iterable[Filing], shown: Shown, aliases: Mapping[str, str]) -> None:
        self._shown, self._aliases = shown, aliases
        self._of_kind: dict[type, list[Filing]] = defaultdict(list)
        for filing in filings:
            self._of_kind[KINDS[filing.kind.name]].append(filing)

    def every(self) -> Iterator[Piece]:
        """All pieces, those of the same makers in order of their pages."""
        for asked, makers in self._makers.items():
            for own in self._lots(asked):
                others = tuple(sorted(self._read(asked, own).difference(own)))
                yield Piece(makers, tuple(own), others, tuple(self._boards(asked, own)))

    def _boards(self, asked: Reads, own: Sequence[str]) -> Iterator[str]:
        """The units whose boards pages of these groups tell of; those of villages tell of each group's as well."""
        if asked.standings:
            groups = self._of_kind[Group] if asked.of is Village else ()
            yield from (self._ids[path] for path in own)
            yield from (filing.id for filing in groups)

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        return {filing.path: filing.id for filings in self._of_kind.values() for filing in filings}

    @cached_property
    def _makers(self) -> Mapping[Reads, tuple[Maker, ...]]:
        found: dict[Reads, list[Maker]] = defaultdict(list)
        for make in OF_VILLAGES:
            found[of(make)].append(make)
        return {asked: tuple(makers) for asked, makers in found.items()}

    def _lots(self, asked: Reads) -> Iterable[Sequence[str]]:
        """The records of the kind, those of each group and year together; of villages all that belong together."""
        assert asked.of
        lots: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for filing in self._of_kind[asked.of]:
            lot = ("", "", "") if asked.of is Village else (filing.village, filing.group, _year(filing))
            lots[lot].append(filing.path)
        return lots.values()

    def _read(self, asked: Reads, own: Iterable[str]) -> set[str]:
        """The paths of all that is read with these records."""
        at_hand: dict[type | None, set[str]] = defaultdict(set, {asked.of: set(own)})
        for kind, among in asked.links:
            new = set().union(*(at_hand[one] for one in among))
            while new:
                found = {path for one in new for path in self._linked[one] if self._kinds[path] is kind}
                new = found - at_hand[kind] if kind in among else set()
                at_hand[kind] |= found
        whole = (filing.path for kind in asked.kinds or () for filing in self._of_kind[kind])
        linked = (paths for kind, paths in at_hand.items() if kind not in PEOPLE)
        return set(whole).union(*linked)

    @cached_property
    def _kinds(self) -> Mapping[str, type]:
        return {filing.path: kind for kind, filings in self._of_kind.items() for filing in filings}

    @cached_property
    def _linked(self) -> Mapping[str, set[str]]:
        """What each record names, and what names it, by path; in a group's folder lies what is of the group."""
        paths: dict[str, list[str]] = defaultdict(list)
        every = [filing for filings in self._of_kind.values() for filing in filings]
        for filing in every:
            paths[filing.id].append(filing.path)
        found: dict[str, set[str]] = defaultdict(set)
        for filing in every:
            for name in (*self._shown.names.get(filing.path, ()), filing.group):
                for other in paths.get(self._aliases.get(name, name), ()):
                    found[filing.path].add(other)
                    found[other].add(filing.path)
        return found


def aliases(shown: Shown) -> Mapping[str, str]:
    """The id under which each record stands that had another."""
    town = shown.town
    moved = (one for one in town.all(Removal) if one.moved_to and one.kind in KINDS)
    return {one.record: town.moved_to(KINDS[one.kind], one.record) for one in moved}


def _year(filing: Filing) -> str:
    """The year that the path names; empty where it names none."""
    parts = filing.parts
    return (parts.get("year") or parts.get("month") or parts.get("date") or "")[:4]
