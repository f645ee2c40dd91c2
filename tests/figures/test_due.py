"""What is due on a day, and the honest calendar: every entry beside the day before it is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from help.activity import ONE, day, fund, issue, meeting, review, service_day, task_list, town_on, visits
from help.towns import Tree
from lianhu.figures import due
from lianhu.figures.due import Due
from lianhu.reading.files import TOWN_FILE
from lianhu.rules import terms
from lianhu.town.cadence import Cadence
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words import ENGLISH, spoken

VILLAGE = "records/villages/chengnan"

Town = Callable[..., Register]
DUPLICATE = "duplicate, date: 2026-11-09, twin: chengnan-g01-2026-0002"


@pytest.fixture
def town(town_tree: Tree, town_schemas: Schemas) -> Town:
    return lambda today, files=None, **since: town_on(town_tree, town_schemas, today, files or {}, **since)


def kinds(found: Iterable[Due], unit: str) -> set[str]:
    return {one.kind for one in found if one.unit == unit}


def only(found: Iterable[Due], unit: str, kind: str) -> list[tuple[str, str, str]]:
    """Since when, about which record, and what is said."""
    mine = (one for one in found if (one.unit, one.kind) == (unit, kind))
    return [(one.since.isoformat(), one.record, spoken(one.sentence, ENGLISH)) for one in mine]


# -- visits


def test_a_week_is_judged_when_it_is_over(town: Town) -> None:
    """The last visit was on Friday, 6 November; the week after it ends on Sunday, the 15th."""
    made = visits("2026-10-30", "2026-11-06")

    def told(today: str) -> list[tuple[str, str, str]]:
        return only(due.due(town(today, made, since="2026-10-26")), ONE, "visit")

    assert told("2026-11-08") == told("2026-11-15") == []
    missed = [("2026-11-09", "", "No visit in the week of 2026-11-09.")]
    assert told("2026-11-16") == told("2026-11-22") == missed
    assert told("2026-11-23") == [("2026-11-09", "", "2 weeks without a visit: 2026-11-09–2026-11-22.")]


def test_every_missed_week_is_told_in_ranges(town: Town) -> None:
    """A visit between two ranges parts them; a single week is called by its Monday."""
    made = visits("2026-09-15", "2026-10-20")
    found = due.due(town("2026-11-09", made, since="2026-09-07"))
    told = "7 weeks without a visit: 2026-09-07, 2026-09-21–2026-10-18, 2026-10-26–2026-11-08."
    assert only(found, ONE, "visit") == [("2026-09-07", "", told)]
    (entry,) = (one for one in found if (one.unit, one.kind) == (ONE, "visit"))
    assert [(str(one.first), str(one.last), one.count) for one in entry.missed] == [
        ("2026-09-07", "2026-09-13", 1),
        ("2026-09-21", "2026-10-18", 4),
        ("2026-10-26", "2026-11-08", 2),
    ]


def test_a_visit_of_this_week_does_not_make_up_for_the_last(town: Town) -> None:
    begin = {"since": "2026-11-02"}
    assert only(due.due(town("2026-11-18", visits("2026-11-06", "2026-11-17"), **begin)), ONE, "visit")
    assert not only(due.due(town("2026-11-18", visits("2026-11-06", "2026-11-15"), **begin)), ONE, "visit")


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

    def told(today: str, since: str, files: dict[str, str] | None = None) -> list[tuple[str, str, str]]:
        return only(due.due(town(today, files, since=since)), "chengnan", "task_list")

    assert not told("2026-11-01", "2026-11-01")
    assert told("2026-11-02", "2026-11-01") == [("2026-11-01", "", "No task list for 2026-11.")]
    assert not told("2026-11-02", "2026-11-02"), "the month began before records are kept"
    assert not told("2026-10-07", "2026-10-01")
    assert told("2026-10-08", "2026-10-01") == [("2026-10-01", "", "No task list for 2026-10.")]
    assert not told("2026-11-02", "2026-11-01", task_list("2026-11", ""))
    assert told("2026-11-02", "2026-10-01", task_list("2026-10", ""))
    both = [("2026-08-01", "", "3 months without a task list: 2026-08, 2026-10–2026-11.")]
    assert told("2026-11-02", "2026-08-01", task_list("2026-09", "")) == both


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
    def told(today: str, files: dict[str, str]) -> list[tuple[str, str, str]]:
        return only(due.due(town(today, files, since="2026-09-01")), "chengnan", "monthly_analysis")

    held = meeting("2026-09-30", "monthly_analysis")
    assert not told("2026-10-31", held)
    assert told("2026-11-01", held) == [("2026-10-01", "", "No analysis of public opinion in 2026-10.")]
    assert told("2026-11-01", {**held, **meeting("2026-10-30", "public_opinion_talk")})
    assert not told("2026-11-01", {**held, **meeting("2026-10-30", "monthly_analysis")})


def test_a_service_day_is_due_when_the_month_is_over(town: Town) -> None:
    def told(today: str, files: dict[str, str]) -> list[tuple[str, str, str]]:
        return only(due.due(town(today, files, since="2026-09-01")), "chengnan", "service_day")

    held = service_day("2026-09-07")
    assert not told("2026-10-31", held)
    assert told("2026-11-01", held) == [("2026-10-01", "", "No service day in 2026-10.")]
    assert told("2026-11-01", {}) == [("2026-09-01", "", "2 months without a service day: 2026-09–2026-10.")]
    assert not told("2026-11-01", {**held, **service_day("2026-10-12")})


def test_a_village_owes_nothing_of_the_time_before_it(town: Town) -> None:
    """Both villages are there since 1 January 2026."""
    found = due.due(town("2026-01-31", since="2025-01-01"))
    assert kinds(found, "chengnan") == {"task_list"}
    assert kinds(found, due.TOWN) == {"total", "coverage"}, "who serves later is declared already"


def test_a_review_is_due_a_month_after_its_quarter(town: Town) -> None:
    def told(today: str, files: dict[str, str]) -> list[tuple[str, str, str]]:
        return only(due.due(town(today, files, since="2026-04-01")), due.TOWN, "review")

    held = review("2026-q2", "2026-07-09")
    assert not told("2026-10-31", held)
    assert told("2026-11-01", held) == [("2026-07-01", "", "No review of 2026-q3.")]
    assert told("2026-10-31", {}) == [("2026-04-01", "", "No review of 2026-q2.")]
    assert told("2026-11-01", {}) == [("2026-04-01", "", "No review of 2026-q2, 2026-q3.")]
    assert not told("2026-11-01", {**held, **review("2026-q3", "2026-10-09")})


def test_a_review_without_an_award_is_told_when_its_time_is_over(town: Town) -> None:
    """One that names somebody is none (R25)."""

    def told(today: str, text: str = "awards: []") -> list[tuple[str, str, str]]:
        held = {path: said.replace("awards: []", text) for path, said in review("2026-q2", "2026-07-09").items()}
        return only(due.due(town(today, held, since="2026-04-01")), due.TOWN, "award")

    assert not told("2026-07-31")
    sentence = "The review of 2026-q2 gave no award to any representative."
    assert told("2026-08-01") == [("2026-07-09", "2026-q2", sentence)]
    given = f'awards: [{{representative: {ONE}, amount: "200.00", reason: 勤}}]'
    assert not told("2026-08-01", given)


# -- service funds


def test_a_fund_is_due_after_the_towns_days(town: Town) -> None:
    """Both serve since 10 January 2026; ninety days later is 10 April."""
    assert not only(due.due(town("2026-04-10")), ONE, "fund")
    sentence = "No service fund of 2026, of 200.00 yuan at least."
    assert only(due.due(town("2026-04-11")), ONE, "fund") == [("2026-04-10", "", sentence)]
    assert not only(due.due(town("2026-04-11", fund(2026))), ONE, "fund")
    other = "chengnan-g01-r02"
    assert only(due.due(town("2026-04-11", fund(2026))), other, "fund")


def test_a_year_that_began_in_service_owes_its_fund_from_its_own_days(town: Town) -> None:
    """1 April 2027 is ninety days after the year began; what was missing before stays."""
    assert not only(due.due(town("2027-04-01", fund(2026))), ONE, "fund")
    told = only(due.due(town("2027-04-02", fund(2026))), ONE, "fund")
    assert told == [("2027-04-01", "", "No service fund of 2027, of 200.00 yuan at least.")]
    both = only(due.due(town("2027-04-02")), ONE, "fund")
    assert both == [("2026-04-10", "", "No service fund of 2026, 2027, of 200.00 yuan at least.")]


def test_no_fund_is_due_of_the_time_before_records(town: Town) -> None:
    assert not only(due.due(town("2026-11-22", since="2026-04-11")), ONE, "fund")
    assert only(due.due(town("2026-11-22", since="2026-04-10")), ONE, "fund")


def test_who_began_late_in_the_year_owes_the_next_years_fund(town: Town, town_tree: Tree) -> None:
    """From 5 October ninety days reach into the next year."""
    path = f"{VILLAGE}/representatives/g01-r01.yaml"
    files = {path.removeprefix("records/"): town_tree[path].decode().replace("since: 2026-01-10", "since: 2026-10-05")}
    assert not only(due.due(town("2027-04-01", files)), ONE, "fund")
    assert [since for since, *_ in only(due.due(town("2027-04-02", files)), ONE, "fund")] == ["2027-04-01"]


def test_the_days_of_a_fund_are_the_towns(town_tree: Tree, town_schemas: Schemas) -> None:
    limit = town_tree[TOWN_FILE].replace(b"  term_notice_days:", b"  fund_days: 30\n  term_notice_days:")
    tree = {**town_tree, TOWN_FILE: limit}
    assert not only(due.due(town_on(tree, town_schemas, "2026-02-09", {})), ONE, "fund")
    assert only(due.due(town_on(tree, town_schemas, "2026-02-10", {})), ONE, "fund")


# -- orders


def test_an_order_is_due_after_the_towns_days(town: Town) -> None:
    """Placed on 8 October; thirty days later is 7 November."""
    order = "orders: [{number: 1, group: chengnan-g01, placed_on: 2026-10-08, title: 修水龙头}]"
    open_one = service_day("2026-10-12", order)
    assert not only(due.due(town("2026-11-07", open_one)), "chengnan-g01", "order")
    told = only(due.due(town("2026-11-08", open_one)), "chengnan-g01", "order")
    assert told == [("2026-11-07", "chengnan-2026-10/1", "Ordered on 2026-10-08 and not delivered: 修水龙头")]
    delivered = order.replace("title: 修水龙头", "title: 修水龙头, delivery: {date: 2026-10-20, outcome: delivered}")
    assert not only(due.due(town("2026-11-08", service_day("2026-10-12", delivered))), "chengnan-g01", "order")


# -- which quarter


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
def test_which_quarter_should_have_been_reviewed(today: str, end: str, town: Town) -> None:
    quarters = Cadence(town(today)).quarters(day("2025-01-01"), day(today))
    assert max(turn.last for _, turn in quarters if turn.is_over) == day(end)


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


def test_what_has_no_category_yet_is_due_whether_it_is_open_or_not(town: Town) -> None:
    waiting = {path: text.replace("category: water_supply\n", "reference: XY-1\n") for path, text in issue().items()}
    told = [
        ("2026-11-02", "chengnan-g01-2026-0001", "chengnan-g01-2026-0001 is not yet classified: add its 'category'.")
    ]
    assert only(due.due(town("2026-11-22", waiting)), "chengnan-g01", "category") == told
    assert kinds(due.due(town("2026-11-22", waiting)), "chengnan-g01") == {"category"}, "it has no deadline either"
    assert not only(due.due(town("2026-11-22", issue(more="reference: XY-1\n"))), "chengnan-g01", "category")


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
    assert kinds(due.due(town("2026-11-22", refused)), "chengnan-g01") == {"feedback"}, "nobody was told"
    told = issue("not_accepted, date: 2026-11-09, reason: 已受理", "fed_back, date: 2026-11-10")
    assert kinds(due.due(town("2026-11-22", told)), "chengnan-g01") == set()


def test_an_issue_put_off_is_still_past_its_date(town: Town) -> None:
    put_off = issue("deferred, date: 2026-11-03, reason: 秋收以后")
    assert kinds(due.due(town("2026-11-10", put_off)), "chengnan-g01") == {"issue"}


def test_a_deferral_is_looked_at_again_on_its_day(town: Town) -> None:
    """Of a matter with no last day of its own that is over; whatever follows settles it."""
    put_off = "deferred, date: 2026-11-03, reason: 秋收以后, look_again_on: 2026-11-20"
    matter = issue(put_off, category="road_widening")
    assert not only(due.due(town("2026-11-19", matter)), "chengnan-g01", "look_again")
    told = "chengnan-g01-2026-0001 was deferred, to be looked at again on 2026-11-20."
    found = due.due(town("2026-11-20", matter))
    assert only(found, "chengnan-g01", "look_again") == [("2026-11-20", "chengnan-g01-2026-0001", told)]
    gone_on = issue(put_off, "assigned, date: 2026-11-20, to_post: 网格专干", category="road_widening")
    assert not only(due.due(town("2026-11-22", gone_on)), "chengnan-g01", "look_again")


@pytest.mark.parametrize("end", ["not_accepted, date: 2026-11-09, reason: 不归镇里管", DUPLICATE])
def test_an_end_of_which_nobody_told_the_residents_is_due(end: str, town: Town) -> None:
    """Three days are the town's; the matter is open until then."""
    assert not only(due.due(town("2026-11-12", issue(end, category="road_widening"))), "chengnan-g01", "feedback")
    late = only(due.due(town("2026-11-13", issue(end, category="road_widening"))), "chengnan-g01", "feedback")
    assert [since for since, *_ in late] == ["2026-11-09"]
    told = issue(end, "fed_back, date: 2026-11-12, satisfaction: neutral", category="road_widening")
    assert kinds(due.due(town("2026-11-22", told)), "chengnan-g01") == set()


