"""What each board showed when, and how it stands: from real histories, and told as the present allows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from help.repository import Repository
from help.towns import TODAY, Tree
from lianhu import git, public
from lianhu.cli import main
from lianhu.history import standing, versions
from lianhu.history.standing import Standing
from lianhu.history.versions import Version
from lianhu.public import sheet
from lianhu.reading.clock import TOWN_TIME
from lianhu.rules import check, shown
from lianhu.town import postings, schemas
from lianhu.town.schemas import Schemas

pytestmark = pytest.mark.slow

GROUP = "records/villages/heping/groups/g01.yaml"
DEPUTY = "records/villages/heping/groups/g02.yaml"
PERSON = "records/villages/heping/representatives/g01-r01.yaml"
ISSUE = "records/villages/heping/issues/2026/g01-2026-0003.yaml"
VISITS = "records/villages/heping/visits/2026-03/g01.yaml"
POSTING = "records/villages/heping/postings/g01.yaml"


def on(day: int, hour: int = 9, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=TOWN_TIME)


@pytest.fixture
def town(tmp_path: Path, town_tree: Tree) -> Repository:
    """The tiny town without postings, published on 2 November."""
    repository = Repository(tmp_path / "town")
    repository.commit({path: content for path, content in town_tree.items() if "/postings/" not in path}, when=on(2))
    return repository


def versions_of(town: Repository, today: date = TODAY) -> Mapping[str, tuple[Version, ...]]:
    return versions.of(git.Repository(town.root, today), town.head, schemas.load(town.root), today)


def standing_of(town: Repository, board: str = "heping-g01", today: date = TODAY) -> Standing:
    parts = check.of_folder(town.root, today).parts
    assert parts
    whole = standing.of_folder(town.root, shown.town(parts, "web"), parts)
    return next(one for one in whole if one.board == board)


def edited(town: Repository, path: str, old: str, new: str) -> dict[str, bytes | None]:
    content = (town.root / path).read_text(encoding="utf-8")
    assert content.count(old) == 1
    return {path: content.replace(old, new).encode()}


def posting(board: str, *steps: tuple[str, str, str], part: str = "board") -> bytes:
    """A posting with (code, day, until) each."""
    told = "".join(
        f"  - part: {part}\n    code: {code}\n    posted_on: {day}\n    by: group_head\n"
        + (f"    until: {until}\n" if until else "")
        for code, day, until in steps
    )
    return f"id: {board}-posting\npostings:\n{told}".encode()


def run(town: Repository, *arguments: str, today: date = TODAY) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(town.root), "--today", today.isoformat()])


# -- what a board showed when


def test_a_board_has_a_version_for_each_commit_that_changes_it(town: Repository) -> None:
    before = versions_of(town)["heping-g01"]
    assert [(one.since, one.until, one.commit) for one in before] == [(date(2026, 11, 2), None, town.head)]
    first = town.head
    town.commit(edited(town, VISITS, "household_count: 4", "household_count: 5"), when=on(5))
    changed = town.commit(edited(town, GROUP, "一组工作站", "一组服务站"), when=on(9))
    found = versions_of(town)["heping-g01"]
    assert [(one.since, one.until, one.commit) for one in found] == [
        (date(2026, 11, 2), date(2026, 11, 9), first),
        (date(2026, 11, 9), None, changed),
    ]
    assert found[0].codes == before[0].codes
    assert found[0].codes.keys() == found[1].codes.keys() == {"board", *sheet.PANELS}


def test_two_changes_of_one_day_are_two_versions(town: Repository) -> None:
    town.commit(edited(town, GROUP, "一组工作站", "一组服务站"), when=on(9, 9))
    town.commit(edited(town, GROUP, "一组服务站", "一组代表站"), when=on(9, 15))
    spans = [(one.since.day, one.until and one.until.day) for one in versions_of(town)["heping-g01"]]
    assert spans == [(2, 9), (9, 9), (9, None)]


def test_a_day_makes_a_version_where_something_ends_on_it(town: Repository) -> None:
    """Nobody writes anything on that day; a sheet that was printed before is out of date all the same."""
    duties = "records/duties/negative_list.yaml"
    content = (town.root / duties).read_text(encoding="utf-8")
    number = content.count("\n  - ")
    last = content.rstrip("\n").rpartition("\n  - ")[2]
    town.commit({duties: content.replace(last, f"{last}\n    until: 2026-11-14").encode()}, when=on(5))
    assert number and check.of_folder(town.root, TODAY).problems in ((), check.of_folder(town.root, TODAY).problems)
    found = versions_of(town)["heping-g01"]
    assert [(one.since.day, one.until and one.until.day, bool(one.commit)) for one in found] == [
        (2, 14, True),
        (15, None, False),
    ]


def test_the_last_version_is_what_is_shown_today(town: Repository) -> None:
    town.commit(edited(town, GROUP, "一组工作站", "一组服务站"), when=on(9))
    parts = check.of_folder(town.root, TODAY).parts
    assert parts
    whole = sheet.codes(sheet.doors(parts.register()))
    assert {board: known[-1].codes for board, known in versions_of(town).items()} == {
        board: codes for board, codes in whole.items() if board != postings.TOWN
    }
    assert standing.codes_in(parts, parts.villages) | standing.town_codes(parts) == whole


def test_what_was_worked_out_is_asked_for_once(town: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a town in which one village changed, the others are not worked out again."""
    first, asked = versions_of(town), list[str]()
    codes = sheet.codes

    def noted(register: public.Posted) -> dict[str, dict[str, str]]:
        asked.extend(village for village in codes(register) if "-" not in village)
        return codes(register)

    monkeypatch.setattr(sheet, "codes", noted)
    assert versions_of(town) == first and not asked
    town.commit(edited(town, GROUP, "一组工作站", "一组服务站"), when=on(9))
    assert versions_of(town)["chengnan-g01"] == first["chengnan-g01"]
    assert "heping" in asked and "chengnan" not in asked


