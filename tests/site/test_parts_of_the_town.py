"""The site drawn in parts, and its figures counted in parts, are those of the whole."""

from __future__ import annotations

import json

from help.towns import TODAY, TOWN, Tree, record
from lianhu.figures import Table
from lianhu.reading.files import TOWN_FILE
from lianhu.rules import parts as judged
from lianhu.rules.check import readable
from lianhu.site import parts, search, site
from lianhu.site.pieces import OF_VILLAGES
from lianhu.site.site import OF_TOWN, Site, all_read
from lianhu.store import NONE
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
        address: body for part in whole.of_villages for address, body in drawn(whole.site_of(part.villages)).items()
    }
    assert not {part.key for part in whole.of_villages} & {part.key for part in before.of_villages}


def test_the_town_adds_up_what_its_villages_told(town_tree: Tree, town_schemas: Schemas) -> None:
    """Of their figures, as data that was kept: its pages are those of a town counted whole, also where each is given
    no more than it says that it reads."""
    in_parts = parts.Parts(of(town_tree, town_schemas), "")
    told = [json.loads(json.dumps(parts.told(in_parts.site_of(part.villages)))) for part in in_parts.of_villages]
    whole, added = of(town_tree, town_schemas), in_parts.site_of_town(told)
    assert Table.of(added.town) is not Table.of(whole.town) and len(Table.of(added.town).shares) == len(told) + 1
    for one, other in zip(whole.section_pages(), added.section_pages(), strict=True):
        assert added.body(other) == whole.body(one), one.address
    assert dict(added.files()) == dict(whole.files())
    in_turn, files = {}, {}
    for _, known, asked in in_parts.of_town(told):
        narrow = known()
        in_turn |= {page.address: narrow.body(page) for page in narrow.pages_reading(asked)}
        files |= dict(narrow.files_reading(asked))
    assert in_turn == {page.address: whole.body(page) for page in (*whole.section_pages(), *whole.made_by(OF_TOWN))}
    assert files == {address: content for asked in all_read() for address, content in whole.files_reading(asked)}
    assert dict(search.together(part["search"] for part in told)) == dict(search.files(whole.town))


def test_a_page_drawn_from_its_piece_is_that_of_its_village(town_tree: Tree, town_schemas: Schemas) -> None:
    """Whatever it shows of other records is there, and nothing is missing that only tells how things stand."""
    whole = of(town_tree, town_schemas)
    in_parts = parts.Parts(whole, "")
    keys, bodies, pictures = set(), dict[str, str](), dict[str, bytes]()
    for part in in_parts.of_villages:
        for key, piece in in_parts.of_pieces(part):
            site = in_parts.site_of_piece(part, piece)
            pages = {page.address: site.body(page) for page in site.made_by(piece.makers)}
            assert key not in keys and not pages.keys() & bodies.keys()
            keys.add(key)
            bodies |= pages
            pictures |= dict(site.pictures())
    assert bodies == drawn(whole)
    assert pictures == dict(whole.pictures())


def test_what_is_told_of_pieces_is_told_of_their_village(town_tree: Tree, town_schemas: Schemas) -> None:
    in_parts = parts.Parts(of(town_tree, town_schemas), "")
    for part in in_parts.of_villages:
        found = [tell() for _, tell in in_parts.of_told(part)]
        for _, piece in in_parts.of_pieces(part):
            found.append({"cards": parts.cards(in_parts.site_of_piece(part, piece), piece.makers)})
        assert parts.together(found) == parts.told(in_parts.site_of(part.villages))


def test_villages_are_drawn_together_as_they_are_judged_together(town_tree: Tree, town_schemas: Schemas) -> None:
    """Also where a removal leads from one to the other, which nothing in the two themselves says."""
    removal = "records/removals/issue-heping-g02-2026-0009.yaml"
    elsewhere = town_tree[removal].replace(b"moved_to: heping-g02-2026-0002", b"moved_to: chengnan-g01-2026-0001")
    for tree in (town_tree, {**town_tree, removal: elsewhere}):
        drawn_together = [part.villages for part in parts.Parts(of(tree, town_schemas), "").of_villages]
        assert tuple(drawn_together) == judged.Parts(tree, town_schemas, TODAY, NONE).villages


def of(tree: Tree, schemas: Schemas) -> Site:
    register = readable(tree, schemas, TODAY)
    assert register
    return site.of(register, TOWN)


def drawn(some: Site) -> dict[str, str]:
    return {page.address: some.body(page) for page in some.made_by(OF_VILLAGES)}
