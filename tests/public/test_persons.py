"""Persons in office: the phone with consent and in office alone, names given back afterwards, and other hats (R9)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from help.built import new_root
from help.canary import found_in
from help.drawn import linked, of
from help.repository import Repository
from help.towns import TODAY, TOWN, Tree, consent, record, registered
from lianhu.public import posted
from lianhu.public.hidden import Place
from lianhu.rules.check import check
from lianhu.site.build import build
from lianhu.town.kinds import Area, Cadre, Group, VillageOfficer
from lianhu.town.redactions import MARKER
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words import ENGLISH, spoken

GROUP, VILLAGE = "records/villages/heping/groups/g01.yaml", "records/villages/heping/village.yaml"
PERSON, TOWN_FILE = "records/villages/heping/representatives/g01-r01.yaml", "records/town.yaml"
GIVEN_BACK = {"name": {"withdrawn_on": "2026-11-01"}}


def written(data: Any) -> bytes:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()


class Offices:
    """The tiny town's holders of offices, to be changed: `heads` of a group, `officers`, `area`, `cadres`."""

    def __init__(self, tree: Tree) -> None:
        self._files = {path: record(tree, path) for path in (GROUP, VILLAGE, TOWN_FILE)}
        self._tree = tree
        self.heads: Any = self._files[GROUP]["heads"]
        self.officers: Any = self._files[VILLAGE]["officers"]
        self.area: Any = self._files[VILLAGE]["areas"][0]["heads"]
        self.cadres: Any = self._files[TOWN_FILE]["cadres"]
        self.group, self.town = self._files[GROUP], self._files[TOWN_FILE]

    @property
    def all(self) -> list[Any]:
        return [self.heads[-1], self.officers[0], self.area[0], self.cadres[0]]

    @property
    def tree(self) -> Tree:
        return {**self._tree, **{path: written(data) for path, data in self._files.items()}}


@pytest.fixture
def held(town_tree: Tree) -> Offices:
    return Offices(town_tree)


def phones(register: Register, place: Place) -> list[str | None]:
    town = posted(register, place)
    return [
        town.get(Group, "heping-g01").heads[-1].phone,
        town.get(VillageOfficer, "heping-o1").phone,
        town.get(Area, "heping-p1").heads[0].phone,
        town.get(Cadre, "town-c1").phone,
    ]


NUMBERS = [f"0730-000010{number}" for number in range(4)]
WHEN = "2026-05-01"  # all four hold their office then


@pytest.mark.parametrize(
    ("agreed", "web", "wall"),
    [
        (consent(True, True, WHEN), True, True),
        (consent(False, True, WHEN), False, True),
        (consent(True, False, WHEN), True, False),
        (consent(True, True, WHEN, withdrawn_on="2026-11-22"), False, False),
        (consent(True, True, WHEN, withdrawn_on="2026-11-23"), True, True),
        (consent(True, True, given_on="2026-11-23"), False, False),
        (None, False, False),
    ],
)
def test_a_phone_needs_consent(
    agreed: dict[str, Any] | None, web: bool, wall: bool, held: Offices, town_schemas: Schemas
) -> None:
    for holder, number in zip(held.all, NUMBERS, strict=True):
        holder |= {"phone": number} | ({"consent": {"phone": dict(agreed)}} if agreed else {})
    register = registered(held.tree, town_schemas)
    nobody: list[str | None] = [None] * 4
    assert phones(register, "web") == (NUMBERS if web else nobody)
    assert phones(register, "wall") == (NUMBERS if wall else nobody)


def test_a_phone_is_shown_in_office_and_for_the_days_that_the_town_said(held: Offices, town_schemas: Schemas) -> None:
    """From the first day to thirty days after the last one."""
    agreed = consent(True, True, WHEN)
    held.heads[-1] |= {"phone": NUMBERS[0], "consent": {"phone": agreed}, "until": "2026-11-25"}
    register = registered(held.tree, town_schemas)
    days = {"2026-04-30": None, "2026-05-01": NUMBERS[0], "2026-12-25": NUMBERS[0], "2026-12-26": None}
    for day, shown in days.items():
        then = Register(register.documents, register.schemas, date.fromisoformat(day))
        assert posted(then, "web").get(Group, "heping-g01").heads[-1].phone == shown, day


