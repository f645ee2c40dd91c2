"""The step that brings a town's records to another version, and the one that changes a schema with its records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from help.old_writing import old_town
from help.program import CLEAN, PROBLEMS, run
from help.repository import Repository
from help.towns import Tree
from lianhu import git
from lianhu.changes import driver
from lianhu.proposals import retractions
from lianhu.reading import assets

PERSON = "records/villages/heping/representatives/g01-r01.yaml"
OTHER = "records/villages/heping/representatives/g02-r01.yaml"
AGAIN = (
    "  - chosen:\n      date: 2026-11-20\n      method: household_recommendation\n"
    "    start: 2026-11-21\n    end: 2031-11-20\n    certificate: XY-2026-001\n"
)
EDIT = "corrections:\n  - date: 2026-11-20\n    by: village_officer\n    at: name\n    right: 康䶮\n    reason: 核对\n"


@pytest.fixture
def old(tmp_path: Path, town_tree: Tree) -> Repository:
    """A town that still writes as version 1."""
    return Repository(tmp_path / "old", old_town(town_tree))


def rules(town: Repository, base: str = "main", head: str = "HEAD") -> list[str]:
    result = run("check", "--root", town.root, "--base", base, "--head", head, "--format", "json")
    assert result.exit_code in (CLEAN, PROBLEMS), result.output
    return [problem["rule"] for problem in json.loads(result.output)["problems"] if problem["level"] == "error"]


def text(town: Repository, path: str) -> str:
    return (town.root / path).read_text(encoding="utf-8")


def migrated(town: Repository) -> str:
    town.branch("change")
    result = run("migrate", "--root", town.root)
    assert result.exit_code == CLEAN, result.output
    return town.commit({})


def test_the_migration_is_accepted_and_changes_nothing(old: Repository) -> None:
    migrated(old)
    assert rules(old) == []
    told = run("diff", "main", "change", "--root", old.root)
    assert told.output.strip() == "Nothing that residents can see changes."


def test_the_step_tells_that_the_town_is_of_an_older_version_as_something_known(old: Repository) -> None:
    """A server with a newer Lianhu goes on taking what a town that has not migrated yet proposes."""
    old.branch("change")
    old.commit({PERSON: text(old, PERSON).replace("household_count: 12", "household_count: 13").encode()})
    assert rules(old) == ["what_held_before_today_stays"]


def test_what_comes_with_the_migration_is_judged_like_anything_else(old: Repository) -> None:
    migrated(old)
    assert rules(old) == []
    old.commit({PERSON: text(old, PERSON).replace("start: 2026-01-10", "start: 2026-01-09").encode()})
    assert rules(old) == ["published_entries_are_kept"]


def test_chosen_again_is_an_entry_behind_the_first(old: Repository) -> None:
    """Case 01: the step accepts a second term, and refuses one that takes the first one's place."""
    migrated(old)
    line = "    certificate: XY-2026-001\n"
    old.commit({PERSON: text(old, PERSON).replace(line, line + AGAIN).encode()})
    assert rules(old) == []
    first = text(old, PERSON).partition("terms:\n")[2].partition(AGAIN)[0]
    old.commit({PERSON: text(old, PERSON).replace(first, "").encode()})
    assert "published_entries_are_kept" in rules(old)


def test_back_to_the_old_version_is_refused(old: Repository) -> None:
    migrated(old)
    old.branch("back")
    old.git("checkout", "main", "--", "records")
    old.commit({})
    assert rules(old, base="change") == ["current_schema_version"]


def test_one_record_of_the_old_way_is_refused(old: Repository) -> None:
    migrated(old)
    before = old.git("show", f"main:{OTHER}") + "\n"
    old.commit({OTHER: before.encode()})
    assert rules(old) == ["one_schema_version"]


def test_an_old_branch_meets_the_migrated_town(old: Repository) -> None:
    """What was proposed before the migration is judged as it would be written today."""
    migrated(old)
    old.switch("main")
    old.branch("late")
    old.commit({OTHER: (text(old, OTHER) + "variable_duties:\n  - 水渠轮管\n").encode()})
    assert rules(old, base="change", head="late") == []
    old.commit({PERSON: text(old, PERSON).replace("start: 2026-01-10", "start: 2026-01-09").encode()})
    assert rules(old, base="change", head="late") == ["published_entries_are_kept"]


def test_a_new_record_of_the_old_way_would_leave_the_town_half_migrated(old: Repository) -> None:
    migrated(old)
    old.switch("main")
    old.branch("late")
    person = text(old, OTHER).replace("heping-g02-r01", "heping-g02-r02").replace("XY-2026-003", "XY-2026-008")
    old.commit({OTHER.replace("r01", "r02"): person.encode()})
    assert "one_schema_version" in rules(old, base="change", head="late")


