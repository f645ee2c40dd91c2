"""Demonstration towns: complete, fictional, the same bytes for the same seed (`lianhu demo`)."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lianhu.demo import happenings
from lianhu.demo.activity import together, year_of_activity
from lianhu.demo.issues import issues
from lianhu.demo.late import recorded_late
from lianhu.demo.representatives import beginning
from lianhu.demo.scales import SCALES, YEARS
from lianhu.demo.structure import structure
from lianhu.demo.year import MOST_YEARS, TODAY, Data, Year
from lianhu.reading import assets, files, yamldoc
from lianhu.reading.document import Document, Place, Where
from lianhu.town import schemas
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words import say
from lianhu.words.problems import ToolError, refusal
from lianhu.writing import lock, swap
from lianhu.writing.yamltext import to_yaml

__all__ = ["MOST_YEARS", "SCALES", "TODAY", "town", "write"]

TOWN_RECORDS = Path(__file__).parent / "town_records"
Progress = Callable[[int, int], None]


def write(
    directory: Path, scale: str, seed: int, progress: Progress = lambda done, total: None, years: int | None = None
) -> int:
    """Write a demonstration into an empty folder, its records last and whole; the answer is the number of files.

    `years` as `town` has them; `progress` is told how many of all files are written. Raises ToolError where the folder
    is not empty or cannot be written; then no town is there.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with lock.held(directory):
            if any(not entry.name.startswith(files.TEMPORARY) for entry in directory.iterdir()):
                raise FileExistsError
            written = town(scale, seed, years)
            with swap.fresh_folder(directory / files.RECORDS) as fresh:
                for number, (path, content) in enumerate(written.items(), start=1):
                    file = fresh / path
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(content)
                    progress(number, len(written))
                for part in sorted(fresh.iterdir(), key=lambda part: part.name == files.RECORDS):
                    part.rename(directory / part.name)
    except FileExistsError as error:
        raise ToolError(
            say("{folder} is not empty: a demonstration never overwrites anything.", folder=str(directory))
        ) from error
    except OSError as error:
        raise ToolError(
            say("{folder} cannot be written: {reason}.", folder=str(directory), reason=refusal(error))
        ) from error
    return len(written)


def town(scale: str, seed: int, years: int | None = None) -> dict[str, bytes]:
    """Every file of a demonstration by its path: records, pages, and the configuration of its site.

    So many years lie behind it, 1 to MOST_YEARS; without, as many as its scale has.
    """
    return {**_site(), **_records(scale, seed, years or YEARS[scale])}


def _records(scale: str, seed: int, years: int) -> dict[str, bytes]:
    told = [Year(back) for back in range(years)]
    first = f"calendar/{told[-1].first.year}"
    found = {
        f"{files.RECORDS}/{path}": content
        for path, content in _read(TOWN_RECORDS, "*.yaml")
        if not path.startswith("calendar/") or path >= first
    }
    given: dict[str, Data] = {path: _data(path, content) for path, content in found.items()}
    data = copy.deepcopy(given)
    size, source, kinds = SCALES[scale], f"{seed} {scale}", schemas.load()
    data |= structure(size, source, beginning(told[-1]))
    data[files.TOWN_FILE]["records_since"] = told[-1].first.isoformat()
    past = happenings.Past(data, source, told[-1].first)
    if years > 1:
        happenings.of_the_town(past)
    register = _register(data, kinds)
    highest: dict[tuple[str, str], int] = {}
    for year in told:
        data |= issues(register, size.issues, source, year, highest)
    register = _register(data, kinds)
    for year in told:
        for path, record in year_of_activity(register, source, year):
            data[path] = together(data.get(path), record)
    if years > 1:
        happenings.of_its_records(past)
    recorded_late(data, source, kinds)
    return {path: found[path] if record == given.get(path) else to_yaml(record) for path, record in data.items()}


def _site() -> dict[str, bytes]:
    """The configuration and the hand-written pages as they are shipped. Raises ToolError where they are missing."""
    configuration = assets.SHIPPED / "mkdocs.yml"
    if not configuration.is_file():
        raise ToolError(say("{path} is missing: this installation cannot write a site.", path=str(configuration)))
    pages = {f"site/pages/{path}": content for path, content in _read(assets.SHIPPED / "site/pages", "*")}
    return {"mkdocs.yml": configuration.read_bytes(), **pages}


def _read(folder: Path, pattern: str) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob(pattern)):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_bytes()


def _data(path: str, content: bytes) -> Data:
    document, problems = yamldoc.read(path, content)
    assert document and isinstance(document.data, dict), problems
    return document.data


def _register(data: Mapping[str, Data], kinds: Schemas) -> Register:
    """What is generated so far as a register: asked for whom somebody serves, never for places in files."""
    documents = (Document(path, record, Where.known({(): Place(1, 1)})) for path, record in sorted(data.items()))
    return Register(filter(None, map(kinds.filed, documents)), kinds, TODAY)
