"""`lianhu build --as-of` on the line of this repository itself: every town there ever was can be shown."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest

from help import walk
from help.program import CLEAN, run
from lianhu import git
from lianhu.public import published
from lianhu.reading import files
from lianhu.words.problems import ToolError

pytestmark = pytest.mark.slow

# Each is a whole build; LIANHU_WHOLE_LINE=1 builds every commit of the line, which takes half an hour.
MOST = 5
WHOLE_LINE = "LIANHU_WHOLE_LINE"


def line() -> list[str]:
    """The first parents from here, newest first, as far as there was a town; empty where this is no whole clone."""
    try:
        repository = git.Repository(walk.ROOT)
        if repository.is_shallow:
            return []
        every = [commit.id for commit in repository.line(repository.resolve("HEAD"))]
    except ToolError:
        return []
    return [commit for commit in every if any(repository.entries(commit, files.TOWN_FILE))]


def sample(commits: list[str]) -> list[str]:
    """The first, the last and some of those at which schemas or settings became others, spread over the line; all of
    the line where somebody asks for it."""
    if WHOLE_LINE in os.environ:
        return commits
    repository = git.Repository(walk.ROOT)
    drawn_by = {
        commit: (published.schema_texts(repository, commit), settings(repository, commit)) for commit in commits
    }
    turns = {
        commit for pair in itertools.pairwise(commits) if drawn_by[pair[0]] != drawn_by[pair[1]] for commit in pair
    }
    turning = [commit for commit in commits if commit in turns]
    spread = turning[:: max(1, len(turning) // MOST)]
    return list(dict.fromkeys((commits[0], *spread, commits[-1])))


def settings(repository: git.Repository, commit: str) -> bytes | None:
    return repository.file(commit, "mkdocs.yml")


def test_every_commit_with_a_town_is_built(tmp_path: Path) -> None:
    commits = line()
    if not commits:
        pytest.skip("this folder has no whole history: a package, or a shallow clone (git fetch --unshallow)")
    for commit in sample(commits):
        out = tmp_path / commit
        result = run("build", "--root", walk.ROOT, "--as-of", commit, "--out", out)
        assert result.exit_code == CLEAN, f"{commit}: {result.output}"
        assert (out / "index.html").is_file() and (out / "data" / "representative.json").is_file()


def test_before_the_first_town_there_is_nothing_to_show(tmp_path: Path) -> None:
    commits = line()
    if not commits:
        pytest.skip("this folder has no whole history: a package, or a shallow clone (git fetch --unshallow)")
    first = git.Repository(walk.ROOT).commit(commits[-1])
    if not first.parents:
        pytest.skip("the line begins with a town")
    result = run("build", "--root", walk.ROOT, "--as-of", first.parents[0], "--out", tmp_path / "out")
    assert result.exit_code != CLEAN and "there was no town yet" in result.output
