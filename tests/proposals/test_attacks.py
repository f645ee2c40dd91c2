"""What somebody might try against the published record, each on a real repository; all of it must be caught.

Every attack begins at `main`, which holds the tiny town, and ends in a branch that somebody proposes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from help.proposed import CANNOT_JUDGE, CANNOT_RUN, CLEAN, SUPERVISED, Town
from help.repository import Repository
from help.towns import TODAY, Tree
from lianhu.reading import assets, files
from lianhu.reading.clock import TOWN_TIME
from lianhu.rules.check import check
from lianhu.town import schemas
from lianhu.town.case import case_of
from lianhu.town.kinds import Issue

HEPING = "records/villages/heping"
CLOSED = f"{HEPING}/issues/2026/g01-2026-0001.yaml"  # discovered by heping-g01-r02, who is the clerk
OPEN = f"{HEPING}/issues/2026/g01-2026-0003.yaml"
ANOTHERS = "records/villages/chengnan/issues/2026/g01-2026-0003.yaml"
EDITORS = "records/editors.yaml"
TOWN_FILE = "records/town.yaml"


@pytest.fixture
def town(tmp_path: Path, town_tree: Tree) -> Town:
    return Town(tmp_path / "town", town_tree)


def test_an_honest_proposal_passes(town: Town) -> None:
    assert town.proposed(town.appended(OPEN), author="heping-clerk") == []


# -- becoming somebody


def test_enter_oneself_as_an_editor(town: Town) -> None:
    oneself = town.edited(EDITORS, "editors:\n", "editors:\n  - account: evil\n    post: 村民\n    territory: town\n")
    assert town.proposed(oneself, author="evil") == ["authors_are_editors"]


def test_widen_ones_own_territory(town: Town) -> None:
    wider = town.edited(EDITORS, "territory: heping", "territory: town")
    limit = town.edited(TOWN_FILE, "term_years: 5", "term_years: 9")
    assert town.proposed(wider, limit, author="heping-clerk") == [
        "villages_change_their_own_records",
        "what_held_before_today_stays",
    ]


def test_no_longer_be_the_representative_whose_work_one_confirms(town: Town) -> None:
    nobody = town.edited(EDITORS, "    represents: heping-g01-r02\n", "")
    disputed = b"  - stage: followed_up\n    date: 2026-11-20\n    by: group_head\n    satisfaction: satisfied\n"
    assert town.proposed(nobody, town.appended(CLOSED, disputed), author="heping-clerk") == [
        "nobody_records_their_own_merit",
        "villages_change_their_own_records",
    ]


def test_enter_oneself_as_a_representative(town: Town) -> None:
    source = f"{HEPING}/representatives/g01-r01.yaml"
    oneself = (town.root / source).read_text(encoding="utf-8").replace("heping-g01-r01", "chengnan-g01-r09")
    there = "records/villages/chengnan/representatives/g01-r09.yaml"
    assert "villages_change_their_own_records" in town.proposed({there: oneself.encode()}, author="heping-clerk")


def test_close_ones_own_issue(town: Town) -> None:
    closing = (
        b"  - stage: disputed\n    date: 2026-11-20\n    by: group_head\n    note: a\n"
        b"  - stage: explained\n    date: 2026-11-20\n    by: village_officer\n    note: a\n"
        b"  - stage: fed_back\n    date: 2026-11-20\n    by: group_head\n    satisfaction: satisfied\n"
        b"  - stage: closed\n    date: 2026-11-20\n    by: group_head\n"
    )
    assert town.proposed(town.appended(CLOSED, closing), author="heping-clerk") == ["nobody_records_their_own_merit"]


# -- shrinking what is counted


@pytest.mark.parametrize(
    ("end", "more"),
    [
        (b"  - stage: not_accepted\n    date: 2026-11-21\n    by: village_officer\n    reason: a\n", []),
        (
            b"  - stage: duplicate\n    date: 2026-11-21\n    by: group_head\n    twin: heping-g01-2026-0001\n",
            ["duplicates_repeat_a_matter_that_is_handled"],
        ),
    ],
)
def test_refuse_the_issues_of_others(town: Town, end: bytes, more: list[str]) -> None:
    found = town.proposed(town.appended(ANOTHERS, end), author="heping-clerk")
    assert found == [*more, "villages_change_their_own_records"]


def test_delete_an_issue(town: Town) -> None:
    assert town.proposed({ANOTHERS: None}) == ["published_records_are_not_deleted"]


def test_delete_an_issue_with_a_removal_of_ones_own(town: Town) -> None:
    removal = (
        b"id: issue-chengnan-g01-2026-0003\nkind: issue\nrecord: chengnan-g01-2026-0003\nremoved_on: 2026-11-22\n"
        b"by: village_officer\nreason: entered_by_mistake\nconfirmed_by: group_head\n"
    )
    place = "records/removals/issue-chengnan-g01-2026-0003.yaml"
    files = {ANOTHERS: None, place: removal}
    assert town.proposed(files, author="chengnan-clerk") == ["villages_change_their_own_records"]


@pytest.mark.parametrize(
    ("find", "replace"),
    [
        ("category: street_light", "category: road_widening"),
        ("kind: help_request", "kind: inquiry"),
        ("source: visit", "source: message"),
        ("id: heping-g01-2026-0001", "id: heping-g01-2026-0009"),
    ],
)
def test_count_an_issue_elsewhere(town: Town, find: str, replace: str) -> None:
    assert set(town.proposed(town.edited(CLOSED, find, replace))) & {"published_entries_are_kept", "ids_follow_paths"}


@pytest.mark.parametrize("right", ["category\n    right: neighbour_dispute", "kind\n    right: opinion"])
def test_correct_an_issue_out_of_the_figures(town: Town, right: str) -> None:
    correction = f"corrections:\n  - date: 2026-11-22\n    by: village_officer\n    at: {right}\n    reason: a\n"
    assert town.proposed(town.appended(OPEN, correction.encode()), author="heping-clerk") == [
        "the_town_decides_what_is_counted"
    ]


def test_agree_on_a_later_day_when_it_is_too_late(town: Town) -> None:
    later = town.edited(OPEN, "source: service_day\n", "source: service_day\ndue_on: 2027-12-31\n")
    assert town.proposed(later) == ["last_days_are_agreed_at_the_start"]


# -- words taken out


SINCE = "records_since: 2026-02-03"
TO_LATER = (
    "corrections:\n  - {date: 2026-11-22, by: town_office, at: records_since, right: 2026-11-01, reason: 写错了}\n"
)


@pytest.mark.parametrize(
    ("replace", "broken"),
    [
        ("records_since: 2026-11-01", ["published_entries_are_kept"]),
        ("", ["published_entries_are_kept"]),
        (f"{SINCE}\n{TO_LATER}", ["a_beginning_excuses_nothing"]),
    ],
    ids=["another day", "none", "a correction"],
)
def test_begin_anew_when_much_was_missed(town: Town, replace: str, broken: list[str]) -> None:
    """By nobody, not even by the town."""
    assert town.proposed(town.edited(TOWN_FILE, SINCE, replace)) == broken


def test_begin_when_much_was_missed_already(town: Town) -> None:
    """A town that had not said since when it keeps records cannot leave out what it recorded."""
    town.commit(town.edited(TOWN_FILE, SINCE, ""), "A town that does not say")
    town.branch("said", "main")
    town.commit({TOWN_FILE: (town.root / TOWN_FILE).read_bytes() + b"records_since: 2026-11-01\n"}, "It says")
    assert town.broken("said") == ["a_beginning_excuses_nothing"]


@pytest.mark.parametrize("limit", ["fund_days", "order_days"])
def test_have_more_time_for_what_is_due_already(town: Town, limit: str) -> None:
    more = f"{limit}: 365\n  feedback_days:"
    assert town.proposed(town.edited(TOWN_FILE, "feedback_days:", more)) == ["what_held_before_today_stays"]


def redaction(at: str, lines: str = "    reason: a\n") -> bytes:
    return f"redactions:\n  - date: 2026-11-22\n    by: village_officer\n    at: {at}\n{lines}".encode()


def without_words(town: Town, find: str, replace: str, redactions: bytes) -> Mapping[str, bytes | None]:
    edited = town.edited(CLOSED, find, replace)[CLOSED]
    assert edited is not None
    return {CLOSED: edited + redactions}


NOTE, GONE = "note: 晚上去看，灯不亮。", "（一处文字已不再公开）"


@pytest.mark.parametrize(
    ("find", "replace", "redactions", "broken"),
    [
        (NOTE, f"note: {GONE}", redaction("events[1].note"), []),
        (NOTE, f"note: {GONE}", redaction("events[1].note", ""), ["required_key"]),
        (NOTE, f"note: {GONE}", redaction("events[3].note"), ["markers_have_a_redaction"]),
        (NOTE, f"note: {GONE}", b"", ["markers_have_a_redaction", "published_entries_are_kept"]),
        (NOTE, f"note: {GONE}灯亮了。", redaction("events[1].note"), ["redactions_take_out_what_was_published"]),
        (NOTE, "note: 灯不亮。", redaction("events[1].note"), ["redacted_places_hold_the_marker"]),
        ("    note: 晚上去看，灯不亮。\n", "", redaction("events[1].note"), ["redactions_name_a_text"]),
        ("date: 2026-03-11", f"date: {GONE}", redaction("events[3].date"), ["expected_form"]),
    ],
    ids=["words", "no reason", "elsewhere", "no redaction", "other words", "no marker", "no text", "a date"],
)
def test_alter_under_a_redaction(town: Town, find: str, replace: str, redactions: bytes, broken: list[str]) -> None:
    assert set(town.proposed(without_words(town, find, replace, redactions), author="heping-clerk")) >= set(broken)
    assert bool(town.broken("proposal", "heping-clerk")) is bool(broken)


def test_take_a_redaction_back(town: Town) -> None:
    town.commit(without_words(town, NOTE, f"note: {GONE}", redaction("events[1].note")))
    kept = (town.root / CLOSED).read_text(encoding="utf-8")
    assert "published_entries_are_kept" in town.proposed({CLOSED: kept.replace("reason: a", "reason: b").encode()})


def test_take_words_out_of_another_villages_record(town: Town) -> None:
    changed = without_words(town, NOTE, f"note: {GONE}", redaction("events[1].note"))
    assert town.proposed(changed, author="chengnan-clerk") == ["villages_change_their_own_records"]


# -- time


def test_date_an_event_back(town: Town) -> None:
    assert town.proposed(town.appended(OPEN, SUPERVISED.replace(b"11-20", b"10-16"))) == [
        "what_happened_is_recorded_in_time"
    ]


def test_date_a_published_event_back(town: Town) -> None:
    path = f"{HEPING}/issues/2026/g02-2026-0002.yaml"
    assert town.proposed(town.edited(path, "2026-11-12", "2026-11-10")) == ["published_entries_are_kept"]


def test_date_an_event_back_by_a_correction_in_one_go(town: Town) -> None:
    correction = (
        b"corrections:\n  - date: 2026-11-22\n    by: village_officer\n    at: events[5].date\n    right: 2026-10-16\n"
    )
    lines = SUPERVISED + correction + b"    reason: a\n"
    assert town.proposed(town.appended(OPEN, lines)) == ["corrections_are_of_what_was_published"]


def test_date_the_commit_back(town: Town) -> None:
    """The commit's own date is nobody's evidence, and it contradicts its parent's."""
    town.branch("proposal")
    late = town.appended(OPEN, SUPERVISED.replace(b"11-20", b"10-16"))
    town.commit(late, when=town.clock.replace(month=10, day=16))
    assert town.broken("proposal") == ["commits_are_dated_after_their_parents", "what_happened_is_recorded_in_time"]


