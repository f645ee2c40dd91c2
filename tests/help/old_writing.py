"""The tiny town as version 1 wrote it: what migrations are tried on."""

from __future__ import annotations

from typing import Any

from help.towns import Tree, record
from lianhu.town.migrations import VERSION
from lianhu.writing.yamltext import to_yaml

TOWN_FILE = "records/town.yaml"


def old_way(data: dict[str, Any]) -> dict[str, Any]:
    """A representative with one term, as version 1 wrote it: choice, term and certificate at the top."""
    (term,) = data["terms"]
    written: dict[str, Any] = {}
    for key, value in data.items():
        if key == "terms":
            written["chosen"] = term["chosen"]
            written["term"] = {name: term[name] for name in ("start", "end", "extended") if name in term}
            written["certificate"] = term["certificate"]
        else:
            written[key] = value
    return written


def old_town(tree: Tree) -> Tree:
    """All the records of the tree as version 1 wrote them."""
    old = {path: to_yaml(old_way(record(tree, path))) for path in tree if "/representatives/" in path}
    lines = tree[TOWN_FILE].decode().splitlines(keepends=True)
    town = "".join(line for line in lines if not line.startswith(VERSION))
    return {**tree, **old, TOWN_FILE: town.encode()}
