"""The quick reader against the strict one: what it takes, it takes alike; what is odd in any way, it does not take."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from help import case
from help.suites import SUITES, suite
from help.towns import TOWN, Tree
from lianhu.reading import plainyaml, yamldoc
from lianhu.reading.characters import forbidden
from lianhu.reading.document import Place
from lianhu.reading.limits import LONGEST_SCALAR, MOST_BYTES, MOST_LEVELS
from lianhu.reading.plainyaml import MOST_LINES
from lianhu.writing.yamltext import to_yaml

HERE = "records/x.yaml"


def taken(content: bytes | str) -> bool:
    """Whether the quick reader takes this; then the strict one must say the same in value, type and order."""
    content = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    data = plainyaml.read(content)
    if data is None:
        return False
    document, problems = yamldoc.strictly(HERE, content)
    assert document, (content, problems)
    assert repr(data) == repr(document.data), content
    return True


# -- what is taken


@pytest.mark.parametrize(
    "content",
    [
        "a: 1",
        "a: 路灯不亮\nb: true\nc: null\nd: 2.50\ne: 2026-11-22\n",
        "a:\n  - b: x\n    c:\n      - u\n      - v\n  - b: x\nd: 1\n",
        "a:\n- b\n- c: d\n  e:\n  - f\ng: h\n",  # as most libraries write lists: no deeper than their key
        "a:\n b:\n    c: 1\nd: 2\n",
        "# who keeps this\n\na: x\n  # why\nb:\n\n  - z\n",
        "a: \"200.00\"\nb: '每天: # 9'\nc: ''\nd: []\ne: {}\n",
        '# why\na: b  # c\nd:  # 周末\n  - "#" # 1: 2\ne: 1 #\n',
        "hours: 每天 9:00-17:00，赶集日全天\nlink: https://example.org/a\n",
        "2026-11-22: x\n十一组: z\n",
        "a: \n  - z\nb: no more\nc: 1 2\n\n",
    ],
)
def test_what_staff_and_the_writer_write_is_taken(content: str) -> None:
    assert taken(content)
    assert taken(content.replace("\n", "\r\n")), "on Windows"


def test_the_tiny_towns_records_are_taken(town_tree: Tree) -> None:
    """All but those with a text of several lines."""
    odd = [path for path, content in town_tree.items() if path.endswith(".yaml") and not taken(content)]
    assert [path for path in odd if not re.search(rb": [|>]", town_tree[path])] == []
    assert len(odd) < len(town_tree) / 20


def test_its_values_have_their_places_all_the_same() -> None:
    content = "a:\n  - 名字: x\n    c: z\n"
    document, _ = yamldoc.read(HERE, content.encode())
    strict, _ = yamldoc.strictly(HERE, content.encode())
    assert document and strict
    assert taken(content)
    assert document.place_of(("a", 0, "c")) == Place(3, 8)
    assert document.place_of(("a", 0, "名字"), key=True) == Place(2, 5)
    assert (document.places, document.key_places) == (strict.places, strict.key_places)
    assert list(document.values()) == [(at, value) for at, value in strict.values() if at in strict.places]
    assert [at for at, _ in document.values()] == list(strict.places)


def test_a_document_known_already_is_read_when_its_places_are_asked_for() -> None:
    asked = []

    def content() -> bytes:
        asked.append(1)
        return b"a: 1\nb: 2\n"

    document = yamldoc.known(HERE, {"a": 1, "b": 2}, content)
    assert document.data == {"a": 1, "b": 2} and not asked
    assert document.place_of(("b",)) == Place(2, 4)
    assert document.place_of(("b",), key=True) == Place(2, 1)
    assert asked == [1]


def test_two_records_share_no_list() -> None:
    """Lines are remembered, and what is read may be changed by whoever asked."""
    one, other = (plainyaml.read(b"a: []\nb: {}\nc:\n  - 1\n") for _ in range(2))
    assert one and other == one
    for value in one.values():
        assert isinstance(value, dict | list)
        value.clear()
    assert other == {"a": [], "b": {}, "c": [1]}


# -- what is left to the strict reader


ODD = """
    ⏎ #␣nothing⏎ x -␣a⏎ null⏎ ---⏎a:␣1⏎ a:␣1⏎...⏎ %YAML␣1.2⏎---⏎a:␣1⏎ a:⏎ a:⏎b:␣1⏎ a:␣1⏎b: -␣⏎ a:⏎␣␣-⏎ a:⏎␣␣-␣⏎
    a:⏎␣␣b⏎ a⏎ :␣1⏎ a:␣1⏎a:␣2⏎ a:⏎␣␣b:␣1⏎␣␣b:␣1⏎ a:⏎␣␣-␣b:␣1⏎␣␣␣␣b:␣2⏎ no:␣1⏎ 12:␣1⏎ 1.5:␣x⏎ <<:␣1⏎ ␣a:␣1⏎
    a:␣1⏎␣b:␣2⏎ a:␣1⏎␣␣b⏎ a:⏎␣␣-␣b⏎␣-␣c⏎ a:⏎␣␣-␣b:␣1⏎␣␣␣c:␣2⏎ a:⏎␣␣b:␣1⏎␣-␣c⏎ a:⏎␣␣b:␣1⏎␣␣-␣c⏎ a:⏎␣␣-␣b⏎␣␣c:␣1⏎
    a:⏎-␣b⏎␣c:␣1⏎ a:⏎␣␣-␣b:␣1⏎␣␣␣␣␣␣c:␣2⏎ -␣a⏎b:␣1⏎ a:␣␣1⏎ a:␣1␣⏎ a␣:␣1⏎ a:1⏎ -␣␣a:␣1⏎ a:␣no⏎ a:␣Null⏎ a:␣~⏎
    a:␣012⏎ a:␣0x1F⏎ a:␣1_000⏎ a:␣1e3⏎ a:␣12:30⏎ a:␣.5⏎ a:␣1.⏎ a:␣+1⏎ a:␣1234567890123456⏎
    a:␣2026-11-22␣09:00:00⏎ a:␣Yes⏎ a:␣y⏎ a:␣=⏎ a:␣b:␣c⏎ a:␣b:⏎ a:␣b␣#c⏎ a:␣b#c⏎ a:␣[1]⏎
    a:␣{b:␣1}⏎ a:␣|⏎␣␣b⏎ a:␣>-⏎␣␣b⏎ a:␣b⏎␣␣c⏎ a:␣"b⏎␣␣c"⏎ a:␣'b⏎⏎␣␣c'⏎ a:␣"b a:␣'b⏎ a:␣''''⏎ a:␣'it''s'⏎ a:␣"b"c⏎
    a:␣"b"␣"c"⏎ "a":␣1⏎ 'a':␣1⏎ ?␣a⏎ a:␣?⏎ a:␣-␣b⏎ a:␣&b␣c⏎ a:␣*b⏎ a:␣!b␣c⏎ a:␣@b⏎ a:␣`b⏎ a:␣%b⏎ a:␣-⏎ -␣-␣a⏎
    a:⏎␣␣-␣-␣b⏎ <<<<<<<␣ours⏎a:␣1⏎=======⏎a:␣2⏎>>>>>>>␣theirs⏎ a:␣1⏎=======⏎b:␣1⏎
"""
ODD_SIGNS = [
    *("", "a:\t1\n", "\ta: 1\n", "a: 1\t\n", "a: 1\n\t\n", 'a: "b\\n"\n', "a: b\rc: d\n", "a: 1\r", "a: \u2028b\n"),
    *(
        "a: b\u0085c: d\n",
        "a: \u202e\n",
        "a: \x07\n",
        "\ufeffa: 1\n",
        "a: \u200b\n",
        "a: e\u0301\n",
        "é: 1\ne\u0301: 2\n",
    ),
    *("# \u202e\na: 1\n", "# \x07\na: 1\n", "a: \ue000\n"),
]


@pytest.mark.parametrize("content", [*(one.replace("␣", " ").replace("⏎", "\n") for one in ODD.split()), *ODD_SIGNS])
def test_what_is_odd_is_not_taken(content: str) -> None:
    assert plainyaml.read(content.encode()) is None


@pytest.mark.parametrize("content", [b"\xff\xfea\0", b"a: \xc4\xe3\n", b"\0a", b"a: \xed\xa0\x80\n", b"a: caf\xe9\n"])
def test_other_encodings_are_not_taken(content: bytes) -> None:
    assert plainyaml.read(content) is None


def test_no_limit_is_passed() -> None:
    def levels(depth: int) -> str:
        return "\n".join(" " * n + "a:" for n in range(depth)) + " 1\n"

    def items(count: int) -> str:
        return "a:\n" + "- b\n" * count

    assert taken(levels(MOST_LEVELS)) and not taken(levels(MOST_LEVELS + 1))
    assert taken(items(MOST_LINES - 1)) and not taken(items(MOST_LINES))
    most = "".join(f"a{number}:\n- b: 1\n" for number in range(MOST_LINES // 2))
    assert taken(most) and not taken(most + "c: 1\n")
    half = LONGEST_SCALAR // 2 - 1
    for text in ("x" * LONGEST_SCALAR, "x " * half + "xx", "x:" * half + "xx"):
        assert taken(f"a: {text}\n") and not taken(f"a: {text}x\n")
        assert taken(f"a:\n  - {text}\n") and not taken(f"a:\n  - {text}x\n")
    for length in (99, 100, 101, 1023, 1024, 1025):
        assert taken(f"{'k' * length}: 1\n") == (length <= 100)
    long = "".join(f"a{number}: {'x' * 9_000}\n" for number in range(29))
    assert taken(f"{long}# ".ljust(MOST_BYTES, "x") + "\nb: 1\n") is False
    assert taken(long)


def test_none_of_its_characters_is_forbidden_or_composes_with_another() -> None:
    every = [chr(code) for code in range(0x110000)]
    chinese = "".join(re.findall(f"[{plainyaml.CHINESE}]", "".join(every)))
    assert "一" in chinese and "，" in chinese and "“" in chinese
    assert list(forbidden(chinese)) == []
    assert unicodedata.is_normalized("NFC", chinese)
    assert not any(map(unicodedata.combining, chinese))
    pairs = (unicodedata.normalize("NFD", one) for one in every if unicodedata.decomposition(one))
    assert not set(chinese) & {following for pair in pairs for following in pair[1:]}, "the second of two that are one"


# -- both readers agree


def test_on_every_case(town_tree: Tree) -> None:
    """Many of them are wrong in one way each."""
    contents = {
        content
        for one in case.ALL
        for changes in (one.before, one.changes)
        for content in [
            *changes.files.values(),
            *(
                town_tree.get(edit.path, b"").replace(edit.find.encode(), edit.replace.encode())
                for edit in changes.edit
            ),
        ]
        if content
    }
    assert sum(map(taken, contents)) > 100


def test_on_the_official_suite_and_naughty_strings() -> None:
    assert sum(taken(one["in_yaml"]) for one in suite("yaml-test-suite.json").values()) >= 10
    for text in suite("naughty-strings.json"):
        written = (
            yaml.safe_dump({"name": text}, default_style=style, allow_unicode=True) for style in (None, '"', "'")
        )
        for content in (f"name: {text}\n", f"- {text}\n", f"a:\n  - {text}\n", f"{text}: 1\n", *written):
            taken(content)


def test_on_what_others_wrote() -> None:
    files = sorted((SUITES.parent / "cases").rglob("*.yaml")) if SUITES.is_dir() else []
    for path in files:
        taken(path.read_bytes())


signs = "[]{}:,-?&*!|>%@`'\"#~\n\t \r\\=<é：.。_+"
MARKS = (": ", ":\n", "\n  ", "\n- ", "- ", " #", "\n\n", "---\n", "\u2028", "\ufeff", "\x85", "e\u0301", "\r\n")
SCALARS = (
    "no",
    "null",
    "true",
    "12:30",
    "2026-11-22",
    "0x1",
    "1.50",
    "1e3",
    "路灯",
    '"b"',
    "'c'",
    "[]",
    "{}",
    "<<",
    "a",
)
words = st.sampled_from([*signs, *MARKS, *SCALARS])
values = st.sampled_from(["", "", *SCALARS, "b c", "9:00-17:00", "012", '"b: #c"', "''", "x ", "~", "-", "|", "[1]"])
lines = st.builds(
    lambda depth, dash, key, value: " " * depth + dash + key + value,
    st.integers(0, 6),
    st.sampled_from(["", "", "- ", "-", "- - "]),
    st.sampled_from(["", "a: ", "b: ", "c:", "名: ", "no: ", "a b: ", '"a": ']),
    values,
)


