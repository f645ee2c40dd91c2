"""A town's records at any commit, and the steps between commits, read from Git's objects: no checkout, no work
tree, no filters.

GitPython is given constant arguments only; a reference is resolved to an object id first, so that a name which looks
like an option stays a name (hardening.md T23). What the repository or its owner has configured (hooks, filters,
replaced objects, grafts) cannot change what is read (T24). Without the history that a question needs there is no
answer: every error here ends a command with "cannot judge" (A5).
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

# Without Git's program its library ends every command that imports it; ours are told when they need it.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
import git as gitpython

from lianhu.reading import clock, files
from lianhu.words import Text, say
from lianhu.words.problems import Problem, ToolError, quoted

COMMIT_ID = re.compile(r"[0-9a-f]{40,64}")
NOTHING = re.compile(r"0{40,64}")
PLAIN_FILE = "100644"
LINK, SUBMODULE = "120000", "160000"
AT_ONCE = 500
# Git keeps any number as a date; a calendar ends with the year 9999.
LAST_SECOND = int(datetime(9999, 12, 31, tzinfo=clock.TOWN_TIME).timestamp())
CANNOT_JUDGE = 3
MOST_ARGUMENTS = 500
MOST_CONFLICTS = 127  # what `git merge-file` tells at most; above, it says that it failed

_CONFIGURATION = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "protocol.allow": "never",
    # Containers run as another user than the one who owns the checkout; the folder was named by who runs us.
    "safe.directory": "*",
}
ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "GIT_CONFIG_COUNT": str(len(_CONFIGURATION)),
    **{f"GIT_CONFIG_KEY_{number}": key for number, key in enumerate(_CONFIGURATION)},
    **{f"GIT_CONFIG_VALUE_{number}": value for number, value in enumerate(_CONFIGURATION.values())},
}


@dataclass(frozen=True)
class Commit:
    """A commit: its id, its parents' ids, and when it was made (in China's time)."""

    id: str
    parents: tuple[str, ...]
    time: datetime


@dataclass(frozen=True)
class FileStep:
    """A file before and after a step, by the ids of its contents; None where there was no file.

    The path is the town's; a file outside the town's folder has one that leads out of it (`"../.gitattributes"`).
    """

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Entry:
    """One entry of a commit's tree: its mode as Git writes it (`"100644"`) and the id of its content."""

    path: str
    mode: str
    id: str
    size: int


