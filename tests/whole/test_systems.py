"""The town's rules of domain.md section 2 and our rule functions: the table in docs/systems.md is complete."""

import re
from pathlib import Path

from lianhu.proposals.rules import PROPOSAL_RULES
from lianhu.rules.catalogue import RULES as RECORD_RULES
from lianhu.rules.catalogue import SOURCE, docstring

TABLE = (Path(__file__).parents[2] / "docs/systems.md").read_text(encoding="utf-8")
RULES = (*RECORD_RULES, *PROPOSAL_RULES)
# The numbers that the published description of the systems has.
NUMBERS = {*range(2, 6), *range(7, 12), *range(13, 18), *range(22, 35), 37}


def cited(rule: object) -> set[int]:
    """The numbers that a rule's docstring names as its source; `R26-27` names two."""
    source = docstring(rule).rpartition(SOURCE)[2]  # type: ignore[arg-type]
    found = re.findall(r"\bR(\d+)(?:-(\d+))?", source)
    return {number for first, last in found for number in range(int(first), int(last or first) + 1)}


def rows() -> dict[int, tuple[set[str], str]]:
    found = re.findall(r"^\| R(\d+) \|[^|]*\|([^|]*)\|([^|]*)\|$", TABLE, re.MULTILINE)
    return {int(number): (set(re.findall(r"`(\w+)`", names)), where.strip()) for number, names, where in found}


def test_every_rule_of_the_town_has_its_row() -> None:
    assert set(rows()) == NUMBERS


def test_each_row_names_just_the_functions_that_cite_it() -> None:
    for number, (names, where) in rows().items():
        assert names == {rule.__name__ for rule in RULES if number in cited(rule)}, f"R{number}"
        assert names or where != "-", f"R{number} is checked nowhere: name the schema or page that carries it"


def test_the_rules_without_a_number_are_listed_below() -> None:
    below = TABLE.rpartition("Rules that no number names")[2]
    assert set(re.findall(r"`(\w+)`", below)) == {rule.__name__ for rule in RULES if not cited(rule)}
