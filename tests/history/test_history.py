"""The record's own history: what was recorded when, told as the present allows, from real repositories."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from help import walk
from help.old_writing import old_town
from help.repository import Repository
from help.towns import TODAY, TOWN, Tree, consent, record
from help.walk import kind_of
from lianhu import git as git_objects
from lianhu import history, public, store
from lianhu.changes.wording import dated
from lianhu.cli import main
from lianhu.history import History, steps
from lianhu.history.chronicle import Chronicle
from lianhu.public import published
from lianhu.public.published import Published
from lianhu.reading import clock, files
from lianhu.rules.check import check
from lianhu.site import site
from lianhu.town import schemas
from lianhu.town.redactions import MARKER
from lianhu.town.register import Register
from lianhu.words import CHINESE, spoken
from lianhu.writing.yamltext import to_yaml

pytestmark = pytest.mark.slow

GROUP = "records/villages/heping/groups/g01.yaml"
ISSUE = "records/villages/heping/issues/2026/g01-2026-0003.yaml"
PERSON = "records/villages/heping/representatives/g01-r01.yaml"
VILLAGE = "records/villages/heping/village.yaml"
HEAD = {"name": "路小满", "since": "2026-11-01"}


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    steps._once.cache_clear()
    yield
    steps._once.cache_clear()


@pytest.fixture
def town(tmp_path: Path, town_tree: Tree) -> Repository:
    """The tiny town, its records as the first commit."""
    return Repository(tmp_path / "town", town_tree)


def here(root: Path) -> Tree:
    found, refused = files.read_folder(root)
    assert not refused
    return found


# Says of an issue that is added by a test that it is gone.
BY_MISTAKE = {
    "id": "issue-heping-g01-2026-0008",
    "kind": "issue",
    "record": "heping-g01-2026-0008",
    "removed_on": "2026-11-02",
    "by": "town_office",
    "reason": "entered_by_mistake",
}


def edit(repository: Repository, path: str, message: str = "Records", **values: Any) -> str:
    """Commits a record with some keys set anew (None takes one out); gives the commit's id."""
    data = {**record(here(repository.root), path), **values}
    return repository.commit({path: to_yaml({key: one for key, one in data.items() if one is not None})}, message)


def now(root: Path) -> Register:
    """The records that lie at `root`; they may contradict each other, as those of any day may."""
    verdict = check(here(root), schemas.load(root), TODAY)
    assert verdict.register, "\n".join(f"{one.path}:{one.line} {one.message}" for one in verdict.problems)
    return verdict.register


def chronicle(root: Path, shown: Published | None = None) -> Chronicle:
    """The history of the town at `root`, judged by the records that lie there."""
    register = now(root)
    return Chronicle(register, public.posted(register, "web"), history.here(root, shown))


def told(root: Path, path: str, part: str = "") -> list[str]:
    """The lines of a record's history, the newest first."""
    entries = chronicle(root).of_record(path, part).entries
    return [spoken(dated(line), CHINESE) for entry in entries for line in entry.lines]


def everything(root: Path) -> str:
    """All that leaves about the past: every page, the feed, every other file of the site."""
    register = now(root)
    town_site = site.of(register, root, history=history.here(root))
    pages = (*town_site.section_pages(), *town_site.record_pages())
    return "\n".join([str(town_site.body(page)) for page in pages] + [text for _, text in town_site.files()])


def run(*arguments: object, language: str = "zh_CN") -> Result:
    environment = {"LANGUAGE": language, "LIANHU_TODAY": TODAY.isoformat()}
    result = CliRunner().invoke(main, list(map(str, arguments)), env=environment)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return result


# -- what is told


def test_a_record_tells_what_changed_newest_first(town: Repository) -> None:
    edit(town, GROUP, household_count=23)
    heads = record(here(town.root), GROUP)["heads"]
    edit(town, GROUP, heads=[heads[0], {**heads[1], "until": "2026-10-31"}, HEAD])
    assert told(town.root, GROUP) == [
        "组长 安清和·任职止：2026-10-31",
        "组长：加入 路小满（生效日期 2026-11-01）",
        "户数 22 → 23",
        "记录新建（生效日期 2026-01-01）",
    ]


def test_when_it_was_true_and_when_it_was_recorded_are_two_dates(town: Repository) -> None:
    events = record(here(town.root), ISSUE)["events"]
    event = {"stage": "deferred", "date": "2026-10-30", "by": "village_officer", "reason": "等县里批复"}
    commit = edit(town, ISSUE, events=[*events, event])
    entry = chronicle(town.root).of_record(ISSUE).entries[0]
    assert spoken(dated(entry.lines[0]), CHINESE) == "新增经过：暂缓，村“两委”成员，等县里批复（发生日期 2026-10-30）"
    assert (entry.commit, entry.recorded_on.isoformat()) == (commit, "2026-11-01")


def test_the_day_of_a_commit_is_chinas(town: Repository) -> None:
    data = {**record(here(town.root), GROUP), "household_count": 23}
    town.commit({GROUP: to_yaml(data)}, when=datetime(2026, 11, 8, 20, tzinfo=UTC))
    assert chronicle(town.root).of_record(GROUP).entries[0].recorded_on.isoformat() == "2026-11-09"


