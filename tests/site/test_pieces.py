"""What is drawn again when one record of a village has changed: what shows it, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from help.towns import TODAY, TOWN, Tree, record
from lianhu.rules.check import readable
from lianhu.site import parts, site
from lianhu.site.pages import reads
from lianhu.site.pieces import OF_VILLAGES
from lianhu.town.schemas import Schemas
from lianhu.writing.yamltext import to_yaml

HEPING = "records/villages/heping/"
VISITS = f"{HEPING}visits/2026-03/g01.yaml"
LATER_VISITS = f"{HEPING}visits/2026-04/g01.yaml"
MEETING = f"{HEPING}meetings/2026-07-01-theme_day.yaml"
ISSUE = f"{HEPING}issues/2026/g01-2026-0001.yaml"
OLD_ID, NEW_ID = "heping-g02-2026-0009", "heping-g02-2026-0002"

GROUP, VILLAGE = "records.groups of heping-g01", "records.villages of heping"
YEARS_OF_GROUP, PEOPLE_OF_GROUP = "past.groups of heping-g01", "records.representatives of heping-g01"


def keys(tree: Tree, schemas: Schemas) -> dict[str, str]:
    """The key of each piece, by a maker of its pages and the first of their records, by its group where it has one."""
    register = readable(tree, schemas, TODAY)
    assert register
    whole = site.of(register, TOWN)
    in_parts, found = parts.Parts(whole, ""), {}
    for part in in_parts.of_villages:
        for key, piece in in_parts.of_pieces(part):
            first = whole.town.filings[piece.asked[0]]
            for make in piece.makers:
                found[f"{make.__module__.rpartition('.')[2]}.{make.__name__} of {first.group or first.id}"] = key
    return found


def drawn_again(before: Tree, after: Tree, schemas: Schemas) -> set[str]:
    was, now = keys(before, schemas), keys(after, schemas)
    return {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}


def with_record(tree: Tree, path: str, data: Any) -> Tree:
    return {**tree, path: to_yaml(data)}


def changed(tree: Tree, path: str, **values: Any) -> Tree:
    return with_record(tree, path, {**record(tree, path), **values})


@pytest.mark.parametrize("make", OF_VILLAGES, ids=lambda make: f"{make.__module__}.{make.__name__}")
def test_what_makes_pages_of_villages_says_of_which_records(make: Any) -> None:
    assert reads.of(make).of, f"say so by @reads.of_each(...) beside {make.__name__}"


def test_a_visit_draws_the_pages_of_its_group_and_village(town_tree: Tree, town_schemas: Schemas) -> None:
    """None of another group, and none that no visit is shown on."""
    visit = {"date": "2026-04-07", "visitors": [{"role": "group_head"}], "household_count": 2}
    before = with_record(town_tree, LATER_VISITS, {"id": "heping-g01-2026-04", "visits": [visit]})
    more = {**visit, "household_count": 3}
    after = with_record(town_tree, LATER_VISITS, {"id": "heping-g01-2026-04", "visits": [more]})
    again = drawn_again(before, after, town_schemas)
    assert {GROUP, YEARS_OF_GROUP, PEOPLE_OF_GROUP, VILLAGE} <= again
    assert again - {GROUP, YEARS_OF_GROUP, PEOPLE_OF_GROUP, VILLAGE} == {
        "past.representatives of heping-g01",
        "past.villages of heping",
    }


def test_a_visit_that_names_an_issue_and_a_task_draws_their_pages(town_tree: Tree, town_schemas: Schemas) -> None:
    visits = record(town_tree, VISITS)
    visits["visits"][1]["household_count"] = 4
    again = drawn_again(town_tree, with_record(town_tree, VISITS, visits), town_schemas)
    assert "records.issues of heping-g01" in again and "records.issues of heping-g02" not in again
    assert {name for name in again if name.startswith("records.task_lists")} == {"records.task_lists of heping-2026-03"}


def test_a_meeting_draws_the_pages_of_those_who_came_and_of_what_it_names(
    town_tree: Tree, town_schemas: Schemas
) -> None:
    again = drawn_again(town_tree, changed(town_tree, MEETING, topic="另一件事"), town_schemas)
    assert "meetings.single of heping-2026-03-27-monthly_analysis" in again  # those of its year
    assert PEOPLE_OF_GROUP in again and "records.representatives of heping-g02" not in again
    assert not {
        name for name in again if name.startswith(("service_days.", "incentives.", "past.groups", "records.areas"))
    }


def test_an_issue_draws_what_names_it_and_no_other_issue(town_tree: Tree, town_schemas: Schemas) -> None:
    again = drawn_again(town_tree, changed(town_tree, ISSUE, title="另一个标题"), town_schemas)
    assert {GROUP, VILLAGE, "records.issues of heping-g01", "records.areas of heping"} <= again
    assert "records.issues of heping-g02" not in again and "records.groups of heping-g02" not in again


def test_what_is_named_by_an_id_that_it_had_is_named(town_tree: Tree, town_schemas: Schemas) -> None:
    visits = record(town_tree, VISITS)
    visits["visits"][1]["issues"] = [OLD_ID]
    before = with_record(town_tree, VISITS, visits)
    visits["visits"][1]["household_count"] = 4
    again = drawn_again(before, with_record(before, VISITS, visits), town_schemas)
    assert "records.issues of heping-g02" in again and "records.issues of heping-g01" not in again


def test_a_person_draws_the_pages_of_the_village_and_none_of_another(town_tree: Tree, town_schemas: Schemas) -> None:
    person = f"{HEPING}representatives/g01-r01.yaml"
    again = drawn_again(town_tree, changed(town_tree, person, variable_duties=["巡查河道"]), town_schemas)
    assert "records.groups of heping-g02" in again
    assert not {name for name in again if "chengnan" in name}
