"""Loses no data: whatever breaks and whenever, what was there stands, or the new stands whole (hardening.md C1-C7)."""

from __future__ import annotations

import errno
import itertools
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from help.built import new_root
from help.faults import KILLED, Disk, Files, calls, files_below, leftovers, renewed, run
from help.messages import FIRST, MAPPING, OPEN, SECOND, workbook
from help.towns import TODAY, TOWN
from lianhu import demo

pytestmark = pytest.mark.slow

CLEAN, CANNOT_RUN = 0, 2
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT)
DAY = ("--today", TODAY.isoformat())


@dataclass
class Writing:
    """A command that writes: where, how, and which states are whole."""

    arguments: list[str]
    place: Path
    prepare: Callable[[], None]
    is_whole: Callable[[Files, Files, Files], bool] = lambda found, old, new: found in (old, new)

    def new_state(self, output: Path) -> tuple[Files, Files, int]:
        """Files before and after an undisturbed run, and how many calls it makes."""
        self.prepare()
        old = files_below(self.place)
        assert run(self.arguments, output, Disk()) == CLEAN, output.read_text(encoding="utf-8")
        return old, files_below(self.place), calls(output)

    def try_fault(self, number: int, error: int | None, output: Path, old: Files, new: Files) -> None:
        self.prepare()
        language = "zh_CN" if number % 2 else "en"
        code = run(self.arguments, output, Disk(number, error), language)
        found, words = files_below(self.place), output.read_text(encoding="utf-8")
        assert self.is_whole(found, old, new), (number, error, sorted(found.keys() ^ new.keys()))
        if error is None:
            assert code == KILLED
            return
        # A fault of tidying up, after all is done, may pass.
        assert code == CANNOT_RUN or (code == CLEAN and found == new), (number, error, code, words)
        assert code == CLEAN or ("。" if language == "zh_CN" else ".") in words
        assert "Traceback" not in words, (number, error)
        assert leftovers(self.place) == [], (number, error)


# -- the commands


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the tiny town, a mapping and a workbook of three messages."""
    (tmp_path / "mapping.yaml").write_text(MAPPING, encoding="utf-8", newline="\n")
    workbook(tmp_path / "messages.xlsx", [FIRST, SECOND, [*OPEN[:3], "2019/5/1 7:05", *OPEN[4:]]])
    new_root(tmp_path / "town", TOWN)
    return tmp_path


def importing(desk: Path) -> list[str]:
    named = ["--mapping", str(desk / "mapping.yaml"), "--into", str(desk / "town"), *DAY]
    return ["import", "issues", str(desk / "messages.xlsx"), *named]


def some_records(found: Files, old: Files, new: Files) -> bool:
    """An import may stop between records; each that is there is whole."""
    return old.items() <= found.items() <= new.items()


@pytest.mark.parametrize("kind", ["error", "kill"])
def test_an_import_at_every_fault(desk: Path, kind: str) -> None:
    output, root = desk / "output", desk / "town"
    command = Writing(importing(desk), root, lambda: renewed(root), some_records)
    old, new, count = command.new_state(output)
    assert len(new) == len(old) + 3 and count >= 20
    errors = itertools.cycle(ERRORS)
    for number in range(1, count + 1):
        command.try_fault(number, next(errors) if kind == "error" else None, output, old, new)
        assert leftovers(root / "records") == [], "no half of a message lies among the records"
        assert run(["check", "--root", str(root), *DAY], output, Disk()) == CLEAN, output.read_text(encoding="utf-8")
        assert run(importing(desk), output, Disk()) == CLEAN
        assert files_below(root) == new, f"importing again completes what stopped at {number}"
        assert leftovers(root) == [] and not (root / ".lianhu").exists()


@pytest.mark.parametrize("kind", ["error", "kill"])
def test_a_demonstration_at_many_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    written = demo.town("tiny", 1, 1)
    # What it writes is not the question here.
    monkeypatch.setattr(demo, "_town_by_town", lambda scale, seed, years: [(1, written)])
    place = tmp_path / "town"

    def is_whole(found: Files, old: Files, new: Files) -> bool:
        """Records come last and at once; pages without records are no town."""
        return found == new or (found.items() <= new.items() and not any(path.startswith("records") for path in found))

    command = Writing(["demo", str(place), "--scale", "tiny"], place, lambda: shutil.rmtree(place, True), is_whole)
    old, new, count = command.new_state(tmp_path / "output")
    assert (old, new) == ({}, written)
    errors = itertools.cycle(ERRORS)
    for number in sampled(count, 40):
        command.try_fault(number, next(errors) if kind == "error" else None, tmp_path / "output", old, new)


@pytest.mark.parametrize("kind", ["error", "kill"])
def test_a_build_at_many_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """The old site is of another day, so that old and new differ; the next build clears what a killed one left.

    Each finds kept what the build of the old site kept, and so does the same as the one before.
    """
    root, output, site = tmp_path / "town", tmp_path / "output", tmp_path / "old site"
    kept, kept_then = tmp_path / "kept", tmp_path / "kept then"
    monkeypatch.setenv("LIANHU_STORE", str(kept))
    new_root(root, TOWN)
    assert run(["build", "--root", str(root), "--out", str(site), "--today", "2026-12-01"], output, Disk()) == CLEAN
    kept.rename(kept_then)

    def with_old_site() -> None:
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(kept_then, kept)
        shutil.rmtree(root / "public", ignore_errors=True)
        shutil.copytree(site, root / "public")

    command = Writing(["build", "--root", str(root), *DAY], root, with_old_site)
    old, new, count = command.new_state(output)
    assert old != new
    errors = itertools.cycle(ERRORS)
    for number in sampled(count, 5):
        command.try_fault(number, next(errors) if kind == "error" else None, output, old, new)
        assert kind != "kill" or len(leftovers(root)) <= 1, "the build before it has cleared"


def sampled(count: int, some: int) -> list[int]:
    """Some of all calls, always the same, and the last six, where the new takes the old one's place."""
    chosen = random.Random(5).sample(range(1, count - 5), some)
    return sorted({*chosen, *range(count - 5, count + 1)})
