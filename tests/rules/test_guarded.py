"""What fails in the program is told as its fault, with rule and record, beside all that the other rules find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from help.case import found
from help.towns import TODAY, Tree
from lianhu.proposals import rules as of_the_step
from lianhu.proposals.judgement import judged
from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules import Finding as StepFinding
from lianhu.rules import catalogue, documents, scope
from lianhu.rules.catalogue import Finding, Rule
from lianhu.rules.check import check
from lianhu.store import NONE, Store
from lianhu.town import faults
from lianhu.town.kinds import Calendar, Group, Issue
from lianhu.town.register import Register
from lianhu.town.schemas import Kind, Schemas
from lianhu.words import CHINESE, ENGLISH, reports, say
from lianhu.words.problems import Problem

HEPING = "records/villages/heping"
ISSUE, OTHER = f"{HEPING}/issues/2026/g01-2026-0001.yaml", f"{HEPING}/issues/2026/g01-2026-0002.yaml"
GROUP, CALENDAR = f"{HEPING}/groups/g01.yaml", "records/calendar/2026.yaml"


@pytest.fixture(autouse=True)
def _guarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """As everywhere but in the tests."""
    monkeypatch.delenv(faults.VARIABLE)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[Rule], None]:
    """Makes a rule one of the town's."""
    return lambda rule: monkeypatch.setattr(catalogue, "RULES", (*catalogue.RULES, rule))


def broken(title: str) -> None:
    raise ValueError(f"{title} and 430621199001011234")


@scope.of_each(Issue)
def titles_are_short(register: Register) -> Iterator[Finding]:
    """One by one, and one that nobody thought of."""
    for issue in register.judged(Issue):
        if issue.title == "一组路口路灯不亮":
            broken(issue.title)
        yield Finding(issue, ("title",), say("x"), say("y"))


@scope.of_village(Group, Issue)
def groups_have_an_even_number(register: Register) -> Iterator[Finding]:
    """Several records of a village together."""
    for group in register.all(Group):
        if group.id == "heping-g01":
            for issue in register.issues_of(group):
                broken(issue.title)
        yield Finding(group, ("name",), say("x"), say("y"))


@scope.of_each(Group)
def holidays_are_known(register: Register) -> Iterator[Finding]:
    """Each record by the town's settings, in which something lies that nobody thought of."""
    for _ in register.judged(Group):
        for calendar in register.all(Calendar):
            broken(calendar.source)
    yield from ()


@scope.of_town(Group)
def there_is_order(register: Register) -> Iterator[Finding]:
    """Nothing in hand."""
    if register.today:
        broken("x")
    yield from ()


def told(tree: Tree, schemas: Schemas, store: Store = NONE) -> list[str]:
    return [found(problem) for problem in check(tree, schemas, TODAY, store=store).problems]


def test_of_a_rule_that_judges_each_record_all_others_are_judged(
    town_tree: Tree, town_schemas: Schemas, asked: Callable[[Rule], None], tmp_path: Path
) -> None:
    """Nothing of it is kept for a folder that could not be judged to its end."""
    asked(titles_are_short)
    store = Store(tmp_path)
    lines = told(town_tree, town_schemas, store)
    assert f"{ISSUE}:1:1 {faults.RULE}" in lines
    others = [line for line in lines if line.endswith("titles_are_short")]
    count = sum("/issues/" in path for path in town_tree)
    assert len(others) == count - 1
    mended = {**town_tree, ISSUE: town_tree[ISSUE].replace("一组路口路灯不亮".encode(), "路灯不亮".encode())}
    assert len(told(mended, town_schemas, store)) == count


@pytest.mark.parametrize(
    ("rule", "path", "named"),
    [
        (groups_have_an_even_number, ISSUE, ISSUE),
        (holidays_are_known, "records/villages/chengnan/groups/g01.yaml", CALENDAR),
        (there_is_order, "records/town.yaml", "records/town.yaml"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_rule_and_record_are_named(
    rule: Rule, path: str, named: str, town_tree: Tree, town_schemas: Schemas, asked: Callable[[Rule], None]
) -> None:
    """Once for one cause, and what others find stands beside it."""
    asked(rule)
    tree = {**town_tree, OTHER: town_tree[OTHER].replace(b"category: ", b"category: no_")}
    verdict = check(tree, town_schemas, TODAY)
    (fault,) = (problem for problem in verdict.problems if problem.rule == faults.RULE)
    assert (fault.path, fault.level) == (path, "error")
    assert f"The rule {rule.__name__} failed at {named} (ValueError" in str(fault.message)
    assert "references_resolve" in {problem.rule for problem in verdict.problems}
    for language in (ENGLISH, CHINESE):
        said = reports.text([fault], language)
        assert rule.__name__ in said and faults.VARIABLE in said
        assert "430621" not in said and "Traceback" not in said


def test_who_maintains_it_sees_where(
    town_tree: Tree, town_schemas: Schemas, asked: Callable[[Rule], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(there_is_order)
    monkeypatch.setenv(faults.VARIABLE, "1")
    with pytest.raises(ValueError, match="x and"):
        told(town_tree, town_schemas)


def a_step_is_small(proposal: Proposal) -> Iterator[StepFinding]:
    for change in proposal.changes:
        broken(change.path)
    yield from ()


def test_a_rule_of_the_step_is_guarded_as_well(
    town_tree: Tree, town_schemas: Schemas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step that cannot be judged is none that passes."""
    monkeypatch.setattr(of_the_step, "PROPOSAL_RULES", (a_step_is_small, *of_the_step.PROPOSAL_RULES))
    changed = {**town_tree, ISSUE: town_tree[ISSUE].replace(b"source: visit", b"source: online")}
    problems = judged(Proposal(published=town_tree, proposed=changed, schemas=town_schemas, today=TODAY)).caused
    assert [(problem.path, problem.rule) for problem in problems] == [
        (ISSUE, faults.RULE),
        (ISSUE, "published_entries_are_kept"),
    ]


def test_a_file_that_cannot_be_judged_is_told_beside_the_others(
    town_tree: Tree, town_schemas: Schemas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before any rule is asked."""
    shape = documents._shape

    def failing(path: str, content: bytes, kind: Kind) -> tuple[Problem, ...]:
        return broken(path) or () if path == ISSUE else shape(path, content, kind)

    monkeypatch.setattr(documents, "_shape", failing)
    tree = {**town_tree, OTHER: town_tree[OTHER].replace(b"kind: ", b"sort: ")}
    assert {line.rpartition(" ")[2]: line.partition(":")[0] for line in told(tree, town_schemas)} == {
        faults.RULE: ISSUE,
        "known_key": OTHER,
        "required_key": OTHER,
    }
