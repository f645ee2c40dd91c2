"""Two representatives of one name in a village: told apart wherever both can be met, and nobody else is marked."""

from __future__ import annotations

import json
from typing import Any

from help.drawn import below, of, says
from help.towns import Tree, record, registered
from help.walk import ROOT
from lianhu.public import posted, wall
from lianhu.site import search, site
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.writing.yamltext import to_yaml

PERSON = "records/villages/{}/representatives/{}.yaml"


def named(tree: Tree, town_schemas: Schemas, **names: str) -> Register:
    """The tiny town with representatives of 和平村 renamed; `g01_r01="王秀英"` with consent to show it."""
    changed = dict(tree)
    for who, name in names.items():
        path = PERSON.format("heping", who.replace("_", "-"))
        data: Any = record(tree, path)
        data["name"] = name
        data["consent"] = data["consent"] | {"name": {"given_on": "2026-06-12", "web": True, "wall": True}}
        changed[path] = to_yaml(data)
    return registered(changed, town_schemas)


def test_in_two_groups_the_group_tells(town_tree: Tree, town_schemas: Schemas) -> None:
    register = named(town_tree, town_schemas, g01_r01="王秀英", g02_r01="王秀英")
    says(of(register, "representatives/heping-g01-r01/"), "王秀英（一组）")
    says(of(register, "representatives/heping-g02-r01/"), "王秀英（二组）")
    titles = {page.address: page.title for page in site.of(register, ROOT).poured_pages()}
    assert titles["representatives/heping-g01-r01/"] == "王秀英（一组）"
    assert "（一组）" not in below(of(register, "groups/heping-g01/"), "代表信息"), "only one of them is met there"
    training = below(of(register, "meetings/heping-2026-06-18-training/"), "到会的代表")
    assert "王秀英（一组）" in training, "both might have come"


def test_in_one_group_the_number_tells(town_tree: Tree, town_schemas: Schemas) -> None:
    register = named(town_tree, town_schemas, g01_r01="王秀英", g01_r03="王秀英")
    group = of(register, "groups/heping-g01/")
    for heading in ("代表信息", "一周一走访"):
        words = below(group, heading)
        assert "王秀英（heping-g01-r01）" in words and "王秀英（heping-g01-r03）" in words, heading
    assert "王秀英（heping-g01-r01）" in below(of(register, "villages/heping/"), "片、组和代表")
    assert "王秀英（heping-g01-r01）" in below(of(register, "organisation/"), "全镇架构图")
    board = wall.boards(posted(register, "wall"))["heping-g01"]
    assert [one.apart for one in board.representatives] == ["heping-g01-r01", "heping-g01-r03"]
    assert [who for who, _ in board.duties.variable] == ["王秀英（heping-g01-r01）"]


def test_names_withheld_are_names_too(town_tree: Tree, town_schemas: Schemas) -> None:
    """Two who are 王代表 on the web; on the wall, where both agree, they are 王秀英 and 王立秋."""
    tree = dict(town_tree)
    for who, name in (("g01-r01", "王秀英"), ("g01-r03", "王立秋")):
        path = PERSON.format("heping", who)
        data: Any = record(tree, path)
        data["name"] = name
        data["consent"] = {"name": {"given_on": "2026-06-12", "web": False, "wall": True}}
        tree[path] = to_yaml(data)
    register = registered(tree, town_schemas)
    assert "王代表（heping-g01-r01）" in below(of(register, "groups/heping-g01/"), "代表信息")
    assert {one.apart for one in wall.boards(posted(register, "wall"))["heping-g01"].representatives} == {""}


def test_in_another_village_nothing_needs_telling(town_tree: Tree, town_schemas: Schemas) -> None:
    register = named(town_tree, town_schemas, g01_r01="路大雪")
    assert register.apart(next(one for one in register.serving if one.name == "路大雪")) == ""


def test_search_entries_differ(town_tree: Tree, town_schemas: Schemas) -> None:
    register = named(town_tree, town_schemas, g01_r01="王秀英", g01_r03="王秀英")
    found = [json.dumps(entry) for entry in search.entries(posted(register, "web")) if entry.name == "王秀英"]
    assert len(found) == len(set(found)) == 2
