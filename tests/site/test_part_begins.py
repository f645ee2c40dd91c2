"""A part of the site is drawn as in the whole, also where another village says since when any records are kept."""

from __future__ import annotations

from help.towns import TODAY, TOWN, Tree, record
from lianhu.reading.files import TOWN_FILE
from lianhu.rules.check import readable
from lianhu.site import parts, site
from lianhu.site.site import Site
from lianhu.town.schemas import Schemas
from lianhu.writing.yamltext import to_yaml

OLDER = "records/villages/chengnan/visits/2026-01/g01.yaml"


def test_the_first_day_of_all_records_is_the_towns(town_tree: Tree, town_schemas: Schemas) -> None:
    town = record(town_tree, TOWN_FILE)
    del town["records_since"]
    visit = {"date": "2026-01-13", "visitors": [{"role": "group_head"}], "household_count": 2}
    tree = {
        **town_tree,
        TOWN_FILE: to_yaml(town),
        OLDER: to_yaml({"id": "chengnan-g01-2026-01", "visits": [visit]}),
    }
    without = {path: content for path, content in tree.items() if path != OLDER}
    whole, before = (parts.Parts(of(some, town_schemas), "") for some in (tree, without))
    bodies = drawn(of(tree, town_schemas))
    assert bodies == {
        address: body for part in whole.of_villages for address, body in drawn(whole.site_of(part)).items()
    }
    assert not {part.key for part in whole.of_villages} & {part.key for part in before.of_villages}


def of(tree: Tree, schemas: Schemas) -> Site:
    register = readable(tree, schemas, TODAY)
    assert register
    return site.of(register, TOWN)


def drawn(some: Site) -> dict[str, str]:
    return {page.address: some.body(page) for page in some.made_by(parts.OF_VILLAGES)}
