"""An office that nobody holds: said where its holder would stand, announced, and over when somebody is chosen (R9)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from help.built import Page, new_root
from help.drawn import below, drawn_on, of, says
from help.program import CLEAN, run
from help.towns import TODAY, TOWN, Tree, registered
from lianhu.figures.due import due
from lianhu.public import posted, wall
from lianhu.site.build import build
from lianhu.town import offices
from lianhu.town.kinds import Group, Village
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words import CHINESE, spoken

GROUP, VILLAGE = "records/villages/heping/groups/g01.yaml", "records/villages/heping/village.yaml"
VACANT = {"since": "2026-11-01", "reason": "前任病休辞职", "deputy": "温大暑", "filled_by": "2026-12-31"}
SENTENCE = "组长空缺，由温大暑代理，2026年12月31日前补选"


def town(tree: Tree, town_schemas: Schemas, *, head: bool = False) -> Register:
    """The tiny town: its first group without a head since November, until the one chosen for 15 November if `head`."""
    return registered({**tree, GROUP: group_file(tree, head=head)}, town_schemas)


def group_file(tree: Tree, *, head: bool = False) -> bytes:
    data = yaml.safe_load(tree[GROUP])
    data["heads"][-1]["until"] = "2026-10-31"
    data["vacancies"] = [VACANT]
    if head:
        data["heads"].append({"name": "安立冬", "since": "2026-11-15"})
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()


def area_and_post(tree: Tree, town_schemas: Schemas) -> Register:
    """The tiny town: an area without a head, a post of its village that nobody holds and nobody stands in for."""
    data = yaml.safe_load(tree[VILLAGE])
    data["areas"][0]["heads"][0]["until"] = "2026-10-31"
    data["areas"][0]["vacancies"] = [VACANT | {"deputy": "石立春"}]
    post = {key: value for key, value in VACANT.items() if key != "deputy"}
    data["vacancies"] = [post | {"post": "村委会副主任"}]
    written = yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()
    return registered({**tree, VILLAGE: written}, town_schemas)


def test_case_07(town_tree: Tree, town_schemas: Schemas) -> None:
    """The head died, the by-election is in a month: nothing is wrong, and the page says who stands in until when."""
    register = town(town_tree, town_schemas)
    says(of(register, "groups/heping-g01/"), SENTENCE, "原因：前任病休辞职")


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("groups/heping-g01/", "谁联系谁"),
        ("areas/heping-p1/", "小组和代表"),
        ("areas/heping-p1/", "谁联系谁"),
        ("villages/heping/", "片、组和代表"),
        ("representatives/heping-g01-r01/", "谁联系谁"),
        ("organisation/", "全镇架构图"),
    ],
)
def test_wherever_the_head_stood_the_deputy_stands(
    address: str, heading: str, town_tree: Tree, town_schemas: Schemas
) -> None:
    assert "空缺，由温大暑代理" in below(of(town(town_tree, town_schemas), address), heading)


def test_an_area_and_a_post_of_the_village(town_tree: Tree, town_schemas: Schemas) -> None:
    register = area_and_post(town_tree, town_schemas)
    says(of(register, "areas/heping-p1/"), "片长空缺，由石立春代理，2026年12月31日前补选")
    officers = below(of(register, "villages/heping/"), "村“两委”成员")
    assert "空缺村委会副主任2026年12月31日前补选" in officers and "由代理" not in officers
    assert "空缺村委会副主任" in below(of(register, "organisation/"), "全镇架构图")


def test_once_the_day_has_passed_the_page_says_so(town_tree: Tree, town_schemas: Schemas) -> None:
    register = town(town_tree, town_schemas)
    assert drawn_on(register, "2026-12-31", "groups/heping-g01/").says(SENTENCE)
    says(drawn_on(register, "2027-01-01", "groups/heping-g01/"), "原定2026年12月31日前补选，还没有选出")


def test_the_next_head_ends_it(town_tree: Tree, town_schemas: Schemas) -> None:
    """Without anybody writing its last day; it stays among what was."""
    register = town(town_tree, town_schemas, head=True)
    assert drawn_on(register, "2026-11-14", "groups/heping-g01/").says(SENTENCE)
    page: Page = drawn_on(register, "2026-11-15", "groups/heping-g01/")
    assert not page.says(SENTENCE) and "安立冬" in below(page, "谁联系谁")
    assert "空缺，由温大暑代理2026年11月1日至2026年11月14日" in below(page, "以前的组长")


def test_a_holder_fills_the_seat_that_has_been_vacant_longer(town_tree: Tree, town_schemas: Schemas) -> None:
    """Two seats of one post are vacant, and one of another; the next member fills the first of the two."""
    data = yaml.safe_load(town_tree[VILLAGE])
    post = {key: value for key, value in VACANT.items() if key != "deputy"}
    data["vacancies"] = [
        post | {"post": "村委会委员", "since": "2026-03-01"},
        post | {"post": "村委会委员", "since": "2026-02-01"},
        post | {"post": "村委会副主任", "since": "2026-01-15"},
    ]
    written = yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()
    village = registered({**town_tree, VILLAGE: written}, town_schemas).get(Village, "heping")
    assert [vacancy.until for vacancy in offices.vacancies(village)] == [None, date(2026, 6, 30), None]


def announced(register: Register, day: str) -> list[tuple[str, str, str]]:
    today = Register(register.documents, register.schemas, date.fromisoformat(day))
    return [
        (one.unit, one.since.isoformat(), spoken(one.sentence, CHINESE)) for one in due(today) if one.kind == "vacancy"
    ]


def test_it_is_announced_in_time(town_tree: Tree, town_schemas: Schemas) -> None:
    register = town(town_tree, town_schemas)
    assert announced(register, "2026-11-30") == []
    told = ("heping-g01", "2026-12-31", "这个职务空着，最迟 2026-12-31 要补选出来，还没有人：组长")
    assert announced(register, "2026-12-01") == announced(register, "2027-02-01") == [told]
    assert announced(town(town_tree, town_schemas, head=True), "2026-12-01") == []
    assert [unit for unit, *_ in announced(area_and_post(town_tree, town_schemas), "2026-12-01")] == [
        "heping",
        "heping-p1",
    ]


def test_the_wall_says_who_stands_in(town_tree: Tree, town_schemas: Schemas, town_register: Register) -> None:
    board = wall.boards(posted(town(town_tree, town_schemas), "wall"))["heping-g01"]
    assert board.vacancy and (board.vacancy.deputy, board.vacancy.filled_by) == ("温大暑", date(2026, 12, 31))
    full = wall.boards(posted(town_register, "wall"))["heping-g01"]
    assert full.vacancy is None
    assert wall.differing(full, board) == ("representatives",)


def test_data_and_the_command_line_tell_it(town_tree: Tree, town_schemas: Schemas, tmp_path: Path) -> None:
    register = town(town_tree, town_schemas)
    assert posted(register, "web").get(Group, "heping-g01").vacancies == register.get(Group, "heping-g01").vacancies
    root = new_root(tmp_path / "town", TOWN)
    (root / GROUP).write_bytes(group_file(town_tree))
    shown = run("show", "heping-g01", "--root", root, "--today", "2026-11-22", language="zh_CN")
    assert shown.exit_code == CLEAN, shown.output
    assert "空缺，最迟 2026-12-31 补选：前任病休辞职；由温大暑代理" in shown.output
    assert not build(root, root / "public", TODAY)
    data = json.loads((root / "public/data/group.json").read_text(encoding="utf-8"))
    assert data["heping-g01"]["vacancies"] == [VACANT]
    page = Page("groups/heping-g01/", (root / "public/groups/heping-g01/index.html").read_text(encoding="utf-8"))
    assert page.says(SENTENCE)
