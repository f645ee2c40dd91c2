"""The records of a demonstration, town by town: a county's are told in the memory of one town."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from pathlib import Path

from lianhu.demo import county, happenings, postings
from lianhu.demo.activity import together, year_of_activity
from lianhu.demo.county import Mark
from lianhu.demo.issues import issues
from lianhu.demo.late import recorded_late
from lianhu.demo.representatives import beginning
from lianhu.demo.reviews import reviews
from lianhu.demo.scales import Scale
from lianhu.demo.structure import structure
from lianhu.demo.year import TODAY, Data, Year
from lianhu.reading import files, yamldoc
from lianhu.reading.document import Document, Place, Where
from lianhu.town import schemas
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.writing.yamltext import to_yaml

SHIPPED = Path(__file__).parent / "town_records"
OF_VILLAGES = f"{files.RECORDS}/villages/"


def records(size: Scale, source: str, years: int) -> Iterator[dict[str, bytes]]:
    """Files by path: of each town those of its villages, with the last town's what all have in common."""
    kinds, found = schemas.load(), _shipped(Year(years - 1))
    given = {path: _data(path, content) for path, content in found.items()}
    common: list[Mapping[str, Data]] = []

    def files_of(mark: Mark) -> dict[str, bytes]:
        told = _told(copy.deepcopy(given), size, source, years, mark, kinds)
        common.append({path: told.pop(path) for path in list(told) if not path.startswith(OF_VILLAGES)})
        if len(common) == size.towns:
            told |= county.in_common(common, kinds)
        return {path: found[path] if record == given.get(path) else to_yaml(record) for path, record in told.items()}

    yield from map(files_of, map(Mark, range(size.towns)))


def _told(data: dict[str, Data], size: Scale, seed: str, years: int, mark: Mark, kinds: Schemas) -> dict[str, Data]:
    """All records of one town; `data` are those that every town has."""
    source, told = mark.source(seed), [Year(back) for back in range(years)]
    data |= structure(size, source, mark, beginning(told[-1]))
    data[files.TOWN_FILE]["records_since"] = told[-1].first.isoformat()
    past = happenings.Past(data, source, told[-1].first, mark)
    if years > 1:
        happenings.of_the_town(past)
    register = _register(data, kinds)
    highest: dict[tuple[str, str], int] = {}
    for year in told:
        data |= issues(register, size.issues, source, year, highest)
    register = _register(data, kinds)
    for year in told:
        # One review for all of a county's towns is on one day, so it is by one chance.
        for path, record in (*year_of_activity(register, source, year), *reviews(register, seed, year)):
            data[path] = together(data.get(path), record)
    if years > 1:
        happenings.of_its_records(past)
    data |= postings.posted(data, kinds, source)
    recorded_late(data, source, kinds)
    return data


def _shipped(oldest: Year) -> dict[str, bytes]:
    """What comes with the program and no town makes up, without calendars of before the oldest year."""
    found = {file.relative_to(SHIPPED).as_posix(): file.read_bytes() for file in sorted(SHIPPED.rglob("*.yaml"))}
    first = f"calendar/{oldest.first.year}"
    return {
        f"{files.RECORDS}/{path}": content
        for path, content in found.items()
        if not path.startswith("calendar/") or path >= first
    }


def _data(path: str, content: bytes) -> Data:
    document, problems = yamldoc.read(path, content)
    assert document and isinstance(document.data, dict), problems
    return document.data


def _register(data: Mapping[str, Data], kinds: Schemas) -> Register:
    """What is generated so far as a register: asked for whom somebody serves, never for places in files."""
    documents = (Document(path, record, Where.known({(): Place(1, 1)})) for path, record in sorted(data.items()))
    return Register(filter(None, map(kinds.filed, documents)), kinds, TODAY)
