"""What is due on a day, and the honest calendar: every entry beside the day before it is one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

import pytest

from help.towns import Tree
from lianhu.figures import due
from lianhu.figures.due import Cadence, Cell, Due
from lianhu.rules import check
from lianhu.town.kinds import Group, Representative, Village
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words import ENGLISH, spoken

VILLAGE = "records/villages/chengnan"
ONE = "chengnan-g01-r01"

Town = Callable[..., Register]


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def town(town_tree: Tree, town_schemas: Schemas) -> Town:
    """The tiny town without what its villages did, on a day, with the files given."""
    activity = ("/visits/", "/task-lists/", "/meetings/", "/service-days/", "/service-fund/", "/reviews/", "/issues/")

    def on(today: str, files: dict[str, str] | None = None) -> Register:
        tree = {path: content for path, content in town_tree.items() if not any(name in path for name in activity)}
        tree |= {f"records/{path}": text.encode() for path, text in (files or {}).items()}
        documents, found = check.read(tree, town_schemas)
        assert not found
        return Register(documents, town_schemas, day(today))

    return on


def kinds(found: Iterable[Due], unit: str) -> set[str]:
    return {one.kind for one in found if one.unit == unit}


def only(found: Iterable[Due], unit: str, kind: str) -> list[tuple[str, str, str]]:
    """Since when, about which record, and what is said."""
    mine = (one for one in found if (one.unit, one.kind) == (unit, kind))
    return [(one.since.isoformat(), one.record, spoken(one.sentence, ENGLISH)) for one in mine]


def visits(*days: str) -> dict[str, str]:
    """The visits of one representative, in the files of their months."""
    files: dict[str, str] = {}
    for visited in days:
        month = visited[:7]
        path = f"villages/chengnan/visits/{month}/g01.yaml"
        files.setdefault(path, f"id: chengnan-g01-{month}\nvisits:\n")
        files[path] += (
            f"  - {{date: {visited}, household_count: 3,"
            f" visitors: [{{role: representative, representative: {ONE}}}]}}\n"
        )
    return files


def task_list(month: str, task: str) -> dict[str, str]:
    head = f"id: chengnan-{month}\ndrawn_up_on: {month}-01\ntasks:\n"
    return {
        f"villages/chengnan/task-lists/{month}.yaml": f"{head}  - {{text: 清沟, responsible_post: 网格专干{task}}}\n"
    }


def meeting(date: str, kind: str) -> dict[str, str]:
    head = f"id: chengnan-{date}-{kind}\nkind: {kind}\ndate: {date}\n"
    rest = "place: 活动室\ntopic: 民情\nchaired_by: village_officer\nattendance: {}\n"
    return {f"villages/chengnan/meetings/{date}-{kind}.yaml": head + rest}


def review(quarter: str, date: str) -> dict[str, str]:
    return {f"reviews/{quarter}.yaml": f"id: {quarter}\ndate: {date}\nsummary: 好。\ndecisions: []\nawards: []\n"}


def issue(*events: str, category: str = "water_supply", more: str = "") -> dict[str, str]:
    """An issue discovered and reported on 2 November; water is due in seven calendar days."""
    head = f"id: chengnan-g01-2026-0001\ntitle: 停水\nkind: complaint\ncategory: {category}\nsource: hotline\n{more}"
    steps = ("discovered, date: 2026-11-02", "reported, date: 2026-11-02", *events)
    lines = "".join(f"  - {{stage: {step}, by: village_officer}}\n" for step in steps)
    return {"villages/chengnan/issues/2026/g01-2026-0001.yaml": f"{head}responsible_post: 网格专干\nevents:\n{lines}"}


# -- visits


def test_a_week_is_judged_when_it_is_over(town: Town) -> None:
    """The last visit was on Friday, 6 November; the week after it ends on Sunday, the 15th."""
    made = visits("2026-10-30", "2026-11-06")
    assert only(due.due(town("2026-11-08", made)), ONE, "visit") == []
    assert only(due.due(town("2026-11-15", made)), ONE, "visit") == []
    assert only(due.due(town("2026-11-16", made)), ONE, "visit") == [
        ("2026-11-09", "", "No visit in the week of 2026-11-09.")
    ]
    assert only(due.due(town("2026-11-22", made)), ONE, "visit") == [
        ("2026-11-09", "", "No visit in the week of 2026-11-09.")
    ]
    assert only(due.due(town("2026-11-23", made)), ONE, "visit") == [
        ("2026-11-09", "", "No visit in 2 weeks, since the week of 2026-11-09.")
    ]


def test_a_visit_of_this_week_does_not_make_up_for_the_last(town: Town) -> None:
    assert only(due.due(town("2026-11-18", visits("2026-11-06", "2026-11-17"))), ONE, "visit")
    assert not only(due.due(town("2026-11-18", visits("2026-11-15"))), ONE, "visit")


def test_weeks_are_counted_from_the_first_that_was_served_whole(town: Town) -> None:
    """Both serve since Saturday, 10 January 2026; the first whole week begins on the 12th."""
    assert not only(due.due(town("2026-01-18")), ONE, "visit")
    assert only(due.due(town("2026-01-19")), ONE, "visit") == [
        ("2026-01-12", "", "No visit in the week of 2026-01-12.")
    ]


def test_who_left_owes_no_visit(town: Town) -> None:
    assert "visit" in kinds(due.due(town("2026-05-31")), "heping-g01-r02")
    assert kinds(due.due(town("2026-06-01")), "heping-g01-r02") == set()


# -- task lists


def test_a_task_list_is_due_from_the_first_working_day(town: Town) -> None:
    """1 November 2026 is a Sunday; October begins with seven days off."""
    assert not only(due.due(town("2026-11-01")), "chengnan", "task_list")
    assert only(due.due(town("2026-11-02")), "chengnan", "task_list") == [
        ("2026-11-02", "", "No task list for 2026-11.")
    ]
    assert not only(due.due(town("2026-10-07")), "chengnan", "task_list")
    assert only(due.due(town("2026-10-31")), "chengnan", "task_list") == [
        ("2026-10-08", "", "No task list for 2026-10.")
    ]
    assert not only(due.due(town("2026-11-02", task_list("2026-11", ""))), "chengnan", "task_list")
    assert only(due.due(town("2026-11-02", task_list("2026-10", ""))), "chengnan", "task_list")


def test_a_task_is_due_when_its_month_is_over(town: Town) -> None:
    open_task = task_list("2026-10", "")
    assert not only(due.due(town("2026-10-31", open_task)), "chengnan", "task")
    assert only(due.due(town("2026-11-01", open_task)), "chengnan", "task") == [
        ("2026-11-01", "chengnan-2026-10", "Neither done nor explained, of 2026-10: 清沟")
    ]
    assert not only(due.due(town("2026-11-01", task_list("2026-10", ", done_on: 2026-10-30"))), "chengnan", "task")
    assert not only(due.due(town("2026-11-01", task_list("2026-10", ", not_done: 雨天"))), "chengnan", "task")


# -- meetings and reviews


def test_an_analysis_is_due_when_the_month_is_over(town: Town) -> None:
    held = meeting("2026-09-30", "monthly_analysis")
    assert not only(due.due(town("2026-10-31", held)), "chengnan", "monthly_analysis")
    assert only(due.due(town("2026-11-01", held)), "chengnan", "monthly_analysis") == [
        ("2026-11-01", "", "No analysis of public opinion in 2026-10.")
    ]
    talk = meeting("2026-10-30", "public_opinion_talk")
    assert only(due.due(town("2026-11-01", talk)), "chengnan", "monthly_analysis")


def test_a_village_owes_nothing_of_the_time_before_it(town: Town) -> None:
    """Both villages are there since 1 January 2026."""
    assert kinds(due.due(town("2026-01-31")), "chengnan") == {"task_list"}
    assert kinds(due.due(town("2026-01-31")), due.TOWN) == set()


def test_a_review_is_due_a_month_after_its_quarter(town: Town) -> None:
    held = review("2026-q2", "2026-07-09")
    assert not only(due.due(town("2026-10-31", held)), due.TOWN, "review")
    assert only(due.due(town("2026-11-01", held)), due.TOWN, "review") == [("2026-11-01", "", "No review of 2026-q3.")]
    assert only(due.due(town("2026-10-31")), due.TOWN, "review") == [("2026-08-01", "", "No review of 2026-q2.")]
    assert not only(due.due(town("2026-11-01", review("2026-q3", "2026-10-09"))), due.TOWN, "review")


@pytest.mark.parametrize(
    ("today", "end"),
    [
        ("2026-01-31", "2025-09-30"),
        ("2026-02-01", "2025-12-31"),
        ("2026-04-30", "2025-12-31"),
        ("2026-05-01", "2026-03-31"),
        ("2026-12-31", "2026-09-30"),
    ],
)
def test_which_quarter_should_have_been_reviewed(today: str, end: str) -> None:
    assert due.last_day_of_reviewed_quarter(day(today)) == day(end)


# -- issues


def test_an_issue_is_due_after_its_last_day(town: Town) -> None:
    assert not only(due.due(town("2026-11-09", issue())), "chengnan-g01", "issue")
    assert only(due.due(town("2026-11-10", issue())), "chengnan-g01", "issue") == [
        ("2026-11-09", "chengnan-g01-2026-0001", "chengnan-g01-2026-0001 was due on 2026-11-09.")
    ]
    agreed = issue(more="due_on: 2026-12-31\n")
    assert not only(due.due(town("2026-12-31", agreed)), "chengnan-g01", "issue")


def test_without_a_deadline_nothing_is_overdue(town: Town) -> None:
    assert kinds(due.due(town("2027-11-22", issue(category="road_widening"))), "chengnan-g01") == set()


def test_feedback_is_due_after_the_towns_days(town: Town) -> None:
    """Answered on the 9th; the town gives three days to tell the residents. The issue is listed once."""
    answered = issue("resolved, date: 2026-11-09, outcome: fixed, waiver: 现场确认")
    assert kinds(due.due(town("2026-11-09", answered)), "chengnan-g01") == set()
    assert only(due.due(town("2026-11-13", answered)), "chengnan-g01", "feedback") == [
        (
            "2026-11-09",
            "chengnan-g01-2026-0001",
            "chengnan-g01-2026-0001 is answered, and nobody has told the residents.",
        )
    ]
    assert kinds(due.due(town("2026-11-13", answered)), "chengnan-g01") == {"feedback"}
    assert kinds(due.due(town("2026-11-12", answered)), "chengnan-g01") == {"issue"}


def test_what_is_closed_or_not_counted_is_not_due(town: Town) -> None:
    fed_back = ("resolved, date: 2026-11-09, outcome: fixed, waiver: 确认", "fed_back, date: 2026-11-20")
    assert kinds(due.due(town("2026-11-22", issue(*fed_back))), "chengnan-g01") == {"issue"}
    assert kinds(due.due(town("2026-11-22", issue(*fed_back, "closed, date: 2026-11-21"))), "chengnan-g01") == set()
    refused = issue("not_accepted, date: 2026-11-09, reason: 已受理")
    assert kinds(due.due(town("2026-11-22", refused)), "chengnan-g01") == set()


def test_an_issue_put_off_is_still_past_its_date(town: Town) -> None:
    put_off = issue("deferred, date: 2026-11-03, reason: 秋收以后")
    assert kinds(due.due(town("2026-11-10", put_off)), "chengnan-g01") == {"issue"}


# -- terms


def test_a_term_is_listed_ninety_days_ahead(town: Town) -> None:
    """The terms end on 9 January 2031."""
    assert not only(due.due(town("2030-10-10")), ONE, "term")
    assert only(due.due(town("2030-10-11")), ONE, "term") == [("2031-01-09", "", "The term ends on 2031-01-09.")]


def test_an_extended_term_ends_later(town: Town, town_tree: Tree) -> None:
    path = f"{VILLAGE}/representatives/g01-r01.yaml"
    extended = "end: 2031-01-09\n  extended: {until: 2031-06-30, reason: 一并换届}"
    text = town_tree[path].decode().replace("end: 2031-01-09", extended)
    files = {path.removeprefix("records/"): text}
    assert not only(due.due(town("2031-01-10", files)), ONE, "term")
    assert only(due.due(town("2031-04-01", files)), ONE, "term")


def test_everything_is_in_order(town: Town) -> None:
    found = due.due(town("2026-11-22", {**issue(), **task_list("2026-10", "")}))
    assert list(found) == sorted(found, key=lambda one: (one.unit, one.kind, one.since, one.record))
    assert {one.kind for one in found} == {"visit", "task_list", "task", "monthly_analysis", "review", "issue"}


# -- the calendar


def test_the_weeks_of_a_representative(town: Town) -> None:
    """October has a file, September and November have none; it is Wednesday, 18 November."""
    cadence = Cadence(town("2026-11-18", visits("2026-10-08", "2026-10-31", "2026-11-17")))
    one = cadence.register.get(Representative, ONE)
    assert cadence.weeks(one, day("2026-09-21"), day("2026-11-30")) == (
        Cell(day("2026-09-21"), "no_record"),
        Cell(day("2026-09-28"), "no_record"),  # a week of two months, of which one was written down
        Cell(day("2026-10-05"), "done"),
        Cell(day("2026-10-12"), "not_done"),
        Cell(day("2026-10-19"), "not_done"),
        Cell(day("2026-10-26"), "done"),
        Cell(day("2026-11-02"), "not_done"),
        Cell(day("2026-11-09"), "not_done"),
        Cell(day("2026-11-16"), "done"),
        Cell(day("2026-11-23"), "not_over"),
        Cell(day("2026-11-30"), "not_over"),
    )


def test_a_week_is_never_missing_before_it_is_over(town: Town) -> None:
    for today in ("2026-11-16", "2026-11-22"):
        cadence = Cadence(town(today, visits("2026-11-06")))
        (cell,) = cadence.weeks(cadence.register.get(Representative, ONE), day("2026-11-16"), day("2026-11-16"))
        assert cell.state == "not_over"
    cadence = Cadence(town("2026-11-23", visits("2026-11-06")))
    (cell,) = cadence.weeks(cadence.register.get(Representative, ONE), day("2026-11-16"), day("2026-11-16"))
    assert cell.state == "not_done"


def test_the_weeks_of_a_group_are_everybodys(town: Town) -> None:
    cadence = Cadence(town("2026-11-22", visits("2026-11-06")))
    group = cadence.register.get(Group, "chengnan-g01")
    other = cadence.register.get(Representative, "chengnan-g01-r02")
    span = (day("2026-11-02"), day("2026-11-08"))
    assert [cell.state for cell in cadence.weeks(group, *span)] == ["done"]
    assert [cell.state for cell in cadence.weeks(other, *span)] == ["not_done"]


def test_weeks_before_and_after_the_service_are_left_out(town: Town) -> None:
    """Served from Saturday, 10 January, to Sunday, 31 May 2026."""
    cadence = Cadence(town("2026-11-22"))
    cells = cadence.weeks(cadence.register.get(Representative, "heping-g01-r02"), day("2026-01-01"), day("2026-12-31"))
    assert (cells[0].start, cells[-1].start) == (day("2026-01-12"), day("2026-05-25"))
    assert len(cells) == 20


def test_the_months_of_a_village(town: Town) -> None:
    files = {**task_list("2026-08", ""), **meeting("2026-10-20", "monthly_analysis"), **visits("2026-11-06")}
    cadence = Cadence(town("2026-11-30", files))
    village = cadence.register.get(Village, "chengnan")
    span = (day("2026-08-01"), day("2026-12-01"))
    assert [cell.start.month for cell in cadence.months(village, "task_list", *span)] == [8, 9, 10, 11, 12]
    states = {kind: [cell.state for cell in cadence.months(village, kind, *span)] for kind in due.MONTHLY}
    assert states == {
        "task_list": ["done", "no_record", "not_done", "not_over", "not_over"],
        "monthly_analysis": ["not_done", "no_record", "done", "not_over", "not_over"],
        "service_day": ["not_done", "no_record", "not_done", "not_over", "not_over"],
    }
    over = Cadence(town("2026-12-01", files))
    november = over.months(over.register.get(Village, "chengnan"), "task_list", day("2026-11-01"), day("2026-11-01"))
    assert november == (Cell(day("2026-11-01"), "not_done"),)


def test_months_before_the_village_are_left_out(town: Town) -> None:
    cadence = Cadence(town("2026-11-22"))
    village = cadence.register.get(Village, "chengnan")
    cells = cadence.months(village, "task_list", day("2025-12-31"), day("2026-02-01"))
    assert [cell.start for cell in cells] == [day("2026-01-01"), day("2026-02-01")]
