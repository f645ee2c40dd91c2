"""Values that hold from a day: what a record said on which day, and that nothing set on a day changes one before it."""

from __future__ import annotations

import copy
import datetime
import functools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from help.towns import TODAY, TOWN, Tree, record, registered
from lianhu.figures import Table, stats
from lianhu.public import posted
from lianhu.reading import files
from lianhu.reading.files import TOWN_FILE
from lianhu.rules.check import check, readable
from lianhu.town import earlier, schemas
from lianhu.town.case import case_of
from lianhu.town.kinds import Area, Group, Issue, Representative
from lianhu.town.month import DAY
from lianhu.town.register import Register
from lianhu.town.schemas import Kind, Schemas
from lianhu.town.service_day import next_service_day
from lianhu.words import ENGLISH
from lianhu.writing.yamltext import to_yaml

AWARD = {"limits": {"award": "300.00"}, "earlier": [{"at": "limits.award", "until": "2026-03-31", "was": "200.00"}]}
CATEGORIES = {
    "categories": [
        {"id": "light", "deadline": {"days": 2, "counted_in": "working_days"}},
        {"id": "road"},
        {"id": "water", "deadline": {"days": 7, "counted_in": "calendar_days"}},
    ]
}


def day(written: str) -> datetime.date:
    return datetime.date.fromisoformat(written)


def with_earlier(data: dict[str, Any], *entries: dict[str, Any]) -> dict[str, Any]:
    return {**copy.deepcopy(data), "earlier": list(entries)}


def category(data: Any, number: int, on: str) -> Any:
    return earlier.on(data, day(on))["categories"][number].get("deadline")


@pytest.mark.parametrize(
    ("on", "award"),
    [("2026-01-01", "200.00"), ("2026-03-31", "200.00"), ("2026-04-01", "300.00"), ("2030-01-01", "300.00")],
)
def test_a_value_holds_until_its_last_day(on: str, award: str) -> None:
    assert earlier.on(AWARD, day(on))["limits"]["award"] == award


def test_a_record_without_earlier_values_is_itself() -> None:
    assert earlier.on(CATEGORIES, TODAY) is CATEGORIES
    assert list(earlier.states(CATEGORIES)) == []
    assert [held.value for held in earlier.series(AWARD | {"earlier": []}, "limits.award")] == ["300.00"]


def test_the_series_has_no_gap_and_no_day_twice() -> None:
    data = with_earlier(
        AWARD,
        {"at": "limits.award", "until": "2026-06-30", "was": "250.00"},
        {"at": "limits.award", "until": "2026-03-31", "was": "200.00"},
    )
    told = [(held.value, held.since, held.until) for held in earlier.series(data, "limits.award")]
    assert told == [
        ("200.00", None, day("2026-03-31")),
        ("250.00", day("2026-04-01"), day("2026-06-30")),
        ("300.00", day("2026-07-01"), None),
    ]


def test_an_entry_is_named_by_its_id_wherever_it_stands() -> None:
    data = with_earlier(CATEGORIES, {"at": "categories[water].deadline.days", "until": "2026-03-31", "was": 5})
    data["categories"].reverse()
    assert category(data, 0, "2026-03-31") == {"days": 5, "counted_in": "calendar_days"}
    assert earlier.named(("categories", 0, "deadline", "days"), data) == "categories[water].deadline.days"
    assert earlier.location("categories[2].deadline", data) is None, "what has an id is not named by its number"
    assert earlier.location("categories[gas].deadline", data) is None


def test_what_was_not_set_was_nothing() -> None:
    data = with_earlier(CATEGORIES, {"at": "categories[light].deadline", "until": "2026-03-31"})
    assert category(data, 0, "2026-03-31") is None
    assert category(data, 0, "2026-04-01") == {"days": 2, "counted_in": "working_days"}
    leaves = [{"at": f"categories[light].deadline.{key}", "until": "2026-03-31"} for key in ("days", "counted_in")]
    assert category(with_earlier(CATEGORIES, *leaves), 0, "2026-03-31") is None, "nothing is left of the deadline"


def test_a_deadline_that_came_and_was_changed_and_one_that_went_and_came_back() -> None:
    came = with_earlier(
        CATEGORIES,
        {"at": "categories[light].deadline.days", "until": "2026-06-30", "was": 5},
        {"at": "categories[light].deadline", "until": "2026-03-31"},
    )
    went = with_earlier(
        CATEGORIES,
        {"at": "categories[light].deadline", "until": "2026-06-30"},
        {"at": "categories[light].deadline.days", "until": "2026-03-31", "was": 5},
        {"at": "categories[light].deadline.counted_in", "until": "2026-03-31", "was": "calendar_days"},
    )
    days = ("2026-03-01", "2026-05-01", "2026-07-01")
    assert [(category(came, 0, on) or {}).get("days") for on in days] == [None, 5, 2]
    assert [(category(went, 0, on) or {}).get("days") for on in days] == [5, None, 2]


# -- the register