# -- schemas


@pytest.fixture
def town(tmp_path: Path, town_tree: Tree) -> Repository:
    return Repository(tmp_path / "town", town_tree)


def schema(kind: str) -> dict[str, object]:
    found = json.loads((assets.folders(assets.SCHEMAS)[0] / f"{kind}.schema.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def with_song(town: Repository, promise: str = "web") -> dict[str, bytes]:
    wider: dict[str, dict[str, object]] = schema("representative")  # type: ignore[assignment]
    wider["properties"]["song"] = {
        "title": "山歌",
        "description": "会唱的山歌。",
        "type": "string",
        "examples": ["采茶歌"],
        "x-publish": promise,
    }
    return {"schemas/representative.schema.json": json.dumps(wider, ensure_ascii=False).encode()}


def test_a_schema_changes_with_the_records_that_use_it(town: Repository) -> None:
    town.branch("change")
    town.commit({**with_song(town), PERSON: (text(town, PERSON) + "song: 采茶歌\n").encode()})
    assert rules(town) == []


def test_records_that_a_changed_schema_no_longer_fits_are_told(town: Repository) -> None:
    narrow: dict[str, dict[str, dict[str, object]]] = schema("representative")  # type: ignore[assignment]
    narrow["properties"]["household_count"]["maximum"] = 12
    town.branch("change")
    town.commit({"schemas/representative.schema.json": json.dumps(narrow).encode()})
    assert rules(town) == ["within_bounds"]


def test_the_new_key_alone_is_still_unknown(town: Repository) -> None:
    town.branch("change")
    town.commit({PERSON: (text(town, PERSON) + "song: 采茶歌\n").encode()})
    assert rules(town) == ["known_key"]


@pytest.mark.parametrize("spoilt", ["less is required", "an unknown type"])
def test_a_schema_that_the_program_cannot_use_is_one_problem(town: Repository, spoilt: str) -> None:
    narrow: dict[str, Any] = schema("representative")
    record = text(town, PERSON)
    if spoilt == "less is required":
        narrow["required"].remove("household_count")
        record = record.replace("household_count: 12\n", "")
    else:
        narrow["properties"]["household_count"]["type"] = "count"
    town.branch("change")
    town.commit({"schemas/representative.schema.json": json.dumps(narrow).encode(), PERSON: record.encode()})
    assert rules(town) == ["schemas_fit_the_program"]


def test_a_broken_schema_cannot_be_judged(town: Repository) -> None:
    town.branch("change")
    town.commit({"schemas/representative.schema.json": b"{"})
    result = run("check", "--root", town.root, "--base", "main", "--head", "HEAD")
    assert result.exit_code == 3 and "are broken, so its records cannot be read" in result.output


# -- what asks the past


def test_a_server_takes_the_migration_and_what_follows_it(old: Repository) -> None:
    """Commit by commit and as one push: nothing that was published before is taken back."""
    base = old.head
    migrated(old)
    old.commit({PERSON: text(old, PERSON).replace("household_count: 12", "household_count: 11").encode()})
    old.commit({PERSON: text(old, PERSON).replace("household_count: 11", "household_count: 12").encode()})
    repository = git.Repository(old.root)
    steps = retractions.steps_since(repository.commit(base), old.head, repository)
    assert len(steps) == 3
    assert list(retractions.taken_back(steps, repository.commit(base), repository)) == []


def test_what_is_altered_after_the_migration_is_taken_back(old: Repository) -> None:
    base = old.head
    migrated(old)
    old.commit({PERSON: text(old, PERSON).replace("end: 2031-01-09", "end: 2031-01-08").encode()})
    repository = git.Repository(old.root)
    steps = retractions.steps_since(repository.commit(base), old.head, repository)
    (told,) = retractions.taken_back(steps, repository.commit(base), repository)
    assert "terms[1].end was altered after it was published" in str(told)


def test_two_branches_of_two_versions_merge_as_todays(old: Repository) -> None:
    """Git asks for one file at a time; the side that is still written the old way is brought to today's."""
    migrated(old)
    old.switch("main")
    base, late, today = (old.root / name for name in ("base", "late", "today"))
    base.write_bytes(text(old, OTHER).encode())
    late.write_bytes((text(old, OTHER) + EDIT).encode())
    today.write_text(old.git("show", f"change:{OTHER}") + "\n", encoding="utf-8")
    assert driver.merge(base, late, today, old.root / OTHER)
    assert "terms:" in late.read_text(encoding="utf-8") and late.read_text(encoding="utf-8").endswith(EDIT)
