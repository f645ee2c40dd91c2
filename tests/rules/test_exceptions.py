"""Drafted exceptions: one for each finding, with what only people can say left open."""

from __future__ import annotations

import yaml

from help.towns import TODAY, Tree
from lianhu.rules import exceptions
from lianhu.rules.check import check
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

ISSUE = "records/villages/heping/issues/2026/g01-2026-0001.yaml"


def test_each_finding_has_a_draft(town_tree: Tree, town_schemas: Schemas) -> None:
    home = "张建国家门口路灯不亮"
    tree = {**town_tree, ISSUE: town_tree[ISSUE].replace("一组路口路灯不亮".encode(), home.encode())}
    register = check(tree, town_schemas, TODAY).register
    assert register
    (draft,) = yaml.safe_load(exceptions.drafted(register))["exceptions"]
    assert draft == {
        "path": ISSUE,
        "rule": "records_name_no_homes",
        "fingerprint": "8689d3df940a836e",
        "reason": "",
        "owner": "",
        "expires_on": "",
    }
    assert home not in exceptions.drafted(register)


def test_without_a_finding_there_is_no_draft(town_register: Register) -> None:
    assert exceptions.drafted(town_register) == ""
