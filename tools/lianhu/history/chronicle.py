"""The history told: each record's changes and the town's, in words that may be shown.

`past` decides what leaves, `wording` finds the words. Both times are told: when it was recorded (the commit) and,
where the record says so, when it happened or from when it holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from lianhu.changes import wording
from lianhu.changes.nature import Nature, natures
from lianhu.changes.wording import Line
from lianhu.history import states
from lianhu.history.steps import History, Step, has_changed
from lianhu.public import SHOWN_AT, Posted, posted
from lianhu.public.past import Past
from lianhu.public.redacted import Redacted
from lianhu.town.kinds import Area, Group, Issue, Removal, Representative, Village
from lianhu.town.register import Register
from lianhu.town.schemas import Filing, Kind
from lianhu.words import say
from lianhu.words.problems import ToolError, quoted
from lianhu.words.terms import TERMS

IS_GONE = Line(say("record removed"), what="gone")
CANNOT_BE_TOLD = say("changed; the change cannot be told in words")

NAMED = {
    "area": (Area, "name"),
    "group": (Group, "name"),
    "issue": (Issue, "title"),
    "representative": (Representative, "name"),
    "village": (Village, "name"),
}


@dataclass(frozen=True)
class ToldStep:
    """What one commit changed in one record.

    `path` is where the record stands today, or stood last; `then_at` where it stood in the commit. `at_latest`: it was
    `recorded` by then, because the commit's own date is not believed. `natures`: whether only words changed, or more.
    """

    commit: str
    recorded: datetime
    path: str
    then_at: str
    lines: tuple[Line, ...]
    at_latest: bool = False
    natures: frozenset[Nature] = frozenset()

    @property
    def recorded_on(self) -> date:
        return self.recorded.date()


@dataclass(frozen=True)
class Told:
    """The changes of one record, the newest first. `state` is the history's: whole, incomplete or absent."""

    state: str
    entries: tuple[ToldStep, ...]


