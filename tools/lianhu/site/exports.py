"""Open data: the public view of every record, one file a kind, or of what grows with the years one a year or month."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from lianhu.figures import stats
from lianhu.public import Posted, data_files


def files(town: Posted) -> Iterator[tuple[str, str]]:
    """`(address, content)` of each data file: the records by id as the web may show them; `data_files` says where."""
    by_file: dict[str, dict[str, Any]] = defaultdict(dict)
    for document in town.documents:
        kind = document.kind.name
        by_file[data_files.address(kind, data_files.period(kind, document.id))][document.id] = document.data
    for address, records in sorted(by_file.items()):
        yield address, json.dumps(records, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    yield from stats.files(town)
