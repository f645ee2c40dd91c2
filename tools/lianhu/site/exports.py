"""Open data: the public view of every record, one file a kind."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from lianhu.figures import stats
from lianhu.public import Posted


def files(town: Posted) -> Iterator[tuple[str, str]]:
    """`(address, content)` of each data file: `data/<kind>.json`, the records by id as the web may show them."""
    by_kind: dict[str, dict[str, Any]] = defaultdict(dict)
    for document in town.documents:
        by_kind[document.kind.name][document.id] = document.data
    for name, records in sorted(by_kind.items()):
        yield f"data/{name}.json", json.dumps(records, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    yield from stats.files(town)
