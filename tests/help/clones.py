"""Repositories as clerks and servers have them: real Git in folders of their own, the same whoever runs the tests."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from help.program import ended, forked
from help.towns import TODAY, TOWN
from lianhu.town import faults

ROOT = Path(__file__).parents[2]
# An issue that is resolved, how it goes on, and who may say so.
ISSUE = "records/villages/heping/issues/2026/g02-2026-0002.yaml"
FED_BACK = (
    "  - stage: fed_back\n    date: 2026-11-20\n    by: representative\n    representative: heping-g02-r01\n"
    "    satisfaction: satisfied\n"
)
CLERK = {"LIANHU_AUTHOR": "heping-clerk"}
OFFICE = {"LIANHU_AUTHOR": "xiaoyang-town"}
# An hour of its own for every commit would be slower than needed: these tests never ask for the order of dates.
WHEN = "2026-11-01T09:00:00+08:00"
SETTINGS = ("commit.gpgsign=false", "protocol.file.allow=always", "init.defaultBranch=main", "core.autocrlf=false")


def environment(**more: str) -> dict[str, str]:
    """What a program sees: this checkout's code, nobody's settings of Git."""
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "tools"),
        "HOME": os.devnull,
        "LANGUAGE": "en",
        "LIANHU_TODAY": TODAY.isoformat(),
        faults.VARIABLE: "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_CONFIG_COUNT": str(len(SETTINGS)),
        **{f"GIT_CONFIG_KEY_{n}": setting.partition("=")[0] for n, setting in enumerate(SETTINGS)},
        **{f"GIT_CONFIG_VALUE_{n}": setting.partition("=")[2] for n, setting in enumerate(SETTINGS)},
        **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in IDENTITY.items()},
        **more,
    }


IDENTITY = {"NAME": "Clerk", "EMAIL": "clerk@example.org", "DATE": WHEN}


def run(where: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A program's exit code and what it said."""
    return subprocess.run(
        command, cwd=where, env=environment(**more), capture_output=True, check=False, encoding="utf-8", timeout=120
    )


class Clone:
    """A work tree with its repository."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def of_the_tiny_town(cls, root: Path, language: str = "en") -> Clone:
        """A new repository that holds the tiny town and this project's .gitattributes."""
        return _of_the_tiny_town(language).copy(root)

    def copy(self, root: Path) -> Clone:
        """The same once more, for a test that changes it."""
        shutil.copytree(self.root, root, symlinks=True)
        return Clone(root)

    def tried(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """A Git command that may fail."""
        return run(self.root, "git", *arguments, **more)

    def git(self, *arguments: str, **more: str) -> str:
        """What a Git command prints; it must succeed."""
        done = self.tried(*arguments, **more)
        assert done.returncode == 0, f"git {arguments}: {done.stdout}{done.stderr}"
        return done.stdout.strip()

    def lianhu(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return ended(forked(*arguments, env=environment(**more), cwd=self.root), timeout=120)

    def set_up(self) -> Clone:
        """With the merge driver and the hooks, as a clerk's clone has them."""
        done = self.lianhu("hooks", "install")
        assert done.returncode == 0, done.stdout + done.stderr
        return self

    def clone(self, root: Path, *options: str) -> Clone:
        self.git("clone", "-q", *options, str(self.root.resolve()), str(root))
        return Clone(root)

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        for path, content in files.items():
            place = self.root / path
            if content is None:
                place.unlink()
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(self, message: str = "Records", files: Mapping[str, str | bytes | None] | None = None) -> str:
        """The id of a new commit with everything that stands in the work tree; no hook is asked."""
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "-q", "--no-verify", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def append(self, path: str, text: str) -> None:
        self.write({path: self.read(path) + text})


@functools.cache
def _of_the_tiny_town(language: str) -> Clone:
    """Made once, in a folder that goes with this process; every test has a copy."""
    folder = tempfile.TemporaryDirectory(prefix="tiny-town-")
    clone = Clone(Path(folder.name) / "town")
    atexit.register(folder.cleanup)
    shutil.copytree(TOWN / "records", clone.root / "records")
    shutil.copy(ROOT / ".gitattributes", clone.root)
    town = "records/town.yaml"
    clone.write({town: clone.read(town).replace("language: zh_CN", f"language: {language}")})
    clone.git("init", "-q")
    clone.commit("The town's records")
    return clone
