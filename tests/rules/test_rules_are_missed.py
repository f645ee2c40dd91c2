"""A rule that could be taken out without a failing case would be no rule (issue 5, hardening.md Q2, Q6)."""

from __future__ import annotations

import pytest

from help import case
from help.mutants import rules
from lianhu.rules import catalogue
from lianhu.rules.catalogue import RULES


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_rule_can_go(rule: catalogue.Rule) -> None:
    """Its cases expect findings that carry its name; only it makes them, so without it those cases fail."""
    name = rule.__name__
    firing = {
        one.name for one in case.ALL if one.rule == name and any(line.endswith(f" {name}") for line in one.expect)
    }
    assert firing, f"no case of {name} fires"
    makers = {
        other.__name__
        for of, register in rules.registers()
        if of == name
        for other in RULES
        if any(problem.rule == name for problem in catalogue.problems(other, register))
    }
    assert makers == {name}
