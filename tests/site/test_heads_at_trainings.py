"""A training names persons for heads, too: whose heads came, and who held the office on that day (R7)."""

from __future__ import annotations

from help.drawn import Drawn, below, linked, part, says
from help.towns import Tree

TRAINING, GROUP = "villages/heping/meetings/2026-06-18-training.yaml", "villages/heping/groups/g01.yaml"
NUMBERS = "  area_heads: 2\n  group_heads: 2\n"
NAMED = "  area_heads_of: [heping-p1, heping-p2]\n  group_heads_of: [heping-g01]\n"
ADDRESS = "meetings/heping-2026-06-18-training/"
SINCE = "    since: 2026-05-01\n"


def changed(tree: Tree, path: str, before: str, after: str) -> dict[str, str | None]:
    text = tree[f"records/{path}"].decode()
    assert before in text
    return {path: text.replace(before, after)}


def test_the_page_names_who_held_the_office(drawn: Drawn, town_tree: Tree) -> None:
    page = drawn(ADDRESS, files=changed(town_tree, TRAINING, NUMBERS, NAMED))
    says(page, "片长2名", "组长1名")
    came = part(page, "到会的片长和组长")
    assert came.says("和平村上片 温大暑 片长") and came.says("和平村一组 安清和 组长")
    assert {"../../areas/heping-p1/", "../../groups/heping-g01/"} <= linked(came)


def test_it_names_who_did_on_that_day_and_not_who_does_today(drawn: Drawn, town_tree: Tree) -> None:
    files = changed(town_tree, TRAINING, NUMBERS, NAMED)
    later = f"{SINCE}    until: 2026-10-31\n  - name: 安立冬\n    since: 2026-11-01\n"
    assert "安清和组长" in below(
        drawn(ADDRESS, files=files | changed(town_tree, GROUP, SINCE, later)), "到会的片长和组长"
    )


def test_or_who_stood_in(drawn: Drawn, town_tree: Tree) -> None:
    files = changed(town_tree, TRAINING, NUMBERS, NAMED)
    vacancy = "{since: 2026-05-01, reason: 前任辞职, deputy: 温大暑, filled_by: 2026-07-31}"
    vacant = f"    since: 2026-07-01\nvacancies:\n  - {vacancy}\n"
    assert "温大暑代理组长" in below(
        drawn(ADDRESS, files=files | changed(town_tree, GROUP, SINCE, vacant)), "到会的片长和组长"
    )


def test_a_number_alone_is_shown_as_before(drawn: Drawn) -> None:
    page = drawn(ADDRESS)
    says(page, "片长2名", "组长2名")
    assert not page.says("到会的片长和组长")
