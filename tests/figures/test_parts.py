"""Why a figure moved: the parts add up to the difference, whatever was edited, and each names who moved it."""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from help.edited import ALL, EDITED, Tiny, edited
from help.figures import changes_of_towns
from help.towns import TODAY, Tree, record
from lianhu import public
from lianhu.difference.figure_change import FigureChange
from lianhu.figures import Facts, stats
from lianhu.figures.parts import Part, folded
from lianhu.figures.period import SINCE_START
from lianhu.figures.row_files import ISSUE_FIGURES
from lianhu.public import Posted
from lianhu.reading.files import TOWN_FILE
from lianhu.rules import check
from lianhu.town.schemas import Schemas
from lianhu.writing.yamltext import to_yaml

pytestmark = pytest.mark.slow

HEPING, CHENGNAN = "records/villages/heping", "records/villages/chengnan"
ISSUE = f"{HEPING}/issues/2026/g02-2026-0002.yaml"
VISITS = f"{HEPING}/visits/2026-03/g01.yaml"

Rows: TypeAlias = Mapping[str, Mapping[str, str]]


def is_in_shape(tree: Tree, schemas: Schemas) -> bool:
    return check.readable(tree, schemas, TODAY) is not None


def posted(tree: Tree, schemas: Schemas) -> Posted | None:
    """The town as the web shows it; None where a shape forbids the edit."""
    register = check.readable(tree, schemas, TODAY)
    return public.posted(register, "web") if register else None


class Before(Tiny):
    """The tiny town, to which all that is edited is held; its figures are counted once."""

    @functools.cached_property
    def posted(self) -> Posted:
        town = posted(self.tree, self.schemas)
        assert town
        return town

    @functools.cached_property
    def rows(self) -> Rows:
        return rows(self.posted)


@pytest.fixture
def tiny(town_tree: Tree, town_schemas: Schemas) -> Before:
    return Before(town_tree, town_schemas)


def sums(change: FigureChange) -> tuple[Any, Any, Any]:
    """The difference of a figure in numerator, denominator and numerator with what came late."""
    cells = [line.cell if line else None for line in (change.before, change.after)]
    was, now = (
        (cell.numerator, cell.denominator or 0, cell.numerator_with_late) if cell else (0, 0, 0) for cell in cells
    )
    return now[0] - was[0], now[1] - was[1], now[2] - was[2]


def added(parts: Iterable[Part]) -> tuple[Any, Any, Any]:
    shares = [(part.numerator, part.denominator or 0, part.numerator_with_late) for part in parts]
    return sum(one for one, _, _ in shares), sum(one for _, one, _ in shares), sum(one for _, _, one in shares)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9), edits=st.integers(1, 8))
def test_the_parts_add_up_to_the_difference(seed: int, edits: int, tiny: Before) -> None:
    """Of every figure that moves, in the town and each village, category and month; nothing is left over."""
    town_tree, town_schemas, chance = tiny.tree, tiny.schemas, Random(seed)
    tree = dict(town_tree)
    for _ in range(edits):
        path = chance.choice(sorted(path for path in tree if any(part in path for part in ALL)))
        changed = edited(tree, path, chance)
        tree = changed if is_in_shape(changed, town_schemas) else tree
    before, after = tiny.posted, posted(tree, town_schemas)
    assert after
    differing = {path for path in {*tree, *town_tree} if tree.get(path) != town_tree.get(path)}
    changes = list(changes_of_towns(before, after))
    for change in changes:
        assert added(change.parts) == sums(change), change
        assert change.parts or None in (change.before, change.after)  # a month that begins with nothing
        assert all(part.records and part.rows for part in change.parts)
        listed, others = folded(change.parts, 2)
        assert added((*listed, *(part for _, part in others))) == sums(change)
        if len(differing) == 1 and change.parts:
            assert {path for part in change.parts for path in part.records} == differing
    recounted(changes, tiny.rows, rows(after))


