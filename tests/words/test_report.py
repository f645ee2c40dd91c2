"""Problems in the five formats; what each looks like is in `tests/report/`."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from help.golden import TESTS, Golden
from help.towns import TODAY
from lianhu.rules.check import check
from lianhu.town.schemas import Schemas
from lianhu.words import CHINESE, ENGLISH, reports, say
from lianhu.words.problems import Problem

ENDINGS = {"text": "txt", "github": "txt", "gitlab": "json", "json": "json", "sarif": "sarif", "junit": "xml"}

PROBLEMS = (
    Problem(
        path="records/town.yaml",
        line=7,
        column=11,
        rule="declared_totals_add_up",
        message=say("{total} is {found}", total=say("groups"), found="4"),
        fix=say("Correct the number."),
    ),
    Problem(
        path="records/villages/a:b,c%.yaml",
        rule="known_place",
        level="warning",
        message=say("100% wrong::\n::error file=x::<b> & \"quoted\" 'text' 灯"),
        fix=say("Line one\nline two"),
    ),
    Problem(
        path="records/villages/heping/village.yaml",
        line=3,
        rule="records_tell_of_nobodys_health",
        level="question",
        message=say("Does this tell of {what}?", what="health"),
        fix=say("Leave it out."),
    ),
)


@pytest.mark.parametrize("name", sorted(reports.FORMATS))
def test_every_format(name: str, golden: Golden) -> None:
    golden(reports.FORMATS[name](PROBLEMS, ENGLISH) + "\n", TESTS / "report" / f"{name}.{ENDINGS[name]}")


@pytest.mark.parametrize("name", sorted(reports.FORMATS))
def test_no_problems(name: str, golden: Golden) -> None:
    golden(reports.FORMATS[name]((), ENGLISH) + "\n", TESTS / "report" / f"{name}-clean.{ENDINGS[name]}")


def test_json_is_the_contract() -> None:
    """design.md section 3."""
    rows = json.loads(reports.as_json(PROBLEMS, CHINESE))["problems"]
    assert [list(row) for row in rows] == [["path", "line", "column", "rule", "level", "message", "fix"]] * 3
    assert rows[0]["line"] == 7


def test_github_cannot_be_made_to_say_something_else() -> None:
    """A record's text with a line break and `::` would otherwise be a command of its own."""
    lines = reports.github(PROBLEMS, ENGLISH).splitlines()
    assert len(lines) == len(PROBLEMS)
    _, command, data = lines[1].split("::", 2)
    assert command == "warning file=records/villages/a%3Ab%2Cc%25.yaml,line=1,col=1,title=known_place"
    assert "%0A::error file=x" in data
    assert data.startswith("100%25 wrong")


def test_github_gets_no_return_either() -> None:
    """The runner takes a lone carriage return for the end of a line too."""
    problem = Problem(path="a\rb", rule="r", message=say("{found}", found="c\r\nd"), fix=say("e"))
    assert reports.github((problem,), ENGLISH) == "::error file=a⟨U+000D⟩b,line=1,col=1,title=r::c⟨U+000D⟩%0Ad e"


HOSTILE = "\n::error::x\n  ##[group]\x1b]0;title\x07\x9b31m%0A::set-env name=A::b\r::warning::\u202e"


@pytest.mark.parametrize("name", sorted(reports.FORMATS))
def test_no_log_takes_a_record_for_a_command(name: str) -> None:
    """hardening.md T26: record text in a message, a fix and a path."""
    said = say("{found}", found=HOSTILE)
    told = reports.FORMATS[name]((Problem(path=f"a{HOSTILE}", rule="r", message=said, fix=said),), ENGLISH)
    assert all(c.isprintable() or c == "\n" for c in told), "nothing that orders a terminal"
    commands = [line for line in told.splitlines() if line.lstrip().startswith(("::", "##["))]
    assert len(commands) == (1 if name == "github" else 0)
    if name == "github":
        assert told.count("\n") == 0
        assert "%250A" in told
    if name == "junit":
        assert ElementTree.fromstring(told).attrib["failures"] == "1"


