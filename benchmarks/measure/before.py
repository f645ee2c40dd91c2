"""The commit before, as a program: taken out of Git beside this checkout, installed nowhere."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

# What a command is made of; a commit that changes nothing of it cannot change its speed.
PROGRAM = ("tools", "schemas", "site", "mkdocs.yml")
PUBLISHED = ("origin/HEAD", "origin/main")


def commit(root: Path) -> str | None:
    """Where a proposal branched off from what is published, else the parent; None where this clone holds neither."""
    head = _asked(root, "rev-parse", "HEAD")
    forks = (_asked(root, "merge-base", "HEAD", published) for published in PUBLISHED)
    return next((fork for fork in forks if fork and fork != head), None) or _asked(
        root, "rev-parse", "--verify", "--quiet", "HEAD~1^{commit}"
    )


def head(root: Path) -> str | None:
    """The commit that is checked out; None where there is none."""
    return _asked(root, "rev-parse", "--verify", "--quiet", "HEAD")


def is_the_same(root: Path, base: str) -> bool:
    """Whether the program of the checkout is that of the commit, to the byte."""
    command = ["git", "-C", str(root), "diff", "--quiet", base, "--", *PROGRAM]
    return subprocess.run(command, check=False).returncode == 0


def program(root: Path, base: str, folder: Path) -> Path:
    """Write the commit's program into a folder; the answer is what PYTHONPATH wants."""
    there = (_asked(root, "ls-tree", "--name-only", base, "--", *PROGRAM) or "").split()
    packed = subprocess.run(["git", "-C", str(root), "archive", base, "--", *there], capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    for compiled in (root / "tools").rglob("*.mo"):  # Git does not hold them; a word of today does no harm
        shutil.copy(compiled, folder / compiled.relative_to(root))
    return folder / "tools"


def _asked(root: Path, *arguments: str) -> str | None:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None
