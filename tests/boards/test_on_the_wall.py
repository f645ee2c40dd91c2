"""The wall and the web say the same, and neither says what it may not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from help.built import Built
from help.canary import MISSING_CONSENT, Aviary
from help.printed import Printed, at_an_address, printed
from help.towns import TODAY, Tree, record
from lianhu.boards.papers import PAPERS
from lianhu.boards.press import press
from lianhu.boards.volumes import KINDS, volumes
from lianhu.public.sheet import doors
from lianhu.rules import check
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words.terms import STATES
from lianhu.writing.yamltext import to_yaml

pytestmark = pytest.mark.slow


def on_paper(tree: Tree, schemas: Schemas) -> str:
    """Everything that is printed of records as they are, judged or not, in every way that a program reads it."""
    documents, problems = check.read(tree, schemas)
    assert not problems
    town = doors(Register(documents, schemas, TODAY))
    with press(town.wall, PAPERS["a3"], Path("none")) as ready:
        every = [Printed(volume, ready.printed(volume)) for volume in volumes(town, KINDS)]
    figures = [str(element.get("/Alt", "")) for one in every for _, element in one.tags()]
    return "".join([*(one.text for one in every), *figures])


def test_nothing_hangs_that_the_wall_may_not_show(town_tree: Tree, town_schemas: Schemas) -> None:
    birds = Aviary(town_tree, town_schemas)
    people = sorted(path for path in birds.tree if "/representatives/" in path)
    # One of them has agreed to the wall, and to the wall alone.
    agreed = people[MISSING_CONSENT.index({"given_on": "", "web": False, "wall": True})]
    told = on_paper(birds.tree, town_schemas)
    found = {what for token, what in birds.tokens.items() if re.sub(r"\s", "", token) in told}
    assert {what.partition(":")[0] for what in found} <= {agreed}
    assert len(birds.tokens) > 200 and "和平村一组" in told


def test_a_page_and_its_sheet_tell_the_same_of_each_issue(
    tiny_site: Built, town_tree: Tree, town_schemas: Schemas
) -> None:
    """Number, day of report and state, as whoever compares the two sees them."""
    states = "|".join(sorted(STATES.values(), key=len, reverse=True))
    for volume in printed(town_tree, town_schemas):
        for sheet in volume.volume.sheets:
            if "issues" not in sheet.content:
                continue
            page = re.sub(r"\s", "", tiny_site.pages[f"groups/{sheet.board}/"].text)
            for row in sheet.content["issues"]:
                number = row["number"].removeprefix(f"{sheet.board}-")
                year, month, day = map(int, row["reported_on"].split("-"))
                on_page = re.search(rf"{number}{row['reported_on']}.{{0,80}}?({states})", page)
                on_sheet = re.search(rf"{number}{year}年{month}月{day}日.{{0,80}}?({states})", volume.text)
                assert on_page and on_sheet and on_page[1] == on_sheet[1] == STATES[row["state"]]
                assert row["title"] in page and row["title"] in volume.text


def test_a_long_list_goes_on_and_each_sheet_says_which_it_is(town_tree: Tree, town_schemas: Schemas) -> None:
    """Forty issues more, of which none is cut off; every sheet can be checked by itself."""
    tree = at_an_address(town_tree)
    path = "records/villages/heping/issues/2026/g01-2026-0001.yaml"
    for number in range(10, 50):
        issue = record(tree, path)
        issue["id"] = f"heping-g01-2026-{number:04}"
        issue["title"] = f"第{number}盏路灯不亮，晚上走路要打手电，老人不敢出门"
        tree[path.replace("0001", f"{number:04}")] = to_yaml(issue)
    (one,) = printed(tree, town_schemas, "heping-g01")
    assert len(one.pages) > 1
    for number, page in enumerate(one.pages, start=1):
        assert f"第{number}张，共{len(one.pages)}张" in re.sub(r"\s", "", page)
        assert len([code for code in one.codes(number - 1) if "/board/" in code]) == 1
    assert all(f"第{number}盏路灯不亮" in one.text for number in range(10, 50))
