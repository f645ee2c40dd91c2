"""Midnight stops nothing: a town without problems has none on any later day, whatever ends then."""

from __future__ import annotations

import datetime
import re

import pytest

from help.towns import TODAY, Tree
from help.walk import ROOT
from lianhu.figures.due import due
from lianhu.reading import files
from lianhu.reading.files import TOWN_FILE
from lianhu.rules.check import check
from lianhu.town import schemas
from lianhu.town.month import DAY
from lianhu.town.schemas import Schemas

WHO_LEAVES = "records/villages/heping/representatives/g01-r01.yaml"
GROUP = "records/villages/heping/groups/g01.yaml"
VILLAGE = "records/villages/heping/village.yaml"
# What is known a month ahead: in which file, after which line, what is written, and what it brings when it has come.
ENDS = {
    "a representative leaves": (WHO_LEAVES, "since: 2026-01-10", "    until: 2026-12-31", "declared_totals_add_up"),
    "a head leaves": (GROUP, "- name: 安清和\n    since: 2026-05-01", "    until: 2026-12-31", "groups_have_a_head"),
    "an officer keeps contact no longer": (
        VILLAGE,
        (
            "      - name: 温大暑\n        since: 2026-01-01\n    liaisons:\n      - officer: heping-o1\n"
            "        since: 2026-01-01"
        ),
        "        until: 2026-12-31",
        "areas_have_a_head_and_a_liaison",
    ),
}
LAST = datetime.date(2026, 12, 31)


def ending(tree: Tree, what: str) -> Tree:
    path, after, line, _ = ENDS[what]
    text = tree[path].decode()
    assert text.count(after) == 1, text
    return {**tree, path: text.replace(after, f"{after}\n{line}").encode()}


@pytest.mark.parametrize("what", ENDS)
def test_what_is_known_to_end_stops_no_site(what: str, town_tree: Tree, town_schemas: Schemas) -> None:
    """It is announced in time, nothing on its last day, and a warning from the next day on."""
    tree, rule = ending(town_tree, what), ENDS[what][-1]
    on_the_last_day, the_day_after = (check(tree, town_schemas, day) for day in (LAST, LAST + DAY))
    assert on_the_last_day.problems == the_day_after.problems == ()
    assert rule not in {warning.rule for warning in on_the_last_day.warnings}
    assert rule in {warning.rule for warning in the_day_after.warnings}


@pytest.mark.parametrize(
    ("days_before", "is_told"), [(31, False), (30, True), (1, True)], ids=["too early", "in time", "the day before"]
)
def test_who_follows_a_head_is_asked_in_time(
    days_before: int, is_told: bool, town_tree: Tree, town_schemas: Schemas
) -> None:
    register = check(ending(town_tree, "a head leaves"), town_schemas, LAST - days_before * DAY).register
    assert register
    assert any(item.kind == "office" and item.unit == "heping-g01" for item in due(register)) == is_told


def test_the_notice_is_the_towns(town_tree: Tree, town_schemas: Schemas) -> None:
    tree = ending(town_tree, "a head leaves")
    tree[TOWN_FILE] = tree[TOWN_FILE].replace(b"  term_notice_days:", b"  notice_days: 60\n  term_notice_days:")
    register = check(tree, town_schemas, LAST - 60 * DAY).register
    assert register
    assert any(item.kind == "office" for item in due(register))


def days_in(tree: Tree) -> list[datetime.date]:
    """Every day after today that some record names."""
    written = {day for content in tree.values() for day in re.findall(rb"20[0-9]{2}-[0-9]{2}-[0-9]{2}", content)}
    days = {datetime.date.fromisoformat(day.decode()) for day in written}
    return sorted(day for day in days if day > TODAY)


def test_no_day_to_come_is_a_problem(town_tree: Tree, town_schemas: Schemas) -> None:
    tree = town_tree
    for what in ENDS:
        tree = ending(tree, what)
    for day in days_in(tree):
        for reached in (day, day + DAY, day + 366 * DAY):
            assert check(tree, town_schemas, reached).problems == (), reached


@pytest.mark.slow
def test_the_demonstration_town_outlives_all_its_terms() -> None:
    tree, _ = files.read_folder(ROOT)
    for day in days_in(tree)[-3:]:
        verdict = check(tree, schemas.load(ROOT), day + 400 * DAY)
        assert verdict.problems == ()
        assert verdict.warnings
