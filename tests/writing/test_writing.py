"""Records as bytes and as files: what is written reads back, and an interrupted write leaves the old file."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from help.texts import TEXTS
from lianhu.reading import yamldoc
from lianhu.words import CHINESE, ENGLISH, spoken
from lianhu.words.problems import refusal
from lianhu.writing import disk
from lianhu.writing.disk import write_atomically
from lianhu.writing.jsontext import to_json
from lianhu.writing.yamltext import to_yaml

WHOLE = st.integers(-(10**15) + 1, 10**15 - 1)
NUMBERS = WHOLE | st.integers(-(10**6), 10**6).map(lambda number: number / 8) | st.booleans() | st.none()
VALUES: Any = st.recursive(
    TEXTS | NUMBERS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcde"), inner),
    max_leaves=12,
)
# Two keys that NFC makes one are refused, so only ASCII.
KEYS = TEXTS.filter(str.isascii)


@pytest.mark.slow
@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("klmn") | KEYS, VALUES, max_size=4))
def test_whatever_a_record_may_hold_reads_back_equal(data: dict[str, Any]) -> None:
    content = to_yaml(data)
    document, problems = yamldoc.read("x", content)
    assert not problems
    assert document is not None
    assert document.data == data
    assert list(document.data) == list(data)  # type: ignore[arg-type]
    assert b"\r" not in content
    assert content.endswith(b"\n")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("路灯不亮", "a: 路灯不亮\n"),
        ("2019-04-25", "a: 2019-04-25\n"),
        ("2549", 'a: "2549"\n'),
        ("no", 'a: "no"\n'),
        ("12:30", 'a: "12:30"\n'),
        ("结果: 已解决", 'a: "结果: 已解决"\n'),
        ("一\n\n二", "a: |-\n  一\n\n  二\n"),
        (" 一\n二", 'a: " 一\\n二"\n'),
        ("一\n", 'a: "一\\n"\n'),
        ("", 'a: ""\n'),
        ([], "a: []\n"),
        ([{"b": 1, "c": "x"}, "d"], "a:\n  - b: 1\n    c: x\n  - d\n"),
        ({"--- b": "--- c"}, 'a:\n  "--- b": --- c\n'),
        ({"b": None, "c": True}, "a:\n  b: null\n  c: true\n"),
    ],
)
def test_records_are_laid_out_as_staff_write_them(value: Any, written: str) -> None:
    assert to_yaml({"a": value}).decode() == written


@pytest.mark.parametrize("value", ["a\x07", "\u202e", "\ud800", 10**16, 1e22, float("nan"), "x" * 10_001])
def test_what_no_record_can_hold_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="cannot stand in a record"):
        to_yaml({"a": value})


def test_one_list_at_two_places_is_written_twice() -> None:
    shared = ["x"]
    assert to_yaml({"a": shared, "b": shared}) == b"a:\n  - x\nb:\n  - x\n"


# -- bytes as files


def test_folders_are_made_and_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    write_atomically(tmp_path, "a/b/c.yaml", b"one\n")
    write_atomically(tmp_path, "a/b/c.yaml", b"two\n", instead_of=b"one\n")
    assert (tmp_path / "a/b/c.yaml").read_bytes() == b"two\n"
    assert [each.name for each in (tmp_path / "a/b").iterdir()] == ["c.yaml"]


def test_records_are_readable_like_every_other_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_atomically(tmp_path, "record.yaml", b"")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("plain", "record.yaml")}
    assert len(modes) == 1


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o644])
def test_the_mode_of_a_file_is_kept(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "c.yaml"
    target.write_bytes(b"old\n")
    target.chmod(mode)
    write_atomically(tmp_path, "c.yaml", b"new\n", instead_of=b"old\n")
    assert stat.S_IMODE(target.stat().st_mode) == mode


def refused(root: Path, path: str, instead_of: bytes | None = None) -> str:
    """Why the system refuses to write there; nothing has changed and nothing is left."""
    before = {each: each.is_file() and each.read_bytes() for each in root.rglob("*")}
    with pytest.raises(OSError) as caught:
        write_atomically(root, path, b"new\n", instead_of=instead_of)
    assert {each: each.is_file() and each.read_bytes() for each in root.rglob("*")} == before
    return spoken(refusal(caught.value), ENGLISH)


def test_a_record_is_new_or_replaces_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_bytes(b"theirs\n")
    assert refused(tmp_path, "c.yaml") == "something lies there already"
    assert refused(tmp_path, "c.yaml", b"as I read it\n") == "somebody changed it at the same time"
    (tmp_path / "folder").mkdir()
    assert refused(tmp_path, "folder") == "something lies there already"
    assert refused(tmp_path, "gone.yaml", b"as I read it\n") == "there is nothing"


@pytest.mark.parametrize("call", ["fsync", "chmod"])
def test_a_record_that_somebody_saves_during_the_write_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    target = tmp_path / "c.yaml"
    target.write_bytes(b"old\n")
    honest = getattr(os, call)

    def editor_saves(*arguments: Any, **options: Any) -> None:
        target.write_bytes(b"theirs\n")
        honest(*arguments, **options)

    monkeypatch.setattr(os, call, editor_saves)
    with pytest.raises(OSError) as caught:
        write_atomically(tmp_path, "c.yaml", b"mine\n", instead_of=b"old\n")
    assert spoken(refusal(caught.value), CHINESE) == "同时有人改了它"
    assert target.read_bytes() == b"theirs\n"
    assert [each.name for each in tmp_path.iterdir()] == ["c.yaml"]


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    for folder in (root / "records", outside):
        folder.mkdir(parents=True)
    (outside / "c.yaml").write_bytes(b"old\n")
    (root / "records/c.yaml").symlink_to(outside / "c.yaml")
    (root / "records/nothing.yaml").symlink_to(outside / "nothing.yaml")
    (root / "records/village").symlink_to(outside)
    for path in ("records/c.yaml", "records/nothing.yaml", "records/village/c.yaml", "records/village/2026/d.yaml"):
        assert refused(root, path, b"old\n") == refused(root, path) == "a link lies there"
    assert [each.name for each in outside.iterdir()] == ["c.yaml"]


def test_a_town_may_lie_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "town").symlink_to(tmp_path / "disk")
    write_atomically(tmp_path / "town", "records/c.yaml", b"")
    assert (tmp_path / "disk/records/c.yaml").is_file()


def test_a_record_is_written_outside_of_the_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever ends the program while it writes, no half of a record lies among the whole ones."""
    moments: list[set[str]] = []
    for call in ("fsync", "replace"):
        honest = getattr(os, call)

        def looking(*arguments: Any, honest: Any = honest) -> None:
            moments.append({path.name for path in tmp_path.joinpath("records").rglob("*") if path.is_file()})
            honest(*arguments)

        monkeypatch.setattr(os, call, looking)
    write_atomically(tmp_path, "records/v/c.yaml", b"words")
    assert moments[:-1] == [set()] * (len(moments) - 1) and moments[-1] == {"c.yaml"} and len(moments) > 3


