"""The tiny town of `tests/town`, its day, and towns that a test has changed."""

from __future__ import annotations

import copy
import datetime
from pathlib import Path
from typing import Any

from lianhu.reading import yamldoc
from lianhu.rules.check import check
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

TESTS = Path(__file__).parent.parent


TOWN = TESTS / "town"


TODAY = datetime.date(2026, 11, 22)


Tree = dict[str, bytes]


def registered(tree: Tree, town_schemas: Schemas, today: datetime.date = TODAY) -> Register:
    """The register of a town that a test has changed; it must still have no problems."""
    verdict = check(tree, town_schemas, today)
    assert not verdict.problems, "\n".join(f"{one.path}:{one.line} {one.message}" for one in verdict.problems)
    assert verdict.register
    return verdict.register


def record(tree: Tree, path: str) -> dict[str, Any]:
    """A record's data, to be changed."""
    document, problems = yamldoc.read(path, tree[path])
    assert document and not problems and isinstance(document.data, dict)
    return copy.deepcopy(document.data)


def consent(web: bool, wall: bool, given_on: str = "2026-01-12", **more: str) -> dict[str, Any]:
    return {"given_on": given_on, "web": web, "wall": wall, **more}
