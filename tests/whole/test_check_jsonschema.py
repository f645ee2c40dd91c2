"""`check-jsonschema` as a second opinion: another reader and another set of checks see the same shapes as ours.

The two differ by design in what comes before shape: our reader refuses what YAML programs read differently
(`tests/cases/ambiguous_scalar` and its neighbours), so only files that our reader takes are compared.
Among these no difference is known.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import check_jsonschema
import pytest
from click.testing import CliRunner, Result

from help import case
from help.towns import TOWN, Tree
from help.walk import kind_of
from lianhu.reading import files, yamldoc
from lianhu.town import schemas, shape
from lianhu.town.schemas import Kind, Schemas

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("check_jsonschema")]  # one process reads the files

ROOT = Path(__file__).parents[2]
Verdicts = dict[str, dict[str, bool]]  # of each kind: whether a file, by its path, has the kind's shape


def refused_by_the_other(kind: str, paths: Iterable[Path]) -> dict[str, str]:
    """Which of these files check-jsonschema refuses, with its first complaint about each."""
    schema = ROOT / f"schemas/{kind}.schema.json"
    run = asked("--schemafile", schema, "--output-format", "json", "--verbose", *paths)
    assert run.exit_code in (0, 1), run.output
    result = json.loads(run.stdout)
    found = {error["filename"]: error["message"] for error in reversed(result.get("errors", ()))}
    return found | {error["filename"]: "cannot be read" for error in result.get("parse_errors", ())}


def asked(*arguments: object) -> Result:
    """check-jsonschema's command, in this process: to start it takes longer than what it is asked."""
    return CliRunner().invoke(check_jsonschema.main, list(map(str, arguments)))


def of_our_shape(path: str, content: bytes, kind: Kind) -> bool | None:
    """Our verdict on a file's shape; None where the file cannot even be read."""
    document, _ = yamldoc.read(path, content)
    return document and not shape.shape_problems(document, kind)


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory, _town_files: Tree, town_schemas: Schemas) -> Verdicts:
    """All records of the two towns, which are valid, and every file that a case changes, good or bad."""
    ours: Verdicts = {name: {} for name in town_schemas.kinds}
    for folder in (TOWN, ROOT):
        for path, content in files.read_folder(folder)[0].items():
            if kind := kind_of(town_schemas, path):
                assert of_our_shape(path, content, kind), path
                ours[kind.name][str(folder / path)] = True
    changed = {(path, content) for one in case.ALL for path, content in one.changed(_town_files).items()}
    folder = tmp_path_factory.mktemp("cases")
    for number, (path, content) in enumerate(sorted(changed - _town_files.items())):
        kind = kind_of(town_schemas, path)
        if kind and (verdict := of_our_shape(path, content, kind)) is not None:
            copy = folder / f"{number}.yaml"
            copy.write_bytes(content)
            ours[kind.name][str(copy)] = verdict
    return ours


@pytest.mark.parametrize("name", sorted(schemas.load().kinds))
def test_both_see_the_same_shapes(name: str, verdicts: Verdicts) -> None:
    ours = verdicts[name]
    assert len(ours) > 1, f"{name} needs an example in both towns: tests/whole/test_conventions.py says where"
    theirs = refused_by_the_other(name, map(Path, ours))
    assert {path for path, valid in ours.items() if not valid} == set(theirs), theirs


def test_the_bad_ones_are_bad() -> None:
    """The comparison above is about something: at least twenty files of wrong shape are in it."""
    shape_rules = {rule for rule, _ in shape.SENTENCES.values()}
    assert len([one for one in case.ALL if {line.split()[1] for line in one.expect} & shape_rules]) >= 20


def test_every_schema_is_a_schema() -> None:
    run = asked("--check-metaschema", *sorted((ROOT / "schemas").glob("*.schema.json")))
    assert run.exit_code == 0, run.output
