"""What is given any bytes at all: what was kept by tests/whole/test_fuzz.py, ever new ones by benchmarks/fuzz.py.

Each target may refuse with a problem or a ToolError. Any other exception is a fault, and so are a result that does not
come back when it is written, and a quotation of an unprintable character.
"""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from help import hostile_files
from help.towns import TODAY, TOWN
from lianhu import personal
from lianhu.reading import files, photos, spreadsheets, yamldoc
from lianhu.reading.spreadsheets import Row, Table
from lianhu.sheets.answers import Answers, read_answers
from lianhu.sheets.holdings import Holdings
from lianhu.sheets.intake import _Intake
from lianhu.sheets.mapping import ImportMapping, read_mapping
from lianhu.town import schemas, shape
from lianhu.words import CHINESE, ENGLISH, spoken
from lianhu.words.problems import Problem, ToolError
from lianhu.writing.yamltext import to_yaml

ANSWERS = """\
by: town_office
answers:
  - reference: "2549"
    rule: records_tell_of_nobodys_health
    fingerprint: 0f3a9c0d5e7b1824
    reason: 是讲座里的例子
  - reference: "2550"
    row: 3
    column: reply
    asked: 是不是在说某个人的健康？
    rule: records_tell_of_nobodys_health
    fingerprint: 0f3a9c0d5e7b1824
    reason: ""
    omit: true
"""
TOWN_MAPPING = """\
columns:
  {reference: 编号, reporter: 用户, title: 主题, reported_at: 时间, statement: 详情, reply: 答复, replied_at: 答复时间}
source: message
group: {default: heping-g01, rules: [{use: heping-g02, words: [二组]}]}
kind: {default: opinion, rules: [{use: inquiry, words: [请问]}]}
category: {default: water_supply, rules: [{use: street_light, words: [路灯]}]}
responsible_post: {default: 镇政府办公室}
received_by: town_office
reply:
  answered_as: {default: resolved, rules: [{use: assigned, words: [已收悉], at_most_characters: 20}]}
  outcome: {default: explained, rules: [{use: fixed, words: [已修复]}]}
  waiver: 以平台公开答复为凭
  text: note
  answered_by: responsible_post
  fed_back_by: town_office
unanswered: registered
not_recorded: [{because: 举报不在这里记录, words: [举报], look_in: [title]}]
"""


def told(problem: Problem) -> None:
    """A problem can be said, in one line of printable characters."""
    for language in (ENGLISH, CHINESE):
        for sentence in (problem.message, problem.fix):
            assert spoken(sentence, language).isprintable()
    assert problem.line >= 1 and problem.column >= 1


def reader(content: bytes) -> None:
    """A record's file: read, judged by every shape, and written again."""
    document, problems = yamldoc.read("x.yaml", content)
    strict, same_problems = yamldoc.strictly("x.yaml", content)
    assert (document is None) == bool(problems)
    assert problems == same_problems and repr(document and document.data) == repr(strict and strict.data)
    for problem in problems[:20]:
        told(problem)
    if not document:
        return
    for name in ("issue", "town", "representative"):
        for problem in shape.shape_problems(document, _schemas().kinds[name])[:20]:
            told(problem)
    if isinstance(document.data, dict) and document.data:
        again, faults = yamldoc.read("x.yaml", to_yaml(document.data))
        assert again and again.data == document.data, faults


def photo(content: bytes) -> None:
    """A photo: refused, or drawn anew without anything that lay beside its pixels."""
    for path in ("x.jpg", "x.png"):
        found = photos.problems(path, content)
        assert len(found) <= 1
        if not found:
            assert photos.published(content).startswith(photos.SIGNATURES["jpg"])


def sheet(content: bytes) -> None:
    """The rows of a workbook's only sheet, between whole parts."""
    _read(hostile_files.workbook(content.decode("utf-8", "replace")))


