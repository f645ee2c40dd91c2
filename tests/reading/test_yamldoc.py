"""What a record file may hold, told by what is read from it and what is refused."""

from __future__ import annotations

import io
import subprocess
import sys
import unicodedata

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from lianhu.reading.characters import forbidden
from lianhu.reading.document import Document, Json, Place
from lianhu.reading.limits import LONGEST_SCALAR, MOST_BYTES, MOST_ITEMS, MOST_LEVELS, MOST_NODES
from lianhu.reading.yamldoc import read
from lianhu.words import spoken
from lianhu.words.problems import Problem


def accepted(content: str | bytes) -> Document:
    document, problems = read("records/x.yaml", content if isinstance(content, bytes) else content.encode())
    assert not problems, [str(problem.message) for problem in problems]
    assert document
    return document


def data(content: str | bytes) -> Json:
    return accepted(content).data


def refused(content: str | bytes) -> list[Problem]:
    document, problems = read("records/x.yaml", content if isinstance(content, bytes) else content.encode())
    assert document is None
    assert problems
    assert all(spoken(problem.message, "en") and spoken(problem.fix, "en") for problem in problems)
    return problems


def seen(content: str | bytes) -> list[tuple[str, int, int]]:
    return [(problem.rule, problem.line, problem.column) for problem in refused(content)]


def rules(content: str | bytes) -> list[str]:
    return [problem.rule for problem in refused(content)]


# -- bytes


def test_a_record_is_plain_data() -> None:
    text = 'title: 三组路灯不亮\nhouseholds: 12\nrate: 0.5\nopen: true\nend: null\nsteps:\n- {by: "王小二"}\n- []\n'
    assert data(text) == {
        "title": "三组路灯不亮",
        "households": 12,
        "rate": 0.5,
        "open": True,
        "end": None,
        "steps": [{"by": "王小二"}, []],
    }


@pytest.mark.parametrize(
    ("content", "rule", "line", "column"),
    [
        ("name: 王小二\n".encode("gbk"), "not_utf8", 1, 7),
        ("a: 1\nname: é\n".encode("latin-1"), "not_utf8", 2, 7),
        ("王: ".encode() + b"\xff", "not_utf8", 1, 4),
        ("a: 1\r\n王: ".encode() + b"\xed\xa0\x80", "not_utf8", 2, 4),  # a surrogate in UTF-8's clothes
        ("a: 1".encode("utf-16"), "not_utf8", 1, 1),
        ("a: 1".encode("utf-16-be"), "not_utf8", 1, 1),
        ("a: 1".encode("utf-16-le"), "not_utf8", 1, 1),
        ("a: 1".encode("utf-8-sig"), "byte_order_mark", 1, 1),
        (b"name: x\0y", "forbidden_character", 1, 8),
        (b"a: 1\nb: x\ry: z\n", "forbidden_character", 2, 5),
        ("a: x\u2028b: y", "forbidden_character", 1, 5),
        ("a: x\ufeff", "forbidden_character", 1, 5),
        ("# a comment \u202e too\na: 1\n", "forbidden_character", 1, 13),
        (b"", "empty_file", 1, 1),
        (b"# nothing\n\n", "empty_file", 1, 1),
        (b"---\n", "empty_file", 1, 1),
        (b"---\n...\n", "empty_file", 1, 1),
    ],
)
def test_bytes_that_are_no_record(content: str | bytes, rule: str, line: int, column: int) -> None:
    assert seen(content) == [(rule, line, column)]


def test_the_sentences_tell_the_encodings_apart() -> None:
    assert "GBK" in str(refused("王小二: 1".encode("gbk"))[0].message)
    assert "UTF-16" in str(refused("王小二: 1".encode("utf-16"))[0].message)
    assert "UTF-8" in str(refused("王小二: 1".encode("gbk"))[0].fix)


