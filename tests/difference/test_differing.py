"""A change is compared in the villages that it changes, and the answer is that of two whole towns."""

from __future__ import annotations

from pathlib import Path

import pytest

from help.figures import changes_of_towns
from help.towns import TODAY, Tree
from help.watched import taken
from lianhu import difference
from lianhu.difference import Difference
from lianhu.public import Posted
from lianhu.reading import assets
from lianhu.site.pages import Page
from lianhu.site.pages.drawing import Drawing
from lianhu.site.site import Site
from lianhu.store import Store
from lianhu.town.schemas import Schemas

pytestmark = pytest.mark.slow

VISITS = "records/villages/heping/visits/2026-03/g01.yaml"
FURTHER = """
  - date: 2026-03-30
    visitors:
      - role: representative
        representative: heping-g01-r01
    household_count: 1
""".lstrip("\n")


def site_of(town: Posted) -> Site:
    return Site(town, Drawing(assets.folders(assets.TEMPLATES), town))


def compared(before: Tree, after: Tree, schemas: Schemas, store: Store) -> Difference:
    states = (difference.state(tree, (), schemas, TODAY, store) for tree in (before, after))
    return difference.between(*states, schemas, site_of)


def test_a_visit_reads_and_draws_its_own_village(
    town_tree: Tree, town_schemas: Schemas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an earlier change of the town was compared; the town's own pages list records of all villages."""
    store, body, drawn = Store(tmp_path), Site.body, set[str]()
    one_more = {**town_tree, VISITS: town_tree[VISITS] + FURTHER.encode()}
    two_more = {**one_more, VISITS: one_more[VISITS] + FURTHER.replace("03-30", "03-31").encode()}
    assert compared(town_tree, one_more, town_schemas, store)

    def noted(self: Site, page: Page) -> str:
        drawn.add(page.address)
        return body(self, page)

    monkeypatch.setattr(Site, "body", noted)
    with taken() as paths:
        found = compared(one_more, two_more, town_schemas, store)
    assert [record.path for record in found.records] == [VISITS]
    assert drawn >= {"", "villages/heping/"}
    assert not [address for address in drawn if "chengnan" in address]
    assert VISITS in paths
    drawn.clear()
    assert compared(one_more, two_more, town_schemas, store) == found
    assert not drawn, "what was drawn of both is kept"


def test_figures_and_pages_are_those_of_whole_towns(town_tree: Tree, town_schemas: Schemas, tmp_path: Path) -> None:
    after = {**town_tree, VISITS: town_tree[VISITS] + FURTHER.encode()}
    whole = [difference.state(tree, (), town_schemas, TODAY).web for tree in (town_tree, after)]
    assert whole[0] and whole[1]
    found = compared(town_tree, after, town_schemas, Store(tmp_path))
    assert found.figures == tuple(changes_of_towns(whole[0], whole[1]))
    bodies = [
        {page.address: site.body(page) for page in (*site.section_pages(), *site.record_pages())}
        for site in map(site_of, whole)
        if site
    ]
    differing = {address for address in {*bodies[0], *bodies[1]} if bodies[0].get(address) != bodies[1].get(address)}
    assert {page.address for page in found.pages} == differing