def test_the_page_shows_the_phone_beside_the_name(held: Offices, town_schemas: Schemas) -> None:
    for holder, number in zip(held.all, NUMBERS, strict=True):
        holder |= {"phone": number, "consent": {"phone": consent(True, True, WHEN)}}
    register = registered(held.tree, town_schemas)
    pages = ("groups/heping-g01/", "villages/heping/", "areas/heping-p1/", "organisation/")
    for page, number in zip(pages, NUMBERS, strict=True):
        assert of(register, page).says(number), page


def test_a_name_is_given_back_after_the_office(held: Offices, town_schemas: Schemas) -> None:
    held.heads[0]["consent"] = GIVEN_BACK
    held.officers[1]["consent"] = GIVEN_BACK
    held.cadres[1]["consent"] = GIVEN_BACK
    town = posted(registered(held.tree, town_schemas), "web")
    assert [head.name for head in town.get(Group, "heping-g01").heads] == ["安组长", "安清和"]
    assert town.get(VillageOfficer, "heping-o2").name == "白干部" and town.get(Cadre, "town-c2").name == "蒋干部"
    assert town.get(VillageOfficer, "heping-o2").name_withheld


@pytest.mark.parametrize("day", ["2026-04-30", "2026-05-01"])
def test_in_office_the_name_goes_with_the_office(day: str, held: Offices, town_schemas: Schemas) -> None:
    held.heads[0]["consent"] = {"name": {"withdrawn_on": "2026-03-01"}}
    register = registered(held.tree, town_schemas)
    then = Register(register.documents, register.schemas, date.fromisoformat(day))
    name = posted(then, "web").get(Group, "heping-g01").heads[0].name
    assert name == ("安惊蛰" if day == "2026-04-30" else "安组长")


def test_who_stood_in_is_not_named_either(held: Offices, town_schemas: Schemas) -> None:
    """A former officer who gave the name back stood in for a head; another deputy is named."""
    held.officers[1]["consent"] = GIVEN_BACK
    held.heads[-1]["since"] = "2026-07-01"
    held.group["vacancies"] = [
        {"since": "2026-05-01", "until": "2026-05-31", "reason": "辞职", "deputy": "白秋分", "filled_by": "2026-06-30"},
        {"since": "2026-06-01", "reason": "辞职", "deputy": "温大暑", "filled_by": "2026-07-31"},
    ]
    group = posted(registered(held.tree, town_schemas), "web").get(Group, "heping-g01")
    assert [vacancy.deputy for vacancy in group.vacancies] == ["白代理人", "温大暑"]


# -- no byte of it


def test_nothing_of_it_is_anywhere(held: Offices, town_tree: Tree, tmp_path: Path) -> None:
    """Phones without consent, phones of former holders, names given back: in no page, board, data, feed or history."""
    tokens = {
        "0739-7654321": "a former head's phone",
        "0739-7654322": "a phone for the wall",
        "龘惊蛰": "a former head",
    }
    tokens |= {"龘秋分": "a former officer", "龘寒露": "a former cadre", "0739-7654323": "an officer's, not agreed"}
    held.heads[0] |= {"name": "龘惊蛰", "phone": "0739-7654321", "consent": {"phone": consent(True, True)}}
    held.area[0] |= {"phone": "0739-7654322", "consent": {"phone": consent(False, True)}}
    held.officers[0]["phone"] = "0739-7654323"
    held.officers[1]["name"], held.cadres[1]["name"] = "龘秋分", "龘寒露"
    new_root(tmp_path / "town", TOWN)
    before = held.tree
    repository = Repository(tmp_path / "town", before)
    for entry in (held.heads[0], held.officers[1], held.cadres[1]):
        entry["consent"] = entry.get("consent", {}) | GIVEN_BACK
    held.heads[0]["phone"] = "0739-7654321"
    repository.commit(held.tree)
    assert not build(tmp_path / "town", tmp_path / "town" / "public", TODAY)
    assert found_in(tmp_path / "town" / "public", tokens) == []
    data = json.loads((tmp_path / "town/public/data/group.json").read_text(encoding="utf-8"))
    assert data["heping-g01"]["heads"][0]["name"] == "龘组长" and "consent" not in data["heping-g01"]["heads"][0]