def test_lines_of_windows_read_the_same_at_the_same_places() -> None:
    text = 'a: 1\nb:\n  - |\n    two\n    lines\n  - "x\n\n    y"\nc: no\n'
    windows = text.replace("\n", "\r\n")
    assert seen(windows) == seen(text) == [("ambiguous_scalar", 9, 4)]
    text = text.replace("no", "yes!")
    assert accepted(windows.replace("no", "yes!")) == accepted(text)
    assert data(text) == {"a": 1, "b": ["two\nlines\n", "x\ny"], "c": "yes!"}
    assert rules("a: 1\r\r\n") == ["forbidden_character"]


def test_the_last_line_needs_no_end() -> None:
    for text in ("a: 1", "a: |\n  x", "a: |\n  x\n   ", "- |+\n   ", "a: 'x'", "- a # b"):
        assert data(text) == data(text + "\n")


# -- characters

SORTS = {
    "control": "\0\x01\x08\x0b\x0c\x1b\x7f\x80\x9f",
    "line break": "\r\x85\u2028\u2029",
    "direction": "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "invisible": "\xad\u034f\u0600\u115f\u1160\u180e\u200b\u200d\u2060\u3164\uffa0\ufeff\ufff9\U000e0001\U000e0041",
    "look": "\u180b\ufe00\ufe0f\U000e0100\U000e01ef",
    "private": "\ue000\uf8ff\U000f0000\U0010fffd",
    "Unicode keeps free": "\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff",
    "half": "\ud800\udfff",
}


@pytest.mark.parametrize(("sort", "character"), [(sort, c) for sort, all_of_it in SORTS.items() for c in all_of_it])
def test_a_character_that_may_not_stand_is_found_raw_and_escaped(sort: str, character: str) -> None:
    ((index, number, what),) = forbidden(f"ab{character}c")
    assert (index, number) == (2, f"U+{ord(character):04X}")
    assert sort in str(what)
    assert seen(f'a: 1\nb: "x\\U{ord(character):08x}"\n')[0][:2] == ("forbidden_character", 2)
    if sort != "half":
        assert seen(f"a: 1\nb: x{character}y\n") == [("forbidden_character", 2, 5)]
        assert seen(f"a: 1\nx{character}y: 2\n") == [("forbidden_character", 2, 2)]


def test_nothing_that_unicode_calls_a_control_or_format_may_stand() -> None:
    missing = [
        f"{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
        if chr(code) not in "\t\n" and not list(forbidden(chr(code)))
    ]
    assert missing == []


@pytest.mark.parametrize(
    "name",
    [
        "买买提·吐尔逊",
        "䶮",
        "𠮷",
        "\U00031350",
        "欧阳娜娜",
        "é",
        "e\u0301",
        "ﬀ",
        "　",
        "\xa0",
        "１２",
        "“”",
        "😀",
        "￼",
        "�",
    ],
)
def test_names_and_their_marks_may_stand(name: str) -> None:
    assert data(f'name: "{name}"\n') == {"name": name}


def test_each_sort_of_character_is_told_once() -> None:
    assert seen("a: \u200b\u200b\nb: \u200b\u202e\n") == [("forbidden_character", 1, 4), ("forbidden_character", 2, 5)]
    assert seen('a: "\\u200b"\nb: "\\u202e"\n"\\u202e": 1\n') == [
        ("forbidden_character", 1, 4),
        ("forbidden_character", 2, 4),
        ("forbidden_character", 3, 1),
    ]


