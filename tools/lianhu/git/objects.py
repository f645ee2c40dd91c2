"""The objects behind a commit: which entries its tree has, and the contents of files by their ids.

No checkout, no work tree, no filters. Contents are read by one reader, many with one process.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lianhu.git import trees
from lianhu.git.program import CANNOT_JUDGE, Program
from lianhu.reading import files
from lianhu.reading.contents import SHA1_DIGITS, Contents, id_of, ids_of
from lianhu.words import Text, say
from lianhu.words.problems import Problem, ToolError, quoted

PLAIN_FILE = "100644"
ONE_BY_ONE = 8  # contents; starting a process costs as much as reading some hundred
LINK, SUBMODULE = "120000", "160000"


@dataclass(frozen=True)
class TreeEntry:
    """One entry of a commit's tree: its mode as Git writes it (`"100644"`) and the id of its content."""

    path: str
    mode: str
    id: str
    size: int


class Objects(Program):
    """What the commits of a repository hold."""

    def entries(self, commit: str, below: str = "") -> Iterator[TreeEntry]:
        """Every entry of the commit's tree below a folder of the town (all without one), in order of path.

        What has no size, or whose content is missing here, has size 0.
        """
        where = ("--", self._prefix + below) if self._prefix + below else ()
        for line in self._printed("ls_tree", "-r", "-z", "-l", "--full-tree", commit, *where).split(b"\0"):
            if line:
                head, _, name = line.partition(b"\t")
                mode, _, content_id, size = head.decode("ascii").split()
                yield TreeEntry(self._path(name), mode, content_id, int(size) if size.isdecimal() else 0)

    def holds(self, commit: str, below: str, tree: Mapping[str, bytes]) -> bool:
        """Whether the commit has just these files (path -> content) below a folder of the town.

        Told by the ids of the contents, so that nothing is read.
        """
        there = {entry.path: entry.id for entry in self.entries(commit, below)}
        if there.keys() != tree.keys():
            return False
        digits = len(next(iter(there.values()), ""))
        own = ids_of(tree) if digits == SHA1_DIGITS else {path: id_of(tree[path], digits) for path in tree}
        return own == there

    def contents(self, content_ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The bytes of files by the ids of their contents, each once, in order of id; one at a time is in memory.

        Raises ToolError when one is not here.
        """
        for content_id, head, answer in self._asked("--batch", content_ids):
            size = int(head.split()[2])
            content = answer.read(size)
            if len(content) < size:
                raise self._damaged()
            answer.read(1)  # the end of the line
            yield content_id, content

    def small_contents(self, content_ids: Iterable[str], largest: int) -> Iterator[tuple[str, bytes | None]]:
        """The same, with None for one of more than `largest` bytes, which is not read."""
        sizes = {content_id: int(head.split()[2]) for content_id, head, _ in self._asked("--batch-check", content_ids)}
        yield from ((content_id, None) for content_id, size in sizes.items() if size > largest)
        yield from self.contents(content_id for content_id, size in sizes.items() if size <= largest)

    def content(self, content_id: str) -> bytes:
        """The bytes of one file. Raises ToolError when they are not here."""
        return dict(self.contents([content_id]))[content_id]

    def _asked(self, how: str, content_ids: Iterable[str]) -> Iterator[tuple[str, bytes, Any]]:
        """Each id with the line that tells its kind and size, and the stream from which that was read."""
        wanted = sorted(set(content_ids))
        if not wanted:
            return
        with tempfile.TemporaryFile() as asked:
            asked.write("".join(f"{content_id}\n" for content_id in wanted).encode("ascii"))
            asked.seek(0)
            answering = self._git.cat_file(how, "--buffer", istream=asked, as_process=True)
        with answering.proc as program:  # which ends with this block, however far it was read
            for content_id in wanted:
                head = program.stdout.readline()
                if not head or head.endswith(b" missing\n"):
                    raise self._damaged()
                yield content_id, head, program.stdout

    def refuse_odd_folders(self, head: str, known: Iterable[str], base: str) -> None:
        """Raises ToolError when a commit up to `head` that is in no history of `known` (ids, or `--all`) brings a
        folder as Git itself never writes one; `base` is what to begin anew from."""
        listing = self._printed("rev_list", "--objects", "--filter=blob:none", head, "--not", *known, "--")
        lines = (line.partition(b" ") for line in listing.split(b"\n"))
        paths = {folder.decode("ascii"): self._path(path) for folder, is_folder, path in lines if is_folder}
        for folder, content in self.contents(paths):
            for name, why in trees.faults(content, len(folder) // 2):
                message = say(
                    "What is proposed holds what Git never writes: in the folder {folder}, {name} {why}. Two programs "
                    "may read two different things there, so nothing of it is judged. Make one new commit of your "
                    "work with Git itself: git reset --soft {base}, git add -A, git commit.",
                    folder=quoted(paths[folder] or "/"),
                    name=quoted(name),
                    why=why,
                    base=base,
                )
                raise ToolError(message, CANNOT_JUDGE)

    def file(self, commit: str, path: str) -> bytes | None:
        """The content of one file of the town at a commit; None where it has none."""
        for entry in self.entries(commit, path):
            if entry.path == path and entry.mode == PLAIN_FILE:
                return self.content(entry.id)
        return None

    def records(self, commit: str) -> tuple[Contents, list[Problem]]:
        """Every record file of the commit, in order of path, and the entries that were refused.

        The same as `store.read` gives for a folder. Raises ToolError when `records` is no folder; what is asked for a
        content that is missing does, too.
        """
        taken: dict[str, str] = {}
        problems: list[Problem] = []
        for entry in self.entries(commit, files.RECORDS):
            if entry.path == files.RECORDS:
                raise files.no_folder(_not_a_file(entry.mode) or say("a file"))
            problem = files.refused_entry(entry.path, entry.size, _not_a_file(entry.mode))
            if problem:
                problems.append(problem)
            else:
                taken[entry.path] = entry.id
        ids = dict(sorted(taken.items()))
        return Contents(ids, self._reader(ids)), problems + files.colliding_names(ids)

    def _reader(self, ids: Mapping[str, str]) -> Callable[[str], bytes]:
        """Reads one content after another, and all with one process where more than a few are asked for."""
        read: dict[str, bytes] = {}

        def content(path: str) -> bytes:
            if ids[path] not in read:
                few = len(read) < ONE_BY_ONE
                read.update(self.contents([ids[path]] if few else ids.values()))
            return read[ids[path]]

        return content


def _not_a_file(mode: str) -> Text | None:
    if mode == SUBMODULE:
        return say("another repository")
    if mode == LINK:
        return files.LINK
    return None if mode == PLAIN_FILE else say("a program (an executable file)")