def test_let_an_issue_come_from_elsewhere(town: Town) -> None:
    issue = (town.root / f"{HEPING}/issues/2026/g02-2026-0001.yaml").read_text(encoding="utf-8")
    there = f"{HEPING}/issues/2026/g02-2026-0003.yaml"
    forged = issue.replace("2026-0001", "2026-0003").replace("source:", "reference: X-1\nsource:")
    assert town.proposed({there: forged.encode()}, author="heping-clerk") == ["the_town_decides_what_is_counted"]


# -- inventing what was missed

LATE, BACK = ["what_happened_is_recorded_in_time"], ["days_corrected_back_say_why_they_were_late"]
VISITS, TASKS = f"{HEPING}/visits/2026-11/g01.yaml", f"{HEPING}/task-lists/2026-11.yaml"
ANALYSIS = f"{HEPING}/meetings/2026-04-28-monthly_analysis.yaml"
REASON = "recorded_late: 会议簿遗失，找回后补录\n"


def visit(day: str, late: str = "") -> dict[str, bytes | None]:
    text = (
        f"id: heping-g01-2026-11\nvisits:\n  - date: {day}\n    visitors:\n      - role: representative\n"
        f"        representative: heping-g01-r01\n    household_count: 5\n{late}"
    )
    return {VISITS: text.encode()}


def analysis(day: str = "2026-04-28", late: str = "") -> dict[str, bytes | None]:
    text = (
        f"id: heping-{day}-monthly_analysis\nkind: monthly_analysis\ndate: {day}\n{late}place: 和平村部\n"
        "topic: 民情分析\nchaired_by: village_officer\nattendance:\n  area_heads: 1\n"
    )
    return {ANALYSIS.replace("2026-04-28", day): text.encode()}


def task_list(late: str = "", done: str = "") -> dict[str, bytes | None]:
    text = (
        f"id: heping-2026-11\ndrawn_up_on: 2026-11-02\n{late}tasks:\n"
        f"  - text: 清一遍排水沟\n    responsible_post: 上片片长\n{done}"
    )
    return {TASKS: text.encode()}


def correction(at: str, right: str = "", late: str = "") -> bytes:
    lines = f"    right: {right}\n" if right else ""
    return (
        f"corrections:\n  - date: 2026-11-22\n    by: town_office\n    at: {at}\n{lines}    reason: a\n{late}".encode()
    )


def test_invent_the_analysis_that_was_missed(town: Town) -> None:
    assert town.proposed(analysis(), author="heping-clerk") == LATE


def test_the_analysis_that_was_missed_says_that_it_came_late(town: Town) -> None:
    assert town.proposed(analysis(late=REASON), author="heping-clerk") == []


def test_give_no_reason_for_being_late(town: Town) -> None:
    assert town.proposed(analysis(late='recorded_late: ""\n')) == ["expected_form"]


@pytest.mark.parametrize(("day", "broken"), [("2026-11-14", LATE), ("2026-11-15", [])])
def test_invent_a_visit_just_outside_the_days(town: Town, day: str, broken: list[str]) -> None:
    assert town.proposed(visit(day), author="xiaoyang-town") == broken


def test_say_of_one_visit_what_excuses_another(town: Town) -> None:
    excused = visit("2026-11-02", "    recorded_late: 下村没有网络\n")[VISITS]
    assert excused
    more = b"  - date: 2026-11-03\n    visitors:\n      - role: group_head\n    household_count: 5\n"
    assert town.proposed({VISITS: excused + more}) == LATE


def test_record_a_task_as_done_when_the_month_is_over(town: Town) -> None:
    town.commit(task_list(late="recorded_late: 换届\n"))
    assert town.proposed(task_list("recorded_late: 换届\n", "    done_on: 2026-11-05\n")) == LATE


def test_deliver_an_order_weeks_ago(town: Town) -> None:
    order = "    title: 请人教用手机交医保\n    representative: heping-g02-r01\n"
    delivered = f"{order}    delivery:\n      date: 2026-10-20\n      outcome: delivered\n"
    assert town.proposed(town.edited(f"{HEPING}/service-days/2026-10.yaml", order, delivered)) == LATE


def test_grant_a_fund_months_ago(town: Town) -> None:
    fund = "  - representative: heping-g01-r03\n    granted: '200.00'\n    granted_on: 2026-06-10\n    entries: []\n"
    assert town.proposed(town.appended(f"{HEPING}/service-fund/2026.yaml", fund.encode())) == LATE


def test_award_somebody_half_a_year_ago(town: Town) -> None:
    last = "    reason: 一盏路灯盯到底，重办也不嫌烦\n"
    award = "  - representative: heping-g02-r01\n    amount: '200.00'\n    reason: 教老人用手机\n"
    assert town.proposed(town.edited("records/reviews/2026-q1.yaml", last, last + award)) == LATE


def test_cover_a_name_with_a_consent_of_last_month(town: Town) -> None:
    path = f"{HEPING}/representatives/g02-r01.yaml"
    assert town.proposed(town.edited(path, "consent: {}\n", agreed("2026-10-10"))) == LATE


def test_raise_the_days_first(town: Town) -> None:
    earlier = "earlier:\n  - at: limits.recording_days\n    until: 2026-11-21\n    was: 7\ncadres:\n"
    town.commit(town.edited(TOWN_FILE, "  recording_days: 7\n", "  recording_days: 365\n"))
    town.commit(town.edited(TOWN_FILE, "cadres:\n", earlier))
    assert town.proposed(visit("2026-11-02")) == LATE


def test_name_another_platform_on_what_is_none(town: Town) -> None:
    assert town.proposed(analysis(late="reference: X-1\n")) == ["known_key", *LATE]


def test_record_in_time_and_correct_to_the_week_that_was_missed(town: Town) -> None:
    town.commit(visit("2026-11-20"))
    assert town.proposed(town.appended(VISITS, correction("visits[1].date", "2026-11-04"))) == BACK


def test_correct_to_the_week_that_was_missed_in_two_steps(town: Town) -> None:
    town.commit(visit("2026-11-20"))
    town.commit(town.appended(VISITS, correction("visits[1].date", "2026-11-13")))
    more = correction("visits[1].date", "2026-11-06").partition(b"\n")[2]
    assert town.proposed(town.appended(VISITS, more)) == BACK


def test_take_out_that_it_was_late(town: Town) -> None:
    town.commit(analysis(late=REASON))
    assert town.proposed(analysis()) == ["published_entries_are_kept"]


def test_date_a_correction_back(town: Town) -> None:
    town.commit(visit("2026-11-20"))
    early = correction("visits[1].household_count", "4").replace(b"date: 2026-11-22", b"date: 2026-10-20")
    assert town.proposed(town.appended(VISITS, early)) == ["what_is_entered_bears_the_day_of_its_entry"]


def test_promise_in_the_same_step_that_nothing_happens(town: Town) -> None:
    """A schema of one's own without the mark judges nothing of this step."""
    own = json.loads(next(iter(assets.folders(assets.SCHEMAS))).joinpath("meeting.schema.json").read_text("utf-8"))
    del own["x-happened"]
    loose: dict[str, bytes | None] = {f"{assets.SCHEMAS}/meeting.schema.json": json.dumps(own).encode()}
    assert town.proposed(analysis(), loose, author="xiaoyang-town") == [LESS, *LATE]


# -- escaping history