def workbook(content: bytes) -> None:
    """A whole workbook."""
    _read(content)


def _read(content: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        try:
            spreadsheets.read_table(Path(file.name), hostile_files.COLUMNS)
        except ToolError as error:
            assert spoken(error.text, CHINESE)


def mapping(content: bytes) -> None:
    """The mapping of an import."""
    _steer(read_mapping, content)


def answers(content: bytes) -> None:
    """The answers to what an import asks."""
    _steer(read_answers, content)


def _steer(read: Callable[[Path, Path], object], content: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
        file.write(content)
        file.flush()
        try:
            read(Path(file.name), TOWN)
        except ToolError as error:
            assert spoken(error.text, CHINESE)


def importer(content: bytes) -> None:
    """Rows of messages, a cell a line: each is accounted for, and what is written is a record of the right shape."""
    plan, kind = _plan(), _schemas().kinds["issue"]
    names = tuple(plan.columns)
    lines = content.decode("utf-8", "replace").split("\n")
    given = [lines[at : at + len(names)] for at in range(0, len(lines), len(names))]
    rows = tuple(
        Row(number=n + 2, cells=dict(zip(names, (*row, *[""] * 7), strict=False))) for n, row in enumerate(given)
    )
    table = Table(sheet="S", letters={name: chr(65 + at) for at, name in enumerate(names)}, rows=rows)
    town = Holdings.read(TOWN, _schemas(), plan)
    report, contents = _Intake(plan, table, kind, town, Answers(), TODAY, lambda *_: None).run()
    assert len(report.outcomes) == len(rows)
    for path, written in contents.items():
        document, problems = yamldoc.read(path, written)
        assert document and not problems and not shape.shape_problems(document, kind), path


def text(content: bytes) -> None:
    """A text that is searched for personal data: what is masked is found no more."""
    given = content.decode("utf-8", "replace")
    found = personal.found_in.__wrapped__(given)
    assert all(one.start < one.end for one in found)
    for one in found:
        assert sum(sign.isdigit() for sign in one.masked) <= 7


def name(content: bytes) -> None:
    """The name of a file among the records: refused, or plain enough for every computer."""
    path = f"records/{content.decode('utf-8', 'surrogateescape')}"
    problem = files.refused_entry(path, 0, None)
    if problem:
        told(problem)
        assert problem.path.isprintable()
        return
    assert path.isascii() and ".." not in path.split("/") and not path.endswith("/") and len(path) <= 150
    filing = _schemas().filing(path)
    assert filing is None or "/" not in filing.id


@functools.cache
def _schemas() -> schemas.Schemas:
    return schemas.load()


@functools.cache
def _plan() -> ImportMapping:
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(TOWN_MAPPING)
        file.flush()
        return read_mapping(Path(file.name), TOWN)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (reader, photo, sheet, workbook, mapping, answers, importer, text, name)
}


def seeds(target: str) -> list[bytes]:
    """What a fuzzer begins with: good examples of the target's kind."""
    records = [path.read_bytes() for path in sorted(TOWN.rglob("*.yaml"))]
    row = "2549\nA1\n路灯不亮\n2019/4/25 9:32:09\n三盏路灯不亮\n已修复。\n2019/5/10 14:56:53"
    found: dict[str, Any] = {
        "reader": records,
        "photo": [hostile_files.jpeg(), hostile_files.png(2, 2, b"\0" * 14)],
        "sheet": [hostile_files.sheet().encode()],
        "workbook": [hostile_files.workbook()],
        "mapping": [TOWN_MAPPING.encode()],
        "answers": [ANSWERS.encode()],
        "importer": [row.encode(), f"{row}\n{row}".encode()],
        "text": ["身份证号11010519491231002X，电话0730-8123456，张三家门口".encode()],
        "name": [str(path.relative_to(TOWN / "records")).encode() for path in sorted(TOWN.rglob("*.yaml"))],
    }
    return list(found[target])
