"""What may lie among the records: plain files of plain names, in real folders."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from help.repository import Repository
from help.towns import TODAY, TOWN, Tree
from lianhu.cli import main
from lianhu.git import read_commit
from lianhu.reading import files
from lianhu.rules.check import check
from lianhu.town.schemas import Schemas
from lianhu.words import ENGLISH, spoken
from lianhu.words.problems import Problem, ToolError

ISSUE = "records/villages/chengnan/issues/2026/g01-2026-0003.yaml"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The tiny town in a folder of its own."""
    shutil.copytree(TOWN, tmp_path / "town")
    return tmp_path / "town"


def refused(root: Path) -> Problem:
    """The one entry that is refused."""
    _, problems = files.read_folder(root)
    (problem,) = problems
    assert problem.message and problem.fix
    return problem


def test_a_folder_is_read_in_order_of_its_paths(town: Path) -> None:
    found, problems = files.read_folder(town)
    assert list(found) == sorted(
        str(path.relative_to(town)) for path in (town / "records").rglob("*") if path.is_file()
    )
    assert problems == []
    assert found["records/town.yaml"] == (TOWN / "records/town.yaml").read_bytes()


def test_an_empty_folder_is_not_a_problem(town: Path) -> None:
    (town / "records/villages/new").mkdir()
    assert files.read_folder(town)[1] == []


# -- links, devices, sizes: never opened


def link_to_a_secret(path: Path) -> None:
    secret = path.parent.parent / "secret.txt"
    secret.write_text("canary")
    path.symlink_to(secret)


@pytest.mark.parametrize(
    "make",
    [
        link_to_a_secret,
        lambda path: path.symlink_to("/etc"),
        lambda path: path.symlink_to("nowhere"),
        lambda path: path.symlink_to(path.parent / "town.yaml"),
        lambda path: os.mkfifo(path),
    ],
    ids=["to a file", "to a folder", "to nothing", "to a record", "a pipe"],
)
def test_only_plain_files(town: Path, make: Callable[[Path], None], town_schemas: Schemas) -> None:
    """A link may lead outside the records, and reading a pipe would wait for ever."""
    make(town / "records/roles-2.yaml")
    problem = refused(town)
    assert (problem.path, problem.rule) == ("records/roles-2.yaml", "plain_files_only")
    found, problems = files.read_folder(town)
    assert problem.path not in found
    assert b"canary" not in b"".join(found.values())
    assert problem in check(found, town_schemas, TODAY, problems).problems


def test_a_link_in_the_place_of_a_record_is_one_problem(town: Path, town_schemas: Schemas) -> None:
    (town / ISSUE).rename(town / "elsewhere.yaml")
    (town / ISSUE).symlink_to(town / "elsewhere.yaml")
    found, problems = files.read_folder(town)
    assert [problem.rule for problem in check(found, town_schemas, TODAY, problems).problems] == ["plain_files_only"]


def test_a_folder_that_is_a_link_is_not_entered(town: Path) -> None:
    (town / "records/villages/heping").rename(town / "heping")
    (town / "records/villages/heping").symlink_to(town / "heping")
    found, _ = files.read_folder(town)
    assert not any(path.startswith("records/villages/heping/") for path in found)
    assert refused(town).path == "records/villages/heping"


def test_a_file_of_10_mb_is_not_read(town: Path) -> None:
    with (town / ISSUE).open("wb") as stream:
        stream.truncate(10_000_000)
    problem = refused(town)
    assert (problem.path, problem.rule) == (ISSUE, "too_large")
    assert "10000000" in spoken(problem.message, ENGLISH)


def test_the_largest_file_is_read(town: Path) -> None:
    (town / ISSUE).write_bytes(b"#" * files.LARGEST_FILE)
    assert files.read_folder(town)[1] == []
    (town / ISSUE).write_bytes(b"#" * (files.LARGEST_FILE + 1))
    assert refused(town).rule == "too_large"


