"""What befalls the place of what is kept: each answer stays right, at worst it comes as late as the first."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from help.built import new_root
from help.faults import but_publications, files_below
from help.program import environment, lianhu, started
from help.repository import Repository
from help.towns import TODAY, TOWN, Tree
from lianhu.site.build import build
from lianhu.store import FILE, Store, folder, read

TOTALS = "records/town.yaml"
CLEAN = 0
Answer = tuple[int, str]


@pytest.fixture
def town(tmp_path: Path, town_tree: Tree) -> Path:
    """A town in Git whose check has something to tell."""
    repository = Repository(tmp_path / "town", town_tree)
    record = repository.root / TOTALS
    record.write_text(record.read_text(encoding="utf-8").replace("groups: ", "groups: 9"), encoding="utf-8")
    return repository.root


def check(town: Path, *more: str, before: Callable[[], None] = lambda: None) -> Answer:
    done = lianhu("check", "--root", town, *more, env=environment(), preexec_fn=before)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


@pytest.fixture
def right(town: Path) -> Answer:
    """What the check says without anything that is kept."""
    found = check(town, "--no-cache")
    assert "declared_totals_add_up" in found[1]
    return found


def kept(town: Path) -> Path:
    return town / ".git/lianhu" / FILE


# -- a disk that is full


@pytest.mark.parametrize("room", [0, 5_000, 20_000])
def test_a_disk_that_takes_so_many_bytes(town: Path, right: Answer, room: int) -> None:
    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    assert check(town, before=full) == right == check(town, before=full)
    assert check(town) == right == check(town), "what was cut off does not stand in the way"
    record = next((town / "records/villages").glob("*/groups/*.yaml"))
    record.write_bytes(record.read_bytes() + b"# seen\n")
    assert check(town) == right
    assert kept(town).stat().st_size > 20_000, "and what is asked anew is kept again"


def test_a_disk_that_is_full_keeps_what_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Store(tmp_path)
    here.keep({"a": b"1"})
    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", disk_of_pages(10))
        here.keep({"b": b"2" * 100_000, "a": b"3"})
    assert here.find(["a", "b"]) == {"a": b"1"}, "all or nothing"
    here.keep({"b": b"2"})
    assert here.find(["a", "b"]) == {"a": b"1", "b": b"2"}


def disk_of_pages(number: int) -> Callable[..., sqlite3.Connection]:
    real = sqlite3.connect

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = real(*arguments, **options)
        connection.execute(f"pragma max_page_count = {number}")
        return connection

    return connect


# -- a network folder without locks


class Refused(sqlite3.Connection):
    """As SQLite answers where the folder's system knows no locks."""

    def execute(self, *_: Any) -> sqlite3.Cursor:
        raise sqlite3.OperationalError("locking protocol")


def test_a_folder_that_refuses_every_lock(town: Path, right: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    check(town)
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **options: real(*given, factory=Refused, **options))
    assert check(town) == right == check(town)


def test_a_folder_that_grants_every_lock_to_everybody(
    town: Path, right: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writers then write into each other's pages; what comes of it is not believed."""
    monkeypatch.setattr(sqlite3, "connect", without_locks)
    for _ in range(2):
        commands = [started("check", "--root", town) for _ in range(5)]
        told = [command.communicate()[0] for command in commands]
        assert [(command.returncode, words) for command, words in zip(commands, told, strict=True)] == [right] * 5
    monkeypatch.undo()
    assert check(town) == right == check(town)


def without_locks(file: Any, **options: Any) -> sqlite3.Connection:
    """SQLite's own way to open a file without a lock."""
    address = file if str(file).startswith("file:") else f"file:{file}?mode=rwc"
    return connect_really(f"{address}&vfs=unix-none", **{**options, "uri": True})


connect_really = sqlite3.connect


# -- several commands at once


def test_two_builds_and_a_check_at_once(tmp_path: Path) -> None:
    """Each begins with nothing kept, then with a store that another is writing: each site is the whole one."""
    root = Repository(new_root(tmp_path / "town", TOWN)).root
    assert not build(root, tmp_path / "alone", TODAY)
    alone = files_below(tmp_path / "alone")
    for deed in (lambda: shutil.rmtree(root / ".git/lianhu"), lambda: None):
        deed()
        commands = [started("build", "--root", root, "--out", tmp_path / name) for name in ("one", "two")]
        commands.append(started("check", "--root", root))
        assert [command.communicate() and command.returncode for command in commands] == [CLEAN] * 3
        assert files_below(tmp_path / "one") == files_below(tmp_path / "two") == alone


# -- files and clocks


def test_a_record_that_changed_within_the_second_and_in_size_not(town: Path, right: Answer) -> None:
    """And says, as a tool may make it, that it was written when the old one was."""
    assert check(town) == right
    record, before = town / TOTALS, (town / TOTALS).stat()
    content = record.read_bytes()
    record.write_bytes(content.replace(b"groups: 9", b"groups: 8"))
    os.utime(record, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert record.stat().st_size == before.st_size
    assert check(town) == check(town, "--no-cache") != right


@pytest.mark.parametrize("ahead", [-86_400, 86_400])
def test_a_clock_that_is_wrong_costs_time_alone(
    tmp_path: Path, town_tree: Tree, ahead: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Noted by a clock that was set back, or forward, by a day; then another content of the same size."""
    root, here = Repository(tmp_path / "town", town_tree).root, Store(tmp_path / "kept")
    now = time.time_ns()
    monkeypatch.setattr(folder.time, "time_ns", lambda: now + ahead * 10**9)
    read(root, here)
    content = (root / TOTALS).read_bytes()
    (root / TOTALS).write_bytes(content.swapcase())
    assert read(root, here)[0][TOTALS] == (root / TOTALS).read_bytes() != content


def test_a_checkout_that_moved_with_all_that_it_has(tmp_path: Path) -> None:
    root, moved = Repository(new_root(tmp_path / "town", TOWN)).root, tmp_path / "elsewhere/town"
    assert not build(root, root / "public", TODAY)
    moved.parent.mkdir()
    root.rename(moved)
    record = moved / "records/villages/heping/groups/g01.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("0730-", "0739-"), encoding="utf-8")
    assert not build(moved, moved / "public", TODAY)
    shutil.rmtree(moved / ".git/lianhu")
    assert not build(moved, tmp_path / "first", TODAY)
    assert but_publications(files_below(moved / "public")) == but_publications(files_below(tmp_path / "first"))
