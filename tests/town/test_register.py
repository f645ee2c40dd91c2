"""What the register answers about the tiny town."""

from __future__ import annotations

import datetime

import pytest

from help.towns import Tree, registered
from lianhu.town.kinds import Area, Group, Issue, Representative, Town, Village, VillageOfficer
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas


def ids(records: object) -> list[str]:
    return [record.id for record in records]  # type: ignore[attr-defined]


def test_records_come_in_order_of_their_path(town_register: Register) -> None:
    assert ids(town_register.all(Village)) == ["chengnan", "heping", "yangliu"]
    assert ids(town_register.all(Group)) == ["chengnan-g01", "heping-g01", "heping-g02", "yangliu-g01"]
    assert ids(town_register.all(Area)) == ["chengnan-p1", "heping-p1", "heping-p2", "heping-p3", "yangliu-p1"]
    officers = ["chengnan-o1", "heping-o1", "heping-o2", "heping-o3", "yangliu-o1"]
    assert ids(town_register.all(VillageOfficer)) == officers
    assert town_register.town == town_register.all(Town)[0]


def test_find_and_get(town_register: Register) -> None:
    assert town_register.get(Group, "heping-g01") is town_register.find(Group, "heping-g01")
    assert town_register.find(Group, "heping-g99") is town_register.find(Group, None) is None
    with pytest.raises(KeyError):
        town_register.get(Group, "heping-g99")


def test_where_things_belong(town_register: Register) -> None:
    group = town_register.get(Group, "heping-g02")
    assert town_register.village_of(group).id == "heping"
    assert town_register.village_of(town_register.get(Issue, "chengnan-g01-2026-0001")).id == "chengnan"
    assert town_register.village_of(town_register.get(VillageOfficer, "heping-o2")).id == "heping"
    found = town_register.group_of(town_register.get(Issue, "heping-g02-2026-0001"))
    assert found is group


def test_a_groups_area_depends_on_the_day(town_register: Register) -> None:
    group = town_register.get(Group, "heping-g02")
    areas = [town_register.area_of(group, datetime.date(2026, *day)) for day in ((3, 31), (4, 1))]
    assert ids(areas) == ["heping-p1", "heping-p2"]
    assert town_register.area_of(group, datetime.date(2025, 12, 31)) is None


def test_the_groups_of_a_unit(town_register: Register) -> None:
    assert ids(town_register.groups_of(town_register.get(Village, "heping"))) == ["heping-g01", "heping-g02"]
    assert ids(town_register.groups_of(town_register.get(Area, "heping-p1"))) == ["heping-g01"]
    assert ids(town_register.groups_of(town_register.get(Area, "heping-p2"))) == ["heping-g02"]


def test_who_serves_a_group_depends_on_the_day(town_register: Register) -> None:
    group = town_register.get(Group, "heping-g01")
    assert ids(town_register.representatives_of(group)) == ["heping-g01-r01", "heping-g01-r03"]
    may = datetime.date(2026, 5, 31)
    assert ids(town_register.representatives_of(group, may)) == ["heping-g01-r01", "heping-g01-r02"]
    assert ids(town_register.former_representatives_of(group)) == ["heping-g01-r02"]
    assert len(town_register.serving) == town_register.town.declared_totals.representatives
    assert "heping-g01-r02" not in ids(town_register.serving)


def test_who_begins_later_is_neither_serving_nor_former(town_tree: Tree, town_schemas: Schemas) -> None:
    january = registered(town_tree, town_schemas, datetime.date(2026, 11, 22))
    path = "records/villages/heping/representatives/g01-r04.yaml"
    late = town_tree["records/villages/heping/representatives/g01-r03.yaml"].decode()
    late = late.replace("g01-r03", "g01-r04").replace("XY-2026-005", "XY-2026-008")
    later = late.replace("since: 2026-06-08", "since: 2026-11-23")
    register = registered({**town_tree, path: later.encode()}, town_schemas)
    group = register.get(Group, "heping-g01")
    assert "heping-g01-r04" in ids(register.all(Representative))
    assert "heping-g01-r04" not in ids(register.representatives_of(group))
    assert "heping-g01-r04" not in ids(register.former_representatives_of(group))
    assert ids(register.serving) == ids(january.serving)


def test_the_issues_of_a_group(town_register: Register) -> None:
    group = town_register.get(Group, "heping-g02")
    assert ids(town_register.issues_of(group)) == ["heping-g02-2026-0001", "heping-g02-2026-0002"]


def test_a_record_knows_where_it_stands(town_register: Register) -> None:
    area = town_register.get(Area, "heping-p2")
    origin = town_register.origin(area)
    assert (origin.document.path, origin.at) == ("records/villages/heping/village.yaml", ("areas", 1))
    assert origin.document.place_of((*origin.at, "name")).line == 33


def test_one_entry_a_file(town_register: Register, town_tree: Tree) -> None:
    paths = [document.path for document in town_register.documents]
    assert sorted(paths) == sorted(town_tree)
