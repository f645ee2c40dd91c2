"""Edits of records: exactly one value changes, and whatever else a person wrote stays byte for byte."""

from __future__ import annotations

import copy
import difflib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from help.texts import TEXTS
from help.towns import Tree
from help.walk import kind_of
from lianhu.reading import yamldoc
from lianhu.reading.document import Json, Location
from lianhu.town.schemas import Schemas
from lianhu.words import CHINESE, spoken
from lianhu.words.problems import ToolError
from lianhu.writing.edits import with_value
from lianhu.writing.yamltext import to_yaml

PERSON = "records/villages/heping/representatives/g01-r01.yaml"
ISSUE = "records/villages/heping/issues/2026/g01-2026-0001.yaml"

BY_HAND = """\
# the person's own words, do not change
id: "x"   # in quotes
consent:
    name:   # four spaces here
        given_on: '2026-01-12'
        web: true   # asked twice

    # phone follows
    phone: {given_on: 2026-01-12, web: false}
events:
- stage: reported   # dash under the key
  note: |
    first

    second

# the end
"""


def data_of(content: bytes) -> Any:
    document, problems = yamldoc.read("x", content)
    assert document, problems
    return document.data


def changed_lines(before: bytes, after: bytes) -> list[str]:
    """Lines taken away and added, as a reviewer sees them; line ends shown."""
    lines = difflib.ndiff(before.decode().splitlines(keepends=True), after.decode().splitlines(keepends=True))
    return [line for line in lines if line[0] in "-+"]


@pytest.mark.parametrize(
    ("at", "value", "shown"),
    [
        (("consent", "name", "withdrawn_on"), "2026-11-22", ["+         withdrawn_on: 2026-11-22\n"]),
        (
            ("consent", "name", "web"),
            False,
            ["-         web: true   # asked twice\n", "+         web: false   # asked twice\n"],
        ),
        (
            ("consent", "name", "given_on"),
            "no",
            ["-         given_on: '2026-01-12'\n", '+         given_on: "no"\n'],
        ),
        (("consent", "photo"), {"web": True}, ["+     photo:\n", "+       web: true\n"]),
        (
            ("events", 1),
            {"stage": "closed", "parts": ["a", {"b": 1}]},
            ["+ - stage: closed\n", "+   parts:\n", "+     - a\n", "+     - b: 1\n"],
        ),
        (("events", 0, "by"), "group_head", ["+   by: group_head\n"]),
        (("note",), "一\n\n二", ["+ note: |-\n", "+   一\n", "+ \n", "+   二\n"]),
        (("id",), "z", ['- id: "x"   # in quotes\n', "+ id: z   # in quotes\n"]),
    ],
)
def test_what_a_reviewer_sees_is_the_edit(at: Location, value: Json, shown: list[str]) -> None:
    for line_end in ("\n", "\r\n"):
        before = BY_HAND.replace("\n", line_end).encode()
        after = with_value("x", before, at, value)
        assert changed_lines(before, after) == [line.replace("\n", line_end) for line in shown]
        assert data_of(after) == put(data_of(before), at, value)


def test_a_text_of_several_lines_is_replaced_whole() -> None:
    after = with_value("x", BY_HAND.encode(), ("events", 0, "note"), "short")
    shown = ["-   note: |\n", "+   note: short\n", "-     first\n", "- \n", "-     second\n"]
    assert changed_lines(BY_HAND.encode(), after) == shown


def test_a_file_without_a_last_line_end_stays_without() -> None:
    assert with_value("x", b"a: 1", ("b",), 2) == b"a: 1\nb: 2"
    assert with_value("x", b"a: 1\r\nb: 2", ("c",), 3) == b"a: 1\r\nb: 2\r\nc: 3"


def test_the_value_that_stands_there_changes_nothing() -> None:
    assert with_value("x", BY_HAND.encode(), ("events", 0, "stage"), "reported") == BY_HAND.encode()


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ((), "x"),
        (("consent", "phone", "withdrawn_on"), "2026-11-22"),  # in brackets
        (("consent", "name"), "x"),  # its comments would be lost
        (("consent", "name"), {"web": True}),
        (("events",), []),
        (("events", 2), {"stage": "closed"}),  # there is no 1
        (("events", -1), "x"),
        (("events", "x"), "x"),
        (("events", 0, "stage"), {"a": "b"}),
        (("id", "x"), "x"),
        (("nowhere", "x"), "x"),
        ((0,), "x"),
        (("id",), "a\x07"),
        (("id",), "\ud800"),
        (("id",), float("nan")),
    ],
)
def test_what_cannot_be_done_so_is_refused(at: Location, value: Json) -> None:
    with pytest.raises(ToolError) as caught:
        with_value("records/x.yaml", BY_HAND.encode(), at, value)
    assert "records/x.yaml" in str(caught.value)
    assert "手工" in spoken(caught.value.text, CHINESE)


