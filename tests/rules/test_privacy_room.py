"""What the check does not search has no room for what the finished site's inspection would find."""

from __future__ import annotations

import re

import pytest

from help.towns import TODAY, Tree
from lianhu.personal import NUMBERS, found_in
from lianhu.rules.check import check
from lianhu.town.schemas import Schemas

FUND = "records/villages/heping/service-fund/2026.yaml"


@pytest.mark.parametrize("voucher", ["QQ20260001", "HP13800138000"])
def test_a_voucher_that_is_a_persons_number_is_told_at_its_place(
    voucher: str, town_tree: Tree, town_schemas: Schemas
) -> None:
    """It fits a voucher's form, so it once passed the check and stopped the build."""
    assert [finding for finding in found_in(voucher) if finding.detector in NUMBERS]
    changed, count = re.subn(rb"HP20260002", voucher.encode(), town_tree[FUND])
    assert count
    problems = check({**town_tree, FUND: changed}, town_schemas, TODAY).problems
    assert {(problem.path, problem.rule) for problem in problems} == {(FUND, "records_hold_no_private_contacts")}


def test_an_ordinary_voucher_may_stand(town_tree: Tree, town_schemas: Schemas) -> None:
    assert check(town_tree, town_schemas, TODAY).problems == ()
