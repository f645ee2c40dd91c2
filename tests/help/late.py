"""A town in which what happened was recorded late."""

from __future__ import annotations

import copy
from typing import Any

from help.towns import Tree
from lianhu.reading import yamldoc
from lianhu.town import corrections, happened
from lianhu.town.happened import LATE
from lianhu.town.schemas import Schemas
from lianhu.writing.yamltext import to_yaml

WHY = "停电补录"


def recorded_late(tree: Tree, schemas: Schemas, every: int = 1) -> Tree:
    """The tree with the reason why it came late at every so many things that happened, of each record."""
    changed = dict(tree)
    for path, content in tree.items():
        filing, document = schemas.filing(path), yamldoc.read(path, content)[0]
        if filing and document:
            data: Any = copy.deepcopy(document.data)
            for happening in list(happened.happenings(filing.kind, data))[::every]:
                corrections.value_at(data, happening.at)[LATE] = WHY
            changed[path] = to_yaml(data)
    return changed
