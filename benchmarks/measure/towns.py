"""A generated town in a repository of its own, with its server, and what a clerk does in it: one record, then another.

Each edit has bytes that were never there before, so that nothing worked out earlier can answer for it.
"""

from __future__ import annotations

import copy
import itertools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from measure.timing import Timing, surroundings, timed

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-22"
FIGURES = "零一二三四五六七八九"
LIANHU = (sys.executable, "-P", "-m", "lianhu.cli")
OFFICE = "town"  # the territory of who may change every record
STORE = "LIANHU_STORE"
# Where what was worked out is kept by a program that does not ask STORE.
KEPT = ".git/lianhu"


@dataclass(frozen=True)
class Edit:
    """How one record of a kind is changed: where such records lie, what is looked for, what it becomes."""

    records: str
    found: re.Pattern[str]
    becomes: Callable[[re.Match[str], int], str]


EDITS: Mapping[str, Edit] = {
    "a visit": Edit(
        "villages/*/visits/2026-11/*.yaml",
        re.compile(r"\A.*representative: (\S+)\n.*\Z", re.DOTALL),
        lambda found, number: (
            f"{found[0]}  - date: {TODAY}\n    visitors:\n      - role: representative\n"
            f"        representative: {found[1]}\n    household_count: {number % 6 + 1}\n"
        ),
    ),
    "an event of an issue": Edit(
        "villages/*/issues/2026/*.yaml",
        re.compile(r"(    note: [^\n|>'\"]*[^\n|>'\".。])([。.]?)\n"),
        lambda found, number: f"{found[1]}，补记{number}{found[2]}\n",
    ),
    "a representative": Edit(
        "villages/*/representatives/*.yaml",
        re.compile(r"\nserves:\n(?:  - .*\n){1,9}\Z"),
        lambda found, number: f"{found[0]}  - {place(number)}\n",
    ),
}


def place(number: int) -> str:
    """A place that no representative serves yet; figures in it would be the number of a house."""
    return f"新屋{''.join(FIGURES[int(figure)] for figure in str(number))}湾"


class Town:
    """A town of `scale` with so many `years` of records, published in Git."""

    def __init__(self, folder: Path, scale: str, years: int | None = None) -> None:
        self.root = folder / "town"
        self.server = folder / "server.git"
        self._numbers = itertools.count(1)
        self._records: dict[str, Iterator[Path]] = {}
        more = () if years is None else ("--years", years)
        timed([*LIANHU, "demo", self.root, "--scale", scale, "--seed", "7", *more], ROOT, environment())
        self.files = len(list((self.root / "records").rglob("*.yaml")))
        (self.root / ".gitignore").write_text("/public/\n", encoding="utf-8")
        git(self.root, "init", "--quiet", "--initial-branch=main")
        self.commit()

    def copied(self, folder: Path) -> Town:
        """The same records once more, for another program to keep its answers beside."""
        twin = copy.copy(self)
        twin.root = folder / "town"
        shutil.copytree(self.root, twin.root)
        return twin

    # -- what a clerk asks

    def lianhu(self, *arguments: object, **more: str) -> Timing:
        return timed([*LIANHU, *arguments], self.root, {**self.environment, **more})

    def python(self, program: str, *arguments: object) -> Timing:
        """A program that asks ours in its own way."""
        return timed([sys.executable, "-P", "-c", program, *arguments], self.root, self.environment)

    @property
    def environment(self) -> dict[str, str]:
        """What is worked out here is kept beside the town, whatever this machine has chosen."""
        return environment(**{STORE: str(self._store)})

    @property
    def _store(self) -> Path:
        return self.root.parent / "store"

    def forget(self) -> None:
        """As if nothing had ever been worked out."""
        for folder in (self._store, self.root / KEPT):
            shutil.rmtree(folder, ignore_errors=True)

    # -- what a clerk does

    def edit(self, kind: str) -> tuple[Path, int]:
        """Change one record; which, and the number that makes this edit another than every one before."""
        edit, number = EDITS[kind], next(self._numbers)
        if kind not in self._records:
            fits = [
                path for path in sorted((self.root / "records").glob(edit.records)) if edit.found.search(read(path))
            ]
            self._records[kind] = itertools.cycle(fits)
        path = next(self._records[kind])
        path.write_text(edit.found.sub(lambda found: edit.becomes(found, number), read(path), count=1), "utf-8")
        return path, number

    def commit(self) -> None:
        git(self.root, "add", "--all", number=next(self._numbers))
        git(
            self.root,
            "commit",
            "--quiet",
            "--no-verify",
            "--allow-empty",
            "--message",
            "Records",
            number=next(self._numbers),
        )

    def publish(self) -> None:
        """Commit what is here and bring it to the server, which takes it without a question."""
        if not self.server.is_dir():
            self._serve()
        self.commit()
        git(self.server, "fetch", "--quiet", str(self.root), "+HEAD:refs/heads/main")

    def _serve(self) -> None:
        """A server with the hook, which every push asks."""
        git(self.root, "init", "--quiet", "--bare", "--initial-branch=main", str(self.server))
        hook = self.server / "hooks/pre-receive"
        hook.parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "hooks/pre-receive", hook)
        hook.chmod(0o755)
        program = self.server / "lianhu"
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -P -m lianhu.cli "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        git(self.server, "config", "lianhu.program", str(program))

    def push(self) -> Timing:
        """The whole push, as the clerk waits for it."""
        command = ["git", "push", "--quiet", self.server, "HEAD:refs/heads/main"]
        own = {"LIANHU_AUTHOR": self.account(), STORE: str(self.server / "lianhu-store")}
        return timed(command, self.root, environment(**own))

    def account(self) -> str:
        """Who may change every record."""
        editors = re.findall(
            r"account: (\S+)\n(?:.*\n)??    territory: (\S+)", read(self.root / "records/editors.yaml")
        )
        return next(account for account, territory in editors if territory == OFFICE)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def environment(number: int = 0, **more: str) -> dict[str, str]:
    """This checkout's program on the town's day; nobody's settings of Git, and a commit's time from its number."""
    when = f"{TODAY}T09:{number // 60 % 60:02}:{number % 60:02}+08:00"
    identity = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in {"NAME": "Clerk", "EMAIL": "clerk@example.org", "DATE": when}.items()
    }
    git_settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return {"PYTHONPATH": str(ROOT / "tools"), "LIANHU_TODAY": TODAY, **git_settings, **identity, **more}


def git(folder: Path, *arguments: str, number: int = 0) -> None:
    command: Sequence[str] = ("git", "-C", str(folder), *arguments)
    subprocess.run(command, env={**surroundings(), **environment(number)}, check=True, stdout=subprocess.DEVNULL)