# -- terms


def test_a_term_is_listed_ninety_days_ahead(town: Town) -> None:
    """The terms end on 9 January 2031."""
    assert not only(due.due(town("2030-10-10")), ONE, "term")
    assert only(due.due(town("2030-10-11")), ONE, "term") == [("2031-01-09", "", "The term ends on 2031-01-09.")]


def test_an_extended_term_ends_later(town: Town, town_tree: Tree) -> None:
    path = f"{VILLAGE}/representatives/g01-r01.yaml"
    extended = "end: 2031-01-09\n    extended: {until: 2031-06-30, reason: 一并换届}"
    text = town_tree[path].decode().replace("end: 2031-01-09", extended)
    files = {path.removeprefix("records/"): text}
    assert not only(due.due(town("2031-01-10", files)), ONE, "term")
    assert only(due.due(town("2031-04-01", files)), ONE, "term")


def test_a_term_that_ends_on_29_february_runs_on_that_day(town: Town, town_tree: Tree) -> None:
    path = f"{VILLAGE}/representatives/g01-r01.yaml"
    files = {path.removeprefix("records/"): town_tree[path].decode().replace("end: 2031-01-09", "end: 2028-02-29")}
    assert not only(due.due(town("2027-11-30", files)), ONE, "term")
    assert only(due.due(town("2027-12-01", files)), ONE, "term") == [("2028-02-29", "", "The term ends on 2028-02-29.")]
    for today, ended in (("2028-02-29", False), ("2028-03-01", True)):
        found = terms.serving_terms_have_not_ended(town(today, files))
        assert (ONE in {finding.record.id for finding in found}) is ended  # type: ignore[attr-defined]


