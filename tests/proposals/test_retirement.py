"""Villages merged, groups and areas re-cut by `lianhu retire`: what goes on, who goes on with it, what stays."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from help import merged
from help.drawn import below, linked, of, says
from help.program import lianhu
from help.repository import Repository
from help.towns import TODAY, Tree, record, registered
from lianhu import public
from lianhu.figures.figure import Count, Rate
from lianhu.figures.table import Table
from lianhu.proposals import naming, retirement
from lianhu.proposals.judgement import judged
from lianhu.proposals.proposal import Proposal
from lianhu.rules.check import check
from lianhu.town import schemas
from lianhu.town.kinds import Group, Issue, Representative, Village
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words import ENGLISH, spoken
from lianhu.words.problems import ToolError
from lianhu.writing import edits
from lianhu.writing.yamltext import to_yaml

DAY, LAST = merged.DAY, merged.LAST
PERSON, ISSUE = "huifeng-g01-r01", "huifeng-g01-2026-0004"


@pytest.fixture
def repository(tmp_path: Path, town_tree: Tree) -> Repository:
    """The tiny town, published."""
    return Repository(tmp_path / "town", town_tree)


def step(published: Tree, proposed: Tree, author: str, today: datetime.date = DAY) -> list[str]:
    """What the step's rules find in a proposal."""
    known = schemas.load(merged.ROOT)
    proposal = Proposal(published=published, proposed=proposed, schemas=known, today=today, author=author)
    return [f"{one.path} {one.rule}" for one in judged(proposal).caused]


# -- the demonstration town: 汇丰社区 into 枫林村


def test_the_town_may_merge_two_villages_in_one_step() -> None:
    verdict = check(merged.merged(), schemas.load(merged.ROOT), DAY)
    assert not verdict.problems and not verdict.warnings
    assert step(merged.demonstration(), merged.merged(), "shili-town") == []
    assert step(merged.demonstration(), merged.merged(), "fenglin-clerk"), "structure is the town's"


@pytest.mark.parametrize("filled_by", ["2026-11-25", "2027-02-28"], ids=["overdue", "in time"])
def test_an_office_that_nobody_holds_stays_vacant_in_the_new_group(filled_by: str) -> None:
    """With its reason and who stands in; the day by which it is filled does not lie before the new group."""
    path = "records/villages/huifeng/groups/g01.yaml"
    data = record(merged.demonstration(), path)
    data["heads"][-1]["until"] = "2026-11-10"
    data["vacancies"] = [{"since": "2026-11-11", "reason": "前任病休", "deputy": "孙映红", "filled_by": filled_by}]
    tree = {**merged.demonstration(), path: to_yaml(data)}
    done = retirement.retirement(tree, merged.register_of(tree), "huifeng", ["fenglin"], DAY, {})
    after = {**tree, **done.after}
    (new,) = [name for name in done.after if name not in tree and "前任病休" in after[name].decode()]
    (vacancy,) = record(after, new)["vacancies"]
    assert record(after, new)["heads"] == []
    assert vacancy == {
        "since": DAY.isoformat(),
        "reason": "前任病休",
        "deputy": "孙映红",
        "filled_by": max(filled_by, DAY.isoformat()),
    }
    assert check(after, schemas.load(merged.ROOT), DAY).problems == ()


def test_a_group_without_head_and_vacancy_is_merged_and_people_are_asked() -> None:
    path = "records/villages/huifeng/groups/g01.yaml"
    data = record(merged.demonstration(), path)
    data["heads"][-1]["until"] = "2026-11-10"
    tree = {**merged.demonstration(), path: to_yaml(data)}
    done = retirement.retirement(tree, merged.register_of(tree), "huifeng", ["fenglin"], DAY, {})
    assert any("has no head" in spoken(told, ENGLISH) for told in done.decisions)
    assert check({**tree, **done.after}, schemas.load(merged.ROOT), DAY).problems == ()