def test_an_escape_in_single_quotes_is_only_a_backslash() -> None:
    assert data("a: '\\u202e'\nb: \\0\nc: \"\\\\u202e\\n\\t\"\n") == {"a": "\\u202e", "b": "\\0", "c": "\\u202e\n\t"}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("\ta: 1\n", 1, 1),
        ("a:\n\tb: 1\n", 2, 1),
        ("a:\n  \tb: 1\n", 2, 3),
        ("a: 1\n\tb: 2\n", 2, 1),
        ("a: |\n\tx\n", 2, 1),
        ("a:\tb\n", 1, 3),
        ("-\tb\n", 1, 2),
        ("-\t- b\n", 1, 2),
        ("a: b\t\n", 1, 5),
        ("a: b\n\t\n", 2, 1),
        ("a: [b,\n\tc]\n", 2, 1),
        ("a: b\t# c\n", 1, 5),
    ],
)
def test_a_tab_does_not_indent(text: str, line: int, column: int) -> None:
    assert seen(text) == [("tab_indentation", line, column)]


def test_a_tab_within_a_value_or_a_comment_stays() -> None:
    assert data("a: b\tc # \td\n#\te\nd: 'e\tf'\ng: |\n  h\n  \ti\tj\n") == {
        "a": "b\tc",
        "d": "e\tf",
        "g": "h\n\ti\tj\n",
    }


# -- what YAML has and records have not


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: &x 1\nb: *x\n", 1, 4),
        ("a: 1\nb: *x\n", 2, 4),
        ("a: &a [*a]\n", 1, 4),
        ("&a b: 1\n", 1, 1),
        ("a: !x 1\n", 1, 4),
        ("a: ! 1\n", 1, 4),
        ("a: !!str 1\n", 1, 4),
        ("a: !!binary aGk=\n", 1, 4),
        ("a: !!set {x}\n", 1, 4),
        ('a: !!python/object/apply:os.system ["touch X"]\n', 1, 4),
        ("%YAML 1.1\n---\na: 1\n", 1, 1),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", 1, 1),
        ("a: 1\n---\nb: 1\n", 2, 1),
        ("a: 1\n---\n", 2, 1),
        ("a:\n  <<: {b: 1}\n", 2, 3),
        ("{ ?a: 1 }\n", 1, 3),
        ("a: *\n", 1, 4),
        ("a: !<x\n", 1, 4),
    ],
)
def test_a_feature_that_records_do_not_use(text: str, line: int, column: int) -> None:
    assert seen(text) == [("yaml_feature", line, column)]


def test_a_long_key_after_a_question_mark_is_a_key() -> None:
    """Libraries write keys of more than 128 characters so; without the blank after it, libyaml drops the ? silently."""
    assert data("? a\n: 1\n? 'b'\n: {? c : 2}\n") == {"a": 1, "b": {"c": 2}}


def test_signs_within_a_text_are_no_features() -> None:
    text = "---\na: R&B *x !y %z a?b ? # c\nb: '&x'\nc: \"*x\"\n'<<': '!x'\nd: https://x.cn/?a=1#b\n...\n"
    assert data(text) == {
        "a": "R&B *x !y %z a?b ?",
        "b": "&x",
        "c": "*x",
        "<<": "!x",
        "d": "https://x.cn/?a=1#b",
    }


# -- limits


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


def test_each_limit_is_met_exactly() -> None:
    accepted(nested(MOST_LEVELS))
    assert seen(nested(MOST_LEVELS + 1)) == [("too_deep", 1, MOST_LEVELS + 1)]
    accepted("\n".join(" " * n + "a:" for n in range(MOST_LEVELS)) + " 1\n")
    assert seen("\n".join(" " * n + "a:" for n in range(MOST_LEVELS + 1)) + " 1\n") == [("too_deep", 13, 13)]
    accepted(b"[" + b"1," * MOST_ITEMS + b"]")
    assert rules(b"[" + b"1," * (MOST_ITEMS + 1) + b"]") == ["too_large"]
    accepted(b"a: '" + b"x" * LONGEST_SCALAR + b"'")
    assert seen(b"a: '" + b"x" * (LONGEST_SCALAR + 1) + b"'") == [("too_large", 1, 4)]
    keys = (MOST_NODES - 1) // 2
    accepted("".join(f"k{n}: a\n" for n in range(keys)))
    assert rules("".join(f"k{n}: a\n" for n in range(keys + 1))) == ["too_large"]
    accepted(b"a: 1\n#".ljust(MOST_BYTES, b"x"))
    assert seen(b"a: 1\n#".ljust(MOST_BYTES + 1, b"\xff")) == [("too_large", 1, 1)]


