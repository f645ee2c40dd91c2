"""The only door out: what leaves the register for the web and for the wall, and what never does."""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from help.towns import TODAY, Tree, consent, record, registered
from lianhu import public
from lianhu.personal.names import surname, withheld_name
from lianhu.public import Place, posted, view
from lianhu.reading import photos
from lianhu.rules import check
from lianhu.town.kinds import Issue, Representative, VillageServiceDay, Visits
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.writing.yamltext import to_yaml

PERSON = "records/villages/heping/representatives/g01-r01.yaml"
PHOTO = "records/villages/heping/photos/g01-r01.jpg"
ITEMS = ("name", "photo", "phone", "background")


def changed(tree: Tree, path: str, **changes: Any) -> Tree:
    """The town with some keys of one record set anew."""
    return {**tree, path: to_yaml({**record(tree, path), **changes})}


def unjudged(tree: Tree, town_schemas: Schemas, today: datetime.date = TODAY) -> Register:
    """The register of a town whose records are only read: what stays inside must stay inside whoever let it in."""
    documents, problems = check.read(tree, town_schemas)
    assert not problems
    return Register(documents, town_schemas, today, {path: tree[path] for path in tree if photos.is_photo(path)})


def shown(tree: Tree, town_schemas: Schemas, place: Place, today: datetime.date = TODAY) -> Representative:
    """The first representative of Heping as the place may show them."""
    return posted(unjudged(tree, town_schemas, today), place).get(Representative, "heping-g01-r01")


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    return out.getvalue()


def agreed_again(first: dict[str, Any], given_on: str = "2026-11-20", **given: Any) -> dict[str, Any]:
    """A consent with a second step below it."""
    return {**first, "again": [{"given_on": given_on, "how": "signed", "by": "village_officer", **given}]}


@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize(("web", "wall"), [(True, True), (True, False), (False, True), (False, False)])
def test_each_item_needs_its_own_consent(
    item: str, web: bool, wall: bool, town_tree: Tree, town_schemas: Schemas
) -> None:
    """Separate consent, one an item and a place: what was agreed to for one says nothing about another."""
    given = {"name": "欧阳立秋", "photo": "g01-r01.jpg", "phone": "0730-0000061", "background": ["party_member"]}
    tree = changed({**town_tree, PHOTO: photo()}, PERSON, **given, consent={item: consent(web, wall)})
    for place, agreed in (("web", web), ("wall", wall)):
        one = shown(tree, town_schemas, place)
        pictures = posted(unjudged(tree, town_schemas), place).photos
        assert list(pictures) == ["photos/heping-g01-r01.jpg"] * (agreed and item == "photo")
        expected = {
            "name": "欧阳代表",
            "photo": None,
            "phone": None,
            "background": (),
            "name_withheld": True,
        }
        if agreed:
            expected[item] = tuple(given[item]) if item == "background" else given[item]
            expected["name_withheld"] = item != "name"
        assert {key: getattr(one, key) for key in expected} == expected


@pytest.mark.parametrize(
    ("entry", "is_shown"),
    [
        (consent(True, True, given_on="2026-11-22"), True),
        (consent(True, True, given_on="2026-11-23"), False),
        (consent(True, True, withdrawn_on="2026-11-23"), True),
        (consent(True, True, withdrawn_on="2026-11-22"), False),
        (consent(True, True, withdrawn_on="2026-01-12"), False),
        (agreed_again(consent(True, True, withdrawn_on="2026-07-01"), web=True, wall=True), True),
        (agreed_again(consent(True, True, withdrawn_on="2026-11-20"), web=True, wall=True), True),
        (agreed_again(consent(False, False), web=True, wall=True), True),
        (agreed_again(consent(True, True), web=False, wall=False), False),
        (agreed_again(consent(True, True), web=True, wall=True, withdrawn_on="2026-11-22"), False),
        (agreed_again(consent(True, True), web=False, wall=False, given_on="2026-11-23"), True),
    ],
    ids=[
        *("given today", "given tomorrow", "withdrawn tomorrow", "withdrawn today", "withdrawn at once"),
        *("given again", "given again at once", "given more", "given less", "withdrawn again", "less from tomorrow"),
    ],
)
def test_consent_has_its_days(entry: dict[str, Any], is_shown: bool, town_tree: Tree, town_schemas: Schemas) -> None:
    for place in ("web", "wall"):
        one = shown(changed(town_tree, PERSON, consent={"name": entry}), town_schemas, place)
        assert (one.name, one.name_withheld) == (("欧阳立秋", False) if is_shown else ("欧阳代表", True))


