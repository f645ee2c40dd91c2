"""A proposal: what somebody wants to change in what is published.

What it does is the difference between the commit at which it branched off and its head; what is judged is that,
laid onto the published state of today. So an old branch meets today's records and rules, and an unchanged old file is
no step back. Everything but the records and their shape is the published side's: what is kept, limits, editors.

Source: hardening.md T18, T19, A1 to A3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from lianhu import changes, git
from lianhu import store as stores
from lianhu.changes import Change, merging
from lianhu.history import versions as boards
from lianhu.history.versions import Version
from lianhu.proposals import owners
from lianhu.proposals.owners import CODEOWNERS, EDITORS
from lianhu.public.published import schema_texts, schemas_as_written, schemas_of, written_at
from lianhu.reading import assets, clock, files, photos, yamldoc
from lianhu.reading.contents import Contents, compared, replaced
from lianhu.reading.document import Document
from lianhu.reading.files import Tree
from lianhu.rules import parts
from lianhu.store import NONE, Store
from lianhu.town import migrating, schemas
from lianhu.town.kinds import Editor, Editors, from_data
from lianhu.town.promises import Loosened
from lianhu.town.register import Register
from lianhu.town.schemas import Filing, Schemas, loosened, marked_as
from lianhu.words import say
from lianhu.words.problems import Problem, ToolError

ATTRIBUTES = ".gitattributes"
LAST_MOMENT = datetime.max.replace(tzinfo=clock.TOWN_TIME)


@dataclass(frozen=True)
class OutsideFile:
    """A file outside the records that the proposal changes; content only of those that rules read (attributes)."""

    path: str
    before: bytes | None = None
    after: bytes | None = None


@dataclass(frozen=True)
class ProposedCommit:
    """A commit that the proposal brings: the first file that it changed, its dates as clocks said, and for each parent
    a date after which it was made."""

    id: str
    path: str
    dated: datetime
    authored: datetime
    parents: tuple[datetime, ...]


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """The town as `published` and as `proposed`, and who (`author`, an account) wants it on which day.

    `outside` are the changed files outside the records. `conflicts` are paths that were changed on both sides since the
    proposal branched off, and not only added to; `proposed` has the published state there. `once_held` are paths of new
    records and photos at which there was one before. `refused` are entries of the proposal, `refused_before` published
    ones, that are no records' files. `commits` lead from `fork`, where it branched off, to its head, the oldest first;
    `aside` is what is published, where the line of the branch that is pushed there leads past it; `published_on` is the
    date of what is published, as some clock said it, and `now` what the clock of who judges says. Both states are as
    they are written today, whatever version their files are of; `versions` are the problems that each has with that.
    `proposed_schemas` say which shape the proposed records must have; what they promise to keep and to hide is said by
    the published ones, too, and `loosened` is where they promise less, by kind. `shown` tells what the boards
    showed up to what is published. `before` and `after` are the two states' registers, None where a state cannot have
    one.
    """

    published: Tree
    proposed: Tree
    schemas: Schemas
    today: date
    author: str | None = None
    outside: tuple[OutsideFile, ...] = ()
    conflicts: tuple[str, ...] = ()
    once_held: frozenset[str] = frozenset()
    refused: tuple[Problem, ...] = ()
    refused_before: tuple[Problem, ...] = ()
    codeowners: bytes | None = None
    codeowners_before: bytes | None = None
    fork: str = ""
    aside: str = ""
    commits: tuple[ProposedCommit, ...] = ()
    published_on: datetime | None = None
    now: datetime = LAST_MOMENT
    before: Register | None = None
    after: Register | None = None
    shown: Callable[[], Mapping[str, Sequence[Version]]] = dict
    proposed_schemas: Schemas | None = None
    loosened: tuple[tuple[str, Loosened], ...] = ()
    store: Store = NONE
    versions: tuple[Sequence[Problem], Sequence[Problem]] = ((), ())

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What the proposal does to the records, one change a record, in order of path.

        Neither state need have its shape: a record that was published with a mistake is kept like any other.
        """
        return changes.between(self.published, self.proposed, self.schemas)

    def change_of(self, kind: str, record_id: str) -> Change | None:
        """What the proposal does to the record with this id."""
        of_kind = (change for change in self.changes if change.kind and change.kind.name == kind)
        return next((change for change in of_kind if change.id == record_id), None)

    def changes_of(self, kind: str) -> tuple[Change, ...]:
        """The changes of readable records of one kind."""
        return tuple(change for change in self.changes if change.kind and change.kind.name == kind and change.after)

    @cached_property
    def editors(self) -> Editors | None:
        """The published editors: who enters themselves is not one yet. None where none are published."""
        document = self.published_document(EDITORS)
        return from_data("editors", document.data) if document else None

    @property
    def editor(self) -> Editor | None:
        """The author as an editor; None for somebody who is none, or when nobody says who the author is."""
        return self.editors.of(self.author) if self.editors and self.author else None

    @cached_property
    def limits(self) -> Mapping[str, Any]:
        """The published limits, as the town's record has them; empty where there is no town yet."""
        document = self.published_document(files.TOWN_FILE)
        data: Any = document.data if document else {}
        return dict(data.get("limits", {}))

    def published_document(self, path: str) -> Document | None:
        """The published record at a path, if there is one of valid shape."""
        content = self.published.get(path)
        document = yamldoc.read(path, content)[0] if content is not None else None
        filed = self.schemas.filed(document) if document else None
        return filed if filed and filed.kind.is_valid(filed.data) else None


