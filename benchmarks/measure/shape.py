"""The peers of a full check: the shape of the same files by their schemas, one process for each kind of record.

`ajv-cli` takes every day of a YAML file for a date and then refuses it, for the schemas want a text: it is given the
same files with days in quotes, and once more as JSON, which spares it the reading of YAML. It finds a schema by `$id`
only, which its copies have. All that is prepared outside the timing.
"""

from __future__ import annotations

import functools
import json
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import yaml

from measure import peers
from measure.timing import Absent, Timing, timed
from measure.towns import ROOT, Town, read

SCHEMAS = ROOT / "schemas"
COMMON = "common.schema.json"
DAY = re.compile(r"(?:(?<=: )|(?<=- )|(?<=\[)|(?<=, ))(\d{4}-\d{2}-\d{2})(?=$|[\],])", re.MULTILINE)
Peer = Callable[[Town], Timing]


class Loader(yaml.CSafeLoader):
    """YAML in which a day is a text, as all our readers have it."""


Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def by_ajv(form: str, prepared: Path) -> Peer:
    """`form` is yaml or json; the copies lie in `prepared`, those of a town in a folder of its own."""

    def asked(town: Town) -> Timing:
        copy = prepared / town.root.parent.name
        if not copy.is_dir():
            _prepare(town, copy)
        given = ["--spec=draft2020", "--strict=false", "-c", "ajv-formats", "-r", f"schemas/{COMMON}"]
        commands = (
            [peers.program(peers.AJV), "validate", *given, "-s", f"schemas/{schema.name}", "-d", f"{records}.{form}"]
            for schema, records in _kinds(town)
        )
        return _one_by_one(commands, copy)

    return asked


def by_check_jsonschema(town: Town) -> Timing:
    program = peers.program(peers.CHECK_JSONSCHEMA)
    commands = ([program, "--schemafile", schema, *_files(town, records)] for schema, records in _kinds(town))
    return _one_by_one(commands, town.root)


def by_sourcemeta(town: Town) -> Timing:
    program = peers.program(peers.SOURCEMETA)
    common = ["--resolve", SCHEMAS / COMMON]
    commands = ([program, "validate", schema, *_files(town, records), *common] for schema, records in _kinds(town))
    return _one_by_one(commands, town.root)


def _one_by_one(commands: Iterator[list[object]] | Iterator[list[str | Path]], folder: Path) -> Timing:
    return functools.reduce(operator.add, (timed(command, folder) for command in commands))


def _kinds(town: Town) -> Iterator[tuple[Path, str]]:
    """Each schema with the pattern of its records, without their ending; kinds without a record are left out."""
    for schema in sorted(SCHEMAS.glob("*.schema.json")):
        path: Mapping[str, str] = json.loads(read(schema))
        if "x-path" in path:
            records = re.sub(r"{\w+}", "*", path["x-path"]).removesuffix(".yaml")
            if any(town.root.glob(f"{records}.yaml")):
                yield schema, records


def _files(town: Town, records: str) -> list[Path]:
    return sorted(path.relative_to(town.root) for path in town.root.glob(f"{records}.yaml"))


def _prepare(town: Town, copy: Path) -> None:
    for path in sorted((town.root / "records").rglob("*.yaml")):
        quoted = copy / path.relative_to(town.root)
        quoted.parent.mkdir(parents=True, exist_ok=True)
        quoted.write_text(DAY.sub(r'"\1"', read(path)), encoding="utf-8")
        data, same = (yaml.load(read(one), Loader=Loader) for one in (path, quoted))
        if data != same:
            raise Absent("a file says something else with its days in quotes")
        quoted.with_suffix(".json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    (copy / "schemas").mkdir()
    for path in SCHEMAS.glob("*.schema.json"):
        named = {**json.loads(read(path)), "$id": f"https://example.org/{path.name}"}
        (copy / "schemas" / path.name).write_text(json.dumps(named, ensure_ascii=False), encoding="utf-8")