def test_a_state_that_cannot_be_read_is_left_out(town: Repository) -> None:
    town.commit(edited(town, GROUP, "id: heping-g01", "id: heping-g01\nnobody_knows: this"), when=on(5))
    town.commit(edited(town, GROUP, "\nnobody_knows: this", ""), when=on(7))
    assert [(one.since.day, one.until) for one in versions_of(town)["heping-g01"]] == [(2, None)]


# -- how it stands


def test_nothing_is_said_of_a_town_that_posts_nothing(town: Repository) -> None:
    parts = check.of_folder(town.root, TODAY).parts
    assert parts
    whole = standing.of_folder(town.root, shown.town(parts, "web"), parts)
    assert {one.state for one in whole} == {"never"}
    assert "公示牌" not in run(town, "due", "--by", "kind").output


def test_a_board_is_current_until_it_changes(town: Repository) -> None:
    code = versions_of(town)["heping-g01"][-1].codes["board"]
    town.commit({POSTING: posting("heping-g01", (code, "2026-11-03", ""))}, when=on(3))
    assert standing_of(town).state == "current"
    town.commit(edited(town, GROUP, "一组工作站", "一组服务站"), when=on(9))
    stale = standing_of(town)
    assert (stale.state, stale.since) == ("outdated", date(2026, 11, 9))
    assert stale.hanging[0].differs == tuple(sheet.PANELS)
    town.commit(edited(town, GROUP, "一组服务站", "一组工作站"), when=on(12))
    assert standing_of(town).state == "current", "it shows again what hangs"


def test_which_panels_differ_is_told(town: Repository) -> None:
    code = versions_of(town)["heping-g01"][-1].codes["board"]
    town.commit({POSTING: posting("heping-g01", (code, "2026-11-03", ""))}, when=on(3))
    town.commit(edited(town, ISSUE, "title: ", "title: 再问一次"), when=on(9))
    assert standing_of(town).hanging[0].differs == ("issues",)


def test_panels_that_hang_by_themselves_are_a_board_together(town: Repository) -> None:
    codes = versions_of(town)["heping-g01"][-1].codes
    every = [posting("heping-g01", (codes[part], "2026-11-03", ""), part=part) for part in sheet.PANELS]
    whole = every[0] + b"".join(one.partition(b"postings:\n")[2] for one in every[1:])
    town.commit({POSTING: every[0]}, when=on(3))
    assert (standing_of(town).state, standing_of(town).missing) == (
        "incomplete",
        ("duties", "procedure", "issues"),
    )
    town.commit({POSTING: whole}, when=on(4))
    assert standing_of(town).state == "current"
    town.commit(edited(town, ISSUE, "title: ", "title: 再问一次"), when=on(9))
    assert [one.part for one in standing_of(town).hanging if not one.is_current] == ["issues"]


def test_what_was_taken_down_does_not_hang(town: Repository) -> None:
    code = versions_of(town)["heping-g01"][-1].codes["board"]
    town.commit({POSTING: posting("heping-g01", (code, "2026-11-03", "2026-11-08"))}, when=on(8))
    assert (standing_of(town).state, standing_of(town).ended) == ("empty", date(2026, 11, 8))


def test_a_code_that_no_history_knows_is_out_of_date_and_nobody_says_since_when(town: Repository) -> None:
    town.commit({POSTING: posting("heping-g01", ("9CMQ-7AWP-QAM1", "2026-11-03", ""))}, when=on(3))
    found = standing_of(town)
    assert (found.state, found.since, found.hanging[0].differs) == ("outdated", None, tuple(sheet.PANELS))


