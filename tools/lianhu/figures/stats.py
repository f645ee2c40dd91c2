"""The figures for people and machines: `lianhu stats`, and the files of open data with the rows behind them."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from lianhu.figures import SMALL_CELLS, SMALLEST_CELL, Facts, Figure, FigureLine, Table
from lianhu.figures.period import SINCE_START, TWELVE_MONTHS, WINDOWS
from lianhu.figures.row_file import Row
from lianhu.figures.row_files import ROW_FILES, row_file
from lianhu.figures.tally import Number
from lianhu.public import Posted, data_files
from lianhu.words import CHINESE, columns, say, spoken
from lianhu.writing.jsontext import to_json

COLUMNS = (
    *("figure", "part", "title", "definition", "scope", "of", "of_name", "window", "since"),
    *("numerator", "denominator", "value", "numerator_with_late", "value_with_late", "unit", "suppressed"),
)
HEADINGS = {"": say("Today"), TWELVE_MONTHS: say("The last twelve months"), SINCE_START: say("Since the start")}
BYTE_ORDER_MARK = "\ufeff"  # Excel takes a CSV file for GBK without it

# A spreadsheet takes a cell that begins so for a formula (hardening.md T20).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def files(town: Posted) -> Iterator[tuple[str, str]]:
    """`(address, content)`: the figures as JSON and CSV, and the rows behind them as CSV."""
    yield from figures(Table.of(town))
    yield from row_files(town, [rows_of_villages(Facts(town, "villages"))], rows_of_town(town))


def figures(table: Table) -> Iterator[tuple[str, str]]:
    """The files of the figures themselves."""
    for address, lines in divided(table):
        yield f"{address}.json", as_json(table, CHINESE, lines) + "\n"
        yield f"{address}.csv", as_csv(table, CHINESE, lines)


def rows_of_villages(facts: Facts) -> Mapping[str, Mapping[str, str]]:
    """The lines that villages have in the files of rows, by the file's address and the village."""
    found: dict[str, dict[str, str]] = {}
    for file in ROW_FILES:
        for address, rows in file.found(facts).items():
            of_villages: dict[str, list[Row]] = defaultdict(list)
            for row in rows:
                # Every id begins with that of its village, which has no hyphen.
                of_villages[str(row[0]).partition("-")[0]].append(row)
            found[address] = {village: _lines(own) for village, own in of_villages.items()}
    return found


def rows_of_town(town: Posted) -> Mapping[str, str]:
    """Those that the town's own records have there, by the file's address."""
    facts = Facts(town, "town")
    return {address: _lines(rows) for file in ROW_FILES for address, rows in file.found(facts).items()}


