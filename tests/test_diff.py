"""`lianhu diff`: golden cases, what it must never say, and the command on real repositories.

A case of `tests/changes` is one of `tests/cases` without `expect`: the edits make the later state of the tiny town, or
with `backwards` the earlier one; `problems` says that a rule forbids a state. Beside it stands what is told: text and
Markdown in Chinese, JSON in English.
"""

from __future__ import annotations

from pathlib import Path

import case
import pytest
import yaml
from conftest import TODAY, Tree
from golden import Golden

from lianhu import assets, difference
from lianhu.difference import Compared, Difference, State
from lianhu.pages import drawing
from lianhu.register import Register
from lianhu.schemas import Schemas
from lianhu.site import Site

CHANGES = sorted((Path(__file__).parent / "changes").glob("*.yaml"))
COMPARED = Compared("1" * 40, None)


def site_of(town: Register) -> Site:
    return Site(town, drawing.environment(assets.folders(assets.TEMPLATES, None)))


def compared(before: Tree, after: Tree, schemas: Schemas) -> tuple[State, State, Difference]:
    states = tuple(difference.state(tree, (), schemas, TODAY) for tree in (before, after))
    return states[0], states[1], difference.between(*states, schemas, site_of)


@pytest.mark.parametrize("path", CHANGES, ids=lambda path: path.stem)
def test_a_change_in_the_towns_words(path: Path, town_tree: Tree, town_schemas: Schemas, golden: Golden) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    backwards, with_problems = (data.pop(key, False) for key in ("backwards", "problems"))
    one = case.made(path, data)
    trees = (town_tree, one.changed(town_tree))
    before, after, found = compared(*(trees[::-1] if backwards else trees), town_schemas)
    problems = [f"{one.path}: {one.message}" for state in (before, after) for one in state.problems]
    assert bool(problems) == with_problems, problems
    for ending, format_name, language in (
        ("txt", "text", "zh_CN"),
        ("md", "markdown", "zh_CN"),
        ("json", "json", "en"),
    ):
        golden(f"{difference.FORMATS[format_name](found, COMPARED, language)}\n", path.with_suffix(f".{ending}"))