def test_rename_to_escape_history(town: Town) -> None:
    text = (town.root / ANOTHERS).read_bytes().replace(b"2026-0003", b"2026-0004")
    elsewhere = {ANOTHERS: None, ANOTHERS.replace("0003", "0004"): text}
    assert town.proposed(elsewhere) == ["moved_records_say_where_they_went"]


def test_rename_and_alter(town: Town) -> None:
    text = (town.root / ANOTHERS).read_bytes().replace(b"2026-0003", b"2026-0004").replace(b"11-20", b"11-21")
    elsewhere = {ANOTHERS: None, ANOTHERS.replace("0003", "0004"): text}
    assert town.proposed(elsewhere) == ["published_records_are_not_deleted"]


def test_delete_and_recreate_with_the_same_id(town: Town) -> None:
    """Long ago, before removals were asked for, somebody deleted the record."""
    text = (town.root / ANOTHERS).read_bytes()
    town.commit({ANOTHERS: None}, "Nobody was asked")
    town.commit(town.appended(OPEN), "Something else")
    assert town.proposed({ANOTHERS: text.replace(b"11-20", b"11-21")}) == ["ids_are_never_used_again"]


def test_delete_and_recreate_inside_the_proposal(town: Town) -> None:
    """What counts is where the proposal ends."""
    text = (town.root / CLOSED).read_bytes()
    town.branch("proposal")
    town.commit({CLOSED: None})
    town.commit({CLOSED: text.replace(b"2026-03-13", b"2026-03-12")})
    assert town.broken("proposal") == ["published_entries_are_kept"]


def test_use_the_id_of_a_removed_record(town: Town) -> None:
    issue = (town.root / f"{HEPING}/issues/2026/g02-2026-0001.yaml").read_bytes()
    there = f"{HEPING}/issues/2026/g02-2026-0009.yaml"
    assert "removed_ids_are_not_used_again" in town.proposed({there: issue.replace(b"2026-0001", b"2026-0009")})


def test_take_the_removal_out_as_well(town: Town) -> None:
    gone: dict[str, bytes | None] = {"records/removals/issue-heping-g02-2026-0009.yaml": None}
    assert town.proposed(gone) == ["published_records_are_not_deleted"]


def test_delete_the_town(town: Town) -> None:
    assert town.proposed({TOWN_FILE: None}) == ["published_records_are_not_deleted"]


# -- changing what judges


def test_change_a_threshold_and_its_victim_in_one_go(town: Town) -> None:
    limit = (town.root / TOWN_FILE).read_text(encoding="utf-8")
    limit = limit.replace("maximum: 15", "maximum: 20").replace("households: 55", "households: 63")
    person = town.edited(f"{HEPING}/representatives/g01-r01.yaml", "household_count: 12", "household_count: 20")
    group = town.edited(f"{HEPING}/groups/g01.yaml", "household_count: 22", "household_count: 30")
    assert town.proposed({TOWN_FILE: limit.encode()}, person, group) == [
        "limits_change_before_what_they_allow",
        "what_held_before_today_stays",
    ]


def test_drop_the_days_for_recording_and_date_back(town: Town) -> None:
    limit = town.edited(TOWN_FILE, "  recording_days: 7\n", "")
    assert town.proposed(limit, town.appended(OPEN, SUPERVISED.replace(b"11-20", b"10-16"))) == [
        "what_happened_is_recorded_in_time",
        "what_held_before_today_stays",
    ]


# -- making a figure better


def corrected(at: str, right: object = None, by: str = "village_officer") -> bytes:
    lines = f"corrections:\n  - date: 2026-11-22\n    by: {by}\n    at: {at}\n    reason: 登记时抄错\n"
    return (lines if right is None else f"{lines}    right: {right}\n").encode()


ORDERS_OF_OCTOBER, TASKS_OF_MARCH = f"{HEPING}/service-days/2026-10.yaml", f"{HEPING}/task-lists/2026-03.yaml"
ANALYSIS_OF_MARCH = f"{HEPING}/meetings/2026-03-27-monthly_analysis.yaml"
VISITS_OF_MARCH = f"{HEPING}/visits/2026-03/g01.yaml"
REVIEW_OF_SPRING, DAYS_OFF = "records/reviews/2026-q1.yaml", "records/calendar/2026.yaml"
KEPT = "published_entries_are_kept"


@pytest.mark.parametrize(
    ("path", "find", "replace"),
    [
        (OPEN, "title: 出组的路想加宽", "title: 路已放宽"),
        (OPEN, "responsible_post: 村委会", "responsible_post: 镇城建办"),
        (CLOSED, "source: visit", "source: hotline"),
        (CLOSED, "    satisfaction: satisfied\n", "    satisfaction: very_satisfied\n"),
        (CLOSED, "    reason: 线路没有修好，重新办理\n", "    reason: 住户要求再看一次\n"),
        (ORDERS_OF_OCTOBER, "    delivery:\n      date: 2026-10-12\n      outcome: withdrawn\n", ""),
        (ORDERS_OF_OCTOBER, "outcome: withdrawn", "outcome: delivered"),
        (ORDERS_OF_OCTOBER, "participants: 18", "participants: 81"),
        (TASKS_OF_MARCH, "    not_done: 雨天顺延到四月\n", "    done_on: 2026-03-30\n"),
        (TASKS_OF_MARCH, "    responsible_post: 村委会\n", "    responsible_post: 镇城建办\n"),
        (TASKS_OF_MARCH, "done_on: 2026-03-12", "done_on: 2026-03-02"),
        (ANALYSIS_OF_MARCH, "topic: 三月民情分析", "topic: 四月民情分析"),
        (ANALYSIS_OF_MARCH, "chaired_by: village_officer", "chaired_by: town_office"),
        (ANALYSIS_OF_MARCH, "    - heping-g02-r01\n", "    - heping-g02-r01\n    - heping-g01-r01\n"),
        (ANALYSIS_OF_MARCH, "  group_heads: 2\n", "  group_heads: 2\n  households: 40\n"),
        (ANALYSIS_OF_MARCH, "issues:\n  - heping-g01-2026-0001\n", ""),
        (ANALYSIS_OF_MARCH, "    due_on: 2026-04-30\n", ""),
        (VISITS_OF_MARCH, "    household_count: 6\n", "    household_count: 9\n"),
        (VISITS_OF_MARCH, "      - role: group_head\n", ""),
        (REVIEW_OF_SPRING, "summary: 走访比上季度勤", "summary: 走访比往年都勤"),
        (REVIEW_OF_SPRING, '    amount: "200.00"\n    reason: 一盏', '    amount: "200.00"\n    reason: 两盏'),
        (DAYS_OFF, "  - 2026-09-20\n", ""),
        (DAYS_OFF, "    to: 2026-10-07\n", "    to: 2026-10-09\n"),
        ("records/removals/service_day-heping-2026-06.yaml", "removed_on: 2026-06-30", "removed_on: 2026-06-01"),
        (f"{HEPING}/village.yaml", "01-01\n    until: 2026-06-30", "01-01\n    until: 2026-06-29"),
        ("records/procedures/closed-loop.yaml", "name: 问题办理流程", "name: 流程"),
    ],
)
def test_improve_what_was_published(path: str, find: str, replace: str, town: Town) -> None:
    """Also by the town: nobody alters it, whoever asks."""
    assert KEPT in town.proposed(town.edited(path, find, replace), author="xiaoyang-town")


COUNTED = "the_town_decides_what_is_counted"


@pytest.mark.parametrize(
    ("path", "at", "right"),
    [
        (OPEN, "events[1].date", "2026-10-20"),
        (CLOSED, "events[5].satisfaction", "very_satisfied"),
        (CLOSED, "events[4].outcome", "half_fixed"),
        (CLOSED, "events[10].date", "2026-03-22"),
        (ORDERS_OF_OCTOBER, "orders[3].delivery.outcome", "delivered"),
        (ORDERS_OF_OCTOBER, "orders[3].placed_on", "2026-09-30"),
        (TASKS_OF_MARCH, "tasks[1].done_on", "2026-03-03"),
        (TASKS_OF_MARCH, "tasks[1].done_on", None),
        (ANALYSIS_OF_MARCH, "attendance.representatives[1]", "heping-g01-r01"),
        (ANALYSIS_OF_MARCH, "kind", "evening_talk"),
        (VISITS_OF_MARCH, "visits[1].date", "2026-03-09"),
        (VISITS_OF_MARCH, "visits[2].visitors[1].representative", "heping-g01-r01"),
        (f"{HEPING}/representatives/g01-r03.yaml", "groups[1].since", "2026-02-01"),
    ],
)
def test_correct_what_is_counted_as_a_village(path: str, at: str, right: object, town: Town) -> None:
    moved = town.appended(path, corrected(at, right))
    assert COUNTED in town.proposed(moved, author="heping-clerk")


def test_correct_words_as_a_village(town: Town) -> None:
    """The near miss: words decide nothing."""
    words = town.appended(CLOSED, corrected("events[1].note", "傍晚去看，灯不亮。"))
    assert town.proposed(words, author="heping-clerk") == []


def test_correct_a_rating_and_put_it_back_later(town: Town) -> None:
    """Two steps: the rating is bad at first, then nobody knows which one was wrong."""
    town.commit(town.appended(CLOSED, corrected("events[9].satisfaction", "satisfied", "town_office")))
    back = "  - date: 2026-11-22\n    by: village_officer\n    at: events[9].satisfaction\n    right: very_satisfied\n"
    again = town.appended(CLOSED, f"{back}    reason: 前次改错\n".encode())
    assert town.proposed(again) == ["corrections_say_something_else"]
    assert COUNTED in town.broken("proposal", "heping-clerk")