def recounted(changes: Iterable[FigureChange], was: Rows, now: Rows) -> None:
    """The same once more, from the exported rows of both states, issue by issue."""
    moved = {
        (change.figure.name, change.figure.part): change
        for change in changes
        if change.line.scope == "town" and change.line.window in ("", SINCE_START) and change.figure.rows == "cases"
    }
    for figure in ISSUE_FIGURES:
        change = moved.get((figure.name, figure.part))
        if change is None:
            continue
        counted: dict[str, list[int]] = {issue: [0, 0, 0] for issue in {*was, *now}}
        for sign, state in ((-1, was), (1, now)):
            for issue, row in state.items():
                mark = row[figure.key]
                for place, holds in enumerate((mark == "1", mark in ("1", "late"), mark != "")):
                    counted[issue][place] += sign * holds
        of_rows = (row for part in change.parts for row in part.rows)
        told = {row.id: [row.numerator, row.numerator_with_late, row.denominator] for row in of_rows}
        if change.parts and change.parts[0].denominator is None:
            told = {issue: [*numbers[:2], counted[issue][2]] for issue, numbers in told.items()}
        expected = {issue: numbers for issue, numbers in counted.items() if any(numbers) or issue in told}
        assert told == expected, figure.name


def rows(town: Posted) -> Rows:
    """The exported rows of all years: a year is what the issue's id says, whatever was written there."""
    found = stats.row_files(town, [stats.rows_of_villages(Facts(town, "villages"))], stats.rows_of_town(town))
    files = (text for name, text in found if re.fullmatch(r"data/issue-rows-\d{4}\.csv", name))
    texts = (text.removeprefix(stats.BYTE_ORDER_MARK) for text in files)
    return {row["issue"]: row for text in texts for row in csv.DictReader(io.StringIO(text))}


def changes_of(before: Tree, after: Tree, schemas: Schemas) -> list[FigureChange]:
    was, now = posted(before, schemas), posted(after, schemas)
    assert was and now
    return list(changes_of_towns(was, now))


def one(changes: list[FigureChange], name: str, part: str = "") -> FigureChange:
    found = (change for change in changes if (change.figure.name, change.figure.part) == (name, part))
    return next(change for change in found if change.line.scope == "town")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_what_a_record_moves_it_moves_alone_as_well(seed: int, tiny: Before) -> None:
    """Two records of two villages: the parts of each are those that it has when only it changes."""
    town_tree, town_schemas, chance, alone = tiny.tree, tiny.schemas, Random(seed), []
    for village in (HEPING, CHENGNAN):
        paths = [
            path for path in sorted(town_tree) if path.startswith(village) and any(part in path for part in EDITED)
        ]
        path = chance.choice(paths)
        tree = edited(town_tree, path, chance)
        if not posted(tree, town_schemas) or path not in tree or len(tree) != len(town_tree):
            return
        alone.append({path: tree[path]})
    if begins(town_tree, town_schemas) != begins({**town_tree, **alone[0], **alone[1]}, town_schemas):
        return  # the first day of all records moves the rows of both
    both = changes_of(town_tree, {**town_tree, **alone[0], **alone[1]}, town_schemas)
    for edit in alone:
        (path,) = edit
        each = {key(change): change.parts for change in changes_of(town_tree, {**town_tree, **edit}, town_schemas)}
        for change in both:
            assert {name for part in change.parts for name in part.records} <= {one for edit in alone for one in edit}
            if key(change) in each:  # a percentile may stay where it is while one of the two changes
                assert [part for part in change.parts if part.records == (path,)] == list(each[key(change)])


def key(change: FigureChange) -> tuple[str, ...]:
    return change.line.key


def begins(tree: Tree, schemas: Schemas) -> Any:
    town = posted(tree, schemas)
    return town and Facts(town).period.begin


# -- what is named


