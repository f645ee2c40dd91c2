"""What a sheet shows: the board's panels, whole or one by one, and nothing that the wall does not show."""

from __future__ import annotations

from typing import Any

import pytest

from help.towns import Tree, registered
from lianhu.public.sheet import WHOLE, doors, sheets
from lianhu.public.wall import PANELS
from lianhu.town.schemas import Schemas

PERSON = "records/villages/heping/representatives/g01-r01.yaml"
ISSUE = "records/villages/heping/issues/2026/g01-2026-0001.yaml"


@pytest.fixture
def shown(town_tree: Tree, town_schemas: Schemas) -> Any:
    def codes(path: str = "", old: str = "", new: str = "") -> dict[tuple[str, str], str]:
        tree = {**town_tree}
        if path:
            text = tree[path].decode()
            assert old in text
            tree[path] = text.replace(old, new).encode()
        town = doors(registered(tree, town_schemas))
        return {(sheet.board, sheet.part): sheet.code for sheet in sheets(town)}

    return codes


def test_a_board_hangs_whole_or_in_four_sheets(shown: Any) -> None:
    assert [part for board, part in shown() if board == "heping-g01"] == [WHOLE, *PANELS]


def test_a_code_changes_with_what_its_sheet_shows_and_no_other(shown: Any) -> None:
    before, after = shown(), shown(ISSUE, "路灯不亮", "路灯又不亮")
    changed = {sheet for sheet in before if before[sheet] != after[sheet]}
    assert changed == {("heping-g01", WHOLE), ("heping-g01", "issues")}


def test_what_the_wall_does_not_show_changes_no_code(shown: Any) -> None:
    assert shown() == shown(PERSON, "id:", "# a remark of the clerk's\nid:")


def test_a_telephone_that_only_the_wall_shows_is_in_no_code(shown: Any) -> None:
    """Codes stand on the web, and seven digits are soon tried against a hash."""
    assert shown() == shown(PERSON, "0730-0000061", "0730-0000969")


def test_that_the_wall_shows_somebodys_telephone_is_in_the_code(shown: Any) -> None:
    before, after = shown(), shown(PERSON, "    wall: true", "    wall: false")
    changed = {sheet for sheet in before if before[sheet] != after[sheet]}
    assert {("heping-g01", WHOLE), ("heping-g01", "representatives")} <= changed
