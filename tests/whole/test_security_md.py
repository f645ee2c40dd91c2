"""SECURITY.md is true: every row names its test, and every test that it names is there."""

from __future__ import annotations

import ast
import re

import pytest

from help.walk import ROOT

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[a-z_/]+\.py)::(\w+)`", TEXT)))


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_named_test_exists(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, f"{path} has no {name}"


def test_every_threat_names_a_test() -> None:
    sections = [part for part in TEXT.split("\n## ") if "| proven by |" in part]
    assert len(sections) >= 3 and len(NAMED) > 30
    for part in sections:
        for row in re.findall(r"^\| (?!threat|-)(.*) \|$", part, re.MULTILINE):
            assert "`tests/" in row.rpartition(" | ")[2], row


def test_no_other_form_hides_a_missing_test() -> None:
    assert len(re.findall(r"tests/[\w/]+\.py::", TEXT)) == sum(TEXT.count(f"`{path}::{name}`") for path, name in NAMED)