@settings(max_examples=400, deadline=None)
@given(st.lists(lines, max_size=7).map("\n".join) | st.lists(words, max_size=12).map("".join))
def test_on_anything(content: str) -> None:
    taken(content)


RECORDS = sorted({path.read_bytes() for path in TOWN.rglob("*.yaml")}, key=lambda content: (len(content), content))
changes = st.tuples(st.integers(0, 1500), st.integers(0, 8), words)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(RECORDS[:60]), st.lists(changes, min_size=1, max_size=3))
def test_on_records_in_which_something_was_changed(record: bytes, made: list[tuple[int, int, str]]) -> None:
    text = record.decode()
    for at, length, piece in made:
        at %= len(text)
        text = text[:at] + piece + text[at + length :]
    taken(text)


names = st.text(st.sampled_from("abno12-_路灯"), min_size=1, max_size=4)
texts = st.text(st.sampled_from("ab1 -:#'\"\\，路灯\n"), max_size=6) | st.sampled_from(
    ["no", "1.50", "", "0123", "9:00", "[]"]
)
scalars = texts | names | st.none() | st.booleans() | st.integers(-999, 10**9) | st.sampled_from([0.5, 1.0, -2.25])
records = st.dictionaries(
    names,
    st.recursive(
        scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=8
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=100, deadline=None)
@given(records, st.integers(1, 4), st.integers(0, 2))
def test_on_records_in_every_style_of_writing(record: dict[str, Any], step: int, offset: int) -> None:
    taken(to_yaml(record))
    taken(yaml.safe_dump(record, allow_unicode=True, sort_keys=False, indent=step + 1))
    out, ruamel = io.StringIO(), YAML()
    ruamel.indent(mapping=step, sequence=offset + 2, offset=offset)
    ruamel.dump(record, out)
    taken(out.getvalue())
    taken(json.dumps(record, ensure_ascii=False, indent=step))


plain = st.none() | st.booleans() | st.integers(0, 10**9) | st.text(st.sampled_from("aeb路灯，09: "), max_size=9)
plain_records = st.recursive(
    st.dictionaries(st.sampled_from("abcdef"), plain, max_size=4),
    lambda inner: st.dictionaries(
        st.sampled_from("abcdef"),
        inner | st.lists(plain, max_size=3) | st.lists(inner.filter(bool), max_size=3),
        max_size=3,
    ),
    max_leaves=6,
).filter(bool)


@settings(max_examples=100, deadline=None)
@given(plain_records)
def test_whatever_plain_record_is_written_is_taken(record: dict[str, Any]) -> None:
    content = to_yaml(record)
    assert taken(content) or re.search(rb"(: |- )[\"]?[ :]|:\"?$", content, re.MULTILINE), "it begins or ends oddly"
    assert plainyaml.read(content) in (record, None)
