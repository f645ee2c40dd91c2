"""What Git asks where two branches changed a file: records by their entries, everything else by lines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from help.towns import TOWN
from lianhu.changes import driver
from lianhu.words.problems import ToolError

ISSUE = "records/villages/heping/issues/2026/g02-2026-0002.yaml"
EVENT = "  - stage: disputed\n    date: {day}\n    by: group_head\n    note: {note}\n"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    shutil.copytree(TOWN, tmp_path / "town")
    return tmp_path / "town"


def sides(town: Path, base: str, ours: str, theirs: str) -> tuple[Path, Path, Path]:
    places = (town / ".base", town / ".ours", town / ".theirs")
    for place, content in zip(places, (base, ours, theirs), strict=True):
        place.write_text(content, encoding="utf-8")
    return places


def test_what_both_added_to_a_record_stands_in_it(town: Path) -> None:
    issue = (town / ISSUE).read_text(encoding="utf-8")
    mine, others = (issue + EVENT.format(day=f"2026-11-2{n}", note=f"n{n}") for n in (1, 0))
    base, ours, theirs = sides(town, issue, mine, others)
    assert driver.merge(base, ours, theirs, town / ISSUE)
    merged = ours.read_text(encoding="utf-8")
    assert merged.index("n0") < merged.index("n1") and "<<<<" not in merged


def test_what_contradicts_itself_stands_between_marks(town: Path) -> None:
    issue = (town / ISSUE).read_text(encoding="utf-8")
    first = issue.splitlines(keepends=True)[0]
    base, ours, theirs = sides(town, issue, issue.replace(first, "a: 1\n"), issue.replace(first, "b: 2\n"))
    assert not driver.merge(base, ours, theirs, town / ISSUE)
    assert "<<<<<<< ours\na: 1\n" in ours.read_text(encoding="utf-8")


def test_a_file_that_is_no_record_is_merged_by_lines(town: Path) -> None:
    lines = "1\n2\n3\n4\n5\n"
    base, ours, theirs = sides(town, lines, lines.replace("1", "one"), lines.replace("5", "five"))
    assert driver.merge(base, ours, theirs, town / "README.md")
    assert ours.read_text(encoding="utf-8") == "one\n2\n3\n4\nfive\n"


def test_outside_a_town_nothing_is_merged(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="No folder 'records'"):
        driver.merge(*sides(tmp_path, "", "a", "b"), tmp_path / "x.yaml")