def test_correct_the_rating_of_an_own_matter_as_the_town(town: Town) -> None:
    town.commit(town.edited(EDITORS, "    territory: town\n", "    territory: town\n    represents: heping-g01-r01\n"))
    own = "    by: representative\n    representative: heping-g01-r01\n"
    town.commit(town.edited(CLOSED, "    by: group_head\n    reason", f"{own}    reason"))
    rated = town.appended(CLOSED, corrected("events[9].satisfaction", "satisfied", "town_office"))
    assert town.proposed(rated, author="xiaoyang-town") == ["nobody_records_their_own_merit"]


def test_deliver_without_saying_who_one_is(town: Town) -> None:
    unnamed = town.edited(
        ORDERS_OF_OCTOBER,
        "    title: 请人教用手机交医保\n    representative: heping-g02-r01\n",
        "    title: 请人教用手机交医保\n    delivery:\n      date: 2026-11-20\n      outcome: delivered\n",
    )
    assert "delivered_orders_name_who_delivered_them" in town.proposed(unnamed)


def test_work_as_a_representative_without_a_name(town: Town) -> None:
    event = b"  - stage: disputed\n    date: 2026-11-20\n    by: representative\n    note: a\n"
    assert town.proposed(town.appended(CLOSED, event), author="heping-clerk") == ["events_by_a_representative_name_who"]


def test_refuse_ones_own_matter(town: Town) -> None:
    fields = f"{HEPING}/issues/2026/g02-2026-0003.yaml"
    own = "by: representative\n    representative: heping-g02-r01\n"
    stages = "".join(f"  - stage: {stage}\n    date: 2026-11-20\n    {own}" for stage in ("discovered", "reported"))
    new = "id: heping-g02-2026-0003\ntitle: 渡口的灯不亮\nkind: help_request\ncategory: street_light\nsource: visit\n"
    new += f"responsible_post: 村电工\nevents:\n{stages}"
    town.commit({fields: new.encode()})
    town.commit(town.edited(EDITORS, "represents: heping-g01-r02", "represents: heping-g02-r01"))
    refused = b"  - stage: not_accepted\n    date: 2026-11-21\n    by: village_officer\n    reason: a\n"
    assert "nobody_records_their_own_merit" in town.proposed(town.appended(fields, refused), author="heping-clerk")


def test_be_two_editors(town: Town) -> None:
    second = "editors:\n  - account: heping-second\n    post: 和平村网格员\n    territory: heping\n"
    two = town.edited(EDITORS, "editors:\n", f"{second}    represents: heping-g01-r02\n")
    assert town.proposed(two, author="xiaoyang-town") == ["a_person_has_one_account"]


def test_move_a_workstation_without_a_word(town: Town) -> None:
    group = f"{HEPING}/groups/g01.yaml"
    moved = town.edited(group, "    name: 一组村民说事厅", "    name: 新说事厅")
    assert "what_held_before_today_stays" in town.proposed(moved, author="xiaoyang-town")


def loosened(change: Callable[[Any], None]) -> dict[str, bytes | None]:
    """The town's own schema of issues, with a change."""
    schema = json.loads((assets.folders(assets.SCHEMAS)[0] / "issue.schema.json").read_text(encoding="utf-8"))
    change(schema["properties"])
    return {"schemas/issue.schema.json": json.dumps(schema).encode()}


@pytest.mark.parametrize(
    "change",
    [
        lambda issue: issue["title"].update({"x-changes": "随时可以改"}),
        lambda issue: issue["title"].update({"x-publish": "internal"}),
        lambda issue: issue["title"].update({"x-dated": "value"}),
        lambda issue: issue["events"].update({"x-kept": "whole"}),
        lambda issue: issue.pop("source"),
    ],
    ids=["a reason", "no longer shown", "dated", "as of old", "no longer known"],
)
def test_keep_less_and_alter_it_in_one_step(change: Callable[[Any], None], town: Town) -> None:
    altered = town.edited(OPEN, "title: 出组的路想加宽", "title: 路已放宽")
    assert KEPT in town.proposed(loosened(change), altered, author="xiaoyang-town")


def test_complete_a_published_event(town: Town) -> None:
    """Events are no list that is completed key by key, whatever the proposal's schema says."""
    by_key = loosened(lambda issue: issue["events"].update({"x-kept": "entries"}))
    more = town.edited(CLOSED, "    note: 换了灯泡。\n", "    note: 换了灯泡。\n    reason: a\n")
    assert town.proposed(by_key, more, author="xiaoyang-town") == [KEPT, LESS]


def test_loosen_a_schema_and_use_it(town: Town) -> None:
    loose = json.loads((assets.folders(assets.SCHEMAS)[0] / "issue.schema.json").read_text(encoding="utf-8"))
    loose["properties"]["events"]["x-changes"] = "随时可以改"
    loose["properties"]["kind"]["enum"].append("praise")
    schema = {"schemas/issue.schema.json": json.dumps(loose).encode()}
    altered = town.edited(CLOSED, "note: 请先查线路。", "note: 没有查线路。")
    praise = town.edited(OPEN, "kind: suggestion", "kind: praise")
    assert town.proposed(schema, altered, praise) == ["published_entries_are_kept", LESS]


def test_loosen_a_schema_as_a_village(town: Town) -> None:
    loose = json.loads((assets.folders(assets.SCHEMAS)[0] / "issue.schema.json").read_text(encoding="utf-8"))
    loose["properties"]["kind"]["enum"].append("praise")
    schema = {"schemas/issue.schema.json": json.dumps(loose).encode()}
    praise = town.edited(OPEN, "kind: suggestion", "kind: praise")
    assert town.proposed(schema, praise, author="heping-clerk") == [
        "published_entries_are_kept",
        "the_town_changes_what_lies_outside_the_records",
    ]


def test_publish_more_by_the_same_schema_that_says_so(town: Town) -> None:
    """What a public repository may hold is said by the published schema: a looser one comes first, by itself."""
    loose = json.loads((assets.folders(assets.SCHEMAS)[0] / "representative.schema.json").read_text(encoding="utf-8"))
    loose["properties"]["consent"]["x-publish"] = "web"
    for item in loose["properties"]["consent"]["properties"].values():
        item["x-publish"] = "web"
    public = town.edited(TOWN_FILE, "repository: private", "repository: public")
    assert "public_repositories_hold_what_is_public" in town.proposed(
        {"schemas/representative.schema.json": json.dumps(loose).encode()}, public
    )


def test_add_a_key_to_a_schema_and_raise_an_amount_for_the_past(town: Town) -> None:
    """The record has the shape of the proposed schema alone; what held before is asked of it all the same."""
    wider = json.loads((assets.folders(assets.SCHEMAS)[0] / "town.schema.json").read_text(encoding="utf-8"))
    wider["properties"]["motto"] = {**wider["properties"]["name"], "title": "口号"}
    limit = town.edited(TOWN_FILE, 'award: "200.00"', 'award: "300.00"')
    limit[TOWN_FILE] += "motto: 事事有着落\n".encode()
    schema = {"schemas/town.schema.json": json.dumps(wider).encode()}
    assert "what_held_before_today_stays" in town.proposed(schema, limit)


def test_a_schema_of_the_town_is_the_published_one(town: Town) -> None:
    """What the town has published as its own schema holds, at once and for all branches."""
    strict = json.loads((assets.folders(assets.SCHEMAS)[0] / "issue.schema.json").read_text(encoding="utf-8"))
    town.branch("old")
    town.commit(town.appended(OPEN))
    town.switch("main")
    strict["properties"]["events"]["items"]["properties"]["stage"]["enum"].remove("supervised")
    town.commit({"schemas/issue.schema.json": json.dumps(strict).encode()})
    assert town.broken("old") == ["allowed_word"], "an old branch meets today's rules"


def test_an_old_branch_meets_todays_limits(town: Town) -> None:
    town.branch("old")
    town.commit(town.appended(OPEN, SUPERVISED.replace(b"11-20", b"11-16")))
    assert town.broken("old") == []
    town.switch("main")
    town.commit(town.edited(TOWN_FILE, "recording_days: 7", "recording_days: 3"))
    assert town.broken("old") == ["what_happened_is_recorded_in_time"]


def test_an_old_branch_takes_nothing_back(town: Town) -> None:
    """It does not hold what was published since it began, and does not propose to remove it either."""
    town.branch("old")
    town.commit(town.appended(ANOTHERS))
    town.switch("main")
    town.commit(town.appended(OPEN))
    assert town.broken("old") == []


def test_an_event_before_one_that_came_meanwhile(town: Town) -> None:
    """Both sides only added, but what comes second does not go before what is published."""
    town.branch("one")
    town.commit(town.appended(OPEN))
    town.switch("main")
    town.commit(town.appended(OPEN, SUPERVISED.replace(b"11-20", b"11-21")))
    assert town.broken("one") == ["published_entries_are_kept"]


def test_each_proposal_is_right_and_both_are_not(town: Town) -> None:
    """One certificate for two people: whoever comes second is told."""
    town.branch("one")
    town.commit(town.edited(f"{HEPING}/representatives/g01-r03.yaml", "XY-2026-005", "XY-2026-008"))
    town.switch("main")
    town.commit(town.edited("records/villages/chengnan/representatives/g01-r01.yaml", "XY-2026-004", "XY-2026-008"))
    assert "certificates_are_unique" in town.broken("one")


# -- merges