def test_every_group_goes_on_in_one_like_it() -> None:
    """With name after the village's pattern, head, households, telephone and hours of the workstation."""
    town = merged.register_of(merged.merged())
    for number, name in ((1, "枫林村五组"), (2, "枫林村六组"), (3, "枫林村七组")):
        old = town.get(Group, f"huifeng-g0{number}")
        (new,) = town.succession.living(old, DAY)
        assert isinstance(new, Group) and (new.id, new.name) == (f"fenglin-g0{number + 4}", name)
        assert (old.until, new.since) == (LAST, DAY)
        assert [head.name for head in new.heads] == [old.heads[-1].name]
        assert new.household_count == old.household_count
        assert new.workstation == replace(old.workstation, name=f"{name}代表联系服务群众工作站")
        area = town.area_of(new)
        assert area and area.heads[-1].name == town.area_of(old, LAST).heads[-1].name  # type: ignore[union-attr]
    assert town.area_of(town.get(Group, "fenglin-g05")).name == "枫林村汇丰东片"  # type: ignore[union-attr]


def test_who_serves_on_keeps_record_certificate_and_past() -> None:
    before, after = merged.register_of(merged.demonstration()), merged.register_of(merged.merged())
    old, new = before.get(Representative, PERSON), after.get(Representative, PERSON)
    assert replace(new, groups=old.groups) == replace(old, groups=old.groups)
    assert [(seat.group, seat.since, seat.until) for seat in new.groups] == [
        ("huifeng-g01", datetime.date(2024, 1, 15), LAST),
        ("fenglin-g05", DAY, None),
    ]
    page = of(after, f"representatives/{PERSON}/")
    assert not page.says("现在没有联系的组") and page.says("枫林村五组代表")
    assert "../../villages/fenglin/" in linked(page)
    assert "孙雅琴2024年1月15日至2026年11月26日现任枫林村五组代表" in below(
        of(after, "groups/huifeng-g01/"), "以前的组长"
    )


def test_comments_and_everything_else_in_the_files_stay() -> None:
    for path, content in merged.merger().after.items():
        published = merged.merger().before[path]
        if published is not None and not path.endswith("town.yaml"):
            kept = iter(content.decode().splitlines())
            assert all(line in kept for line in published.decode().splitlines()), path


def test_open_issues_have_somebody_who_goes_on_with_them() -> None:
    """Whoever serves the new group, and the clerk of its village; the page and the list of what is due say so."""
    tree, path = merged.merged(), "records/villages/huifeng/issues/2026/g01-2026-0004.yaml"
    town = merged.register_of(tree)
    assert [issue.id for issue in town.issues_of(town.get(Group, "huifeng-g01")) if issue.id == ISSUE]
    says(of(town, f"issues/{ISSUE}/"), "汇丰社区一组已撤并，由枫林村五组接着办。")
    assert f"../../issues/{ISSUE}/" in linked(of(town, "groups/fenglin-g05/"))
    assert not of(merged.register_of(tree, LAST), "groups/huifeng-g01/").says("接着办")
    issue = town.get(Issue, ISSUE)
    event = {"stage": "supervised", "date": DAY.isoformat(), "by": "village_officer", "note": "下周三前办。"}
    assert issue.events[-1].stage == "reported"
    changed = {**tree, path: edits.with_value(path, tree[path], ("events", len(issue.events)), event)}
    assert step(tree, changed, "fenglin-clerk") == []
    assert step(tree, changed, "xinhe-clerk") == [f"{path} villages_change_their_own_records"]


def test_the_clerk_of_the_village_where_she_serves_changes_her_record() -> None:
    tree, path = merged.merged(), "records/villages/huifeng/representatives/g01-r01.yaml"
    changed = {**tree, path: edits.with_value(path, tree[path], ("phone",), "0730-0000099")}
    assert step(tree, changed, "fenglin-clerk") == []
    assert step(tree, changed, "xinhe-clerk") == [f"{path} villages_change_their_own_records"]
    assert step(merged.demonstration(), {**merged.demonstration(), path: changed[path]}, "fenglin-clerk", LAST)


def test_a_certificate_that_somebody_else_carries_is_still_a_problem() -> None:
    tree = dict(merged.merged())
    path = "records/villages/fenglin/representatives/g01-r01.yaml"
    tree[path] = edits.with_value(path, tree[path], ("terms", 0, "certificate"), "SL-2024-042")
    assert [one.rule for one in check(tree, schemas.load(merged.ROOT), DAY).problems] == ["certificates_are_unique"]


