"""Problems into what a person or a machine reads: text, annotations, JSON, SARIF, JUnit.

A report is read by more people than the records: numbers of persons are masked, in a path too (hardening.md P11).
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from xml.etree import ElementTree

from lianhu.detectors import masked
from lianhu.problems import Problem
from lianhu.words import say, spoken

TOOL = "lianhu"


def text(problems: Sequence[Problem], language: str) -> str:
    """`path:line:column: sentence [rule]`, and below it how to mend it."""
    lines = []
    for problem in map(_masked, problems):
        message, fix = _sentences(problem, language)
        lines.append(f"{problem.path}:{problem.line}:{problem.column}: {message} [{problem.rule}]")
        lines.append(textwrap.indent(fix, "    "))
    return "\n".join(lines)


def github(problems: Sequence[Problem], language: str) -> str:
    """Annotations on the lines of a change, in the command form that GitHub's runner reads."""
    lines = []
    for problem in map(_masked, problems):
        message, fix = _sentences(problem, language)
        place = (
            f"file={_property(problem.path)},line={problem.line},col={problem.column},title={_property(problem.rule)}"
        )
        lines.append(f"::{problem.level} {place}::{_data(f'{message} {fix}')}")
    return "\n".join(lines)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Sequence[Problem], language: str) -> str:
    """The contract of design.md section 3: `{"problems": [{"path", "line", "column", "rule", ...}]}`."""
    rows = []
    for problem in map(_masked, problems):
        message, fix = _sentences(problem, language)
        rows.append(
            {
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "rule": problem.rule,
                "level": problem.level,
                "message": message,
                "fix": fix,
            }
        )
    return json.dumps({"problems": rows}, ensure_ascii=False, indent=2)


def sarif(problems: Sequence[Problem], language: str) -> str:
    """SARIF 2.1.0, for forges and editors that show results of analyses."""
    results = []
    for problem in map(_masked, problems):
        message, fix = _sentences(problem, language)
        region = {"startLine": problem.line, "startColumn": problem.column}
        location = {"physicalLocation": {"artifactLocation": {"uri": problem.path}, "region": region}}
        results.append(
            {
                "ruleId": problem.rule,
                "level": problem.level,
                "message": {"text": f"{message} {fix}"},
                "locations": [location],
            }
        )
    names = sorted({problem.rule for problem in problems})
    driver = {"name": TOOL, "rules": [{"id": name} for name in names]}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def junit(problems: Sequence[Problem], language: str) -> str:
    """A JUnit report: one failed case a problem, or one passed case where there is none."""
    suite = ElementTree.Element("testsuite", name=TOOL, tests=str(len(problems) or 1), failures=str(len(problems)))
    for problem in map(_masked, problems):
        message, fix = _sentences(problem, language)
        case = ElementTree.SubElement(suite, "testcase", classname=problem.rule, name=f"{problem.path}:{problem.line}")
        ElementTree.SubElement(case, "failure", message=message).text = fix
    if not problems:
        ElementTree.SubElement(suite, "testcase", classname=TOOL, name="records")
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)


FORMATS: Mapping[str, Callable[[Sequence[Problem], str], str]] = {
    "text": text,
    "github": github,
    "json": as_json,
    "sarif": sarif,
    "junit": junit,
}


def summary(problems: Sequence[Problem], relations_judged: bool, language: str) -> str:
    """The last line of a check in text: how many problems, and what was not judged because of them."""
    if not problems:
        return spoken(say("No problems."), language)
    sentence = spoken(say("Problems: {count}.", count=len(problems)), language)
    if not relations_judged:
        sentence += " " + spoken(
            say("(Relations between records are judged once every record has its shape and its id.)"), language
        )
    return sentence


def _masked(problem: Problem) -> Problem:
    path = masked(problem.path)
    return problem if path == problem.path else replace(problem, path=path)


def _sentences(problem: Problem, language: str) -> tuple[str, str]:
    return masked(spoken(problem.message, language)), masked(spoken(problem.fix, language))