@pytest.mark.parametrize("wrong", [datetime(2001, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)])
def test_a_wrong_clock_is_posted_nowhere(wrong: datetime, town: Repository) -> None:
    """It was recorded by the day of the next commit, and the page, the feed and the command say no more than that."""
    right = town.clock
    town.commit({GROUP: to_yaml({**record(here(town.root), GROUP), "household_count": 23})}, when=wrong)
    data = {**record(here(town.root), GROUP), "household_count": 24}
    town.commit({GROUP: to_yaml(data)}, when=right + timedelta(days=3))
    entries = chronicle(town.root).of_record(GROUP).entries
    assert [(entry.recorded_on.isoformat(), entry.at_latest) for entry in entries] == [
        ("2026-11-04", False),
        ("2026-11-04", True),
        ("2026-11-01", False),
    ]
    shown = everything(town.root)
    assert not any(year in shown for year in ("2036年", "2036-01-01", "2001年", "2001-01-01"))
    assert shown.count("录入日期不晚于2026-11-04") == 1, "in the feed"
    assert 'title="提交自带的日期与前后提交矛盾，不采信">不晚于</span><time datetime="2026-11-04"' in shown
    told = run("history", "heping-g01", "--root", town.root).output
    assert told.count("录入不晚于 2026-11-04（自带日期不可信）") == 1
    assert told.count("录入日期 2026-11-04") == 1


def test_the_last_commit_of_a_wrong_clock_was_recorded_by_today(town: Repository) -> None:
    data = {**record(here(town.root), GROUP), "household_count": 23}
    town.commit({GROUP: to_yaml(data)}, when=datetime(2036, 1, 1, tzinfo=UTC))
    newest = chronicle(town.root).of_record(GROUP).entries[0]
    assert (newest.recorded_on, newest.at_latest) == (clock.now(TODAY).date(), True)
    assert not any(year in everything(town.root) for year in ("2036年", "2036-01-01"))


def test_what_is_kept_holds_no_dates(town: Repository) -> None:
    """A commit that is not believed today is believed when its day has come, and the other way round."""
    data = {**record(here(town.root), GROUP), "household_count": 23}
    town.commit({GROUP: to_yaml(data)}, when=datetime(2036, 1, 1, 1, tzinfo=UTC))
    days = [datetime(2027, 5, 1).date(), datetime(2036, 1, 2).date()]
    newest = [history.here(town.root, today=day).tracks[GROUP][-1] for day in days]
    assert [(step.time.date().isoformat(), step.at_latest) for step in newest] == [
        ("2027-05-01", True),
        ("2036-01-01", False),
    ]


@pytest.mark.parametrize(
    ("path", "change", "expected"),
    [
        (GROUP, {"workstation": ("phone", "0730-0000059")}, "工作站·值班电话 0730-0000053 → 0730-0000059"),
        (ISSUE, {"responsible_post": "镇城建办"}, "责任岗位 村委会 → 镇城建办"),
        (ISSUE, {"due_on": "2026-12-31"}, "办理时限：2026-12-31"),
        (PERSON, {"roles": ["policy_communicator"]}, "角色：去掉 矛盾调解员"),
        (PERSON, {"roles": ["dispute_mediator", "policy_communicator"]}, "角色：换了顺序"),
        (PERSON, {"variable_duties": ["水渠轮管", "护林"]}, "新增自选职责：护林"),
        (PERSON, {"background": ["party_member", "volunteer"]}, "新增身份：志愿者"),
        (PERSON, {"variable_duties": None}, "自选职责：去掉 水渠轮管"),
    ],
)
def test_differences_are_in_the_towns_words(town: Repository, path: str, change: Any, expected: str) -> None:
    data = record(here(town.root), path)
    values = {
        key: {**data[key], value[0]: value[1]} if type(value) is tuple else value for key, value in change.items()
    }
    edit(town, path, **values)
    assert told(town.root, path)[:-1] == [expected]


def test_a_correction_tells_what_was_wrong_and_what_is_right(town: Repository) -> None:
    correction = {
        "date": "2026-11-20",
        "by": "village_officer",
        "at": "events[3].date",
        "right": record(here(town.root), ISSUE)["events"][0]["date"],
        "reason": "登记时抄错日期",
    }
    events = record(here(town.root), ISSUE)["events"]
    edit(town, ISSUE, corrections=[correction])
    was, right = events[2]["date"], correction["right"]
    expected = f"更正：经过第3条·日期 {was} → {right}（登记时抄错日期）（发生日期 2026-11-20）"
    assert told(town.root, ISSUE)[0] == expected


def test_an_area_tells_its_own_part_of_the_village(town: Repository) -> None:
    village = record(here(town.root), VILLAGE)
    areas = [{**area, "name": "新名片"} if area["id"] == "heping-p1" else area for area in village["areas"]]
    edit(town, VILLAGE, areas=areas)
    edit(town, VILLAGE, office={**village["office"], "phone": "0730-0000099"})
    assert told(town.root, VILLAGE, "heping-p1") == [f"名称 {village['areas'][0]['name']} → 新名片"]
    assert told(town.root, VILLAGE, "heping-p2") == []
    assert len(told(town.root, VILLAGE)) == 3


def test_a_version_that_cannot_be_read_is_told_as_such(town: Repository, town_tree: Tree) -> None:
    town.commit({GROUP: b"id: [heping\n"})
    town.commit({GROUP: b"- a\n- list\n"})
    town.commit({GROUP: town_tree[GROUP]})
    cannot = "有改动，无法用文字说明"
    assert told(town.root, GROUP) == [cannot, cannot, cannot, "记录新建（生效日期 2026-01-01）"]