def test_people_decide_what_no_command_can_know() -> None:
    decisions = [spoken(sentence, ENGLISH) for sentence in merged.merger().decisions]
    assert decisions[:2] == [
        "Does fenglin-o2 keep contact with fenglin-p3?",
        "Does fenglin-o3 keep contact with fenglin-p4?",
    ]
    assert "huifeng-o1, huifeng-o2, huifeng-o3" in decisions[2] and "huifeng-clerk" in decisions[3]


def test_a_group_is_mapped_to_one_that_is_there() -> None:
    """Its households and representatives come to those of the other; no new group and no new area is made for it."""
    tree = merged.demonstration()
    town = merged.register_of(tree)
    mapping = {"huifeng-g03": "fenglin-g04", "huifeng-p1": "fenglin-p1"}
    done = retirement.retirement(tree, town, "huifeng", ["fenglin"], DAY, mapping)
    after = merged.register_of({**tree, **done.after})
    into, old = after.get(Group, "fenglin-g04"), town.get(Group, "huifeng-g03")
    assert into.household_count == town.get(Group, "fenglin-g04").household_count + old.household_count
    assert len(after.representatives_of(into)) == 4 + len(town.representatives_of(town.get(Group, "fenglin-g04")))
    assert [area.id for area in after.get(Village, "fenglin").areas] == ["fenglin-p1", "fenglin-p2"]
    assert not after.find(Group, "fenglin-g07")


# -- the tiny town: groups and areas


def assert_rows_add_up(town: Register) -> None:
    lines = [line for line in Table.of(public.posted(town, "web")).lines if "village" in line.figure.by]
    for line in (one for one in lines if one.scope == "town" and isinstance(one.figure.measure(()), Count | Rate)):
        rows = [row for row in lines if (row.figure, row.scope, row.window) == (line.figure, "village", line.window)]
        assert sum(row.cell.numerator for row in rows) == line.cell.numerator, line.key


def retired(tree: Tree, known: Schemas, unit: str, *into: str, on: str = "2026-11-22", **mapping: str) -> Tree:
    day, town = datetime.date.fromisoformat(on), registered(tree, known)
    return {**tree, **retirement.retirement(tree, town, unit, into, day, mapping).after}


def test_a_group_is_merged_into_another(town_tree: Tree, town_schemas: Schemas) -> None:
    tree = retired(town_tree, town_schemas, "heping-g02", "heping-g01")
    town = registered(tree, town_schemas)
    assert town.get(Group, "heping-g01").household_count == 35
    assert "heping-g02-r01" in [one.id for one in town.representatives_of(town.get(Group, "heping-g01"))]
    assert town.town.declared_totals.groups == 2
    assert town.get(Group, "yangliu-g01") in town.succession.ancestors(town.get(Group, "heping-g01")), "two steps back"
    says(of(town, "groups/yangliu-g01/"), "并入和平村一组。")


def test_the_groups_of_an_area_belong_to_another(town_tree: Tree, town_schemas: Schemas) -> None:
    """A re-cut of areas: pages and figures stand before and after."""
    tree = retired(town_tree, town_schemas, "heping-p2", "heping-p1")
    town = registered(tree, town_schemas)
    area = town.area_of(town.get(Group, "heping-g02"))
    assert area and area.id == "heping-p1"
    says(of(town, "areas/heping-p2/"), "本片已于2026年11月21日撤并，并入和平村上片。")
    assert "../../groups/heping-g02/" in linked(of(town, "areas/heping-p1/"))
    assert_rows_add_up(town)


def test_an_end_that_lies_ahead_changes_no_total_today(town_tree: Tree, town_schemas: Schemas) -> None:
    tree = retired(town_tree, town_schemas, "heping-g02", "heping-g01", on="2027-01-01")
    town = registered(tree, town_schemas)
    assert town.town.declared_totals.groups == 3
    assert not of(town, "groups/heping-g02/").says("撤并")


