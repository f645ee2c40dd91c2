"""Who and what has ended: shown as former from the day after the last, never counted, and never without a way to it."""

from __future__ import annotations

import pytest

from help.built import Page
from help.drawn import below, drawn_on, linked, of, part, records, says
from help.towns import Tree, registered
from lianhu.figures.table import Table
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

LAST_DAYS = ("2026-05-31", "2026-06-01")  # of the town's cadre 蒋寒露, and the day after


# -- offices


def test_a_former_cadre_is_not_among_the_present(town_register: Register) -> None:
    page = of(town_register, "organisation/")
    assert "邵立夏" in below(page, "全镇架构图") and "蒋寒露" not in below(page, "全镇架构图")
    former = below(page, "以前联组的镇干部")
    assert "蒋寒露镇司法所所长2026年1月1日至2026年5月31日" in former and "邵立夏" not in former


def test_the_last_day_in_office_is_a_day_in_office(town_register: Register) -> None:
    last, after = (drawn_on(town_register, day, "organisation/") for day in LAST_DAYS)
    assert "蒋寒露" in below(last, "全镇架构图") and not last.says("以前联组的镇干部")
    assert "蒋寒露" not in below(after, "全镇架构图") and "蒋寒露" in below(after, "以前联组的镇干部")


def test_former_officers_heads_and_liaisons_stand_apart(town_register: Register) -> None:
    village = of(town_register, "villages/heping/")
    assert "白秋分" not in below(village, "村“两委”成员") and "石立春" in below(village, "村“两委”成员")
    former = below(village, "以前的组、片和村“两委”成员")
    assert "白秋分" in former and "石立春" not in former and "米小寒" not in former
    group = of(town_register, "groups/heping-g01/")
    past = below(group, "以前的组长、联组干部和代表")
    assert "安惊蛰2026年1月1日至2026年4月30日" in past and "安清和" not in past
    assert "安冬至" in past and "安冬至" not in below(group, "代表信息")
    area = below(of(town_register, "areas/heping-p2/"), "以前的片长和联系人")
    assert "白秋分村委会委员2026年1月1日至2026年6月30日" in area and "米小寒" not in area


# -- units


def test_ended_units_are_not_counted(town_register: Register) -> None:
    says(of(town_register, "villages/"), "全镇2个村（社区），5名代表")
    assert "村、社区2个片3个组3个代表5名户55户" in below(of(town_register, "organisation/"), "结构")
    says(of(town_register, ""), "小组工作站3个")
    says(of(town_register, "villages/heping/"), "规模 2片 2组 3名代表 有代表联系的35 / 35户")


def test_on_their_last_day_units_are_still_counted(town_register: Register) -> None:
    """城南社区、和平村 and 杨柳村; two areas of 和平村 and its third, which ended on the same day."""
    page = drawn_on(town_register, "2026-03-31", "organisation/")
    assert "村、社区3个片5个组4个" in below(page, "结构") and "杨柳村全片" not in below(page, "结构")
    assert "杨柳村" in below(page, "全镇架构图")
    assert "杨柳村" not in below(drawn_on(town_register, "2026-04-01", "organisation/"), "全镇架构图")


def test_ended_units_are_not_among_the_present(town_register: Register) -> None:
    for address, heading in (("", "谁联系我家"), ("organisation/", "全镇架构图")):
        shown = part(of(town_register, address), heading)
        assert records(shown, "villages") == ["chengnan", "heping"], address
        assert records(shown, "groups") == ["chengnan-g01", "heping-g01", "heping-g02"], address
    page = of(town_register, "villages/heping/")
    assert records(part(page, "片、组和代表"), "areas") == ["heping-p1", "heping-p2"]
    assert records(part(page, "以前的组、片"), "areas") == ["heping-p3"]
    assert "和平村外片存续到2026年3月31日" in below(page, "以前的组、片")


def test_the_list_of_representatives_tells_ended_villages_apart(town_register: Register) -> None:
    page = of(town_register, "villages/")
    assert page.headed("h2") == ["城南社区", "和平村", "已撤并的村"]
    assert records(part(page, "已撤并的村"), "villages") == ["yangliu", "heping"]
    assert "杨柳村存续到2026年3月31日并入和平村" in below(page, "已撤并的村")
    last_day = drawn_on(town_register, "2026-03-31", "villages/")
    assert last_day.headed("h2") == ["城南社区", "和平村", "杨柳村"]


def test_the_page_of_an_ended_unit_says_so(town_register: Register) -> None:
    says(of(town_register, "areas/heping-p3/"), "本片存续到2026年3月31日，现已撤并，以下是当时的记录。")
    on_its_last_day = drawn_on(town_register, "2026-03-31", "areas/heping-p3/")
    assert not on_its_last_day.says("撤并"), "the last day is one of the unit"


@pytest.mark.parametrize(
    ("address", "told", "onwards"),
    [
        ("villages/yangliu/", "本村已于2026年3月31日撤并，并入和平村。", "../../villages/heping/"),
        ("areas/yangliu-p1/", "本片已于2026年3月31日撤并，并入和平村上片。", "../../areas/heping-p1/"),
        ("groups/yangliu-g01/", "本组已于2026年3月31日撤并，并入和平村二组。", "../../groups/heping-g02/"),
    ],
)
def test_an_ended_unit_leads_on(address: str, told: str, onwards: str, town_register: Register) -> None:
    """The QR code of an old group hangs on a door: its page names who is there now, and how to reach them."""
    page = of(town_register, address)
    says(page, told)
    assert onwards in linked(page)
    assert not drawn_on(town_register, "2026-03-31", address).says("撤并"), "the last day is one of the unit"


