"""What `lianhu due` shows: names beside ids, in groups, for one unit, as text, JSON, CSV and a calendar."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from help.golden import TESTS, Golden
from lianhu.figures import listing, recorded
from lianhu.figures.due import OF_THE_TOWN, OF_VILLAGES, due
from lianhu.figures.entry import KINDS
from lianhu.figures.listing import Listed
from lianhu.public import Posted, posted
from lianhu.site import reminders
from lianhu.town.cadence import Cadence
from lianhu.town.register import Register
from lianhu.words import CHINESE, ENGLISH, columns, spoken
from lianhu.words.problems import ToolError


@pytest.fixture
def town(town_register: Register) -> Posted:
    return posted(town_register, "web")


@pytest.fixture
def whole(town_register: Register, town: Posted) -> tuple[Listed, ...]:
    return listing.listed(town, due(town_register))


@pytest.mark.parametrize("by", listing.GROUPINGS)
@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_text(by: str, language: str, town: Posted, whole: tuple[Listed, ...], golden: Golden) -> None:
    golden(listing.text(town, whole, by, language) + "\n", TESTS / f"report/due/{by}-{language}.txt")


def test_the_data(town: Posted, whole: tuple[Listed, ...], golden: Golden) -> None:
    golden(listing.as_json(town, whole, "village", CHINESE) + "\n", TESTS / "report/due/due.json")
    golden(listing.as_csv(town, whole, "village", CHINESE), TESTS / "report/due/due.csv")
    calendar = reminders.calendar(town, whole, "village", CHINESE)
    golden(calendar.replace("\r\n", "\n"), TESTS / "report/due/due.ics")


def test_every_format_and_every_group_has_all(town: Posted, whole: tuple[Listed, ...]) -> None:
    for by in listing.GROUPINGS:
        plain = json.loads(listing.as_json(town, whole, by, CHINESE))
        rows = list(csv.DictReader(io.StringIO(listing.as_csv(town, whole, by, CHINESE).removeprefix("\ufeff"))))
        assert plain["count"] == len(plain["due"]) == len(rows) == len(whole)
        sentences = sorted(one["sentence"] for one in plain["due"])
        assert sorted(row["sentence"] for row in rows) == sentences
        calendar = reminders.calendar(town, whole, by, CHINESE).replace("\r\n ", "")
        assert sum(line.count("\\n") + 1 for line in calendar.split("\r\n") if line.startswith("DESCRIPTION")) == len(
            whole
        ) + calendar.count("BEGIN:VALARM")


def test_lines_fit_and_stand_in_columns(town: Posted, whole: tuple[Listed, ...]) -> None:
    lines = listing.text(town, whole, "village", CHINESE).splitlines()
    assert max(map(columns.width, lines)) <= listing.LINE


def test_what_is_due_in_one_unit(town: Posted, whole: tuple[Listed, ...]) -> None:
    in_village = listing.within(town, whole, "chengnan")
    assert in_village and {one.village.id for one in in_village} == {"chengnan"}
    of_one = listing.within(town, whole, "chengnan-g01-r01")
    assert of_one and {one.due.unit for one in of_one} == {"chengnan-g01-r01"}
    in_group = listing.within(town, whole, "chengnan-g01")
    assert set(of_one) < set(in_group) <= set(in_village)
    assert {one.due.unit for one in listing.within(town, whole, "town")} == {"town"}
    with pytest.raises(ToolError, match="chengnang"):
        listing.within(town, whole, "chengnang")


def test_names_are_those_that_the_web_shows(town_register: Register, town: Posted, whole: tuple[Listed, ...]) -> None:
    """Who does not agree to have the name shown is called by the family name."""
    withheld = {one.id: one.name for one in town_register.serving}
    shown = {one.person.id: one.person.name for one in whole if one.person.id}
    hidden = {name for name in shown if shown[name] != withheld[name]}
    assert hidden and all(shown[name].endswith("代表") for name in hidden)
    text = listing.text(town, whole, "person", CHINESE)
    assert not [name for name in hidden if withheld[name] in text]


def test_every_kind_of_due_is_called_something_in_chinese() -> None:
    for kind, title in KINDS.items():
        assert spoken(title, CHINESE) != spoken(title, ENGLISH), kind


def test_nothing_is_due_in_an_empty_list(town: Posted) -> None:
    assert listing.text(town, (), "village", ENGLISH) == "Due on 2026-11-22: 0."
    assert json.loads(listing.as_json(town, (), "kind", ENGLISH))["due"] == []


@pytest.mark.parametrize("find", (*OF_VILLAGES, *OF_THE_TOWN), ids=lambda find: f"{find.__module__}.{find.__name__}")
def test_a_finder_yields_known_kinds(find: Any, town_register: Register) -> None:
    of_records = () if find in OF_VILLAGES else (recorded.recorded(town_register),)
    assert {one.kind for one in find(Cadence(town_register), *of_records)} <= set(KINDS)
