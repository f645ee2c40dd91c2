"""What is due again and again: the same for figures, `due` and pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from help.activity import ONE, day, meeting, review, task_list, town_on, visits
from help.towns import Tree
from lianhu.figures import Facts
from lianhu.figures.due import due
from lianhu.public import Posted, posted
from lianhu.reading.files import TOWN_FILE
from lianhu.site.pages.work import village_work, weeks
from lianhu.town.cadence import MONTHLY, Cadence
from lianhu.town.kinds import Group, Representative, Village
from lianhu.town.month import Month
from lianhu.town.schemas import Schemas

Town = Callable[..., Posted]


@pytest.fixture
def town(town_tree: Tree, town_schemas: Schemas) -> Town:
    return lambda today, files=None, tree=town_tree: posted(town_on(tree, town_schemas, today, files or {}), "web")


def kept_since(tree: Tree, begin: str) -> Tree:
    """The town, which keeps records since that day; with `""` it does not say since when."""
    line = f"records_since: {begin}" if begin else ""
    return {**tree, TOWN_FILE: tree[TOWN_FILE].replace(b"records_since: 2026-02-03", line.encode())}


def test_the_weeks_of_a_representative(town: Town) -> None:
    """October has a file, September and November have none; it is Wednesday, 18 November."""
    cadence = Cadence(town("2026-11-18", visits("2026-10-08", "2026-10-31", "2026-11-17")))
    one = cadence.register.get(Representative, ONE)
    turns = cadence.weeks(one, day("2026-09-21"), day("2026-11-30"))
    assert [(turn.first, turn.state) for turn in turns] == [
        (day("2026-09-21"), "no_record"),
        (day("2026-09-28"), "no_record"),  # a week of two months, of which one was written down
        (day("2026-10-05"), "done"),
        (day("2026-10-12"), "not_done"),
        (day("2026-10-19"), "not_done"),
        (day("2026-10-26"), "done"),
        (day("2026-11-02"), "not_done"),
        (day("2026-11-09"), "not_done"),
        (day("2026-11-16"), "done"),
        (day("2026-11-23"), "not_over"),
        (day("2026-11-30"), "not_over"),
    ]


def test_a_week_is_never_missing_before_it_is_over(town: Town) -> None:
    for today in ("2026-11-16", "2026-11-22"):
        cadence = Cadence(town(today, visits("2026-11-06")))
        (turn,) = cadence.weeks(cadence.register.get(Representative, ONE), day("2026-11-16"), day("2026-11-16"))
        assert turn.state == "not_over"
    cadence = Cadence(town("2026-11-23", visits("2026-11-06")))
    (turn,) = cadence.weeks(cadence.register.get(Representative, ONE), day("2026-11-16"), day("2026-11-16"))
    assert turn.state == "not_done"


def test_week_53_is_one_week_of_two_years(town: Town) -> None:
    """From Monday, 28 December 2026, to Sunday, 3 January 2027: a visit on any of its days is that week's."""
    for made in ("2026-12-28", "2026-12-31", "2027-01-01", "2027-01-03"):
        cadence = Cadence(town("2027-01-11", visits("2026-12-27", made, *(["2027-01-10"] if made > "2027" else []))))
        one = cadence.register.get(Representative, ONE)
        turns = cadence.weeks(one, day("2026-12-28"), day("2027-01-03"))
        assert [(turn.first, turn.state) for turn in turns] == [(day("2026-12-28"), "done")]
    for today, missed in (("2027-01-03", False), ("2027-01-04", True)):  # it is not over on its Sunday
        last = Cadence(town(today, visits("2026-12-27"))).weeks(one, day("2026-12-28"), day("2026-12-28"))
        assert [turn.is_missed for turn in last] == [missed]


def test_29_february_is_a_day_of_its_month(town: Town) -> None:
    """Due in February of a leap year is due until the 29th."""
    for today, owed in (("2028-02-28", False), ("2028-02-29", False), ("2028-03-01", True)):
        cadence = Cadence(town(today, meeting("2028-01-31", "monthly_analysis")))
        village = cadence.register.get(Village, "chengnan")
        assert cadence.month(village, "monthly_analysis", Month(2028, 2)).is_missed is owed
    held = Cadence(town("2028-03-01", meeting("2028-02-29", "monthly_analysis")))
    assert held.month(held.register.get(Village, "chengnan"), "monthly_analysis", Month(2028, 2)).done