def test_an_old_version_may_predate_the_schemas(town: Repository, town_tree: Tree) -> None:
    """Keys and shapes that today's schema does not know are not shown; what it knows is told."""
    old = {
        **record(town_tree, GROUP),
        "head": "老组长",
        "heads": "老组长",
        "workstation": ["老站"],
        "household_count": 20,
    }
    town.commit({GROUP: to_yaml(old)})
    town.commit({GROUP: town_tree[GROUP]})
    lines = told(town.root, GROUP)
    assert "户数 20 → 22" in lines and "老" not in "".join(lines)


def test_a_migration_is_one_line_and_old_values_still_compare(tmp_path: Path, town_tree: Tree) -> None:
    """What was written the old way is read as it would be written today, before the migration and after it."""
    repository = Repository(tmp_path / "old", old_town(town_tree))
    old = record(here(repository.root), PERSON)
    repository.commit({PERSON: to_yaml({**old, "term": {**old["term"], "end": "2031-01-08"}})})
    assert run("migrate", "--root", repository.root).exit_code == 0
    commit = repository.commit({})
    again = {
        "chosen": {"date": "2026-11-20", "method": "group_meeting"},
        "start": "2026-11-21",
        "end": "2031-11-20",
        "certificate": "XY-2026-001",
    }
    edit(repository, PERSON, terms=[*record(here(repository.root), PERSON)["terms"], again])
    by_migration = chronicle(repository.root).of_commit(commit)
    assert [spoken(line.words, CHINESE) for entry in by_migration for line in entry.lines] == ["记录写法：2"]
    assert told(repository.root, PERSON) == [
        "任期：加入 日期 2026-11-20，小组会议推选，止 2031-11-20，XY-2026-001（生效日期 2026-11-21）",
        "任期 日期 2026-01-08，联系户推选·止 2031-01-09 → 2031-01-08",
        "记录新建（生效日期 2026-01-10）",
    ]


def test_what_changes_no_record_is_no_change(town: Repository, town_tree: Tree) -> None:
    town.commit({"README.md": b"x"}, "something else")
    town.commit({GROUP: town_tree[GROUP] + b"# a comment\n"}, "a comment")
    town.commit({}, "nothing")
    assert told(town.root, GROUP) == ["记录新建（生效日期 2026-01-01）"]
    assert len(list(chronicle(town.root).newest(10))) == 1


@pytest.mark.parametrize("most", [1, 3])
def test_of_a_commit_are_told_the_first_changes_and_how_many_there_are(town: Repository, most: int) -> None:
    path = "records/villages/heping/issues/2026/g01-2026-0008.yaml"
    issue = {**record(here(town.root), ISSUE), "id": "heping-g01-2026-0008"}
    town.commit({path: to_yaml(issue)})
    edit(town, GROUP, household_count=23)
    town.commit({path: None, f"records/removals/{BY_MISTAKE['id']}.yaml": to_yaml(BY_MISTAKE)})
    whole, told_first = chronicle(town.root), chronicle(town.root)
    found = list(told_first.newest(most))
    assert len(found) == 3, "the beginning, a number, and that the issue is gone, of which nothing else is told"
    for entries, count in found:
        of_commit = whole.of_commit(entries[0].commit)
        assert len(of_commit) == count
        assert entries[:most] == of_commit[:most]
    assert most <= len(found[-1][0]) < found[-1][1], "of the first commit not all is told"


# -- a record goes on


def moved_issue(tree: Tree) -> tuple[str, bytes]:
    path = "records/villages/heping/issues/2026/g01-2026-0009.yaml"
    return path, tree[ISSUE].replace(b"heping-g01-2026-0003", b"heping-g01-2026-0009")


def without_mentions(repository: Repository) -> None:
    """Takes out of the town all that names the issue that will move."""
    day = "records/villages/heping/service-days/2026-10.yaml"
    orders = [
        {key: value for key, value in one.items() if key != "delivery"}
        for one in record(here(repository.root), day)["orders"]
    ]
    edit(repository, day, orders=orders)


def test_a_rename_goes_on_under_the_new_id(town: Repository) -> None:
    without_mentions(town)
    edit(town, ISSUE, responsible_post="镇城建办")
    path, content = moved_issue(here(town.root))
    town.commit({ISSUE: None, path: content})
    assert told(town.root, path)[:2] == [
        "编号 heping-g01-2026-0003 → heping-g01-2026-0009",
        "责任岗位 村委会 → 镇城建办",
    ]
    assert told(town.root, ISSUE) == []


def test_a_removal_that_names_the_new_id_joins_what_changed_beyond_recognition(town: Repository) -> None:
    without_mentions(town)
    edit(town, ISSUE, responsible_post="镇城建办")
    path, content = moved_issue(here(town.root))
    other = content.replace(b"kind: suggestion", b"kind: opinion").replace(b"source: ", b"source: online # ")
    removal = {
        "id": "issue-heping-g01-2026-0003",
        "kind": "issue",
        "record": "heping-g01-2026-0003",
        "removed_on": "2026-11-02",
        "by": "village_officer",
        "reason": "moved",
        "moved_to": "heping-g01-2026-0009",
    }
    town.commit({path: other})
    town.commit({ISSUE: None, f"records/removals/{removal['id']}.yaml": to_yaml(removal)})
    lines = told(town.root, path)
    assert "责任岗位 村委会 → 镇城建办" in lines and lines.count("记录撤除") == 1
    assert (
        run("history", "heping-g01-2026-0003", "--root", town.root).output
        == run("history", "heping-g01-2026-0009", "--root", town.root).output
    )


