"""A JSON file that is one object is read in pieces: whatever its size, each entry as if it were read at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianhu.reading import jsondoc
from lianhu.words.problems import ToolError

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    value=st.dictionaries(st.text(max_size=4), PLAIN, max_size=5),
    piece=st.integers(1, 40),
    ascii_only=st.booleans(),
    indent=st.integers(0, 2),
)
def test_in_pieces_of_any_size_it_is_what_it_is_at_once(
    value: dict[str, Any], piece: int, ascii_only: bool, indent: int, tmp_path: Path
) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(value, ensure_ascii=ascii_only, indent=indent or None), "utf-8", "surrogatepass")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsondoc, "PIECE", piece)
        try:
            at_once = jsondoc.read(path)
        except ToolError as error:
            with pytest.raises(ToolError) as refused:
                dict(jsondoc.entries(path))
            assert str(refused.value) == str(error)
        else:
            assert dict(jsondoc.entries(path)) == at_once


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "1",
        "{",
        '{"a":1',
        '{"a":1,}',
        "{,}",
        '{"a":1}x',
        '{"a":1,"a":2}',
        '{"a":{"b":1,"b":2}}',
        '{"a":1.5}',
        '{"a" 1}',
        "{a:1}",
        '{"a":1 "b":2}',
        '{"a":NaN}',
        '"a"',
        '{"a":"\\ud800"}',
        "\ufeff{}",
        '{"a":1}{}',
        '{"a":01}',
    ],
)
def test_what_is_no_such_object_is_one_sentence(content: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ToolError, match=r"x.json cannot be read: it is not (JSON with each key once|UTF-8)"):
        list(jsondoc.entries(path))


def test_a_file_may_be_larger_than_a_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsondoc, "LARGEST_FILE", 500)
    monkeypatch.setattr(jsondoc, "PIECE", 100)
    path = tmp_path / "x.json"
    path.write_text(json.dumps({str(number): "x" * 50 for number in range(100)}))
    assert len(dict(jsondoc.entries(path))) == 100
    path.write_text(json.dumps({"a": "x" * 1000}))
    with pytest.raises(ToolError):
        list(jsondoc.entries(path))
    with pytest.raises(ToolError, match="larger than 500 bytes"):
        jsondoc.read(path)


def test_what_is_missing_or_broken_is_one_sentence(tmp_path: Path) -> None:
    for content, said in (
        (None, "missing or no plain file"),
        (b"\xff", "not UTF-8"),
        (b'{"a":' + b"[" * 10**5, "deeply"),
    ):
        path = tmp_path / "x.json"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(ToolError, match=said):
            list(jsondoc.entries(path))
