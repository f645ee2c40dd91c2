"""The pages of open data: what the files hold, and of what grows with the years the files of each year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lianhu.figures import Table, stats
from lianhu.figures.row_file import RowFile
from lianhu.figures.row_files import ROW_FILES
from lianhu.public import Posted, data_files
from lianhu.site.pages.addresses import removed_address
from lianhu.site.pages.page import Page, of_section
from lianhu.site.pages.years import Past, dated
from lianhu.town.kinds import Removal
from lianhu.town.schemas import Kind

SECTION = "data/"


@dataclass(frozen=True)
class DataFile:
    """A kind of record in open data: its fields as (key, title, description), and its files with how many records each
    holds, by period; the period is empty where one file holds all."""

    kind: Kind
    fields: tuple[tuple[str, str, str], ...]
    counts: Mapping[str, int]

    @property
    def count(self) -> int:
        return sum(self.counts.values())

    @property
    def pattern(self) -> str:
        """Its files' addresses in one word."""
        return self.address(data_files.written(self.kind.name))

    def address(self, period: str) -> str:
        return data_files.address(self.kind.name, period)


@dataclass(frozen=True)
class DataYear:
    """The files of a year: of each kind, each with how many records it holds; of each table of rows; of figures."""

    records: tuple[tuple[DataFile, tuple[tuple[str, int], ...]], ...]
    rows: tuple[tuple[RowFile, tuple[str, ...]], ...]
    figures: str | None


def data(town: Posted) -> Page:
    past = _past(town)
    files = _data_files(town)
    return of_section(
        SECTION,
        "数据",
        "data.html",
        "公开记录的数据文件和各栏的意思",
        files=files,
        row_files=ROW_FILES,
        removals=_with_address(past.shown()["removals"]),
        removal_count=len(town.all(Removal)),
        years=[(year, past.page_of(year)) for year in _years(town)],
    )


def years(town: Posted) -> Iterator[Page]:
    """The files of each year, this one's as well; and what was removed in it."""
    past, told = _past(town), _years(town)
    for year in told:
        yield Page(
            address=past.page_of(year),
            title=f"{year}年的数据",
            template="data-year.html",
            section=SECTION,
            description=f"{year}年的数据文件",
            values={
                "year": year,
                "years": [(one, past.page_of(one)) for one in told],
                "files": _files_of(town, str(year)),
                "removals": _with_address(past.of(year)["removals"]),
            },
        )


def _files_of(town: Posted, year: str) -> DataYear:
    records, rows = [], []
    for kind in _data_files(town):
        counts = [(kind.address(period), count) for period, count in sorted(kind.counts.items()) if period[:4] == year]
        if counts:
            records.append((kind, tuple(counts)))
    for table in ROW_FILES:
        addresses = [table.address(period) for period in _periods(town, table) if period[:4] == year]
        if addresses:
            rows.append((table, tuple(addresses)))
    figures = f"data/statistics-{year}"
    there = figures in {address for address, _ in stats.divided(Table.of(town))}
    return DataYear(tuple(records), tuple(rows), figures if there else None)


def _past(town: Posted) -> Past:
    removals = town.all(Removal)
    return Past(SECTION, (dated(town, "removals", removals, lambda removal: removal.removed_on),))


def _with_address(removals: tuple[Removal, ...]) -> list[tuple[Removal, str | None]]:
    return [(removal, removed_address(removal)) for removal in removals]


def _years(town: Posted) -> list[int]:
    """Those of which there is any file, the newest first."""
    of_kinds = (period for kind in _data_files(town) for period in kind.counts)
    of_rows = (period for table in ROW_FILES for period in _periods(town, table))
    return sorted({int(period[:4]) for period in (*of_kinds, *of_rows) if period}, reverse=True)


def _periods(town: Posted, table: RowFile) -> tuple[str, ...]:
    return table.periods({file.kind.name: file.counts for file in _data_files(town)}, town.today)


@lru_cache(maxsize=1)
def _data_files(town: Posted) -> tuple[DataFile, ...]:
    counts = data_files.counted(town.filings.values())
    return tuple(
        DataFile(kind, tuple(_fields(kind)), counts[kind.name])
        for kind in town.schemas.kinds.values()
        if kind.name in counts
    )


def _fields(kind: Kind) -> Iterator[tuple[str, str, str]]:
    for key in kind.schema["properties"]:
        at = kind.at((key,))
        if at.get("x-publish") == "web":
            yield key, at["title"], at.get("description", "")