def at(start: Path, base: str, head: str | None, today: date, author: str | None = None) -> tuple[Path, Proposal]:
    """The town's folder, found upwards from `start`, and the proposal that leads from `base` to `head` (references).

    Without `head` to the folder's files. A bare repository is its own folder: it has no files, so it needs a head.
    Raises ToolError as `of_commits` does, and where there is no town.
    """
    repository = git.Repository(start, today)
    root = start if repository.is_bare and head is not None else files.town_folder(start)
    if root != start:
        repository = git.Repository(root, today)
    folder = (*stores.read(root, stores.at(root)), owners.read(root)) if head is None else None
    own_schemas = schemas.texts_in(root / assets.SCHEMAS) if head is None else None
    return root, of_commits(repository, base, head, today, author, folder, own_schemas)


def of_commits(
    repository: git.Repository,
    base: str,
    head: str | None,
    today: date,
    author: str | None = None,
    folder: tuple[Tree, list[Problem], bytes | None] | None = None,
    own_schemas: Mapping[str, str] | None = None,
) -> Proposal:
    """The proposal that leads from `base` to `head` (references), or to the files of a `folder`.

    A folder is given as its records, the entries that were refused, and its CODEOWNERS, beside its own schemas; files
    outside the records are then those of the folder's commit. Raises ToolError when history that is needed is not here.
    """
    if repository.is_shallow:
        message = say(
            "This clone holds only a part of the history, so nobody can tell what was published. "
            "Fetch all of it: git fetch --unshallow"
        )
        raise ToolError(message, git.CANNOT_JUDGE)
    tip, newest = repository.resolve(base), repository.resolve("HEAD" if head is None else head)
    fork = repository.merge_base(tip, newest)
    repository.refuse_odd_folders(newest, [tip], tip[:12])
    published, refused_before = repository.records(tip)
    forked = published if fork == tip else repository.records(fork)[0]
    wanted, refused, codeowners = folder or (*repository.records(newest), repository.file(newest, CODEOWNERS))
    left_out = {problem.path for problem in refused}
    published_schemas = schemas_of(repository, tip)
    wanted_schemas = _schemas(repository, tip, fork, newest, own_schemas)
    proposed_schemas = marked_as(wanted_schemas, published_schemas)
    as_written, _ = _laid(published, forked, wanted, left_out, published_schemas)
    store = stores.of_git(repository.folder)
    todays = partial(parts.todays, town_schemas=published_schemas, store=store)
    (now, written), (was, _), (new, _) = map(todays, (published, forked, wanted))
    versions = migrating.problems_of(written), migrating.problems_of(todays(as_written)[1])
    proposed, conflicts = _laid(now, was, new, left_out, published_schemas)
    outside = _outside(repository, fork, newest)
    return Proposal(
        published=now,
        proposed=proposed,
        store=store,
        schemas=published_schemas,
        proposed_schemas=proposed_schemas,
        loosened=tuple(loosened(wanted_schemas, written_at(repository, tip), published_schemas)),
        versions=versions,
        today=today,
        author=author,
        outside=outside,
        conflicts=conflicts,
        once_held=repository.once_held(tip, _places_of_new(now, proposed)),
        refused=tuple(refused),
        refused_before=tuple(refused_before),
        codeowners=codeowners,
        codeowners_before=repository.file(tip, CODEOWNERS),
        fork=fork,
        aside=_aside(repository, tip, newest) if head is None else "",
        commits=tuple(_commits(repository, newest, tip)),
        published_on=repository.commit(tip).dated,
        now=repository.now,
        shown=partial(boards.of, repository, tip, published_schemas, today),
    )