class Chronicle:
    """The changes of all records, told when they are asked for.

    `register` is the town of today, unpublished: consent and disputes are judged by it; `town` its public view, from
    which names and days are taken; `later` what was taken out after the day that is shown.
    """

    def __init__(self, register: Register, town: Posted, history: History, later: Redacted | None = None) -> None:
        self.state = history.state
        self._register, self._town, self._history = register, town, history
        self._past = Past(register, history, later)
        self._there = register.filings
        self._told: dict[tuple[str, str], tuple[ToldStep, ...]] = {}
        self._filings: dict[str, Filing] = {}

    def of_record(self, path: str, part: str = "") -> Told:
        """The changes of the record at `path`; with `part` only those of the entry inside it that has this id."""
        if (path, part) not in self._told:
            self._told[path, part] = tuple(self._entries(path, part))[::-1]
        return Told(self.state, self._told[path, part])

    def known_of(self, path: str) -> str:
        """All that `of_record` can tell of the record at `path`, as a text that is another when the answer is."""
        steps = self._steps(path)
        if has_changed(steps):
            return repr(self.of_record(path).entries)
        return repr([(step.commit, step.time.isoformat(), step.at_latest, step.path, step.after) for step in steps])

    def paths(self) -> Iterable[str]:
        """The last path of every record that there ever was."""
        return self._history.paths()

    def newest(self, most: int) -> Iterator[tuple[tuple[ToldStep, ...], int]]:
        """The changes of the town, the newest commit first: what each changed, in order of path, and how many it is.

        Told are at least `most` (from 1), where there are so many: a first commit may bring thousands of records.
        """
        for number, commit in sorted(self._paths_by_commit, reverse=True):
            told: list[ToldStep] = []
            untold = 0
            for path in sorted(self._paths_by_commit[number, commit]):
                if len(told) >= most and self._was_only_created(path):
                    untold += 1
                else:
                    told += self._by_commit(commit, path)
            if told:
                yield tuple(told), len(told) + untold

    def _was_only_created(self, path: str) -> bool:
        """Whether all there is to tell of a record is that it is there."""
        is_told_of = path in self._town.filings and path not in self._removal_at
        return is_told_of and [step.before for step in self._steps(path)] == [None]

    def spanned(self, commits: Iterable[str]) -> tuple[int, int]:
        """The numbers of the first and the last of these commits on the published line."""
        wanted = set(commits)
        numbers = [number for number, commit in self._paths_by_commit if commit in wanted]
        return min(numbers), max(numbers)

    def before(self, number: int) -> Posted | None:
        """The town as the web would show it on this day had it stopped before step `number`; None as of `states`.

        Judged by today: it is for figures, and shown itself nowhere.
        """
        if all(step.number < number for steps in self._history.tracks.values() for step in steps):
            return self._town
        found = states.before(self._register, self._history, number)
        return posted(found, "web") if found else None

    def of_commit(self, commit: str) -> tuple[ToldStep, ...]:
        """What one commit changed, in order of path; nothing where it is not of this history."""
        paths = (paths for (_, changed_by), paths in self._paths_by_commit.items() if changed_by == commit)
        return tuple(entry for path in sorted(next(paths, ())) for entry in self._by_commit(commit, path))

    def _by_commit(self, commit: str, path: str) -> Iterator[ToldStep]:
        return (entry for entry in self.of_record(path).entries if entry.commit == commit)

    def subject(self, path: str) -> tuple[str, str]:
        """The kind and id of the record that is told of; of a removal those of the record that is gone."""
        removal = self._removal_at.get(path)
        if removal:
            return removal.kind, removal.record
        filing = self._filing(path)
        return filing.kind.name, filing.id

    def title(self, path: str, name: str = "") -> str:
        """What a record is called: its kind, and its name or else its id where that says more."""
        kind_name, record_id = self.subject(path)
        kind = self._town.schemas.kinds.get(kind_name)
        title = str(kind.schema["title"]) if kind else kind_name
        if path in self._removal_at:
            return f"{title} {record_id}"
        is_only_one = kind and record_id == kind.schema["x-id"]
        return title if is_only_one else f"{title} {name or self.name(kind_name, record_id)}"

    def name(self, what: str, record_id: str) -> str:
        """What a reference is called in the public view of today; its id where it is gone."""
        if what in NAMED:
            kind, attribute = NAMED[what]
            found: Any = self._town.find(kind, record_id)
            return str(getattr(found, attribute)) if found else record_id
        named: Any = {
            "officer": self._town.officer(record_id),
            "category": self._town.categories.get(record_id),
            "role": self._town.roles.get(record_id),
        }.get(what)
        return str(named.name) if named else record_id

    def of_id(self, record_id: str) -> Told:
        """The changes of the record or entry with this id. Raises ToolError when there never was one."""
        found = self._place_of(record_id)
        if found:
            return self.of_record(*found)
        near = get_close_matches(record_id, sorted(self._ids()), n=1, cutoff=0.8)
        if near:
            message = say("There is no record {found}. Did you mean {near}?", found=quoted(record_id), near=near[0])
            raise ToolError(message)
        raise ToolError(say("There is no record {found}, and there never was one.", found=quoted(record_id)))

    def _place_of(self, record_id: str) -> tuple[str, str] | None:
        """Where the record with this id stands or stood last, and its id again if it is an entry inside that record.

        A record that is gone leads to its removal, one that has another id to where it is now.
        """
        for path, filing in self._there.items():
            if filing.id == record_id:
                return path, ""
        for path, removal in self._removal_at.items():
            if removal.record == record_id:
                return self._place_of(removal.moved_to) if removal.moved_to else (path, "")
        for path, filing in self._town.filings.items():
            if _has_entries(filing.kind) and _part(self._present(path), record_id):
                return path, record_id
        gone = (path for path in self._history.tracks if self._filing(path).id == record_id)
        return next(((path, "") for path in gone), None)

    def _ids(self) -> set[str]:
        """Every id that has a history, for who mistypes one."""
        ids = {self._filing(path).id for path in (*self._there, *self._history.tracks)}
        return ids | {name for what in ("area", "officer") for name in self._town.defined(what)}

    # -- one record

    def _entries(self, path: str, part: str) -> Iterator[ToldStep]:
        steps = self._steps(path)
        removal = self._removal_at.get(path)
        if removal:
            reason = say("record removed: {reason}", reason=TERMS.get(removal.reason, removal.reason))
            yield from (
                _told(step, path, Line(reason, removal.removed_on.isoformat(), what="removed")) for step in steps[:1]
            )
        elif path in self._town.filings:
            yield from self._changes(path, part, steps)
        elif path not in self._there and path not in self._removed and self._is_public(path):
            yield from (_told(step, path, IS_GONE) for step in steps[-1:] if step.after is None)

    def _changes(self, path: str, part: str, steps: tuple[Step, ...]) -> Iterator[ToldStep]:
        kind = self._filing(path).kind
        versions = list(dict.fromkeys(version for step in steps for version in (step.before, step.after) if version))
        states = {version: self._history.document(version) for version in versions} if has_changed(steps) else {}
        door = self._past.of_record(path, tuple(states.values())) if states else None
        for step in steps:
            if step.before is None:
                lines = [] if part else [_is_new(kind.schema, self._present(path))]
            elif step.after is None:
                lines = [] if part else [IS_GONE]
            else:
                shown = door.step(states.get(step.before), states.get(step.after)) if door else None
                lines = list(self._lines(kind, shown, part))
            if lines:
                old, new = (states.get(version or "") for version in (step.before, step.after))
                yield replace(_told(step, path, *lines), natures=natures(kind, old, new))

    def _present(self, path: str) -> Any:
        document = self._town.document_at(path)
        assert document
        return document.data

    def _lines(self, kind: Kind, shown: tuple[Any, Any] | None, part: str) -> Iterator[Line]:
        if shown is None:
            yield Line(CANNOT_BE_TOLD)
        elif not part:
            yield from wording.differences(kind.schema, *shown, self.name)
        else:
            old, new = (_part(data, part) for data in shown)
            if old and new:
                schema = kind.at((old[0], 0))
                yield from wording.differences(schema, old[1], new[1], self.name)
            elif new:
                yield _is_new(kind.at((new[0], 0)), new[1])
            elif old:
                yield IS_GONE

    # -- what belongs together

    def _steps(self, path: str) -> tuple[Step, ...]:
        """The record's steps, with those under the ids that it had before."""
        steps = list(self._history.tracks.get(path, ()))
        for earlier in self._earlier.get(path, ()):
            steps += self._history.tracks[earlier]
        return tuple(sorted(steps, key=lambda step: (step.number, step.path != path)))

    @cached_property
    def _earlier(self) -> dict[str, list[str]]:
        """Where records were that a removal says have moved, and whose move was not recognised."""
        found: dict[str, list[str]] = defaultdict(list)
        moved = {
            (removal.kind, removal.record): removal.moved_to for removal in self._town.all(Removal) if removal.moved_to
        }
        if moved:
            places = {(self._filing(path).kind.name, self._filing(path).id): path for path in self._history.tracks}
            for (kind, record_id), moved_to in moved.items():
                old, new = places.get((kind, record_id)), places.get((kind, moved_to))
                if old and new:
                    found[new].append(old)
        return found

    @cached_property
    def _removal_at(self) -> dict[str, Removal]:
        return {self._town.origin(removal).document.path: removal for removal in self._town.all(Removal)}

    @cached_property
    def _removed(self) -> set[str]:
        """Paths of records of which a removal tells."""
        removed = {(removal.kind, removal.record) for removal in self._town.all(Removal)}
        return {
            path
            for path in self._history.tracks
            if path not in self._there and (self._filing(path).kind.name, self._filing(path).id) in removed
        }

    @cached_property
    def _paths_by_commit(self) -> dict[tuple[int, str], set[str]]:
        """What each commit changed; with its number, by which they are ordered."""
        paths: dict[tuple[int, str], set[str]] = defaultdict(set)
        for path in self._history.tracks:
            for step in self._steps(path):
                paths[step.number, step.commit].add(path)
        return paths

    def _is_public(self, path: str) -> bool:
        """Whether the web shows anything of records of this kind."""
        properties = self._filing(path).kind.schema["properties"].values()
        return any(inner.get("x-publish") in SHOWN_AT["web"] for inner in properties)

    def _filing(self, path: str) -> Filing:
        if path not in self._filings:
            filing = self._town.schemas.filing(path)
            assert filing is not None  # only paths of records come here
            self._filings[path] = filing
        return self._filings[path]


def _is_new(schema: wording.Schema, data: Any) -> Line:
    """That a record is there now, with the day that it begins with."""
    day, begins = wording.first_day(schema, data)
    return Line(say("record created"), day, begins, what="new")


def _told(step: Step, path: str, *lines: Line) -> ToldStep:
    return ToldStep(step.commit, step.time, path, step.path, lines, step.at_latest)


def _has_entries(kind: Kind) -> bool:
    """Whether records of the kind have lists of entries with ids of their own."""
    lists = (inner.get("items", {}) for inner in kind.schema["properties"].values())
    return any("id" in items.get("properties", {}) for items in lists)


def _part(data: Any, part: str) -> tuple[str, dict[str, Any]] | None:
    """The entry with this id in one of a record's lists, and the list's key."""
    for key, entries in data.items() if isinstance(data, dict) else ():
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and entry.get("id") == part:
                return key, entry
    return None
