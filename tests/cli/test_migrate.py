"""`lianhu migrate`: a folder brought to today's version, all or nothing, and told so in either language."""

from __future__ import annotations

from pathlib import Path

import pytest

from help.old_writing import TOWN_FILE, old_town
from help.program import CANNOT_RUN, CLEAN, PROBLEMS, run
from help.towns import Tree

PERSON = "records/villages/heping/representatives/g01-r01.yaml"


def write(root: Path, tree: Tree) -> Path:
    for path, content in tree.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def files_of(root: Path) -> Tree:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def old(tmp_path: Path, town_tree: Tree) -> Path:
    return write(tmp_path / "old", old_town(town_tree))


def test_a_newer_program_stops_no_town_and_names_the_command(old: Path) -> None:
    """The records are read as they would be written today; that they are not is a warning, told once."""
    result = run("check", "--root", old)
    assert result.exit_code == CLEAN and result.output.count("[") == 1
    assert run("due", "--root", old).exit_code == CLEAN
    assert "lianhu migrate" in result.output and "current_schema_version" in result.output
    assert "lianhu migrate" in run("check", "--root", old, language="zh_CN").output


def test_the_folder_is_brought_to_todays_version(old: Path) -> None:
    result = run("migrate", "--root", old)
    assert result.exit_code == CLEAN and PERSON in result.output
    assert 'git commit -m "records are written as version 2" records' in result.output
    assert run("check", "--root", old).exit_code == CLEAN
    assert not [path for path in files_of(old) if ".tmp-" in path]


def test_twice_is_said_and_changes_nothing(old: Path) -> None:
    run("migrate", "--root", old)
    before = files_of(old)
    result = run("migrate", "--root", old)
    assert (result.exit_code, result.output) == (
        CLEAN,
        "The records are of version 2 already; nothing was changed.\n",
    )
    assert files_of(old) == before
    assert run("migrate", "--root", old, language="zh_CN").output == "记录已经是第 2 版写法，没有改动。\n"


@pytest.mark.parametrize("half", [PERSON, TOWN_FILE])
def test_half_a_migration_is_one_problem_that_says_how_to_mend_it(old: Path, town_tree: Tree, half: str) -> None:
    """One record of today's among old ones, and today's version in front of old records."""
    (old / half).write_bytes(town_tree[half])
    result = run("check", "--root", old)
    assert result.exit_code == PROBLEMS and result.output.count("[") == 1 and "one_schema_version" in result.output
    before = files_of(old)
    refused = run("migrate", "--root", old)
    assert refused.exit_code == CANNOT_RUN and "lianhu migrate --finish" in refused.output
    assert files_of(old) == before
    assert run("migrate", "--root", old, "--finish").exit_code == CLEAN
    assert run("check", "--root", old).exit_code == CLEAN


@pytest.mark.parametrize("command", ["check", "migrate", "due"])
def test_a_newer_version_asks_for_a_newer_program(tmp_path: Path, town_tree: Tree, command: str) -> None:
    town = town_tree[TOWN_FILE].replace(b"schema_version: 2", b"schema_version: 3")
    root = write(tmp_path / "newer", {**town_tree, TOWN_FILE: town})
    result = run(command, "--root", root)
    assert result.exit_code == CANNOT_RUN and "Install a newer Lianhu" in result.output
    assert files_of(root) == {**town_tree, TOWN_FILE: town}


def test_a_record_that_cannot_be_read_leaves_all_as_they_are(old: Path) -> None:
    """Else it would stay of the old version among the others."""
    (old / PERSON).write_bytes(b"id: [\n")
    before = files_of(old)
    result = run("migrate", "--root", old)
    assert result.exit_code == CANNOT_RUN and PERSON in result.output and "lianhu check" in result.output
    assert files_of(old) == before
    assert f"{PERSON}:" in run("check", "--root", old).output


def test_a_disk_that_refuses_leaves_the_old_records(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = files_of(old)
    monkeypatch.setattr("lianhu.writing.swap.put_in_place", refuse)
    assert run("migrate", "--root", old).exit_code == CANNOT_RUN
    assert files_of(old) == before
