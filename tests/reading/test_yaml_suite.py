"""The strict reader against two collections made by others: the official YAML test suite and naughty strings."""

from __future__ import annotations

import io
import json

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from help.suites import suite
from lianhu.reading.characters import forbidden
from lianhu.reading.document import Json
from lianhu.reading.yamldoc import read

# Libyaml reads what YAML 1.2 forbids; no program takes the value for something else.
FORBIDDEN_BUT_READ = {
    "9C9N": "a list in brackets goes on without indentation",
    "DK95/01": "a tab before the second line of a text in quotes: within a value",
    "QB6E": "a text in quotes goes on without indentation",
    "S98Z": "a block text begins with blank lines that are indented deeper",
    "X4QW": "no space before the comment that follows > or |",
}


def documents(text: str) -> list[Json]:
    """What `in_json` holds: the suite writes the documents of a stream one after another."""
    found, decoder = [], json.JSONDecoder()
    while text := text.strip():
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:]
    return found


def same(ours: Json, theirs: Json) -> bool:
    """Equal in value and type. No allowance is needed: what the reader keeps as text, the core schema does too."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    return type(ours) is type(theirs) and ours == theirs


def test_the_official_suite() -> None:
    cases = suite("yaml-test-suite.json")
    read_though_forbidden, different, counts = set(), [], {"read": 0, "refused": 0}
    for name, case in cases.items():
        document, problems = read(f"{name}.yaml", case["in_yaml"].encode("utf-8", "surrogatepass"))
        assert (document is None) == bool(problems), name
        counts["read" if document else "refused"] += 1
        if document and case["must_fail"]:
            read_though_forbidden.add(name)
        elif document and not (len(wanted := documents(case["in_json"])) == 1 and same(document.data, wanted[0])):
            different.append((name, document.data, wanted))
    assert different == []
    assert read_though_forbidden == set(FORBIDDEN_BUT_READ)
    assert counts == {"read": 157, "refused": 245}
    assert len(cases) == 402


def test_naughty_strings_in_quotes_survive_or_are_refused_for_a_character() -> None:
    strings = suite("naughty-strings.json")
    lost, counts = [], {"survived": 0, "refused": 0}
    for text in strings:
        out = io.StringIO()
        YAML().dump({"name": DoubleQuotedScalarString(text)}, out)
        for written in (
            yaml.safe_dump({"name": text}, default_style='"'),
            yaml.safe_dump({"name": text}, default_style="'", allow_unicode=True),
            json.dumps({"name": text}, ensure_ascii=False),
            out.getvalue(),
        ):
            document, problems = read("x.yaml", written.encode("utf-8", "surrogatepass"))
            survived = document is not None and document.data == {"name": text}
            counts["survived" if survived else "refused"] += 1
            for_a_character = list(forbidden(text)) and {problem.rule for problem in problems} == {
                "forbidden_character"
            }
            if not (survived or for_a_character):
                lost.append((text, written, document and document.data, problems))
    assert len(strings) == 515
    assert lost == []
    assert counts == {"survived": 1952, "refused": 108}


def test_naughty_strings_as_libraries_write_them_are_never_another_text() -> None:
    """Libraries leave out quotes where only they read a text: `1E2` (PyYAML) or `no` (ruamel.yaml) must be refused."""
    for text in suite("naughty-strings.json"):
        out = io.StringIO()
        YAML().dump({"name": text}, out)
        for written in (yaml.safe_dump({"name": text}, allow_unicode=True), out.getvalue()):
            document, problems = read("x.yaml", written.encode("utf-8", "surrogatepass"))
            if document:
                assert document.data == {"name": text}
            else:
                assert {problem.rule for problem in problems} <= {"forbidden_character", "ambiguous_scalar"}


def as_pasted(text: str) -> Json:
    """What a person sees in `name: <text>`: a text in quotes, braces, or the text without the blanks around it."""
    text = text.strip(" ")
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) > 1 and text[0] == text[-1] == '"':
        return str(json.loads(text))
    return text


def test_naughty_strings_pasted_without_quotes_are_never_another_text() -> None:
    changed, counts = [], {"text": 0, "other": 0, "refused": 0}
    for text in suite("naughty-strings.json"):
        document, _ = read("x.yaml", f"name: {text}\n".encode("utf-8", "surrogatepass"))
        if document is None:
            counts["refused"] += 1
            continue
        value = document.data["name"] if isinstance(document.data, dict) and len(document.data) == 1 else document
        if isinstance(value, str):
            counts["text"] += 1
            if value != as_pasted(text):
                changed.append((text, value))
        else:
            counts["other"] += 1
            if json.dumps(value) != json.dumps(json.loads(text)):
                changed.append((text, value))
    assert changed == []
    assert counts == {"text": 364, "other": 11, "refused": 140}
