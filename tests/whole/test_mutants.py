"""What `make mutate` changes, and the list of what no test needs to notice: short, and true."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from jinja2 import Environment

from help import mutants
from help.mutants import explained, python, scripts, templates
from help.mutants.trial import TESTS
from help.walk import ROOT

pytestmark = pytest.mark.slow

EXPLAINED = explained.read()


def changes(found: object) -> list[str]:
    return [instead for _, _, instead in found]  # type: ignore[attr-defined]


def test_every_room_has_its_tests() -> None:
    assert list(TESTS) == list(mutants.ROOMS), "name the tests of each room in tests/help/mutants/trial.py"
    named = {name for stages in TESTS.values() for tests in stages for name in tests}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_what_is_explained_is_still_there() -> None:
    for entry in EXPLAINED:
        still_there(entry)


def still_there(entry: explained.Explained) -> None:
    assert (ROOT / entry.file).is_file(), f"take it out of tests/mutants.yaml: {entry.file} is gone"
    there = {mutant.name for mutant in mutants.of(ROOT / entry.file)}
    assert entry.name in there, f"take it out of tests/mutants.yaml: {entry.file} has no such line any more"
    assert len(entry.reason) > 20, "say why no test needs to notice it"


def test_the_list_of_what_is_explained_stays_short() -> None:
    """At most a tenth of a room's sample."""
    by_room = Counter(entry.room for entry in EXPLAINED)
    assert [room for room, count in by_room.items() if count > mutants.SAMPLE // 10] == []
    assert len({entry.name for entry in EXPLAINED}) == len(EXPLAINED)


def test_a_change_of_python() -> None:
    text = 'def f(x: int = 1) -> "a":\n    return [é for é in x if é > 2 and not x]  # x > 3\n'
    assert sorted(changes(python.replacements(text))) == sorted(
        ["2", "True", "(é > 2 or not x)", "(é >= 2)", "3", "bool(x)"]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% if a %}x{% endif %}", ["{% if not (a) %}x{% endif %}"]),
        ("{% for a in b %}{{ a }}{% endfor %}", ["{% for a in [] %}{{ a }}{% endfor %}"]),
        (
            "{% for a in b if c %}{% endfor %}",
            ["{% for a in [] if c %}{% endfor %}", "{% for a in b if true %}{% endfor %}"],
        ),
        ("{{ a[:20] }}", ["{{ a[:21] }}"]),
        ("{{ a|former(today) }}", ["{{ a|present(today) }}"]),
        ("{{ 'a and 2' ~ b.since }}", ["{{ 'a and 2' ~ b.until }}"]),
        ("{{ a }} or {{ b }}", ["{{ b }} or {{ a }}"]),
        ("{# {% if a %} #}{% set b = c < d %}", ["{# {% if a %} #}{% set b = c <= d %}"]),
    ],
)
def test_a_change_of_a_template(text: str, expected: list[str]) -> None:
    found = [text[:start] + instead + text[end:] for start, end, instead in templates.replacements(text)]
    assert found == expected


def test_a_change_of_a_script() -> None:
    text = 'if (!a) b = "1 < 2" + 3; // 4 && 5\nvar c = /[0-9] \\+ 1/g; d = e < f.trim();'
    found = [text[:start] + instead + text[end:] for start, end, instead in scripts.replacements(text)]
    assert found == [
        text.replace("(!a)", "(!(!a))"),
        text.replace("!a", "a"),
        text.replace('" + 3', '" - 3'),
        text.replace("+ 3", "+ 4"),
        text.replace("e < f", "e <= f"),
        text.replace(".trim()", ""),
    ]


@pytest.mark.parametrize("room", mutants.ROOMS)
def test_every_change_can_be_read(room: str) -> None:
    """A change that breaks the language would be noticed by everything and prove nothing."""
    files: list[Path] = mutants.files(room)
    found = mutants.sampled((mutant for file in files for mutant in mutants.of(file)), mutants.SAMPLE)
    assert len(found) == mutants.SAMPLE
    for mutant in found:
        before = (ROOT / mutant.file).read_text(encoding="utf-8")
        assert mutant.text != before and mutant.source in before
        if mutant.file.endswith(".py"):
            assert ast.dump(ast.parse(mutant.text)) != ast.dump(ast.parse(before))
        elif mutant.file.endswith(".html"):
            Environment(autoescape=True).parse(mutant.text)
