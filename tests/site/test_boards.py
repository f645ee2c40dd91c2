"""What the pages say of the boards: what hangs, since when, whether it is current, and what has changed since."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from help.boards import CURRENT, NEVER, OLD, OUTDATED, POSTED, WORDS, site_with_boards, standings
from help.built import Page
from help.drawn import below, linked, says
from help.golden import TESTS, Golden
from help.towns import Tree, registered
from lianhu.history.standing import Standing
from lianhu.history.versions import Version
from lianhu.public import check_code, sheet
from lianhu.site import codes, parts
from lianhu.site.site import Site
from lianhu.site.standings import CODES_PER_FILE, Standings
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas


@pytest.fixture(scope="module")
def site(town_register: Register) -> Site:
    return site_with_boards(town_register)


def page(site: Site, address: str) -> Page:
    found = next(one for one in (*site.section_pages(), *site.poured_pages()) if one.address == address)
    return Page(address, str(site.body(found)))


def looked_up(site: Site, code: str) -> dict[str, Any]:
    files = dict(codes.files(site.town, site.standings))
    [own] = [json.loads(text) for address, text in files.items() if code.startswith(address[6:-5])]
    told: dict[str, Any] = own[code]
    return told


@pytest.mark.parametrize("address", ["board/", "boards/", "boards/heping/"])
def test_what_a_page_shows(address: str, site: Site, golden: Golden) -> None:
    golden(page(site, address).source + "\n", TESTS / "pages" / f"{address.strip('/').replace('/', '-')}.html")


# -- the workstation's page


def test_a_workstation_says_that_wall_and_web_agree(site: Site) -> None:
    told = page(site, f"groups/{CURRENT}/")
    says(
        told, "墙上的公示牌", "墙上与网上一致", "2026年3月9日由组长挂上", site.standings.boards[CURRENT].codes["board"]
    )
    assert f"../../boards/heping/#{CURRENT}" in linked(told) and "../../board/" in linked(told)


def test_a_workstation_says_since_when_and_what_is_different(site: Site) -> None:
    told = below(page(site, f"groups/{OUTDATED}/"), "墙上的公示牌")
    assert "墙上与网上不一致" in told and "从2026年10月12日起和记录不一样的：问题办理。" in told
    assert "".join(WORDS[0].split()) in told


def test_before_anything_is_recorded_nobody_is_blamed(site: Site) -> None:
    told = below(page(site, f"groups/{NEVER}/"), "墙上的公示牌")
    assert "没有登记" in told and "不一致" not in told and "不是现在的" not in told


def test_a_site_that_knows_of_no_boards_says_nothing_of_them(town_register: Register) -> None:
    without = replace(site_with_boards(town_register), standings=Standings())
    assert not page(without, f"groups/{CURRENT}/").says("墙上的公示牌")
    assert not page(without, "").says("公示牌与网上一致")


def test_what_was_taken_down_and_what_hangs_nowhere_is_said(town_register: Register) -> None:
    own = standings(town_register).boards[CURRENT]
    [whole] = own.hanging
    one_panel = replace(whole, part="issues", code=own.codes["issues"])
    some = {
        CURRENT: replace(own, hanging=(one_panel,)),
        OUTDATED: replace(own, board=OUTDATED, hanging=(), ended=POSTED),
    }
    changed = site_with_boards(town_register, some)
    assert "没有挂的：代表信息、工作职责、办事流程" in below(page(changed, f"groups/{CURRENT}/"), "墙上的公示牌")
    assert "2026年3月9日摘下以后，没有登记挂了新的" in below(page(changed, f"groups/{OUTDATED}/"), "墙上的公示牌")


# -- all boards, and those of a village


def test_all_boards_are_listed_by_village(site: Site) -> None:
    told = page(site, "boards/")
    heping = below(told, "和平村")
    assert "1/2块与网上一致" in heping
    assert "一组墙上与网上一致2026年3月9日挂上" in heping
    assert "二组墙上与网上不一致2026年3月9日挂上，2026年10月12日起不一样" in heping
    assert "2块牌，挂的是哪一张都还没有登记。一组" in below(told, "城南社区")
    assert {f"../groups/{group}/" for group in (CURRENT, OUTDATED, NEVER)} <= linked(told)


def test_boards_are_counted_where_the_town_counts(site: Site) -> None:
    for address, words in (
        ("boards/", "与网上一致/登记上墙"),
        ("", "与网上一致/登记上墙"),
        ("statistics/", "墙上与网上一致"),
    ):
        told = page(site, address)
        assert told.says(words) and told.says("1/2块"), address
    says(page(site, "statistics/"), "没有登记的4块不算进去")


def test_a_villages_page_has_every_code_with_a_place_to_go_to(site: Site) -> None:
    """Without any script, an address that ends with a code leads to what is said of it."""
    told = page(site, "boards/heping/")
    for board in (CURRENT, OUTDATED, "heping"):
        own = site.standings.boards[board]
        assert {*own.codes.values(), *(one.code for one in own.hanging)} <= told.ids
    assert len(told.source.split(f'id="{site.standings.boards[CURRENT].codes["board"]}"')) == 2
    assert not {*site.standings.boards[NEVER].codes.values()} & told.ids


# -- what is told of a code


def test_a_current_code_is_told_with_its_sheet_and_page(site: Site) -> None:
    own = site.standings.boards[CURRENT].codes
    told = looked_up(site, own["board"])
    page = f"groups/{CURRENT}/"
    assert told == {"sheet": "和平村一组工作站的公示牌", "page": page, "hung": "2026年3月9日由组长"}
    assert looked_up(site, own["issues"])["sheet"] == "和平村一组工作站的公示牌，问题办理"


@pytest.mark.parametrize("part", ["board", "issues"])
def test_an_old_code_is_told_with_the_day_and_what_has_changed(part: str, site: Site) -> None:
    told = looked_up(site, OLD[part])
    assert (told["since"], told["changed"]) == ("2026年10月12日", list(WORDS))


def test_a_panel_that_stayed_the_same_is_current(site: Site) -> None:
    assert looked_up(site, site.standings.boards[OUTDATED].codes["duties"]).keys() == {"sheet", "page"}


def test_the_villages_and_the_towns_boards_are_known(site: Site) -> None:
    assert looked_up(site, site.standings.boards["heping"].codes["board"])["page"] == "villages/heping/"
    assert looked_up(site, site.standings.boards["town"].codes["board"])["page"] == "boards/"


def test_files_of_codes_stay_small_in_many_years() -> None:
    """A town of sixty thousand codes has no file that is much larger than the others."""
    many = [check_code.of(number) for number in range(60_000)]
    versions = tuple(Version(codes={"board": code}, since=date(2026, 1, 1), until=None, commit="") for code in many)
    old = Standings({"x": Standing(board="x", name="", codes={"board": many[-1]}, hanging=(), versions=versions)})
    assert sorted(code for found in old.by_beginning.values() for code in found) == sorted(many)
    assert all(code.startswith(beginning) for beginning, found in old.by_beginning.items() for code in found)
    assert max(map(len, old.by_beginning.values())) < 2 * CODES_PER_FILE
    assert len(old.by_beginning) == 32 * 32
    assert Standings().by_beginning == {}


# -- parts of the town


def test_a_village_is_drawn_from_its_own_boards_alone(town_register: Register) -> None:
    whole = site_with_boards(town_register)
    in_parts = parts.Parts(whole, "")
    for part in in_parts.of_villages:
        own = in_parts.site_of(part.villages).standings
        assert own.boards and {board.partition("-")[0] for board in own.boards} <= {*part.villages}
        assert set(own.changed) == (set(OLD.values()) if "heping" in part.villages else set())


def test_a_piece_is_given_the_boards_that_its_pages_tell_of(town_register: Register) -> None:
    whole = site_with_boards(town_register)
    in_parts, bodies = parts.Parts(whole, ""), dict[str, str]()
    for part in in_parts.of_villages:
        for _, piece in in_parts.of_pieces(part):
            own = in_parts.site_of_piece(part, piece)
            assert own.standings.boards.keys() <= {*piece.boards}
            bodies |= {page.address: own.body(page) for page in own.made_by(piece.makers)}
    for address in ("boards/heping/", f"groups/{CURRENT}/", f"groups/{OUTDATED}/"):
        assert bodies[address] == page(whole, address).source


def test_what_hangs_draws_its_village_and_the_lists_anew(town_register: Register) -> None:
    before = site_with_boards(town_register)
    other = replace(standings(town_register).boards[CURRENT], hanging=())
    after = site_with_boards(town_register, {CURRENT: other})
    keys = [{part.villages: part.key for part in parts.Parts(one, "").of_villages} for one in (before, after)]
    assert {villages for villages in keys[0] if keys[0][villages] != keys[1][villages]} == {("heping", "yangliu")}
    assert before.standings.text != after.standings.text


def test_no_name_that_the_web_withholds_is_in_a_file_of_codes(town_tree: Tree, town_schemas: Schemas) -> None:
    whole = site_with_boards(registered(town_tree, town_schemas))
    every = "".join(text for _, text in codes.files(whole.town, whole.standings))
    assert "安冬至" not in every and "安代表" not in every


def test_what_a_representative_was_given_is_known_as_well(site: Site, town_register: Register) -> None:
    town = sheet.doors(town_register)
    card = next(one for one in sheet.handouts(town, CURRENT) if one.part == "card")
    code = card.code
    held = replace(site, standings=replace(site.standings, handouts={code: (card.board, card.part)}))
    told = looked_up(held, code)
    assert told == {"sheet": "和平村一组代表的联户卡", "page": f"representatives/{card.board}/"}
