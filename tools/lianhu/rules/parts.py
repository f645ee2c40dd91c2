"""A town judged in parts: its own records, and each village by itself. What was found in a part is kept by its content.

Nearly every rule lies within a village (`scope`). Villages that name one another are one part, since what holds of one
may hang on the other. So a change costs the village that it changes, and what crosses villages, which is little.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeAlias, TypeVar

from lianhu.reading import cores, photos
from lianhu.reading.contents import chosen
from lianhu.reading.files import Tree
from lianhu.rules import documents, scope
from lianhu.rules.folders import TOWN, Folders
from lianhu.store import Store
from lianhu.town import earlier, migrating, schemas, shape
from lianhu.town.documents import Documents
from lianhu.town.kinds import KINDS, Removal
from lianhu.town.migrating import Writing
from lianhu.town.migrations import CURRENT
from lianhu.town.register import Register
from lianhu.town.schemas import Filed, Filing, Schemas
from lianhu.words.packing import packed, unpacked
from lianhu.words.problems import Problem

EARLIER_KEY = f'"{earlier.EARLIER}":'.encode()  # only of such a record the values turn
WorkOut: TypeAlias = Callable[[Register], Any]  # plain data of some records
Advance: TypeAlias = Callable[[int, int], None]
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Reading:
    """What the files of a part told: what is wrong with single ones, the other villages that they name, those that a
    removal among them names together, and the last days of earlier values, after which records change by themselves."""

    problems: list[Problem]
    names: frozenset[str]
    together: tuple[frozenset[str], ...]
    turns: tuple[str, ...]


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
        advance: Advance = lambda done, of: None,
    ) -> None:
        """`advance` is told how many parts are worked out, of how many that must be."""
        self.tree, self._schemas, self.today, self._store, self._is_past = tree, town_schemas, today, store, is_past
        self.folders = Folders(tree, town_schemas)
        self._fresh: dict[str, bytes] = {}
        self._advance = advance

    # -- what is kept, and under which key

    @cached_property
    def _judged_by(self) -> str:
        return schemas.fingerprint(self._schemas)

    def key(self, about: str, sums: Iterable[str], *more: object) -> str:
        """The key of what was worked out from files (by their `sums`) by these schemas, and from what else is said."""
        own = hashlib.blake2b(digest_size=20)
        own.update(json.dumps([*sums, self._judged_by, *more]).encode())
        return f"{about} {own.hexdigest()}"

    def kept(self, key: str, work_out: Callable[[], Any]) -> Any:
        """The plain data that is kept under the key, else worked out now and kept (by `keep`)."""
        value = self._store.get(key)
        if value is not None:
            return json.loads(value)
        made = work_out()
        self.note({key: made})
        return made

    def known(self, keys: Mapping[Thing, str]) -> dict[Thing, Any]:
        """What is kept of several things, by their keys."""
        found = self._store.find(keys.values())
        return {thing: json.loads(found[key]) for thing, key in keys.items() if key in found}

    def note(self, made: Mapping[str, Any]) -> None:
        """What was worked out, to be kept (by `keep`) under these keys."""
        self._fresh |= {key: _plain(value) for key, value in made.items()}

    def kept_of_each(self, keys: Mapping[Thing, str], work_out: Callable[[Thing], Any]) -> dict[Thing, Any]:
        """The same of several things, by their keys; what is missing is worked out on all cores."""
        found = self.known(keys)
        missing = [thing for thing in keys if thing not in found]
        worked_out = cores.each(partial(self._apart, work_out), missing)
        for done, (thing, (made, fresh)) in enumerate(zip(missing, worked_out, strict=True), start=1):
            self._store.keep({**fresh, keys[thing]: _plain(made)})
            found[thing] = made
            self._advance(done, len(missing))
        return {thing: found[thing] for thing in keys}

    def _apart(self, work_out: Callable[[Thing], Any], thing: Thing) -> tuple[Any, dict[str, bytes]]:
        """What is worked out of a thing, and what is to be kept with it: one process alone writes to the store."""
        before, self._fresh = self._fresh, {}
        made = work_out(thing)
        fresh, self._fresh = self._fresh, before
        return made, fresh

    def keep(self) -> None:
        """Puts into the store what was worked out since."""
        self._store.keep(self._fresh)
        self._fresh = {}

    # -- the files of each part

    @cached_property
    def documents(self) -> Documents:
        """Every record of the town; asked only where all can be read."""
        return self._documents(lambda: self.folders.paths(self.folders))

    def _documents(self, paths: Callable[[], Iterable[str]]) -> Documents:
        def filings() -> dict[str, Filing]:
            found = ((path, self._schemas.filing(path)) for path in sorted(paths()))
            return {path: filing for path, filing in found if filing}

        return Documents(filings, self._take)

    def _take(self, filing: Filing) -> Filed:
        """A document that is known to be readable, from the store or from the file."""
        value = self._store.get(self._key_of(filing))
        if value is not None:
            return documents.known(self.tree, filing, value)
        filed, _ = documents.filed_at(self.tree, filing.path, self._schemas)
        assert filed is not None, f"{filing.path} was read before"
        return filed

    def _key_of(self, filing: Filing) -> str:
        return documents.key(self.folders.ids[filing.path], filing.kind, self._judged_by)

    def _photos(self, parts: Iterable[str]) -> Tree:
        paths = self.folders.paths(self.folders.of(parts))
        return chosen(self.tree, (path for path in paths if photos.is_photo(path)))

    def register(self, judged: Container[str] | None = None) -> Register:
        """The whole town, of which a record is read when it is asked for; `judged` as of a register."""
        return Register(self.documents, self._schemas, self.today, self._photos(self.folders.of_part), judged)

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """What the files told, part by part."""
        keys = {
            part: self.key("reading", self.folders.sums(self.folders.of([part])), self._others(part))
            for part in self.folders.of_part
        }
        return {part: self._reading_of(kept) for part, kept in self.kept_of_each(keys, self._read).items()}

    def _others(self, part: str) -> list[str]:
        return [village for village in self.folders.of_part if village not in (part, TOWN)]

    def _reading_of(self, kept: Any) -> Reading:
        problems = unpacked(kept["problems"])
        if self._is_past:
            problems = documents.of_the_past(problems)
        together = tuple(map(frozenset, kept["together"]))
        return Reading(problems, frozenset(kept["names"]), together, tuple(kept["turns"]))

    def _read(self, part: str) -> Any:
        """Of a part of which a file changed, a folder in which none did need not be read again."""
        others = self._others(part)
        folders = self.folders.of([part])
        keys = {folder: self.key("folder", self.folders.sums([folder]), others) for folder in folders}
        told = [self.kept(key, partial(self._read_folder, folder, others)) for folder, key in keys.items()]
        return {
            "problems": [problem for each in told for problem in each["problems"]],
            "names": sorted({name for each in told for name in each["names"]}),
            "together": [group for each in told for group in each["together"]],
            "turns": sorted({turn for each in told for turn in each["turns"]}),
        }

    def _read_folder(self, folder: str, others: Sequence[str]) -> Any:
        problems: list[Problem] = []
        turns: set[str] = set()
        texts: list[bytes] = []
        together: list[list[str]] = []
        for path in self.folders[folder]:
            if photos.is_photo(path):
                problems += photos.problems(path, self.tree[path])
                continue
            filing = self._schemas.filing(path)
            value = self._store.get(self._key_of(filing)) if filing else None
            if value is None:
                document, found = documents.judged(self.tree, path, self._schemas)
                problems += found
                if document is None or found:
                    continue
                value = self._fresh[self._key_of(document)] = documents.kept(document)
            texts.append(value)
            if filing and KINDS[filing.kind.name] is Removal:
                together.append(named(value.decode(), others))
            if EARLIER_KEY in value:
                turns.update(last_day.isoformat() for last_day, _ in earlier.states(json.loads(value)))
        names = named(b"\n".join(texts).decode(), others)
        return {"problems": packed(problems), "names": names, "together": together, "turns": sorted(turns)}

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
        found: dict[str, str] = {}
        for part in self.folders.of_part:
            folders = self.folders.of([part])
            found |= self.kept(self.key("ways", self.folders.sums(folders)), partial(self._ways, folders))
        return migrating.writing(self.tree, found)

    def _ways(self, folders: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for folder in folders:
            tree = chosen(self.tree, self.folders[folder])
            found |= self.kept(
                self.key("ways", self.folders.sums([folder])), partial(migrating.ways, tree, self._schemas)
            )
        return found

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
        return list(self.kept_of_each(keys, lambda villages: work_out(self.register_of(villages))).values())

    def sums_of(self, villages: Sequence[str], kinds: Iterable[type] | None = None) -> list[str]:
        """A sum over the town's settings, and sums over villages or what they hold of some kinds."""
        return [self._sum_of_settings, *self.folders.sums(self.folders.of(villages, kinds))]

    def in_town(self, about: str, work_out: WorkOut, kinds: Iterable[type], *more: object) -> Any:
        """The same of the town's own records and, of villages, those of some kinds; the register has all."""
        key = self._key_of_the_day(f"{about} of the town", self.sums_of_town(kinds), more)
        found = self.kept(key, lambda: work_out(self.register()))
        self.keep()
        return found

    def _key_of_the_day(self, about: str, sums: Iterable[str], more: Sequence[object]) -> str:
        return self.key(about, sums, self.today.isoformat(), *more)

    def sums_of_town(self, kinds: Iterable[type] | None) -> list[str]:
        """Sums over the town's own records and what villages hold of some kinds, or all."""
        villages = [part for part in self.folders.of_part if part != TOWN]
        return self.folders.sums([*self.folders.of([TOWN]), *self.folders.of(villages, kinds)])

    def about(self, record_id: str) -> Register:
        """What may be asked about a record: the villages of its part with the town's settings; else the whole town."""
        part = self.together_with(record_id.partition("-")[0])
        return self.register_of(part) if part else self.register()

    def together_with(self, village: str) -> tuple[str, ...]:
        """The villages of the part in which the village lies; none for what is no village."""
        return next((villages for villages in self.villages if village in villages), ())

    def register_of(self, villages: Sequence[str], judged: Container[str] | None = None) -> Register:
        """Villages with the town's settings; `judged` as of a register."""
        of_part = self._documents(lambda: [*self._settings, *self.folders.paths(self.folders.of(villages))])
        return Register(of_part, self._schemas, self.today, self._photos(villages), judged)

    def of_the_town(self) -> Register:
        """The town's own records alone."""
        return Register(self._documents(lambda: self.folders.paths(self.folders.of([TOWN]))), self._schemas, self.today)

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