WRONG: dict[tuple[str, ...], str] = {
    ("hepin", "chengnan", "2026-11-22"): "There is no unit hepin. Did you mean heping?",
    ("zzzz", "chengnan", "2026-11-22"): "There is no unit zzzz; an id is like heping, heping-p1 or heping-g01.",
    ("heping", "heping", "2026-11-22"): "heping cannot go on in itself.",
    ("heping", "yangliu", "2026-11-22"): "yangliu ended on 2026-03-31; nothing goes on in it.",
    ("heping", "chengnan", "2026-01-01"): "heping begins on 2026-01-01; it cannot end before 2026-01-01.",
    ("yangliu", "heping", "2026-11-22"): "yangliu has its last day already: 2026-03-31.",
    ("heping", "chengnan-g01", "2026-11-22"): "heping cannot go on in chengnan-g01: they are not of one kind.",
    ("heping-p2", "chengnan-p1", "2026-11-22"): (
        "chengnan-p1 is an area of another village: the groups of heping-p2 cannot belong to it."
    ),
    ("heping-g01", "chengnan-g01", "2026-04-01"): (
        "records/villages/heping/groups/g01.yaml: entry 1 of 'heads' reaches beyond 2026-03-31 by what is recorded "
        "already; choose another day, or settle that entry first."
    ),
}


@pytest.mark.parametrize("asked", WRONG, ids=" ".join)
def test_what_cannot_be_is_said(asked: tuple[str, ...], town_tree: Tree, town_schemas: Schemas) -> None:
    unit, into, on = asked
    with pytest.raises(ToolError) as caught:
        retired(town_tree, town_schemas, unit, into, on=on)
    assert spoken(caught.value.text, ENGLISH) == WRONG[asked]


def test_only_what_ends_is_mapped(town_tree: Tree, town_schemas: Schemas) -> None:
    for mapping, told in (
        ({"chengnan-g01": "heping-g01"}, "chengnan-g01 does not end here; take it out of --map."),
        ({"heping-g01": "heping-g02"}, "heping-g02 belongs to the village that ends."),
        ({"heping-g01": "chengnan-p1"}, "heping-g01 cannot go on in chengnan-p1: they are not of one kind."),
    ):
        with pytest.raises(ToolError) as caught:
            retired(town_tree, town_schemas, "heping", "chengnan", **mapping)
        assert spoken(caught.value.text, ENGLISH) == told


def test_a_village_may_end_without_going_on(town_tree: Tree, town_schemas: Schemas) -> None:
    town = registered(town_tree, town_schemas)
    done = retirement.retirement(town_tree, town, "chengnan", [], TODAY, {})
    told = [spoken(sentence, ENGLISH) for sentence in done.decisions]
    assert "chengnan-g01-r01 serves no group from 2026-11-22 on." in told
    assert any(sentence.endswith("is open, and nobody goes on with it.") for sentence in told)


# -- the command