@pytest.mark.parametrize("name", sorted(reports.FORMATS))
@pytest.mark.parametrize(
    "title", [r"灯\n::error file=x::y", r"灯\e]0;x\a", "灯%0A::set-env name=A::b", r"灯\r##[error]"]
)
def test_no_record_speaks_to_the_log(name: str, title: str, town_tree: dict[str, bytes], town_schemas: Schemas) -> None:
    """The whole check of a record that tries: its text is told escaped, on the line of its problem."""
    path = "records/villages/heping/issues/2026/g01-2026-0001.yaml"
    text = (
        town_tree[path]
        .decode()
        .replace("title: 一组路口路灯不亮", f'title: "{title}"')
        .replace("source: visit", f'source: "{title}"')
    )
    town_tree[path] = text.encode()
    problems = check(town_tree, town_schemas, TODAY).problems
    told = reports.FORMATS[name](problems, CHINESE)
    assert problems and "\x1b" not in told and "\r" not in told
    commands = [line for line in told.splitlines() if line.lstrip().startswith(("::", "##["))]
    assert len(commands) == (len(problems) if name == "github" else 0)
    if name in ("github", "text"):
        assert len(told.splitlines()) == len(problems) * (1 if name == "github" else 2)


def test_gitlab_has_what_its_report_asks_for() -> None:
    rows = json.loads(reports.gitlab(PROBLEMS, ENGLISH))
    assert [row["severity"] for row in rows] == ["major", "minor", "minor"]
    assert len({row["fingerprint"] for row in rows}) == len(rows)
    assert rows[0]["location"] == {"path": "records/town.yaml", "lines": {"begin": 7}}


def test_sarif_has_what_the_standard_asks_for() -> None:
    log: dict[str, Any] = json.loads(reports.sarif(PROBLEMS, ENGLISH))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    known = {rule["id"] for rule in driver["rules"]}
    assert len(known) == len(driver["rules"])
    for result in run["results"]:
        assert result["ruleId"] in known
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["region"]["startLine"] >= 1
        assert place["region"]["startColumn"] >= 1
        assert not place["artifactLocation"]["uri"].startswith("/")
    # Our columns count characters; a consumer would otherwise count UTF-16 units.
    assert run["columnKind"] == "unicodeCodePoints"


@pytest.mark.parametrize("problems", [PROBLEMS, ()], ids=["problems", "clean"])
def test_junit_adds_up(problems: tuple[Problem, ...]) -> None:
    suite = ElementTree.fromstring(reports.junit(problems, ENGLISH))
    cases = suite.findall("testcase")
    failures = suite.findall("testcase/failure")
    assert (int(suite.attrib["tests"]), int(suite.attrib["failures"])) == (len(cases), len(failures))
    assert len(failures) == sum(problem.level == "error" for problem in problems)  # others fail nothing


def test_the_last_line() -> None:
    assert "no problems" in reports.summary((), True, ENGLISH).lower()
    levels = {"Problems": "error", "Warnings": "warning", "Questions": "question"}
    counts = [f"{word}: {sum(problem.level == level for problem in PROBLEMS)}." for word, level in levels.items()]
    assert sorted(counts) == sorted(reports.summary(PROBLEMS, True, ENGLISH).replace(". ", ".\n").split("\n"))
    assert len(reports.summary(PROBLEMS, False, ENGLISH)) > len(reports.summary(PROBLEMS, True, ENGLISH))


def test_every_format_has_an_ending() -> None:
    assert set(ENDINGS) == set(reports.FORMATS)
    assert {path.stem.removesuffix("-clean") for path in (TESTS / "report").iterdir() if path.is_file()} <= set(
        reports.FORMATS
    )