def test_what_killed_commands_left_is_cleared(tmp_path: Path) -> None:
    """Of this version and of earlier ones, which wrote among the records; nothing else, and not through links."""
    outside = tmp_path / "outside"
    gone = [".lianhu/.tmp-0a1b2c3d-c.yaml", "records/v/.tmp-0a1b2c3d-c.yaml", ".tmp-0a1b2c3d-CODEOWNERS"]
    kept = ["records/v/c.yaml", "records/v/.tmp-notes.yaml", ".tmp-0a1b2c3d-folder/x", "notes/.tmp-0a1b2c3d-c.yaml"]
    for path in (*gone, *kept, "../outside/.tmp-0a1b2c3d-c.yaml"):
        (tmp_path / "town" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "town" / path).write_text("words")
    (tmp_path / "town/records/elsewhere").symlink_to(outside)
    disk.clear(tmp_path / "town")
    found = [path.relative_to(tmp_path / "town").as_posix() for path in (tmp_path / "town").rglob("*")]
    assert sorted(path for path in found if (tmp_path / "town" / path).is_file()) == sorted(kept)
    assert ".lianhu" not in found
    assert [each.name for each in outside.iterdir()] == [".tmp-0a1b2c3d-c.yaml"]


def test_nothing_is_written_through_a_linked_folder_aside(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / disk.ASIDE).symlink_to(tmp_path / "outside")
    assert refused(tmp_path / "root", "c.yaml") == "a link lies there"
    disk.clear(tmp_path / "root")
    assert (tmp_path / "outside").is_dir()


def test_a_folder_that_can_only_be_read_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = tmp_path / ".tmp-0a1b2c3d-CODEOWNERS"
    left.touch()

    def read_only(path: Path) -> None:
        raise OSError(errno.EROFS, "read only", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", read_only)
        disk.clear(tmp_path)
    assert left.exists()


def test_a_power_cut_finds_file_and_folders_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file before it gets its name, then the folder that names it; and so for every folder that is new."""
    done: list[str] = []

    def name(handle: int) -> str:
        return Path(f"/proc/self/fd/{handle}").readlink().name.split("-")[0]

    monkeypatch.setattr(os, "fsync", lambda handle: done.append(f"sync {name(handle)}"))
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda *names: (replace(*names), done.append("rename")))
    write_atomically(tmp_path, "a/b/c.yaml", b"")
    assert done == [f"sync {tmp_path.name}", "sync a", "sync .tmp", "rename", "sync b"]


@given(VALUES, st.booleans())
def test_json_is_written_as_pythons_own_encoder_writes_it(value: Any, is_sorted: bool) -> None:
    for one in (value, [], {}, (value, 1e300, '\u2028\x00"\\/'), {"é": value, "\n": ()}):
        assert to_json(one, sort_keys=is_sorted) == json.dumps(one, ensure_ascii=False, indent=1, sort_keys=is_sorted)