@pytest.mark.parametrize(("year", "days"), [(2024, 29), (2026, 28), (2028, 29), (2000, 29), (2100, 28)])
def test_the_last_day_of_february(year: int, days: int) -> None:
    assert Month(year, 2).last == day(f"{year}-02-{days}")
    assert Month.of(day(f"{year}-02-{days}")) == Month(year, 3).back(1) == Month(year + 1, 2).back(12)


def test_the_weeks_of_a_group_are_everybodys(town: Town) -> None:
    cadence = Cadence(town("2026-11-22", visits("2026-11-06")))
    group = cadence.register.get(Group, "chengnan-g01")
    other = cadence.register.get(Representative, "chengnan-g01-r02")
    span = (day("2026-11-02"), day("2026-11-08"))
    assert [turn.state for turn in cadence.weeks(group, *span)] == ["done"]
    assert [turn.state for turn in cadence.weeks(other, *span)] == ["not_done"]


def test_weeks_before_and_after_the_service_are_left_out(town: Town) -> None:
    """Served from Saturday, 10 January, to Sunday, 31 May 2026."""
    cadence = Cadence(town("2026-11-22"))
    turns = cadence.weeks(cadence.register.get(Representative, "heping-g01-r02"), day("2026-01-01"), day("2026-12-31"))
    assert (turns[0].first, turns[-1].first) == (day("2026-01-12"), day("2026-05-25"))
    assert len(turns) == 20


def test_the_months_of_a_village(town: Town) -> None:
    files = {**task_list("2026-08", ""), **meeting("2026-10-20", "monthly_analysis"), **visits("2026-11-06")}
    cadence = Cadence(town("2026-11-30", files))
    village = cadence.register.get(Village, "chengnan")
    span = (day("2026-08-01"), day("2026-12-01"))
    assert [turn.first.month for turn in cadence.months(village, "task_list", *span)] == [8, 9, 10, 11, 12]
    states = {kind: [turn.state for turn in cadence.months(village, kind, *span)] for kind in MONTHLY}
    assert states == {
        "task_list": ["done", "no_record", "not_done", "not_over", "not_over"],
        "monthly_analysis": ["not_done", "no_record", "done", "not_over", "not_over"],
        "service_day": ["not_done", "no_record", "not_done", "not_over", "not_over"],
    }
    over = Cadence(town("2026-12-01", files))
    november = over.months(over.register.get(Village, "chengnan"), "task_list", day("2026-11-01"), day("2026-11-01"))
    assert [(turn.first, turn.state) for turn in november] == [(day("2026-11-01"), "not_done")]


def test_months_before_the_village_are_left_out(town: Town) -> None:
    cadence = Cadence(town("2026-11-22"))
    village = cadence.register.get(Village, "chengnan")
    turns = cadence.months(village, "task_list", day("2025-12-31"), day("2026-02-01"))
    assert [turn.first for turn in turns] == [day("2026-01-01"), day("2026-02-01")]


# -- one answer for all who ask


def test_who_changes_the_group_on_a_thursday_owes_the_week_to_all_alike(town: Town, town_tree: Tree) -> None:
    """She served on every day of it, in the one group or the other."""
    path = "records/villages/heping/representatives/g01-r03.yaml"
    since = next(line for line in town_tree[path].decode().splitlines() if "- group:" in line)
    moved = f"{since}\n    until: 2026-11-11\n  - group: heping-g02\n    since: 2026-11-12"
    text = town_tree[path].decode()
    begun = text.split("since: ")[1].splitlines()[0]
    old = f"{since}\n    since: {begun}"
    assert old in text
    tree = {**town_tree, path: text.replace(old, moved.replace(since, f"{since}\n    since: {begun}", 1)).encode()}
    on = town("2026-11-16", visits("2026-11-03"), kept_since(tree, "2026-11-03"))
    person = on.get(Representative, "heping-g01-r03")
    (week,) = Cadence(on).weeks(person, day("2026-11-09"), day("2026-11-15"))
    assert week.is_missed
    figure = [row for row in Facts(on).visit_weeks if row.representative == person.id]
    assert [(row.monday, row.visited) for row in figure] == [(week.first, False)]
    assert next(item.since for item in due(on) if item.unit == person.id and item.kind == "visit") <= week.first
    assert [turn.state for turn in weeks(on, person, 2).turns] == ["not_over", week.state]


