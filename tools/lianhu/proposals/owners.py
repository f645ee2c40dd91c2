"""CODEOWNERS from the records: a forge asks those to review a change who may make it.

The town owns everything; a village's editors own their folder, except for kinds of record in it that are the town's.
GitHub and GitLab take the last line that fits a file, and read patterns as those of .gitignore. Gitea and Forgejo take
every line that fits, and read patterns as regular expressions over the whole path: for them the town and each village
have a second line, which for the others fits no file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from lianhu.reading import files
from lianhu.town.kinds import Editors, Village
from lianhu.town.kinds.editors import WHOLE_TOWN
from lianhu.town.register import Register
from lianhu.words import say
from lianhu.words.problems import Problem, ToolError
from lianhu.writing import disk

CODEOWNERS = "CODEOWNERS"
EDITORS = f"{files.RECORDS}/editors.yaml"
HEAD = "# From records/editors.yaml by 'lianhu owners'; edit the editors, not this file."
VILLAGES = f"{files.RECORDS}/villages/"


def read(root: Path) -> bytes | None:
    """The CODEOWNERS of the folder at `root`; None where there is no such file, and for a link."""
    path = root / CODEOWNERS
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def write(root: Path, register: Register) -> Path:
    """Write the file anew; gives its place. Raises ToolError while the records name no editor for the whole town."""
    path = root / CODEOWNERS
    current = path.read_bytes() if path.is_file() else None
    disk.write_atomically(root, CODEOWNERS, _needed(register), instead_of=current)
    return path


def outdated(root: Path, register: Register) -> tuple[Problem, ...]:
    """What is wrong with the file at `root`, which must be there. Raises ToolError as `write` does."""
    _needed(register)
    path = root / CODEOWNERS
    return tuple(problems(path.read_bytes() if path.is_file() else b"", register))


def _needed(register: Register) -> bytes:
    content = codeowners(register)
    if content is None:
        raise ToolError(say("{path} names no editor for the whole town, so nobody owns the rest.", path=EDITORS))
    return content


def codeowners(register: Register) -> bytes | None:
    """The file's content, the same for the same records; None while the records name no editor for the town."""
    accounts: dict[str, list[str]] = defaultdict(list)
    for editors in register.all(Editors):
        for editor in editors.editors:
            accounts[editor.territory].append(f"@{editor.account}")
    if not accounts[WHOLE_TOWN]:
        return None
    town = " ".join(accounts[WHOLE_TOWN])
    lines = [HEAD, f"* {town}", f".+ {town}"]
    for village in register.all(Village):
        if own := " ".join(accounts[village.id]):
            # The town stays an owner: nobody approves their own change, and some villages have one editor.
            lines += [f"/{VILLAGES}{village.id}/ {own} {town}", f"{VILLAGES}{village.id}/.+ {own}"]
    lines += [f"{pattern} {town}" for pattern in _the_towns_inside(register)]
    return "".join(f"{line}\n" for line in lines).encode()


def _the_towns_inside(register: Register) -> Iterator[str]:
    """Patterns of the files in villages' folders that the town keeps for itself."""
    for _, kind in sorted(register.schemas.kinds.items()):
        place = kind.schema["x-path"]
        if place.startswith(VILLAGES) and kind.schema.get("x-territory") != "village":
            yield "/" + re.sub(r"\{\w+\}", "*", place)


def problems(content: bytes | None, register: Register) -> Iterator[Problem]:
    """What is wrong with the CODEOWNERS file of a town that has one."""
    if content is not None and content.replace(b"\r\n", b"\n") != codeowners(register):
        yield Problem(
            path=CODEOWNERS,
            rule="codeowners_follow_the_editors",
            message=say("The owners are not those that {path} gives.", path=EDITORS),
            fix=say("Write the file anew: lianhu owners"),
        )
