"""A town's records at a commit, read from Git's objects: no checkout, no work tree, no filters.

GitPython is given constant arguments only; a reference is resolved to an object id first, so that a name
which looks like an option stays a name (hardening.md T23).
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

import git as gitpython
from git.objects import Blob, Submodule, Tree

from lianhu import files
from lianhu.problems import Problem, ToolError, quoted
from lianhu.words import Text, say

COMMIT_ID = re.compile(r"[0-9a-f]{40,64}")
PLAIN_FILE = stat.S_IFREG | 0o644


def open_repository(root: Path) -> gitpython.Repo:
    """The repository that holds the town at `root`. Raises ToolError when there is none."""
    try:
        return gitpython.Repo(root, search_parent_directories=True)
    except (gitpython.InvalidGitRepositoryError, gitpython.NoSuchPathError) as error:
        message = say("There is no Git history at {root}, so no earlier state can be read.", root=str(root))
        raise ToolError(message) from error


def resolve(repository: gitpython.Repo, reference: str) -> str:
    """The id of the commit that `reference` names. Raises ToolError when there is no such commit."""
    try:
        found = repository.git.rev_parse("--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    except gitpython.GitCommandError as error:
        message = say("There is no commit {found} here. Name a branch, a tag or a commit.", found=quoted(reference))
        raise ToolError(message) from error
    commit = str(found).strip()
    assert COMMIT_ID.fullmatch(commit), commit
    return commit


def read_commit(root: Path, reference: str) -> tuple[dict[str, bytes], list[Problem]]:
    """Every record file of the commit, in order of path, and the entries that were refused.

    The same as `files.read_folder` gives for a folder. Raises ToolError for a reference to nothing, and
    when `records` is no folder there.
    """
    repository = open_repository(root)
    commit = repository.commit(resolve(repository, reference))
    inside = Path(root).resolve().relative_to(Path(str(repository.working_tree_dir or repository.git_dir)).resolve())
    records = "/".join((*inside.parts, files.RECORDS))
    try:
        tree = commit.tree / records
    except KeyError:
        return {}, []
    if not isinstance(tree, Tree):
        raise files.no_folder(_not_a_file(tree) or say("a file"))
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path, entry in _entries(tree, files.RECORDS):
        problem = files.refused_entry(path, 0 if isinstance(entry, Submodule) else entry.size, _not_a_file(entry))
        if problem:
            problems.append(problem)
        else:
            found[path] = entry.data_stream.read()
    return dict(sorted(found.items())), problems + files.colliding_names(found)


def _entries(tree: Tree, folder: str) -> Iterator[tuple[str, Blob | Submodule]]:
    for entry in tree:
        path = f"{folder}/{entry.name}"
        if isinstance(entry, Tree):
            yield from _entries(entry, path)
        else:
            yield path, entry


def _not_a_file(entry: Blob | Submodule) -> Text | None:
    if isinstance(entry, Submodule):
        return say("another repository")
    if stat.S_ISLNK(entry.mode):
        return files.LINK
    return None if entry.mode == PLAIN_FILE else say("a program (an executable file)")
