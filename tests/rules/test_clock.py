"""A computer's clock that is behind is told as that, not as thousands of mistakes; one mistake stays one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from help.program import PROBLEMS, run
from help.repository import Repository
from help.towns import TODAY, Tree
from lianhu import git
from lianhu.proposals.judgement import judged
from lianhu.proposals.proposal import Proposal, of_commits
from lianhu.proposals.rules import problems
from lianhu.proposals.rules.dates import commits_are_not_dated_ahead
from lianhu.proposals.rules.recording import what_happened_is_recorded_in_time
from lianhu.reading.clock import TOWN_TIME
from lianhu.rules import dates
from lianhu.rules.check import check
from lianhu.town.month import DAY
from lianhu.town.schemas import Schemas
from lianhu.words.problems import Problem

MONTHS_AGO = date(2026, 3, 20)
ISSUE = "records/villages/heping/issues/2026/g01-2026-0001.yaml"


def told(tree: Tree, schemas: Schemas, today: date) -> tuple[Problem, ...]:
    return check(tree, schemas, today).problems


@pytest.mark.parametrize("today", [MONTHS_AGO, date(2026, 10, 1)])
def test_a_clock_that_is_behind_is_one_problem(today: date, town_tree: Tree, town_schemas: Schemas) -> None:
    (problem,) = told(town_tree, town_schemas, today)
    assert (problem.path, problem.rule, problem.level) == ("records/town.yaml", dates.CLOCK, "error")
    assert f"Today is {today}" in str(problem.message) and "up to 2026-11-20" in str(problem.message)


def test_one_record_dated_ahead_is_that_records(town_tree: Tree, town_schemas: Schemas) -> None:
    """Two in a folder are as well, and so is one with several days."""
    tomorrow = (TODAY + DAY).isoformat().encode()
    for path in (ISSUE, ISSUE.replace("0001", "0002")):
        town_tree[path] = (
            town_tree[path][: town_tree[path].rindex(b"date: ")] + b"date: " + tomorrow + b"\n    by: group_head\n"
        )
        found = {problem.path for problem in told(town_tree, town_schemas, TODAY)}
        assert path in found and "records/town.yaml" not in found


def test_a_step_is_not_judged_by_such_a_clock(town_tree: Tree, town_schemas: Schemas) -> None:
    """Though what is published is as much ahead: what nobody judged is not taken."""
    changed = {**town_tree, ISSUE: town_tree[ISSUE].replace(b"source: visit", b"source: online")}
    step = Proposal(published=town_tree, proposed=changed, schemas=town_schemas, today=MONTHS_AGO)
    assert [problem.rule for problem in judged(step).caused] == [dates.CLOCK]


def test_it_is_told_whatever_is_asked_about(tmp_path: Path, town_tree: Tree) -> None:
    root = Repository(tmp_path / "town", town_tree).root
    done = run("check", root / "records/villages/chengnan", "--root", root, "--today", MONTHS_AGO)
    assert done.exit_code == PROBLEMS and f"[{dates.CLOCK}]" in done.output


@pytest.mark.parametrize("is_behind", [True, False], ids=["this clock", "the commits' clock"])
def test_a_clock_behind_what_is_published_is_told_once(
    is_behind: bool, tmp_path: Path, town_tree: Tree, town_schemas: Schemas
) -> None:
    """Where what was published by another clock lies ahead as well, it is this one that is wrong."""
    town = Repository(tmp_path / "town", town_tree)
    to_come = datetime(2097, 5, 4, 9, tzinfo=TOWN_TIME)
    content = town_tree[ISSUE].replace(b"source: visit", b"source: online")
    base = town.commit({ISSUE: content}, when=to_come) if is_behind else town.head
    for hour in (1, 2):
        town.commit({ISSUE: content.replace(b"online", b"%d" % hour)}, when=to_come + timedelta(hours=hour))
    step = of_commits(git.Repository(town.root, TODAY), base, "HEAD", TODAY)
    told = [str(problem.message) for problem in problems(commits_are_not_dated_ahead, step)]
    assert len(told) == (1 if is_behind else 2)
    assert is_behind == any("what is published was committed on 2097-05-04 09:00" in message for message in told)


@pytest.mark.parametrize(
    ("written", "count", "told"),
    [(date(2026, 11, 21), 4, 1), (date(2026, 11, 21), 2, 4), (date(2027, 3, 31), 4, 8), (None, 4, 8)],
    ids=["a clock months ahead", "a few", "written late as well", "no history"],
)
def test_a_clock_that_is_ahead_of_all_commits_is_told_once(
    written: date | None, count: int, told: int, town_tree: Tree, town_schemas: Schemas
) -> None:
    """What was in time when it was committed is late by this clock alone, or by a branch that lay for months."""
    event = b"  - stage: deferred\n    date: 2026-11-20\n    by: group_head\n    reason: x\n"
    head = town_tree[ISSUE].partition(b"events:")[0]
    fresh = {ISSUE.replace("0001", f"009{number}"): head + b"events:\n" + event * 2 for number in range(count)}
    moment = datetime(written.year, written.month, written.day, 9, tzinfo=TOWN_TIME) if written else None
    step = Proposal(
        published=town_tree,
        proposed={**town_tree, **fresh},
        schemas=town_schemas,
        today=date(2027, 4, 1),
        published_on=moment,
    )
    found = list(problems(what_happened_is_recorded_in_time, step))
    assert len(found) == told
    assert ("when the last commit was made, on 2026-11-21" in str(found[0].message)) == (told == 1)