@pytest.mark.parametrize("content", [b"", b"a: 1\na: 2\n", b"\xff", b"- 1\n- 2\n", b"a: [\n"])
def test_a_record_that_cannot_be_read_is_refused(content: bytes) -> None:
    with pytest.raises(ToolError):
        with_value("x", content, ("b",), 1)


def test_every_record_of_the_town_can_be_edited(town_tree: Tree, town_schemas: Schemas) -> None:
    for path, content in town_tree.items():
        if kind_of(town_schemas, path):
            after = with_value(path, content, ("added",), "2026-11-22")
            assert changed_lines(content, after) == ["+ added: 2026-11-22\n"], path


def test_a_withdrawal_is_one_line(town_tree: Tree) -> None:
    after = with_value(PERSON, town_tree[PERSON], ("consent", "name", "withdrawn_on"), "2026-11-22")
    assert changed_lines(town_tree[PERSON], after) == ["+     withdrawn_on: 2026-11-22\n"]


def test_an_event_is_added_behind_the_last(town_tree: Tree) -> None:
    events = data_of(town_tree[ISSUE])["events"]
    event = {"stage": "reopened", "date": "2026-11-22", "by": "group_head", "note": "又不亮了。"}
    after = with_value(ISSUE, town_tree[ISSUE], ("events", len(events)), event)
    assert all(line.startswith("+") for line in changed_lines(town_tree[ISSUE], after))
    assert data_of(after)["events"] == [*events, event]


# -- for any record

KEYS = st.sampled_from(["a", "b", "no", "x y", "c: d"])
SCALARS = TEXTS | st.integers(-9, 9) | st.booleans() | st.none()
RECORDS: Any = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=3),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


def put(data: Any, at: Location, value: Json) -> Any:
    """The data as it must be after an edit; the one that the edit checks against is not asked."""
    if not at:
        return copy.deepcopy(value)
    if isinstance(data, list):
        return [*data[: int(at[0])], put((data[int(at[0]) :] or [None])[0], at[1:], value), *data[int(at[0]) + 1 :]]
    return {**data, at[0]: put(data.get(at[0]), at[1:], value)}


def places(data: Any, at: Location = ()) -> list[Location]:
    """Where an edit may go: every single value, a new key of every mapping, the end of every list."""
    if isinstance(data, dict):
        return [(*at, "new"), *(found for key, value in data.items() for found in places(value, (*at, key)))]
    if isinstance(data, list):
        return [(*at, len(data)), *(found for i, value in enumerate(data) for found in places(value, (*at, i)))]
    return [at]


@pytest.mark.slow
@settings(deadline=None)
@given(RECORDS, st.data())
def test_only_the_intended_value_differs(record: dict[str, Any], draw: st.DataObject) -> None:
    content = to_yaml(record)
    if draw.draw(st.booleans(), label="comments"):
        content = b"# a comment\n\n" + content + b"\n# the end\n"
    if draw.draw(st.booleans(), label="CRLF"):
        content = content.replace(b"\n", b"\r\n")
    at = draw.draw(st.sampled_from(places(record)), label="at")
    value = draw.draw(SCALARS, label="value")
    after = with_value("x", content, at, value)
    assert data_of(after) == put(record, at, value)
    assert (b"\n" in after.replace(b"\r\n", b"")) == (b"\n" in content.replace(b"\r\n", b""))
    before, now = content.splitlines(keepends=True), after.splitlines(keepends=True)
    same = [block.size for block in difflib.SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()]
    document, _ = yamldoc.read("x", content)
    replaced = document is not None and at in document.places
    old_lines = len(put_lines(record, at)) if replaced else 0
    assert sum(same) >= len(before) - old_lines


def put_lines(record: Any, at: Location) -> list[str]:
    """The lines that a single value takes up when it is written as Lianhu writes it."""
    for step in at:
        record = record[step]
    return to_yaml({"a": record}).decode().splitlines()