@pytest.mark.parametrize(("founded", "owes"), [("2026-10-01", True), ("2026-10-20", False)])
def test_a_village_owes_the_months_that_it_was_there_for(founded: str, owes: bool, town: Town, town_tree: Tree) -> None:
    path = "records/villages/chengnan/village.yaml"
    text = town_tree[path].decode()
    begun = text.split("since: ")[1].splitlines()[0]
    tree = {**town_tree, path: text.replace(f"since: {begun}", f"since: {founded}", 1).encode()}
    on = town("2026-11-16", visits("2026-09-01"), tree)
    village = on.get(Village, "chengnan")
    figure = {row.kind for row in Facts(on).due if row.village == village.id and row.month == "2026-10"}
    listed = {item.kind for item in due(on) if item.unit == village.id}
    shown = [month.start for month in village_work(on, village).months]
    assert (figure == set(MONTHLY)) is owes and (figure == set()) is not owes
    assert ("monthly_analysis" in listed) is owes
    assert (day("2026-10-01") in shown) is owes


@pytest.mark.parametrize(("today", "owed"), [("2026-10-31", False), ("2026-11-01", True)])
def test_a_quarter_may_be_reviewed_in_the_month_after_it(today: str, owed: bool, town: Town, town_tree: Tree) -> None:
    tree = kept_since(town_tree, "2026-06-01")
    on = town(today, {**visits("2026-06-01"), **review("2026-q2", "2026-07-20")}, tree)
    figure = {row.id: row.done for row in Facts(on).due if row.kind == "quarterly_review"}
    assert figure == ({"2026-q3": False} if owed else {})
    assert any(item.kind == "review" for item in due(on)) is owed


def test_the_town_may_ask_for_a_visit_every_second_week(town: Town, town_tree: Tree) -> None:
    """From 19 October on; a visit counts for its week and the one after it."""
    limit = b"  visit_weeks: 2\n  term_notice_days:"
    earlier = b"earlier:\n  - at: limits.visit_weeks\n    until: 2026-10-18\n"
    content = town_tree[TOWN_FILE].replace(b"  term_notice_days:", limit) + earlier
    made = visits("2026-10-08", "2026-10-31", "2026-11-17")
    cadence = Cadence(town("2026-11-18", made, {**town_tree, TOWN_FILE: content}))
    one = cadence.register.get(Representative, ONE)
    turns = {turn.first.isoformat(): turn.done for turn in cadence.weeks(one, day("2026-10-05"), day("2026-11-09"))}
    assert turns == {
        "2026-10-05": True,
        "2026-10-12": False,  # a visit was asked for every week
        "2026-10-19": False,
        "2026-10-26": True,
        "2026-11-02": True,  # the visit of 31 October
        "2026-11-09": False,
    }


# -- since when


def owed(on: Posted) -> dict[str, list[str]]:
    """What is missing of one representative's weeks and of her village's task lists, by the first days."""
    cadence, (first, last) = Cadence(on), (day("2026-01-01"), on.today)
    weeks_of_one = cadence.weeks(on.get(Representative, ONE), first, last)
    months = cadence.months(on.get(Village, "chengnan"), "task_list", first, last)
    return {
        "weeks": [turn.first.isoformat() for turn in weeks_of_one if turn.is_missed],
        "months": [turn.first.isoformat() for turn in months if turn.is_missed],
    }


