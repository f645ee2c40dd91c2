"""Which commit a site shows, and the repository that has it: asked once, by all that tell of the past."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from lianhu import git
from lianhu.reading import assets, clock, files
from lianhu.town import schemas
from lianhu.town.schemas import Schemas
from lianhu.words import say
from lianhu.words.problems import ToolError, quoted

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Published:
    """The commit whose records are shown; None when they are no commit's, and `why` says the reason in one word."""

    repository: git.Repository | None = None
    commit: git.Commit | None = None
    why: str | None = None


NO_HISTORY = Published(why="no_history")
PROPOSAL = Published(why="proposal")
PREVIEW = Published(why="preview")


def of_folder(root: Path, tree: Mapping[str, bytes], today: date | None = None) -> Published:
    """What the folder at `root` with the records `tree` shows: its checked-out commit, if it has just these records
    and schemas.
    """
    try:
        repository = git.Repository(root, today)
        head = repository.commit(repository.resolve("HEAD"))
        own = {f"{assets.SCHEMAS}/{file.name}": file.read_bytes() for file in schemas.files_in(root / assets.SCHEMAS)}
        is_head = repository.holds(head.id, files.RECORDS, tree) and schema_texts(repository, head.id) == own
    except ToolError:
        return NO_HISTORY
    return Published(repository, head) if is_head else Published(repository, None, "records_differ")


def at(repository: git.Repository, moment: str) -> Published:
    """The commit of the folder's own published line that `moment` names: a day in China (its last commit), or a
    commit, branch or tag.

    Raises ToolError when there is none, when it is not in the history of the folder's commit (building it would run
    what a stranger has configured), or when there was no town yet.
    """
    head = repository.resolve("HEAD")
    commit = _last_of(moment, repository, head) if DAY.fullmatch(moment) else repository.resolve(moment)
    if not repository.is_ancestor(commit, head):
        raise ToolError(
            say(
                "{found} is not in the history of this folder's commit. What it proposes can be seen with --head.",
                found=quoted(moment),
            )
        )
    if not any(repository.entries(commit, files.TOWN_FILE)):
        raise ToolError(
            say(
                "At {found} there was no town yet: {path} is not in that commit.",
                found=quoted(moment),
                path=files.TOWN_FILE,
            )
        )
    return Published(repository, repository.commit(commit))


def _last_of(day: str, repository: git.Repository, head: str) -> str:
    """The last commit of the published line on or before the end of the day."""
    end = datetime.combine(clock.today(day), time.max, clock.TOWN_TIME)
    last = repository.last_before(end, head)
    if last is None:
        *_, first = repository.line(head)
        raise ToolError(
            say("On {day} nothing was published yet: the history begins on {first}.", day=day, first=first.time.date())
        )
    return last


def schemas_of(repository: git.Repository, commit: str) -> Schemas:
    """The schemas of the town as the commit has them. Raises ToolError when they are broken there."""
    return _loaded(schemas.with_own, schema_texts(repository, commit), commit)


def written_at(repository: git.Repository, commit: str) -> Schemas:
    """The same with what the commit's own schemas promised, even if it was less than Lianhu promises today."""
    return schemas_as_written(schema_texts(repository, commit), commit)


def schemas_as_written(texts: Mapping[str, bytes], commit: str) -> Schemas:
    """Schemas as these files, by path, are written; `commit` names where they come from."""
    return _loaded(schemas.as_written, texts, commit)


def _loaded(load: Callable[[Mapping[str, str]], Schemas], texts: Mapping[str, bytes], commit: str) -> Schemas:
    try:
        return load({path.rpartition("/")[2]: content.decode("utf-8") for path, content in texts.items()})
    except (ValueError, TypeError, LookupError, re.error) as error:
        message = say("The schemas of commit {commit} are broken, so its records cannot be read.", commit=commit[:12])
        raise ToolError(message, git.CANNOT_JUDGE) from error


def schema_texts(repository: git.Repository, commit: str) -> dict[str, bytes]:
    """The town's own schema files in the commit, by path."""
    ids = {
        entry.path: entry.id
        for entry in repository.entries(commit, assets.SCHEMAS)
        if entry.path.endswith(schemas.ENDING) and entry.path.count("/") == 1
    }
    contents = dict(repository.contents(ids.values()))
    return {path: contents[content_id] for path, content_id in ids.items()}
