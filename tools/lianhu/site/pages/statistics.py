"""The page of figures: each with its definition, its n/d and the records behind it; charts and breakdowns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from lianhu.figures import CHAPTERS, FIGURES, SMALL_CELLS, WINDOWS, Figure, FigureLine, Table, behind, charts
from lianhu.figures.charts import Chart, Item
from lianhu.figures.row_file import RowFile
from lianhu.figures.row_files import row_file
from lianhu.public import Posted
from lianhu.site.pages.page import Page
from lianhu.site.pages.reads import reads
from lianhu.town.kinds import Group, Representative

MONTHS_SHOWN = 13
ISSUE_COLUMNS = (
    "accepted_issues",
    "closing_rate",
    "resolution_rate",
    "deadline_rate",
    "overdue",
    "median_days",
    "ninetieth_percentile_days",
    "satisfaction_rate",
)
WORK_COLUMNS = (
    "weekly_visit_rate",
    "households_visited",
    "task_list_rate",
    "task_completion_rate",
    "monthly_analysis_rate",
    "decision_rate",
    "order_delivery_rate",
    "training_attendance_rate",
    "coverage",
)


@dataclass(frozen=True, kw_only=True)
class RecordBehind:
    """A record behind a figure: what it is, where its page is (empty: it has none), and how long it took."""

    name: str
    address: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Behind:
    """Some of the records behind a figure, and how many there are."""

    title: str
    entries: tuple[RecordBehind, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A figure on the page: of each part (its title, empty for a figure without) a line in each window."""

    figure: Figure
    windows: tuple[str, ...]
    parts: tuple[tuple[str, tuple[FigureLine, ...]], ...]
    behind: tuple[Behind, ...]
    file: RowFile


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """A table: a column a figure, a row a village, category, month or year; a cell has a line a window, none at all
    where nothing counts."""

    name: str
    title: str
    heading: str
    figures: tuple[Figure, ...]
    rows: tuple[tuple[str, tuple[tuple[FigureLine, ...], ...]], ...]


@reads(Group, Representative, figures=True, standings=True)
def statistics(town: Posted) -> Page:
    table = Table.of(town)
    months = table.months[-MONTHS_SHOWN:]
    return Page(
        address="statistics/",
        title="统计",
        template="statistics.html",
        section="statistics/",
        description="每个数怎么算、分子分母是多少、后面是哪些记录",
        values={
            "chapters": _chapters(table),
            "charts": _charts(table, months),
            "breakdowns": tuple(_breakdowns(table, months)),
            "small_cells": SMALL_CELLS,
            "period": table.period,
            "titles": {"": "今天", **WINDOWS},
        },
    )


def _chapters(table: Table) -> list[tuple[str, str, list[Shown]]]:
    shown = [_shown(table, tuple(parts)) for _, parts in groupby(FIGURES, key=lambda figure: figure.name)]
    return [
        (chapter, title, [one for one in shown if one.figure.chapter == chapter]) for chapter, title in CHAPTERS.items()
    ]


def _shown(table: Table, figures: tuple[Figure, ...]) -> Shown:
    """A figure, or all that share a name; the records behind it are those since the start."""
    parts = tuple((figure.part_title, table.shown(figure)) for figure in figures)
    lines = parts[0][1]
    return Shown(
        figure=figures[0],
        windows=tuple(line.window for line in lines),
        parts=parts,
        behind=tuple(_behind(table, figures[0])) if len(figures) == 1 else (),
        file=row_file(figures[0]),
    )


def _behind(table: Table, figure: Figure) -> Iterator[Behind]:
    """What the figure does not count comes first: that is what is left to do."""
    counted = "算进去的" if figure.tally(()).denominator is None else "算进分子的"
    titles = {behind.NOT_COUNTED: "没算进分子的", behind.LATE: "补记的", behind.COUNTED: counted}
    for name, (count, rows) in table.behind(figure).items():
        entries = tuple(_entry(table, figure.rows, row) for row in rows)
        yield Behind(title=titles[name], entries=entries, count=count)


def _entry(table: Table, rows: str, row: Mapping[str, Any]) -> RecordBehind:
    """How a row of a list is named, by what is told of it (`figures.behind`)."""
    if rows == "cases":
        return RecordBehind(name=row["title"], address=f"issues/{row['id']}/", note=f"{row['days']}天")
    if rows == "awards":
        person = table.town.find(Representative, row["representative"])
        if not person:
            return RecordBehind(name=row["representative"], note=row["month"])
        return RecordBehind(name=table.town.called(person), address=f"representatives/{person.id}/", note=row["month"])
    if rows == "coverage":
        name = table.town.get(Group, row["id"]).name
        return RecordBehind(name=name, address=f"groups/{row['id']}/", note=f"{row['served']}/{row['households']}户")
    number = f" 第{row['number']}项" if "number" in row else ""
    return RecordBehind(name=_place(table, row["village"]), note=f"{row['month']}{number}")


