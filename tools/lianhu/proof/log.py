"""The log of what was published: an entry for each publication, only ever added to, as static files that any reader of
such logs takes.

Each entry names the list of files that had the code before it, so that who has the entries alone sees a gap; the root
over all of them, which is short, tells whoever kept it whether what was published before is still said.

Sources: C2SP tlog-tiles, tlog-checkpoint and tlog-proof; RFC 6962. Left out is the signature of the checkpoint, which
needs a key that is on the machine that builds, and the partial tiles of earlier sizes: they begin those of today.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, zip_longest
from typing import Any

from lianhu.proof import sums, tree
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted
from lianhu.writing.jsontext import canonical

CHECKPOINT = "checkpoint"
PROOF = "latest.tlog-proof"
WIDTH = 256  # entries of a tile
LONGEST = 100_000  # entries: a publication an hour for ten years
LARGEST = 1024 * 1024  # bytes of a file
# What stands in an entry: the form of each text, and whether it may be null.
WRITTEN = {
    "day": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), False),
    "list": (re.compile(r"[0-9a-f]{64}"), False),
    "pages": (re.compile(r"[0-9a-f]{64}"), False),
    "commit": (re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}"), True),
    "previous": (re.compile(r"[0-9a-f]{64}"), True),
}
# What may be read of a log: its files by address, each as bytes. Raises ToolError.
Read = Callable[[str], bytes]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One publication: its `day` (ISO), the SHA-256 of its list of files and of the list of the code's own pages, its
    commit if it has one, and the list of the publication before, if there was one."""

    day: str
    list: str
    pages: str
    commit: str | None
    previous: str | None

    @property
    def code(self) -> str:
        return sums.code(self.list)

    @cached_property
    def content(self) -> bytes:
        return canonical({name: getattr(self, name) for name in WRITTEN})