def test_a_rate_says_numerator_and_denominator_of_each_record(town_tree: Tree, town_schemas: Schemas) -> None:
    closed, new = record(town_tree, ISSUE), f"{CHENGNAN}/issues/2026/g01-2026-0009.yaml"
    for stage in ("fed_back", "closed"):
        closed["events"].append({"stage": stage, "date": "2026-11-20", "by": "group_head"})
    opened = record(town_tree, ISSUE) | {"id": "chengnan-g01-2026-0009"}
    opened["events"] = opened["events"][:2]
    for event in opened["events"]:
        event["representative"] = "chengnan-g01-r01"
    found = changes_of(town_tree, {**town_tree, ISSUE: to_yaml(closed), new: to_yaml(opened)}, town_schemas)
    rate = one(found, "closing_rate")
    assert [(part.records, part.numerator, part.denominator) for part in rate.parts] == [
        ((new,), 0, 1),
        ((ISSUE,), 1, 0),
    ]
    assert sums(rate) == (1, 1, 1)


def test_days_name_the_cases_whose_days_are_others(town_tree: Tree, town_schemas: Schemas) -> None:
    """A median is no sum: its cases add up, and their days are told."""
    closed = record(town_tree, ISSUE)
    for stage in ("fed_back", "closed"):
        closed["events"].append({"stage": stage, "date": "2026-11-14", "by": "group_head"})
    days = one(changes_of(town_tree, {**town_tree, ISSUE: to_yaml(closed)}, town_schemas), "median_days")
    (part,) = days.parts
    assert (part.numerator, part.denominator) == (1, 0)
    assert [(row.id, row.how, row.days) for row in part.rows] == [("heping-g02-2026-0002", "changed", (13, 5))]


def test_a_week_is_moved_by_the_visit_and_by_who_begins_to_serve(town_tree: Tree, town_schemas: Schemas) -> None:
    visits = record(town_tree, VISITS)
    visits["visits"] = visits["visits"][:-1]
    rate = one(changes_of(town_tree, {**town_tree, VISITS: to_yaml(visits)}, town_schemas), "weekly_visit_rate")
    assert {part.records for part in rate.parts} == {(VISITS,)}
    assert {row.id for part in rate.parts for row in part.rows} == {
        "heping-g01-r01/2026-03-23",
        "heping-g01-r02/2026-03-23",
    }
    person = f"{HEPING}/representatives/g01-r01.yaml"
    data = record(town_tree, person)
    data["groups"][0]["since"] = "2026-06-01"
    rate = one(changes_of(town_tree, {**town_tree, person: to_yaml(data)}, town_schemas), "weekly_visit_rate")
    assert {part.records for part in rate.parts} == {(person,)} and sums(rate)[1] < 0


def test_a_setting_is_named_where_no_record_of_the_row_changed(town_tree: Tree, town_schemas: Schemas) -> None:
    town, person = TOWN_FILE, f"{HEPING}/representatives/g02-r01.yaml"
    settings_of_town, data = record(town_tree, town), record(town_tree, person)
    settings_of_town["limits"]["visit_weeks"] = 4
    data["household_count"] += 1
    after = {**town_tree, town: to_yaml(settings_of_town), person: to_yaml(data)}
    found = changes_of(town_tree, after, town_schemas)
    parts = {part.records for part in one(found, "weekly_visit_rate").parts}
    assert (town,) in parts and all(town in records or records == (person,) for records in parts)
    assert {part.records for part in one(found, "households_served").parts} == {(person,)}


def test_the_first_record_of_all_is_named_for_the_months_that_it_opens(town_tree: Tree, town_schemas: Schemas) -> None:
    """What is due begins with the first day that is recorded: an older visit makes months due of every village."""
    older = f"{CHENGNAN}/visits/2025-12/g01.yaml"
    data = {
        "id": "chengnan-g01-2025-12",
        "visits": [
            {"date": "2025-12-01", "visitors": [{"role": "group_head"}], "household_count": 2},
        ],
    }
    town = record(town_tree, TOWN_FILE)
    del town["records_since"]
    before = {**town_tree, TOWN_FILE: to_yaml(town)}
    rate = one(changes_of(before, {**before, older: to_yaml(data)}, town_schemas), "task_list_rate")
    assert sums(rate)[1] > 0 and {part.records for part in rate.parts} == {(older,)}
