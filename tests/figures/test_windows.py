"""The last twelve months and since the start: what counts in which, and how long the page grows."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator

import pytest

from help.figures import page_of
from help.towns import TODAY, Tree, registered
from lianhu import demo, public
from lianhu.figures import FIGURES, Facts, Table
from lianhu.figures.period import SINCE_START, TWELVE_MONTHS
from lianhu.figures.sources import rows_of
from lianhu.figures.table import FigureLine
from lianhu.town import schemas
from lianhu.town.schemas import Schemas
from lianhu.writing import edits

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("windows")]  # one process tests what it has generated


@functools.cache
def town(years: int) -> public.Posted:
    """A demonstration town with so many years behind it."""
    records = {path: content for path, content in demo.town("tiny", 1, years).items() if path.startswith("records/")}
    return public.posted(registered(records, schemas.load()), "web")


def pairs(years: int) -> Iterator[tuple[FigureLine, FigureLine]]:
    """Each line that has windows: of the twelve months, and since the start."""
    table = Table.of(town(years))
    for line in table.lines:
        if line.window == TWELVE_MONTHS:
            whole = table.find(line.figure.name, line.scope, line.of, line.figure.part, SINCE_START)
            assert whole, line.key
            yield line, whole


def test_the_rows_of_the_twelve_months_are_among_those_since_the_start() -> None:
    older, facts = 0, Facts(town(3))
    for recent, whole in pairs(3):
        some, every = (line.figure.measure(rows_of(facts, line)) for line in (recent, whole))
        for rows, all_rows in ((some.among, every.among), (some.counted, every.counted)):
            assert {row.id for row in rows} <= {row.id for row in all_rows}, recent.key
        older += len(every.among) > len(some.among)
    assert older > 50


def test_the_twelve_months_hold_what_their_months_hold() -> None:
    """And since the start what the years hold: so the lines of months and years explain the two numbers."""
    table = Table.of(town(3))
    months = [month for month in table.months if table.period.holds(TWELVE_MONTHS, month)]
    assert len(months) == 13
    for recent, whole in pairs(3):
        if recent.scope == "town" and "month" in recent.figure.by and recent.figure.unit != "天":
            for line, scope, places in ((recent, "month", months), (whole, "year", table.years)):
                found = [table.find(line.figure.name, scope, place, line.figure.part) for place in places]
                assert sum(one.cell.numerator for one in found if one) == line.cell.numerator, (line.key, scope)


def test_an_issue_counts_in_the_month_of_its_report() -> None:
    """One reported before the twelve months and closed in them is none of theirs; today's state has it all the same."""
    table, facts = Table.of(town(3)), Facts(town(3))
    start = table.period.start(TWELVE_MONTHS)
    assert start
    [accepted] = [line for line in table.lines if line.key == ("accepted_issues", "", "town", "", TWELVE_MONTHS)]
    assert all(case.reported_on >= start for case in accepted.figure.measure(rows_of(facts, accepted)).among)
    closed_since = [case for case in facts.cases if case.closed_on and case.closed_on >= start > case.reported_on]
    assert closed_since


def test_what_stands_today_has_no_window() -> None:
    states = {line.figure.name for line in Table.of(town(3)).lines if line.scope == "town" and not line.window}
    assert states == {figure.name for figure in FIGURES if figure.is_state}
    assert {"overdue", "still_open", "coverage", "representatives_serving"} <= states


def test_a_figure_younger_than_its_window_says_since_when(town_tree: Tree, town_schemas: Schemas) -> None:
    """The town keeps records since February; its first service day was in March, so its orders begin there."""
    table = Table.of(public.posted(registered(town_tree, town_schemas), "web"))
    line = table.find("order_delivery_rate")
    assert line and line.since == min(row.month for row in Facts(table.town).orders) > "2026-02"
    weeks = table.find("weekly_visit_rate")
    assert weeks and weeks.since == "", "what is due is so since the start, done or not"
    assert f"自{line.since}起" in page_of(table.town)


def test_a_young_town_is_told_one_number(town_tree: Tree, town_schemas: Schemas) -> None:
    young = page_of(public.posted(registered(town_tree, town_schemas), "web"))
    assert "还不满一年" in young and "近12个月</dt>" not in young
    old = page_of(town(3))
    assert "近12个月</dt>" in old and "开始以来</dt>" in old


def test_both_windows_have_the_rule_on_small_cells() -> None:
    for recent, whole in pairs(3):
        for line in (recent, whole):
            if line.cell.denominator is not None and recent.figure.unit != "元":
                assert (line.cell.value is None) is (line.cell.denominator < 5), line.key


def rows(page: str) -> int:
    return len(re.findall("<tr", page))


def test_the_page_grows_by_a_line_a_year() -> None:
    """Two tables tell the years: two lines more for each, and no other line but those of villages that ended."""
    three, five = town(3), town(5)
    more = rows(page_of(five)) - rows(page_of(three))
    villages = len(Table.of(five).villages) - len(Table.of(three).villages)
    assert more <= 2 * 2 + 2 * villages
    assert len(page_of(five)) < 1.1 * len(page_of(three))


def test_nothing_is_due_before_records_are_kept(town_tree: Tree, town_schemas: Schemas) -> None:
    """A town that keeps records since 1 June owes no month, week or quarter before it."""
    path = "records/town.yaml"
    tree = {path: content for path, content in town_tree.items() if "/villages/" not in path or "/visits/" not in path}
    tree[path] = edits.with_value(path, town_tree[path], ("records_since",), "2026-06-01")
    facts = Facts(public.posted(registered(tree, town_schemas, TODAY), "web"))
    assert min(row.month for row in facts.due) == min(row.month for row in facts.visit_weeks) == "2026-06"
    assert {row.id for row in facts.due if row.kind == "quarterly_review"} == {"2026-q3"}
    assert facts.period.begin == datetime.date(2026, 6, 1)
