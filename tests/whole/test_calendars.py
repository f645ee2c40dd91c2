"""A mistyped calendar: one problem where it was mistyped, and whatever asks for working days still has an answer."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from help.built import new_root
from help.program import PROBLEMS, run
from help.towns import TODAY, TOWN, Tree
from lianhu.figures import due
from lianhu.rules import check
from lianhu.site import site
from lianhu.town import deadlines
from lianhu.town.kinds import Issue
from lianhu.town.kinds.town import ServiceDayRule
from lianhu.town.schemas import Schemas
from lianhu.town.service_day import next_service_day, service_day
from lianhu.writing.yamltext import to_yaml

CALENDAR = "records/calendar/{year}.yaml"
YEAR = 2026
RULES = [ServiceDayRule(rule="first-working-monday"), ServiceDayRule(rule="postpone")]

near = st.dates(datetime.date(YEAR - 1, 12, 20), datetime.date(YEAR + 1, 1, 12))
days = (near | st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))).map(str)
holidays = st.fixed_dictionaries({"name": st.just("春节"), "from": days, "to": days})
books = st.fixed_dictionaries(
    {
        "year": st.just(YEAR) | st.integers(2004, 2100),
        "source": st.just("通知"),
        "days_off": st.lists(holidays, min_size=1, max_size=8),
        "working_days": st.lists(days, max_size=6, unique=True),
    }
)


def judged(tree: Tree, schemas: Schemas) -> None:
    """The town checked; what is due, the service days, the days of grace and every page, whatever the check said."""
    verdict = check.check(tree, schemas, TODAY)
    town = verdict.register or check.readable(tree, schemas, TODAY)
    assert town, "a calendar of right shape leaves the town readable"
    due.due(town)
    assert next_service_day(town).on >= TODAY
    for rule in RULES:
        for month in range(1, 13):
            found = service_day(YEAR, month, rule, town.calendars)
            assert (found.on.year, found.on.month) == (YEAR, month) or found.on > datetime.date(YEAR, month, 1)
    for issue in town.all(Issue):
        deadlines.due_on(issue, town.categories.get(issue.category), town.calendars)
    site.of(town, TOWN).section_pages()


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(book=books)
def test_whatever_a_clerk_writes_there_is_an_answer(
    book: dict[str, Any], town_tree: Tree, town_schemas: Schemas
) -> None:
    judged({**town_tree, CALENDAR.format(year=YEAR): to_yaml(book)}, town_schemas)


def test_a_year_without_a_working_day_has_provisional_service_days(town_tree: Tree, town_schemas: Schemas) -> None:
    """Holiday upon holiday, none too long: the first Monday of a month, and it is said that it may change."""
    first = datetime.date(YEAR, 1, 1)
    begins = [first + datetime.timedelta(days=15 * number) for number in range(20)]
    off = [{"name": "假", "from": str(day), "to": str(day + datetime.timedelta(days=14))} for day in begins]
    book = {"year": YEAR, "source": "通知", "days_off": off, "working_days": []}
    tree = {**town_tree, CALENDAR.format(year=YEAR): to_yaml(book)}
    judged(tree, town_schemas)
    town = check.readable(tree, town_schemas, TODAY)
    assert town
    for rule in RULES:
        found = service_day(YEAR, 3, rule, town.calendars)
        assert (found.on, found.provisional) == (datetime.date(YEAR, 3, 2), True)


@pytest.mark.parametrize("command", ["check", "due", "build"])
def test_december_written_for_february_is_one_problem(command: str, tmp_path: Path) -> None:
    root = new_root(tmp_path / "town", TOWN)
    path = root / CALENDAR.format(year=YEAR)
    path.write_text(path.read_text(encoding="utf-8").replace("to: 2026-02-23", "to: 2026-12-23"), encoding="utf-8")
    result = run(command, "--root", root, "--today", TODAY.isoformat(), language="en")
    assert "Traceback" not in result.output and not isinstance(result.exception, RuntimeError)
    if command != "due":  # it asks what can be asked
        assert result.exit_code == PROBLEMS
        assert result.output.count("[calendar_days_lie_in_their_year]") == result.output.count("records/") == 1
        assert "records/calendar/2026.yaml:9:9: 2026-02-15 to 2026-12-23 is 312 days" in result.output