# -- the calendar


def test_the_next_years_calendar_is_due_in_december(town: Town) -> None:
    sentence = (
        "No calendar of 2027: enter the days off and working days of the State Council's notice in "
        "records/calendar/2027.yaml."
    )
    assert not only(due.due(town("2026-11-30")), due.TOWN, "calendar")
    for today in ("2026-12-01", "2026-12-31", "2027-01-05"):
        assert only(due.due(town(today)), due.TOWN, "calendar") == [("2026-12-01", "", sentence)]
    recorded = {"calendar/2027.yaml": "year: 2027\nsource: 通知\ndays_off: []\nworking_days: []\n"}
    assert not only(due.due(town("2026-12-31", recorded)), due.TOWN, "calendar")


def test_an_issue_is_due_on_a_provisional_day(town: Town) -> None:
    """Five working days from 30 December; who is late by a day that may still move is told so."""
    late = issue(category="street_light")
    late = {path: text.replace("2026-11-02", "2026-12-30") for path, text in late.items()}
    told = "chengnan-g01-2026-0001 was due on 2027-01-06"
    unsure = f"{told}, counted from Monday to Friday until the holiday notice confirms it."
    assert [said for *_, said in only(due.due(town("2027-01-07", late)), "chengnan-g01", "issue")] == [unsure]
    recorded = {"calendar/2027.yaml": "year: 2027\nsource: 通知\ndays_off: []\nworking_days: []\n"}
    sure = only(due.due(town("2027-01-07", {**late, **recorded})), "chengnan-g01", "issue")
    assert [said for *_, said in sure] == [f"{told}."]


