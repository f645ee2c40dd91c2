"""A real Git repository for tests: files in, commits out, the same ids every time, whatever is configured."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from lianhu.reading.clock import TOWN_TIME

FIRST_COMMIT = datetime(2026, 11, 1, 9, tzinfo=TOWN_TIME)
CLERK = "Clerk <clerk@example.org>"


class Repository:
    """A repository with a work tree at `root`, on branch `main`; every commit is one hour younger than the last."""

    def __init__(self, root: Path, files: Mapping[str, bytes] | None = None) -> None:
        self.root = root
        self.clock = FIRST_COMMIT
        root.mkdir(parents=True, exist_ok=True)
        if files:
            shutil.copytree(_begun(frozenset(files.items())), root, symlinks=True, dirs_exist_ok=True)
            self.clock += timedelta(hours=1)
        else:
            self.git("init", "--quiet", "--initial-branch=main")

    def git(
        self, *arguments: str, when: datetime | None = None, author: str = CLERK, entered: bytes | None = None
    ) -> str:
        """What a Git command prints, without the last line's end; `entered` is what it reads.

        Raises CalledProcessError when the command fails.
        """
        name, _, address = author.removesuffix(">").partition(" <")
        date = (when or self.clock).isoformat()
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.devnull,
            "LC_ALL": "C",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
            **{f"GIT_{who}_NAME": name for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": address for who in ("AUTHOR", "COMMITTER")},
        }
        settings = ("-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", "-c", "protocol.file.allow=always")
        command = ("git", *settings, *arguments)
        done = subprocess.run(command, cwd=self.root, env=environment, input=entered, capture_output=True)
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
        return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")

    def write(self, files: Mapping[str, bytes | None]) -> None:
        """Puts files into the work tree; None takes one away."""
        for path, content in files.items():
            place = self.root / path
            if content is None:
                place.unlink()
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)

    def commit(
        self,
        files: Mapping[str, bytes | None],
        message: str = "Records",
        when: datetime | None = None,
        author: str = CLERK,
    ) -> str:
        """Commits files on the present branch (None takes one away); gives the commit's id."""
        self.clock = when or self.clock + timedelta(hours=1)
        self.write(files)
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "--no-verify", "--message", message, author=author)
        return self.head

    @property
    def head(self) -> str:
        """The id of the present commit."""
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str, at: str = "HEAD") -> None:
        """Makes a branch at a commit and goes to it."""
        self.git("switch", "--quiet", "--create", name, at)

    def switch(self, name: str) -> None:
        """Goes to a branch that exists."""
        self.git("switch", "--quiet", name)

    def merge(self, *names: str, strategy: str | None = None, when: datetime | None = None) -> str:
        """Merges branches into the present one as a merge commit; gives its id."""
        self.clock = when or self.clock + timedelta(hours=1)
        how = (f"--strategy={strategy}",) if strategy else ()
        self.git("merge", "--quiet", "--no-ff", "--no-edit", *how, *names)
        return self.head


@functools.cache
def _folder() -> Path:
    """A folder that goes with this process."""
    folder = Path(tempfile.mkdtemp(prefix="repositories-"))
    atexit.register(shutil.rmtree, folder)
    return folder


@functools.lru_cache(maxsize=4)
def _begun(files: frozenset[tuple[str, bytes]]) -> Path:
    """A repository whose first commit holds the files: made once, for every test has a copy."""
    begun = Repository(Path(tempfile.mkdtemp(dir=_folder())))
    begun.commit(dict(files), "The town's records")
    return begun.root