def test_a_merge_that_alters(town: Town) -> None:
    town.branch("proposal")
    town.commit(town.appended(ANOTHERS))
    town.switch("main")
    town.commit(town.appended(OPEN))
    town.switch("proposal")
    town.git("merge", "--no-commit", "--no-ff", "main")
    town.commit(town.edited(CLOSED, "date: 2026-03-13", "date: 2026-03-12"), "Merge branch 'main'")
    assert len(town.git("rev-parse", "HEAD^@").split()) == 2
    assert town.broken("proposal") == ["published_entries_are_kept"]


def test_a_merge_that_drops_what_others_published(town: Town) -> None:
    town.branch("proposal")
    town.commit(town.appended(ANOTHERS))
    town.switch("main")
    town.commit(town.appended(OPEN))
    town.switch("proposal")
    town.merge("main", strategy="ours")
    assert town.broken("proposal") == ["published_entries_are_kept"]


def test_a_merge_of_many_that_drops(town: Town) -> None:
    for name, path in (("one", OPEN), ("two", ANOTHERS)):
        town.branch(name, "main")
        town.commit(town.appended(path))
    town.switch("main")
    town.merge("one")
    town.branch("proposal", "main~1")
    town.commit(town.appended(f"{HEPING}/issues/2026/g02-2026-0002.yaml", SUPERVISED))
    town.merge("main", "two", strategy="ours")
    assert len(town.git("rev-parse", "HEAD^@").split()) == 3
    assert "published_entries_are_kept" in town.broken("proposal")


def test_an_honest_merge_of_many(town: Town) -> None:
    for name, path in (("one", OPEN), ("two", ANOTHERS)):
        town.branch(name, "main")
        town.commit(town.appended(path))
    town.branch("proposal", "main")
    town.commit({"notes.txt": b"x"})
    town.merge("one", "two")
    assert town.broken("proposal") == []


def test_lines_that_were_merged_into_each_other(town: Town) -> None:
    """What branched off more than once has no one beginning: nobody guesses."""
    town.branch("proposal")
    first = town.commit(town.appended(OPEN))
    town.switch("main")
    second = town.commit(town.appended(ANOTHERS))
    town.merge(first)
    town.switch("proposal")
    town.merge(second)
    town.commit(town.appended(CLOSED, b"\n"))
    assert town.check("--head", "proposal").exit_code == CANNOT_JUDGE


# -- what a tree can hold


def linked(town: Town, mode: str, content: bytes) -> str:
    """A branch where the closed issue has another mode."""
    blob = town.git("hash-object", "-w", "--stdin", entered=content)
    town.branch("proposal")
    town.git("update-index", "--add", "--cacheinfo", f"{mode},{blob},{CLOSED}")
    town.git("commit", "--quiet", "--message", "x")
    return "proposal"


@pytest.mark.parametrize("mode", ["120000", "100755"])
def test_a_record_that_is_no_plain_file(town: Town, mode: str) -> None:
    content = b"/etc/passwd" if mode == "120000" else (town.root / CLOSED).read_bytes()
    assert town.broken(linked(town, mode, content)) == ["plain_files_only"]


def test_a_record_that_is_another_repository(town: Town) -> None:
    town.branch("proposal")
    town.git("update-index", "--add", "--cacheinfo", f"160000,{town.head},{CLOSED}")
    town.git("commit", "--quiet", "--message", "x")
    assert town.broken("proposal") == ["plain_files_only"]


def test_a_name_that_only_some_computers_tell_apart(town: Town) -> None:
    there = CLOSED.replace("g01", "G01")
    assert "plain_file_names" in town.proposed({there: (town.root / CLOSED).read_bytes()})


@pytest.mark.parametrize(
    "path",
    ["schemas/issue.schema.json", "mkdocs.yml", ".github/workflows/x.yml", "CODEOWNERS", "conftest.py", "筆.txt"],
)
def test_a_file_outside_the_records(town: Town, path: str) -> None:
    assert "the_town_changes_what_lies_outside_the_records" in town.proposed({path: b"{}"}, author="heping-clerk")


def test_owners_that_nobody_named(town: Town) -> None:
    assert town.proposed({"CODEOWNERS": b"* @evil\n"}) == ["codeowners_follow_the_editors"]


# -- Git itself


@pytest.mark.parametrize("name", ["--output=x", "-x", "--upload-pack=touch x", "a..b", "@{u}", "ext::sh -c x", "x\ny"])
def test_names_that_look_like_options(town: Town, name: str) -> None:
    town.git("update-ref", "refs/heads/--output=x", "HEAD")
    for options in (["--head", name], ["--head=" + name], ["--base=" + name]):
        result = town.check(*options)
        assert result.exit_code in (CANNOT_JUDGE, CLEAN, CANNOT_RUN)
        assert result.exit_code != CLEAN or name == "--output=x"
    assert not (town.root / "x").exists() and not Path("x").exists()


def test_replaced_objects(town: Town) -> None:
    """Whoever can write references tells Git to show another commit in the published one's place."""
    published = town.head
    town.proposed(town.edited(CLOSED, "date: 2026-03-13", "date: 2026-03-12"))
    town.git("replace", published, "proposal")
    assert town.broken("proposal") == ["published_entries_are_kept"]


def test_grafts(town: Town) -> None:
    first = town.head
    town.commit(town.appended(OPEN))
    (town.root / ".git/info").mkdir(exist_ok=True)
    town.proposed(town.edited(CLOSED, "date: 2026-03-13", "date: 2026-03-12"))
    (town.root / ".git/info/grafts").write_text(f"{town.head} {first}\n")
    assert town.broken("proposal") == ["published_entries_are_kept"]


def test_attributes_that_show_another_content(town: Town) -> None:
    """Filters, encodings and drivers are for work trees; what is read are the objects themselves."""
    attributes = (
        b"records/** filter=evil diff=evil text working-tree-encoding=UTF-16 ident export-ignore -diff merge=evil\n"
    )
    canary = town.root / "canary"
    for key in ("filter.evil.smudge", "filter.evil.clean", "diff.evil.textconv", "merge.evil.driver"):
        town.git("config", key, f"touch {canary}; cat")
    town.branch("proposal")
    blob = town.git("hash-object", "-w", "--stdin", "--no-filters", entered=attributes)
    town.git("update-index", "--add", "--cacheinfo", f"100644,{blob},.gitattributes")
    altered = town.edited(CLOSED, "date: 2026-03-13", "date: 2026-03-12")[CLOSED]
    blob = town.git("hash-object", "-w", "--stdin", "--no-filters", entered=altered)
    town.git("update-index", "--cacheinfo", f"100644,{blob},{CLOSED}")
    town.git("commit", "--quiet", "--message", "x")
    canary.unlink(missing_ok=True)  # committing runs filters; judging does not
    assert town.broken("proposal") == ["published_entries_are_kept"]
    assert not canary.exists()


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        (datetime(2001, 1, 1, 9, tzinfo=TOWN_TIME), "commits_are_dated_after_their_parents"),
        (datetime(2036, 1, 1, 9, tzinfo=TOWN_TIME), "commits_are_not_dated_ahead"),
    ],
)
def test_a_commit_that_claims_another_day(town: Town, wrong: datetime, rule: str) -> None:
    """On a branch that was merged, too; what the commit holds is right."""
    right = town.clock
    town.branch("proposal")
    town.branch("aside")
    town.commit(town.appended(OPEN), when=wrong)
    town.switch("proposal")
    town.merge("aside", when=right + timedelta(hours=2))
    assert town.broken("proposal") == [rule]


@pytest.mark.parametrize("where", [".gitattributes", "records/.gitattributes", f"{HEPING}/issues/.gitattributes"])
def test_attributes_that_join_both_sides(town: Town, where: str) -> None:
    broken = town.proposed({where: b"*.yaml merge=union\n"})
    assert broken in (["records_are_not_merged_line_by_line"], ["known_place"], ["plain_file_names"])