@pytest.mark.parametrize("count", [13, 1_000, 50_000, 200_000])
def test_deep_brackets_are_refused_where_they_get_too_deep(count: int) -> None:
    assert seen("[" * count) == [("too_deep", 1, 13)]
    assert seen("- " * min(count, 100_000)) == [("too_deep", 1, 25)]
    assert seen("{a: " * min(count, 60_000)) == [("too_deep", 1, 49)]


def test_bombs_do_not_kill_the_process() -> None:
    """libyaml's composer dies of these by a signal that nothing can catch: so in a process of its own."""
    script = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))
from lianhu.reading.yamldoc import read
bombs = ["[" * 50_000, "[" * 200_000, "{" * 200_000, "- " * 100_000, "? " * 100_000, "[{a: " * 40_000, "a:" * 100_000]
bombs += ["".join(" " * n + "a:\\n" for n in range(700)), "a: &a [*a]", "<<: *x"]
bombs += ["a0: &a0 x\\n" + "".join(f"a{n + 1}: &a{n + 1} [{f'*a{n},' * 9}]\\n" for n in range(9))]
bombs += ["&a " * 80_000, "!" * 200_000, "%YAML " * 40_000, "'" * 200_000, '"' + "\\\\x41" * 60_000, "a\\n" * 100_000]
print(*(read("x", bomb.encode())[1][0].rule for bomb in bombs))
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == [
        *["too_deep", "too_deep", "key_not_text", "too_deep", "key_not_text", "too_deep", "too_large"],
        *["too_deep", "yaml_feature", "yaml_feature", "yaml_feature"],
        *["yaml_feature", "yaml_feature", "yaml_feature", "too_large", "yaml_syntax", "too_large"],
    ]


# -- scalars

JSON_SCALARS = {
    "null": None,
    "true": True,
    "false": False,
    "0": 0,
    "-0": 0,
    "7": 7,
    "-12": -12,
    "13800138000": 13800138000,
    "999999999999999": 999999999999999,
    "0.5": 0.5,
    "-1.50": -1.5,
    "0.00": 0.0,
    "12345678.1234567": 12345678.1234567,
}
AMBIGUOUS = """
    no No NO yes Yes YES on On ON off Off OFF y Y n N True TRUE False FALSE Null NULL ~ = << 012 -012 010 007 08 00
    0x1F 0X1f +0x1F 0o17 0O17 0b1 -0b101 1_000 1__0 1_0.5 12:30 9:05 09:30 1:00:00 190:20:30.15 -1:30 1e3 1E+3 1.5e-3
    .inf -.inf +.inf .Inf .INF .nan .NaN .NAN +1 +1.5 .5 -.5 1. -1. 01.5 1234567890123456 -1234567890123456
    34010219900307123 1.000000000000000 0.1234567890123456 2026-01-02T10:00:00 2026-01-02T10:00:00Z
    2026-1-2t10:00:00.5+08:00"""
TEXTS = """
    nO yEs oN tRUE nUll None nil nan NaN inf Infinity noo yes! y/n 1.2.3 2026-02-30 2024-13-45 2026-1-5 2026-07 2026/7/1
    0551-1234567 34010219900307123X 12:75 12:30-13:00 10：30 0x 0xG 0o8 0b2 e5 1e 1e+ . .. ._ -.inf. 5, 1,000 12号 1/2
    +86-138 三 _1 1-2 -a .5.5 2026-01-02T10:00 a:b http://x.cn:80/ C# -- :x ?x 5% $1 (null)"""
AMBIGUOUS_ONES = [*AMBIGUOUS.split(), "2026-01-02 10:00:00", "2026-01-02 10:00:00 +08:00", "1" * 4000]
TEXT_ONES = [*TEXTS.split(), "1 000", "a - b"]