class Repository:
    """The repository that holds the town at `root`; paths are given and taken from the town's folder."""

    def __init__(self, root: Path) -> None:
        """Raises ToolError when there is no Git or no repository."""
        if shutil.which("git") is None:
            raise ToolError(say("Git is not installed here, so no earlier state can be read."), CANNOT_JUDGE)
        try:
            self._repo = gitpython.Repo(root, search_parent_directories=True)
        except (gitpython.InvalidGitRepositoryError, gitpython.NoSuchPathError) as error:
            message = say("There is no Git history at {root}, so no earlier state can be read.", root=str(root))
            raise ToolError(message, CANNOT_JUDGE) from error
        self._git = self._repo.git
        self._git.update_environment(**ENVIRONMENT)
        top = Path(str(self._repo.working_tree_dir or self._repo.git_dir)).resolve()
        self._prefix = "".join(f"{part}/" for part in root.resolve().relative_to(top).parts)

    @property
    def folder(self) -> Path:
        """Git's own folder, where what is kept for speed may lie."""
        return Path(str(self._repo.common_dir))

    def path_in(self, path: str) -> str:
        """A path of the town's as the repository has it; the town may lie in a folder of it."""
        return self._prefix + path

    def uncommitted(self) -> tuple[str, ...]:
        """The files of the records that differ from the present commit, or that it does not have, in order of path."""
        records = f"{self._prefix}{files.RECORDS}"
        try:
            listing = bytes(
                self._git.status(
                    "--porcelain=v1",
                    "-z",
                    "--untracked-files=all",
                    "--no-renames",
                    "--",
                    records,
                    stdout_as_string=False,
                )
            )
        except gitpython.GitCommandError as error:
            raise self._missing(say("A part of the history is missing or damaged.")) from error
        found = (line[3:].decode("utf-8", "surrogateescape") for line in listing.split(b"\0") if line)
        return tuple(sorted(path.removeprefix(self._prefix) for path in found))

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing but history: no folder with files beside it."""
        return bool(self._repo.bare)

    @property
    def prefix(self) -> str:
        """Where the town's folder lies in the repository: empty, or like `"towns/east/"`."""
        return self._prefix

    @property
    def is_shallow(self) -> bool:
        return bool(self._git.rev_parse("--is-shallow-repository") == "true")

    def resolve(self, reference: str) -> str:
        """The id of the commit that `reference` names. Raises ToolError when there is none."""
        try:
            found = self._git.rev_parse("--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
        except gitpython.GitCommandError as error:
            message = say("There is no commit {found} here. Name a branch, a tag or a commit.", found=quoted(reference))
            raise self._missing(message) from error
        commit = str(found).strip()
        assert COMMIT_ID.fullmatch(commit), commit
        return commit

    def _missing(self, message: Text) -> ToolError:
        """The error for history that is not there; in a shallow clone the way to get it."""
        if self.is_shallow:
            message = say(
                "This clone holds only a part of the history, and the part that is needed is missing. "
                "Fetch all of it: git fetch --unshallow"
            )
        return ToolError(message, CANNOT_JUDGE)

    def merge_base(self, base: str, head: str) -> str:
        """The commit at which `head` branched off from `base` (commit ids).

        Raises ToolError when they have no common history, or when it is not here, or when it does not say which: then
        two lines were merged into each other, and what either of them changed since is a matter of opinion.
        """
        try:
            found, *others = str(self._git.merge_base("--all", base, head)).split()
        except (gitpython.GitCommandError, ValueError) as error:
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
        return found

    def differences(self, older: str, newer: str) -> tuple[FileStep, ...]:
        """Every file of the repository, inside the town's folder and outside, that differs between two commits."""
        try:
            told = self._git.diff_tree(
                "-r", "-z", "--raw", "--no-renames", "--no-abbrev", older, newer, "--", stdout_as_string=False
            )
        except gitpython.GitCommandError as error:
            raise self._missing(say("A part of the history is missing or damaged.")) from error
        words = iter(bytes(told).split(b"\0"))
        return tuple(self._file_step(word, next(words)) for word in words if word)

    def _file_step(self, head: bytes, name: bytes) -> FileStep:
        """One line of Git's raw difference and the file's name."""
        _, _, before, after, _ = head.decode("ascii").split(" ")
        return FileStep(self._path(name), _content_id(before), _content_id(after))

    def _path(self, name: bytes) -> str:
        """A path of the repository as one of the town's."""
        path = name.decode("utf-8", "surrogateescape")
        if path.startswith(self._prefix):
            return path.removeprefix(self._prefix)
        return "../" * self._prefix.count("/") + path

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether the commit `older` belongs to the history of `newer` (commit ids)."""
        try:
            return self.merge_base(older, newer) == older
        except ToolError:
            if self.is_shallow:
                raise
            return False

    def commit(self, commit_id: str) -> Commit:
        """The commit with this id. Raises ToolError when it is not here."""
        return next(self._commits(self._log("--max-count=1", commit_id)))[0]

    def last_before(self, moment: datetime, head: str) -> str | None:
        """The last commit of the published line up to `head` that is not younger than `moment`.

        None when the history begins later. Raises ToolError when only a part of the history is here.
        """
        for commit in self.line(head):
            if commit.time <= moment:
                return commit.id
        if self.is_shallow:
            raise self._missing(say("A part of the history is missing or damaged."))
        return None

    def line(self, head: str, since: str | None = None) -> Iterator[Commit]:
        """The published line from `head` back to its beginning, newest first: every commit's first parent.

        With `since`, only commits that do not belong to its history.
        """
        reach = (head, f"^{since}") if since else (head,)
        return (commit for commit, _ in self._commits(self._log("--first-parent", *reach)))

    def steps(
        self, head: str, since: str | None = None, most: int | None = None
    ) -> Iterator[tuple[Commit, tuple[FileStep, ...]]]:
        """The published line from `head` back to (not with) `since`, newest first, each with the files of the
        records that it changed against its first parent; commits that changed none are left out. With `most`, so many.

        One pass over the history, whatever its length. The oldest commit of a shallow clone is left out: what it
        changed cannot be known.
        """
        limit = () if most is None else (f"--max-count={most}",)
        reach = (*limit, head, f"^{since}") if since else (*limit, head)
        options = ("--first-parent", "--diff-merges=first-parent", "--raw", "--no-renames", "--no-abbrev", "--root")
        records = f"{self._prefix}{files.RECORDS}"
        cut_off = self._cut_off()
        for commit, changed in self._commits(self._log(*options, *reach, "--", records)):
            if commit.id not in cut_off:
                yield commit, tuple(changed)

    def unknown_steps(self, head: str) -> Iterator[tuple[Commit, tuple[FileStep, ...]]]:
        """Every commit up to `head` that no branch or tag leads to yet, newest first, each with the files of the
        records that it changed; a merge once for each of its parents. What a push brings, while a hook judges it."""
        options = ("--diff-merges=separate", "--raw", "--no-renames", "--no-abbrev", "--root")
        records = f"{self._prefix}{files.RECORDS}"
        for commit, changed in self._commits(self._log(*options, head, "--not", "--all", "--", records)):
            yield commit, tuple(changed)

    @property
    def published_branch(self) -> str | None:
        """The full name of the branch that HEAD names, whether it exists or not; None for a detached HEAD."""
        _, name, _ = self._git.symbolic_ref("--quiet", "HEAD", with_extended_output=True, with_exceptions=False)
        return str(name) or None

    def tip(self, reference: str) -> str | None:
        """The commit of a branch by its full name; None while it does not exist."""
        _, found, _ = self._git.rev_parse(
            "--verify",
            "--quiet",
            "--end-of-options",
            f"{reference}^{{commit}}",
            with_extended_output=True,
            with_exceptions=False,
        )
        return str(found) or None

    def file(self, commit: str, path: str) -> bytes | None:
        """The content of one file of the town at a commit; None where it has none."""
        found = [entry for entry in self.entries(commit, path) if entry.path == path and entry.mode == PLAIN_FILE]
        return self.content(found[0].id) if found else None

    def once_held(self, commit: str, paths: Iterable[str]) -> frozenset[str]:
        """Those of the town's `paths` that some commit of the published line up to `commit` changed."""
        wanted = frozenset(paths)
        if not wanted:
            return frozenset()
        named = wanted if len(wanted) <= MOST_ARGUMENTS else (files.RECORDS,)
        where = [f":(literal){self._prefix}{path}" for path in sorted(named)]
        options = ("--first-parent", "--diff-merges=first-parent", "--raw", "--no-renames", "--no-abbrev", "--root")
        found = self._commits(self._log(*options, commit, "--", *where))
        return wanted & {step.path for _, steps in found for step in steps}

    def _cut_off(self) -> frozenset[str]:
        """Where a shallow clone ends: commits whose parents are not here."""
        shallow = self.folder / "shallow"
        return frozenset(shallow.read_text(encoding="ascii").split()) if shallow.exists() else frozenset()

    def _log(self, *arguments: str) -> bytes:
        try:
            return bytes(self._git.log("-z", "--format=%H %ct %P", *arguments, stdout_as_string=False))
        except gitpython.GitCommandError as error:
            raise self._missing(say("A part of the history is missing or damaged.")) from error

    def _commits(self, log: bytes) -> Iterator[tuple[Commit, list[FileStep]]]:
        """What `git log -z --raw` printed: heads of commits, each followed by its files."""
        current: tuple[Commit, list[FileStep]] | None = None
        words = iter(log.split(b"\0"))
        for word in words:
            word = word.lstrip(b"\n")
            if word.startswith(b":"):
                assert current
                file = _without_links(self._file_step(word, next(words)), word)
                if file.before != file.after:
                    current[1].append(file)
            elif word:
                if current:
                    yield current
                commit_id, seconds, *parents = word.decode("ascii").split()
                time = datetime.fromtimestamp(min(max(int(seconds), 0), LAST_SECOND), clock.TOWN_TIME)
                current = Commit(commit_id, tuple(parents), time), []
        if current:
            yield current

    def entries(self, commit: str, below: str = "") -> Iterator[Entry]:
        """Every entry of the commit's tree below a folder of the town (all without one), in order of path.

        What has no size, or whose content is missing here, has size 0.
        """
        try:
            listing = bytes(
                self._git.ls_tree(
                    "-r", "-z", "-l", "--full-tree", commit, "--", self._prefix + below, stdout_as_string=False
                )
                if self._prefix + below
                else self._git.ls_tree("-r", "-z", "-l", "--full-tree", commit, stdout_as_string=False)
            )
        except gitpython.GitCommandError as error:
            raise self._missing(say("A part of the history is missing or damaged.")) from error
        for line in listing.split(b"\0"):
            if line:
                head, _, name = line.partition(b"\t")
                mode, _, content_id, size = head.decode("ascii").split()
                yield Entry(self._path(name), mode, content_id, int(size) if size.isdecimal() else 0)

    def holds(self, commit: str, below: str, found: Mapping[str, bytes]) -> bool:
        """Whether the commit has just these files (path -> content) below a folder of the town.

        Told by the ids of the contents, so that nothing is read.
        """
        there = {entry.path: entry.id for entry in self.entries(commit, below)}
        return there.keys() == found.keys() and all(
            _id_of(found[path], len(there[path])) == there[path] for path in found
        )

    def content(self, content_id: str) -> bytes:
        """The bytes of a file by the id of its content. Raises ToolError when they are not here."""
        try:
            return bytes(self._git.get_object_data(content_id)[3])
        except ValueError as error:
            raise self._missing(say("A part of the history is missing or damaged.")) from error

    def contents(self, content_ids: Iterable[str], largest: int) -> Iterator[tuple[str, bytes | None]]:
        """The bytes of many files by their ids, each once; None for one of more than `largest` bytes.

        Two processes for hundreds of files. Raises ToolError when one is not here.
        """
        wanted = sorted(set(content_ids))
        for start in range(0, len(wanted), AT_ONCE):
            small = []
            asked = wanted[start : start + AT_ONCE]
            for content_id, line in zip(asked, self._cat_file("--batch-check", asked).split(b"\n"), strict=False):
                if line.endswith(b" missing"):
                    raise self._missing(say("A part of the history is missing or damaged."))
                if int(line.rsplit(b" ", 1)[-1]) > largest:
                    yield content_id, None
                else:
                    small.append(content_id)
            listing, at = self._cat_file("--batch", small), 0
            for content_id in small:
                end = listing.index(b"\n", at)
                size = int(listing[at:end].rsplit(b" ", 1)[-1])
                yield content_id, listing[end + 1 : end + 1 + size]
                at = end + size + 2

    def _cat_file(self, how: str, content_ids: list[str]) -> bytes:
        with tempfile.TemporaryFile() as asked:
            asked.write("".join(f"{content_id}\n" for content_id in content_ids).encode("ascii"))
            asked.seek(0)
            try:
                return bytes(self._git.cat_file(how, istream=asked, stdout_as_string=False))
            except gitpython.GitCommandError as error:
                raise self._missing(say("A part of the history is missing or damaged.")) from error

    def records(self, commit: str) -> tuple[dict[str, bytes], list[Problem]]:
        """Every record file of the commit, in order of path, and the entries that were refused.

        The same as `files.read_folder` gives for a folder. Raises ToolError when a content is missing, and
        when `records` is no folder.
        """
        found: dict[str, bytes] = {}
        problems: list[Problem] = []
        for entry in self.entries(commit, files.RECORDS):
            if entry.path == files.RECORDS:
                raise files.no_folder(_not_a_file(entry.mode) or say("a file"))
            problem = files.refused_entry(entry.path, entry.size, _not_a_file(entry.mode))
            if problem:
                problems.append(problem)
            else:
                found[entry.path] = self.content(entry.id)
        return dict(sorted(found.items())), problems + files.colliding_names(found)


def _id_of(content: bytes, digits: int) -> str:
    """The id that Git gives a content, in a repository whose ids have so many digits."""
    whole = b"blob %d\0" % len(content) + content
    return (hashlib.sha1(whole, usedforsecurity=False) if digits == 40 else hashlib.sha256(whole)).hexdigest()


def _without_links(step: FileStep, head: bytes) -> FileStep:
    """A step of files: a link or another repository in a file's place is no file."""
    modes = head.decode("ascii").removeprefix(":").split(" ")[:2]
    before, after = (
        None if mode in (LINK, SUBMODULE) else found
        for mode, found in zip(modes, (step.before, step.after), strict=True)
    )
    return FileStep(step.path, before, after)


def _content_id(written: str) -> str | None:
    return None if NOTHING.fullmatch(written) else written


def _not_a_file(mode: str) -> Text | None:
    if mode == SUBMODULE:
        return say("another repository")
    if mode == LINK:
        return files.LINK
    return None if mode == PLAIN_FILE else say("a program (an executable file)")


def merge_lines(ours: Path, base: Path, theirs: Path) -> bool:
    """Merge three files by lines, as Git does: into `ours`, with marks where both sides differ; whether without any.

    Raises ToolError when Git cannot.
    """
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    command = gitpython.Git()
    command.update_environment(**ENVIRONMENT)
    conflicts, _, _ = command.merge_file(
        *labels, "--", str(ours), str(base), str(theirs), with_extended_output=True, with_exceptions=False
    )
    if not 0 <= conflicts <= MOST_CONFLICTS:
        raise ToolError(say("Git could not merge the files by lines."))
    return bool(conflicts == 0)


def configure(root: Path, settings: Mapping[str, str]) -> tuple[str, ...]:
    """Write settings into the clone that holds the town at `root`; gives the names of those that were different."""
    repository = _owners(root)
    different = []
    for name, value in settings.items():
        _, found, _ = repository.git.config("--local", "--get", name, with_extended_output=True, with_exceptions=False)
        if found != value:
            repository.git.config("--local", "--replace-all", name, value)
            different.append(name)
    return tuple(different)


def hooks_folder(root: Path) -> Path:
    """Where this clone's hooks lie, wherever its owner has put them."""
    repository = _owners(root)
    return Path(str(repository.working_dir), str(repository.git.rev_parse("--git-path", "hooks"))).resolve()


def _owners(root: Path) -> gitpython.Repo:
    """The clone with its owner's settings, for what sets it up; what judges uses `Repository`."""
    try:
        return gitpython.Repo(root, search_parent_directories=True)
    except gitpython.InvalidGitRepositoryError as error:
        raise ToolError(say("There is no Git clone at {root} to set up.", root=str(root))) from error


def read_commit(root: Path, reference: str) -> tuple[dict[str, bytes], list[Problem]]:
    """The records of the town at `root` as `reference` has them. Raises ToolError for a reference to nothing."""
    repository = Repository(root)
    return repository.records(repository.resolve(reference))
