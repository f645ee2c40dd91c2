"""Whose name, photo or phone a change makes public, where, since when they agree; which promise it takes back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from help.program import run
from help.repository import Repository
from help.towns import TODAY, Tree, consent, record
from lianhu import changes, difference
from lianhu.difference.agreed import NowPublic, now_public
from lianhu.difference.effects import effects
from lianhu.difference.teller import teller_of
from lianhu.reading import assets
from lianhu.town.schemas import Schemas
from lianhu.words import CHINESE, spoken
from lianhu.writing.yamltext import to_yaml

PEOPLE = "records/villages/heping/representatives"
NOBODY, WALL_ONLY, NAMED = (f"{PEOPLE}/{name}.yaml" for name in ("g02-r01", "g01-r03", "g01-r01"))
GROUP = "records/villages/heping/groups/g01.yaml"


def told(before: Tree, after: Tree, schemas: Schemas) -> list[str]:
    states = [difference.state(tree, (), schemas, TODAY) for tree in (before, after)]
    changed = changes.between(before, after, schemas)
    found = effects(*states, changed, teller_of(states[1], changed))
    return [spoken(effect.text, CHINESE) for effect in found if effect.what in ("agreed", "shown", "otherwise")]


def agreeing(tree: Tree, path: str, **items: Any) -> Tree:
    data = record(tree, path)
    return {**tree, path: to_yaml({**data, "consent": {**data["consent"], **items}})}


def test_whose_name_becomes_public_since_when_agreed(town_tree: Tree, town_schemas: Schemas) -> None:
    after = agreeing(town_tree, NOBODY, name=consent(True, True, "2026-11-20", how="phone", by="village_officer"))
    (line,) = told(town_tree, after, town_schemas)
    assert line == "村(居)民代表 康䶮（heping-g02-r01）：开始公开：姓名（网上、墙上）；2026-11-20 同意，电话"


def test_what_was_agreed_again_is_of_its_own_day(town_tree: Tree, town_schemas: Schemas) -> None:
    wider = consent(False, True, "2026-06-06") | {"again": [consent(True, True, "2026-11-21", how="signed", by="self")]}
    (line,) = told(town_tree, agreeing(town_tree, WALL_ONLY, name=wider), town_schemas)
    assert line == "村(居)民代表 安小雪（heping-g01-r03）：开始公开：姓名（网上）；2026-11-21 同意，书面签字"


def test_whose_phone_becomes_public_on_the_wall(town_tree: Tree, town_schemas: Schemas) -> None:
    """Of a head, by name; the number itself stands in no line."""
    data = record(town_tree, GROUP)
    data["heads"][-1] |= {"phone": "0730-0000113", "consent": {"phone": consent(False, True, "2026-05-02")}}
    (line,) = told(town_tree, {**town_tree, GROUP: to_yaml(data)}, town_schemas)
    assert line == "村(居)民小组 和平村一组（heping-g01），安清和：开始公开：本人电话（墙上）；2026-05-02 同意"


@pytest.mark.parametrize("change", [{}, {"name": consent(False, False, "2026-11-20")}], ids=["nothing", "to nothing"])
def test_what_nobody_sees_is_not_told(change: Any, town_tree: Tree, town_schemas: Schemas) -> None:
    assert told(town_tree, agreeing(town_tree, NOBODY, **change), town_schemas) == []


def test_a_new_representative_is_told_with_what_is_shown(town_tree: Tree, town_schemas: Schemas) -> None:
    before = {path: content for path, content in town_tree.items() if path != NAMED}
    states = [difference.state(tree, (), town_schemas, TODAY) for tree in (before, town_tree)]
    found = now_public(*states, changes.between(before, town_tree, town_schemas))
    assert [(one.item, one.places) for one in found if isinstance(one, NowPublic)] == [
        ("name", ("web", "wall")),
        ("phone", ("wall",)),
        ("background", ("web", "wall")),
    ]


def test_a_looser_schema_is_told(town_tree: Tree, tmp_path: Path) -> None:
    town = Repository(tmp_path / "town", town_tree)
    source = json.loads((assets.folders(assets.SCHEMAS)[0] / "issue.schema.json").read_text(encoding="utf-8"))
    source["properties"]["events"]["x-changes"] = "随时可以改"
    town.branch("looser", "main")
    town.commit({f"{assets.SCHEMAS}/issue.schema.json": json.dumps(source).encode()})
    result = run("diff", "main", "looser", "--root", town.root, language="zh_CN")
    assert "格式文件放宽了（问题，events）：x-kept 原来是 whole，现在是 空白" in result.output
