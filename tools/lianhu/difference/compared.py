"""Two states of the town at `root` taken and compared: commits, the folder, a change that is about to be written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from lianhu import git, history
from lianhu import store as stores
from lianhu.difference import promised
from lianhu.difference.difference import Difference, between
from lianhu.difference.effect import Effect
from lianhu.difference.reports import Compared
from lianhu.difference.state import State, state
from lianhu.history import ABSENT, History
from lianhu.public import published
from lianhu.reading import assets
from lianhu.reading.files import Tree
from lianhu.site.pages.drawing import Drawing
from lianhu.site.site import Site
from lianhu.town import schemas
from lianhu.town.schemas import Schemas


def commits(root: Path, base: str, head: str | None, today: date) -> tuple[Difference, Compared]:
    """From the commit at which `head` branched off from `base` to `head`, or to the folder's records without one.

    Raises ToolError for a reference to nothing, and when the history between the two is not here.
    """
    repository, town_schemas = git.Repository(root, today), schemas.load(root)
    newer = None if head is None else repository.resolve(head)
    older = repository.merge_base(repository.resolve(base), newer or repository.resolve("HEAD"))
    if newer:
        repository.refuse_odd_folders(newer, [older], older[:12])
    store = stores.of_git(repository.folder)
    before, after = (
        state(*taken, town_schemas, today, store)
        for taken in (repository.records(older), repository.records(newer) if newer else stores.read(root, store))
    )
    earlier = history.known(repository, older, town_schemas)
    found = _between(before, after, town_schemas, root, earlier)
    promises = tuple(_promises(repository, older, newer, root))
    return replace(found, effects=(*found.effects, *promises)), Compared(older, newer)


def _promises(repository: git.Repository, older: str, newer: str | None, root: Path) -> Iterator[Effect]:
    """What the town's own schemas promise less; most changes touch none."""
    was = published.schema_texts(repository, older)
    own = {f"{assets.SCHEMAS}/{name}": text.encode() for name, text in schemas.texts_in(root / assets.SCHEMAS).items()}
    now = published.schema_texts(repository, newer) if newer else own
    if was != now:
        before, after = (published.schemas_as_written(texts, older) for texts in (was, now))
        yield from promised.effects(before, after)


def trees(root: Path, before: Tree, after: Tree, today: date) -> tuple[Difference, State]:
    """What a change of the folder's records does, and the state that it leads to."""
    town_schemas = schemas.load(root)
    older, newer = (state(tree, (), town_schemas, today, stores.at(root)) for tree in (before, after))
    return _between(older, newer, town_schemas, root), newer


def _between(before: State, after: State, town_schemas: Schemas, root: Path, earlier: History = ABSENT) -> Difference:
    templates = assets.folders(assets.TEMPLATES, root)
    return between(before, after, town_schemas, lambda town: Site(town, Drawing(templates, town)), earlier)
