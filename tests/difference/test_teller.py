"""One teller: the reviewer reads in `lianhu diff` the very lines that `/changes/` will have."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from help import case, walk
from help.program import run
from help.repository import Repository
from help.towns import TODAY, Tree, consent, record
from lianhu import changes, difference, git, history
from lianhu.changes import wording
from lianhu.difference import State
from lianhu.difference.effects import effects
from lianhu.difference.teller import teller_of
from lianhu.history.chronicle import Chronicle
from lianhu.reading import assets
from lianhu.site import site
from lianhu.site.pages import Page
from lianhu.site.pages import changes as pages
from lianhu.site.pages.drawing import Drawing
from lianhu.site.site import Site
from lianhu.town.schemas import Schemas
from lianhu.words import CHINESE, spoken
from lianhu.writing.yamltext import to_yaml

pytestmark = pytest.mark.slow

CHANGES = sorted((Path(__file__).parent.parent / "changes").glob("*.yaml"))
PERSON = "records/villages/heping/representatives/g01-r01.yaml"
ISSUE = "records/villages/chengnan/issues/2026/g01-2026-0002.yaml"


def site_of(state: State) -> Site | None:
    assert state.web
    return Site(state.web, Drawing(assets.folders(assets.TEMPLATES), state.web)) if state.has_site else None


def pages_of(state: State) -> Iterable[Page]:
    town_site = site_of(state)
    return town_site.record_pages() if town_site else ()


def published(repository: Repository, after: State) -> list[str]:
    """What `/changes/` tells of the newest commit, a line each, under what it calls the record."""
    assert after.register and after.web
    chronicle = Chronicle(after.register, after.web, history.whole(repository.root))
    steps = pages.newest(chronicle, pages_of(after))
    told = [record for step in steps if step.commit == repository.head for record in step.records]
    assert not any(record.more for record in told)
    lines = [
        f"{record.title}：{spoken(wording.dated(line), CHINESE)}" for record in told for line in record.entry.lines
    ]
    return sorted(map(without_id, lines))


def told(repository: Repository, before: State, after: State, schemas: Schemas) -> list[str]:
    """What a reviewer reads of the records before the newest commit is published, without their ids."""
    changed = changes.between(before.tree, after.tree, schemas)
    town = git.Repository(repository.root)
    earlier = history.known(town, town.resolve("HEAD~1"), schemas)
    return sorted(
        without_id(spoken(effect.text, CHINESE))
        for effect in effects(before, after, changed, teller_of(after, changed, earlier, pages_of(after)))
        if effect.what in get_args(wording.What)
    )


def without_id(line: str) -> str:
    """A comparison says the id of each record, a page's title only of one that has a namesake."""
    return re.sub("（[a-z0-9_-]+）", "", line, count=1)


def step(before: Tree, after: Tree) -> dict[str, bytes | None]:
    return {path: after.get(path) for path in {*before, *after} if before.get(path) != after.get(path)}


@pytest.mark.parametrize("path", CHANGES, ids=lambda path: path.stem)
def test_each_case_is_told_as_it_will_be_published(
    path: Path, tmp_path: Path, town_tree: Tree, town_schemas: Schemas
) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    backwards, _ = (data.pop(key, False) for key in ("backwards", "problems"))
    trees = [town_tree, case.made(path, data).changed(town_tree)][:: -1 if backwards else 1]
    before, after = (difference.state(tree, (), town_schemas, TODAY) for tree in trees)
    if after.register is None:
        return  # it cannot be published
    repository = Repository(tmp_path / "town", trees[0])
    repository.commit(step(*trees))
    assert told(repository, before, after, town_schemas) == published(repository, after)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.integers(0, 10**9), min_size=3, max_size=6))
def test_whatever_is_edited_is_told_as_it_will_be_published(
    chosen: Sequence[int], tmp_path_factory: pytest.TempPathFactory, town_tree: Tree, town_schemas: Schemas
) -> None:
    """Commit after commit, each with its past: what a record once was decides what may be told of it."""
    repository = Repository(tmp_path_factory.mktemp("edits") / "town", town_tree)
    before = difference.state(town_tree, (), town_schemas, TODAY)
    for number in chosen:
        tree = edited(before.tree, number)
        after = difference.state(tree, (), town_schemas, TODAY)
        if after.register is None:
            continue  # the shape forbids it
        repository.commit(step(before.tree, tree))
        assert told(repository, before, after, town_schemas) == published(repository, after)
        before = after


