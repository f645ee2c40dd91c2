"""The whole check, stage by stage: `check` is the function to point at.

records and photos -> documents -> shape -> register -> names and calendars -> rules. Relations are judged only where
every shape, id and calendar is right: one cause gives one problem, and nobody reads a cascade.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from lianhu.reading import files, photos, yamldoc
from lianhu.reading.document import Document
from lianhu.reading.files import Tree
from lianhu.rules import catalogue
from lianhu.town import corrections, earlier, migrating, redactions, shape
from lianhu.town.register import Register
from lianhu.town.schemas import Filed, Kind, Schemas
from lianhu.words import say
from lianhu.words.problems import MOST_OF_ONE_FILE, Problem, ToolError


@dataclass(frozen=True)
class Verdict:
    """What a check found: problems, which stop what follows, and warnings, which a date has brought.

    `register` is None when a shape, id or calendar is wrong: relations were then not judged.
    """

    problems: tuple[Problem, ...]
    register: Register | None
    warnings: tuple[Problem, ...] = ()

    @property
    def relations_judged(self) -> bool:
        return self.register is not None


def check(
    tree: Tree, schemas: Schemas, today: date, refused: list[Problem] | None = None, *, is_past: bool = False
) -> Verdict:
    """Judge all records of `tree` as of `today`; `refused` are entries that could not even be taken.

    Records that are all of an older version are read as they would be written today, and a warning says so: a newer
    program stops no town. Places are then those of the record as it would be written.
    Of a commit of the past (`is_past`) words may be gone that only a later one says are.
    Raises ToolError when there is no town to judge.
    """
    refused = list(refused or ())
    told = {problem.path for problem in refused}
    if files.TOWN_FILE not in tree and files.TOWN_FILE not in told:
        raise ToolError(say("{path} is missing: every town begins with it.", path=files.TOWN_FILE))
    tree = {path: content for path, content in tree.items() if path not in told}
    writing, outdated = migrating.writing_of(tree, schemas), []
    if writing.is_older:
        tree, outdated = migrating.migrated(tree, schemas), [replace(migrating.older(writing), level="warning")]
    documents, problems = read(tree, schemas)
    if writing.is_mixed:
        return Verdict(tuple(_told([*refused, *problems, migrating.mixed(writing)])), None)
    problems = [*refused, *problems, *shape.villages_without_record({*tree, *told}, schemas)]
    for document in documents:
        shape_problems = _shape(document.path, tree[document.path], document.kind)
        problems += _of_the_past(shape_problems) if is_past else shape_problems
    pictures = _photos(tree)
    problems += [problem for path, content in pictures.items() for problem in photos.problems(path, content)]
    if problems:
        return Verdict(tuple(_told(problems)), None)
    register = Register(documents, schemas, today, pictures)
    for rule in catalogue.FIRST:
        if found := list(catalogue.problems(rule, register)):
            return Verdict(tuple(_told(found)), None)
    others = (rule for rule in catalogue.RULES if rule not in catalogue.FIRST)
    found = [problem for rule in others for problem in catalogue.problems(rule, register)]
    found += catalogue.photos_without_record(register)
    errors, warnings = ([problem for problem in found if problem.level == level] for level in ("error", "warning"))
    return Verdict(tuple(_told(errors)), register, tuple(_told([*outdated, *warnings])))


def as_it_was(tree: Tree, schemas: Schemas, today: date, refused: list[Problem] | None = None) -> Verdict:
    """A town of the past, of whatever version, that no rule of today judges; as `check` where its shape is unreadable.

    Raises ToolError as `check` does.
    """
    tree = migrating.migrated(tree, schemas)
    register = None if refused else readable(tree, schemas, today)
    return Verdict((), register) if register else check(tree, schemas, today, refused)


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


def readable(tree: Tree, schemas: Schemas, today: date) -> Register | None:
    """The register of records whose shapes are right, whether or not they fit together; else None.

    Photos are in it, and not judged.
    """
    documents, problems = read(tree, schemas)
    shapes = (_shape(document.path, tree[document.path], document.kind) for document in documents)
    if problems or any(_of_the_past(found) for found in shapes):
        return None
    return Register(documents, schemas, today, _photos(tree))


def _of_the_past(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.rule != redactions.UNNAMED]


def _photos(tree: Tree) -> dict[str, bytes]:
    return {path: content for path, content in tree.items() if photos.is_photo(path)}


def read(tree: Tree, schemas: Schemas) -> tuple[list[Filed], list[Problem]]:
    """Every record of a known kind as a document, in order of path, and the problems of those that are not."""
    documents: list[Filed] = []
    problems: list[Problem] = []
    for path, content in sorted(tree.items()):
        if photos.is_photo(path):
            continue
        filing = schemas.filing(path)
        if filing is None:
            problems.append(shape.misplaced(path, schemas))
            continue
        document, unreadable = _document(path, content)
        problems += unreadable
        if document:
            documents.append(Filed.of(filing, document))
    return documents, problems


# A preview checks the town at every save, and of thousands of files one has changed: what was read before is kept
# by its content.
KEPT = 50_000


@functools.lru_cache(maxsize=KEPT)
def _document(path: str, content: bytes) -> tuple[Document | None, tuple[Problem, ...]]:
    document, problems = yamldoc.read(path, content)
    return document, tuple(problems)


@functools.lru_cache(maxsize=KEPT)
def _shape(path: str, content: bytes, kind: Kind) -> tuple[Problem, ...]:
    document, _ = _document(path, content)
    assert document is not None  # only readable files come here
    return tuple(
        shape.shape_problems(document, kind)
        or [*corrections.problems(document, kind), *redactions.problems(document, kind)]
        or earlier.problems(document, kind)
    )
