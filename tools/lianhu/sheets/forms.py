"""Files that steer an import, a mapping or answers: YAML judged by a schema, as records are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lianhu.reading import assets, yamldoc
from lianhu.town import schemas, shape
from lianhu.town.schemas import COMMON, Kind
from lianhu.words import Text, say


def read_form(path: Path, content: bytes, schema: str, root: Path) -> tuple[Any, tuple[Text, ...]]:
    """The data in a file, and what is wrong with it by the `schema` of the town at `root`; no data where it is none."""
    document, problems = yamldoc.read(str(path), content)
    if document:
        problems = shape.shape_problems(document, _kind(schema, root))
    told = tuple(
        say("line {line}: {message} {fix}", line=each.line, message=each.message, fix=each.fix) for each in problems
    )
    return document.data if document else None, told


def _kind(name: str, root: Path) -> Kind:
    """A schema dressed as a kind whose files lie nowhere in the records."""
    found: dict[str, Any] = {}
    for folder in assets.folders(assets.SCHEMAS, root):
        for each in (name, COMMON):
            if each not in found and (folder / each).is_file():
                found[each] = json.loads((folder / each).read_text(encoding="utf-8"))
    schema, common = found[name], found[COMMON]
    sources = {
        name: {**schema, "x-path": "no-record", "x-id": "no-record"},
        COMMON: {**common, "$defs": {**common["$defs"], **schema.get("$defs", {})}},
    }
    return schemas.from_sources(sources).kinds[name.removesuffix(schemas.ENDING)]
