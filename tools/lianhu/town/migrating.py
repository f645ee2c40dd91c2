"""A town's records of an older version brought to today's, in memory; on disk a `migration` does it.

Only what is written the old way changes, file by file; comments, order, quotes and line ends of the rest stay.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lianhu.reading import files, yamldoc
from lianhu.reading.files import Tree
from lianhu.town import migrations
from lianhu.town.migrations import CORRECTIONS, CURRENT, VERSION, Gathering, Migration
from lianhu.town.schemas import Schemas
from lianhu.words import say
from lianhu.words.problems import Problem, ToolError
from lianhu.writing import edits
from lianhu.writing.gathering import gathered, rewritten

MIXED, OLDER = "one_schema_version", "current_schema_version"
KINDS = frozenset(migration.kind for migration in migrations.MIGRATIONS)


@dataclass(frozen=True)
class Writing:
    """How a tree is written: the version that the town says, and which files are of the old and the new way."""

    version: int
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def is_older(self) -> bool:
        """Whether all of it is of an older version."""
        return self.version < CURRENT and not self.new

    @property
    def is_mixed(self) -> bool:
        """Whether some of it is of one version and some of another: a migration that was not finished."""
        return bool(self.old) if self.version == CURRENT else bool(self.new)


def writing_of(tree: Tree, town_schemas: Schemas) -> Writing:
    """How the records are written. Raises ToolError when they are of a version that this program does not know."""
    return writing(tree, ways(tree, town_schemas))


def writing(tree: Tree, ways: Mapping[str, str]) -> Writing:
    """The same, where it is known which files show a way. Raises ToolError as `writing_of` does."""
    version = _version(tree.get(files.TOWN_FILE, b""))
    if version > CURRENT:
        raise ToolError(
            say(
                "These records are written as version {found}, and this Lianhu knows versions up to {current}. "
                "Install a newer Lianhu, then try again.",
                found=version,
                current=CURRENT,
            )
        )
    old, new = (tuple(path for path, way in ways.items() if way == wanted) for wanted in ("old", "new"))
    return Writing(version, old, new)


def ways(tree: Tree, town_schemas: Schemas) -> dict[str, str]:
    """The files that show whether they are written the "old" way or the "new"."""
    found = {path: _way(kind, path, tree[path]) for path, kind in touched(tree, town_schemas)}
    return {path: way for path, way in found.items() if way}


def mixed(writing: Writing) -> Problem:
    """The one problem of records of which only some are written as today; nothing else is judged then."""
    message = say(
        "The records are only partly brought to version {current}: the town says version {found}; records written "
        "the old way: {old}, the new way: {new}.",
        current=CURRENT,
        found=writing.version,
        old=len(writing.old),
        new=len(writing.new),
    )
    fix = say("Bring the rest to it as well: lianhu migrate --finish")
    return Problem(path=files.TOWN_FILE, rule=MIXED, message=message, fix=fix)


def older(writing: Writing) -> Problem:
    """That all records are of an older version, and how to bring them to today's."""
    message = say(
        "The records are written as version {found}; today's is version {current}.",
        found=writing.version,
        current=CURRENT,
    )
    fix = say("Bring them to it in one commit: lianhu migrate")
    return Problem(path=files.TOWN_FILE, rule=OLDER, message=message, fix=fix)


def problems(tree: Tree, town_schemas: Schemas) -> tuple[Problem, ...]:
    """What keeps the records from being all of today's version."""
    return problems_of(writing_of(tree, town_schemas))


def problems_of(writing: Writing) -> tuple[Problem, ...]:
    """The same of a known writing."""
    return (mixed(writing),) if writing.is_mixed else (older(writing),) if writing.is_older else ()


def migrated(tree: Tree, town_schemas: Schemas) -> dict[str, bytes]:
    """The tree with every record as it is written today, and with today's version."""
    changed = {path: _migrated(kind, path, tree[path]) for path, kind in touched(tree, town_schemas)}
    if files.TOWN_FILE in tree:
        changed[files.TOWN_FILE] = _with_version(_migrated("town", files.TOWN_FILE, tree[files.TOWN_FILE]))
    return {**tree, **changed}


def touched(tree: Iterable[str], town_schemas: Schemas) -> Iterator[tuple[str, str]]:
    """The records of the tree that a migration may change, each with its kind."""
    for path in tree:
        filing = town_schemas.filing(path)
        if filing and filing.kind.name in KINDS:
            yield path, filing.kind.name


@functools.lru_cache(maxsize=50_000)  # as the check keeps what it has read
def _way(kind: str, path: str, content: bytes) -> str:
    """Whether a record is written the "old" way or the "new", as far as it shows, else "": a town says its version."""
    every = migrations.of_kind(kind) if kind != "town" else ()
    if any(migration.looks_new(content) for migration in every):
        return "new"
    document, _ = yamldoc.read(path, content)
    if any(migration.is_old(document.data) for migration in every if document):
        return "old"
    return "new" if any(migration.is_new(document.data) for migration in every if document) else ""


@functools.lru_cache(maxsize=50_000)
def _migrated(kind: str, path: str, content: bytes) -> bytes:
    for migration in migrations.of_kind(kind):
        document = None if migration.looks_new(content) else yamldoc.read(path, content)[0]
        if document and migration.is_old(document.data):
            content = _rewritten(migration, path, content, document.data)
    return content


def _rewritten(migration: Migration, path: str, content: bytes, data: Any) -> bytes:
    expected = migration.data(data)
    if not isinstance(migration, Gathering):
        return _with_value(path, content, migration.at, migration.value, expected)
    corrections = [
        (number, at, migration.named(at))
        for number, correction in enumerate(data.get(CORRECTIONS) or ())
        if isinstance(at := correction.get("at"), str)
    ]
    plain = {**expected, CORRECTIONS: data[CORRECTIONS]} if corrections else expected
    content = gathered(path, content, migration.into, migration.parts, plain)
    for number, before, now in corrections:
        if now != before:
            content = _with_value(path, content, (CORRECTIONS, number, "at"), now, expected)
    return content


def _with_value(path: str, content: bytes, at: Any, value: Any, expected: Any) -> bytes:
    """The value put in its place; where that cannot be done without touching more, the record is written anew."""
    try:
        return edits.with_value(path, content, at, value)
    except ToolError:
        return rewritten(content, expected)


def _version(town: bytes) -> int:
    """The version that the town's record says; a record that cannot be read says nothing, and is told elsewhere."""
    document, _ = yamldoc.read(files.TOWN_FILE, town)
    data = document.data if document else None
    if not isinstance(data, dict):
        return CURRENT
    found = data.get(VERSION, 1)
    return found if isinstance(found, int) and not isinstance(found, bool) else CURRENT


@functools.lru_cache(maxsize=100)
def _with_version(town: bytes) -> bytes:
    document, _ = yamldoc.read(files.TOWN_FILE, town)
    if not document or not isinstance(document.data, dict) or _version(town) >= CURRENT:
        return town
    expected = {**document.data, VERSION: CURRENT}
    return _with_value(files.TOWN_FILE, town, (VERSION,), CURRENT, expected)