def changed(tree: Tree, path: str, at: str, value: Any, was: Any, until: datetime.date) -> Tree:
    """The town with another value from the day after `until` on, as the step asks for it."""
    data = record(tree, path)
    where = earlier.location(at, data)
    assert where
    holder: Any = data
    for step in where[:-1]:
        holder = holder.setdefault(step, {}) if isinstance(step, str) else holder[step]
    holder[where[-1]] = value
    entry = {"at": at, "until": until.isoformat()} | ({} if was is None else {"was": was})
    data.setdefault("earlier", []).append(entry)
    return {**tree, path: to_yaml(data)}


def test_records_are_listed_as_they_hold_today(town_tree: Tree, town_schemas: Schemas) -> None:
    tree = changed(town_tree, TOWN_FILE, "limits.feedback_days", 9, 3, TODAY)
    assert registered(tree, town_schemas).town.limits.feedback_days == 3, "the new one holds from tomorrow"
    tomorrow = readable(tree, town_schemas, TODAY + DAY)
    assert tomorrow and tomorrow.town.limits.feedback_days == 9
    assert tomorrow.limits(TODAY).feedback_days == 3


def test_a_part_of_a_record_is_asked_for_a_day(town_tree: Tree, town_schemas: Schemas) -> None:
    village = "records/villages/heping/village.yaml"
    tree = changed(town_tree, village, "areas[heping-p1].name", "和平村东片", "和平村上片", day("2026-06-30"))
    register = registered(tree, town_schemas)
    area = register.get(Area, "heping-p1")
    assert area.name == "和平村东片"
    assert register.on(area, day("2026-06-30")).name == "和平村上片"
    assert register.on(area, TODAY) == area
    other = register.get(Group, "heping-g01")
    assert register.on(other, day("2026-02-01")) is other


def test_turns_are_the_days_from_which_something_holds(town_tree: Tree, town_schemas: Schemas) -> None:
    register = registered(
        changed(town_tree, TOWN_FILE, "limits.notice_days", 20, None, day("2026-06-30")), town_schemas
    )
    first, last = day("2026-01-01"), day("2026-12-31")
    assert register.turns(register.town, first, last) == (first, day("2026-07-01"))
    assert register.turns(register.town, first, day("2026-06-30")) == (first,)
    assert register.turns(register.town, day("2026-07-01"), last) == (day("2026-07-01"),)


def test_an_issue_is_due_by_what_held_when_it_was_reported(town_tree: Tree, town_schemas: Schemas) -> None:
    before = dues(registered(town_tree, town_schemas))
    at = "categories[street_light].deadline.days"
    assert (
        dues(registered(changed(town_tree, "records/categories.yaml", at, 1, 5, TODAY - DAY), town_schemas)) == before
    )
    always = {
        **town_tree,
        "records/categories.yaml": town_tree["records/categories.yaml"].replace(b"days: 5", b"days: 1"),
    }
    assert dues(registered(always, town_schemas)) != before


def dues(register: Register) -> dict[str, datetime.date | None]:
    return {issue.id: case_of(register, issue).due for issue in register.all(Issue)}


# -- the law: nothing set on a day changes a verdict, a due day or a figure of a day before it


EDITS: dict[str, tuple[str, str, Any, st.SearchStrategy[Any]]] = {
    "award": (TOWN_FILE, "limits.award", "200.00", st.sampled_from(["100.00", "300.00"])),
    "service fund": (TOWN_FILE, "limits.service_fund", "200.00", st.sampled_from(["50.00", "500.00"])),
    "term": (TOWN_FILE, "limits.term_years", 5, st.integers(1, 9)),
    "patience": (TOWN_FILE, "limits.feedback_days", 3, st.integers(1, 30)),
    "most households": (TOWN_FILE, "limits.households_per_representative.maximum", 15, st.integers(6, 30)),
    "rule": (TOWN_FILE, "service_day.rule", "first-working-monday", st.just("postpone")),
    "weeks": (TOWN_FILE, "limits.visit_weeks", None, st.integers(2, 5)),
    "deadline": ("records/categories.yaml", "categories[street_light].deadline.days", 5, st.integers(1, 60)),
    "counted": (
        "records/categories.yaml",
        "categories[water_supply].deadline.counted_in",
        "calendar_days",
        st.just("working_days"),
    ),
    "field": ("records/categories.yaml", "categories[road_widening].field", "公共设施", st.just("道路")),
    "household count": ("records/villages/heping/groups/g01.yaml", "household_count", 22, st.integers(1, 90)),
    "households": (
        "records/villages/heping/representatives/g01-r01.yaml",
        "household_count",
        12,
        st.integers(5, 15),
    ),
    "name": ("records/villages/heping/village.yaml", "name", "和平村", st.just("和顺村")),
}


CHOICES = (
    st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=4, unique=True)
    .flatmap(
        lambda names: st.fixed_dictionaries({name: EDITS[name][3] for name in names})
        # More households than the town allows from that day on are wrong on any day.
    )
    .filter(lambda chosen: chosen.get("households", 0) <= chosen.get("most households", 15))
)
# What is set later than the last records that ask for it: who is chosen afterwards is judged by the new limit.
SET_ON = st.dates(day("2026-11-02"), TODAY)


