"""The whole check, stage by stage: `check` is the function to point at.

records and photos -> documents -> shape -> register -> names and calendars -> rules. Relations are judged only where
every shape, id and calendar is right: one cause gives one problem, and nobody reads a cascade.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from lianhu import store as stores
from lianhu.reading import files, photos
from lianhu.reading.contents import chosen
from lianhu.reading.files import Tree
from lianhu.rules import catalogue, dates, documents
from lianhu.rules.judging import Judging
from lianhu.rules.parts import Parts
from lianhu.store import NONE, Advance, Store, no_advance
from lianhu.town import faults, migrating
from lianhu.town import schemas as town_schemas
from lianhu.town.migrating import Writing
from lianhu.town.register import Register
from lianhu.town.schemas import Filed, Schemas
from lianhu.words import say
from lianhu.words.packing import packed, unpacked
from lianhu.words.problems import MOST_OF_ONE_FILE, Problem, ToolError


class Verdict:
    """What a check found: problems, which stop what follows, and what does not: warnings, which a date has brought,
    and questions (`Problem.level`).

    `register` is None when a shape, id or calendar is wrong: relations were then not judged.
    """

    def __init__(
        self,
        problems: Sequence[Problem],
        register: Register | Callable[[], Register] | None,
        warnings: Sequence[Problem] = (),
        parts: Callable[[], Parts] | None = None,
    ) -> None:
        """`register` may be what makes it: most who ask for a verdict do not ask for more. `parts` are those judged."""
        self.problems = tuple(problems)
        self.warnings = tuple(warnings)
        self._register = register
        self._parts = parts

    @cached_property
    def register(self) -> Register | None:
        return self._register if isinstance(self._register, Register | None) else self._register()

    @cached_property
    def parts(self) -> Parts | None:
        """The town part by part, where relations were judged so."""
        return self._parts() if self._parts and self.relations_judged else None

    @property
    def relations_judged(self) -> bool:
        return self._register is not None


def check(
    tree: Tree,
    schemas: Schemas,
    today: date,
    refused: list[Problem] | None = None,
    *,
    is_past: bool = False,
    store: Store = NONE,
    advance: Advance = no_advance,
) -> Verdict:
    """Judge all records of `tree` as of `today`; `refused` are entries that could not even be taken.

    Records that are all of an older version are read as they would be written today, and a warning says so: a newer
    program stops no town. Places are then those of the record as it would be written.
    Of a commit of the past (`is_past`) words may be gone that only a later one says are.
    What was found before in the same records is in the `store`, whole and part by part; `advance` is told how many
    parts are read, and then judged, of those that are not.
    Raises ToolError when there is no town to judge.
    """
    refused = list(refused or ())
    told = {problem.path for problem in refused}
    if files.TOWN_FILE not in tree and files.TOWN_FILE not in told:
        raise ToolError(say("{path} is missing: every town begins with it.", path=files.TOWN_FILE))
    if told.intersection(tree):
        tree = chosen(tree, (path for path in tree if path not in told))
    written = Parts(tree, schemas, today, store, is_past=is_past, advance=advance)

    @functools.cache
    def todays() -> Parts:
        if not written.writing.is_older:
            return written
        migrated = migrating.migrated(tree, schemas)
        return Parts(migrated, schemas, today, store, is_past=is_past, advance=advance)

    key = written.kept.key(
        "verdict", written.folders.sums(written.folders), today.isoformat(), is_past, packed(refused)
    )
    kept = written.kept.of(key, lambda: _judged(todays(), written.writing, refused))
    written.kept.save()
    register = (lambda: todays().register()) if kept["judged"] else None
    return Verdict(unpacked(kept["problems"]), register, unpacked(kept["warnings"]), todays)


def of_folder(root: Path, today: date, advance: Advance = no_advance) -> Verdict:
    """The check of the town at `root`, of which only what changed since is read and judged anew. Raises ToolError."""
    store = stores.at(root)
    tree, refused = stores.read(root, store)
    return check(tree, town_schemas.load(root), today, refused, store=store, advance=advance)


def readable_of_folder(root: Path, today: date) -> Parts | None:
    """The same without asking whether the records fit together; None where the shape of one is wrong."""
    store = stores.at(root)
    tree, refused = stores.read(root, store)
    return None if refused else _readable(tree, town_schemas.load(root), today, store)


def _judged(parts: Parts, writing: Writing, refused: Sequence[Problem]) -> dict[str, Any]:
    if writing.is_mixed:
        return _plain([*refused, *parts.unreadable(), migrating.mixed(writing)])
    problems = [*refused, *parts.problems()]
    problems += parts.villages_without_record(problem.path for problem in refused)
    if problems:
        return _plain(problems)
    others = [rule for rule in catalogue.RULES if rule not in catalogue.FIRST]
    by_rule = Judging(parts).found(*([rule] for rule in catalogue.FIRST), [*others, catalogue.photos_without_record])
    found = faults.once(problem for problems in by_rule.values() for problem in problems)
    parts.kept.save()
    outdated = [replace(migrating.older(writing), level="warning")] if writing.is_older else []
    errors = [problem for problem in found if problem.level == "error"]
    if behind := dates.behind(errors, parts.today):
        return _plain([behind], judged=True)
    told = [problem for problem in found if problem.level != "error"]
    return _plain(errors, [*outdated, *told], judged=True)


def _plain(problems: Iterable[Problem], warnings: Iterable[Problem] = (), *, judged: bool = False) -> dict[str, Any]:
    return {"problems": packed(_told(problems)), "warnings": packed(_told(warnings)), "judged": judged}


def as_it_was(
    tree: Tree, schemas: Schemas, today: date, refused: list[Problem] | None = None, *, store: Store = NONE
) -> Verdict:
    """A town of the past, of whatever version, that no rule of today judges; as `check` where its shape is unreadable.

    Raises ToolError as `check` does.
    """
    tree = migrating.migrated(tree, schemas)
    parts = None if refused else _readable(tree, schemas, today, store)
    if parts is None:
        return check(tree, schemas, today, refused, store=store)
    return Verdict((), parts.register(), (), lambda: parts)


def _told(problems: Iterable[Problem]) -> Iterator[Problem]:
    """In order, at most a hundred of one file: a hostile record must not bury what is said of the others."""
    told: Counter[str] = Counter()
    for problem in sorted(problems):
        told[problem.path] += 1
        if told[problem.path] <= MOST_OF_ONE_FILE:
            yield problem
        elif told[problem.path] == MOST_OF_ONE_FILE + 1:
            more = say("This file has more than {limit} problems; the others are not listed.", limit=MOST_OF_ONE_FILE)
            fix = say("Mend these first, or begin again from an example.")
            yield replace(problem, rule="too_many_problems", message=more, fix=fix)


def readable(tree: Tree, schemas: Schemas, today: date, store: Store = NONE) -> Register | None:
    """The register of records whose shapes are right, whether or not they fit together; else None.

    Photos are in it, and not judged.
    """
    parts = _readable(tree, schemas, today, store)
    return parts.register() if parts else None


def _readable(tree: Tree, schemas: Schemas, today: date, store: Store) -> Parts | None:
    parts = Parts(tree, schemas, today, store, is_past=True)
    problems = parts.problems()
    parts.kept.save()
    return None if any(not photos.is_photo(problem.path) for problem in problems) else parts


def read(tree: Tree, schemas: Schemas) -> tuple[list[Filed], list[Problem]]:
    """Every record of a known kind as a document, in order of path, and the problems of those that are not."""
    found: list[Filed] = []
    problems: list[Problem] = []
    for path in sorted(tree):
        if not photos.is_photo(path):
            document, unreadable = documents.filed_at(tree, path, schemas)
            problems += unreadable
            if document:
                found.append(document)
    return found, problems
