"""Demonstration towns: complete, fictional, the same bytes for the same seed (`lianhu demo`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from lianhu.demo.records import records
from lianhu.demo.scales import SCALES, YEARS
from lianhu.demo.year import MOST_YEARS, TODAY
from lianhu.reading import assets, files
from lianhu.words import say
from lianhu.words.problems import ToolError, refusal
from lianhu.writing import lock, swap

__all__ = ["MOST_YEARS", "SCALES", "TODAY", "town", "write"]

Progress = Callable[[int, int], None]


def write(
    directory: Path, scale: str, seed: int, progress: Progress = lambda done, total: None, years: int | None = None
) -> int:
    """Write a demonstration into an empty folder, its records last and whole; the answer is the number of files.

    `years` as `town` has them; `progress` is told how many of all files are written, of a county's as many as there
    will be if its next towns are like the last. Raises ToolError where the folder is not empty or cannot be written;
    then no town is there.
    """
    written = 0
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with lock.held(directory):
            if any(not entry.name.startswith(files.TEMPORARY) for entry in directory.iterdir()):
                raise FileExistsError
            with swap.fresh_folder(directory / files.RECORDS) as fresh:
                for still, told in _town_by_town(scale, seed, years):
                    total = written + still * len(told)
                    for path, content in told.items():
                        file = fresh / path
                        file.parent.mkdir(parents=True, exist_ok=True)
                        file.write_bytes(content)
                        progress(written := written + 1, total)
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
    return written


def town(scale: str, seed: int, years: int | None = None) -> dict[str, bytes]:
    """Every file of a demonstration by its path: records, pages, and the configuration of its site.

    So many years lie behind it, 1 to MOST_YEARS; without, as many as its scale has.
    """
    return {path: content for _, told in _town_by_town(scale, seed, years) for path, content in told.items()}


def _town_by_town(scale: str, seed: int, years: int | None) -> Iterator[tuple[int, dict[str, bytes]]]:
    """How many towns are still to be written, this one among them, and its files; the site's are with the last."""
    size = SCALES[scale]
    for number, told in enumerate(records(size, f"{seed} {scale}", years or YEARS[scale])):
        still = size.towns - number
        yield still, {**_site(), **told} if still == 1 else told


def _site() -> dict[str, bytes]:
    """The configuration and the hand-written pages as they are shipped. Raises ToolError where they are missing."""
    configuration = assets.SHIPPED / "mkdocs.yml"
    if not configuration.is_file():
        raise ToolError(say("{path} is missing: this installation cannot write a site.", path=str(configuration)))
    pages = assets.SHIPPED / "site/pages"
    return {
        "mkdocs.yml": configuration.read_bytes(),
        **{
            f"site/pages/{file.relative_to(pages).as_posix()}": file.read_bytes()
            for file in sorted(pages.rglob("*"))
            if file.is_file()
        },
    }
