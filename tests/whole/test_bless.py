"""`pytest --bless` accepts where problems lie now, in a case's own file, and nothing that a case is for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from help import case
from help.golden import Golden
from help.towns import TESTS

pytestmark = pytest.mark.slow

BEFORE = """\
why: "A town that never was. # no remark"
edit:
  - path: records/town.yaml
    find: "expect:"
    replace: "  - records/town.yaml:1:1 in_a_text"
expect:
  # the list's own remark
  - records/town.yaml:7:11 declared_totals_add_up  # the sum
  - records/town.yaml:9:3 groups_have_a_head
files:
  records/x.yaml: "text"
"""


def test_lines_move_and_all_else_stays_as_it_was() -> None:
    lines = ("records/town.yaml:8:11 declared_totals_add_up", "records/town.yaml:10:3 groups_have_a_head")
    assert case.expecting(BEFORE, lines) == BEFORE.replace(":7:11", ":8:11").replace(":9:3", ":10:3")


def test_the_same_lines_change_nothing() -> None:
    lines = ("records/town.yaml:7:11 declared_totals_add_up", "records/town.yaml:9:3 groups_have_a_head")
    assert case.expecting(BEFORE, lines) == BEFORE
    assert case.expecting("why: Right.\nexpect: []\n", ()) == "why: Right.\nexpect: []\n"


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        (("a.yaml:1:1 one_rule",), "expect:\n  - a.yaml:1:1 one_rule\n"),
        (("a:1:1 r", "b:2:1 r", "c:1:1 r"), "expect:\n  - a:1:1 r\n  - b:2:1 r\n  - c:1:1 r\n"),
        ((), "expect: []\n"),
    ],
)
def test_more_or_fewer_lines_make_a_new_list(lines: tuple[str, ...], written: str) -> None:
    begin, end = BEFORE.index("expect:\n"), BEFORE.index("files:")
    assert case.expecting(BEFORE, lines) == BEFORE[:begin] + written + BEFORE[end:]


def test_a_golden_file_is_rewritten_only_when_blessed(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "page.txt"
    Golden("tests/x.py::test_page", True)("new\n", path)
    with pytest.raises(pytest.fail.Exception) as failed:
        Golden("tests/x.py::test_page[a b]", False)("newer\n", path, "Readers see the page.")
    assert path.read_text() == "new\n"
    said = str(failed.value).splitlines()
    assert said[0] == "Readers see the page."
    assert {"-new", "+newer", "  pytest --bless 'tests/x.py::test_page[a b]'"} < set(said)
    Golden("tests/x.py::test_page", True)("newer\n", path)
    assert path.read_text() == "newer\n"


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A copy of what the cases need, with the cases of one rule."""
    for name in ("help", "town", "cases/groups_have_a_head"):
        shutil.copytree(TESTS / name, tmp_path / "tests" / name)
    (tmp_path / "tests" / "rules").mkdir()
    shutil.copytree(TESTS.parent / "schemas", tmp_path / "schemas")
    for name in ("conftest.py", "rules/test_cases.py", "../pyproject.toml"):
        shutil.copy(TESTS / name, tmp_path / "tests" / name)
    return tmp_path


def pytest_in(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, "tests/rules/test_cases.py"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, env={**os.environ, "COLUMNS": "200"})


def test_a_line_added_in_the_tiny_town_moves_the_cases_when_blessed(scratch: Path) -> None:
    group = scratch / "tests/town/records/villages/chengnan/groups/g01.yaml"
    group.write_text(f"# a line more\n{group.read_text(encoding='utf-8')}", encoding="utf-8")
    cases = scratch / "tests/cases/groups_have_a_head"
    before = {path.name: path.read_text(encoding="utf-8") for path in cases.iterdir()}

    told = pytest_in(scratch)
    assert told.returncode == 1
    assert "+  - records/villages/chengnan/groups/g01.yaml:9:3 groups_have_a_head" in told.stdout
    assert "pytest --bless 'tests/rules/test_cases.py::test_case[groups_have_a_head/" in told.stdout
    assert {path.name: path.read_text(encoding="utf-8") for path in cases.iterdir()} == before

    assert pytest_in(scratch, "--bless").returncode == 0
    after = {path.name: path.read_text(encoding="utf-8") for path in cases.iterdir()}
    assert after == {
        name: text.replace("chengnan/groups/g01.yaml:8:3", "chengnan/groups/g01.yaml:9:3")
        for name, text in before.items()
    }
    assert after != before


def test_a_case_that_finds_nothing_any_more_is_not_blessed(scratch: Path) -> None:
    """A rule that is broken would turn all its cases into near misses, and nobody would read four hundred lines."""
    cases = (scratch / "tests/cases/groups_have_a_head").glob("*.yaml")
    case_file = next(path for path in cases if "until: 2026-11-21" in path.read_text("utf-8"))
    broken = case_file.read_text(encoding="utf-8").replace("until: 2026-11-21", "until: 2026-12-21")
    case_file.write_text(broken, encoding="utf-8")
    assert pytest_in(scratch, "--bless").returncode == 1
    assert case_file.read_text(encoding="utf-8") == broken