def test_the_head_is_never_opened_as_a_file(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder may hold what it likes, even links to devices: only the branch is read."""
    town.proposed(town.appended(OPEN))
    for path in (TOWN_FILE, CLOSED, "CODEOWNERS"):
        (town.root / path).unlink(missing_ok=True)
        (town.root / path).symlink_to("/dev/zero")
    monkeypatch.chdir(town.root)
    assert town.broken("proposal") == []


# -- what the seed names, made to look better than it is


def test_hide_a_house_number_in_the_places_served(town: Town) -> None:
    there = town.edited(f"{HEPING}/representatives/g01-r01.yaml", "  - 老街三巷", "  - 老街三巷⑦")
    assert town.proposed(there, author="heping-clerk") == ["places_served_are_no_houses"]


def test_claim_a_task_of_another_village(town: Town) -> None:
    visit = (
        "id: chengnan-g01-2026-11\nvisits:\n  - date: 2026-11-20\n    visitors:\n      - role: representative\n"
        "        representative: chengnan-g01-r01\n    household_count: 4\n"
        "    tasks:\n      - list: heping-2026-03\n        number: 2\n"
    )
    claimed = {"records/villages/chengnan/visits/2026-11/g01.yaml": visit.encode()}
    assert town.proposed(claimed, author="chengnan-clerk") == ["visit_tasks_are_of_the_villages_lists"]


def test_claim_a_task_for_a_visit_that_is_long_published(town: Town) -> None:
    visits = f"{HEPING}/visits/2026-03/g01.yaml"
    claimed = town.appended(visits, b"    tasks:\n      - list: heping-2026-03\n        number: 2\n")
    assert town.proposed(claimed, author="heping-clerk") == ["published_entries_are_kept"]


DAY = f"{HEPING}/service-days/2026-10.yaml"
DELIVERED = """    title: 请人磨几把刀
    delivery:
      date: 2026-10-12
      outcome: withdrawn
"""


def test_confirm_what_was_withdrawn(town: Town) -> None:
    confirmed = town.edited(
        DAY, DELIVERED, f"{DELIVERED}    confirmed:\n      date: 2026-11-20\n      by: group_head\n"
    )
    assert town.proposed(confirmed, author="heping-clerk") == ["confirmed_orders_were_delivered"]


def test_confirm_ones_own_delivery(town: Town) -> None:
    """By office, in the records; and by who enters it, whoever is said to have asked."""
    town.commit(town.edited(EDITORS, "represents: heping-g01-r02", "represents: heping-g01-r03"), "Another clerk")
    unconfirmed = "    confirmed:\n      date: 2026-10-16\n      by: group_head\n      satisfied: true\n"
    town.commit(town.edited(DAY, unconfirmed, ""), "Nobody asked yet")
    note = "      note: 换了垫圈。\n"
    asked = "    confirmed:\n      date: 2026-10-16\n      recorded_late: 晚了\n      by: village_officer\n"
    confirmed = town.edited(DAY, note, f"{note}{asked}")
    assert town.proposed(confirmed, author="heping-clerk") == ["nobody_records_their_own_merit"]


def test_make_a_dissatisfied_resident_satisfied(town: Town) -> None:
    town.commit(town.edited(DAY, "satisfied: true", "satisfied: false"), "She was not")
    assert town.proposed(town.edited(DAY, "satisfied: false", "satisfied: true")) == ["published_entries_are_kept"]


def test_confirm_long_afterwards_by_a_longer_limit(town: Town) -> None:
    longer = town.edited(TOWN_FILE, "  recording_days: 7\n", "  recording_days: 7\n  confirmation_days: 365\n")
    asked = "    confirmed:\n      date: 2026-10-16\n      by: group_head\n      satisfied: true\n"
    town.commit(town.edited(DAY, asked, ""), "Nobody asked yet")
    late = town.edited(
        DAY, "换了垫圈。\n", "换了垫圈。\n    confirmed:\n      date: 2026-11-20\n      by: group_head\n"
    )
    assert town.proposed(longer, late) == ["what_held_before_today_stays"]


def test_reach_more_households_than_the_village_has(town: Town) -> None:
    more = town.edited(DAY, "households: 14", "households: 1400")
    assert town.proposed(more, author="heping-clerk") == [
        "grand_visits_and_talks_count_households",
        "published_entries_are_kept",
    ]


def test_count_more_members_than_there_are_representatives(town: Town) -> None:
    counted = "since: 2026-01-01\nbackgrounds:\n  - counted_on: 2026-11-20\n    party_member: 12\nofficers:"
    more = town.edited(f"{HEPING}/village.yaml", "since: 2026-01-01\nofficers:", counted)
    assert town.proposed(more, author="xiaoyang-town") == ["counts_of_backgrounds_name_nobody"]


# -- history that is not there is never "all right"


def test_a_shallow_clone_cannot_judge(town: Town, tmp_path: Path) -> None:
    town.commit(town.appended(OPEN))
    town.git("clone", "--quiet", "--depth=1", f"file://{town.root}", str(tmp_path / "shallow"))
    shallow = Town.__new__(Town)
    shallow.root = tmp_path / "shallow"
    result = shallow.check(base="HEAD")
    assert result.exit_code == CANNOT_JUDGE
    assert "git fetch --unshallow" in result.output


def test_two_histories_cannot_be_compared(town: Town) -> None:
    town.git("checkout", "--quiet", "--orphan", "other")
    town.git("commit", "--quiet", "--message", "x")
    assert town.check("--head", "other").exit_code == CANNOT_JUDGE


def test_a_bare_repository(town: Town, tmp_path: Path) -> None:
    town.proposed(town.edited(CLOSED, "date: 2026-03-13", "date: 2026-03-12"))
    town.git("clone", "--quiet", "--bare", str(town.root), str(tmp_path / "bare.git"))
    bare = Town.__new__(Town)
    bare.root = tmp_path / "bare.git"
    assert bare.broken("proposal") == ["published_entries_are_kept"]
    assert bare.broken("main") == []


def test_a_town_in_a_folder_of_a_repository(tmp_path: Path, town_tree: Tree) -> None:
    """The repository's other files are outside the records too."""
    whole = Repository(tmp_path / "all", {f"towns/xiaoyang/{path}": content for path, content in town_tree.items()})
    whole.branch("proposal")
    issue = town_tree[CLOSED].replace(b"2026-03-13", b"2026-03-12")
    whole.commit({f"towns/xiaoyang/{CLOSED}": issue, ".github/workflows/x.yml": b"{}"})
    town = Town.__new__(Town)
    town.root = whole.root / "towns/xiaoyang"
    assert town.broken("proposal", "heping-clerk") == [
        "published_entries_are_kept",
        "the_town_changes_what_lies_outside_the_records",
    ]


# -- consent


WALL_ONLY, NAMED, NOBODY = (f"{HEPING}/representatives/{name}.yaml" for name in ("g01-r03", "g01-r01", "g02-r01"))
GROUP, PHOTO = f"{HEPING}/groups/g01.yaml", f"{HEPING}/photos/g01-r03.jpg"
ASKED = ("how: signed", "by: village_officer")
FOLLOWED = "published_consents_are_only_followed"


@pytest.mark.parametrize(
    ("find", "replace", "broken"),
    [
        ("    web: false\n", "    web: true\n", [KEPT]),
        ("given_on: 2026-06-06", "given_on: 2026-06-20", [KEPT]),
        ("  name:\n    given_on: 2026-06-06\n    web: false\n    wall: true\n", "  {}\n", [KEPT]),
        ("    wall: true\n", "    wall: true\n    how: signed\n", [FOLLOWED]),
        ("    wall: true\n", "    wall: true\n    recorded_late: 同意书迟到\n", [FOLLOWED]),
    ],
    ids=["more than was agreed", "another day", "none at all", "signed after all", "late after all"],
)
def test_rewrite_what_somebody_agreed_to(town: Town, find: str, replace: str, broken: list[str]) -> None:
    """Not even the town, and not even the person: what is agreed now stands below it."""
    assert town.proposed(town.edited(WALL_ONLY, find, replace), author="xiaoyang-town") == broken


@pytest.mark.parametrize(
    ("find", "replace", "broken"),
    [
        ("    withdrawn_on: 2026-11-10\n", "", [KEPT]),
        ("withdrawn_on: 2026-11-10", "withdrawn_on: 2027-11-10", [KEPT]),
        ("withdrawn_on: 2026-11-10", "withdrawn_on: 2026-08-10", [FOLLOWED]),
    ],
    ids=["none", "later", "long before"],
)
def test_take_a_withdrawal_back(town: Town, find: str, replace: str, broken: list[str]) -> None:
    town.commit(town.edited(WALL_ONLY, "wall: true\n", "wall: true\n    withdrawn_on: 2026-11-10\n"), "She withdraws")
    assert town.proposed(town.edited(WALL_ONLY, find, replace)) == broken


@pytest.mark.parametrize("at", ["consent.name.web\n    right: true", "consent.name.given_on\n    right: 2026-06-07"])
def test_correct_what_somebody_agreed_to(town: Town, at: str) -> None:
    correction = f"corrections:\n  - date: 2026-11-22\n    by: village_officer\n    reason: 登记时抄错\n    at: {at}\n"
    assert town.proposed(town.appended(WALL_ONLY, correction.encode())) == ["corrections_name_a_value"]


def agreed(day: str, *lines: str) -> str:
    entry = (f"given_on: {day}", *(lines or ASKED), "web: true", "wall: true")
    return "consent:\n  name:\n" + "".join(f"    {line}\n" for line in entry)


@pytest.mark.parametrize(
    ("consent", "author", "broken"),
    [
        (agreed("2026-11-20", "how: signed"), None, ["new_consents_say_how_they_were_given"]),
        (agreed("2026-11-20", "by: village_officer"), None, ["new_consents_say_how_they_were_given"]),
        (agreed("2026-11-23"), None, ["new_consents_say_how_they_were_given"]),
        (agreed("2026-11-20", "how: signed", "by: self"), "heping-clerk", ["nobody_agrees_for_another"]),
        (agreed("2026-11-20", "how: signed", "by: self"), "xiaoyang-town", ["nobody_agrees_for_another"]),
        (agreed("2025-11-20", "recorded_late: 迟到", *ASKED), None, ["consents_are_given_for_the_service"]),
        (agreed("2026-11-20"), "chengnan-clerk", ["villages_change_their_own_records"]),
    ],
    ids=["by nobody", "nohow", "tomorrow", "as the own", "as the towns own", "far back", "elsewhere"],
)
def test_agree_in_the_place_of_another(town: Town, consent: str, author: str | None, broken: list[str]) -> None:
    assert town.proposed(town.edited(NOBODY, "consent: {}\n", consent), author=author) == broken


def test_copy_what_another_agreed_to(town: Town) -> None:
    """A new representative's record, made from the one of somebody who was chosen in January."""
    source = (town.root / NAMED).read_text(encoding="utf-8").partition("phone:")[0] + agreed("2026-01-12")
    copied = source.replace("g01-r01", "g01-r04").replace("欧阳立秋", "安白露").replace("XY-2026-001", "XY-2026-009")
    copied = copied.replace("2026-01-10", "2026-11-20").replace("2026-01-08", "2026-11-18")
    broken = town.proposed({NAMED.replace("r01", "r04"): copied.encode()})
    assert {"consents_are_given_for_the_service", "what_happened_is_recorded_in_time"} <= {*broken}


def test_follow_somebody_in_an_office_with_their_consent(town: Town) -> None:
    """The phone of the new head is shown by what the head before agreed to."""
    phone = 'phone: "0730-0000113"\n    consent:\n      phone:\n        given_on: 2026-02-02\n        web: true\n'
    head = f"name: 安清和\n    since: 2026-05-01\n    {phone}        wall: true\n"
    broken = town.proposed(town.edited(GROUP, "name: 安清和\n    since: 2026-05-01\n", head))
    assert "consents_are_given_for_the_service" in broken


@pytest.mark.parametrize(
    ("path", "find", "replace"),
    [
        (NAMED, "name: 欧阳立秋", "name: 欧阳代表"),
        (WALL_ONLY, "name: 安小雪", "name: 安代表"),
        (GROUP, "name: 安清和", "name: 安组长"),
        (GROUP, "name: 安惊蛰", "name: 安组长"),
        (f"{HEPING}/village.yaml", "name: 石立春", "name: 石干部"),
        (TOWN_FILE, "name: 邵立夏", "name: 邵干部"),
    ],
)
def test_let_a_name_vanish_that_nobody_withdrew(town: Town, path: str, find: str, replace: str) -> None:
    assert "names_are_withheld_after_a_withdrawal" in town.proposed(town.edited(path, find, replace))


def test_let_a_name_vanish_for_a_withdrawal_to_come(town: Town) -> None:
    one = town.edited(WALL_ONLY, "name: 安小雪", "name: 安代表")[WALL_ONLY]
    assert one
    later = one.replace(b"wall: true\n", b"wall: true\n    withdrawn_on: 2099-01-01\n")
    assert "names_are_withheld_after_a_withdrawal" in town.proposed({WALL_ONLY: later})


def with_photo(town: Town, colour: str = "red") -> dict[str, bytes | None]:
    consent = f"photo: g01-r03.jpg\n{agreed('2026-11-20')}".replace("  name:", "  photo:")
    record = (town.root / WALL_ONLY).read_text(encoding="utf-8").replace("consent:\n", consent)
    return {WALL_ONLY: record.encode(), PHOTO: picture(colour)}


def picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "JPEG")
    return out.getvalue()


