"""CODEOWNERS: whom a forge asks, as GitHub, GitLab and Gitea read the same file."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from help.repository import Repository
from help.towns import TODAY, TOWN, Tree, registered
from lianhu.cli import main
from lianhu.proposals import owners
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

EXPECTED = """\
# From records/editors.yaml by 'lianhu owners'; edit the editors, not this file.
* @xiaoyang-town
.+ @xiaoyang-town
/records/villages/chengnan/ @chengnan-clerk @xiaoyang-town
records/villages/chengnan/.+ @chengnan-clerk
/records/villages/heping/ @heping-clerk @xiaoyang-town
records/villages/heping/.+ @heping-clerk
/records/villages/*/groups/*.yaml @xiaoyang-town
/records/villages/*/service-fund/*.yaml @xiaoyang-town
/records/villages/*/village.yaml @xiaoyang-town
"""
LINES = [line.split() for line in EXPECTED.splitlines() if not line.startswith("#")]


def run(root: Path, *arguments: str) -> tuple[int, str]:
    environment = {"LANGUAGE": "en", "LIANHU_TODAY": TODAY.isoformat()}
    result = CliRunner().invoke(main, [*arguments, "--root", str(root)], env=environment)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def repository(tmp_path: Path, town_tree: Tree) -> Repository:
    return Repository(tmp_path / "town", town_tree)


@pytest.fixture
def town(repository: Repository) -> Path:
    return repository.root


def test_the_file_follows_from_the_records(town_register: Register) -> None:
    assert owners.codeowners(town_register) == EXPECTED.encode()


def on_github(path: str) -> set[str]:
    """The owners that the last fitting line names: a folder with all in it, a star for one part of a path."""
    found: set[str] = set()
    for pattern, *accounts in LINES:
        folder = pattern.endswith("/") and f"/{path}".startswith(pattern)
        parts = pattern.strip("/").split("/"), path.split("/")
        same = len(parts[0]) == len(parts[1]) and all(map(fnmatch.fnmatchcase, parts[1], parts[0]))
        if pattern == "*" or folder or ("/" in pattern and same):
            found = set(accounts)
    return found


def on_gitea(path: str) -> set[str]:
    """The owners of all fitting lines: regular expressions over the whole path. A star alone is none in Python."""
    lines = [line for line in LINES if line[0] != "*"]
    return {account for pattern, *accounts in lines if re.search(f"^{pattern}$", path) for account in accounts}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("records/villages/heping/issues/2026/g01-2026-0001.yaml", {"@heping-clerk", "@xiaoyang-town"}),
        ("records/villages/heping/visits/2026-03/g01.yaml", {"@heping-clerk", "@xiaoyang-town"}),
        ("records/villages/heping/village.yaml", {"@xiaoyang-town"}),
        ("records/villages/heping/groups/g01.yaml", {"@xiaoyang-town"}),
        ("records/villages/heping/service-fund/2026.yaml", {"@xiaoyang-town"}),
        ("records/town.yaml", {"@xiaoyang-town"}),
        ("mkdocs.yml", {"@xiaoyang-town"}),
    ],
)
def test_every_forge_asks_who_may_change_it(path: str, expected: set[str]) -> None:
    assert on_github(path) == expected
    asked = on_gitea(path)
    assert expected <= asked, "Gitea asks everybody whose line fits; the check knows better who may change it"
    assert asked <= {"@xiaoyang-town", "@heping-clerk"}


def test_it_is_written_and_current(town: Path) -> None:
    assert run(town, "owners", "--check")[0] == 1, "there is none yet"
    assert run(town, "check")[0] == 0, "a town without the file is complete"
    assert run(town, "owners")[0] == 0
    assert (town / "CODEOWNERS").read_text() == EXPECTED
    assert run(town, "owners", "--check") == (0, "")
    assert run(town, "check")[0] == 0


def test_a_file_that_is_not_current_is_a_problem(town: Path) -> None:
    (town / "CODEOWNERS").write_text(EXPECTED.replace("@heping-clerk", "@somebody"))
    code, output = run(town, "check")
    assert code == 1
    assert output.startswith("CODEOWNERS:1:1: The owners are not those that records/editors.yaml gives.")


def test_line_ends_of_another_system_are_no_difference(town: Path) -> None:
    (town / "CODEOWNERS").write_bytes(EXPECTED.encode().replace(b"\n", b"\r\n"))
    assert run(town, "check")[0] == 0


def test_an_editor_comes_with_the_owners(repository: Repository) -> None:
    """Who changes the editors writes the owners anew in the same proposal."""
    town = repository.root
    assert run(town, "owners")[0] == 0
    repository.commit({})
    editors = (TOWN / "records/editors.yaml").read_bytes().replace(b"chengnan-clerk", b"chengnan-office")
    repository.write({"records/editors.yaml": editors})
    code, output = run(town, "check", "--base", "HEAD")
    assert (code, output.count("codeowners_follow_the_editors")) == (1, 1)
    assert run(town, "owners")[0] == 0
    assert run(town, "check", "--base", "HEAD")[0] == 0


def test_a_town_without_an_editor_of_its_own(town_tree: Tree, town_schemas: Schemas) -> None:
    town_tree["records/editors.yaml"] = b"editors:\n  - account: a\n    post: a\n    territory: heping\n"
    assert owners.codeowners(registered(town_tree, town_schemas)) is None


def test_our_own_file_is_current() -> None:
    assert run(TOWN.parent.parent, "owners", "--check")[0] == 0
