"""Ways through schemas and records that several tests take."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lianhu.town import schemas

ROOT = Path(__file__).parents[2]
PARSED: dict[str, Any] = {
    path.name: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "schemas").glob(f"*{schemas.ENDING}"))
}
COMMON = PARSED[schemas.COMMON]

# Names of properties from the outside in; `[]` stands for each item of a list.
At = tuple[str, ...]


def resolved(node: Any, schema: Any) -> Any:
    """The schema of a value with its `$ref`, to `schema` itself or to the common one, looked up."""
    if "$ref" not in node:
        return node
    shared = schema if node["$ref"].startswith("#") else COMMON
    return {**shared["$defs"][node["$ref"].rsplit("/", 1)[-1]], **node}


def properties(schema: Any) -> Iterator[tuple[At, Any]]:
    """Every property of a schema, `$ref` followed, with where it stands."""

    def visit(node: Any, at: At) -> Iterator[tuple[At, Any]]:
        node = resolved(node, schema)
        for name, definition in node.get("$defs", {}).items():
            yield from visit(definition, (*at, "$defs", name))
        for name, value in node.get("properties", {}).items():
            yield (*at, name), resolved(value, schema)
            yield from visit(value, (*at, name))
        for key in ("items", "additionalProperties"):
            if isinstance(node.get(key), dict):
                yield from visit(node[key], (*at, "[]"))

    yield from visit(schema, ())


def leaves(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value of a record that is no list and no mapping, with where it stands."""
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(value, (*at, step))
    else:
        yield at, data


def put(data: Any, at: tuple[str | int, ...], value: Any) -> None:
    """Sets the value that stands there."""
    for step in at[:-1]:
        data = data[step]
    data[at[-1]] = value


def kind_of(town_schemas: schemas.Schemas, path: str) -> schemas.Kind | None:
    """The kind of record that lies at a path."""
    filing = town_schemas.filing(path)
    return filing.kind if filing else None
