"""A clone set up for clerks: Git merges records by their entries, and asks the check before every commit.

Git runs no hook and no merge driver that came with a clone: whoever works in it has to set it up once. What is set up
names the Python that this command runs with, so that it works wherever the clerk calls Git from.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from lianhu.git import clone
from lianhu.words import Text, say

OURS = "# written by: lianhu hooks install"
HOOKS = {"pre-commit": "check --before-commit"}


def program() -> str:
    """The shell's words for this program; -P: a folder of its name in the work tree is not it."""
    return f"{shlex.quote(sys.executable)} -P -m lianhu.cli"


def install(root: Path) -> Iterator[Text]:
    """Set up the clone that holds the town at `root`; tells each thing done or left. Twice is as good as once."""
    settings = {
        "merge.lianhu.name": "events that two branches added to the same record",
        "merge.lianhu.driver": f"{program()} merge %O %A %B %P",
    }
    if clone.configure(root, settings):
        yield say("Git now merges events that two branches added to the same record.")
    else:
        yield say("Git merges events that two branches added to the same record already.")
    if clone.configure(root, {"pull.rebase": "true", "rebase.autoStash": "true"}):
        yield say("git pull now puts your own commits on top of what was published.")
    else:
        yield say("git pull puts your own commits on top of what was published already.")
    folder = clone.hooks_folder(root)
    for name, command in HOOKS.items():
        hook = folder / name
        script = f"#!/bin/sh\n{OURS}\nexec {program()} {command}\n"
        present = hook.read_text(encoding="utf-8", errors="replace") if hook.exists() else None
        if present == script:
            yield say("Git asks the check at every {hook} already.", hook=name)
        elif present is not None and OURS not in present:
            yield say("Left as it is: there is a {hook} hook of your own; let it run 'lianhu check'.", hook=name)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            hook.write_text(script, encoding="utf-8", newline="\n")
            hook.chmod(0o755)
            yield say("Git now asks the check at every {hook}.", hook=name)
