"""The board of a workstation: its four panels, and what makes it another board."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import yaml

from help import walk
from help.towns import Tree, registered
from lianhu.public import posted
from lianhu.public.wall import PANELS, Board, Row, boards, differing
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

HEPING = "records/villages/heping"
PERSON = f"{HEPING}/representatives/g01-r01.yaml"
ISSUE = f"{HEPING}/issues/2026/g01-2026-0001.yaml"
GROUP = f"{HEPING}/groups/g01.yaml"


@pytest.fixture(scope="module")
def board(town_register: Register) -> Board:
    return boards(posted(town_register, "wall"))["heping-g01"]


def test_every_group_of_today_has_a_board(town_register: Register) -> None:
    assert sorted(boards(posted(town_register, "wall"))) == ["chengnan-g01", "heping-g01", "heping-g02"]


def test_the_first_panel_shows_whom_to_find(board: Board) -> None:
    """The wall has its own consent: a phone for the wall only; without one the workstation's number."""
    told = [(one.name, one.household_count, one.phone, one.background) for one in board.representatives]
    assert told == [
        ("欧阳立秋", 12, "0730-0000061", ("party_member",)),
        ("安小雪", 10, "0730-0000053", ()),
    ]
    assert board.representatives[0].roles == ("政策宣传员", "矛盾调解员")


def test_the_second_panel_shows_the_duties(board: Board) -> None:
    duties = board.duties
    assert (duties.core, duties.fixed) == (("联系好自己的每一户",), ("政策讲到户", "意见带上来"))
    assert duties.variable == (("欧阳立秋", ("水渠轮管",)),)
    assert [name for name, _ in duties.lists] == ["议事清单", "责权清单", "负面清单"] and duties.sample


def test_the_third_panel_shows_the_procedure(board: Board) -> None:
    assert [step.stage for step in board.procedure.steps] == ["discovered", "reported", "resolved", "fed_back", None]


def test_the_fourth_panel_has_the_ten_columns(board: Board) -> None:
    assert [row.number[-4:] for row in board.issues] == ["0003", "0002", "0001"]
    assert board.issues[-1] == Row(
        number="heping-g01-2026-0001",
        reported_on=datetime.date(2026, 3, 10),
        channel="visit",
        category="路灯维修",
        title="一组路口路灯不亮",
        responsible_post="村电工",
        level="group",
        state="closed",
        closed_on=datetime.date(2026, 3, 21),
        satisfaction="very_satisfied",
    )


def test_a_dispute_hangs_without_its_story(town_tree: Tree, town_schemas: Schemas) -> None:
    rows = boards(posted(registered(town_tree, town_schemas), "wall"))["chengnan-g01"].issues
    assert [row.title for row in rows if row.category == "邻里纠纷"] == ["邻里纠纷调解"]


@pytest.mark.parametrize(
    ("path", "at", "value", "panels"),
    [
        (PERSON, ("variable_duties", 0), "看护古樟树", ("duties",)),
        (PERSON, ("phone",), "0730-0000063", ("representatives",)),
        (PERSON, ("consent", "phone", "web"), True, ()),
        (PERSON, ("consent", "name", "wall"), False, ("representatives", "duties")),
        (PERSON, ("consent", "name", "web"), False, ()),
        (PERSON, ("terms", 0, "certificate"), "XY-2026-011", ()),
        (PERSON, ("terms", 0, "end"), "2031-01-08", ()),
        (f"{HEPING}/representatives/g01-r02.yaml", ("terms", 0, "certificate"), "XY-2026-012", ()),
        (ISSUE, ("title",), "一组路口的灯不亮", ("issues",)),
        (ISSUE, ("events", 3, "note"), "换了两只灯泡。", ()),
        (ISSUE, ("responsible_post",), "村委会", ()),
        (f"{HEPING}/issues/2026/g02-2026-0001.yaml", ("title",), "机耕道先缓一缓", ()),
        (f"{HEPING}/issues/2026/g01-2026-0002.yaml", ("reference",), "XY-0313", ()),
        ("records/categories.yaml", ("categories", 0, "name"), "路灯", ("issues",)),
        ("records/categories.yaml", ("categories", 0, "deadline", "days"), 9, ()),
        ("records/duties/duty_list.yaml", ("items", 1, "text"), "政策讲到每一户", ("duties",)),
        ("records/duties/negative_list.yaml", ("items", 0, "text"), "不收礼", ()),
        ("records/procedures/closed-loop.yaml", ("steps", 3, "within"), "两天内", ("procedure",)),
        (GROUP, ("workstation", "hours"), "周一至周五 9:00-17:00", ()),
        (GROUP, ("workstation", "phone"), "0730-0000059", ("representatives",)),
        (GROUP, ("workstation", "name"), "和平村一组代表工作站", tuple(PANELS)),
        (GROUP, ("heads", 1, "name"), "安寒露", ()),
    ],
)
def test_a_board_changes_with_what_it_shows(
    path: str, at: Any, value: Any, panels: tuple[str, ...], town_tree: Tree, town_schemas: Schemas, board: Board
) -> None:
    data = yaml.safe_load(town_tree[path])
    walk.put(data, at, value)
    tree = {**town_tree, path: yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()}
    assert differing(board, boards(posted(registered(tree, town_schemas), "wall"))["heping-g01"]) == panels


def test_a_board_that_comes_or_goes_is_a_whole_board(board: Board) -> None:
    assert differing(None, board) == differing(board, None) == tuple(PANELS)
    assert differing(None, None) == differing(board, board) == ()