ANOTHER_PICTURE = "photos_change_with_a_consent_to_them"


def test_put_another_face_under_a_consent(town: Town) -> None:
    assert town.proposed(with_photo(town)) == [], "a first photo, with the consent to it"
    town.switch("main")
    town.commit(with_photo(town))
    town.branch("swapped", "main")
    town.commit({PHOTO: picture("blue")})
    assert town.broken("swapped") == [ANOTHER_PICTURE]


def test_put_another_face_under_a_consent_in_two_steps(town: Town) -> None:
    """Out with the one, and later in with the other, under another name of a file."""
    town.commit(with_photo(town))
    record = (town.root / WALL_ONLY).read_bytes()
    town.commit({WALL_ONLY: record.replace(b"photo: g01-r03.jpg\n", b""), PHOTO: None})
    png = BytesIO()
    Image.new("RGB", (8, 8), "blue").save(png, "PNG")
    back = {WALL_ONLY: record.replace(b".jpg", b".png"), PHOTO.replace(".jpg", ".png"): png.getvalue()}
    assert town.proposed(back) == [ANOTHER_PICTURE]


# -- schemas


LESS = "schemas_promise_no_less"


def own(kind: str, change: Callable[[dict[str, Any]], object]) -> dict[str, bytes | None]:
    """A schema file of the town: Lianhu's with a change in it."""
    source = json.loads((assets.folders(assets.SCHEMAS)[0] / f"{kind}.schema.json").read_text(encoding="utf-8"))
    change(source)
    return {f"{assets.SCHEMAS}/{kind}.schema.json": json.dumps(source).encode()}


def at(source: dict[str, Any], place: str) -> dict[str, Any]:
    """The schema of a place; `[]` is each entry of a list."""
    for step in place.split("."):
        source = source["items"] if step == "[]" else source["properties"][step]
    return source


def marked(kind: str, place: str, **marks: Any) -> dict[str, bytes | None]:
    """The same with these keywords at a place, None for one that goes."""

    def change(source: dict[str, Any]) -> None:
        here = at(source, place)
        for name, value in marks.items():
            here.pop(name.replace("_", "-"), None)
            here |= {} if value is None else {name.replace("_", "-"): value}

    return own(kind, change)


@pytest.mark.parametrize(
    "loose",
    [
        marked("issue", "events", x_changes="随时可以改"),
        marked("issue", "events", x_kept="entries"),
        marked("issue", "title", x_kept="whole"),
        marked("representative", "consent", x_publish="web"),
        marked("representative", "consent", x_kept=None),
        marked("representative", "terms.[].chosen", x_publish="internal"),
        marked("representative", "household_count", x_dated=None),
        own("meeting", lambda source: source.pop("x-happened")),
        own("meeting", lambda source: source.update({"x-happened-with": "place"})),
        own("service_fund", lambda source: source.update({"x-territory": "village"})),
        own("visit", lambda source: source.update({"additionalProperties": True})),
        own("visit", lambda source: at(source, "visits").pop("items")),
    ],
    ids=lambda one: next(iter(one)).partition("/")[2].partition(".")[0],
)
def test_promise_less_as_a_first_step(town: Town, loose: dict[str, bytes | None]) -> None:
    assert LESS in town.proposed(loose, author="xiaoyang-town")


def test_promise_more(town: Town) -> None:
    """Tightened: what may change stays from now on. Extended: a key that nobody has yet."""

    def tightened(source: dict[str, Any]) -> None:
        del source["properties"]["serves"]["x-changes"]
        source["properties"]["motto"] = {**source["properties"]["serves"], "title": "口号"}

    assert town.proposed(own("representative", tightened), author="xiaoyang-town") == []


def test_take_back_what_the_town_itself_promised(town: Town) -> None:
    """Lianhu lets it change; the town had promised that it stays."""
    town.commit(own("representative", lambda source: source["properties"]["serves"].pop("x-changes")))
    gone: dict[str, bytes | None] = {f"{assets.SCHEMAS}/representative.schema.json": None}
    assert town.proposed(gone, author="xiaoyang-town") == [LESS]


def test_use_what_was_loosened_a_step_before(town: Town) -> None:
    """Somebody pushed the looser schema past the check: what Lianhu promises holds all the same."""
    town.commit(marked("issue", "title", x_kept="whole") | marked("issue", "events", x_changes="随时可以改"))
    assert town.proposed(town.edited(CLOSED, "note: 请先查线路。", "note: 没有查线路。")) == [KEPT]
    town.switch("main")
    town.commit(own("meeting", lambda source: source.pop("x-happened")))
    town.branch("second", "main")
    town.commit(analysis())
    assert town.broken("second") == LATE
    loose = marked("representative", "consent", x_publish="web", x_kept=None)
    assert schemas.with_own({name.rpartition("/")[2]: (text or b"").decode() for name, text in loose.items()}) == (
        schemas.load()
    )


# -- ends that leave the figures


ISSUES = f"{HEPING}/issues/2026"


def matter(name: str, *events: str, category: str = "street_light", due: str = "") -> dict[str, bytes | None]:
    """A new issue of Heping; an event is its stage, day of November, post and what it carries."""
    lines = [f"id: heping-{name}", "title: 桥头路灯不亮", "kind: help_request", f"category: {category}"]
    lines += ["source: visit", "responsible_post: 村电工", *([f"due_on: {due}"] if due else []), "events:"]
    return {f"{ISSUES}/{name}.yaml": ("\n".join(lines) + "\n" + steps(*events)).encode()}


def steps(*events: str) -> str:
    text = ""
    for stage, day, by, *carries in (event.split(" ", 3) for event in events):
        keys = "".join(f"    {one}\n" for one in (carries[0].split("; ") if carries else []))
        text += f"  - stage: {stage}\n    date: 2026-11-{day}\n    by: {by}\n{keys}"
    return text


def then(*events: str) -> bytes:
    return steps(*events).encode()


REPORTED = ("discovered 17 group_head", "reported 17 group_head")
UP = (
    "escalated 18 group_head to_level: area; reason: 几个组都有",
    "escalated 18 area_head to_level: village; reason: 几个组都有",
)
DONE = "outcome: fixed; waiver: 现场确认"
TOLD = "satisfaction: satisfied"


