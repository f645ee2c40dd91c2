"""`lianhu due` and `stats` of a day in the past: what was recorded by then, and nothing that came later."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from help.activity import task_list
from help.program import CANNOT_RUN, CLEAN, run
from help.repository import Repository
from help.towns import Tree
from lianhu.reading import clock

LIST = {f"records/{path}": text.encode() for path, text in task_list("2026-11", "").items()}


@pytest.fixture
def town(tmp_path: Path, town_tree: Tree, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Published on 1 November; the task list of November came on the 20th. It is the 30th."""
    now = datetime(2026, 11, 30, 12, tzinfo=clock.TOWN_TIME)
    monkeypatch.setattr(clock, "now", lambda day=None: now)
    made = Repository(tmp_path / "town", town_tree)
    made.clock = datetime(2026, 11, 20, 9, tzinfo=clock.TOWN_TIME)
    made.commit(LIST, "The task list of November")
    return made


def due(town: Repository, *arguments: str, lists: str = "task_list") -> tuple[list[str], str]:
    result = run("due", "chengnan", *arguments, "--format", "json", "--root", town.root)
    assert result.exit_code == CLEAN
    found = json.loads(result.stdout)["due"]
    return [one["sentence"] for one in found if one["kind"] == lists], result.stderr


def test_what_was_recorded_later_is_not_known_then(town: Repository) -> None:
    (before,), said = due(town, "--today", "2026-11-19")
    assert before == "9 months without a task list: 2026-03–2026-11." and said == ""
    (after,), _ = due(town, "--today", "2026-11-20")
    assert after == "8 months without a task list: 2026-03–2026-10."


def test_what_is_not_committed_is_not_of_a_past_day(town: Repository) -> None:
    next(iter(town.root.glob("records/villages/chengnan/task-lists/*"))).unlink()
    (past,), _ = due(town, "--today", "2026-11-20")
    (today,), _ = due(town, "--today", "2026-11-30")
    assert (past[0], today[0]) == ("8", "9")


def test_figures_of_a_past_day(town: Repository) -> None:
    """A task list of a month that was over counts as done only since it was recorded."""
    late = {f"records/{path}": text.encode() for path, text in task_list("2026-10", "").items()}
    town.clock = datetime(2026, 11, 25, 9, tzinfo=clock.TOWN_TIME)
    town.commit(late, "The task list of October")

    def lists(today: str) -> tuple[int, int]:
        shown = json.loads(run("stats", "--format", "json", "--today", today, "--root", town.root).stdout)
        (figure,) = (one for one in shown["figures"] if one["figure"] == "task_list_rate")
        (line,) = (one for one in figure["lines"] if (one["scope"], one["window"]) == ("town", "twelve_months"))
        return line["numerator"], line["denominator"]

    assert lists("2026-11-24")[0] + 1 == lists("2026-11-25")[0]
    assert lists("2026-11-24")[1] == lists("2026-11-25")[1]


def test_without_history_a_line_says_so(town: Repository, tmp_path: Path, town_tree: Tree) -> None:
    _, said = due(town, "--today", "2026-10-31")
    assert said.splitlines()[0] == (
        "Asked of today's records, since those of 2026-10-31 are not known: "
        "On 2026-10-31 nothing was published yet: the history begins on 2026-11-01."
    )
    for path, content in town_tree.items():
        (tmp_path / "bare" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "bare" / path).write_bytes(content)
    result = run("due", "--today", "2026-11-19", "--root", tmp_path / "bare")
    assert result.exit_code == CLEAN and result.stdout
    assert result.stderr.startswith("Asked of today's records, since those of 2026-11-19 are not known: ")


def test_a_unit_that_nobody_knows(town: Repository) -> None:
    result = run("due", "chengnang", "--root", town.root)
    assert result.exit_code == CANNOT_RUN
    assert result.stderr.startswith("chengnang is no village, area, group or representative here.")


@pytest.mark.parametrize("name", ["text", "json", "csv", "ics"])
@pytest.mark.parametrize("by", ["village", "group", "person", "kind"])
def test_every_format_in_every_order(name: str, by: str, town: Repository) -> None:
    result = run("due", "--format", name, "--by", by, "--root", town.root, language="zh_CN")
    assert result.exit_code == CLEAN and "没有任务清单" in result.stdout.replace("\r\n ", "")
