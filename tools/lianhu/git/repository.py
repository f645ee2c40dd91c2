"""The repository that holds a town: its line of commits and the objects behind it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from lianhu.git.line import Line
from lianhu.git.names import HEAD
from lianhu.git.objects import Objects
from lianhu.reading import clock, files
from lianhu.reading.contents import Contents
from lianhu.words import say
from lianhu.words.problems import Problem, ToolError


class Repository(Line, Objects):
    """A town's records at any commit, the steps between commits, and what of the folder no commit has yet."""

    def __init__(self, root: Path, today: date | None = None) -> None:
        """The repository of the town at `root`, for who reads it on a day (see `clock.now`)."""
        super().__init__(root, clock.now(today))

    def uncommitted(self) -> tuple[str, ...]:
        """The files of the records that differ from the present commit, or that it does not have, in order of path."""
        how = ("--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")
        listing = self._printed("status", *how, "--", self.path_in(files.RECORDS))
        return tuple(sorted(self._path(line[3:]) for line in listing.split(b"\0") if line))

    def refuse_uncommitted(self, paths: Collection[str]) -> None:
        """Raises ToolError when one of the files that a command is about to edit has changes of its own."""
        for path in self.uncommitted():
            if path in paths:
                raise ToolError(
                    say(
                        "{path} has changes that are not committed. Commit them or undo them first: "
                        "this is a change of its own.",
                        path=path,
                    )
                )


def existing(root: Path) -> Repository | None:
    """The repository of the town at `root`; None where there is none, or no Git to read it: a town may do without."""
    try:
        return Repository(root)
    except ToolError:
        return None


def read_commit(root: Path, reference: str) -> tuple[Contents, list[Problem]]:
    """The records of the town at `root` as `reference` has them.

    Raises ToolError for a reference to nothing, and where it brings what Git never writes.
    """
    repository = Repository(root)
    commit, own = repository.resolve(reference), repository.resolve(HEAD)
    repository.refuse_odd_folders(commit, [own], own[:12])
    return repository.records(commit)
