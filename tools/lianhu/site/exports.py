"""Open data: the public view of every record, one file a kind, or of what grows with the years one a year or month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lianhu.public import Posted, data_files
from lianhu.writing.jsontext import to_json


def files(town: Posted) -> Iterator[tuple[str, str]]:
    """`(address, content)` of each data file."""
    yield from ((address, text(town, found)) for address, found in paths(town).items())


def paths(town: Posted) -> Mapping[str, Sequence[str]]:
    """The paths of each data file's records by its address, in order; `data_files` says where each stands."""
    by_file: dict[str, list[str]] = defaultdict(list)
    for path, filing in town.filings.items():
        kind = filing.kind.name
        by_file[data_files.address(kind, data_files.period(kind, filing.id))].append(path)
    return dict(sorted(by_file.items()))


def text(town: Posted, paths: Iterable[str]) -> str:
    """The data file that holds the records at these paths, by id, as the web may show them."""
    records = {document.id: document.data for path in paths if (document := town.document_at(path))}
    return to_json(records, sort_keys=True) + "\n"