def test_a_removed_record_shows_its_removal_alone(town: Repository) -> None:
    path = "records/villages/heping/issues/2026/g01-2026-0008.yaml"
    issue = {**record(here(town.root), ISSUE), "id": "heping-g01-2026-0008", "title": "金丝雀的事"}
    town.commit({path: to_yaml(issue)})
    edit(town, path, responsible_post="金丝雀岗")
    town.commit({path: None, f"records/removals/{BY_MISTAKE['id']}.yaml": to_yaml(BY_MISTAKE)})
    text = everything(town.root)
    assert "记录撤除：误录" in text and "金丝雀" not in text
    output = run("history", "heping-g01-2026-0008", "--root", town.root).output
    assert output.splitlines()[1].strip() == "记录撤除：误录（发生日期 2026-11-02）"


def test_a_record_that_vanished_says_so_and_no_more(town: Repository) -> None:
    path = "records/villages/heping/issues/2026/g01-2026-0008.yaml"
    issue = {**record(here(town.root), ISSUE), "id": "heping-g01-2026-0008", "title": "金丝雀的事"}
    town.commit({path: to_yaml(issue)})
    town.commit({path: None})
    assert told(town.root, path) == ["记录撤除"]
    assert "金丝雀" not in everything(town.root)


# -- what must not be told


def test_a_withdrawn_name_is_nowhere(town: Repository) -> None:
    """Not the name, not one it had before, and not where another record spoke of it."""
    edit(town, PERSON, name="欧阳金")
    edit(town, PERSON, name="欧阳丝雀")
    edit(town, GROUP, workstation={**record(here(town.root), GROUP)["workstation"], "hours": "找欧阳金开门"})
    edit(town, GROUP, workstation={**record(here(town.root), GROUP)["workstation"], "hours": "全天"})
    assert f"姓名 {MARKER} → 欧阳丝雀" in told(town.root, PERSON), "an old name is shown no more than an old phone"
    assert "欧阳金" in everything(town.root), "while the person agrees the text that named them is shown"
    data = record(here(town.root), PERSON)
    edit(town, PERSON, consent={**data["consent"], "name": consent(True, True, withdrawn_on="2026-11-20")})
    text = everything(town.root)
    for name in ("欧阳立秋", "欧阳金", "欧阳丝雀"):
        assert name not in text, name
    assert f"工作站·开放时间 {MARKER} → 全天" in text


def test_the_name_of_a_removed_person_is_nowhere(town: Repository) -> None:
    path = "records/villages/heping/representatives/g01-r08.yaml"
    person = {**record(here(town.root), PERSON), "id": "heping-g01-r08", "name": "安丝雀"}
    person["terms"] = [{**person["terms"][0], "certificate": "XY-2026-099"}]
    town.commit({path: to_yaml(person)})
    edit(town, GROUP, workstation={**record(here(town.root), GROUP)["workstation"], "hours": "找安丝雀开门"})
    edit(town, GROUP, workstation={**record(here(town.root), GROUP)["workstation"], "hours": "全天"})
    town.commit({path: None})
    text = everything(town.root)
    assert "安丝雀" not in text and "全天" in text


@pytest.mark.parametrize("item", ["phone", "background"])
def test_each_item_of_the_past_needs_todays_consent(item: str, town: Repository) -> None:
    values = {"phone": ["0730-0000071", "0730-0000072"], "background": [["volunteer"], ["village_worthy"]]}[item]
    for value in values:
        edit(town, PERSON, **{item: value})
    given = record(here(town.root), PERSON)["consent"]
    edit(town, PERSON, consent={**given, item: consent(True, True)})
    assert len(told(town.root, PERSON)) > 2
    edit(town, PERSON, consent={**given, item: consent(True, True, withdrawn_on="2026-11-19")})
    assert len(told(town.root, PERSON)) == 1
    edit(town, PERSON, consent={**given, item: consent(False, True)})
    assert len(told(town.root, PERSON)) == 1, "the wall only"


def test_internal_values_are_not_told(town: Repository) -> None:
    edit(town, ISSUE, reference="canary-1", statement="金丝雀原话")
    edit(town, ISSUE, reference="canary-2", statement="金丝雀又说")
    editors = record(here(town.root), "records/editors.yaml")["editors"]
    edit(town, "records/editors.yaml", editors=[*editors, {"account": "canary", "post": "金丝雀", "territory": "town"}])
    text = everything(town.root)
    assert "金丝雀" not in text and "canary" not in text
    assert told(town.root, ISSUE)[1:] == []
    assert told(town.root, "records/editors.yaml") == []