@pytest.mark.parametrize(("text", "value"), JSON_SCALARS.items())
def test_without_quotes_a_json_scalar_is_what_json_says(text: str, value: Json) -> None:
    read_value = data(f"a: {text}\n")
    assert read_value == {"a": value}
    assert type(read_value["a"]) is type(value)  # type: ignore[index, call-overload]
    assert data(f"[{text}]\n") == [value]


@pytest.mark.parametrize("text", AMBIGUOUS_ONES)
def test_what_programs_read_differently_needs_quotes(text: str) -> None:
    (problem,) = refused(f"b: 1\na: {text}\n")
    assert (problem.rule, problem.line, problem.column) == ("ambiguous_scalar", 2, 4)
    assert "quotes" in str(problem.fix)
    assert data(f"a: '{text}'\n") == data(f'a: "{text}"\n') == data(f"a: |-\n  {text}\n") == {"a": text}


@pytest.mark.parametrize("text", TEXT_ONES)
def test_what_is_text_for_everybody_stays_text(text: str) -> None:
    assert data(f"a: {text}\n") == {"a": text}


@pytest.mark.parametrize("text", [*JSON_SCALARS, *TEXT_ONES])
def test_what_is_accepted_says_nothing_else_to_pyyaml(text: str) -> None:
    """PyYAML is the strangest reader there is: where it takes a text for another thing, only dates may pass."""
    try:
        theirs = yaml.safe_load(f"a: {text}\n")["a"]
    except ValueError:
        assert text.startswith("2024-13-45") or text == "2026-02-30"
        return
    assert theirs == JSON_SCALARS.get(text, text)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a:\nb: 1\n", 1, 3),
        ("b: 1\na:   # later\n", 2, 3),
        ("- 1\n-\n- 2\n", 2, 2),
        ("{a: , b: 1}\n", 1, 5),
        ("{a}", 1, 3),
    ],
)
def test_a_missing_value_is_not_null(text: str, line: int, column: int) -> None:
    (problem,) = refused(text)
    assert (problem.rule, problem.line, problem.column) == ("ambiguous_scalar", line, column)
    assert "missing" in str(problem.message)


def test_a_house_number_is_not_lost_as_a_comment() -> None:
    assert seen("place: 三村 #2\n") == [("ambiguous_scalar", 1, 8)]
    assert data("place: 三村 # 2\nhouse: 三村#2\nb: '三村 #2'\nc: 5 #2\n") == {
        "place": "三村",
        "house": "三村#2",
        "b": "三村 #2",
        "c": 5,
    }


# -- keys


@pytest.mark.parametrize("key", ["1", "1.5", "null", "true", "no", "~", "012", "12:30", "y", "-5", "1" * 16])
def test_a_key_is_a_text(key: str) -> None:
    assert seen(f"a: 1\n{key}: 2\n") == [("key_not_text", 2, 1)]
    assert data(f"'{key}': 2\n") == {key: 2}


@pytest.mark.parametrize("text", ["[a]: 1\n", "{a: b}: 1\n", "{[a]: 1}\n"])
def test_a_list_is_no_key(text: str) -> None:
    assert rules(text) == ["key_not_text"]


def test_a_date_is_a_key() -> None:
    assert data("2026-10-01: 国庆\n一组: 1\n") == {"2026-10-01": "国庆", "一组": 1}


def test_a_key_stands_once() -> None:
    (problem,) = refused("a: 1\nstatus: open\nb: 2\nstatus: closed\n")
    assert (problem.rule, problem.line, problem.column) == ("duplicate_key", 4, 1)
    assert "line 2" in str(problem.message)
    assert seen("- a: 1\n  b: {c: 1, c: 1}\n") == [("duplicate_key", 2, 13)]
    assert seen('é: 1\n"e\\u0301": 2\n') == [("duplicate_key", 2, 1)]
    assert seen("a: 1\n'a': 2\na: 3\n") == [("duplicate_key", 2, 1), ("duplicate_key", 3, 1)]


