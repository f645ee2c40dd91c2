"""Open data: the public view of every record, one file a kind."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from lianhu.figures import stats
from lianhu.town.register import Register


def files(town: Register) -> Iterator[tuple[str, str]]:
    """`(address, content)` of each data file: `data/<kind>.json`, the records by id as the web may show them."""
    by_kind: dict[str, dict[str, Any]] = defaultdict(dict)
    for document in town.documents:
        kind = town.schemas.kind_of(document.path)
        assert kind is not None
        by_kind[kind.name][str(kind.id_at(document.path))] = document.data
    for name, records in sorted(by_kind.items()):
        yield f"data/{name}.json", json.dumps(records, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    yield from stats.files(town)
