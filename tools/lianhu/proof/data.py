"""Whether a site's data files hold the records that its manifest has the hashes of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from lianhu.proof import manifest
from lianhu.proof.manifest import Manifest
from lianhu.public import data_files
from lianhu.reading import jsondoc
from lianhu.town.month import told_in
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted

LONGEST_NAME = 150


def of_site(root: Path, stated: Manifest) -> Iterator[tuple[str, Text]]:
    """Where the data files of the site in a folder differ from the manifest, each behind the file's address."""
    folder = root / data_files.FOLDER
    kinds = {name.partition("/")[0] for name in stated.records}
    # A copy of before the files were divided has all records of a kind in one.
    whole = {kind for kind in kinds if (root / data_files.address(kind)).is_file()}
    expected: dict[str, dict[str, str]] = {}
    for path in folder.glob("*.json"):
        kind, _, period = path.stem.partition("-")
        if kind in kinds and (not period or told_in(period) == period):
            expected[f"{data_files.FOLDER}/{path.name}"] = {}
    for name, digest in stated.records.items():
        kind, _, record = name.partition("/")
        period = "" if kind in whole else data_files.period(kind, record)
        expected.setdefault(data_files.address(kind, period), {})[name] = digest
    for address, records in sorted(expected.items()):
        yield from ((address, told) for told in _of_file(root, address, records))


def _of_file(root: Path, address: str, expected: Mapping[str, str]) -> Iterator[Text]:
    kind = PurePosixPath(address).stem.partition("-")[0]
    try:
        entries = jsondoc.entries(root / address)
        hashes = {f"{kind}/{record}": manifest.hash_of(content) for record, content in entries}
    except ToolError as error:
        yield error.text
        return
    yield from differences(expected, hashes, say("{path} of the site", path=address))


def differences(stated: Mapping[str, str], found: Mapping[str, str], where: Text) -> Iterator[Text]:
    for name in sorted({*stated, *found}):
        if name not in found:
            yield say("{record} is in the manifest, but missing in {where}.", record=_named(name), where=where)
        elif name not in stated:
            yield say("{record} is in {where}, but not in the manifest.", record=_named(name), where=where)
        elif stated[name] != found[name]:
            yield say("{record} is not the same in {where} as in the manifest.", record=_named(name), where=where)


def _named(record: str) -> str:
    """A record's name in full, unless it is none."""
    return record if manifest.RECORD.fullmatch(record) and len(record) < LONGEST_NAME else quoted(record)
