"""`lianhu doctor` and `--no-cache`: for who doubts what is kept for speed."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from help.program import run
from help.repository import Repository
from help.towns import TODAY, Tree
from lianhu.store import FILE
from lianhu.store.store import _sum

DAY = ("--today", TODAY)


@pytest.fixture
def town(tmp_path: Path, town_tree: Tree) -> Path:
    repository = Repository(tmp_path / "town")
    repository.commit(dict(town_tree))
    return repository.root


def store(town: Path) -> Path:
    return town / ".git/lianhu" / FILE


def doctor(town: Path) -> tuple[int, str]:
    done = run("doctor", "--root", town, *DAY)
    return done.exit_code, done.output.replace(str(town), "TOWN")


def test_what_is_kept_is_counted_and_found_right(town: Path) -> None:
    run("check", "--root", town, *DAY)
    code, told = doctor(town)
    assert (code, told.splitlines()[-1]) == (0, "The check finds the same by what is kept and anew.")
    assert "Kept in TOWN/.git/lianhu/store.sqlite3: " in told


def test_a_town_of_which_nothing_is_kept_is_in_order(town: Path) -> None:
    assert doctor(town)[0] == 0


def test_a_damaged_value_is_told_and_all_is_forgotten(town: Path) -> None:
    run("check", "--root", town, *DAY)
    with sqlite3.connect(store(town)) as kept:
        kept.execute("update kept set value = value || ' ' where key like 'verdict%'")
    kept.close()
    code, told = doctor(town)
    assert code == 0
    assert "Damaged values: 1. Everything kept was forgotten." in told


def test_a_file_of_noise_is_forgotten(town: Path) -> None:
    run("check", "--root", town, *DAY)
    store(town).write_bytes(b"noise" * 1000)
    code, told = doctor(town)
    assert code == 0
    assert "It was forgotten." in told
    assert "Damaged values" not in doctor(town)[1]


def test_a_forged_verdict_is_found_and_forgotten(town: Path) -> None:
    (town / "records/town.yaml").write_text((town / "records/town.yaml").read_text().replace("groups: ", "groups: 9"))
    assert "declared_totals_add_up" in run("check", "--root", town, *DAY).output
    with sqlite3.connect(store(town)) as kept:
        key, value = kept.execute("select key, value from kept where key like 'verdict%'").fetchone()
        forged = json.dumps({**json.loads(value), "problems": [], "warnings": []}).encode()
        kept.execute("update kept set value = ?, sum = ? where key = ?", (forged, _sum(key, forged), key))
    kept.close()
    assert "declared_totals_add_up" not in run("check", "--root", town, *DAY).output
    assert "declared_totals_add_up" in run("check", "--root", town, *DAY, "--no-cache").output
    code, told = doctor(town)
    assert code == 1
    assert "than anew. Everything kept was forgotten: run the command again whose answer you doubt" in told
    assert "declared_totals_add_up" in run("check", "--root", town, *DAY).output


def test_without_the_store_none_is_made(town: Path) -> None:
    assert run("check", "--root", town, *DAY, "--no-cache").exit_code == 0
    assert not store(town).exists()
