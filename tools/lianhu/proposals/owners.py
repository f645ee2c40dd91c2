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

from lianhu.reading import files
from lianhu.town.kinds import Editors, Village
from lianhu.town.kinds.editors import WHOLE_TOWN
from lianhu.town.register import Register
from lianhu.words import say
from lianhu.words.problems import Problem

CODEOWNERS = "CODEOWNERS"
HEAD = "# From records/editors.yaml by 'lianhu owners'; edit the editors, not this file."
VILLAGES = f"{files.RECORDS}/villages/"


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
            message=say("The owners are not those that {path} gives.", path=f"{files.RECORDS}/editors.yaml"),
            fix=say("Write the file anew: lianhu owners"),
        )