@pytest.mark.parametrize(
    ("events", "rule"),
    [
        # refused, and nobody else told the residents: the same post does
        (
            ("not_accepted 19 village_officer reason: a", f"fed_back 20 village_officer {TOLD}"),
            "nobody_confirms_their_own_work",
        ),
        # found a duplicate and told by one post
        (
            ("duplicate 19 group_head twin: heping-g01-2026-0081", f"fed_back 20 group_head {TOLD}"),
            "nobody_confirms_their_own_work",
        ),
        # closed although nobody was reached
        (
            (
                f"resolved 19 village_officer {DONE}",
                "fed_back 19 group_head satisfaction: unreachable",
                "closed 20 group_head",
            ),
            "who_was_not_reached_is_told_again",
        ),
        # a refusal that is closed as if it were handled
        (
            ("not_accepted 19 village_officer reason: a", f"fed_back 20 group_head {TOLD}", "closed 20 group_head"),
            "events_follow_the_loop",
        ),
        # refused after the residents were told that it is done
        (
            (
                f"resolved 19 village_officer {DONE}",
                f"fed_back 20 group_head {TOLD}",
                "not_accepted 21 group_head reason: a",
            ),
            "events_follow_the_loop",
        ),
        # found a duplicate after it was closed
        (
            (
                *(f"resolved 19 village_officer {DONE}", f"fed_back 20 group_head {TOLD}", "closed 20 group_head"),
                "duplicate 21 group_head twin: heping-g01-2026-0081",
            ),
            "events_follow_the_loop",
        ),
        # the twin lies in another village
        (("duplicate 20 group_head twin: chengnan-g01-2026-0003",), "duplicates_repeat_a_matter_that_is_handled"),
        # the twin had ended long before
        (("duplicate 20 group_head twin: heping-g01-2026-0001",), "duplicates_repeat_a_matter_that_is_handled"),
        # the twin is another matter
        (("duplicate 20 group_head twin: heping-g01-2026-0003",), "duplicates_repeat_a_matter_that_is_handled"),
        # the twin is a duplicate itself
        (("duplicate 20 group_head twin: heping-g01-2026-0002",), "duplicates_repeat_a_matter_that_is_handled"),
        # gathered into one of another category, or not passed up, or into itself
        (("gathered 20 village_officer into: heping-g01-2026-0003",), "gathered_matters_have_one_that_answers"),
        (("gathered 20 village_officer into: heping-g01-2026-0081",), "gathered_matters_have_one_that_answers"),
        (("gathered 20 village_officer into: heping-g01-2026-0080",), "gathered_matters_have_one_that_answers"),
        # gathered by who may not
        (("gathered 20 group_head into: heping-g02-2026-0082",), "events_are_recorded_by_their_post"),
        # gathered and told before there is an answer
        (
            ("gathered 20 village_officer into: heping-g02-2026-0082", f"fed_back 20 group_head {TOLD}"),
            "gathered_matters_are_fed_back_after_their_answer",
        ),
        # gathered and closed without feedback
        (
            ("gathered 20 village_officer into: heping-g02-2026-0082", "closed 20 group_head"),
            "events_follow_the_loop",
        ),
        # put off without a day, and for ever
        (("deferred 19 group_head reason: a",), "deferrals_have_a_day"),
        (("deferred 19 group_head reason: a; look_again_on: 2029-01-01",), "deferrals_are_looked_at_again"),
        # a representative settles it and says herself how content the residents are
        (
            (
                f"resolved 19 representative representative: heping-g01-r01; {DONE}",
                f"fed_back 20 representative representative: heping-g01-r01; {TOLD}",
            ),
            "nobody_confirms_their_own_work",
        ),
    ],
)
def test_let_an_issue_leave_the_figures(town: Town, events: tuple[str, ...], rule: str) -> None:
    new = matter("g01-2026-0080", *REPORTED, *events)
    others = matter("g01-2026-0081", *REPORTED) | matter("g02-2026-0082", *REPORTED, *UP)
    assert town.proposed(new, others) == [rule]


def test_confirm_ones_own_work_under_another_office(town: Town) -> None:
    """Who heads the group and represents it is one person, whatever post is written."""
    own = "name: 欧阳立秋\n    representative: heping-g01-r01"
    same = town.edited(f"{HEPING}/groups/g01.yaml", "name: 安清和", own)
    resolved = f"resolved 19 representative representative: heping-g01-r01; {DONE}"
    new = matter("g01-2026-0080", *REPORTED, resolved, f"fed_back 20 group_head {TOLD}")
    assert "nobody_confirms_their_own_work" in town.proposed(same, new)


def test_merge_an_old_issue_into_a_young_one(town: Town) -> None:
    """It may be done; the clock of the young one is then the old one's, and what was overdue is."""
    old = matter("g01-2026-0080", *REPORTED, "duplicate 21 group_head twin: heping-g01-2026-0081")
    young = matter("g01-2026-0081", "discovered 21 group_head", "reported 21 group_head")
    assert town.proposed(old, young) == []
    register = check(files.read_folder(town.root)[0], schemas.load(town.root), TODAY).register
    assert register
    assert case_of(register, register.get(Issue, "heping-g01-2026-0081")).reported_on.day == 17


def test_agree_on_2029(town: Town) -> None:
    assert town.proposed(matter("g01-2026-0080", *REPORTED, due="2029-01-01")) == ["agreed_days_are_near"]


REMOVAL = "records/removals/issue-heping-g01-2026-0003.yaml"


@pytest.mark.parametrize(
    ("lines", "rules"),
    [
        # nobody else says that it goes
        ("removed_on: 2026-11-22\nreason: entered_by_mistake", ["removals_are_confirmed_by_a_second_post"]),
        (
            "removed_on: 2026-11-22\nreason: legal_order\nconfirmed_by: town_office",
            ["removals_are_confirmed_by_a_second_post"],
        ),
        # an issue holds nobody's consent
        ("removed_on: 2026-11-22\nreason: consent_withdrawn", ["removals_are_confirmed_by_a_second_post"]),
        # entered twice, and where is the other one?
        (
            "removed_on: 2026-11-22\nreason: entered_twice\nconfirmed_by: group_head",
            ["what_was_entered_twice_names_what_stays"],
        ),
        (
            "removed_on: 2026-11-22\nreason: entered_twice\nconfirmed_by: group_head\nkept: heping-g01-2026-0001",
            ["what_was_entered_twice_names_what_stays"],
        ),
        # so that it counts in another month
        (
            "removed_on: 2026-01-05\nreason: entered_by_mistake\nconfirmed_by: group_head",
            ["what_is_entered_bears_the_day_of_its_entry"],
        ),
        (
            "removed_on: 2035-01-05\nreason: entered_by_mistake\nconfirmed_by: group_head",
            ["what_is_entered_bears_the_day_of_its_entry"],
        ),
    ],
)
def test_let_an_issue_vanish(town: Town, lines: str, rules: list[str]) -> None:
    about = f"id: issue-heping-g01-2026-0003\nkind: issue\nrecord: heping-g01-2026-0003\nby: town_office\n{lines}\n"
    assert town.proposed({OPEN: None, REMOVAL: about.encode()}) == rules


# -- meetings, plans and decisions

PLAN = f"{HEPING}/meetings/2026-12-04-public_opinion_talk.yaml"
PLANNED_DAY = f"{HEPING}/service-days/2026-12.yaml"


@pytest.mark.parametrize(
    ("find", "replace"),
    [
        ("    outcome: done\n", "    outcome: not_done\n"),
        ("    outcome: done\n    settled_on: 2026-04-28\n    note: 查了四条线，换了两个接头\n", ""),
        ("    settled_on: 2026-04-28\n", "    settled_on: 2026-04-02\n"),
        ("    due_on: 2026-04-30\n", "    due_on: 2027-03-01\n"),
        ("    present: 9\n", "    present: 12\n"),
        ("date: 2026-03-27\n", "cancelled: 改期\ndate: 2026-03-27\n"),
    ],
    ids=["another outcome", "no outcome", "settled sooner", "due later", "more members came", "held and cancelled"],
)
def test_make_a_meeting_of_before_better(town: Town, find: str, replace: str) -> None:
    broken = town.proposed(town.edited(ANALYSIS_OF_MARCH, find, replace))
    assert set(broken) & {"published_entries_are_kept", "meetings_decide_when_they_are_held"}, broken


def test_plan_a_meeting_of_last_month(town: Town) -> None:
    path = f"{HEPING}/meetings/2026-10-30-evening_talk.yaml"
    plan = "id: heping-2026-10-30-evening_talk\nkind: evening_talk\ndate: 2026-10-30\nplace: 村部\ntopic: 说事\n"
    assert town.proposed({path: f"{plan}chaired_by: group_head\n".encode()}) == ["plans_are_made_before_their_day"]


def test_hold_a_meeting_before_its_day(town: Town) -> None:
    assert town.proposed(town.appended(PLAN, b"attendance:\n  households: 9\n")) == ["meetings_are_not_in_the_future"]


def test_hold_a_service_day_before_its_day(town: Town) -> None:
    assert town.proposed(town.appended(PLANNED_DAY, b"activities: []\n")) == ["service_days_are_not_in_the_future"]


def test_bring_a_plan_forward(town: Town) -> None:
    assert "published_entries_are_kept" in town.proposed(
        town.edited(PLAN, "date: 2026-12-04", "date: 2026-11-20"),
    )


def test_hold_what_was_cancelled(town: Town) -> None:
    path = f"{HEPING}/meetings/2026-11-20-evening_talk.yaml"
    off = (
        "id: heping-2026-11-20-evening_talk\nkind: evening_talk\ndate: 2026-11-20\nplace: 村部\ntopic: 说事\n"
        "chaired_by: group_head\ncancelled: 下雨\n"
    ).encode()
    town.commit({path: off}, "Cancelled")
    assert town.proposed(town.appended(path, b"attendance:\n  households: 30\n")) == [
        "meetings_decide_when_they_are_held"
    ]
    town.git("checkout", "-q", "main")
    again = off.replace("cancelled: 下雨\n".encode(), b"attendance:\n  households: 30\n")
    town.branch("second", "main")
    town.commit({path: again}, "Held after all")
    assert town.broken("second") == ["published_entries_are_kept"]


def test_invite_who_came(town: Town) -> None:
    invited = town.appended(ANALYSIS_OF_MARCH, b"invited:\n  - heping-g02-r01\n")
    assert town.proposed(invited) == ["invitations_come_before_who_came"]


def test_settle_a_decision_long_ago(town: Town) -> None:
    done = town.edited(
        "records/reviews/2026-q1.yaml",
        "    due_on: 2026-06-30\n",
        "    due_on: 2026-06-30\n    outcome: done\n    settled_on: 2026-06-20\n",
    )
    assert town.proposed(done) == ["what_happened_is_recorded_in_time"]