def _plain(made: Any) -> bytes:
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def todays(tree: Tree, town_schemas: Schemas, store: Store) -> tuple[Tree, Writing]:
    """The tree as it would be written today, itself where it is, and how it is written. Raises ToolError as that."""
    parts = Parts(tree, town_schemas, date.min, store)
    writing = parts.writing
    parts.keep()
    is_todays = writing.version == CURRENT and not writing.old
    return tree if is_todays else migrating.migrated(tree, town_schemas), writing


def named(text: str, villages: Iterable[str]) -> list[str]:
    """The villages whose ids stand in a text, as a word: in a reference, but also in a sentence, which does no harm."""
    there = [village for village in villages if village in text]
    return [village for village in there if re.search(rf"(?<![a-z0-9]){village}(?![a-z0-9])", text)]


def joined(names: Mapping[str, Iterable[str]], together: Iterable[Iterable[str]] = ()) -> tuple[tuple[str, ...], ...]:
    """Villages in order, those in one that name one another or are named `together`, over however many steps."""
    of: dict[str, set[str]] = {village: {village} for village in names}
    for group in (*({village, *others} for village, others in names.items()), *together):
        joined_now = set().union(*(of[village] for village in group))
        of.update(dict.fromkeys(joined_now, joined_now))
    return tuple(sorted({tuple(sorted(group)) for group in of.values()}))