@settings(max_examples=20, deadline=None)
@given(chosen=CHOICES, on=SET_ON, before=st.dates(day("2026-01-02"), day("2026-11-01")))
def test_what_is_set_on_a_day_changes_nothing_before_it(
    chosen: dict[str, Any], on: datetime.date, before: datetime.date
) -> None:
    town_tree, town_schemas = files.read_folder(TOWN)[0], schemas.load()
    tree = town_tree
    for name, value in chosen.items():
        path, at, was, _ = EDITS[name]
        tree = changed(tree, path, at, value, was, on - DAY)
    assert seen(tree, town_schemas, before) == seen(town_tree, town_schemas, before)
    assert problems(tree, town_schemas, TODAY) == [], "and condemns nothing that was right"


def begun(tree: Tree, path: str) -> datetime.date:
    return day(record(tree, path)["events"][0]["date"])


def problems(tree: Tree, town_schemas: Schemas, today: datetime.date) -> list[tuple[str, str]]:
    return [(problem.path, problem.rule) for problem in check(tree, town_schemas, today).problems]


def seen(tree: Tree, town_schemas: Schemas, today: datetime.date) -> tuple[Any, ...]:
    """What somebody saw on the day: verdict, due days, figures, whose household it was, the next service day."""
    tree = {path: content for path, content in tree.items() if "/issues/" not in path or begun(tree, path) <= today}
    register = readable(tree, town_schemas, today)
    assert register
    figures = stats.as_csv(Table.of(posted(register, "web")), ENGLISH)
    households = {one.id: one.household_count for one in register.all(Representative)}
    return problems(tree, town_schemas, today), dues(register), figures, households, next_service_day(register)


# -- every value that may be dated, one by one


def other_value(kind: Kind, at: tuple[str | int, ...], value: Any) -> Any:
    """Another value that the place allows."""
    schema = kind.at(at)
    if "enum" in schema:
        return next(word for word in schema["enum"] if word != value)
    if schema.get("type") == "integer":
        return schema["minimum"] if value is None else value + 1 if value < schema["maximum"] else value - 1
    return "999.00" if "examples" in schema and "." in str(schema["examples"][0]) else "另一个名称"


def dated_places() -> list[tuple[str, str]]:
    """Every place of a value that may be dated in the tiny town: one of each kind of place, in each kind of record."""
    tree, town_schemas = files.read_folder(TOWN)[0], schemas.load()
    told: dict[tuple[str, ...], tuple[str, str]] = {}
    for path in sorted(tree):
        filing = town_schemas.filing(path)
        data = record(tree, path) if filing else {}
        for where in earlier.dated_places(filing.kind, data) if filing else ():
            general = (filing.kind.name, *(step for step in where if isinstance(step, str))) if filing else ()
            told.setdefault(general, (path, earlier.named(where, data)))
    return sorted(told.values())


PLACES = dated_places()


@pytest.mark.parametrize(("path", "at"), PLACES, ids=[at for _, at in PLACES])
def test_every_dated_value_leaves_the_days_before_it_as_they_were(
    path: str, at: str, town_tree: Tree, town_schemas: Schemas
) -> None:
    filing, data = town_schemas.filing(path), record(town_tree, path)
    where = earlier.location(at, data)
    assert filing and where
    was = earlier.series(data, at)[-1].value
    on, before = day("2026-11-20"), day("2026-11-19")
    tree = changed(town_tree, path, at, other_value(filing.kind, where, was), was, on - DAY)
    (told, *rest), (told_before, *rest_before) = seen(tree, town_schemas, before), seen_before(before.isoformat())
    assert rest == rest_before
    # A list that its new count does not fit is told at once, whatever the day from which it does not.
    assert [problem for problem in told if problem[1] not in COUNTS] == told_before
    register = readable(tree, town_schemas, on)
    assert register
    (record_now,) = [register.record(document) for document in register.documents if document.path == path]
    assert [held.value for held in register.series(record_now, at)] == [was, other_value(filing.kind, where, was)]


COUNTS = (
    "duties_are_1_plus_4",
    "prohibited_acts_are_complete",
    "roles_are_complete",
    "selection_criteria_are_complete",
)


@functools.cache
def seen_before(today: str) -> tuple[Any, ...]:
    return seen(files.read_folder(TOWN)[0], schemas.load(), day(today))


def test_there_are_as_many_places_as_the_schemas_mark() -> None:
    marked = {
        (kind.name, *(step for step in at if isinstance(step, str) and step != "*"))
        for kind in schemas.load().kinds.values()
        for at in marked_places(kind.schema, ())
    }
    assert len(PLACES) == len(marked) > 35


def marked_places(schema: Any, at: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if schema.get("x-dated") == "value":
        yield at
    for name, inner in schema.get("properties", {}).items():
        yield from marked_places(inner, (*at, name))
    if "items" in schema:
        yield from marked_places(schema["items"], (*at, "*"))