def _aside(repository: git.Repository, published: str, newest: str) -> str:
    """The published commit, where the folder's branch is pushed to its branch and its line does not lead through it.

    Where a forge merges a branch, its own line does not matter.
    """
    upstream = repository.upstream
    is_pushed_there = upstream is not None and repository.tip(upstream) == published
    is_merged = is_pushed_there and repository.is_ancestor(published, newest)
    return published if is_merged and not repository.continues(published, newest) else ""


def _places_of_new(now: Tree, proposed: Tree) -> Iterator[str]:
    """Where new records and photos lie, a photo under every ending."""
    for path in proposed:
        if path not in now:
            yield from photos.same_place(path) if photos.is_photo(path) else (path,)


def _schemas(
    repository: git.Repository, tip: str, fork: str, head: str, own: Mapping[str, str] | None = None
) -> Schemas:
    """The published schemas with what the proposal changes in the town's own, as they are written; where both changed,
    the published."""
    published, forked, wanted = (schema_texts(repository, commit) for commit in (tip, fork, head))
    if own is not None:
        wanted = {f"{assets.SCHEMAS}/{name}": text.encode() for name, text in own.items()}
    changed = {
        path: wanted.get(path)
        for path in {*forked, *wanted}
        if wanted.get(path) != forked.get(path) and published.get(path) == forked.get(path)
    }
    laid = {**published, **changed}
    return schemas_as_written({path: text for path, text in laid.items() if text is not None}, head)


def _laid(
    published: Tree, forked: Tree, wanted: Tree, left_out: set[str], town_schemas: Schemas
) -> tuple[Tree, tuple[str, ...]]:
    """The published state with what changed from `forked` to `wanted`, and the paths where that contradicts it.

    A record to which both sides only added holds the entries of both. What may not be read (`left_out`) stays as it
    was published: it is one problem already.
    """
    was, new, now = compared(forked, wanted, published)
    fresh: dict[str, bytes] = {}
    gone: set[str] = set()
    conflicts = []
    for path in sorted({*was, *new} - left_out):
        before, here, there = was.get(path), new.get(path), now.get(path)
        if here in (before, there):
            continue
        if there != before:
            both = _merged(town_schemas.filing(path), forked.get(path), published.get(path), wanted.get(path))
            if both is None:
                conflicts.append(path)
            else:
                fresh[path] = both
        elif here is None:
            gone.add(path)
        else:
            fresh[path] = wanted[path]
    return replaced(Contents(now, published.__getitem__), fresh, gone), tuple(conflicts)


def _merged(filing: Filing | None, before: bytes | None, there: bytes | None, here: bytes | None) -> bytes | None:
    return merging.merged(filing.kind, before or b"", there, here) if filing and there and here else None


def _commits(repository: git.Repository, head: str, base: str) -> Iterator[ProposedCommit]:
    """What leads to the proposal's head. A commit that changes no file is told of at the town's record."""
    for commit, parents, changed in repository.brought(head, base):
        path = min((step.path for step in changed), default=files.TOWN_FILE)
        yield ProposedCommit(commit.id, files.printable(path), commit.dated, commit.authored, parents)


def _outside(repository: git.Repository, fork: str, head: str) -> tuple[OutsideFile, ...]:
    """The files outside the records that the proposal changes."""
    changed = [step for step in repository.differences(fork, head) if not step.path.startswith(f"{files.RECORDS}/")]
    read = [step for step in changed if step.path.rsplit("/", 1)[-1] == ATTRIBUTES]
    contents = dict(repository.contents(content for step in read for content in (step.before, step.after) if content))
    return tuple(
        OutsideFile(step.path, contents.get(step.before or ""), contents.get(step.after or "")) for step in changed
    )