def test_nothing_is_missing_before_records_are_kept(town: Town, town_tree: Tree) -> None:
    """Since Monday, 5 October: that week is the first that is due, and November the first month."""
    found = owed(town("2026-12-01", None, kept_since(town_tree, "2026-10-05")))
    assert found["weeks"] == [f"2026-{named}" for named in ("10-05", "10-12", "10-19", "10-26", *LATER)]
    assert found["months"] == ["2026-11-01"]
    a_day_later = owed(town("2026-12-01", None, kept_since(town_tree, "2026-10-06")))
    assert a_day_later["weeks"] == found["weeks"][1:]
    a_day_before = owed(town("2026-12-01", None, kept_since(town_tree, "2026-10-01")))
    assert a_day_before["months"] == ["2026-10-01", "2026-11-01"]


LATER = ("11-02", "11-09", "11-16", "11-23")


def test_without_a_day_records_are_kept_since_the_first_that_is_told_of(town: Town, town_tree: Tree) -> None:
    on = town("2026-12-01", visits("2026-11-11"), kept_since(town_tree, ""))
    assert owed(on) == {"weeks": ["2026-11-16", "2026-11-23"], "months": []}
    assert owed(town("2026-12-01", None, kept_since(town_tree, ""))) == {"weeks": [], "months": []}, "a town begins"


@pytest.mark.parametrize("begin", ["0001-01-01", ""])
def test_nobody_counts_2000_years(begin: str, town: Town, town_tree: Tree) -> None:
    """A day before the town's first year is told by a rule; what is counted begins with that year."""
    on = town("2026-11-16", visits("0001-01-01"), kept_since(town_tree, begin))
    assert Cadence(on).begin == day("1949-01-01")


def test_older_records_are_told_and_nothing_beside_them_is_missing(town: Town, town_tree: Tree) -> None:
    on = town("2026-12-01", visits("2026-10-08"), kept_since(town_tree, "2026-11-16"))
    turns = Cadence(on).weeks(on.get(Representative, ONE), day("2026-09-01"), on.today)
    assert [(turn.first.isoformat(), turn.is_missed) for turn in turns] == [
        ("2026-10-05", False),
        ("2026-11-16", True),
        ("2026-11-23", True),
        ("2026-11-30", False),
    ]
    assert [row.monday.isoformat() for row in Facts(on).visit_weeks if row.representative == ONE] == [
        "2026-11-16",
        "2026-11-23",
    ]


LATE = "recorded_late: 补录"


def test_a_week_is_late_when_all_its_visits_were_recorded_late(town: Town) -> None:
    books = visits("2026-11-03", "2026-11-10", "2026-11-12")
    (path,) = books
    late = books[path].replace("date: 2026-11-03,", f"date: 2026-11-03, {LATE},")
    mixed = late.replace("date: 2026-11-10,", f"date: 2026-11-10, {LATE},")
    cadence = Cadence(town("2026-11-18", {path: mixed}))
    turns = cadence.weeks(cadence.register.get(Representative, ONE), day("2026-11-02"), day("2026-11-09"))
    assert [(turn.done, turn.late) for turn in turns] == [(True, True), (True, False)]


def test_the_analysis_that_was_missed_is_held_late(town: Town) -> None:
    """Another one of the same month that was recorded in time holds it in time."""
    missed = {path: text + f"{LATE}\n" for path, text in meeting("2026-03-27", "monthly_analysis").items()}
    for others, late in (({}, True), (meeting("2026-03-28", "monthly_analysis"), False)):
        cadence = Cadence(town("2026-11-18", {**missed, **others}))
        turn = cadence.month(cadence.register.get(Village, "chengnan"), "monthly_analysis", Month(2026, 3))
        assert (turn.done, turn.late) == (True, late)


def test_a_list_and_a_review_that_came_late(town: Town) -> None:
    files = {**task_list("2026-03", ""), **review("2026-q1", "2026-04-10")}
    cadence = Cadence(town("2026-11-18", {path: text + f"{LATE}\n" for path, text in files.items()}))
    chengnan = cadence.register.get(Village, "chengnan")
    assert cadence.month(chengnan, "task_list", Month(2026, 3)).late and cadence.quarter(2026, 1).late
    assert not cadence.month(chengnan, "task_list", Month(2026, 4)).late and not cadence.quarter(2026, 2).late
