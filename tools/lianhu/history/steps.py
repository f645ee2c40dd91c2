"""What was recorded when: the steps of the published line, record by record.

When something was true stands in the record; when it was recorded is the commit's time, as it is believed. Steps know
files by the ids of their contents and documents as plain data, because an old commit may predate today's schemas.
Nothing here decides what may be shown: `past` does. Messages and authors of commits are never read: they name persons.

One pass over the history answers for all records. What cost time is kept, see `store`; the key of a
document is the id of its content, the line's is its last commit.
"""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from lianhu import changes
from lianhu import store as stores
from lianhu.git import CANNOT_JUDGE, Commit, FileStep, Repository
from lianhu.public.published import Published
from lianhu.reading import clock, files, yamldoc
from lianhu.store import Store
from lianhu.town import migrating, migrations, schemas
from lianhu.town.schemas import Kind, Schemas
from lianhu.words import say
from lianhu.words.problems import ToolError

# Of these every version is read, not only what changed: whether an old name may be shown is asked of all texts.
OF_PERSONS = ("representative",)
# Beyond so many pairs of what went and what came, a step's moves are known from removals alone.
MOST_PAIRS = 40_000

PublishedLine = list[tuple[str, list[FileStep]]]  # newest first: a commit's id, its files


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one record: in which commit, and the ids of what the file was and is; None where there was none.

    `number` counts the steps of the published line from its beginning. It was recorded at `time`, or by then:
    `at_latest`, where the commit's own date is not believed.
    """

    number: int
    commit: str
    time: datetime
    path: str
    before: str | None
    after: str | None
    at_latest: bool = False


@dataclass(frozen=True)
class History:
    """The steps of every record by its last path, oldest first; a record that moved has those from before, too.

    `state`: whole; incomplete, when a part is not here; absent, without Git or before the first commit.
    """

    state: Literal["whole", "incomplete", "absent"]
    tracks: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    def paths(self) -> Iterable[str]:
        """The last path of every record that there ever was."""
        return self.tracks

    def versions(self, path: str) -> Iterator[tuple[str, Any]]:
        """All that the record at `path` ever was, each with its path at that time; None for one that cannot be read."""
        for step in self.tracks.get(path, ()):
            yield from (
                (step.path, self.document(content_id)) for content_id in (step.before, step.after) if content_id
            )

    def document(self, content_id: str | None) -> Any:
        """The plain data of a version; None for one that cannot be read."""
        text = self.texts.get(content_id or "")
        return text and json.loads(text)


def has_changed(steps: Iterable[Step]) -> bool:
    """Whether a record was more than created: only then are its versions read."""
    return any(step.before for step in steps)


ABSENT = History("absent")
INCOMPLETE = History("incomplete")


def here(root: Path, shown: Published | None = None, today: date | None = None) -> History:
    """The history of the town at `root` as it is read on a day, for pages: they are drawn without it, too.

    It ends with the commit that is `shown`, else with the folder's own: what is not committed is not in it. A preview
    asks at every save; it is worked out once a commit.
    """
    try:
        if shown and shown.repository and shown.commit:
            return of(shown.repository, shown.commit.id, schemas.load(root))
    except ToolError:
        return INCOMPLETE
    try:
        repository = Repository(root)
        head = repository.resolve("HEAD")
    except ToolError:
        return ABSENT
    try:
        return _once(root, head, repository.is_shallow, schemas.fingerprint(schemas.load(root)), today or clock.today())
    except ToolError:
        return INCOMPLETE


@functools.lru_cache(maxsize=2)
def _once(root: Path, head: str, is_shallow: bool, judged_by: str, today: date) -> History:
    return of(Repository(root, today), head, schemas.load(root))


def whole(root: Path, today: date | None = None) -> History:
    """The history up to the present commit. Raises ToolError, as one who cannot judge, when not all of it is here."""
    repository = Repository(root, today)
    found = of(repository, repository.resolve("HEAD"), schemas.load(root))
    if found.state != "whole":
        message = say("This clone holds only a part of the history. Fetch all of it: git fetch --unshallow")
        raise ToolError(message, CANNOT_JUDGE)
    return found


def of(repository: Repository, commit: str, town_schemas: Schemas) -> History:
    """The history up to a commit (its id), by way of the store. Raises ToolError when a part that is needed is gone."""
    store = stores.of_git(repository.folder)
    line = published_line(repository, commit, store)
    paths = {file.path for _, changed in line for file in changed}
    kinds = {path: filing.kind for path in paths if (filing := town_schemas.filing(path))}
    timed = {step.id: step for step in repository.line(commit)}
    tracks = _tracks(line, timed, kinds, _moves(repository, line, kinds, town_schemas, store))
    wanted = {
        content_id: kinds[path].name
        for path, steps in tracks.items()
        if has_changed(steps) or kinds[path].name in OF_PERSONS
        for step in steps
        for content_id in (step.before, step.after)
        if content_id
    }
    return History("incomplete" if repository.is_shallow else "whole", tracks, read_texts(repository, wanted, store))


def known(repository: Repository, commit: str, town_schemas: Schemas) -> History:
    """As `of`; without steps when a part that is needed is gone."""
    try:
        return of(repository, commit, town_schemas)
    except ToolError:
        return INCOMPLETE


def published_line(repository: Repository, commit: str, store: Store) -> PublishedLine:
    """The steps of the published line, newest first; of a known beginning only what came since is asked of Git.

    A shallow clone's line changes when more of it is fetched, so it is not kept.
    """
    key = f"line {repository.prefix}"
    known = None if repository.is_shallow else store.find([key]).get(key)
    head, line = _unpacked(known) if known else ("", [])
    if head == commit:
        return line
    fresh = _since(repository, commit, head) if head else None
    line = _asked(repository, commit) if fresh is None else fresh + line
    if not repository.is_shallow:
        store.keep({key: _packed(commit, line)})
    return line


def _asked(repository: Repository, commit: str, since: str | None = None) -> PublishedLine:
    return [(step.id, list(changed)) for step, changed in repository.steps(commit, since)]


def _since(repository: Repository, commit: str, head: str) -> PublishedLine | None:
    """The steps after `head`; None when `head` is not on the line that leads to `commit`."""
    try:
        new = list(repository.line(commit, head))
    except ToolError:
        return None  # a commit that is no longer here
    parents = [step.parents[:1] for step in new]
    if not new or parents != [(step.id,) for step in new[1:]] + [(head,)]:
        return None
    ids = {step.id for step in new}
    return [step for step in _asked(repository, commit, head) if step[0] in ids]


def _packed(head: str, line: PublishedLine) -> bytes:
    plain = [[commit, [[file.path, file.before, file.after] for file in changed]] for commit, changed in line]
    return json.dumps([head, plain], ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _unpacked(value: bytes) -> tuple[str, PublishedLine]:
    head, plain = json.loads(value)
    return head, [(commit, [FileStep(*file) for file in changed]) for commit, changed in plain]


def _moves(
    repository: Repository, line: PublishedLine, kinds: Mapping[str, Kind], town_schemas: Schemas, store: Store
) -> dict[str, dict[str, str]]:
    """By commit the records that went on at another path: `{old path: new path}`."""
    asked: dict[str, tuple[list[FileStep], list[FileStep]]] = {}
    for commit, changed in line:
        gone = [file for file in changed if file.after is None and file.path in kinds]
        new = [file for file in changed if file.before is None and file.path in kinds] if gone else []
        if new and len(gone) * len(new) <= MOST_PAIRS:
            asked[commit] = gone, new
    judged_by = schemas.fingerprint(town_schemas)
    keys = {commit: f"moves {judged_by} {repository.prefix}{commit}" for commit in asked}
    known = store.find(keys.values())
    moves = {commit: json.loads(known[key]) for commit, key in keys.items() if key in known}
    for commit in asked.keys() - moves.keys():
        gone, new = asked[commit]
        ids = {file.before or file.after or "" for file in (*gone, *new)}
        read = repository.small_contents(ids, files.LARGEST_FILE)
        contents = {content_id: content or b"" for content_id, content in read}
        before = migrating.migrated({file.path: contents[str(file.before)] for file in gone}, town_schemas)
        after = migrating.migrated({file.path: contents[str(file.after)] for file in new}, town_schemas)
        found = changes.between(before, after, town_schemas)
        moves[commit] = {change.old_path: change.path for change in found if change.old_path}
    store.keep({keys[commit]: json.dumps(moves[commit]).encode() for commit in asked if keys[commit] not in known})
    return moves


def _tracks(
    line: PublishedLine,
    timed: Mapping[str, Commit],
    kinds: Mapping[str, Kind],
    moves: Mapping[str, Mapping[str, str]],
) -> dict[str, tuple[Step, ...]]:
    tracks: dict[str, list[Step]] = defaultdict(list)
    for number, (commit, changed) in enumerate(reversed(line)):
        made = timed[commit]
        moved = moves.get(commit, {})
        taken = {new: (tracks.pop(old, []), old) for old, new in moved.items()}
        contents = {file.path: file.before for file in changed}
        for file in changed:
            if file.path not in kinds or file.path in moved:
                continue
            before = file.before
            if file.path in taken:
                earlier, old = taken[file.path]
                before = contents.get(old)
                tracks[file.path] += earlier
            step = Step(number, commit, made.time, file.path, before, file.after, made.at_latest)
            tracks[file.path].append(step)
    return {path: tuple(steps) for path, steps in tracks.items()}


def read_texts(repository: Repository, wanted: Mapping[str, str], store: Store) -> dict[str, str]:
    """Versions of records, of the kinds in `wanted`, as JSON by the ids of their contents; an unreadable one is `null`.

    Each is as it would be written today, so that a migration changes nothing and old values compare with new ones.
    """
    keys = {f"text {kind} {content_id}": content_id for content_id, kind in wanted.items()}
    texts = {keys[key]: value.decode() for key, value in store.find(keys).items()}
    fresh: dict[str, str] = {}
    for content_id, content in repository.small_contents(wanted.keys() - texts.keys(), files.LARGEST_FILE):
        document = yamldoc.read("", content)[0] if content is not None else None
        data = migrations.migrated(wanted[content_id], document and document.data)
        fresh[content_id] = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    store.keep({key: fresh[content_id].encode() for key, content_id in keys.items() if content_id in fresh})
    return texts | fresh
