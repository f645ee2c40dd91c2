"""A folder that was read before is read again only where it changed, however it changed."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from lianhu.reading import cores, files
from lianhu.store import FILE, Store, folder, read
from lianhu.words.problems import ToolError

RECORD = "records/town.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "records/villages/heping").mkdir(parents=True)
    (tmp_path / RECORD).write_bytes(b"a: 1\n")
    (tmp_path / "records/villages/heping/village.yaml").write_bytes(b"b: 2\n")
    return tmp_path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day has gone by since the files were written."""
    now = time.time_ns()
    monkeypatch.setattr(folder.time, "time_ns", lambda: now + 86_400 * 10**9)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files whose content was read."""
    found: list[str] = []
    real = folder._content

    def content(root: Path, path: str) -> bytes:
        found.append(path)
        return real(root, path)

    monkeypatch.setattr(folder, "_content", content)
    return found


def test_what_lies_there_is_what_a_first_reading_finds(root: Path, store: Store) -> None:
    tree, problems = read(root, store)
    assert (dict(tree), problems) == files.read_folder(root)


@pytest.mark.usefixtures("later")
def test_what_did_not_change_is_not_read(root: Path, store: Store, reads: list[str]) -> None:
    first, _ = read(root, store)
    reads.clear()
    again, _ = read(root, store)
    assert (reads, again.ids) == ([], first.ids)
    assert again[RECORD] == b"a: 1\n"


def test_what_was_just_written_is_read_again(root: Path, store: Store, reads: list[str]) -> None:
    """It may be written once more in the same moment, and nobody could tell."""
    read(root, store)
    reads.clear()
    read(root, store)
    assert len(reads) == 2


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("how", ["in place", "by another file", "with the old time", "with a clock set back"])
def test_a_change_of_the_same_size_is_seen(root: Path, store: Store, how: str) -> None:
    read(root, store)
    file = root / RECORD
    before = file.stat()
    if how == "by another file":
        (root / "new").write_bytes(b"a: 9\n")
        (root / "new").replace(file)
    else:
        file.write_bytes(b"a: 9\n")
    if how == "with the old time":
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif how == "with a clock set back":
        os.utime(file, ns=(0, before.st_mtime_ns - 86_400 * 10**9))
    assert read(root, store)[0][RECORD] == b"a: 9\n"


@pytest.mark.usefixtures("later")
def test_a_checkout_that_moved_is_read_as_it_is(root: Path, store: Store, tmp_path: Path) -> None:
    read(root, store)
    shutil.copytree(root / "records", tmp_path / "elsewhere/records")
    (tmp_path / "elsewhere" / RECORD).write_bytes(b"a: 3\n")
    assert read(tmp_path / "elsewhere", store)[0][RECORD] == b"a: 3\n"


@pytest.mark.usefixtures("later")
def test_what_is_gone_or_new_is_seen(root: Path, store: Store) -> None:
    read(root, store)
    (root / RECORD).unlink()
    (root / "records/roles.yaml").write_bytes(b"c: 3\n")
    assert dict(read(root, store)[0]) == files.read_folder(root)[0]


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("deed", ["changed", "deleted"])
def test_a_file_that_changes_while_it_is_asked_about_is_told(root: Path, store: Store, deed: str) -> None:
    read(root, store)
    tree, _ = read(root, store)
    (root / RECORD).write_bytes(b"a: 4\n")
    if deed == "deleted":
        (root / RECORD).unlink()
    with pytest.raises(ToolError, match=r"records/town.yaml was changed while the records were read"):
        tree[RECORD]


@pytest.mark.usefixtures("later")
def test_noise_for_what_was_noted_changes_nothing(root: Path, store: Store) -> None:
    read(root, store)
    store.close()
    assert store.folder
    (store.folder / FILE).write_bytes(b"noise" * 1000)
    assert dict(read(root, store)[0]) == files.read_folder(root)[0]


def test_copies_of_a_process_find_what_it_finds(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_cores", lambda: 2)
    store.keep({"a": b"1", "b": b"2"})
    assert store.get("a") == b"1"  # by a connection that is open from here on
    assert list(cores.each(store.get, ["a", "b", "c", "b"] * 2)) == [b"1", b"2", None, b"2"] * 2
    assert store.get("b") == b"2"
