"""A town judged in parts: its own records, and each village by itself. What was found in a part is kept by its content.

Nearly every rule lies within a village (`scope`). Villages that name one another are one part, since what holds of one
may hang on the other. So a change costs the village that it changes, and what crosses villages, which is little.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

from lianhu.reading import photos
from lianhu.reading.contents import chosen
from lianhu.reading.files import Tree
from lianhu.rules import documents, scope
from lianhu.rules.folders import TOWN, Folders
from lianhu.rules.readings import Reading, Readings
from lianhu.rules.summaries import Summaries
from lianhu.store import Advance, Kept, Store, no_advance
from lianhu.town import migrating, schemas, shape
from lianhu.town.documents import Documents
from lianhu.town.kinds import KINDS
from lianhu.town.migrating import Writing
from lianhu.town.migrations import CURRENT
from lianhu.town.register import Register, Summary
from lianhu.town.schemas import Filed, Filing, Schemas
from lianhu.words.problems import Problem

WorkOut: TypeAlias = Callable[[Register], Any]  # plain data of some records


class Parts:
    """The records of a tree as of a day, part by part."""

    def __init__(
        self,
        tree: Tree,
        town_schemas: Schemas,
        today: date,
        store: Store,
        *,
        is_past: bool = False,
        advance: Advance = no_advance,
    ) -> None:
        self.tree, self._schemas, self.today, self._is_past = tree, town_schemas, today, is_past
        self.folders = Folders(tree, town_schemas)
        self.kept = Kept(store, schemas.fingerprint(town_schemas), advance)
        self._readings = Readings(tree, self.folders, town_schemas, self.kept)
        self.summaries = Summaries(self.folders, self.kept, self._key_of_summary, self.register_of)

    # -- the files of each part

    @cached_property
    def documents(self) -> Documents:
        """Every record of the town; asked only where all can be read."""
        return self._documents([*self.folders.of_part])

    def _documents(self, parts: Sequence[str], settings: Iterable[str] = ()) -> Documents:
        """The documents of some parts, and of records among the town's `settings` by their paths."""

        def filings(kinds: Iterable[type] | None = None) -> dict[str, Filing]:
            paths = sorted((*settings, *self.folders.paths(self.folders.of(parts, kinds))))
            found = ((path, self._schemas.filing(path)) for path in paths)
            return {path: filing for path, filing in found if filing}

        def of_kind(name: str) -> dict[str, Filing]:
            return {path: filing for path, filing in filings([KINDS[name]]).items() if filing.kind.name == name}

        return Documents(filings, self._take, of_kind)

    def _take(self, filings: Sequence[Filing]) -> Iterator[Filed]:
        """Documents that are known to be readable, from the store or from the file."""
        keys = [documents.key(self.folders.ids[filing.path], filing.kind, self.kept.basis) for filing in filings]
        found = self.kept.plain(keys)
        for filing, key in zip(filings, keys, strict=True):
            if key in found:
                yield documents.known(self.tree, filing, found[key])
                continue
            filed, _ = documents.filed_at(self.tree, filing.path, self._schemas)
            assert filed is not None, f"{filing.path} was read before"
            yield filed

    def _photos(self, parts: Iterable[str]) -> Tree:
        paths = self.folders.paths(self.folders.of(parts))
        return chosen(self.tree, (path for path in paths if photos.is_photo(path)))

    def register(self, judged: Container[str] | None = None) -> Register:
        """The whole town, of which a record is read when it is asked for; `judged` as of a register."""
        at_hand, tell = self._photos(self.folders.of_part), self.summaries.told
        return Register(self.documents, self._schemas, self.today, at_hand, judged, tell=tell)

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """What the files told, part by part."""
        return self._readings.every()

    def problems(self) -> list[Problem]:
        """What is wrong with single files. Of the past, words may be gone that only a later commit says are."""
        found = [problem for reading in self.readings.values() for problem in reading.problems]
        return documents.of_the_past(found) if self._is_past else found

    def unreadable(self) -> list[Problem]:
        """What is wrong with files that cannot be read as records, whatever the shape of the others."""
        paths = (path for path in sorted(self.tree) if not photos.is_photo(path))
        return [problem for path in paths for problem in documents.filed_at(self.tree, path, self._schemas)[1]]

    def villages_without_record(self, beside: Iterable[str]) -> list[Problem]:
        """The folders of villages without a record of the village; `beside` are paths that could not be taken."""
        return shape.villages_without_record({*self.tree, *beside}, self._schemas)

    @cached_property
    def writing(self) -> Writing:
        """How the records are written. Raises ToolError when they are of a version that this program does not know."""
        return migrating.writing(self.tree, self._readings.ways())

    @cached_property
    def villages(self) -> tuple[tuple[str, ...], ...]:
        """The villages, those in one that name one another, or between which a record moved."""
        names = {part: reading.names for part, reading in self.readings.items() if part != TOWN}
        return joined(names, self.readings[TOWN].together)

    # -- what others work out of the records, which are in shape

    def in_each(self, about: str, work_out: WorkOut, *more: object) -> list[Any]:
        """What is worked out of each part's villages with the town's settings on the day: plain data, kept.

        `more` is what else it hangs on.
        """
        keys = {
            villages: self._key_of_the_day(f"{about} of villages", self.sums_of(villages), more)
            for villages in self.villages
        }
        return list(self.kept.of_each(keys, lambda villages: work_out(self.register_of(villages))).values())

    def sums_of(
        self, villages: Sequence[str], kinds: Iterable[type] | None = None, ids: Iterable[type] = ()
    ) -> list[str]:
        """A sum over the town's settings, sums over villages or what they hold of some kinds, and which `ids` of others
        they hold."""
        return [self._sum_of_settings, *self._sums(villages, kinds, ids)]

    def _sums(self, parts: Sequence[str], kinds: Iterable[type] | None, ids: Iterable[type]) -> list[str]:
        found = self.folders.sums(self.folders.of(parts, kinds))
        return [*found, self.folders.sum_of_paths(self.folders.of(parts, ids))] if ids else found

    def in_town(self, about: str, work_out: WorkOut, kinds: Iterable[type], *more: object) -> Any:
        """The same of the town's own records and, of villages, those of some kinds; the register has all."""
        key = self._key_of_the_day(f"{about} of the town", self.sums_of_town(kinds), more)
        found = self.kept.of(key, lambda: work_out(self.register()))
        self.kept.save()
        return found

    def _key_of_the_day(self, about: str, sums: Iterable[str], more: Sequence[object]) -> str:
        return self.kept.key(about, sums, self.today.isoformat(), *more)

    def sums_of_town(self, kinds: Iterable[type] | None, ids: Iterable[type] = ()) -> list[str]:
        """Sums over the town's own records and what villages hold of some kinds, or all, and which `ids` of others."""
        villages = [part for part in self.folders.of_part if part != TOWN]
        return [*self.folders.sums(self.folders.of([TOWN])), *self._sums(villages, kinds, ids)]

    def _key_of_summary(self, summary: Summary[Any], village: str) -> str:
        reads = scope.of(summary)
        sums, turned = self.sums_of((village,), reads.kinds), self.turned((TOWN, village))
        return self.kept.key(
            "summary", sums, summary.__name__, turned, self.today.isoformat() if reads.asks_day else ""
        )

    def together_with(self, village: str) -> tuple[str, ...]:
        """The villages of the part in which the village lies; none for what is no village."""
        return next((villages for villages in self.villages if village in villages), ())

    def register_of(self, villages: Sequence[str], judged: Container[str] | None = None) -> Register:
        """Villages with the town's settings; `judged` as of a register."""
        return Register(
            self._documents(villages, self._settings), self._schemas, self.today, self._photos(villages), judged
        )

    def of_the_town(self) -> Register:
        """The town's own records alone."""
        return Register(self._documents([TOWN]), self._schemas, self.today)

    def turned(self, parts: Iterable[str]) -> list[int]:
        """How many earlier values of each part have ended: more of them, and the same files say something else."""
        today = self.today.isoformat()
        return [sum(turn < today for turn in self.readings[part].turns) for part in parts]

    @cached_property
    def _settings(self) -> tuple[str, ...]:
        paths = self.folders.paths(self.folders.of([TOWN]))
        filings = ((path, self._schemas.filing(path)) for path in paths)
        return tuple(path for path, filing in filings if filing and KINDS[filing.kind.name] in scope.SETTINGS)

    @cached_property
    def _sum_of_settings(self) -> str:
        return self.folders.sum_of(self._settings)


def todays(tree: Tree, town_schemas: Schemas, store: Store) -> tuple[Tree, Writing]:
    """The tree as it would be written today, itself where it is, and how it is written. Raises ToolError as that."""
    parts = Parts(tree, town_schemas, date.min, store)
    writing = parts.writing
    parts.kept.save()
    is_todays = writing.version == CURRENT and not writing.old
    return tree if is_todays else migrating.migrated(tree, town_schemas), writing


def joined(names: Mapping[str, Iterable[str]], together: Iterable[Iterable[str]] = ()) -> tuple[tuple[str, ...], ...]:
    """Villages in order, those in one that name one another or are named `together`, over however many steps."""
    of: dict[str, set[str]] = {village: {village} for village in names}
    for group in (*({village, *others} for village, others in names.items()), *together):
        joined_now = set().union(*(of[village] for village in group))
        of.update(dict.fromkeys(joined_now, joined_now))
    return tuple(sorted({tuple(sorted(group)) for group in of.values()}))
