"""What the steps of the published line take back of what an earlier commit had published and promised to keep.

Judged by the promises of that commit: its own schemas (`x-kept`), so that loosening a schema hides nothing.

Source: hardening.md A2.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from lianhu import changes
from lianhu.changes import kept
from lianhu.git import Commit, FileStep, Repository
from lianhu.public import published
from lianhu.reading import files, yamldoc
from lianhu.reading.document import dotted
from lianhu.town import migrating
from lianhu.town.schemas import Schemas
from lianhu.words import Text, say
from lianhu.words.problems import quoted

REMOVAL = "records/removals/{kind}-{id}.yaml"

Step = tuple[Commit, tuple[FileStep, ...]]


def steps_since(commit: Commit, head: str, repository: Repository) -> tuple[Step, ...]:
    """Every step of the published line behind a published commit, oldest first."""
    return (*_aside(commit, head, repository), *reversed(list(repository.steps(head, since=commit.id))))


def taken_back(steps: Iterable[Step], commit: Commit, repository: Repository) -> Iterator[Text]:
    """Where a step takes back what was published, by what was promised at a commit: its schemas (hardening.md A2)."""
    promised = published.written_at(repository, commit.id)
    for step, changed in steps:
        yield from _of_step(step, changed, repository, promised)


def _aside(commit: Commit, head: str, repository: Repository) -> Iterator[Step]:
    """A commit that was published aside and merged later is held against the step that took it in."""
    line = [*repository.line(head, since=commit.id)][::-1]
    if line and line[0].parents[:1] != (commit.id,):
        joined = line[bisect.bisect_left(line, True, key=lambda step: repository.is_ancestor(commit.id, step.id))]
        before, after = (
            {entry.path: entry.id for entry in repository.entries(commit_id, files.RECORDS)}
            for commit_id in (commit.id, joined.id)
        )
        paths = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
        yield joined, tuple(FileStep(path, before.get(path), after.get(path)) for path in paths)


def _of_step(step: Commit, changed: tuple[FileStep, ...], repository: Repository, promised: Schemas) -> Iterator[Text]:
    ids = (content_id for file in changed for content_id in (file.before, file.after) if content_id)
    contents = dict(repository.contents(ids))
    before = migrating.migrated({file.path: contents[file.before] for file in changed if file.before}, promised)
    after = migrating.migrated({file.path: contents[file.after] for file in changed if file.after}, promised)
    removals = _Removals(repository, step)
    for change in changes.between(before, after, promised):
        if change.kind is None:
            continue
        old_id = change.old_id or change.id
        record = f"{change.kind.name}/{old_id}"
        when = {"day": step.time.date(), "commit": step.id[:12], "record": record}
        removal = removals.of(change.kind.name, str(old_id))
        if change.is_new and removal:
            yield say("{day}, commit {commit}: {record} was removed before, and its id is used again.", **when)
        if change.before is None:
            continue
        if (change.is_gone or change.old_path) and not removal:
            yield say("{day}, commit {commit}: {record} is gone, and no removal says why.", **when)
        elif change.is_gone and removal and removal.get("moved_to"):
            yield say(
                "{day}, commit {commit}: {record} is said to be {moved_to} now, which does not hold all of it.",
                **when,
                moved_to=quoted(removal["moved_to"]),
            )
        elif change.after is None and change.is_there:
            yield say("{day}, commit {commit}: {record} can no longer be read.", **when)
        elif change.after is not None and not change.old_path:
            for loss in kept.losses(change.kind, change.before.data, change.after.data):
                yield replace(HOW[loss.how], values=(*when.items(), ("place", dotted(loss.at))))


HOW: Mapping[str, Text] = {
    "altered": say("{day}, commit {commit}: in {record} {place} was altered after it was published."),
    "removed": say("{day}, commit {commit}: in {record} {place} was taken out after it was published."),
    "inserted": say("{day}, commit {commit}: in {record} something was put before {place}, which was published."),
    "reordered": say("{day}, commit {commit}: in {record} the published entries from {place} on changed places."),
}


class _Removals:
    """The removals that a commit records, read when the first is asked for."""

    def __init__(self, repository: Repository, step: Commit) -> None:
        self._repository, self._step = repository, step
        self._ids: dict[str, str] | None = None

    def of(self, kind: str, record: str) -> Mapping[str, Any] | None:
        """The removal of a record as plain data; None when there is none, or none that can be read."""
        if self._ids is None:
            folder = REMOVAL.rpartition("/")[0]
            self._ids = {entry.path: entry.id for entry in self._repository.entries(self._step.id, folder)}
        path = REMOVAL.format(kind=kind, id=record)
        if path not in self._ids:
            return None
        document, _ = yamldoc.read(path, self._repository.content(self._ids[path]))
        data = document.data if document else None
        return data if isinstance(data, dict) and (data.get("kind"), data.get("record")) == (kind, record) else None