def test_who_is_to_leave_is_told_with_what_it_does_to_the_totals(town: Town, town_tree: Tree) -> None:
    path = f"{VILLAGE}/representatives/g01-r01.yaml"
    leaves = town_tree[path].decode().replace("since: 2026-01-10", "since: 2026-01-10\n    until: 2026-12-31")
    files = {path.removeprefix("records/"): leaves}
    assert not only(due.due(town("2026-11-30", files)), ONE, "leaving")
    found = due.due(town("2026-12-01", files))
    assert only(found, ONE, "leaving") == [("2026-12-31", "", "The last day of service is 2026-12-31.")]
    told = {record: since for since, record, _ in only(found, due.TOWN, "total")}
    assert told == {"representatives": "2027-01-01", "households": "2027-01-01"}


def test_whoever_has_been_chosen_again_has_nothing_due(town: Town, town_tree: Tree) -> None:
    path = f"{VILLAGE}/representatives/g01-r01.yaml"
    again = (
        "    certificate: XY-2026-004\n  - chosen: {date: 2030-12-20, method: household_recommendation}\n"
        "    start: 2031-01-10\n    end: 2036-01-09\n    certificate: XY-2026-004\n"
    )
    text = town_tree[path].decode().replace("    certificate: XY-2026-004\n", again)
    files = {path.removeprefix("records/"): text}
    assert not only(due.due(town("2030-12-25", files)), ONE, "term")
    assert only(due.due(town("2035-12-25", files)), ONE, "term")