def test_an_ended_group_names_the_workstation_of_today(town_register: Register) -> None:
    page = of(town_register, "groups/yangliu-g01/")
    says(page, "现在的工作站和平村二组工作站和平村新时代文明实践站0730-0000054")
    assert page.source.index("0730-0000054") < page.source.index("0730-0000057"), "before the telephone of then"


@pytest.mark.parametrize(
    ("address", "before"),
    [
        ("villages/heping/", "前身：杨柳村（存续到2026年3月31日）"),
        ("areas/heping-p1/", "前身：杨柳村全片（存续到2026年3月31日）"),
        ("groups/heping-g02/", "前身：杨柳村一组（存续到2026年3月31日）"),
    ],
)
def test_a_unit_names_what_went_on_in_it(address: str, before: str, town_register: Register) -> None:
    says(of(town_register, address), before)
    assert not drawn_on(town_register, "2026-03-31", address).says("前身"), "they are still there"
    assert not of(town_register, "groups/heping-g01/").says("前身")


def test_an_ended_group_shows_no_calendar_and_no_contact_of_today(town_register: Register) -> None:
    page = of(town_register, "groups/yangliu-g01/")
    assert not page.says("一周一走访") and not page.says("谁联系谁")
    assert "鲁清明2026年1月1日至2026年3月31日" in below(page, "以前的组长、联组干部和代表")
    assert of(town_register, "groups/heping-g01/").says("一周一走访")


def test_a_visit_in_a_group_that_has_ended_leads_to_its_page(town_tree: Tree, town_schemas: Schemas) -> None:
    """The page has no visits of these weeks, and so no such place; a group that is there has."""
    issue = town_tree["records/villages/heping/issues/2026/g01-2026-0001.yaml"].decode()
    head = issue.replace("by: representative\n    representative: heping-g01-r02", "by: group_head")
    visit = "{date: 2026-03-10, visitors: [{role: group_head}], household_count: 2, issues: [yangliu-g01-2026-0001]}"
    moved = {
        "records/villages/yangliu/issues/2026/g01-2026-0001.yaml": head.replace("heping", "yangliu").encode(),
        "records/villages/yangliu/visits/2026-03/g01.yaml": f"id: yangliu-g01-2026-03\nvisits: [{visit}]\n".encode(),
    }
    register = registered({**town_tree, **moved}, town_schemas)
    page = of(register, "issues/yangliu-g01-2026-0001/")
    assert "../../groups/yangliu-g01/" in linked(page) and "../../groups/yangliu-g01/#visits" not in linked(page)
    assert "../../groups/heping-g01/#visits" in linked(of(register, "issues/heping-g01-2026-0001/"))


def test_an_ended_village_keeps_its_calendar_file(town_register: Register) -> None:
    assert "../../calendar/yangliu.ics" in linked(of(town_register, "villages/yangliu/"))
    assert "../../calendar/heping.ics" in linked(of(town_register, "villages/heping/"))


def test_an_ended_village_keeps_its_figures(town_register: Register) -> None:
    """What it owed and did in the period counts in the town's figures: the villages' lines add up to the town's."""
    lines = [
        line
        for line in Table.of(town_register).lines
        if (line.figure.name, line.window) == ("task_list_rate", "since_start")
    ]
    assert {line.of_name: line.cell.denominator for line in lines if line.scope == "village"} == {
        "城南社区": 8,
        "和平村": 8,
        "杨柳村（已并入和平村）": 1,
    }
    assert [line.cell.denominator for line in lines if line.scope == "town"] == [17]


# -- days and records


def service_day_row(page: Page, day: str) -> str:
    days = part(page, "前后一年的日期").source.split("<tr")
    return next(row for row in days if f'datetime="{day}"' in row)


def test_a_service_day_is_over_the_day_after(town_register: Register) -> None:
    row = service_day_row(drawn_on(town_register, "2026-12-07", "service-days/"), "2026-12-07")
    assert 'class="next"' in row and "没有记录" not in row
    row = service_day_row(drawn_on(town_register, "2026-12-08", "service-days/"), "2026-12-07")
    assert 'class="gone"' in row and "没有记录" in row


def test_a_removed_service_day_says_that_it_is_gone(town_register: Register) -> None:
    says(of(town_register, "service-days/heping-2026-06/"), "已撤除", "2026年6月30日")
    assert "../service-days/heping-2026-06/" in linked(of(town_register, "data/"))
    assert not of(town_register, "villages/heping/").says("2026年6月1日")


def test_what_named_an_issue_that_moved_leads_on(town_tree: Tree, town_schemas: Schemas) -> None:
    """A talk spoke of it under its old number; the issue's page knows of the talk, and the talk's page leads to it."""
    path = "records/villages/heping/meetings/2026-05-20-public_opinion_talk.yaml"
    text = town_tree[path].decode()
    assert "heping-g02-2026-0001" in text
    tree = {**town_tree, path: text.replace("heping-g02-2026-0001", "heping-g02-2026-0009").encode()}
    town = registered(tree, town_schemas)
    talk = "meetings/heping-2026-05-20-public_opinion_talk/"
    assert "../../issues/heping-g02-2026-0002/" in linked(of(town, talk))
    assert f"../../{talk}" in linked(of(town, "issues/heping-g02-2026-0002/"))