def test_nor_in_what_has_changed(held: Offices, tmp_path: Path) -> None:
    """A name that stood in an earlier commit, and is 龘组长 in the record today; a phone that was another one."""
    tokens = {"龘惊蛰": "a former head", "0739-7654324": "a phone of before", "0739-7654325": "a phone for the wall"}
    held.heads[0]["name"] = "龘惊蛰"
    held.area[0] |= {"phone": "0739-7654324", "consent": {"phone": consent(False, True)}}
    linked_head(held)
    new_root(tmp_path / "town", TOWN)
    repository = Repository(tmp_path / "town", held.tree)
    held.heads[0] |= {"name": "龘组长", "consent": GIVEN_BACK}
    held.area[0]["phone"] = "0739-7654325"
    del held.heads[-1]["representative"]
    repository.commit(held.tree)
    assert not build(tmp_path / "town", tmp_path / "town" / "public", TODAY)
    assert found_in(tmp_path / "town" / "public", tokens) == []
    told = (tmp_path / "town/public/groups/heping-g01/index.html").read_text(encoding="utf-8")
    assert MARKER in told and "龘组长" in told, "that it was another name is told, not which"
    assert "同为代表" not in told


# -- one person, two offices


def linked_head(held: Offices, **more: Any) -> None:
    held.heads[-1] |= {"name": "欧阳立秋", "representative": "heping-g01-r01"} | more


def test_both_pages_say_that_it_is_one_person(held: Offices, town_schemas: Schemas) -> None:
    linked_head(held)
    held.officers[1] |= {"name": "欧阳立秋", "representative": "heping-g01-r01"}
    register = registered(held.tree, town_schemas)
    person = of(register, "representatives/heping-g01-r01/")
    assert person.says("同时担任 和平村一组组长 2026年5月1日至今")
    assert person.says("曾任 和平村村委会委员 2026年1月1日至2026年6月30日")
    assert "../../groups/heping-g01/" in linked(person)
    keys = of(register, "groups/heping-g01/").source.split("联组干部")[0]
    assert '<a href="../../representatives/heping-g01-r01/">欧阳立秋</a>' in keys


def test_where_the_representative_is_not_named_nothing_hints_at_it(held: Offices, town_schemas: Schemas) -> None:
    """The head is named by the office, the representative is 欧阳代表: no page leads from one to the other."""
    linked_head(held)
    tree = held.tree
    assert tree[PERSON].count(b"    web: true\n") >= 1
    tree[PERSON] = tree[PERSON].replace(b"    web: true\n", b"    web: false\n", 1)
    register = registered(tree, town_schemas)
    assert posted(register, "web").get(Group, "heping-g01").heads[-1].representative is None
    assert posted(register, "wall").get(Group, "heping-g01").heads[-1].representative == "heping-g01-r01"
    assert not of(register, "representatives/heping-g01-r01/").says("同时担任")
    assert "representatives/heping-g01-r01/" not in of(register, "groups/heping-g01/").source.split("联组干部")[0]


def test_a_name_given_back_leads_nowhere(held: Offices, town_schemas: Schemas) -> None:
    held.heads[0] |= {"name": "欧阳立秋", "representative": "heping-g01-r01", "consent": GIVEN_BACK}
    head = posted(registered(held.tree, town_schemas), "web").get(Group, "heping-g01").heads[0]
    assert (head.name, head.representative) == ("欧阳组长", None)


# -- a public repository


def test_a_public_repository_keeps_what_the_web_shows(held: Offices, town_schemas: Schemas) -> None:
    """A phone that only the end of the office hides is a reminder, one without consent a mistake."""
    held.town["publishing"]["repository"] = "public"
    before = {one.path for one in check(held.tree, town_schemas, TODAY).problems}
    held.heads[0] |= {"phone": NUMBERS[0], "consent": {"phone": consent(True, True)} | GIVEN_BACK}
    held.officers[0]["phone"] = NUMBERS[1]
    verdict = check(held.tree, town_schemas, TODAY)
    told = [(one.path, spoken(one.message, ENGLISH).rsplit(" ", 1)[1]) for one in verdict.problems]
    assert [one for one in told if one[0] not in before] == [(GROUP, "name."), (VILLAGE, "phone.")]
    assert [one.rule for one in verdict.warnings if one.path == GROUP] == ["public_repositories_hold_what_is_public"]
