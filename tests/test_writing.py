"""Records as bytes and as files: what is written reads back, and an interrupted write leaves the old file."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianhu import yamldoc
from lianhu.characters import forbidden
from lianhu.writing import to_yaml, write_atomically

# Pieces that YAML programs read differently, beside letters of all scripts.
TRAPS = st.sampled_from(
    [
        *("no", "12:30", "012", "1e3", "~", "null", "2019-04-25", "<<", "=", "---", "..."),
        *("a: b", "a #b", "#a", "- a", "? a", ":", "'", '"', "\\", "\n", "\n\n", "\t", " ", "\u3000"),
        *("|", ">", "[", "{", "&a", "*a", "!a", "%a", "@", "`"),
    ]
)
TEXTS = st.lists(TRAPS | st.text(max_size=8), max_size=6).map("".join).filter(lambda text: not any(forbidden(text)))
WHOLE = st.integers(-(10**15) + 1, 10**15 - 1)
NUMBERS = WHOLE | st.integers(-(10**6), 10**6).map(lambda number: number / 8) | st.booleans() | st.none()
VALUES: Any = st.recursive(
    TEXTS | NUMBERS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcde"), inner),
    max_leaves=12,
)
# Two keys that NFC makes one are refused, so only ASCII.
KEYS = TEXTS.filter(str.isascii)


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


def test_folders_are_made_and_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "c.yaml"
    write_atomically(target, b"one\n")
    write_atomically(target, b"two\n")
    assert target.read_bytes() == b"two\n"
    assert [each.name for each in target.parent.iterdir()] == ["c.yaml"]


def test_records_are_readable_like_every_other_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_atomically(tmp_path / "record.yaml", b"")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("plain", "record.yaml")}
    assert len(modes) == 1


@pytest.mark.parametrize("broken", ["replace", "fsync"])
def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    target = tmp_path / "c.yaml"
    target.write_bytes(b"old\n")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, broken, fail)
    with pytest.raises(OSError, match="No space"):
        write_atomically(target, b"new\n")
    assert target.read_bytes() == b"old\n"
    assert [each.name for each in tmp_path.iterdir()] == ["c.yaml"]