def edited(tree: Tree, chosen: int) -> Tree:
    """Another value in some place, a record less, or a list without its last entry."""
    path = sorted(tree)[chosen % len(tree)]
    data = record(tree, path)
    lists = [key for key, value in sorted(data.items()) if isinstance(value, list)]
    way = chosen % 7
    if way == 0:
        return {other: content for other, content in tree.items() if other != path or path.endswith("town.yaml")}
    if way == 1 and lists:
        key = lists[chosen % len(lists)]
        data[key] = data[key][:-1]
    else:
        leaves = [(at, value) for at, value in walk.leaves(data) if at[-1] != "id"]
        at, value = leaves[chosen // 7 % len(leaves)]
        walk.put(
            data, at, not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else other(value)
        )
    return {**tree, path: to_yaml(data)}


def other(value: object) -> str:
    """A text that its schema may take: of codes and days another one, of words more of them."""
    known = {"street_light": "neighbour_dispute", "neighbour_dispute": "water", "2026-01-12": "2026-11-30"}
    return known.get(str(value), f"{value}甲")


def test_what_was_a_dispute_long_ago_is_told_neither_here_nor_there(
    tmp_path: Path, town_tree: Tree, town_schemas: Schemas
) -> None:
    """Between two states that are none, the history decides."""
    category = record(town_tree, ISSUE)["category"]
    assert category == "neighbour_dispute"
    titled = to_yaml({**record(town_tree, ISSUE), "category": "street_light", "title": "金丝雀题一"})
    retitled = titled.replace("金丝雀题一".encode(), "金丝雀题二".encode())
    repository = Repository(tmp_path / "town", town_tree)
    trees = [town_tree | {ISSUE: content} for content in (titled, retitled)]
    for tree in trees:
        repository.commit({ISSUE: tree[ISSUE]})
    before, after = (difference.state(tree, (), town_schemas, TODAY) for tree in trees)
    assert told(repository, before, after, town_schemas) == published(repository, after) == []
    output = run("diff", "HEAD~1", "HEAD", "--root", repository.root).output
    assert "shown otherwise now: 事项摘要" in output and "金丝雀题一" not in output


def test_the_page_has_the_line_that_the_reviewer_read(tmp_path: Path, town_tree: Tree, town_schemas: Schemas) -> None:
    """From the command to the drawn page."""
    repository = Repository(tmp_path / "town", town_tree)
    person = to_yaml({**record(town_tree, PERSON), "roles": ["policy_communicator"], "household_count": 13})
    repository.commit({PERSON: person})
    reviewed = json.loads(run("diff", "HEAD~1", "HEAD", "--format", "json", "--root", repository.root).output)
    lines = [effect["text"].split(": ", 1)[1] for effect in reviewed["effects"] if effect["id"] == "heping-g01-r01"]
    after = difference.state(town_tree | {PERSON: person}, (), town_schemas, TODAY)
    assert after.register
    town_site = site.of(after.register, repository.root, history=history.here(repository.root))
    page = next(page for page in town_site.section_pages() if page.address == "changes/")
    body = html.unescape(town_site.body(page))
    assert lines == ["联系户数 12 → 13", "角色: 矛盾调解员 taken out"]
    assert "联系户数 12 → 13" in body and "角色：去掉 矛盾调解员" in body


# -- what no line says


def consequences(before: Tree, after: Tree, schemas: Schemas) -> list[str]:
    states = [difference.state(tree, (), schemas, TODAY) for tree in (before, after)]
    changed = changes.between(before, after, schemas)
    told = effects(*states, changed, teller_of(states[1], changed, pages=pages_of(states[1])))
    return [spoken(effect.text, CHINESE) for effect in told if effect.what not in get_args(wording.What)]


def test_another_picture_under_the_same_name(town_tree: Tree, town_schemas: Schemas) -> None:
    path = "records/villages/heping/representatives/g01-r03.yaml"
    data = record(town_tree, path)
    agreed = {
        **data,
        "photo": "g01-r03.jpg",
        "consent": {**data["consent"], "photo": consent(True, True, "2026-06-06")},
    }
    file = "records/villages/heping/photos/g01-r03.jpg"
    before, after = (town_tree | {path: to_yaml(agreed), file: picture(colour)} for colour in ("red", "green"))
    assert consequences(before, after, town_schemas) == [
        "村(居)民代表 安代表（heping-g01-r03）：公开的内容有变化：照片"
    ]
    assert consequences(before, before, town_schemas) == []
    withheld = town_tree | {path: to_yaml({**agreed, "consent": data["consent"]}), file: picture("red")}
    assert consequences(before, withheld, town_schemas) == ["村(居)民代表 安代表（heping-g01-r03）：不再公开：照片"]


def picture(colour: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (32, 32), colour).save(content, "JPEG")
    return content.getvalue()


def test_the_title_of_every_dispute_is_the_categorys(town_tree: Tree, town_schemas: Schemas) -> None:
    path = "records/categories.yaml"
    renamed = town_tree | {path: town_tree[path].replace("邻里纠纷调解".encode(), "邻里矛盾调解".encode())}
    assert renamed != town_tree
    told = consequences(town_tree, renamed, town_schemas)
    assert "问题 邻里矛盾调解（chengnan-g01-2026-0002）：公开的内容有变化：事项摘要" in told


def test_a_record_whose_removal_was_there_before_does_not_vanish_silently(
    town_tree: Tree, town_schemas: Schemas
) -> None:
    issue = "records/villages/chengnan/issues/2026/g01-2026-0003.yaml"
    removal = {
        "id": "issue-chengnan-g01-2026-0003",
        "kind": "issue",
        "record": "chengnan-g01-2026-0003",
        "removed_on": "2026-11-20",
        "by": "town_office",
        "reason": "entered_by_mistake",
    }
    before = town_tree | {f"records/removals/{removal['id']}.yaml": to_yaml(removal)}
    after = {path: content for path, content in before.items() if path != issue}
    told = consequences(before, after, town_schemas)
    assert len(told) == 1 and told[0].startswith("问题 chengnan-g01-2026-0003：不再公开：编号、")


def test_one_who_leaves_and_a_name_withdrawn_in_one_step(town_tree: Tree, town_schemas: Schemas) -> None:
    """What a line tells of one key does not hide what a consent does to another; the name is told nowhere."""
    data = record(town_tree, PERSON)
    given = {**data["consent"], "name": {**data["consent"]["name"], "withdrawn_on": "2026-11-20"}}
    groups = [{**data["groups"][0], "until": "2026-11-20"}]
    after = town_tree | {PERSON: to_yaml({**data, "consent": given, "groups": groups})}
    told = consequences(town_tree, after, town_schemas)
    assert told[:2] == [
        "村(居)民代表 欧阳代表（heping-g01-r01）：不再公开：姓名",
        "欧阳代表（heping-g01-r01）不再任和平村一组代表。",
    ]