def test_the_same_key_may_stand_in_another_mapping_or_case() -> None:
    assert data("a: {a: 1}\nA: 2\nb: [{a: 1}, {a: 2}]\nＡ: 3\n") == {
        "a": {"a": 1},
        "A": 2,
        "b": [{"a": 1}, {"a": 2}],
        "Ａ": 3,
    }


def test_all_problems_of_values_are_told_together_in_order() -> None:
    text = "c: no\nb: 012\nc: '\\u202e'\nd: [~, \"\\u202e\"]\n1: 2\n"
    assert seen(text) == [
        ("ambiguous_scalar", 1, 4),
        ("ambiguous_scalar", 2, 4),
        ("duplicate_key", 3, 1),
        ("ambiguous_scalar", 4, 5),
        ("forbidden_character", 4, 8),
        ("key_not_text", 5, 1),
    ]


def test_a_broken_structure_is_told_alone() -> None:
    assert rules("a: no\na: 012\nb: [1\n") == ["yaml_syntax"]
    assert rules("a: no\nb: *x\n") == ["yaml_feature"]


# -- syntax


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("name:王小二\nage: 3\n", 1, 5, "space is missing after the colon"),
        ("a: 1\nname:王小二\n", 2, 5, "space is missing after the colon"),
        ("name：王小二\nage: 3\n", 1, 5, "full-width colon"),
        ("a: 1\nname：王小二\nage: 3\n", 2, 5, "full-width colon"),
        ("a: 1\nname\nage: 3\n", 2, 1, "colon is missing"),
        ("a: 1\nnote: see: below\n", 2, 10, "second colon"),
        ("- note: see: below\n", 1, 12, "second colon"),
        ('a: 1\nb: "x\nc: 2\n', 2, 4, "never closed"),
        ("a: 1\nb: 'x\nc: 2\n", 2, 4, "never closed"),
        ("a: 1\nb: [1, 2\nc: 3\n", 2, 4, "bracket"),
        ("a: 1\nb: {c: 2\n", 2, 4, "bracket"),
        ("a: [x y, [z]\n", 1, 4, "bracket"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "does not fit the lines above"),
        ("a: 1\n  b: 2\n", 2, 4, "indented too deep"),
        ("a: 1\n- b\n", 2, 1, "does not fit the lines above"),
        ("a: 'it's'\n", 1, 8, "does not fit what stands before"),
        ("a: @x\n", 1, 4, "does not fit what stands before"),
        ("a: - b\n", 1, 4, "does not fit what stands before"),
        ('a: "C:\\q"\n', 1, 7, "In double quotes"),
        ('a: "x"# y\n', 1, 7, "stands directly behind"),
        ("a: |x\n  y\n", 1, 5, "does not fit"),
    ],
)
def test_broken_yaml_is_told_in_our_own_words(text: str, line: int, column: int, words: str) -> None:
    (problem,) = refused(text)
    assert (problem.rule, problem.line, problem.column) == ("yaml_syntax", line, column)
    assert words in str(problem.message)


def test_an_escape_for_half_a_character_names_its_place() -> None:
    assert seen('a: "\\ud83d\\ude00"\n') == [("forbidden_character", 1, 7)]


# -- places


def test_every_value_and_key_has_its_place() -> None:
    document = accepted("# x\ntitle: 路灯\nsteps:\n  - by: '王'\n    on: 2\n  - [1,  {k: v}]\n".replace("on", "at"))
    assert document.place_of() == Place(2, 1)
    assert document.place_of(("title",)) == Place(2, 8)
    assert document.place_of(("title",), key=True) == Place(2, 1)
    assert document.place_of(("steps",)) == Place(4, 3)
    assert document.place_of(("steps",), key=True) == Place(3, 1)
    assert document.place_of(("steps", 0)) == Place(4, 5)
    assert document.place_of(("steps", 0, "at")) == Place(5, 9)
    assert document.place_of(("steps", 0, "at"), key=True) == Place(5, 5)
    assert document.place_of(("steps", 1, 1)) == Place(6, 10)
    assert document.place_of(("steps", 1, 1, "k"), key=True) == Place(6, 11)


