"""A rule that could be taken out without a failing case would be no rule (issue 5, hardening.md Q2, Q6)."""

from __future__ import annotations

import pytest

from help import case, mutants
from help.mutants import rules
from help.walk import ROOT
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
        for register in rules.registers(name)
        for other in RULES
        if any(problem.rule == name for problem in catalogue.problems(other, register))
    }
    assert makers == {name}


def test_a_change_in_a_rule_is_noticed() -> None:
    """Of a small module's changes the cases notice all."""
    made = list(mutants.of(ROOT / "tools/lianhu/rules/service_days.py"))
    assert len(made) > 5
    noticed = {mutant.name: not rules.survives("lianhu.rules.service_days", mutant.text) for mutant in made}
    assert [name for name, is_noticed in noticed.items() if not is_noticed] == []