def test_a_file_that_may_not_be_read_is_a_sentence(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    for language, told in (("en", "cannot be read or written: you have no permission."), ("zh_CN", "没有权限。")):
        result = CliRunner().invoke(main, ["check", "--root", str(town)], env={"LANGUAGE": language})
        assert result.exit_code == 2
        assert told in result.output and "town/records/" in result.output


def test_records_that_are_a_link_as_a_whole(town: Path) -> None:
    """Also where a folder above a record is one; a folder above the town is the reader's own business."""
    (town / "records").rename(town / "elsewhere")
    (town / "records").symlink_to(town / "elsewhere")
    assert files.town_folder(town) == town
    with pytest.raises(ToolError) as raised:
        files.read_folder(town)
    assert "'records' is a symbolic link" in str(raised.value)


def test_a_commit_whose_records_are_no_folder(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repository")
    commit = repository.commit({"records": b""})
    with pytest.raises(ToolError, match="'records' is a file"):
        read_commit(repository.root, commit)
    (repository.root / "records").unlink()
    (repository.root / "records").symlink_to("/etc")
    commit = repository.commit({})
    with pytest.raises(ToolError, match="'records' is a symbolic link"):
        read_commit(repository.root, commit)


def test_a_town_behind_a_link_is_read(town: Path) -> None:
    (town.parent / "link").symlink_to(town)
    assert files.read_folder(town.parent / "link") == files.read_folder(town)


# -- names


@pytest.mark.parametrize(
    "name",
    [
        "aux.yaml",
        "con",
        "nul.tar.yaml",
        "名单.yaml",
        "a b.yaml",
        ".hidden.yaml",
        "a..",
        "x:y.yaml",
        "a\nb.yaml",
        "-x.yaml",
    ],
)
def test_names_that_some_computers_cannot_keep(town: Path, name: str) -> None:
    (town / "records" / name).write_text("a: b\n")
    problem = refused(town)
    assert problem.rule == "plain_file_names"
    assert problem.path.isprintable()


def test_a_name_that_is_no_text(town: Path) -> None:
    Path(os.fsdecode(os.fsencode(town / "records") + b"/caf\xe9.yaml")).write_text("a: b\n")
    problem = refused(town)
    assert problem.rule == "plain_file_names"
    assert problem.path == "records/caf\\xe9.yaml".replace("\\xe9", "\\udce9") or problem.path.isascii()


def test_two_names_that_are_one_on_windows() -> None:
    (problem,) = files.colliding_names(["records/a.yaml", "records/A.yaml", "records/b.yaml"])
    assert (problem.path, problem.rule) == ("records/A.yaml", "plain_file_names")
    assert "records/a.yaml" in spoken(problem.message, ENGLISH)


def test_of_two_names_that_are_one_the_plain_one_stays(town_tree: Tree, town_schemas: Schemas) -> None:
    tree = {**town_tree, "records/Town.yaml": town_tree[files.TOWN_FILE]}
    problems = check(tree, town_schemas, TODAY, files.colliding_names(tree)).problems
    assert [(problem.path, problem.rule) for problem in problems] == [("records/Town.yaml", "plain_file_names")]


def test_a_very_long_path(town: Path) -> None:
    (town / "records" / ("a" * files.LONGEST_PATH + ".yaml")).write_text("a: b\n")
    assert refused(town).rule == "plain_file_names"


def test_what_an_interrupted_command_left_is_passed_over(town: Path) -> None:
    (town / f"records/{files.TEMPORARY}1234-town.yaml").write_text("half")
    assert files.read_folder(town)[1] == []


# -- which town


def test_the_town_is_found_upwards(town: Path) -> None:
    assert files.town_folder(town / "records/villages") == town


def test_without_records_there_is_no_town(tmp_path: Path) -> None:
    with pytest.raises(ToolError) as raised:
        files.town_folder(tmp_path)
    assert raised.value.exit_code == 2
    assert str(tmp_path) in spoken(raised.value.text, ENGLISH)


def test_without_town_yaml_nothing_can_be_judged(town: Path, town_schemas: Schemas) -> None:
    (town / "records/town.yaml").unlink()
    tree, refused_entries = files.read_folder(town)
    with pytest.raises(ToolError) as raised:
        check(tree, town_schemas, TODAY, refused_entries)
    assert raised.value.exit_code == 2
    assert "records/town.yaml" in spoken(raised.value.text, ENGLISH)


def test_a_town_yaml_that_was_refused_is_told(town: Path, town_schemas: Schemas) -> None:
    """Whoever links town.yaml must read why it is refused, not only that it is missing."""
    (town / "records/town.yaml").rename(town / "town.yaml")
    (town / "records/town.yaml").symlink_to(town / "town.yaml")
    tree, refused_entries = files.read_folder(town)
    problems = check(tree, town_schemas, TODAY, refused_entries).problems
    assert [problem.rule for problem in problems] == ["plain_files_only"]


def test_a_village_without_its_file_is_a_problem(town_tree: Tree, town_schemas: Schemas) -> None:
    """R8: parents exist. Whatever is missing, the check ends with problems and never with a crash."""
    for path in sorted(town_tree):
        if path != files.TOWN_FILE:
            tree = {other: content for other, content in town_tree.items() if other != path}
            problems = check(tree, town_schemas, TODAY).problems
            if path.endswith("village.yaml"):
                assert problems, path
