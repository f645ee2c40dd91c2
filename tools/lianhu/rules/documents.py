"""Each file by itself: read, and judged by its shape. What was read once is kept by its content."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from lianhu.reading import yamldoc
from lianhu.reading.document import Document, Json
from lianhu.reading.files import Tree
from lianhu.town import corrections, earlier, faults, redactions, shape
from lianhu.town.schemas import Filed, Filing, Kind, Schemas
from lianhu.words.problems import Problem

# A preview, a comparison and a proposal read nearly the same files again and again within one process.
AT_HAND = 10_000


def key(content_id: str, kind: Kind, judged_by: str) -> str:
    """The key of what stands in a file of this content and kind; kept only of one with nothing wrong by the schemas."""
    return f"data {kind.name} {judged_by} {content_id}"


def known(tree: Tree, filing: Filing, data: Json) -> Filed:
    """The document of which the data was kept; the file is read when somebody asks where in it something stands."""
    return Filed.of(filing, yamldoc.known(filing.path, data, lambda: tree[filing.path]))


def judged(tree: Tree, path: str, town_schemas: Schemas) -> tuple[Filed | None, list[Problem]]:
    """A file as a record of its kind, and what is wrong with it alone; no document of one that cannot be read."""
    try:
        filed, problems = filed_at(tree, path, town_schemas)
        if filed is None or problems:
            return filed, problems
        return filed, list(_shape(path, tree[path], filed.kind))
    except Exception as error:
        if not faults.is_guarded(error):
            raise
        return None, [faults.of_rule(error, "shape", path, path)]


def filed_at(tree: Tree, path: str, town_schemas: Schemas) -> tuple[Filed | None, list[Problem]]:
    """A file as a document where records of its kind lie, whatever its shape, or why it is none."""
    filing = town_schemas.filing(path)
    if filing is None:
        return None, [shape.misplaced(path, town_schemas)]
    document, unreadable = _document(path, tree[path])
    return Filed.of(filing, document) if document else None, list(unreadable)


def of_the_past(problems: Iterable[Problem]) -> list[Problem]:
    """Those that are problems of the past, too: of it words may be gone that only a later commit says are."""
    return [problem for problem in problems if problem.rule != redactions.UNNAMED]


@functools.lru_cache(maxsize=AT_HAND)
def _document(path: str, content: bytes) -> tuple[Document | None, tuple[Problem, ...]]:
    document, problems = yamldoc.read(path, content)
    return document, tuple(problems)


@functools.lru_cache(maxsize=AT_HAND)
def _shape(path: str, content: bytes, kind: Kind) -> tuple[Problem, ...]:
    document, _ = _document(path, content)
    assert document is not None  # only readable files come here
    return tuple(
        shape.shape_problems(document, kind)
        or [*corrections.problems(document, kind), *redactions.problems(document, kind)]
        or earlier.problems(document, kind)
    )
