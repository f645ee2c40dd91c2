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
from dataclasses import dataclass, field
from pathlib import Path

from help.mutants import Mutant
from help.walk import ROOT

PAGES = ("tests/site/test_states.py", "tests/site/test_what_has_ended.py", "tests/site/test_pages.py")
LISTS = ("tests/site/test_limits.py", "tests/site/test_issue_lists.py", "tests/site/test_site.py")
CASES = ("tests/rules/test_cases.py",)
CONVENTIONS = ("tests/whole/test_conventions.py",)
# The tests of each room: those that are its own, then, for what these let pass, those that walk through it.
TESTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "personal": (("tests/personal",), (*CASES, "tests/public/test_publish.py", "tests/site/test_inspection.py")),
    "words": (("tests/words",), (*CASES, "tests/cli")),
    "reading": (("tests/reading",), (*CASES, "tests/sheets", "tests/cli")),
    "writing": (("tests/writing",), ("tests/public/test_withdraw.py", "tests/sheets", "tests/cli")),
    "git": (("tests/git",), ("tests/history", "tests/whole/test_git_life.py", "tests/proof", "tests/proposals")),
    "store": (("tests/store",), ("tests/cli/test_doctor.py", "tests/rules/test_town_in_parts.py", "tests/history")),
    "town": (("tests/town", "tests/rules/test_loop_rules.py"), (*CASES, *CONVENTIONS, *PAGES, "tests/figures")),
    "public": (("tests/public",), (*PAGES, "tests/history")),
    "rules": (CASES, ("tests/rules", *CONVENTIONS, "tests/cli")),
    "changes": (("tests/changes", "tests/difference"), ("tests/proposals", "tests/history")),
    "figures": (("tests/figures",), PAGES),
    "history": (("tests/history",), ("tests/site/test_as_of.py", "tests/cli")),
    "proposals": (("tests/proposals", *CASES), ("tests/cli",)),
    "proof": (("tests/proof",), ("tests/cli",)),
    "site": ((*PAGES, *LISTS, "tests/site/test_icalendar.py", "tests/site/test_frame.py"), ("tests/site",)),
    "difference": (("tests/difference",), ("tests/cli",)),
    "boards": (("tests/boards",),),
    "sheets": (("tests/sheets",), ("tests/reading/test_sheets.py", "tests/cli")),
    "demo": (("tests/demo",), ("tests/cli",)),
    "cli": (("tests/cli",), ("tests/proposals", "tests/public/test_withdraw.py", "tests/whole/test_git_life.py")),
    "templates": ((*PAGES, *LISTS), ("tests/history",)),
    "scripts": (("tests/site/test_scripts.py",),),
}
LONGER = 3  # times the time without a mutant, and
MORE = 20  # seconds: who takes longer runs for ever


class Broken(Exception):
    """A test fails without any mutant, so that none can be tried."""


@dataclass(frozen=True)
class Trial:
    """A copy, and the tests of a room in stages; how long one takes without a mutant is measured when needed."""

    root: Path
    stages: tuple[tuple[str, ...], ...]
    _seconds: dict[tuple[str, ...], float] = field(default_factory=dict)

    def survives(self, mutant: Mutant) -> bool:
        """Whether no test notices the change; `Broken` when a test fails without any."""
        return all(self._passes(mutant, tests, LONGER * self._time(tests) + MORE) for tests in self.stages)

    def _time(self, tests: tuple[str, ...]) -> float:
        if tests not in self._seconds:
            begin = time.perf_counter()
            if not _passes(self.root, tests, None):
                raise Broken(f"these tests fail without any change: {' '.join(tests)}")
            self._seconds[tests] = time.perf_counter() - begin
        return self._seconds[tests]

    def _passes(self, mutant: Mutant, tests: tuple[str, ...], seconds: float) -> bool:
        place = self.root / mutant.file
        before = place.read_bytes()
        place.write_text(mutant.text, encoding="utf-8")
        try:
            return _passes(self.root, tests, seconds)
        finally:
            place.write_bytes(before)


@contextmanager
def trial(room: str, folder: Path) -> Iterator[Trial]:
    """A copy below `folder` for the tests of a room."""
    root = _copied(folder / room)
    yield Trial(root, TESTS[room])
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
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
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
