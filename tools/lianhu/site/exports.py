"""Open data: the public view of every record, one file a kind, or of what grows with the years one a year or month."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lianhu.public import Posted, data_files
from lianhu.town.schemas import Filed


def files(town: Posted) -> Iterator[tuple[str, str]]:
    """`(address, content)` of each data file."""
    yield from ((address, text(found)) for address, found in documents(town).items())


def documents(town: Posted) -> Mapping[str, Sequence[Filed]]:
    """The records of each data file by its address, in order; `data_files` says where each stands."""
    by_file: dict[str, list[Filed]] = defaultdict(list)
    for document in town.documents:
        kind = document.kind.name
        by_file[data_files.address(kind, data_files.period(kind, document.id))].append(document)
    return dict(sorted(by_file.items()))


def text(documents: Iterable[Filed]) -> str:
    """The data file that holds these records, by id, as the web may show them."""
    records = {document.id: document.data for document in documents}
    return json.dumps(records, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
