"""What belongs to a kind of record, piece by piece: which file is missing, and where it goes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from help.towns import Tree
from lianhu.reading import files
from lianhu.town.kinds import KINDS
from lianhu.town.schemas import Kind

ROOT = Path(__file__).parents[2]
MARKS = {
    "x-path": "where its files lie, such as records/villages/{village}/issues/{year}/{group}-{number}.yaml",
    "x-id": "its id, made of the path's parts, such as {village}-{group}-{year}-{number}",
    "x-territory": "who may change it: town or village",
}


def lacking(kind: Kind, town: Tree) -> list[str]:
    """The missing pieces of a kind; `town` is the tiny town."""
    return [*_schema(kind), *_class(kind), *_records(kind, town), *_editor(kind)]


def _schema(kind: Kind) -> Iterator[str]:
    place = f"schemas/{kind.name}.schema.json"
    for mark, what in MARKS.items():
        if mark not in kind.schema:
            yield f"{place}: {mark}, {what}"


def _class(kind: Kind) -> Iterator[str]:
    module = f"tools/lianhu/town/kinds/{kind.name}.py"
    if kind.name not in KINDS:
        yield f"{module}: the class of the record"
        yield f'tools/lianhu/town/kinds/__init__.py: "{kind.name}" and the class in KINDS'
    elif KINDS[kind.name].__module__ != f"lianhu.town.kinds.{kind.name}":
        yield f"{module}: the class that KINDS names, the same word everywhere"


def _records(kind: Kind, town: Tree) -> Iterator[str]:
    place = kind.schema.get("x-path", "records/...")
    if not any(kind.path_pattern.fullmatch(path) for path in town):
        yield f"tests/town/{place}: an example in the tiny town"
    here, _ = files.read_folder(ROOT)
    is_demonstration = b"\ndemo: true" in here.get(files.TOWN_FILE, b"")
    if is_demonstration and not any(kind.path_pattern.fullmatch(path) for path in here):
        yield f"{place}: an example in the demonstration town, written by a module of tools/lianhu/demo"


def _editor(kind: Kind) -> Iterator[str]:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    schema, place = f"./schemas/{kind.name}.schema.json", re.sub(r"\{\w+\}", "*", kind.schema.get("x-path", ""))
    if settings.get(schema) != place:
        yield f'.vscode/settings.json: "{schema}": "{place}" in yaml.schemas'
