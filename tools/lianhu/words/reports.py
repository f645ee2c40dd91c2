"""Problems into what a person or a machine reads: text, annotations, JSON, SARIF, JUnit, GitLab's code quality.

What a record says may reach the log of a forge's runner, which takes some lines for commands, and a terminal, which
takes some characters for orders: both are made visible instead (hardening.md T26).
Numbers of persons are masked, in a path too: a report is read by more people than the records (P11).
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from lianhu.personal import masked
from lianhu.words.problems import Problem
from lianhu.words.sentences import say, spoken

TOOL = "lianhu"
NEW_LINE = "\n"
# What a runner takes for a command at the beginning of a line, after spaces too (GitHub, Gitea, Azure).
_COMMAND = re.compile(r"^([ \t]*)(::|##\[)", re.MULTILINE)


def text(problems: Sequence[Problem], language: str) -> str:
    """`path:line:column: sentence [rule]`, and below it how to mend it; a warning or question says that it is one."""
    lines = []
    for problem in problems:
        path, message, fix = _told(problem, language)
        sentence = " ".join(message.split(NEW_LINE))
        if problem.level == "warning":
            sentence = spoken(say("Warning: {sentence}", sentence=sentence), language)
        elif problem.level == "question":
            sentence = spoken(say("Question: {sentence}", sentence=sentence), language)
        lines.append(f"{path}:{problem.line}:{problem.column}: {sentence} [{problem.rule}]")
        lines.append(textwrap.indent(fix, "    "))
    return _no_command("\n".join(lines))


def github(problems: Sequence[Problem], language: str) -> str:
    """Annotations on the lines of a change, in the command form that GitHub's runner reads."""
    lines = []
    for problem in problems:
        path, message, fix = _told(problem, language)
        place = f"file={_property(path)},line={problem.line},col={problem.column},title={_property(problem.rule)}"
        lines.append(f"::{ANNOTATIONS[problem.level]} {place}::{_data(f'{message} {fix}')}")
    return "\n".join(lines)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Sequence[Problem], language: str) -> str:
    """The contract of design.md section 3: `{"problems": [{"path", "line", "column", "rule", ...}]}`."""
    rows = []
    for problem in problems:
        path, message, fix = _told(problem, language)
        rows.append(
            {
                "path": path,
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
    for problem in problems:
        path, message, fix = _told(problem, language)
        region = {"startLine": problem.line, "startColumn": problem.column}
        location = {"physicalLocation": {"artifactLocation": {"uri": path}, "region": region}}
        results.append(
            {
                "ruleId": problem.rule,
                "level": RESULTS[problem.level],
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
    """A JUnit report: one failed case a problem, or one passed case where there is none; what a warning or
    question says is printed by a case that passes."""
    from xml.etree import ElementTree  # for this format alone

    failures = sum(problem.level == "error" for problem in problems)
    suite = ElementTree.Element("testsuite", name=TOOL, tests=str(len(problems) or 1), failures=str(failures))
    for problem in problems:
        path, message, fix = _told(problem, language)
        case = ElementTree.SubElement(suite, "testcase", classname=problem.rule, name=f"{path}:{problem.line}")
        if problem.level == "error":
            ElementTree.SubElement(case, "failure", message=message).text = fix
        else:
            ElementTree.SubElement(case, "system-out").text = f"{message} {fix}"
    if not problems:
        ElementTree.SubElement(suite, "testcase", classname=TOOL, name="records")
    ElementTree.indent(suite)
    return _no_command(ElementTree.tostring(suite, encoding="unicode", xml_declaration=True))


def summary(told: Sequence[Problem], relations_judged: bool, language: str) -> str:
    """The last line of a check in text: how many problems, questions and warnings, and what was not judged because of
    them."""
    levels = Counter(problem.level for problem in told)
    count = say("Problems: {count}.", count=levels["error"]) if levels["error"] else say("No problems.")
    sentence = spoken(count, language)
    if levels["question"]:
        sentence += " " + spoken(say("Questions: {count}.", count=levels["question"]), language)
    if levels["warning"]:
        sentence += " " + spoken(say("Warnings: {count}.", count=levels["warning"]), language)
    if not relations_judged:
        sentence += " " + spoken(
            say(
                "(Relations between records are judged once every record has its shape and its id, "
                "and every calendar is right.)"
            ),
            language,
        )
    return sentence


def gitlab(problems: Sequence[Problem], language: str) -> str:
    """GitLab's code quality report: findings on the lines of a merge request.

    Source: GitLab's documentation, "Code Quality report format"; a fingerprint tells findings apart.
    """
    rows = []
    for problem in problems:
        path, message, fix = _told(problem, language)
        same = f"{path}\n{problem.line}\n{problem.column}\n{problem.rule}\n{message}"
        rows.append(
            {
                "description": f"{message} {fix}",
                "check_name": problem.rule,
                "fingerprint": hashlib.sha256(same.encode()).hexdigest(),
                "severity": SEVERITIES[problem.level],
                "location": {"path": path, "lines": {"begin": problem.line}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2)


# What each format calls the levels.
ANNOTATIONS = {"error": "error", "warning": "warning", "question": "warning"}
RESULTS = {"error": "error", "warning": "warning", "question": "note"}
SEVERITIES = {"error": "major", "warning": "minor", "question": "minor"}
FORMATS: Mapping[str, Callable[[Sequence[Problem], str], str]] = {
    "text": text,
    "github": github,
    "gitlab": gitlab,
    "json": as_json,
    "sarif": sarif,
    "junit": junit,
}


def _told(problem: Problem, language: str) -> tuple[str, str, str]:
    """Path, message and fix as they may be shown anywhere."""
    path, message, fix = problem.path, spoken(problem.message, language), spoken(problem.fix, language)
    return _shown(path), _shown(message), _shown(fix)


def _shown(text: str) -> str:
    """A text without a person's whole number and without characters that order something; line ends stay."""
    return "".join(c if c.isprintable() or c == NEW_LINE else f"⟨U+{ord(c):04X}⟩" for c in masked(text))


def _no_command(output: str) -> str:
    return _COMMAND.sub(r"\1⟨\2⟩", output)
