"""Every case of `tests/cases`: the change leads to these problems and no others, said in these words.

All are judged with one store: what a case leaves there is found by the next, so that each also proves that nothing is
kept by too little. While they are judged, rules are watched: none reads what it has not declared.
"""

from __future__ import annotations

import pytest

from help import case
from help.golden import Golden
from help.towns import TODAY, Tree
from help.watched import watching
from lianhu.proposals.judgement import judged
from lianhu.rules.check import check
from lianhu.store import Store
from lianhu.town.schemas import Schemas
from lianhu.words import CHINESE, ENGLISH, reports


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("store"))


@pytest.mark.parametrize("one", case.ALL, ids=lambda one: one.name)
def test_case(one: case.Case, town_tree: Tree, town_schemas: Schemas, golden: Golden, store: Store) -> None:
    if one.is_proposal:
        judgement = judged(one.proposal(town_tree, town_schemas, TODAY))
        problems = (*judgement.caused, *judgement.warnings)
    else:
        with watching():
            verdict = check(one.changed(town_tree), town_schemas, TODAY, store=store)
        problems = (*verdict.problems, *verdict.warnings)
    lines = tuple(case.found(problem) for problem in problems)
    told = reports.text(problems, ENGLISH)
    assert case.rules_of(lines) == case.rules_of(one.expect), f"{one.why}\n{told}"
    golden(case.expecting(one.path.read_text(encoding="utf-8"), lines), one.path, one.why)
    if problems:
        golden(f"{told}\n\n{reports.text(problems, CHINESE)}\n", one.expected_report)


def test_every_expected_report_has_its_case() -> None:
    known = {one.expected_report for one in case.ALL if one.expect}
    assert [path for path in sorted(case.CASES.rglob("*.expected.txt")) if path not in known] == []