@dataclass(frozen=True)
class Log:
    """`origin` is the log's own name, which stays whatever address the site has."""

    origin: str
    entries: tuple[Entry, ...] = ()

    @cached_property
    def leaves(self) -> Sequence[bytes]:
        return [tree.leaf(entry.content) for entry in self.entries]

    def root(self, size: int | None = None) -> str:
        """The root over the first entries, in base 64; over all without a size."""
        return base64.b64encode(tree.root(self.leaves[:size])).decode()

    @property
    def checkpoint(self) -> str:
        """The log's head: its name, its size, its root. Signatures may follow the empty line."""
        return f"{self.origin}\n{len(self.entries)}\n{self.root()}\n\n"

    def proof(self, index: int) -> str:
        """That the entry is in the log, on its own: with the entry as extra data."""
        lines = ["c2sp.org/tlog-proof@v1", f"extra {base64.b64encode(self.entries[index].content).decode()}"]
        lines += [f"index {index}", *(base64.b64encode(one).decode() for one in tree.path(self.leaves, index))]
        return "\n".join([*lines, "", self.checkpoint])

    def with_entry(self, entry: Entry) -> Log:
        return Log(self.origin, (*self.entries, entry))

    def numbers(self, code: str) -> list[int]:
        """Which publications had the code, counted from 1."""
        return [number for number, entry in enumerate(self.entries, 1) if entry.code == code]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file by its address in the log's folder."""
        yield CHECKPOINT, self.checkpoint.encode()
        if self.entries:
            yield PROOF, self.proof(len(self.entries) - 1).encode()
        framed = [len(entry.content).to_bytes(2, "big") + entry.content for entry in self.entries]
        for address, start, end in tiles(len(self.entries)):
            yield f"tile/entries/{address}", b"".join(framed[start:end])
        level, hashes = 0, self.leaves
        while hashes:
            for address, start, end in tiles(len(hashes)):
                yield f"tile/{level}/{address}", b"".join(hashes[start:end])
            full = range(0, len(hashes) // WIDTH * WIDTH, WIDTH)
            level, hashes = level + 1, [tree.root(hashes[start : start + WIDTH]) for start in full]


def tiles(size: int) -> Iterator[tuple[str, int, int]]:
    """The address of each tile over so many hashes below its level, and which of them it has."""
    for index, start in enumerate(range(0, size, WIDTH)):
        end = min(start + WIDTH, size)
        digits = f"{index:03}" if index < 1000 else f"{index:0{(len(str(index)) + 2) // 3 * 3}}"
        elements = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        address = "/".join([*(f"x{element}" for element in elements[:-1]), elements[-1]])
        yield address if end - start == WIDTH else f"{address}.p/{end - start}", start, end


def read(get: Read) -> Log:
    """The log, every hash and link of it computed again. Raises ToolError with the first thing that is not right."""
    origin, size, root = read_checkpoint(get(CHECKPOINT))
    entries: list[Entry] = []
    for address, start, end in tiles(size):
        entries += _bundle(get(f"tile/entries/{address}"), start, end)
    log = Log(origin, tuple(entries))
    for fault in broken(entries):
        raise ToolError(fault)
    if log.root() != root:
        raise ToolError(
            say("The log's entries do not have the root of its checkpoint: an entry or the checkpoint was altered.")
        )
    return log


def read_checkpoint(content: bytes) -> tuple[str, int, str]:
    """A checkpoint's name, size and root. Raises ToolError when it is none."""
    try:
        origin, size, root, empty = content.decode("utf-8").split("\n")[:4]
        is_one = bool(origin) and not empty and len(base64.b64decode(root, validate=True)) == 32
        is_one = is_one and bool(re.fullmatch("0|[1-9][0-9]{0,5}", size)) and int(size) <= LONGEST
    except ValueError:
        is_one = False
    if not is_one:
        raise ToolError(
            say(
                "The log's checkpoint cannot be read: {found}. It has a name, a size and a root.", found=_shown(content)
            )
        )
    return origin, int(size), root


def broken(entries: Sequence[Entry]) -> Iterator[Text]:
    """Where the chain of the entries does not join."""
    if entries and entries[0].previous is not None:
        yield say("The log begins with an entry that names one before it: what came first is missing.")
    for number, (before, entry) in enumerate(pairwise(entries), 2):
        if entry.previous != before.list:
            yield say(
                "In the log publication {number} ({day}) names another code before it than publication {before} "
                "({its_day}) has: one was left out, put in or altered.",
                number=number,
                day=entry.day,
                before=number - 1,
                its_day=before.day,
            )


def parted(one: Log, other: Log) -> Iterator[Text]:
    """The first publication that two logs tell differently; one may go on where the other ends."""
    for number, (mine, its) in enumerate(zip_longest(one.entries, other.entries), 1):
        if mine is None or its is None:
            return
        if mine != its:
            yield say(
                "The two logs tell publication {number} differently: on {day} with the code {code}, and on {its_day} "
                "with the code {other}.",
                number=number,
                day=mine.day,
                code=mine.code,
                its_day=its.day,
                other=its.code,
            )
            return


def rewritten(whole: Log, size: int, root: str) -> Iterator[Text]:
    """Whether the log still begins with what had this head."""
    if size > len(whole.entries):
        yield say(
            "The log has {count} publications; it had {size} when its head was kept.",
            count=len(whole.entries),
            size=size,
        )
    elif whole.root(size) != root:
        yield say(
            "The first {size} publications in the log are not those that it had when its head was kept: it was "
            "written anew.",
            size=size,
        )


def _bundle(content: bytes, start: int, end: int) -> Iterator[Entry]:
    """The entries of a bundle, each behind its length."""
    at = 0
    for number in range(start + 1, end + 1):
        length = int.from_bytes(content[at : at + 2], "big")
        if len(content) < at + 2 + length or not length:
            raise ToolError(say("The log ends within publication {number}.", number=number))
        yield _entry(content[at + 2 : at + 2 + length], number)
        at += 2 + length
    if at != len(content):
        raise ToolError(say("Behind publication {number} the log has more than its checkpoint says.", number=end))


def _entry(content: bytes, number: int) -> Entry:
    try:
        value = json.loads(content)
        is_entry = isinstance(value, dict) and value.keys() == WRITTEN.keys()
        is_entry = is_entry and all(_fits(value[name], *form) for name, form in WRITTEN.items())
    except (ValueError, RecursionError):
        is_entry = False
    if not is_entry or (entry := Entry(**value)).content != content:
        raise ToolError(
            say("Publication {number} in the log cannot be read: {found}.", number=number, found=_shown(content))
        )
    return entry


def _fits(value: Any, form: re.Pattern[str], may_be_null: bool) -> bool:
    return (value is None and may_be_null) or (isinstance(value, str) and form.fullmatch(value) is not None)


def _shown(content: bytes) -> str:
    return quoted(content.decode("utf-8", "replace"))
