"""The rows by village add up to the town's figures on every day, whatever was merged meanwhile; the past stays."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from help import merged
from help.towns import Tree
from lianhu import public
from lianhu.figures.figure import Count, Rate
from lianhu.figures.period import SINCE_START
from lianhu.figures.table import FigureLine, Table

DAYS = st.dates(datetime.date(2026, 3, 1), datetime.date(2028, 3, 1))


def table(town: Callable[[], Tree], today: datetime.date) -> Table:
    return Table.of(public.posted(merged.on(town, today), "web"))


def sums(lines: tuple[FigureLine, ...], scope: str) -> dict[tuple[str, str, str], tuple[int, ...]]:
    """Both numerators and the denominator of every figure that is a sum and told by village, added up over a scope."""
    found: dict[tuple[str, str, str], tuple[int, ...]] = defaultdict(lambda: (0, 0, 0))
    for line in lines:
        if line.scope == scope and "village" in line.figure.by and isinstance(line.figure.measure(()), Count | Rate):
            key, shown = (line.figure.name, line.figure.part, line.window), line.cell
            numbers = shown.numerator, shown.numerator_with_late, shown.denominator or 0
            found[key] = tuple(one + other for one, other in zip(found[key], numbers, strict=True))  # type: ignore[assignment]
    return found


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(day=DAYS)
def test_the_rows_by_village_add_up_on_every_day(day: datetime.date) -> None:
    """Long after the end, too, when the village did nothing in the period and its issues still count."""
    lines = table(merged.merged, day).lines
    assert sums(lines, "village") == sums(lines, "town")
    assert len(sums(lines, "town")) > 50


@pytest.mark.slow
@pytest.mark.parametrize("day", [merged.LAST, datetime.date(2026, 9, 1)], ids=str)
def test_a_merger_rewrites_no_figure_of_before(day: datetime.date) -> None:
    """To its last day the village has the figures that it had, under its own name."""
    before, after = (
        {line.key: (line.of_name, line.cell) for line in lines}
        for lines in (table(tree, day).lines for tree in (merged.demonstration, merged.merged))
    )
    assert before == after


@pytest.mark.slow
def test_the_row_of_a_merged_village_says_so() -> None:
    every = table(merged.merged, merged.DAY).lines
    lines = [one for one in every if (one.figure.name, one.window) == ("closing_rate", SINCE_START)]
    rates = {line.of_name: (line.cell.numerator, line.cell.denominator) for line in lines if line.scope == "village"}
    assert rates == {
        "枫林村": (52, 59),
        "汇丰社区（已并入枫林村）": (34, 40),
        "石坳村（已并入枫林村）": (12, 12),
        "新河村": (76, 86),
    }
    assert [(line.cell.numerator, line.cell.denominator) for line in lines if line.scope == "town"] == [(174, 197)]