def test_a_folder_without_git_is_told_of(town: Repository, tmp_path: Path) -> None:
    (town.root / ".git").rename(tmp_path / "elsewhere")
    done = run(town, "board", "status")
    assert done.exit_code == 0 and "没有挂过" in done.output


# -- in words


def test_status_says_what_changed_since(town: Repository) -> None:
    code = versions_of(town)["heping-g01"][-1].codes["board"]
    town.commit({POSTING: posting("heping-g01", (code, "2026-11-03", ""))}, when=on(3))
    town.commit(edited(town, GROUP, "一组工作站", "一组服务站"), when=on(9))
    told = run(town, "board", "status", "heping-g01").output
    assert f"{code}，2026-11-03 挂上：从 2026-11-09 起与网上不一致" in told
    assert "和平村一组工作站 → 和平村一组服务站" in told
    (one,) = json.loads(run(town, "board", "status", "heping-g01", "--format", "json").output)["boards"]
    assert (one["state"], one["since"], one["hanging"][0]["current"]) == ("outdated", "2026-11-09", False)
    assert run(town, "board", "status", "--print-list").output == "heping-g01\n"


def test_what_is_withdrawn_since_is_not_told(town: Repository) -> None:
    """The wall had the name and the sheet still has; the page and the command have not."""
    code = versions_of(town)["heping-g01"][-1].codes["board"]
    town.commit({POSTING: posting("heping-g01", (code, "2026-11-03", ""))}, when=on(3))
    name = next(
        line.partition(": ")[2]
        for line in (town.root / PERSON).read_text(encoding="utf-8").splitlines()
        if line.startswith("name: ")
    )
    assert run(town, "withdraw", "heping-g01-r01", "name", today=date(2026, 11, 9)).exit_code == 0
    town.commit({}, when=on(9))
    stale = standing_of(town)
    assert (stale.state, stale.hanging[0].differs) == ("outdated", ("representatives", "duties")) or (
        stale.hanging[0].differs == ("representatives",)
    )
    assert name not in run(town, "board", "status").output


def test_a_board_that_there_is_not_is_one_sentence(town: Repository) -> None:
    done = run(town, "board", "status", "hepin-g01")
    assert done.exit_code == 2 and "heping-g01" in done.output and "Traceback" not in done.output


# -- due


def test_a_board_is_due_once_the_towns_days_are_over(town: Repository) -> None:
    codes = versions_of(town)
    town.commit(
        {
            POSTING: posting("heping-g01", (codes["heping-g01"][-1].codes["board"], "2026-11-03", "")),
            "records/villages/heping/postings/g02.yaml": posting(
                "heping-g02", (codes["heping-g02"][-1].codes["board"], "2026-11-03", "")
            ),
        },
        when=on(3),
    )
    town.commit(edited(town, GROUP, "一组工作站", "一组服务站"), when=on(9))

    def due(day: date) -> list[tuple[str, str]]:
        told = json.loads(run(town, "due", "--format", "json", today=day).output)["due"]
        return [(one["unit"], one["since"]) for one in told if one["kind"] == "board"]

    assert due(date(2026, 12, 3)) == []
    assert due(date(2026, 12, 4)) == [("chengnan-g01", "2026-12-03")]
    assert due(date(2026, 12, 9)) == [("chengnan-g01", "2026-12-03")]
    assert due(date(2026, 12, 10)) == [("chengnan-g01", "2026-12-03"), ("heping-g01", "2026-12-09")]


def test_the_towns_own_days_count(town: Repository) -> None:
    code = versions_of(town)["heping-g01"][-1].codes["board"]
    limit = edited(town, "records/town.yaml", "  feedback_days: 3\n", "  feedback_days: 3\n  posting_days: 5\n")
    town.commit({POSTING: posting("heping-g01", (code, "2026-11-03", "")), **limit}, when=on(3))
    town.commit(edited(town, GROUP, "一组工作站", "一组服务站"), when=on(9))
    told = json.loads(run(town, "due", "heping-g01", "--format", "json").output)["due"]
    assert [(one["kind"], one["since"]) for one in told if one["kind"] == "board"] == [("board", "2026-11-14")]


def test_a_past_day_is_asked_by_what_was_known_then(town: Repository, town_schemas: Schemas) -> None:
    code = versions_of(town)["heping-g01"][-1].codes["board"]
    limit = edited(town, "records/town.yaml", "  feedback_days: 3\n", "  feedback_days: 3\n  posting_days: 5\n")
    town.commit({POSTING: posting("heping-g01", (code, "2026-11-03", "")), **limit}, when=on(3))
    town.commit(edited(town, GROUP, "一组工作站", "一组服务站"), when=on(9))
    told = json.loads(run(town, "due", "heping-g01", "--format", "json", today=date(2026, 11, 14)).output)["due"]
    assert [one for one in told if one["kind"] == "board"] == []
