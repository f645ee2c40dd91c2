"""In time and with what came late: writing a thing down afterwards makes no figure better."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from help.figures import page_of
from help.towns import TODAY, Tree, record, registered
from lianhu import public
from lianhu.figures import FIGURES, Figure, Table, rows, stats
from lianhu.figures.figure import Days
from lianhu.town.case import Case
from lianhu.town.kinds import Event
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words import CHINESE, ENGLISH
from lianhu.writing import edits

# What has one reading, and why lateness cannot make it better.
ONE_READING = {
    **dict.fromkeys(
        ("representatives_serving", "households_served", "coverage", "groups", "workstations"), "today's state"
    ),
    "accepted_issues": "the denominator: the more, the more is left to do",
    "overdue": "what is bad",
    "escalations": "neither good nor bad",
    "deferred": "what is bad",
    "not_accepted": "what is bad",
    "duplicates": "what is bad",
    "still_open": "what is bad",
    "open_ages": "what is bad",
    "unrated": "what is bad",
    "backgrounds": "today's state",
    "gathered": "neither good nor bad: each still waits for its own feedback",
    "untold": "what is bad",
    "removed": "what is bad",
    "opinions_collected": "what residents said, like what is accepted: the more, the more is left to do",
    "branch_attendance_rate": "who came to what was held; whether it was recorded in time is told of the analysis",
    "decisions_overdue": "what is bad",
    "town_decisions_overdue": "what is bad",
    "fund_spending_rate": "what the books say today",
}
# Parts of a figure that are not the achievement.
OTHER_PARTS = {
    *(("ratings", part) for part in ("neutral", "dissatisfied", "very_dissatisfied")),
    *(("orders", part) for part in ("referred", "withdrawn", "open")),
}


def test_every_figure_of_something_done_has_two_readings() -> None:
    for figure in FIGURES:
        has_one = figure.name in ONE_READING or (figure.name, figure.part) in OTHER_PARTS
        assert (figure.late is None) is has_one, f"{figure.name}: say what makes it late, or here why nothing does"


# -- issues

DAY = datetime.date(2026, 3, 2)
STEPS: tuple[tuple[str, int, dict[str, str]], ...] = (
    ("discovered", 0, {}),
    ("reported", 0, {}),
    ("resolved", 2, {"outcome": "fixed"}),
    ("fed_back", 3, {"satisfaction": "satisfied"}),
    ("closed", 4, {}),
)


def case(late_ones: tuple[str, ...] = (), *, steps: int = len(STEPS), due: int | None = 9, number: int = 1) -> Case:
    """A case of so many steps; those of `late_ones` were recorded late."""
    return Case(
        id=f"v-g01-2026-{number:04}",
        title="x",
        kind="opinion",
        category="street_light",
        source="visit",
        responsible_post="x",
        events=tuple(
            Event(
                stage=stage,
                date=DAY + datetime.timedelta(days=after),
                by="village_officer",
                recorded_late="簿子后来才送到" if stage in late_ones else None,
                **carries,  # type: ignore[arg-type]
            )
            for stage, after, carries in STEPS[:steps]
        ),
        village="v",
        group="v-g01",
        due=None if due is None else DAY + datetime.timedelta(days=due),
        today=TODAY,
    )


def of(name: str, part: str = "") -> Figure:
    [figure] = [one for one in FIGURES if (one.name, one.part) == (name, part)]
    return figure


def readings(name: str, *cases: Any, part: str = "") -> tuple[Any, Any, Any]:
    """In time, with what came late, and the denominator."""
    figure = of(name, part)
    shown = figure.cell(figure.tally(cases))
    return shown.numerator, shown.numerator_with_late, shown.denominator


@pytest.mark.parametrize(
    "name, part, stage",
    [
        ("closed", "", "closed"),
        ("closing_rate", "", "closed"),
        ("on_time_rate", "", "closed"),
        ("deadline_rate", "", "closed"),
        ("median_days", "", "closed"),
        ("feedback_rate", "", "fed_back"),
        ("resolution_rate", "", "resolved"),
        ("satisfaction_rate", "", "fed_back"),
        ("ratings", "satisfied", "fed_back"),
    ],
)
def test_the_event_that_makes_an_issue_count_was_recorded_late(name: str, part: str, stage: str) -> None:
    _, _, among = readings(name, case(), part=part)
    assert readings(name, case((stage,)), part=part) == (0, 1, among)
    others = tuple(one for one, *_ in STEPS if one != stage)
    assert readings(name, case(others), part=part) == (1, 1, among), "what else came late makes it no less in time"


def test_a_closing_with_an_old_date_shortens_no_time() -> None:
    """In time such a case is as old as it is today; its dates are the other reading."""
    cases = [case(number=n) for n in range(4)] + [case(("closed",), number=9)] * 5
    figure = of("median_days")
    with_late = figure.measure(cases)
    in_time = figure.in_time(with_late)
    assert isinstance(with_late, Days) and isinstance(in_time, Days)
    assert (in_time.days, with_late.days) == ((TODAY - DAY).days, 4)


def test_what_is_bad_is_told_whoever_wrote_it_down_when() -> None:
    for name in ("overdue", "still_open", "accepted_issues"):
        open_late = case(("reported", "resolved"), steps=3, due=1)
        assert readings(name, open_late) == (1, 1, None), name


LATE_ONES = st.sets(st.sampled_from([stage for stage, *_ in STEPS])).map(tuple)
CASES = st.lists(st.tuples(LATE_ONES, st.integers(1, len(STEPS)), st.none() | st.integers(0, 9)), max_size=9).map(
    lambda drawn: [case(some, steps=steps, due=due, number=n) for n, (some, steps, due) in enumerate(drawn, start=2)]
)


@given(CASES)
@settings(max_examples=60, deadline=None)
def test_the_second_reading_is_never_smaller_and_never_more_than_all(cases: list[Case]) -> None:
    for figure in (one for one in FIGURES if one.rows == "cases"):
        in_time, with_late, among = readings(figure.name, *cases, part=figure.part)
        assert 0 <= in_time <= with_late and (among is None or with_late <= among), figure.name


@given(CASES, st.integers(0, len(STEPS) - 1), st.integers(1, len(STEPS)))
@settings(max_examples=60, deadline=None)
def test_steps_recorded_late_improve_nothing_in_time(cases: list[Case], recorded: int, until: int) -> None:
    """A case that stood still, and the same with its later steps written down afterwards."""
    before = case(steps=recorded + 1)
    after = case(tuple(stage for stage, *_ in STEPS[recorded + 1 : until]), steps=max(until, recorded + 1))
    for name in ("closed", "closing_rate", "on_time_rate", "deadline_rate", "resolution_rate", "satisfaction_rate"):
        was, now = (readings(name, *cases, one) for one in (before, after))
        assert now[0] <= was[0] and (now[2] or 0) >= (was[2] or 0), name
    for name in ("median_days", "ninetieth_percentile_days"):
        figure = of(name)
        was, now = (figure.in_time(figure.measure([*cases, one])) for one in (before, after))
        assert now.days >= was.days, name  # type: ignore[union-attr]


# -- work

WORK: dict[str, Any] = {
    "visit_entries": rows.VisitEntry(id="1", village="v", date=DAY, household_count=3),
    "weekly_visit_rate": rows.VisitWeek(representative="v-g01-r01", village="v", monday=DAY, visited=True),
    "task_list_rate": rows.Due(id="1", kind="task_list", village="v", month="2026-03", done=True),
    "service_day_rate": rows.Due(id="1", kind="service_day", village="v", month="2026-03", done=True),
    "task_completion_rate": rows.TaskEntry(id="1", village="v", month="2026-03", done=True),
    "order_delivery_rate": rows.OrderEntry(id="1", village="v", month="2026-03", outcome="delivered"),
    "training_attendance_rate": rows.Seat(id="1", village="v", month="2026-03", attended=True),
    "trained_rate": rows.Serving(id="1", village="v", household_count=9, trained=True),
    "awards": rows.AwardEntry(
        id="1", village="v", representative="v-g01-r01", amount=Decimal("200.00"), month="2026-03"
    ),
}


@pytest.mark.parametrize("name", WORK)
def test_work_that_was_recorded_late(name: str) -> None:
    row = WORK[name]
    later = dataclasses.replace(row, id="2") if name != "weekly_visit_rate" else row
    later = dataclasses.replace(later, late=True)
    _, _, among = readings(name, row, row)
    assert readings(name, row, later) == (1, 2, among)


def test_households_and_money_add_up_in_both_readings() -> None:
    visits = [dataclasses.replace(WORK["visit_entries"], late=late_one) for late_one in (False, True)]
    assert readings("households_visited", *visits) == (3, 6, None)
    given_ones = [dataclasses.replace(WORK["awards"], late=late_one) for late_one in (False, True)]
    assert readings("award_money", *given_ones) == (Decimal("200.00"), Decimal("400.00"), None)
    assert str(readings("award_money")[0]) == "0.00", "money even where there is none"


# -- where it is told


@pytest.fixture
def told_late(town_tree: Tree, town_schemas: Schemas) -> public.Posted:
    """The tiny town, in which one closing was recorded late."""
    path = "records/villages/heping/issues/2026/g01-2026-0001.yaml"
    events = record(town_tree, path)["events"]
    closing = next(number for number, event in enumerate(events) if event["stage"] == "closed")
    content = edits.with_value(path, town_tree[path], ("events", closing, "recorded_late"), "登记簿后来才送到")
    tree = {**town_tree, path: content}
    return public.posted(registered(tree, town_schemas), "web")


def test_it_is_told_beside_the_number_and_in_the_files(told_late: public.Posted) -> None:
    table = Table.of(told_late)
    line = table.find("closing_rate")
    assert line and (line.cell.numerator, line.cell.late, line.cell.numerator_with_late) == (1, 1, 2)
    assert "（另有补记1，连同补记2/6 33%）" in stats.text(table, CHINESE)
    assert "(late: 1; with them 2/6 33%)" in stats.text(table, ENGLISH)
    files = dict(stats.files(told_late))
    assert '"late"' in next(
        row for row in files["data/issue-rows-2026.csv"].splitlines() if "heping-g01-2026-0001" in row
    )


def test_the_page_tells_it(told_late: public.Posted) -> None:
    page = page_of(told_late)
    assert "另有1件补记，连同补记2/6 33%" in page
    assert "补记的：共1" in page


def test_nothing_is_said_where_nothing_came_late(town_register: Register) -> None:
    assert 'class="late"' not in page_of(public.posted(town_register, "web"))
