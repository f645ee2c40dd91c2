"""Long lists: a page shows the newest and says how many there are and where the others stand."""

from __future__ import annotations

import re

import pytest

from help.built import Page
from help.drawn import below, of, part, records, says
from help.long_lists import ISSUES, MONTHS, TALKS, TRAININGS, VISITS, with_long_lists
from help.towns import Tree, registered
from lianhu.figures.behind import LISTED
from lianhu.site.pages.work import MONTHS_OF_VILLAGE, WEEKS_OF_GROUP, WEEKS_OF_REPRESENTATIVE
from lianhu.town import schemas
from lianhu.town.kinds import Issue
from lianhu.town.register import Register

GROUP, VILLAGE, PERSON = "groups/heping-g01/", "villages/heping/", "representatives/heping-g01-r01/"


@pytest.fixture(scope="module")
def long_town(_town_files: Tree, town_register: Register) -> Register:
    return registered(with_long_lists(_town_files, town_register), schemas.load())


def newest(register: Register, village: str = "heping-") -> list[str]:
    """The issues of a village, the newest first."""
    ours = [issue for issue in register.all(Issue) if issue.id.startswith(village)]
    return [issue.id for issue in sorted(ours, key=lambda issue: (issue.events[0].date, issue.id), reverse=True)]


def on_all_pages(register: Register, page: Page) -> list[str]:
    """The issues on the pages of the whole list that a page leads to, in order."""
    ways = [link.value for link in page.links if link.tag == "a" and re.search(r"[a-z]-issues/", link.value)]
    assert ways
    return [
        issue for way in dict.fromkeys(ways) for issue in records(of(register, re.sub(r"^(\.\./)+", "", way)), "issues")
    ]


def test_a_villages_issues(long_town: Register) -> None:
    shown, everything = part(of(long_town, VILLAGE), "问题办理"), newest(long_town)
    assert records(shown, "issues") == everything[:20]
    says(shown, "这里列出最近20件。", f"全部{len(everything)}件")
    assert on_all_pages(long_town, shown) == everything
    says(of(long_town, VILLAGE), f"问题办理 {len(everything)}件")


def test_an_areas_issues(long_town: Register) -> None:
    shown = part(of(long_town, "areas/heping-p1/"), "问题办理")
    of_area = [issue for issue in newest(long_town) if "-g01-" in issue]
    assert records(shown, "issues") == of_area[:60]
    says(shown, "这里列出最近60件。", f"和平村全部{len(newest(long_town))}件")
    assert on_all_pages(long_town, shown) == newest(long_town)


def test_a_groups_issues_are_all_on_its_board(long_town: Register) -> None:
    board = part(of(long_town, GROUP), "问题办理")
    assert records(board, "issues") == [issue for issue in newest(long_town) if "-g01-" in issue]
    says(board, f"共{ISSUES + 3}件")


def test_the_towns_issues_of_one_state(long_town: Register) -> None:
    shown = part(of(long_town, "issues/"), "已登记")
    waiting = [one for one in newest(long_town, "") if one == "chengnan-g01-2026-0003" or one[-4:] > "0100"]
    assert records(shown, "issues") == waiting[:20]
    says(shown, f"已登记 {ISSUES + 1}件", "这里列出最近20件。", f"全部{ISSUES + 1}件")
    assert on_all_pages(long_town, shown) == waiting


def test_a_short_list_says_nothing_of_others(town_register: Register) -> None:
    for address in (GROUP, "villages/chengnan/", "areas/heping-p1/", "issues/", PERSON, "service-days/"):
        page = of(town_register, address)
        assert not any(page.says(word) for word in ("这里列出最近", "更早", "最近6次", "最近12次")), address


def test_visits_of_a_group(long_town: Register) -> None:
    visits = part(of(long_town, GROUP), "一周一走访")
    days = [f"2026-11-{day:02}" for day in range(VISITS, 0, -1)]
    open_ones, folded = visits.source.split("<details", 1)
    assert [day for day in days if f">{day}<" in open_ones] == days[:10]
    assert [day for day in days if f">{day}<" in folded] == days[10:]
    says(visits, f"更早的走访{VISITS - 10}次")


def test_meetings_of_a_representative(long_town: Register) -> None:
    page = of(long_town, PERSON)
    trainings = records(part(page, "参加的培训"), "meetings")
    assert trainings[:TRAININGS] == [f"heping-2026-07-{day:02}-training" for day in range(TRAININGS, 0, -1)]
    says(part(page, "参加的培训"), f"更早的{TRAININGS + 1 - 12}次")
    talks = records(part(page, "参加的会议"), "meetings")
    assert talks[:TALKS] == [f"heping-2026-09-{day:02}-evening_talk" for day in range(TALKS, 0, -1)]
    says(part(page, "参加的会议"), f"更早的{TALKS + 1 - 6}次")


def test_service_days_and_meetings_of_a_village(long_town: Register) -> None:
    page = part(of(long_town, VILLAGE), "服务日")
    open_ones, folded = page.source.split("<details", 1)
    everything = [f"heping-2026-{month:02}" for month in (10, *MONTHS[::-1])]
    assert records(page, "service-days") == everything
    assert [one for one in everything if f"/{one}/" in open_ones] == everything[:3]
    assert [one for one in everything if f"/{one}/" in folded] == everything[3:]
    says(page, f"更早：2026年{len(everything) - 3}次")
    says(part(of(long_town, VILLAGE), "会议"), f"更早：2026年{TRAININGS + TALKS + 5 - 3}次")


def test_service_days_of_the_town(long_town: Register) -> None:
    page = part(of(long_town, "service-days/"), "和平村")
    says(page, f"记录了{len(MONTHS) + 1}次服务日", f"更早的服务日{len(MONTHS)}次")
    planned = 12
    assert records(page, "service-days") == [f"heping-2026-{month:02}" for month in (planned, 10, *MONTHS[::-1])]


def test_task_lists_of_a_village(long_town: Register) -> None:
    tasks = part(of(long_town, VILLAGE), "任务清单")
    assert records(tasks, "task-lists") == [f"heping-2026-{month:02}" for month in MONTHS[::-1]]
    assert tasks.says("2026年9月做完1/1") and tasks.source.count("看一遍水渠") == 1, (
        "one list in full, the others by month"
    )


def test_weeks_and_months(long_town: Register) -> None:
    weeks = part(of(long_town, GROUP), "一周一走访").source.split('<ol class="weeks">')[1:]
    assert [week.split("</ol>")[0].count("<li>") for week in weeks] == [WEEKS_OF_GROUP] * 2
    (weeks_of_person,) = of(long_town, PERSON).source.split('<ol class="weeks">')[1:]
    assert weeks_of_person.split("</ol>")[0].count("<li>") == WEEKS_OF_REPRESENTATIVE
    months = part(of(long_town, VILLAGE), "每月该做的").source
    assert months.count('<th scope="row">') <= MONTHS_OF_VILLAGE + 1


def test_records_behind_a_figure(long_town: Register) -> None:
    behind = below(of(long_town, "statistics/"), "问题办理")
    assert behind.count("盏路灯不亮") % LISTED == 0 and behind.count("盏路灯不亮") >= LISTED