def row_files(
    town: Posted, of_villages: Sequence[Mapping[str, Mapping[str, str]]], of_town: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """`(address, content)` of the rows behind the figures, from what villages and the town itself have there."""
    counted = data_files.counted(town.filings.values())
    for file in ROW_FILES:
        for address in file.addresses(counted, town.today):
            own = {village: lines for part in of_villages for village, lines in part.get(address, {}).items()}
            in_order = (own[village] for village in sorted(own, key=lambda village: f"{village}/"))
            yield address, "".join((sheet(file.columns, ()), *in_order, of_town.get(address, "")))


def divided(table: Table) -> Iterator[tuple[str, tuple[FigureLine, ...]]]:
    """`(address without its end, lines)`: all lines but those of months before the last twelve; of each year with such
    months the lines of its months."""
    period = table.period
    old = {line.of for line in table.lines if line.scope == "month" and not period.holds(TWELVE_MONTHS, line.of)}
    yield "data/statistics", tuple(line for line in table.lines if line.scope != "month" or line.of not in old)
    for year in sorted({month[:4] for month in old}):
        of_year = (line for line in table.lines if line.scope == "month" and line.of[:4] == year)
        yield f"data/statistics-{year}", tuple(of_year)


def text(table: Table, language: str) -> str:
    """The whole town's figures, one a line and window: name, n/d, and the percentage or the days."""
    blocks = []
    for window in ("", *table.windows):
        lines = (line for line in table.lines if line.scope == "town" and line.window == window)
        rows = [(title(line.figure, language), *said(line, language)) for line in lines]
        blocks.append("\n".join((spoken(HEADINGS[window], language), *columns.aligned(rows, right=(1,)))))
    return "\n\n".join(blocks)


def title(figure: Figure, language: str) -> str:
    if language == CHINESE:
        return f"{figure.title}:{figure.part_title}" if figure.part else figure.title
    return f"{figure.name}:{figure.part}" if figure.part else figure.name


def said(line: FigureLine, language: str) -> tuple[str, str]:
    """What was in time as n/d (or n), and its percentage or days; where anything came late, the same with that."""
    cell, figure = line.cell, line.figure
    if cell.denominator is None:
        fraction, value = str(cell.numerator), figure.unit if language == CHINESE else ""
        with_late = str(cell.numerator_with_late)
    else:
        fraction, value = f"{cell.numerator}/{cell.denominator}", _value(cell.value, figure)
        with_late = f"{cell.numerator_with_late}/{cell.denominator} {_value(cell.value_with_late, figure)}".strip()
    if cell.late:
        late = say("(late: {count}; with them {figure})", count=cell.late, figure=with_late)
        value = f"{value}  {spoken(late, language)}".strip()
    return fraction, value


def _value(value: Number | None, figure: Figure) -> str:
    return "" if value is None else f"{value}{_value_unit(figure)}"


def _value_unit(figure: Figure) -> str:
    return figure.unit if figure.chapter == "days" else "%"


def as_json(table: Table, language: str, lines: Iterable[FigureLine] | None = None) -> str:
    """Figure by figure: what it is, where its rows are, and its lines; a withheld number is null.

    `numerator` and `value` are of what was recorded in time, with the same names `_with_late` of all.
    """
    figures: dict[Figure, list[dict[str, Any]]] = {}
    for line in table.lines if lines is None else lines:
        figures.setdefault(line.figure, []).append(_plain_line(line))
    period = table.period
    whole = {
        "town": table.town.town.name,
        "today": period.today.isoformat(),
        "windows": [
            {"window": window, "title": title, "start": start.isoformat() if (start := period.start(window)) else None}
            for window, title in WINDOWS.items()
        ],
        "smallest_cell": SMALLEST_CELL,
        "small_cells": SMALL_CELLS,
        "figures": [_plain_figure(figure, lines) for figure, lines in figures.items()],
    }
    return to_json(whole)


def _plain_figure(figure: Figure, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "figure": figure.name,
        "part": figure.part,
        "title": figure.title,
        "part_title": figure.part_title,
        "definition": figure.definition,
        "source": figure.source,
        "unit": figure.unit,
        "rows": row_file(figure).pattern,
        "lines": lines,
    }


def _plain_line(line: FigureLine) -> dict[str, Any]:
    cell = line.cell
    return {
        "scope": line.scope,
        "of": line.of,
        "of_name": line.of_name,
        "window": line.window,
        "since": line.since,
        "numerator": _plain(cell.numerator),
        "denominator": _plain(cell.denominator),
        "value": _plain(cell.value),
        "numerator_with_late": _plain(cell.numerator_with_late),
        "value_with_late": _plain(cell.value_with_late),
        "suppressed": cell.withheld,
    }


def _plain(number: int | Decimal | None) -> int | str | None:
    """Money and halves as text, so that no reader's floats change them."""
    return str(number) if isinstance(number, Decimal) else number


def as_csv(table: Table, language: str, lines: Iterable[FigureLine] | None = None) -> str:
    """One line a figure, place and window."""
    return sheet(
        COLUMNS,
        (
            (
                line.figure.name,
                line.figure.part,
                title(line.figure, CHINESE),
                line.figure.definition,
                line.scope,
                line.of,
                line.of_name,
                line.window,
                line.since,
                line.cell.numerator,
                line.cell.denominator,
                line.cell.value,
                line.cell.numerator_with_late,
                line.cell.value_with_late,
                line.figure.unit,
                line.cell.withheld,
            )
            for line in (table.lines if lines is None else lines)
        ),
    )


def sheet(columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> str:
    """A CSV that Excel opens as it is: marked as UTF-8, no cell a formula, None an empty cell."""
    return BYTE_ORDER_MARK + _lines([tuple(columns)]) + _lines(rows)


def _lines(rows: Iterable[tuple[object, ...]]) -> str:
    out = io.StringIO()
    # All in quotes: a program that takes ; for the separator would cut a;=1+1 into a formula.
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    said = "" if value is None else str(value)
    return f"'{said}" if said.startswith(FORMULA) else said


FORMATS: Mapping[str, Callable[[Table, str], str]] = {"text": text, "json": as_json, "csv": as_csv}