def test_canaries_of_the_past_stay_inside(town: Repository, town_tree: Tree) -> None:
    """Planted for one commit in every value that the web may not show, in keys nobody knows, in every record."""
    town_schemas, planted, count = schemas.load(), dict(town_tree), 0
    for path in town_tree:
        kind = kind_of(town_schemas, path)
        assert kind
        data = record(town_tree, path) | {"unknown_key": "金丝雀"}
        if kind.name == "issue":
            data |= {
                "reference": "canary",
                "statement": "金丝雀",
                "events": [{**one, "who": "金丝雀"} for one in data["events"]],
            }
            data["events"][-1]["evidence"] = ["canary.jpg"]
        for at, value in list(walk.leaves(data)):
            marks = {kind.at(at[: end + 1]).get("x-publish") for end, step in enumerate(at) if isinstance(step, str)}
            if marks != {"web"} and isinstance(value, str):
                walk.put(data, at, "金丝雀")
                count += 1
        planted[path] = to_yaml(data)
    assert count > 80
    town.commit(planted)
    town.commit(town_tree)
    text = everything(town.root)
    assert "金丝雀" not in text and "canary" not in text


def story(data: dict[str, Any]) -> dict[str, Any]:
    """A dispute told in every field that takes words."""
    words = {"note": "金丝雀说", "reason": "金丝雀吵", "to_post": "金丝雀家"}
    return {"title": "金丝雀的事", "events": [{**event, **words} for event in data["events"]]}


@pytest.mark.parametrize("now", [True, False], ids=["a dispute now", "a dispute then"])
def test_a_dispute_tells_stages_and_dates_only(now: bool, town: Repository) -> None:
    data = record(here(town.root), ISSUE)
    disputed = {"category": "neighbour_dispute"}
    edit(town, ISSUE, **story(data), **({} if now else disputed))
    event = {"stage": "deferred", "date": "2026-10-30", "by": "village_officer", "reason": "金丝雀不肯"}
    edit(town, ISSUE, events=[*story(data)["events"], event], responsible_post="金丝雀岗")
    edit(
        town,
        ISSUE,
        title="出组的路想加宽",
        events=[*data["events"], {**event, "reason": "等"}],
        responsible_post="村委会",
    )
    edit(town, ISSUE, category="neighbour_dispute" if now else "road_widening")
    text = everything(town.root)
    assert "金丝雀" not in text
    assert "新增经过：暂缓，村“两委”成员（发生日期 2026-10-30）" in told(town.root, ISSUE)


def test_a_category_that_is_gone_may_have_been_a_dispute(town: Repository) -> None:
    edit(town, ISSUE, category="boundary_quarrel", title="金丝雀的事")
    edit(town, ISSUE, category="road_widening", title="出组的路想加宽")
    assert "金丝雀" not in everything(town.root)


def test_visits_and_orders_do_not_lead_to_a_dispute(town: Repository) -> None:
    day, visits = "records/villages/heping/service-days/2026-10.yaml", "records/villages/heping/visits/2026-10/g01.yaml"
    visitor = {"role": "representative", "representative": "heping-g01-r03"}
    visit = {"date": "2026-10-08", "visitors": [visitor], "household_count": 3}
    named = {**visit, "issues": ["heping-g01-2026-0003"]}
    town.commit({visits: to_yaml({"id": "heping-g01-2026-10", "visits": [visit]})})
    edit(town, visits, visits=[named])
    orders = record(here(town.root), day)["orders"]
    referred = next(one for one in orders if one.get("delivery", {}).get("issue") == "heping-g01-2026-0003")
    others = [one for one in orders if one is not referred]
    first = {key: value for key, value in referred.items() if key != "delivery"} | {"title": "金丝雀来找"}
    edit(town, day, orders=others)
    edit(town, day, orders=[*others, first])
    edit(town, day, orders=[*others, {**referred, "title": "金丝雀来找"}])
    edit(town, day, orders=orders)
    assert "金丝雀来找" in everything(town.root) and "出组的路想加宽" in "".join(told(town.root, visits))
    edit(town, ISSUE, category="neighbour_dispute")
    assert "金丝雀" not in everything(town.root)
    assert not any("0003" in line or "邻里纠纷" in line for line in told(town.root, visits))


@pytest.mark.parametrize("text", ["电话13800138000", "找张三家门口的"])
def test_a_text_with_personal_data_that_is_gone_stays_gone(text: str, town: Repository) -> None:
    edit(town, ISSUE, responsible_post=text)
    edit(town, ISSUE, responsible_post="村委会")
    assert told(town.root, ISSUE)[:2] == [
        f"责任岗位 {MARKER} → 村委会",
        f"责任岗位 村委会 → {MARKER}",
    ]


