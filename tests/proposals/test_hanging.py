"""`lianhu board post`: an entry more, all else as it was; nothing is written that a check or proposal would refuse."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from help.repository import Repository
from help.towns import TODAY, TOWN, Tree
from lianhu.cli import main
from lianhu.public import check_code
from lianhu.reading.clock import TOWN_TIME

POSTING = "records/villages/heping/postings/g01.yaml"
NEW = "records/villages/heping/postings/g02.yaml"
OF_TOWN = "records/postings/town.yaml"
GROUP = "records/villages/heping/groups/g02.yaml"
COMMENTED = """# 门口左边
id: heping-g01-posting
postings:
  - code: 9CMQ-7AWP-QAM1   # 旧的
    part: board
    posted_on: 2026-03-09
    by: group_head  # 组长挂的
"""


@pytest.fixture
def town(tmp_path: Path, town_tree: Tree) -> Repository:
    """The tiny town, published on 2 November."""
    repository = Repository(tmp_path / "town")
    repository.commit(dict(town_tree), when=datetime(2026, 11, 2, 9, tzinfo=TOWN_TIME))
    return repository


def post(town: Repository, *arguments: str, today: date = TODAY) -> Result:
    options = ("--root", str(town.root), "--today", today.isoformat())
    return CliRunner().invoke(main, ["board", "post", *arguments, *options], env={"LC_ALL": "en_US.UTF-8"})


def written(town: Repository, path: str) -> str:
    return (town.root / path).read_text(encoding="utf-8")


def refused(town: Repository, done: Result, exit_code: int, *words: str) -> None:
    assert done.exit_code == exit_code, done.output
    assert all(word in done.output for word in words), done.output
    assert "Traceback" not in done.output
    assert town.git("status", "--porcelain") == ""


def test_a_first_posting_is_a_new_record_with_the_code_of_what_the_board_shows(town: Repository) -> None:
    done = post(town, "heping-g02")
    assert done.exit_code == 0, done.output
    code = done.output.splitlines()[0].rpartition(" ")[2]
    assert check_code.read(code) == code
    assert written(town, NEW) == (
        "id: heping-g02-posting\npostings:\n  - part: board\n"
        f"    code: {code}\n    posted_on: 2026-11-22\n    by: village_officer\n"
    )
    assert f"git add -- {NEW}" in done.output


def test_what_hung_there_ends_and_comments_and_order_stay(town: Repository) -> None:
    town.commit({POSTING: COMMENTED.encode()}, when=datetime(2026, 11, 3, 9, tzinfo=TOWN_TIME))
    done = post(town, "heping-g01", "--on", "2026-11-20", "--by", "group_head")
    assert done.exit_code == 0, done.output
    code = done.output.splitlines()[0].rpartition(" ")[2]
    assert written(town, POSTING) == COMMENTED + (
        f"    until: 2026-11-20\n  - part: board\n    code: {code}\n    posted_on: 2026-11-20\n    by: group_head\n"
    )


def test_a_whole_board_takes_the_place_of_panels_and_a_panel_only_of_its_own(town: Repository) -> None:
    for part in ("issues", "duties"):
        assert post(town, "heping-g02", "--part", part, "--on", "2026-11-10").exit_code == 0
        town.commit({})
    assert written(town, NEW).count("until") == 0
    assert "Taken down" in post(town, "heping-g02").output
    assert written(town, NEW).count("until: 2026-11-22") == 2


def test_the_towns_own_board_is_the_towns_to_hang(town: Repository) -> None:
    assert post(town, "town").exit_code == 0
    assert "by: town_office" in written(town, OF_TOWN)


def test_why_it_is_late_is_written_below_the_day(town: Repository) -> None:
    assert post(town, "heping-g02", "--on", "2026-11-05", "--late", "换届后补记").exit_code == 0
    assert "    posted_on: 2026-11-05\n    recorded_late: 换届后补记\n" in written(town, NEW)


@pytest.mark.parametrize(
    ("arguments", "exit_code", "words"),
    [
        (("heping-g01", "--code", "9CMQ-7AWP-QAM2"), 2, ("9CMQ-7AWP-QAM2", "mistyped")),
        (("heping-g01", "--code", "9CMQ-7AWP"), 2, ("9CMQ-7AWP",)),
        (("heping-g02", "--code", "WZN9-JJRC-BGDQ"), 1, ("never printed",)),
        (("hepin-g01",), 2, ("hepin-g01", "Did you mean heping-g01?")),
        (("zzz",), 2, ("zzz", "town")),
        (("heping-g01", "--part", "rules"), 2, ("rules", "issues")),
        (("heping", "--part", "issues"), 2, ("issues", "board")),
        (("heping-g01", "--on", "yesterday"), 2, ("yesterday",)),
        (("heping-g02", "--on", "2026-11-23"), 1, ("2026-11-23", "future")),
        (("heping-g01", "--on", "2026-09-01"), 1, ("2026-09-01", "2026-09-14")),
        (("heping-g02", "--by", "路小满"), 1, ("路小满",)),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_written(
    town: Repository, arguments: tuple[str, ...], exit_code: int, words: tuple[str, ...]
) -> None:
    refused(town, post(town, *arguments), exit_code, *words)


def test_a_sheet_of_before_a_change_is_taken_and_one_of_after_it_is_not(town: Repository) -> None:
    """The print shop takes some days; nothing hangs before it was recorded."""
    old = post(town, "heping-g02").output.splitlines()[0].rpartition(" ")[2]
    town.write({NEW: None})
    renamed = written(town, GROUP).replace("二组工作站", "二组服务站")
    town.commit({GROUP: renamed.encode()}, when=datetime(2026, 11, 16, 9, tzinfo=TOWN_TIME))
    new = post(town, "heping-g02").output.splitlines()[0].rpartition(" ")[2]
    town.write({NEW: None})
    refused(town, post(town, "heping-g02", "--code", new, "--on", "2026-11-15"), 1, "before it was made", "2026-11-16")
    assert post(town, "heping-g02", "--code", old, "--on", "2026-11-20").exit_code == 0


def test_another_boards_code_is_named(town: Repository) -> None:
    code = post(town, "heping-g02").output.splitlines()[0].rpartition(" ")[2]
    town.write({NEW: None})
    refused(town, post(town, "heping-g01", "--code", code), 1, "another board", "heping-g02")


def test_a_record_with_changes_of_its_own_is_left_alone(town: Repository) -> None:
    town.write({POSTING: (TOWN / POSTING).read_bytes() + b"# draft\n"})
    done = post(town, "heping-g01")
    assert done.exit_code == 2 and POSTING in done.output
    assert written(town, POSTING).endswith("# draft\n")


def test_a_record_in_brackets_is_changed_by_hand(town: Repository) -> None:
    entry = "{part: board, code: 9CMQ-7AWP-QAM1, posted_on: 2026-03-09, by: group_head}"
    town.commit({POSTING: f"id: heping-g01-posting\npostings: [{entry}]\n".encode()})
    done = post(town, "heping-g01")
    assert done.exit_code == 2 and "by hand" in done.output
    assert town.git("status", "--porcelain") == ""