def test_everything_is_in_order(town: Town) -> None:
    found = due.due(town("2026-11-22", {**issue(), **task_list("2026-10", "")}))
    assert list(found) == sorted(found, key=lambda one: (one.unit, one.kind, one.since, one.record))
    assert {one.kind for one in found} == {
        *("visit", "task_list", "task", "monthly_analysis", "service_day", "review", "fund", "issue"),
    }


# -- households that nobody serves


def households(tree: Tree, count: int, more: str = "") -> dict[str, str]:
    path, old = "villages/heping/groups/g02.yaml", "household_count: 13\n"
    return {path: tree[f"records/{path}"].decode().replace(old, f"household_count: {count}\n{more}")}


def test_households_without_a_representative_are_due(town: Town, town_tree: Tree) -> None:
    """One line a group, since the day on which somebody last began to serve it."""
    found = due.due(town("2026-11-22", households(town_tree, 200)))
    told = "187 of 200 households have no representative."
    assert only(found, "heping-g02", "coverage") == [("2026-01-10", "", told)]
    assert only(due.due(town("2026-11-22")), "heping-g02", "coverage") == []
    assert only(due.due(town("2026-11-22", households(town_tree, 12))), "heping-g02", "coverage") == []


def test_households_counted_anew_are_due_since_that_day(town: Town, town_tree: Tree) -> None:
    more = "earlier:\n  - {at: household_count, until: 2026-08-31, was: 13}\n"
    found = due.due(town("2026-11-22", households(town_tree, 20, more)))
    assert [since for since, *_ in only(found, "heping-g02", "coverage")] == ["2026-09-01"]


def test_what_the_town_has_explained_is_due_with_its_explanation(town: Town, town_tree: Tree) -> None:
    more = "unserved:\n  households: 7\n  reason: 等补选\n  until: 2026-12-31\n"
    ((_, _, told),) = only(due.due(town("2026-11-22", households(town_tree, 20, more))), "heping-g02", "coverage")
    assert told == "7 of 20 households have no representative: 等补选, to be settled by 2026-12-31."


def test_an_issue_of_an_ended_group_is_due_of_its_successor(town: Town, town_tree: Tree) -> None:
    issue = town_tree["records/villages/heping/issues/2026/g01-2026-0001.yaml"].decode()
    head, _, _ = issue.partition("events:")
    events = "".join(
        f"  - {{stage: {stage}, date: 2026-03-30, by: group_head}}\n" for stage in ("discovered", "reported")
    )
    head = head.replace("heping-g01", "yangliu-g01")
    files = {"villages/yangliu/issues/2026/g01-2026-0001.yaml": f"{head}due_on: 2026-05-01\nevents:\n{events}"}
    found = due.due(town("2026-11-22", files))
    assert [one.record for one in found if one.unit == "heping-g02" and one.kind == "issue"] == [
        "yangliu-g01-2026-0001"
    ]
    assert [one for one in found if one.unit == "yangliu-g01"] == []