def test_a_value_marked_for_the_wall_alone_is_not_told(town: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A town's own schema may show less than it did: then the past shows less, too."""
    edit(town, GROUP, workstation={**record(here(town.root), GROUP)["workstation"], "hours": "金丝雀时"})
    assert "金丝雀时" in "".join(told(town.root, GROUP))
    source = json.loads((Path(__file__).parents[2] / "schemas/group.schema.json").read_text(encoding="utf-8"))
    source["properties"]["workstation"]["properties"]["hours"]["x-publish"] = "wall"
    town.commit({"schemas/group.schema.json": json.dumps(source).encode()})
    assert "金丝雀时" not in "".join(told(town.root, GROUP)) + everything(town.root)


# -- Git as it is


def test_a_merged_branch_is_one_step(town: Repository) -> None:
    town.branch("proposal")
    edit(town, GROUP, household_count=30)
    edit(town, GROUP, household_count=23)
    town.switch("main")
    edit(town, ISSUE, responsible_post="镇城建办")
    merge = town.merge("proposal")
    first = chronicle(town.root).of_record(GROUP).entries[0]
    assert (first.commit, spoken(first.lines[0].words, CHINESE)) == (merge, "户数 22 → 23")
    assert len(told(town.root, GROUP)) == 2


def test_a_detached_head_tells_up_to_it(town: Repository) -> None:
    edit(town, GROUP, household_count=23)
    edit(town, GROUP, household_count=24)
    town.git("switch", "--quiet", "--detach", "HEAD~1")
    assert told(town.root, GROUP)[0] == "户数 22 → 23"


def test_the_history_of_a_commit_ends_with_it(town: Repository) -> None:
    commit = edit(town, GROUP, household_count=23)
    edit(town, GROUP, household_count=24)
    lines = (
        chronicle(town.root, published.at(git_objects.Repository(town.root), commit)).of_record(GROUP).entries[0].lines
    )
    assert spoken(lines[0].words, CHINESE) == "户数 22 → 23"


def clone(town: Repository, to: Path, *how: str) -> Path:
    town.git("clone", "--quiet", *how, f"file://{town.root}", str(to))
    return to


def test_a_shallow_clone_says_so_and_is_still_built(town: Repository, tmp_path: Path) -> None:
    edit(town, GROUP, household_count=23)
    edit(town, GROUP, household_count=24)
    root = clone(town, tmp_path / "shallow", "--depth=2")
    assert told(root, GROUP) == ["户数 23 → 24"]
    assert "历史未核对" in everything(root)
    result = run("history", "heping-g01", "--root", root)
    assert result.exit_code == 3 and "git fetch --unshallow" in result.output
    Repository.git(town, "-C", str(root), "fetch", "--quiet", "--unshallow")
    steps._once.cache_clear()
    assert len(told(root, GROUP)) == 3 and "历史未核对" not in everything(root)


def test_a_partial_clone_says_so_and_is_still_built(town: Repository, tmp_path: Path) -> None:
    edit(town, GROUP, household_count=23)
    town.git("config", "uploadpack.allowFilter", "true")
    root = clone(town, tmp_path / "partial", "--filter=blob:none")
    shutil.move(town.root, tmp_path / "away")
    assert "历史未核对" in everything(root)
    assert run("history", "heping-g01", "--root", root).exit_code == 3


def test_without_git_the_pages_say_that_the_history_is_absent(tmp_path: Path) -> None:
    shutil.copytree(TOWN, tmp_path / "town")
    text = everything(tmp_path / "town")
    assert "这里没有版本历史（Git）" in text and "记录新建" not in text
    assert run("history", "heping-g01", "--root", tmp_path / "town").exit_code == 3


def test_before_the_first_commit_there_is_no_history(tmp_path: Path, town_tree: Tree) -> None:
    town = Repository(tmp_path / "town")
    town.write(town_tree)
    assert history.here(town.root) == history.ABSENT
    assert run("history", "heping-g01", "--root", town.root).exit_code == 3


def test_replaced_commits_and_grafts_change_nothing(town: Repository) -> None:
    edit(town, GROUP, household_count=23)
    middle = edit(town, GROUP, household_count=24)
    edit(town, GROUP, household_count=25)
    before = told(town.root, GROUP)
    steps._once.cache_clear()
    shutil.rmtree(town.root / ".git/lianhu")
    town.git("replace", "--graft", "HEAD", f"{middle}~1")
    (town.root / ".git/info").mkdir(exist_ok=True)
    (town.root / ".git/info/grafts").write_text(f"{town.git('rev-parse', 'HEAD')}\n")
    assert told(town.root, GROUP) == before and len(before) == 4


def test_hostile_settings_change_nothing(town: Repository, tmp_path: Path) -> None:
    edit(town, GROUP, household_count=23)
    before = told(town.root, GROUP)
    canary = tmp_path / "canary"
    for name, value in {
        "core.fsmonitor": f"touch {canary}",
        "log.showSignature": "true",
        "log.follow": "true",
        "log.diffMerges": "separate",
        "diff.external": f"touch {canary}",
        "diff.noprefix": "true",
        "diff.renames": "copies",
        "core.quotePath": "true",
        "core.pager": f"touch {canary}",
        "format.pretty": "%B",
        "diff.x.textconv": f"touch {canary}",
    }.items():
        town.git("config", name, value)
    (town.root / ".git/info/attributes").write_text("*.yaml diff=x -text filter=x\n")
    shutil.rmtree(town.root / ".git/lianhu")
    steps._once.cache_clear()
    assert told(town.root, GROUP) == before and not canary.exists()


@pytest.mark.parametrize("seconds", [0, 1, 4102444800, 253402300800, 99999999999999])
def test_odd_dates_do_not_stop_the_history(seconds: int, town: Repository) -> None:
    """Before Git, in the future, after the last year of a calendar: the order is the line's, not the dates'."""
    data = {**record(here(town.root), GROUP), "household_count": 23}
    town.write({GROUP: to_yaml(data)})
    tree = (town.git("add", "."), town.git("write-tree"))[1]
    who = f"Clerk <clerk@example.org> {seconds} +0000"
    text = f"tree {tree}\nparent {town.head}\nauthor {who}\ncommitter {who}\n\nodd\n"
    commit = town.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", entered=text.encode())
    town.git("reset", "--quiet", "--hard", commit)
    edit(town, GROUP, household_count=24)
    assert told(town.root, GROUP)[:2] == ["户数 23 → 24", "户数 22 → 23"]
    assert "户数 22 → 23" in everything(town.root)


def test_chinese_messages_and_paths_are_no_obstacle(town: Repository) -> None:
    town.commit({"说明/读我.md": "你好".encode(), "records/照片/图.jpg": b"x"}, "改：户数，第二次")
    town.commit({"records/照片/图.jpg": None}, "删")
    (town.root / "records/照片").rmdir()  # Git keeps no empty folder; the check would refuse its name
    edit(town, GROUP, "户数", household_count=23)
    assert told(town.root, GROUP)[0] == "户数 22 → 23"


def test_a_link_or_another_repository_in_a_records_place(town: Repository, town_tree: Tree) -> None:
    (town.root / GROUP).unlink()
    (town.root / GROUP).symlink_to("/etc/passwd")
    town.git("add", "--all")
    town.git("commit", "--quiet", "--message", "a link")
    town.git("update-index", "--add", "--cacheinfo", f"160000,{town.head},{GROUP}")
    town.git("commit", "--quiet", "--message", "a module")
    (town.root / GROUP).unlink()
    town.commit({GROUP: town_tree[GROUP]})
    assert told(town.root, GROUP)[0].startswith("记录新建")
    assert history.here(town.root).state == "whole"


def test_an_enormous_old_version_is_not_read(town: Repository, town_tree: Tree) -> None:
    town.commit({GROUP: b"x: " + b"y" * (files.LARGEST_FILE + 1)})
    town.commit({GROUP: town_tree[GROUP]})
    assert told(town.root, GROUP)[0] == "有改动，无法用文字说明"


def test_two_towns_in_one_repository_have_a_history_each(tmp_path: Path, town_tree: Tree) -> None:
    both = {f"towns/{name}/{path}": content for name in ("east", "west") for path, content in town_tree.items()}
    county = Repository(tmp_path / "county", both)
    west = county.root / "towns/west"
    data = {**record(town_tree, GROUP), "household_count": 23}
    county.commit({f"towns/west/{GROUP}": to_yaml(data)})
    assert told(county.root / "towns/east", GROUP) == ["记录新建（生效日期 2026-01-01）"]
    assert told(west, GROUP)[0] == "户数 22 → 23"
    assert told(county.root / "towns/east", GROUP) == ["记录新建（生效日期 2026-01-01）"], "from the store, too"


# -- what is kept


Deed = Callable[[Path], None]


def corrupt(file: Path) -> None:
    file.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)


