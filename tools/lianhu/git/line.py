"""The line of commits: which there are, what leads from one to another, which files each of them changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from lianhu.git import dates, steps
from lianhu.git.names import HEAD, Names
from lianhu.git.objects import SUBMODULE
from lianhu.git.program import CANNOT_JUDGE, gitpython
from lianhu.git.steps import Commit, FileStep
from lianhu.reading import files
from lianhu.words import say
from lianhu.words.problems import ToolError

MOST_ARGUMENTS = 500
# The published line: every commit against its first parent, the first one against nothing.
PUBLISHED = ("--first-parent", "--diff-merges=first-parent", "--root", *steps.RAW)


class Line(Names):
    """The commits of a repository; the published line goes from each to its first parent.

    Commits have the times that are believed on their line up to `now`, the reader's clock; see `dates`.
    """

    def __init__(self, root: Path, now: datetime) -> None:
        super().__init__(root)
        self.now = now
        self._lines: dict[str, Mapping[str, Commit]] = {}

    def merge_base(self, base: str, head: str) -> str:
        """The commit at which `head` branched off from `base` (commit ids).

        Raises ToolError when they have no common history, or when it is not here, or when it does not say which: then
        two lines were merged into each other, and what either of them changed since is a matter of opinion.
        """
        try:
            fork, *others = str(self._git.merge_base("--all", base, head)).split()
        except (gitpython().GitCommandError, ValueError) as error:
            message = say(
                "{base} and {head} have no common history, so their difference cannot be judged.",
                base=base[:12],
                head=head[:12],
            )
            raise self._missing(message) from error
        if others:
            message = say(
                "{base} and {head} branched off more than once, so their difference cannot be judged. "
                "Merge the published branch into the proposal once more.",
                base=base[:12],
                head=head[:12],
            )
            raise ToolError(message, CANNOT_JUDGE)
        return fork

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether the commit `older` belongs to the history of `newer` (commit ids)."""
        try:
            return self.merge_base(older, newer) == older
        except ToolError:
            if self.is_shallow:
                raise
            return False

    def continues(self, older: str, newer: str) -> bool:
        """Whether the line up to `newer` leads through `older`, which belongs to its history (commit ids)."""
        new = [commit for commit, _ in self._commits("--first-parent", newer, f"^{older}")]
        return not new or new[-1].parents[:1] == (older,)

    def differences(self, older: str, newer: str) -> tuple[FileStep, ...]:
        """Every file of the repository, inside the town's folder and outside, that differs between two commits."""
        return tuple(
            steps.differences(self._printed("diff_tree", "-r", "-z", *steps.RAW, older, newer, "--"), self._path)
        )

    def commit(self, commit_id: str) -> Commit:
        """The commit with this id. Raises ToolError when it is not here."""
        return self._line_of(commit_id)[commit_id]

    def next_date(self) -> datetime:
        """The date that Git would give to a commit made now: what the clock says, or what it was told to write."""
        with self._git.custom_environment(GIT_COMMITTER_NAME="-", GIT_COMMITTER_EMAIL="-"):
            *_, seconds, _ = str(self._git.var("GIT_COMMITTER_IDENT")).split()
        return steps.moment(seconds)

    def line(self, head: str, since: str | None = None) -> Iterator[Commit]:
        """The published line from `head` back to its beginning, newest first: every commit's first parent.

        With `since`, only commits that do not belong to its history.
        """
        timed = self._line_of(head)
        asked = self._commits("--first-parent", *_reach(head, since)) if since else ()
        new = {commit.id for commit, _ in asked}
        commit = timed.get(head)
        while commit and (not since or commit.id in new):
            yield commit
            commit = timed.get(commit.parents[0]) if commit.parents else None

    def last_before(self, moment: datetime, head: str) -> str | None:
        """The last commit of the published line up to `head` that was made by `moment`: of a later moment never an
        earlier commit, whatever a clock said.

        None when the history begins later. Raises ToolError when only a part of the history is here.
        """
        for commit in self.line(head):
            if commit.time <= moment:
                return commit.id
        if self.is_shallow:
            raise self._damaged()
        return None

    def steps(
        self, head: str, since: str | None = None, most: int | None = None
    ) -> Iterator[tuple[Commit, tuple[FileStep, ...]]]:
        """The published line from `head` back to (not with) `since`, newest first, each with the files of the
        records that it changed against its first parent; commits that changed none are left out. With `most`, so many.

        One pass over the history, whatever its length. The oldest commit of a shallow clone is left out: what it
        changed cannot be known.
        """
        limit = () if most is None else (f"--max-count={most}",)
        cut_off, timed = self._cut_off(), self._line_of(head)
        for commit, changed in self._commits(*PUBLISHED, *limit, *_reach(head, since), where=[self._records]):
            if commit.id not in cut_off:
                yield timed[commit.id], changed

    def brought(self, head: str, base: str) -> Iterator[tuple[Commit, tuple[datetime, ...], tuple[FileStep, ...]]]:
        """Every commit up to `head` that does not belong to the history of `base`, the oldest first, with the dates
        that it was made after, one for each parent, and the files that it changed against its first one."""
        after: dict[str, datetime] = {}
        options = ("--topo-order", "--reverse", "--diff-merges=first-parent", *steps.RAW)
        for commit, changed in self._commits(*options, head, f"^{base}"):
            parents = tuple(after.get(parent) or self.made_after(parent, base) for parent in commit.parents)
            after[commit.id] = dates.bound(commit.dated, parents, self.now)
            yield commit, parents, changed

    def made_after(self, commit_id: str, base: str) -> datetime:
        """When what comes after a commit of the history of `base` was surely made after: the last date that is believed
        of the line that leads to it, its own where none is. What comes after `base` is no witness: it is judged."""
        line = self._timed(base)
        line = line if commit_id in line else self._timed(commit_id)
        commit: Commit | None = line[commit_id]
        while commit and commit.at_latest:
            commit = line.get(commit.parents[0]) if commit.parents else None
        return commit.time if commit else line[commit_id].dated

    def unknown_steps(self, head: str) -> Iterator[tuple[str, tuple[FileStep, ...]]]:
        """Every commit (its id) up to `head` that no branch or tag leads to yet, newest first, with the files of the
        repository and the links (by what they lead to) that it changed; a merge once for each of its parents. What a
        push brings, while a hook judges it."""
        options = ("--diff-merges=separate", "--root", *steps.RAW)
        log = self._printed("log", *steps.FORMAT, *options, head, "--not", "--all", "--")
        return ((commit.id, changed) for commit, changed in steps.commits(log, self._path, (SUBMODULE,)))

    def once_held(self, commit: str, paths: Iterable[str]) -> frozenset[str]:
        """Those of the town's `paths` that some commit of the published line up to `commit` changed."""
        wanted = frozenset(paths)
        if not wanted:
            return frozenset()
        named = wanted if len(wanted) <= MOST_ARGUMENTS else (files.RECORDS,)
        where = [f":(literal){self.path_in(path)}" for path in sorted(named)]
        line = self._commits(*PUBLISHED, commit, where=where)
        return wanted & {step.path for _, changed in line for step in changed}

    @property
    def _records(self) -> str:
        return self.path_in(files.RECORDS)

    def _line_of(self, commit: str) -> Mapping[str, Commit]:
        """Every commit, by id, of the line on which this one lies: HEAD's, where later commits are witnesses of the
        time, else its own."""
        tip = self.tip(HEAD)
        published = self._timed(tip) if tip else {}
        return published if commit in published else self._timed(commit)

    def _timed(self, head: str) -> Mapping[str, Commit]:
        """The line from a commit back to its beginning by id, with the times that are believed; asked once."""
        if head not in self._lines:
            line = [commit for commit, _ in self._commits("--first-parent", head)][::-1]
            made = dates.made([commit.dated for commit in line], self.now)
            self._lines[head] = {
                commit.id: replace(commit, time=by, at_latest=not is_believed)
                for commit, (by, is_believed) in zip(line, made, strict=True)
            }
        return self._lines[head]

    def _commits(self, *asked: str, where: Iterable[str] = ()) -> Iterator[tuple[Commit, tuple[FileStep, ...]]]:
        # A file may be called like a commit; what stands before the dashes is no file.
        return steps.commits(self._printed("log", *steps.FORMAT, *asked, "--", *where), self._path)

    def _cut_off(self) -> frozenset[str]:
        """Where a shallow clone ends: commits whose parents are not here."""
        shallow = self.folder / "shallow"
        return frozenset(shallow.read_text(encoding="ascii").split()) if shallow.exists() else frozenset()


def _reach(head: str, since: str | None) -> tuple[str, ...]:
    return (head, f"^{since}") if since else (head,)
