"""A copy of the repository in which the tests of a room are run on a mutant, until the first fails."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from help.mutants import Mutant
from help.walk import ROOT

PAGES = ("tests/site/test_states.py", "tests/site/test_what_has_ended.py", "tests/site/test_pages.py")
LISTS = ("tests/site/test_limits.py", "tests/site/test_site.py")
CASES = ("tests/rules/test_cases.py",)
CONVENTIONS = ("tests/whole/test_conventions.py",)
# The tests of each room: those that are its own, then, for what these let pass, those that walk through it.
TESTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "personal": (("tests/personal",), (*CASES, "tests/public/test_publish.py", "tests/site/test_inspection.py")),
    "words": (("tests/words",), (*CASES, "tests/cli")),
    "reading": (("tests/reading",), (*CASES, "tests/sheets", "tests/cli")),
    "writing": (("tests/writing",), ("tests/public/test_withdraw.py", "tests/sheets", "tests/cli")),
    "git": (("tests/history",), ("tests/whole/test_git_life.py", "tests/proof", "tests/proposals")),
    "town": (("tests/town", "tests/rules/test_loop_rules.py"), (*CASES, *CONVENTIONS, *PAGES, "tests/figures")),
    "public": (("tests/public",), (*PAGES, "tests/history")),
    "rules": (CASES, ("tests/rules", *CONVENTIONS, "tests/cli")),
    "changes": (("tests/changes", "tests/difference"), ("tests/proposals", "tests/history")),
    "figures": (("tests/figures",), PAGES),
    "proposals": (("tests/proposals", *CASES), ("tests/cli",)),
    "history": (("tests/history",), ("tests/site/test_as_of.py", "tests/cli")),
    "proof": (("tests/proof",), ("tests/cli",)),
    "site": ((*PAGES, *LISTS), ("tests/site",)),
    "difference": (("tests/difference",), ("tests/cli",)),
    "sheets": (("tests/sheets",), ("tests/reading/test_sheets.py", "tests/cli")),
    "demo": (("tests/demo",), ("tests/cli",)),
    "cli": (("tests/cli",), ("tests/proposals", "tests/public/test_withdraw.py", "tests/whole/test_git_life.py")),
    "templates": ((*PAGES, *LISTS), ("tests/site", "tests/history")),
    "scripts": (("tests/site/test_scripts.py",), ("tests/site/test_browser.py",)),
}
LONGER = 3  # times the time without a mutant, and
MORE = 20  # seconds: who takes longer runs for ever


@dataclass(frozen=True)
class Trial:
    """A copy, the tests of a room in stages, and how many seconds each stage takes without a mutant."""

    root: Path
    stages: tuple[tuple[tuple[str, ...], float], ...]

    def survives(self, mutant: Mutant) -> bool:
        """Whether no test notices the change."""
        place = self.root / mutant.file
        before = place.read_text(encoding="utf-8")
        place.write_text(mutant.text, encoding="utf-8")
        try:
            return all(_passes(self.root, tests, LONGER * seconds + MORE) for tests, seconds in self.stages)
        finally:
            place.write_text(before, encoding="utf-8")


@contextmanager
def trial(room: str, folder: Path) -> Iterator[Trial]:
    """A copy below `folder`; RuntimeError when a test fails there without any mutant."""
    root = _copied(folder / room)
    stages = []
    for tests in TESTS[room]:
        begin = time.perf_counter()
        if not _passes(root, tests, None):
            raise RuntimeError(f"these tests fail without any change: {' '.join(tests)}")
        stages.append((tests, time.perf_counter() - begin))
    yield Trial(root, tuple(stages))
    shutil.rmtree(root)


def _copied(root: Path) -> Path:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in listed.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)
    return root


def _passes(root: Path, tests: Sequence[str], seconds: float | None) -> bool:
    """Whether all tests pass within so many seconds."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]
    running = subprocess.Popen(
        command,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "tools"), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return running.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        return False