def test_without_any_consent_there_is_a_surname_and_a_number(town_register: Register) -> None:
    one = posted(town_register, "wall").get(Representative, "heping-g02-r01")
    assert (one.name, one.name_withheld, one.household_count) == ("康代表", True, 13)
    assert (one.phone, one.photo, one.background) == (None, None, ())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("陈秀英", "陈"),
        ("欧阳立秋", "欧阳"),
        ("欧立秋", "欧"),
        ("司马光", "司马"),
        ("上官婉儿", "上官"),
        ("诸葛亮", "诸葛"),
        ("康䶮", "康"),
        ("𠮷田", "𠮷"),
        ("买买提·吐尔逊", ""),
        ("阿依古丽·买买提", ""),
    ],
)
def test_surname(name: str, expected: str) -> None:
    assert surname(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("陈秀英", "陈代表"),
        ("陈代表", "陈代表"),
        ("欧阳代表", "欧阳代表"),
        ("买买提·吐尔逊", "代表"),
        ("代表", "代表"),
        ("代代表", "代代表"),
    ],
)
def test_a_name_that_is_withheld_already_stays_as_it_is(name: str, expected: str) -> None:
    """A public repository holds 姓+代表 itself."""
    assert withheld_name(name) == withheld_name(withheld_name(name)) == expected


@pytest.mark.parametrize("name", ["欧阳", "司马"])
def test_a_surname_never_gives_the_whole_name_away(name: str) -> None:
    """欧阳 may be a person called 阳 of the family 欧: the whole name is no surname."""
    assert surname(name) == name[:1]


# -- issues between persons

DISPUTE = "records/villages/chengnan/issues/2026/g01-2026-0002.yaml"


@pytest.fixture
def dispute(town_tree: Tree, town_schemas: Schemas) -> tuple[Issue, Issue]:
    """A dispute with a story in every field, as the web and as the wall show it."""
    events = record(town_tree, DISPUTE)["events"]
    story = {"note": "张家骂了李家", "reason": "张家李家打架"}
    told = [{**event, **story, "to_post": "张家亲戚", "waiver": "李家不让拍"} for event in events]
    told_of = {"title": "张家李家打架", "statement": "张家原话", "responsible_post": "张家的舅舅"}
    tree = changed(town_tree, DISPUTE, **told_of, events=told)
    register = registered(tree, town_schemas)
    return posted(register, "web").all(Issue)[1], posted(register, "wall").all(Issue)[1]


def test_a_dispute_between_persons_loses_its_story(dispute: tuple[Issue, Issue]) -> None:
    for one in dispute:
        assert one.title == "邻里纠纷调解"
        assert "张" not in str(one) and "李" not in str(one)


def test_a_dispute_keeps_its_stages(dispute: tuple[Issue, Issue]) -> None:
    for one in dispute:
        assert [event.stage for event in one.events] == ["discovered", "reported", "not_accepted", "fed_back"]
        assert [event.date.day for event in one.events] == [6, 6, 7, 8]


def test_other_issues_keep_their_words(town_register: Register) -> None:
    one = posted(town_register, "web").get(Issue, "heping-g01-2026-0001")
    assert one.events[0].note == "晚上去看，灯不亮。"


def test_the_register_itself_is_unchanged(town_register: Register) -> None:
    before = [str(document.data) for document in town_register.documents]
    posted(town_register, "web")
    assert [str(document.data) for document in town_register.documents] == before


def test_what_has_no_mark_is_not_shown(town_register: Register) -> None:
    """A key that somebody adds to a schema without `x-publish` stays inside."""
    assert public.SHOWN_AT["web"] == ("web",)
    assert set(public.SHOWN_AT["wall"]) == {"web", "wall"}
    data = {"title": "a", "secret": "b", "events": [{"stage": "c", "who": "d"}]}
    shown_data = view._marked(data, town_register.schemas.kinds["issue"].schema, ("web",))
    assert shown_data == {"title": "a", "events": [{"stage": "c"}]}


def test_neither_a_visit_nor_an_order_leads_to_a_dispute(town_tree: Tree, town_schemas: Schemas) -> None:
    """Who went there that day, and for whom an order was filled, would name the parties."""
    disputed, twin = (f"records/villages/heping/issues/2026/g01-2026-000{number}.yaml" for number in (1, 2))
    visits, orders = (
        "records/villages/heping/visits/2026-10/g01.yaml",
        "records/villages/heping/service-days/2026-10.yaml",
    )
    visitor = {"role": "representative", "representative": "heping-g01-r03"}
    tree = changed(changed(town_tree, disputed, category="neighbour_dispute"), twin, category="neighbour_dispute")
    tree[visits] = to_yaml(
        {
            "id": "heping-g01-2026-10",
            "visits": [
                {
                    "date": "2026-10-08",
                    "visitors": [visitor],
                    "household_count": 3,
                    "issues": ["heping-g01-2026-0001"],
                }
            ],
        }
    )
    day = record(tree, orders)
    order = {
        "number": 9,
        "group": "heping-g01",
        "placed_on": "2026-10-08",
        "title": "两家为界石来找",
        "representative": "heping-g01-r03",
        "delivery": {"date": "2026-10-12", "outcome": "referred", "issue": "heping-g01-2026-0001", "note": "两家都在"},
    }
    tree = changed(tree, orders, orders=[*day["orders"], order])
    web = posted(registered(tree, town_schemas), "web")
    assert all("heping-g01-2026-0001" not in visit.issues for one in web.all(Visits) for visit in one.visits)
    shown_order = next(one for one in web.get(VillageServiceDay, "heping-2026-10").orders if one.number == 9)
    assert (shown_order.title, shown_order.representative) == ("邻里纠纷调解", None)
    assert shown_order.delivery and shown_order.delivery.note is None
