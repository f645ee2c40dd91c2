"""A folder or a commit as `{path: bytes}`: what the records are, before anyone has read them.

Only plain files with plain names are taken; anything else is a problem and its content is never opened
(shared folders, Windows checkouts and Git trees all meet the same rule).
"""

from __future__ import annotations

import functools
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lianhu.words import Text, say
from lianhu.words.problems import Problem, ToolError, quoted

Tree = Mapping[str, bytes]

RECORDS = "records"
TOWN_FILE = f"{RECORDS}/town.yaml"
VILLAGES = f"{RECORDS}/villages/"
LARGEST_FILE = 256 * 1024
LARGEST_PHOTO = 4 * 1024 * 1024
LONGEST_PATH = 150
TEMPORARY = ".tmp-"
PLAIN_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
# Windows opens a device instead of a file under these names, whatever follows the dot.
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
PHOTO_ENDINGS = (".jpg", ".jpeg", ".png")
LINK = say("a symbolic link; links may lead outside the records")


def town_folder(start: Path) -> Path:
    """The folder that holds `records/`, found upwards from `start`. Raises ToolError when there is none."""
    for folder in (start, *start.parents):
        if (folder / RECORDS).is_dir():
            return folder
    raise ToolError(
        say(
            "No folder '{records}' here or above {start}: go to the town's folder, or name it with --root.",
            records=RECORDS,
            start=str(start),
        )
    )


def read_folder(root: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Every record file below `root/records` in order of path, and the entries that were refused.

    Raises ToolError as `listings` does.
    """
    found, problems = list[str](), list[Problem]()
    for folder, entries in listings(root):
        for name, information in entries:
            path = f"{folder}/{name}"
            if problem := refused(path, information):
                problems.append(problem)
            else:
                found.append(path)
    return {path: (root / path).read_bytes() for path in sorted(found)}, sorted(problems) + colliding_names(found)


def listings(root: Path) -> Iterator[tuple[str, list[tuple[str, os.stat_result]]]]:
    """Each folder of the records and what lies in it by name, with what the system says of it; nothing is read.

    Folders that are entered themselves are left out, and what an interrupted command left, which is never a record.
    Raises ToolError when `records` itself is a link.
    """
    if (root / RECORDS).is_symlink():
        raise no_folder(LINK)
    folders = [RECORDS]
    for folder in folders:  # which grow meanwhile
        found = []
        with os.scandir(root / folder) as entries:
            for entry in entries:
                name = entry.name
                if name.startswith(TEMPORARY):
                    continue
                if entry.is_dir(follow_symlinks=False) and _is_plain(name) and len(folder) + len(name) < LONGEST_PATH:
                    folders.append(f"{folder}/{name}")
                else:
                    found.append((name, entry.stat(follow_symlinks=False)))
        found.sort()
        yield folder, found


def refused(path: str, information: os.stat_result) -> Problem | None:
    """Why what lies at a path may not be read; None when it may."""
    return refused_entry(path, information.st_size, _not_a_file(information.st_mode))


def _not_a_file(mode: int) -> Text | None:
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISLNK(mode):
        return LINK
    # A folder comes here when its name or depth keeps it from being entered.
    return None if stat.S_ISDIR(mode) else say("neither a file nor a folder")


@functools.lru_cache(maxsize=10_000)  # the same names lie in many folders
def _is_plain(name: str) -> bool:
    return bool(PLAIN_PART.fullmatch(name)) and not name.endswith(".") and not RESERVED.fullmatch(name)


@functools.lru_cache(maxsize=10_000)  # thousands of files lie in some hundred folders
def _is_plain_folder(path: str) -> bool:
    return all(map(_is_plain, path.split("/")))


def no_folder(what: Text) -> ToolError:
    """The records as a whole are no folder: there is nothing to judge."""
    return ToolError(say("'{records}' is {what}; put the folder itself here.", records=RECORDS, what=what))


def refused_entry(path: str, size: int, not_a_file: Text | None) -> Problem | None:
    """Why an entry of the records may not be read; None when it may. `size` in bytes."""
    if not_a_file:
        return Problem(
            path=printable(path),
            rule="plain_files_only",
            message=say("This is {what}.", what=not_a_file),
            fix=say("Put the file itself here, or remove the entry."),
        )
    name = path.rsplit("/", 1)[-1]
    if not (_is_plain(name) and _is_plain_folder(path[: -len(name) - 1])):
        return Problem(
            path=printable(path),
            rule="plain_file_names",
            message=say("The name {name} cannot be kept on every computer.", name=quoted(name)),
            fix=say("Use only a-z, 0-9, '-', '_' and '.', and no word that Windows keeps for itself, like con or nul."),
        )
    if len(path) > LONGEST_PATH:
        return Problem(
            path=printable(path),
            rule="plain_file_names",
            message=say(
                "The path has {found} characters; at most {limit} are allowed.", found=len(path), limit=LONGEST_PATH
            ),
            fix=say("Shorten the name."),
        )
    largest = LARGEST_PHOTO if name.lower().endswith(PHOTO_ENDINGS) else LARGEST_FILE
    if size > largest:
        return Problem(
            path=path,
            rule="too_large",
            message=say("The file has {found} bytes; at most {limit} are allowed.", found=size, limit=largest),
            fix=say("Split the record, or check whether this is the right file."),
        )
    return None


def colliding_names(paths: Iterable[str]) -> list[Problem]:
    """Paths that Windows and macOS would take for one and the same file."""
    paths = [*paths]
    if len({path.casefold() for path in paths}) == len(paths):
        return []
    first: dict[str, str] = {}
    problems = []
    for path in sorted(paths, key=lambda path: (path != path.casefold(), path)):
        other = first.setdefault(path.casefold(), path)
        if other != path:
            problems.append(
                Problem(
                    path=path,
                    rule="plain_file_names",
                    message=say("Differs from {other} only in capital letters.", other=other),
                    fix=say("Rename one of the two."),
                )
            )
    return problems


def printable(path: str) -> str:
    """A path for a message: undecodable and control characters escaped."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
