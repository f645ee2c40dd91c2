"""`check-jsonschema` as a second opinion: another reader and another set of checks see the same shapes as ours.

The two differ by design in what comes before shape: our reader refuses what YAML programs read differently
(`tests/cases/ambiguous_scalar` and its neighbours), so only files that our reader takes are compared.
Among these no difference is known.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from help import case
from help.towns import TOWN, Tree
from help.walk import kind_of
from lianhu.reading import files, yamldoc
from lianhu.town import schemas, shape
from lianhu.town.schemas import Kind, Schemas

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


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


@pytest.mark.parametrize("name", sorted(schemas.load().kinds))
def test_both_see_the_same_shapes(name: str, tmp_path: Path, town_tree: Tree, town_schemas: Schemas) -> None:
    """All records of the two towns, which are valid for both, and every file that a case changes, good or bad."""
    ours: dict[str, bool] = {}
    towns = {folder: files.read_folder(folder)[0] for folder in (TOWN, ROOT)}
    changed = {tmp_path / one.name: one.changed(town_tree) for one in case.ALL}
    for folder, tree in {**towns, **changed}.items():
        for path, content in tree.items():
            kind = kind_of(town_schemas, path)
            is_new = folder in towns or content != town_tree.get(path)
            if not (kind and kind.name == name and is_new):
                continue
            verdict = of_our_shape(path, content, kind)
            assert verdict or folder not in towns, path
            if verdict is not None:
                copy = folder / path
                if folder not in towns:
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    copy.write_bytes(content)
                ours[str(copy)] = verdict
    assert len(ours) > 1, f"{name} needs an example in both towns: tests/whole/test_conventions.py says where"
    theirs = refused_by_the_other(name, map(Path, ours))
    assert {path for path, valid in ours.items() if not valid} == set(theirs), theirs


def test_the_bad_ones_are_bad() -> None:
    """The comparison above is about something: at least twenty files of wrong shape are in it."""
    shape_rules = {rule for rule, _ in shape.SENTENCES.values()}
    assert len([one for one in case.ALL if {line.split()[1] for line in one.expect} & shape_rules]) >= 20


def test_every_schema_is_a_schema() -> None:
    sources = map(str, sorted((ROOT / "schemas").glob("*.schema.json")))
    command = [sys.executable, "-m", "check_jsonschema", "--check-metaschema", *sources]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
