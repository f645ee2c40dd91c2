"""What Git asks where two branches changed the same file: what both added is put together, the rest goes by lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lianhu import git
from lianhu.changes import merging
from lianhu.reading import files
from lianhu.town import migrating, schemas
from lianhu.town.schemas import Filing


def merge(base: Path, ours: Path, theirs: Path, place: Path) -> bool:
    """Merge three states of the file at `place` into `ours`; whether without a conflict.

    Where both sides contradict each other, both stand in `ours` between marks. Raises ToolError outside a town, and
    when Git cannot merge.
    """
    root = files.town_folder(place.parent)
    filing = schemas.load(root).filing(place.relative_to(root).as_posix())
    content = merging.merged(filing.kind, *_sides(filing, base, ours, theirs)) if filing else None
    if content is None:
        return git.merge_lines(ours, base, theirs)
    ours.write_bytes(content)  # a file that Git made for this answer
    return True


def _sides(filing: Filing, *sides: Path) -> Iterator[bytes]:
    """The contents of a record in three states; where one of them is written today's way, all are."""
    contents = [side.read_bytes() for side in sides]
    schemas_of_kind = schemas.Schemas({filing.kind.name: filing.kind})
    if any(migrating.writing_of({filing.path: content}, schemas_of_kind).new for content in contents):
        return (migrating.migrated({filing.path: content}, schemas_of_kind)[filing.path] for content in contents)
    return iter(contents)
