"""Which issue stands under which heading, and which day in which cell: facts of the tiny town told by hand."""

from __future__ import annotations

import pytest

from help.built import Page
from help.drawn import Drawn, linked, of, part, records, says
from help.towns import Tree
from lianhu.town.register import Register

# Every issue of the tiny town by the state it is in, the newest first.
STATES = {
    "已登记": ["chengnan-g01-2026-0003"],
    "办理中": ["heping-g01-2026-0003"],
    "暂缓": ["heping-g02-2026-0001"],
    "已解决待反馈": ["heping-g02-2026-0002"],
    "已反馈销号": ["heping-g01-2026-0001", "chengnan-g01-2026-0001"],
    "不予受理": ["chengnan-g01-2026-0002"],
    "重复": ["heping-g01-2026-0002"],
}
LAMP = "records/villages/heping/issues/2026/g01-2026-0001.yaml"


def test_every_issue_stands_under_its_own_state_and_no_other(town_register: Register) -> None:
    page = of(town_register, "issues/")
    headings = [heading.split()[0] for heading in page.headed("h2")[2:]]
    assert {heading: records(part(page, heading), "issues") for heading in headings} == STATES


def test_every_state_says_how_many(town_register: Register) -> None:
    page = of(town_register, "issues/")
    for state, issues in STATES.items():
        assert part(page, state).says(f"{state} {len(issues)}件")
        assert part(page, "按状态看").says(f"{state}{len(issues)}")
    says(page, "全部问题 8件", "还在办 4件", "受理 6件")


def test_villages_count_their_own_issues(town_register: Register) -> None:
    villages = part(of(town_register, "issues/"), "按村看")
    assert villages.says("城南社区 3 1 1/2") and villages.says("和平村 5 3 1/4")
    assert not villages.says("杨柳村"), "a village without issues has no line"


@pytest.mark.parametrize(
    ("reported", "shown"), [("2026-03-11", "2026-03-11"), (None, "2026-03-10")], ids=["reported later", "not reported"]
)
def test_the_board_shows_the_day_of_the_report(reported: str | None, shown: str, drawn: Drawn, town_tree: Tree) -> None:
    """What was found one day and reported the next counts from the report; until then the day of the finding stands."""
    found, events = town_tree[LAMP].decode().split("  - stage: reported\n")
    rest = f"  - stage: reported\n{events.replace('2026-03-10', reported, 1)}" if reported else ""
    board = part(drawn("groups/heping-g01/", files={LAMP.removeprefix("records/"): found + rest}), "问题办理")
    row = next(row for row in board.source.split("<tr") if "/issues/heping-g01-2026-0001/" in row)
    assert f">{shown}</time>" in row.split("</td>")[0]


def test_the_board_shows_when_an_issue_was_closed(town_register: Register) -> None:
    rows = part(of(town_register, "groups/heping-g01/"), "问题办理").source.split("<tr")
    closed = next(row for row in rows if "/issues/heping-g01-2026-0001/" in row)
    assert "2026-03-10</time>" in closed.split("</td>")[0] and "2026-03-21</time>" in closed.split("</td>")[3]
    waiting = next(row for row in rows if "/issues/heping-g01-2026-0003/" in row)
    assert "<time" not in waiting.split("</td>")[3]


def test_home_shows_what_moved_last_and_what_was_closed_last(town_register: Register) -> None:
    page = of(town_register, "")
    newest = ["chengnan-g01-2026-0003", "heping-g02-2026-0002", "heping-g01-2026-0003", "chengnan-g01-2026-0002"]
    assert records(part(page, "反映的事办得怎样"), "issues") == [*newest, "heping-g02-2026-0001"]
    assert records(part(page, "最近办结"), "issues") == STATES["已反馈销号"]


WAITING = {
    "chengnan-g01-2026-0003": "已经登记，等着转给责任岗位。",
    "heping-g01-2026-0003": "现在由村委会办理。",
    "heping-g02-2026-0001": "现在办不了，原因见上；条件具备就接着办。",
    "heping-g02-2026-0002": "已有结果，等代表或组长告诉住户、听住户评价。",
    "heping-g01-2026-0001": "已经反馈，等着销号。",
}


@pytest.mark.parametrize("issue", WAITING)
def test_an_open_issue_says_what_it_waits_for(issue: str, drawn: Drawn, town_tree: Tree) -> None:
    """The lamp is closed in the tiny town; here it has only been fed back."""
    fed_back = town_tree[LAMP].decode().rpartition("  - stage: closed\n")[0]
    page = drawn(f"issues/{issue}/", files={LAMP.removeprefix("records/"): fed_back})
    assert [other for other, sentence in WAITING.items() if page.says(sentence)] == [issue]


def test_a_closed_issue_waits_for_nothing(town_register: Register) -> None:
    assert not of(town_register, "issues/heping-g01-2026-0001/").says("有新的进展会加在这里")


def test_how_many_cases_stand_behind_a_number_of_days(town_register: Register) -> None:
    says(of(town_register, "statistics/"), "受理6件，其中已办结2件")


def test_a_rule_stands_with_its_sentence_its_source_and_its_name(town_register: Register) -> None:
    page = of(town_register, "rules/")
    rule = next(entry for entry in page.source.split("<li ") if entry.startswith('id="groups_lie_within_their_area"'))
    shown = [Page("", paragraph).text for paragraph in rule.split("</p>")[:3]]
    assert [text.split(">", 1)[-1].strip() for text in shown][1:] == ["依据：R8；G1", "groups_lie_within_their_area"]
    assert {"../systems/#R8", "../systems/#G1"} <= linked(page)
