"""What rules cite is published: every number on the site's own page `site/pages/systems.md`, or a law by its name."""

import re

import pytest

from help.built import Built
from help.walk import ROOT
from lianhu.figures.definitions import FIGURES
from lianhu.proposals.rules import PROPOSAL_RULES
from lianhu.rules.catalogue import RULES as RECORD_RULES
from lianhu.rules.catalogue import SOURCE, described, docstring
from lianhu.words import CHINESE, ENGLISH

PAGE = (ROOT / "site/pages/systems.md").read_text(encoding="utf-8")
RULES = (*RECORD_RULES, *PROPOSAL_RULES)
# The numbers that the published description of the systems has, and our own ground rules.
NUMBERS = [
    *(f"R{number}" for number in (*range(2, 6), *range(7, 12), *range(13, 18), *range(22, 35), 37)),
    *(f"G{number}" for number in range(1, 7)),
]
PUBLISHED = [entry.source for language in (ENGLISH, CHINESE) for entry in described(RULES, language)]


def numbers(source: str) -> set[str]:
    """The numbers that a source names; `R26-27` names two."""
    found = re.findall(r"\b([RG])(\d+)(?:-(\d+))?", source)
    return {
        f"{letter}{number}" for letter, first, last in found for number in range(int(first), int(last or first) + 1)
    }


def cited(rule: object) -> set[str]:
    return numbers(docstring(rule).rpartition(SOURCE)[2])


def entries() -> dict[str, tuple[set[str], str]]:
    """The functions and the other places that the page names for each number."""
    found = {}
    for entry in re.split(r"^- |^## ", PAGE, flags=re.MULTILINE):
        if named := re.match(r'<a id="(\w+)"></a>\*\*(\w+)\*\* ', entry):
            assert named[1] == named[2]
            functions, _, elsewhere = entry.partition("检查：")[2].partition("\n")
            found[named[1]] = set(re.findall(r"`(\w+)`", functions)), elsewhere or entry.partition("另见：")[2]
    return found


def test_every_number_has_its_entry() -> None:
    assert list(entries()) == NUMBERS


def test_each_entry_names_just_the_functions_that_cite_it() -> None:
    for number, (functions, elsewhere) in entries().items():
        assert functions == {rule.__name__ for rule in RULES if number in cited(rule)}, number
        assert functions or elsewhere.strip(), f"{number} is checked nowhere: name the schema or page that carries it"


def test_the_rules_without_a_number_are_listed_below() -> None:
    below = PAGE.rpartition("## ")[2]
    assert set(re.findall(r"`(\w+)`", below)) == {rule.__name__ for rule in RULES if not cited(rule)}


@pytest.mark.parametrize("source", sorted({*PUBLISHED, *(figure.source for figure in FIGURES)}))
def test_no_published_source_is_a_document_that_nobody_has(source: str) -> None:
    assert not re.search(r"\.md\b|\b[APTF]\d|领域说明|设计说明|\b(?:domain|design|hardening)\b", source), (
        "cite a number of site/pages/systems.md, and add it there, or a law by its name"
    )
    assert numbers(source) <= set(NUMBERS)


def test_both_languages_cite_the_same() -> None:
    chinese = {entry.name: numbers(entry.source) for entry in described(RULES, CHINESE)}
    assert chinese == {entry.name: numbers(entry.source) for entry in described(RULES, ENGLISH)}


def test_a_cited_number_leads_to_its_explanation(tiny_site: Built) -> None:
    """As a link that a reader can follow, from the page of the rules to its line on the page of the sources."""
    rules, sources = tiny_site.pages["rules/"], tiny_site.pages["systems/"]
    led = set(re.findall(r'href="\.\./systems/#([RG][0-9]+)"', rules.source))
    assert "G2" in led and "&lt;" not in rules.source
    assert led <= set(re.findall(r'id="([RG][0-9]+)"', sources.source))