def test_what_is_missing_has_the_place_of_what_should_hold_it() -> None:
    document = accepted("a:\n  - b: 1\n")
    assert document.place_of(("a", 0, "c")) == Place(2, 5)
    assert document.place_of(("a", 7, "c", "d")) == Place(2, 3)
    assert document.place_of(("a", "x"), key=True) == Place(1, 1)
    assert document.place_of(("x",), key=True) == Place(1, 1)
    assert document.place_of(("a", 0), key=True) == Place(2, 5)


def test_columns_count_characters() -> None:
    assert accepted("𠮷: {é: 王, z: 1}\n").place_of(("𠮷", "z")) == Place(1, 14)


# -- properties

texts = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not list(forbidden(text)))
numbers = st.integers(-(10**15) + 1, 10**15 - 1) | st.decimals(-99999, 99999, places=3).map(float)
scalars = st.none() | st.booleans() | numbers | texts
keys = texts.map(lambda text: unicodedata.normalize("NFC", text))
records = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5), max_leaves=20
)


class Quoted(str):
    """A text that PyYAML is to write in double quotes."""


class Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


Dumper.add_representer(Quoted, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def with_quotes(value: Json, quoted: type[str]) -> object:
    if isinstance(value, dict):
        return {quoted(key): with_quotes(inner, quoted) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_quotes(inner, quoted) for inner in value]
    return quoted(value) if isinstance(value, str) else value


def depth(value: Json) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


@given(records.filter(lambda value: depth(value) <= MOST_LEVELS), st.booleans())
def test_what_libraries_write_is_read_the_same(value: Json, flow: bool) -> None:
    written = yaml.dump(with_quotes(value, Quoted), Dumper=Dumper, allow_unicode=True, default_flow_style=flow)
    assert data(written) == value
    out = io.StringIO()
    ruamel = YAML()
    ruamel.representer.ignore_aliases = lambda *_: True
    ruamel.representer.add_representer(type(None), lambda r, _: r.represent_scalar("tag:yaml.org,2002:null", "null"))
    ruamel.dump(with_quotes(value, DoubleQuotedScalarString), out)
    assert data(out.getvalue()) == value


yaml_ish = st.lists(
    st.sampled_from(
        [*"[]{}:,-?&*!|>%@`'\"#~\n\t \r\\=<é：", "a", "1", "0", ": ", "\n  ", "\n- ", "---\n", "\u2028", "no"]
    )
).map("".join)


@pytest.mark.slow
@settings(max_examples=500)
@given(st.binary() | st.text().map(str.encode) | yaml_ish.map(str.encode))
def test_any_bytes_give_a_document_or_problems(content: bytes) -> None:
    document, problems = read("x.yaml", content)
    assert (document is None) == bool(problems)
    lines = content.decode(errors="replace").replace("\r\n", "\n").split("\n")
    for problem in problems:
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.column >= 1
        assert spoken(problem.message, "en")
        assert spoken(problem.fix, "en")


@settings(max_examples=500)
@given(st.text(st.sampled_from("0123456789_.:-+eExobTZ ynoaftrulsIN~=,'"), min_size=1, max_size=12))
def test_an_accepted_text_is_the_text_that_was_written(text: str) -> None:
    document, _ = read("x.yaml", f"a: {text}\n".encode())
    value = document.data["a"] if document else None  # type: ignore[index, call-overload]
    if isinstance(value, str) and not text.strip().startswith("'"):
        assert value == text.strip()
        assert yaml.safe_load("'" + value.replace("'", "''") + "'") == value