def half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def wrong_values(file: Path) -> None:
    with sqlite3.connect(file) as kept:
        kept.execute("update kept set value = replace(value, '22', '29')")
    kept.close()


def other_table(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as kept:
        kept.execute("create table kept (x)")
    kept.close()


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_file_for_the_folder(file: Path) -> None:
    shutil.rmtree(file.parent)
    file.parent.write_text("")


@pytest.mark.parametrize("deed", [corrupt, half, wrong_values, other_table, a_folder, a_file_for_the_folder])
def test_a_damaged_store_changes_nothing(deed: Deed, town: Repository) -> None:
    edit(town, GROUP, household_count=23)
    before = history.here(town.root)
    steps._once.cache_clear()
    deed(town.root / ".git/lianhu" / store.FILE)
    assert history.here(town.root) == before
    edit(town, GROUP, household_count=24)
    assert told(town.root, GROUP)[0] == "户数 23 → 24"


def test_a_locked_store_changes_nothing(town: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.store, "PATIENCE", 0.01)
    edit(town, GROUP, household_count=23)
    before = history.here(town.root)
    steps._once.cache_clear()
    locked = sqlite3.connect(town.root / ".git/lianhu" / store.FILE, isolation_level=None)
    locked.execute("begin exclusive")
    try:
        assert history.here(town.root) == before
    finally:
        locked.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_changes_nothing(town: Repository) -> None:
    edit(town, GROUP, household_count=23)
    folder = town.root / ".git"
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert told(town.root, GROUP)[0] == "户数 22 → 23"
    finally:
        folder.chmod(stat.S_IRWXU)
    assert not (folder / "lianhu").exists()


def test_with_and_without_the_store_the_same_is_told(town: Repository) -> None:
    """Grown step by step, after a rewritten line, and begun anew."""
    for count in (23, 24):
        edit(town, GROUP, household_count=count)
        history.here(town.root)
    town.git("reset", "--quiet", "--hard", "HEAD~1")
    edit(town, GROUP, household_count=25)
    grown = history.here(town.root)
    steps._once.cache_clear()
    shutil.rmtree(town.root / ".git/lianhu")
    assert history.here(town.root) == grown
    assert told(town.root, GROUP)[:2] == ["户数 23 → 25", "户数 22 → 23"]


def test_the_line_goes_through_first_parents_only(town: Repository) -> None:
    """The last known commit is an ancestor of the new one, but came in from the side: the line is another one."""
    town.branch("side")
    edit(town, GROUP, household_count=23)
    history.here(town.root)
    town.switch("main")
    edit(town, ISSUE, responsible_post="镇城建办")
    merge = town.merge("side")
    grown = history.here(town.root)
    assert [step.commit for step in grown.tracks[GROUP]][1:] == [merge]
    steps._once.cache_clear()
    shutil.rmtree(town.root / ".git/lianhu")
    assert history.here(town.root) == grown


def test_only_what_is_new_is_asked_of_git(town: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(town, GROUP, household_count=23)
    history.here(town.root)
    edit(town, GROUP, household_count=24)
    read: list[str] = []
    real = git_objects.Repository.contents

    def counted(self: Any, ids: Any) -> Any:
        wanted = list(ids)
        read.extend(wanted)
        return real(self, wanted)

    monkeypatch.setattr(git_objects.Repository, "contents", counted)
    history.here(town.root)
    assert len(read) == 1
    history.here(town.root)
    assert len(read) == 1, "nothing is asked twice of one commit: a preview draws at every save"


def test_many_may_use_the_store_at_once(town: Repository) -> None:
    edit(town, GROUP, household_count=23)
    town_schemas = schemas.load(town.root)
    found: list[History] = []

    def ask() -> None:
        repository = git_objects.Repository(town.root)
        found.append(history.of(repository, repository.resolve("HEAD"), town_schemas))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and all(one == found[0] for one in found)


# -- pages, feed, command


def test_a_page_shows_at_most_twenty_lines_then_a_count(town: Repository) -> None:
    for count in range(30, 60):
        edit(town, GROUP, household_count=count)
    register = now(town.root)
    town_site = site.of(register, town.root, history=history.here(town.root))
    page = next(one for one in town_site.record_pages() if one.address == "groups/heping-g01/")
    body = str(town_site.body(page))
    assert body.count("录入日期") == 20 and "31次" in body and "更早的11次没有列出" in body


def test_the_changes_of_the_town_lead_to_their_records(town: Repository) -> None:
    edit(town, ISSUE, responsible_post="镇城建办")
    register = now(town.root)
    town_site = site.of(register, town.root, history=history.here(town.root))
    page = next(one for one in town_site.section_pages() if one.address == "changes/")
    body = str(town_site.body(page))
    assert '<a href="../issues/heping-g01-2026-0003/">问题 出组的路想加宽</a>' in body
    assert "责任岗位 村委会 → 镇城建办" in body and "同一次还改了" in body


ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("address", [None, "https://example.org/xiaoyang/"])
def test_the_feed_is_what_readers_expect(address: str | None, town: Repository) -> None:
    path = "records/town.yaml"
    publishing = record(here(town.root), path)["publishing"]
    edit(town, path, publishing={**publishing, "address": address} if address else publishing)
    edit(town, ISSUE, responsible_post="<b>&镇城建办")
    feeds = []
    for _ in range(2):
        register = now(town.root)
        feeds.append(dict(site.of(register, town.root, history=history.here(town.root)).files())["changes.atom"])
    assert feeds[0] == feeds[1]
    feed = ElementTree.fromstring(feeds[0])
    entries = feed.findall(f"{ATOM}entry")
    ids = [one.text or "" for one in feed.iter(f"{ATOM}id")]
    assert len(entries) > 10 and len(set(ids)) == len(ids) and all(one.startswith("urn:uuid:") for one in ids)
    for one in (feed, *entries):
        assert one.findtext(f"{ATOM}title") and datetime.fromisoformat(one.findtext(f"{ATOM}updated") or "").tzinfo
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = [one.get("href") or "" for one in feed.iter(f"{ATOM}link")]
    assert all(one.startswith(str(address)) for one in links) and bool(links) is bool(address)
    assert "责任岗位 村委会 → <b>&镇城建办" in "".join(one.text or "" for one in feed.iter(f"{ATOM}content"))


def test_an_empty_feed_is_a_feed(tmp_path: Path) -> None:
    shutil.copytree(TOWN, tmp_path / "town")
    register = now(tmp_path / "town")
    feed = ElementTree.fromstring(dict(site.of(register, tmp_path / "town").files())["changes.atom"])
    updated = datetime.fromisoformat(feed.findtext(f"{ATOM}updated") or "")
    assert not feed.findall(f"{ATOM}entry") and updated.astimezone(clock.TOWN_TIME).date() == TODAY


def test_the_command_tells_dates_and_commits(town: Repository) -> None:
    commit = edit(town, GROUP, household_count=23)
    result = run("history", "heping-g01", "--root", town.root)
    assert result.exit_code == 0
    assert result.output.splitlines()[:2] == [f"录入日期 2026-11-01，提交 {commit[:7]}", "    户数 22 → 23"]
    english = run("history", "heping-g01", "--root", town.root, language="en").output.splitlines()
    assert english[0] == f"recorded 2026-11-01, commit {commit[:7]}"


@pytest.mark.parametrize(
    "record_id", ["heping", "heping-p1", "heping-g01-r01", "2026-q1", "categories", "town", "2026"]
)
def test_the_command_knows_every_kind(record_id: str, town: Repository) -> None:
    assert run("history", record_id, "--root", town.root).exit_code == 0


def test_the_command_helps_with_a_mistyped_id(town: Repository) -> None:
    result = run("history", "hepin-g01", "--root", town.root)
    assert result.exit_code == 2 and "是不是heping-g01" in result.output
    assert "从来也没有过" in run("history", "zzz", "--root", town.root).output


def test_the_command_tells_no_more_than_the_web(town: Repository) -> None:
    """What it prints is pasted into messages; who needs the rest has the commits."""
    edit(town, ISSUE, reference="canary-1")
    output = run("history", "heping-g01-2026-0003", "--root", town.root).output
    assert "canary" not in output
