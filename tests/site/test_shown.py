"""The door shows village by village what it shows of the whole town, also where a name stands in two villages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from help.towns import TODAY, Tree, record
from lianhu import public
from lianhu.reading.files import TOWN_FILE
from lianhu.rules.check import check
from lianhu.site import shown
from lianhu.site.shown import Shown
from lianhu.store import NONE, Store
from lianhu.town.schemas import Schemas
from lianhu.writing.yamltext import to_yaml

PERSON = "records/villages/heping/representatives/g01-r01.yaml"
VILLAGE = "records/villages/heping/village.yaml"
VISITS = "records/villages/heping/visits/2026-03/g01.yaml"
DISPUTE = "records/villages/heping/issues/2026/g02-2026-0002.yaml"
ELSEWHERE = "records/villages/chengnan/issues/2026/g01-2026-0001.yaml"
GROUP = "records/villages/chengnan/groups/g01.yaml"
NAME = "欧阳立秋"

Change = Callable[[Any], None]


def corrected(issue: Any) -> None:
    told = {"at": "events[3].note", "right": f"{NAME}说通知贴在门口。", "reason": "写错了"}
    issue["corrections"] = [{"date": "2026-11-20", "by": "village_officer", **told}]


def withheld(person: Any) -> None:
    person["consent"]["name"]["web"] = False


def of_a_representative(town: Any) -> None:
    town["cadres"][0]["representative"] = "heping-g01-r01"


def given_back(village: Any) -> None:
    village["officers"][0] |= {"until": "2026-06-30", "consent": {"name": {"withdrawn_on": "2026-11-01"}}}


def deputised(village: Any, group: Any) -> None:
    group["heads"][0]["since"] = "2026-03-01"
    since = {"since": "2026-01-01", "until": "2026-02-28", "filled_by": "2026-02-28"}
    group["vacancies"] = [{**since, "reason": "辞职", "deputy": village["officers"][0]["name"]}]


def named_by_its_old_id(visits: Any) -> None:
    visits["visits"][1]["issues"] = ["heping-g02-2026-0009"]


def quarrelled(issue: Any) -> None:
    issue["category"] = "neighbour_dispute"


@pytest.mark.parametrize(
    ("first", "then", "path"),
    [
        ({ELSEWHERE: corrected}, {PERSON: withheld}, ELSEWHERE),
        ({TOWN_FILE: of_a_representative}, {PERSON: withheld}, TOWN_FILE),
        ({GROUP: deputised}, {VILLAGE: given_back}, GROUP),
        ({VISITS: named_by_its_old_id}, {DISPUTE: quarrelled}, VISITS),
    ],
    ids=["a name in a correction", "a cadre", "a deputy", "a dispute that moved"],
)
def test_what_is_hidden_in_one_village_is_hidden_in_all(
    first: dict[str, Change],
    then: dict[str, Change],
    path: str,
    town_tree: Tree,
    town_schemas: Schemas,
    tmp_path: Path,
) -> None:
    store = Store(tmp_path)
    before = changed(town_tree, first)
    was = door(before, town_schemas, store)
    now = door(changed(before, then), town_schemas, store)
    assert was.texts[path] != now.texts[path], "nothing is hidden"
    assert door(before, town_schemas, store).texts == was.texts


def test_one_village_is_asked_again_where_one_record_changed(
    town_tree: Tree, town_schemas: Schemas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    door(town_tree, town_schemas, store)
    asked: list[str] = []
    shown_of = public.view.shown_of
    monkeypatch.setattr("lianhu.public.view.shown_of", lambda one, how: asked.append(one.path) or shown_of(one, how))
    verdict = check(changed(town_tree, {ELSEWHERE: corrected}), town_schemas, TODAY, store=store)
    assert verdict.parts
    shown.of_parts(verdict.parts)
    assert {path for path in asked if "/villages/" in path} == {path for path in town_tree if "/chengnan/" in path}


def changed(tree: Tree, changes: dict[str, Change]) -> Tree:
    """`deputised` alone is given the record of heping as well."""
    found = {}
    for path, change in changes.items():
        found[path] = data = record(tree, path)
        change(record(tree, VILLAGE), data) if change is deputised else change(data)  # type: ignore[call-arg]
    return {**tree, **{path: to_yaml(data) for path, data in found.items()}}


def door(tree: Tree, schemas: Schemas, store: Store) -> Shown:
    """The town by its parts, which is the same without a store, and the same as the whole town."""
    answers = []
    for each in (store, store, NONE):
        verdict = check(tree, schemas, TODAY, store=each)
        assert verdict.parts, verdict.problems
        answers.append(shown.of_parts(verdict.parts))
    assert verdict.register
    whole = Shown.of(public.posted(verdict.register, "web"))
    for one in answers:
        assert list(one.texts.items()) == list(whole.texts.items())
        assert (one.hashes, one.phones) == (whole.hashes, whole.phones)
        assert [document.data for document in one.town.documents] == [
            document.data for document in whole.town.documents
        ]
        assert dict(one.town.photos) == dict(whole.town.photos)
    return answers[0]
