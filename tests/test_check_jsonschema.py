"""`check-jsonschema` as a second opinion: another reader and another set of checks see the same shapes as ours.

The two differ by design in what comes before shape: our reader refuses what YAML programs read differently
(`tests/cases/ambiguous_scalar` and its neighbours), so only files that our reader takes are compared.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import case
import pytest
from conftest import TOWN, Tree

from lianhu import files, shape, yamldoc
from lianhu.schemas import Kind, Schemas

ROOT = Path(__file__).parent.parent

# `case: why the two differ`; everything else they judge alike.
DIFFERENT: Mapping[str, str] = {}


def refused_by_the_other(kind: str, paths: Iterable[Path]) -> dict[str, str]:
    """Which of these files check-jsonschema refuses, with its first complaint about each."""
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(ROOT / f"schemas/{kind}.schema.json")]
    run = subprocess.run(
        [*command, "--output-format", "json", "--verbose", *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode in (0, 1), run.stderr
    result = json.loads(run.stdout)
    found = {error["filename"]: error["message"] for error in reversed(result.get("errors", ()))}
    return found | {error["filename"]: "cannot be read" for error in result.get("parse_errors", ())}


def of_our_shape(path: str, content: bytes, kind: Kind) -> bool | None:
    """Our verdict on a file's shape; None where the file cannot even be read."""
    document, _ = yamldoc.read(path, content)
    return document and not shape.shape_problems(document, kind)


@pytest.mark.parametrize("folder", [TOWN, ROOT], ids=["tiny town", "demonstration town"])
def test_all_records_are_valid_for_both(folder: Path, town_schemas: Schemas) -> None:
    tree, _ = files.read_folder(folder)
    by_kind = defaultdict(list)
    for path, content in tree.items():
        kind = town_schemas.kind_of(path)
        assert kind and of_our_shape(path, content, kind), path
        by_kind[kind.name].append(folder / path)
    assert set(by_kind) == set(town_schemas.kinds)
    for name, paths in by_kind.items():
        assert refused_by_the_other(name, paths) == {}


def test_both_refuse_the_same_records(tmp_path: Path, town_tree: Tree, town_schemas: Schemas) -> None:
    """Every file that a case changes, good or bad."""
    by_kind: dict[str, dict[str, tuple[str, bool]]] = defaultdict(dict)
    for one in case.ALL:
        for path, content in one.changed(town_tree).items():
            kind = town_schemas.kind_of(path)
            if content == town_tree.get(path) or not kind or (ours := of_our_shape(path, content, kind)) is None:
                continue
            copy = tmp_path / one.rule / one.path.stem / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
            by_kind[kind.name][str(copy)] = one.name, ours
    differences = {}
    refused = 0
    for name, verdicts in by_kind.items():
        theirs = refused_by_the_other(name, map(Path, verdicts))
        refused += len(theirs)
        for copy, (case_name, ours) in verdicts.items():
            if ours == (copy in theirs):
                differences[case_name] = f"ours: {'valid' if ours else 'bad'}; theirs: {theirs.get(copy, 'valid')}"
    assert refused > 20, "the bad ones were not even looked at"
    assert {name: told for name, told in differences.items() if name not in DIFFERENT} == {}
    assert sorted(set(DIFFERENT) - set(differences)) == [], "no difference any more: take it out of DIFFERENT"


def test_every_schema_is_a_schema() -> None:
    sources = map(str, sorted((ROOT / "schemas").glob("*.schema.json")))
    command = [sys.executable, "-m", "check_jsonschema", "--check-metaschema", *sources]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