def test_the_command_changes_the_records_and_says_how_to_commit_them(repository: Repository) -> None:
    done = lianhu("retire", "heping-g02", "--into", "heping-g01", "--on", "2026-11-22", "--root", repository.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "heping-g02 ends on 2026-11-21 and goes on in heping-g01." in done.stdout
    assert "git commit -m 'heping-g02 ends, 2026-11-22'" in done.stdout
    assert lianhu("check", "--root", repository.root).returncode == 0
    again = lianhu("retire", "heping-g02", "--into", "heping-g01", "--on", "2026-11-22", "--root", repository.root)
    assert again.returncode == 2 and "has its last day already" in again.stderr


def test_nothing_is_written_where_a_record_stands_in_the_way(repository: Repository) -> None:
    """In October she visited the group's households: it cannot have ended before."""
    visit = (
        "id: heping-g02-2026-10\nvisits:\n  - date: 2026-10-20\n    visitors:\n      - role: representative\n"
        "        representative: heping-g02-r01\n    household_count: 3\n"
    )
    repository.commit({"records/villages/heping/visits/2026-10/g02.yaml": visit.encode()}, "A visit")
    before = {path: path.read_bytes() for path in repository.root.rglob("*.yaml")}
    done = lianhu("retire", "heping-g02", "--into", "heping-g01", "--on", "2026-10-01", "--root", repository.root)
    assert done.returncode == 1 and "Nothing was written" in done.stderr, done.stdout
    assert {path: path.read_bytes() for path in repository.root.rglob("*.yaml")} == before


def test_what_was_written_is_put_back_when_a_file_cannot_be(
    town_tree: Tree, town_schemas: Schemas, tmp_path: Path
) -> None:
    for path, content in town_tree.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    town = registered(town_tree, town_schemas)
    done = retirement.retirement(town_tree, town, "heping-g02", ["heping-g01"], TODAY, {})
    last = max(done.after)
    (tmp_path / last).write_bytes(b"changed meanwhile\n")
    with pytest.raises(OSError, match="changed meanwhile"):
        retirement.write(tmp_path, done)
    assert {path: (tmp_path / path).read_bytes() for path in town_tree} == {**town_tree, last: b"changed meanwhile\n"}


# -- names


def test_numerals() -> None:
    assert [naming.numeral(number) for number in (1, 9, 10, 11, 20, 21, 99)] == [
        *("一", "九", "十", "十一", "二十", "二十一", "九十九"),
    ]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["和平村一组", "和平村九组"], "和平村十组"),
        (["和平村1组", "和平村2组"], "和平村3组"),
        (["和平村第一村民小组"], "和平村第二村民小组"),
        (["和平村河边组"], "和平村城南一组"),
        (["和平村一组", "和平村河边组"], "和平村城南一组"),
        ([], "和平村城南一组"),
    ],
)
def test_a_new_group_is_named_like_those_that_are_there(
    names: list[str], expected: str, town_register: Register
) -> None:
    here, there = town_register.get(Village, "heping"), town_register.get(Village, "chengnan")
    assert naming.group_name(here, names, town_register.get(Group, "chengnan-g01"), there) == expected


def test_numbers_are_never_given_again() -> None:
    assert naming.free_id("heping-g", ["heping-g01", "heping-g07", "chengnan-g09"], 2) == "heping-g08"
    with pytest.raises(ToolError):
        naming.free_id("heping-g", ["heping-g99"], 2)


# -- a division, by records


def test_a_group_is_divided_by_records(town_tree: Tree, town_schemas: Schemas) -> None:
    """One group into two new ones: both go on with its issues, and both name it."""
    tree, old = dict(town_tree), "records/villages/heping/groups/g01.yaml"
    data = record(tree, old)
    for number in (3, 4):
        new = {**data, "id": f"heping-g0{number}", "name": f"和平村{'三四'[number - 3]}组", "since": "2026-11-20"}
        new["areas"] = [{"area": "heping-p1", "since": "2026-11-20"}]
        new["heads"] = [{"name": "安清和", "since": "2026-11-20"}]
        new["liaison_cadres"], new["household_count"] = [], 11
        tree[f"records/villages/heping/groups/g0{number}.yaml"] = edits.yamltext.to_yaml(new)
    town = registered(town_tree, town_schemas)
    plan = retirement.retirement(town_tree, town, "heping-g01", [], datetime.date(2026, 11, 20), {})
    tree |= {path: content for path, content in plan.after.items() if not path.endswith("town.yaml")}
    tree[old] = edits.with_value(old, tree[old], ("successors",), ["heping-g03", "heping-g04"])
    for path in [path for path in plan.after if "/representatives/" in path]:
        seats = record(tree, path)["groups"]
        entry = {"group": "heping-g03" if "r01" in path else "heping-g04", "since": "2026-11-20"}
        tree[path] = edits.with_value(path, tree[path], ("groups", len(seats)), entry)
    divided = registered(tree, town_schemas)
    says(of(divided, "groups/heping-g01/"), "分别并入和平村三组、和平村四组。")
    says(of(divided, "groups/heping-g04/"), "前身：和平村一组")
    acting = divided.groups_going_on("heping-g01", datetime.date(2026, 11, 20))
    assert acting == {"heping-g01", "heping-g03", "heping-g04"}
    assert divided.groups_going_on("heping-g01", datetime.date(2026, 11, 19)) == {"heping-g01"}
    assert_rows_add_up(divided)
