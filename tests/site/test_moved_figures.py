"""On `/changes/` a day says which figures it moved, and which records moved them: right, bounded, judged by today."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from help.repository import Repository
from help.towns import TODAY, Tree, record
from lianhu import history
from lianhu.figures import Table
from lianhu.reading import files
from lianhu.reading.clock import TOWN_TIME
from lianhu.rules import check
from lianhu.site import site
from lianhu.site.pages import changes, moved_figures
from lianhu.site.pages.changes import Day
from lianhu.site.site import Site
from lianhu.town import schemas
from lianhu.writing.yamltext import to_yaml

pytestmark = pytest.mark.slow

ISSUE = "records/villages/heping/issues/2026/g02-2026-0002.yaml"
NOTED = "records/villages/heping/issues/2026/g01-2026-0001.yaml"
VISITS = "records/villages/heping/visits/2026-03/g01.yaml"
PERSON = "records/villages/heping/representatives/g01-r01.yaml"


@pytest.fixture
def town(tmp_path: Path, town_tree: Tree) -> Repository:
    return Repository(tmp_path / "town", town_tree)


def on(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=TOWN_TIME)


def edit(town: Repository, path: str, day: int, change: Callable[[dict], object], hour: int = 9) -> None:
    data = record({path: (town.root / path).read_bytes()}, path)
    change(data)
    town.clock = on(day, hour)
    town.commit({path: to_yaml(data)}, when=on(day, hour))


def site_of(town: Repository) -> Site:
    tree, _ = files.read_folder(town.root)
    register = check.readable(tree, schemas.load(), TODAY)
    assert register
    return site.of(register, town.root, history=history.here(town.root, today=TODAY))


def days_of(town_site: Site) -> tuple[Day, ...]:
    chronicle = town_site.chronicle
    assert chronicle
    pages = town_site.record_pages()
    return tuple(changes.days(chronicle, town_site.town, changes.newest(chronicle, pages), pages))


def body(town_site: Site) -> str:
    page = next(page for page in town_site.section_pages() if page.address == "changes/")
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(town_site.body(page))).split())


def closed(data: dict) -> None:
    for stage in ("fed_back", "closed"):
        data["events"].append({"stage": stage, "date": "2026-11-20", "by": "group_head"})


def fewer_households(data: dict) -> None:
    data["visits"][0]["household_count"] = 1


def test_each_day_says_what_it_moved_and_the_days_add_up(town: Repository) -> None:
    was = Table.of(site_of(town).town)
    edit(town, ISSUE, 20, closed)
    edit(town, VISITS, 21, fewer_households)
    town_site = site_of(town)
    newest, before, first = days_of(town_site)
    assert newest.figures and before.figures and first.figures is None, "before the first commit there was no town"
    assert [figure.title for figure in newest.figures.figures] == ["走访户次"]
    (visits,) = newest.figures.figures
    assert [part.share for part in visits.listed] == ["-3"] and newest.figures.moving == {VISITS}
    rate = next(figure for figure in before.figures.figures if figure.title == "办结率")
    assert (rate.before, rate.after) == ("2/6 33%", "3/6 50%")
    assert [(part.share, part.records) for part in rate.listed] == [
        ("+1/0", (("问题 二组水压不够", "issues/heping-g02-2026-0002/"),))
    ]
    assert was.find("closing_rate") and before.figures.moving == {ISSUE}
    told = body(town_site)
    assert "这一天的修改动了1个数" in told and "-3 走访" in told


def test_a_day_of_words_moves_nothing_and_says_so(town: Repository) -> None:
    def other_title(data: dict) -> None:
        data["title"] += "，请看看"

    edit(town, NOTED, 20, other_title)
    told = body(site_of(town))
    assert "这一天的修改没有动统计里的数" in told and "只改文字" in told


def test_each_record_says_of_which_nature_its_change_is(town: Repository) -> None:
    edit(town, PERSON, 20, lambda data: data["roles"].pop())
    edit(town, ISSUE, 20, closed, hour=10)
    (newest, _) = days_of(site_of(town))
    natures = {step.records[0].title: newest.natures(step.records[0]) for step in newest.steps}
    assert natures == {"问题 二组水压不够": ("figures",), "村(居)民代表 欧阳立秋": ("facts",)}


def test_a_day_that_was_not_counted_claims_no_facts_without_figures(
    town: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moved_figures, "MOST_DAYS", 1)
    edit(town, ISSUE, 20, closed)
    edit(town, VISITS, 21, fewer_households)
    newest, before, _ = days_of(site_of(town))
    assert newest.figures and before.figures is None
    assert before.natures(before.steps[0].records[0]) == ()


def test_a_large_town_counts_one_day_and_a_small_one_three() -> None:
    assert [moved_figures.days_told(records) for records in (0, 44, 1_400, 8_292, 150_000)] == [3, 3, 2, 1, 1]


def test_a_state_that_cannot_be_read_today_is_not_counted(town: Repository, town_tree: Tree) -> None:
    """What is shown is right or is not shown."""
    town.commit({ISSUE: town_tree[ISSUE].replace(b"kind: help_request", b"kind: unknown")}, when=on(20))
    town.commit({ISSUE: town_tree[ISSUE]}, when=on(21))
    newest, *_ = days_of(site_of(town))
    assert newest.figures is None
    town.commit({ISSUE: town_tree[ISSUE].replace(b"category: water_supply", b"category: nowhere")}, when=on(21, 10))
    town.commit({ISSUE: town_tree[ISSUE]}, when=on(22))
    newest, *_ = days_of(site_of(town))
    assert newest.figures is None


def test_a_record_that_is_gone_moved_the_figure_and_is_named_by_its_id(town: Repository, town_tree: Tree) -> None:
    path = "records/villages/chengnan/issues/2026/g01-2026-0003.yaml"
    town.commit({path: None}, when=on(20))
    newest, *_ = days_of(site_of(town))
    assert newest.figures
    accepted = next(figure for figure in newest.figures.figures if figure.title == "受理")
    assert [(part.share, part.records) for part in accepted.listed] == [("-1", (("问题 chengnan-g01-2026-0003", ""),))]


def test_a_withdrawn_name_is_not_in_what_moved(town: Repository) -> None:
    def withdrawn(data: dict) -> None:
        data["household_count"] -= 1
        data["consent"]["name"]["withdrawn_on"] = "2026-11-20"

    edit(town, PERSON, 20, withdrawn)
    told = body(site_of(town))
    assert "村(居)民代表 欧阳代表" in told and "欧阳立秋" not in told


def test_many_records_are_added_up_by_village(town: Repository) -> None:
    """A clerk enters months of visits in a day: the page names three records and adds up the others."""
    entered = {}
    for month in range(3, 11):
        visits = [
            {"date": f"2026-{month:02}-0{day}", "visitors": [{"role": "group_head"}], "household_count": 2}
            for day in range(1, month)
        ]
        name = f"heping-g02-2026-{month:02}"
        entered[f"records/villages/heping/visits/2026-{month:02}/g02.yaml"] = to_yaml({"id": name, "visits": visits})
    town.commit(entered, when=on(20))
    newest, *_ = days_of(site_of(town))
    assert newest.figures
    visits = next(figure for figure in newest.figures.figures if figure.title == "走访")
    assert [int(part.share) for part in visits.listed] == [9, 8, 7]
    assert [(part.village, part.count, part.share) for part in visits.others] == [("和平村", 5, "+20")]
