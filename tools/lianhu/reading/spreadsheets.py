"""Spreadsheets as rows: the columns that were asked for, each cell with its place; nothing else leaves the file."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeAlias

from python_calamine import CalamineSheet

from lianhu.reading.workbooks import letters_of, opened_sheet, refuse_long
from lianhu.words import say
from lianhu.words.problems import ToolError, quoted

Cell: TypeAlias = "str | int | float | bool | date | datetime | time | timedelta"
Corner: TypeAlias = tuple[int, int]
Merged: TypeAlias = Sequence[tuple[Corner, Corner]]

MOST_ROWS = 20_000  # their import takes 44 s of processor time and 140 MB; a town's messages of ten years are 1,409
HEADER_WITHIN = 20  # rows; offices put a title and a date of printing above the headings


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: its `number` as the spreadsheet counts, from 1, and its cells by the name of their column."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, kw_only=True)
class Table:
    """The rows below the header that hold anything at all; `letters` says where each column stands (`C`)."""

    sheet: str
    letters: Mapping[str, str]
    rows: tuple[Row, ...]


def read_table(
    path: Path, columns: Mapping[str, str], sheet: str | None = None, *, most_rows: int = MOST_ROWS
) -> Table:
    """The columns `{name: heading}` of a workbook's sheet (`sheet`, or its only visible one).

    Raises ToolError for a file that is no workbook, for a sheet without rows or with too many, and for a header that
    does not say for each heading which one column is meant.
    """
    found = opened_sheet(path, sheet, most_rows)
    rows: list[list[Cell]] = found.to_python(skip_empty_area=False)
    if not any(any(cell != "" for cell in row) for row in rows):
        raise ToolError(say("The sheet {sheet} of {path} is empty.", sheet=quoted(found.name), path=str(path)))
    # An old .xls has no parts that could be counted before.
    refuse_long((row for row in rows if any(cell != "" for cell in row)), most_rows, str(path))
    header, places = _header(rows, columns, found)
    kept = [
        Row(number=number, cells={name: row[place] for name, place in places.items()})
        for number, row in enumerate(rows[header + 1 :], start=header + 2)
        if any(cell != "" for cell in row)
    ]
    if not kept:
        raise ToolError(
            say(
                "The sheet {sheet} has headings in row {row} but no rows below.",
                sheet=quoted(found.name),
                row=header + 1,
            )
        )
    return Table(sheet=found.name, letters={name: letters(place) for name, place in places.items()}, rows=tuple(kept))


def letters(index: int) -> str:
    """A column's letters from its index: 0 is A, 26 is AA."""
    return letters_of(index + 1)


def _header(rows: list[list[Cell]], columns: Mapping[str, str], sheet: CalamineSheet) -> tuple[int, dict[str, int]]:
    """The index of the header row (the one among the first that has most of the headings) and each column's index."""
    wanted = {_heading(heading) for heading in columns.values()}
    first = range(min(HEADER_WITHIN, len(rows)))
    header = max(first, key=lambda index: (len(wanted & set(map(_heading, rows[index]))), -index))
    headings = [_heading(cell) for cell in rows[header]]
    if not wanted & set(headings):
        raise ToolError(
            say(
                "None of the first {count} rows of the sheet {sheet} holds the headings {headings}.",
                count=HEADER_WITHIN,
                sheet=quoted(sheet.name),
                headings=tuple(map(quoted, columns.values())),
            )
        )
    _refuse_merged(header, headings, wanted, sheet)
    missing = [heading for heading in columns.values() if _heading(heading) not in headings]
    if missing:
        others = {_heading(cell): quoted(cell) for cell in rows[header] if cell != "" and _heading(cell) not in wanted}
        raise ToolError(
            say(
                "The sheet {sheet} lacks these headings in row {row}: {missing}.",
                sheet=quoted(sheet.name),
                row=header + 1,
                missing=tuple(_with_near(heading, others) for heading in missing),
            )
        )
    for heading in columns.values():
        if headings.count(_heading(heading)) > 1:
            twice = tuple(letters(index) for index, each in enumerate(headings) if each == _heading(heading))
            raise ToolError(
                say(
                    "The heading {heading} stands over several columns: {letters}; rename all but one.",
                    heading=quoted(heading),
                    letters=twice,
                )
            )
    return header, {name: headings.index(_heading(heading)) for name, heading in columns.items()}


def _refuse_merged(header: int, headings: list[str], wanted: set[str], sheet: CalamineSheet) -> None:
    """A merged heading does not say which of its columns, or which of its rows, is meant."""
    merged: Merged = sheet.merged_cell_ranges or ()
    lacking = bool(wanted - set(headings))
    for (top, left), (bottom, right) in merged:
        covered = set(headings[left : right + 1]) & wanted
        if top <= header <= bottom and (covered or lacking):
            raise ToolError(
                say(
                    "The cells {cells} in the header of the sheet {sheet} are merged; "
                    "unmerge them and give each column its own heading in one row.",
                    cells=f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}",
                    sheet=quoted(sheet.name),
                )
            )


def _with_near(heading: str, others: Mapping[str, str]) -> object:
    near = difflib.get_close_matches(_heading(heading), others, n=1, cutoff=0.5)
    if not near:
        return quoted(heading)
    return say("{heading} (did you mean {near}?)", heading=quoted(heading), near=others[near[0]])


def _heading(cell: Cell) -> str:
    """A heading as it is compared: without spaces and line breaks, wide and narrow forms alike."""
    return "".join(unicodedata.normalize("NFKC", str(cell)).split()).casefold()