def _place(table: Table, village: str) -> str:
    return table.villages.get(village, village) or table.town.town.name


def _breakdowns(table: Table, months: Sequence[str]) -> Iterator[Breakdown]:
    villages, categories = table.villages, table.categories
    by_month, by_year = {month: month for month in months}, {year: f"{year}年" for year in table.years}
    yield _breakdown(table, "village", "分村：问题办理", "村、社区", villages, ISSUE_COLUMNS)
    yield _breakdown(table, "category", "分类别：问题办理", "类别", categories, ISSUE_COLUMNS)
    yield _breakdown(table, "month", "分月（反映的月份）：问题办理", "月份", by_month, ISSUE_COLUMNS)
    if len(by_year) > 1:
        yield _breakdown(table, "year", "分年（反映的年份）：问题办理", "年份", by_year, ISSUE_COLUMNS)
    yield _breakdown(table, "village", "分村：走访、清单、会议和点单", "村、社区", villages, WORK_COLUMNS)
    yield _breakdown(table, "month", "分月：走访、清单、会议和点单", "月份", by_month, WORK_COLUMNS)
    if len(by_year) > 1:
        yield _breakdown(table, "year", "分年：走访、清单、会议和点单", "年份", by_year, WORK_COLUMNS)


def _breakdown(
    table: Table, scope: str, title: str, heading: str, names: Mapping[str, str], columns: tuple[str, ...]
) -> Breakdown:
    figures = [figure for name in columns for figure in FIGURES if figure.name == name and scope in figure.by]
    rows = [(name, tuple(table.shown(figure, scope, of) for figure in figures)) for of, name in names.items()]
    return Breakdown(
        name=f"by-{scope}-{columns[0].split('_')[0]}",
        title=title,
        heading=heading,
        figures=tuple(figures),
        rows=tuple((name, cells) for name, cells in rows if any(cells)),
    )


def _charts(table: Table, months: Sequence[str]) -> dict[str, tuple[Chart, ...]]:
    """The charts of each chapter."""
    by_month = {month: month for month in months}
    span = WINDOWS[table.windows[0]]
    return {
        "issues": (
            charts.columns(
                "issues-by-month",
                "每月反映的问题",
                "每月反映并受理的件数，实心是已办结销号的（含补记的），空心是还没办结的。",
                "反映的月份",
                ("已办结", "没办结"),
                _closed_and_open(table, "month", by_month),
            ),
            charts.rates(
                "closing-by-village",
                f"各村办结率（{span}）",
                f"{span}各村已办结销号的件数除以受理的件数，不足5件的不画。",
                "村、社区",
                "办结率",
                _percentages(table, "closing_rate", "village", table.villages),
            ),
            charts.stacks(
                "issues-by-category",
                f"各类问题（{span}）",
                f"{span}各类别受理的件数，实心是已办结销号的（含补记的），空心是还没办结的。",
                "类别",
                ("已办结", "没办结"),
                _closed_and_open(table, "category", table.categories),
            ),
        ),
        "visits": (
            charts.trend(
                "visits-by-month",
                "每月走访到的比例",
                "每月里有走访记录的代表·周占应走访的百分比。",
                "月份",
                "一周一走访",
                _percentages(table, "weekly_visit_rate", "month", by_month),
            ),
        ),
    }


def _closed_and_open(table: Table, scope: str, names: Mapping[str, str]) -> list[Item]:
    """Of what was accepted in each place or month: closed by now, whenever that was recorded, and not closed."""
    items = []
    for of, name in names.items():
        window = table.windows[0]
        accepted, closed = (table.find(figure, scope, of, window=window) for figure in ("accepted_issues", "closed"))
        if accepted and closed and accepted.cell.numerator:
            done = int(closed.cell.numerator_with_late)
            numbers = done, int(accepted.cell.numerator) - done
            items.append(Item(name=name, numbers=numbers, said=tuple(map(str, numbers))))
    return items


def _percentages(table: Table, figure: str, scope: str, names: Mapping[str, str]) -> list[Item]:
    items = []
    for of, name in names.items():
        line = table.find(figure, scope, of, window=table.windows[0])
        if line and line.cell.denominator:
            percent = None if line.cell.value is None else int(line.cell.value)
            fraction = f"{line.cell.numerator}/{line.cell.denominator}"
            said = fraction if percent is None else f"{fraction} {percent}%"
            items.append(Item(name=name, numbers=(percent,), said=(said,)))
    return items
