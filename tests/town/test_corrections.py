"""Corrections: what is right stands in the place of what is wrong, and where nothing should stand nothing does."""

from __future__ import annotations

from typing import Any

import pytest

from help.towns import TODAY, Tree, record, registered
from lianhu.public import posted
from lianhu.reading.document import Location
from lianhu.rules import check
from lianhu.site.pages import records
from lianhu.town import corrections
from lianhu.town.kinds import Representative, Village, Visits
from lianhu.town.schemas import Schemas
from lianhu.writing.yamltext import to_yaml

VILLAGE = "records/villages/heping/village.yaml"
PERSON = "records/villages/heping/representatives/g01-r01.yaml"
ISSUE = "records/villages/heping/issues/2026/g01-2026-0001.yaml"


def correction(at: str, **right: Any) -> dict[str, Any]:
    return {"date": "2026-11-20", "by": "town_office", "at": at, "reason": "登记错了", **right}


def corrected(tree: Tree, path: str, *made: dict[str, Any], **values: Any) -> Tree:
    data = {**record(tree, path), **values}
    return {**tree, path: to_yaml({**data, "corrections": list(made)})}


def test_a_last_day_that_was_a_mistake_is_none(town_tree: Tree, town_schemas: Schemas) -> None:
    """What was ended by mistake goes on, and what was wrong is seen beside it."""
    tree = corrected(town_tree, VILLAGE, correction("officers[2].until"))
    register = registered(tree, town_schemas)
    for shown in (register, posted(register, "web"), posted(register, "wall")):
        village = shown.get(Village, "heping")
        assert village.officers[1].until is None and village.officers[1].covers(TODAY)
        assert [(one.was, one.right) for one in village.corrections] == [("2026-06-30", None)]


def test_an_area_tells_its_own_corrections(town_tree: Tree, town_schemas: Schemas) -> None:
    """They stand in the village's file, and whoever opens the area's page asks about the area."""
    tree = corrected(
        town_tree, VILLAGE, correction("areas[1].name", right="和平村东片"), correction("officers[2].until")
    )
    pages = {page.address: page for page in records.areas(posted(registered(tree, town_schemas), "web"))}
    places = {address: [one.place for one in page.values["corrected"]] for address, page in pages.items()}
    assert [place for place in places.values() if place] == [["片第1条·名称"]]


def test_a_value_taken_away_may_be_put_there_again(town_tree: Tree, town_schemas: Schemas) -> None:
    """Each correction says what it found: a day, nothing, another day."""
    made = (
        correction("officers[2].until"),
        correction("officers[2].until", right="2026-07-31"),
        correction("officers[2].until", right="2026-08-31"),
    )
    village = posted(registered(corrected(town_tree, VILLAGE, *made), town_schemas), "web").get(Village, "heping")
    assert str(village.officers[1].until) == "2026-08-31"
    assert [(one.was, one.right) for one in village.corrections] == [
        ("2026-06-30", None),
        (None, "2026-07-31"),
        ("2026-07-31", "2026-08-31"),
    ]


def test_an_entry_of_a_list_is_taken_away(town_tree: Tree, town_schemas: Schemas) -> None:
    """Places are counted as they are written, whatever another correction takes away before them."""
    duties = ["走访", "宣传", "调解"]
    made = (correction("variable_duties[1]"), correction("variable_duties[3]", right="联络"))
    tree = corrected(town_tree, PERSON, *made, variable_duties=duties)
    register = registered(tree, town_schemas)
    assert register.get(Representative, "heping-g01-r01").variable_duties == ("宣传", "联络")
    origin = register.origin(register.get(Representative, "heping-g01-r01"))
    assert origin.place_of(("variable_duties", 0)) == origin.document.places[("variable_duties", 1)]
    assert origin.place_of(("variable_duties", 1)) == origin.document.places[("corrections", 1, "right")]


def test_what_is_hidden_is_not_told_by_taking_it_away(town_tree: Tree, town_schemas: Schemas) -> None:
    """A phone without consent was not public, nor is it once it is no more in the record."""
    tree = corrected(town_tree, PERSON, correction("phone"))
    register = registered(tree, town_schemas)
    assert register.get(Representative, "heping-g01-r01").phone is None
    shown = posted(register, "web").get(Representative, "heping-g01-r01")
    assert shown.phone is None and shown.corrections == ()


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (("duties", 0), ("duties", 1)),
        (("duties", 1, "text"), ("duties", 3, "text")),
        (("duties",), ("duties",)),
        (("other", 0), ("other", 0)),
    ],
)
def test_where_what_is_left_is_written(at: Location, written: Location) -> None:
    entries: list[Any] = ["a", "b", "c", {"text": "d"}]
    data = {"duties": entries, "other": ["a"], "corrections": [correction("duties[1]"), correction("duties[3]")]}
    assert corrections.applied(data)["duties"] == ["b", {"text": "d"}]
    assert corrections.place_written(data, at) == written


@pytest.mark.parametrize(
    ("path", "at", "said"),
    [
        (ISSUE, "events[1].date", "cannot be left out"),
        (VILLAGE, "officers[1].name", "cannot be left out"),
        (VILLAGE, "officers[1].until", "No single value"),
        (VILLAGE, "officers[2]", "No single value"),
        (ISSUE, "events[1].note", ""),
    ],
)
def test_what_may_be_nothing(path: str, at: str, said: str, town_tree: Tree, town_schemas: Schemas) -> None:
    problems = check.check(corrected(town_tree, path, correction(at)), town_schemas, TODAY).problems
    assert [said in str(one.message) and one.rule == "corrections_name_a_value" for one in problems] == [True] * bool(
        said
    )


def test_a_visit_loses_an_issue_that_was_not_spoken_of(town_tree: Tree, town_schemas: Schemas) -> None:
    path = next(path for path in town_tree if "/visits/" in path and b"issues:" in town_tree[path])
    at = next(n for n, visit in enumerate(record(town_tree, path)["visits"], start=1) if visit.get("issues"))
    register = registered(corrected(town_tree, path, correction(f"visits[{at}].issues[1]")), town_schemas)
    before = len(record(town_tree, path)["visits"][at - 1]["issues"])
    shown = posted(register, "web")
    visits = shown.get(Visits, register.schemas.filing(path).id)  # type: ignore[union-attr]
    assert len(visits.visits[at - 1].issues) == before - 1
