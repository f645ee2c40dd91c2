"""A town with years behind it: each kind of change happened at least once, as its records tell."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest

from help.towns import TODAY
from help.walk import ROOT
from lianhu import demo, public
from lianhu.demo.year import Year
from lianhu.rules.check import check
from lianhu.site import search, site
from lianhu.site.pages.years import WAITS
from lianhu.town import coverage, loop
from lianhu.town.kinds import (
    Area,
    Categories,
    Group,
    Issue,
    Meeting,
    Removal,
    Representative,
    Review,
    TaskList,
    Village,
    Visits,
)
from lianhu.town.kinds.span import Vacancy
from lianhu.town.month import DAY
from lianhu.town.redactions import MARKER
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

pytestmark = pytest.mark.slow


# One process tests what it has generated.
SEEDS = [pytest.param(seed, marks=pytest.mark.xdist_group(f"happenings {seed}")) for seed in (1, 2, 3)]


@pytest.fixture(scope="module", params=SEEDS)
def register(request: pytest.FixtureRequest, town_schemas: Schemas) -> Register:
    tree = demo.town("small", request.param)
    records = {path: content for path, content in tree.items() if path.startswith("records/")}
    assert check(records, town_schemas, TODAY + 366 * DAY).problems == (), "what a date brings is no problem"
    verdict = check(records, town_schemas, TODAY)
    assert verdict.problems == verdict.warnings == ()
    assert verdict.register
    return verdict.register


# -- what the town sets


def an_award_was_raised(register: Register) -> bool:
    before, now = register.series(register.town, "limits.award")
    given = {award.amount for review in register.all(Review) for award in review.awards}
    return {f"{amount:.2f}" for amount in given} == {before.value, now.value} and before.value < now.value


def a_limit_changed(register: Register) -> bool:
    return len(register.series(register.town, "limits.feedback_days")) > 1


def a_deadline_was_shortened(register: Register) -> bool:
    (book,) = register.all(Categories)
    before, now = register.series(book, "categories[street_light].deadline.days")
    return bool(now.value < before.value)


def a_category_began_and_one_ended(register: Register) -> bool:
    (book,) = register.all(Categories)
    return any(one.since for one in book.categories) and any(one.until for one in book.categories)


def a_village_held_its_own_service_day(register: Register) -> bool:
    return any(village.service_days for village in register.all(Village))


# -- people


def a_representative_was_chosen_again(register: Register) -> bool:
    return any(len(one.terms) > 1 for one in register.serving)


def certificates_were_kept_or_given_anew(register: Register) -> bool:
    kept = Counter(
        before.certificate == after.certificate
        for one in register.all(Representative)
        for before, after in pairwise(one.terms)
    )
    return kept[True] > 0 and kept[False] > 0


def memberships_ended_for_every_reason(register: Register) -> bool:
    reasons = {seat.ended for one in register.all(Representative) for seat in one.groups}
    return reasons >= {"resignation", "death", "recall", "term", "reassignment", "unit_ended"}


def somebody_serves_another_group(register: Register) -> bool:
    return any(
        register.village_served(one) is register.village_of(one) and len(one.groups) > 1 for one in register.serving
    )


def two_have_one_name_in_a_village(register: Register) -> bool:
    return any(register.apart(one) for one in register.serving)


def a_head_is_a_representative(register: Register) -> bool:
    return any(head.representative for group in register.all(Group) for head in group.heads)


# -- offices


def a_vacancy_was_filled(register: Register) -> bool:
    return any(_past_vacancies(register))


def a_vacancy_is_open_and_will_be_filled(register: Register) -> bool:
    vacant = [vacancy for group in register.all(Group) for vacancy in group.vacancies]
    open_ones = [one for one in vacant if one not in tuple(_past_vacancies(register))]
    return bool(open_ones) and all(one.filled_by > TODAY for one in open_ones)


def _past_vacancies(register: Register) -> Iterator[Vacancy]:
    return (
        vacancy
        for group in register.all(Group)
        for vacancy in group.vacancies
        if any(head.since > vacancy.since for head in group.heads)
    )


def an_officer_was_followed(register: Register) -> bool:
    return any(
        old.until and new.since == old.until + DAY and old.post == new.post
        for village in register.all(Village)
        for old in village.officers
        for new in village.officers
    )


def trainings_name_whose_heads_came(register: Register) -> bool:
    return any(meeting.attendance.group_heads_of for meeting in register.all(Meeting) if meeting.kind == "training")


# -- units


def a_village_went_on_in_another(register: Register) -> bool:
    (old,) = (village for village in register.all(Village) if village.until)
    (into,) = register.succession.living(old, TODAY)
    parts = [
        part
        for part in (*register.all(Area), *register.all(Group))
        if register.village_of(part) is old and register.succession.living(part, TODAY)
    ]
    return into in register.all(Village) and {type(part) for part in parts} == {Area, Group}


def who_served_it_serves_on(register: Register) -> bool:
    (old,) = (village for village in register.all(Village) if village.until)
    came = [one for one in register.serving if register.village_of(one) is old]
    return bool(came) and all(register.village_served(one) is not old for one in came)


def an_open_issue_went_on(register: Register) -> bool:
    return any(
        group.until and issue.events[0].date <= group.until < issue.events[-1].date and not loop.is_open(issue)
        for group in register.all(Group)
        for issue in register.issues_of(group)
    )


def a_group_was_renamed(register: Register) -> bool:
    return any(len(register.series(group, "name")) > 1 for group in register.all(Group))


def a_group_moved_to_another_area(register: Register) -> bool:
    return any(len(group.areas) > 1 for group in register.all(Group))


def an_area_went_on_in_another(register: Register) -> bool:
    return any(area.successors for area in register.all(Area) if register.village_of(area).until is None)


def household_counts_changed(register: Register) -> bool:
    return all(
        any(len(register.series(one, "household_count")) > 1 for one in register.all(kind))
        for kind in (Group, Representative)
    )


# -- what was mended


def an_issue_moved(register: Register) -> bool:
    moved = [removal for removal in register.all(Removal) if removal.moved_to]
    return bool(moved) and all(register.followed(Issue, removal.record) for removal in moved)


def households_are_unserved_explained_or_not(register: Register) -> bool:
    gaps = [group for group in register.all(Group) if coverage.of_group(register, group).unserved and not group.until]
    return {group.unserved is not None for group in gaps} == {True, False}


def something_was_corrected_to_nothing(register: Register) -> bool:
    corrected = [one for one in register.serving if any(each.right is None for each in one.corrections)]
    return bool(corrected)


def a_wrong_duplicate_was_undone(register: Register) -> bool:
    return _undone(register, "duplicate")


def a_refusal_was_undone(register: Register) -> bool:
    return _undone(register, "not_accepted")


def _undone(register: Register, end: str) -> bool:
    """Whether a matter was handled after all that had ended so, and whose residents had been told."""
    every = ([event.stage for event in issue.events] for issue in register.all(Issue))
    return any((end, "fed_back", "reopened") in zip(stages, stages[1:], stages[2:], strict=False) for stages in every)


def somebody_was_reached_later(register: Register) -> bool:
    return ("fed_back", "fed_back") in _steps(register)


def _steps(register: Register) -> set[tuple[str, str]]:
    return {(one.stage, next_.stage) for issue in register.all(Issue) for one, next_ in pairwise(issue.events)}


def a_passage_was_taken_out(register: Register) -> bool:
    (issue,) = (issue for issue in register.all(Issue) if issue.redactions)
    return any(MARKER in (event.note or "") for event in issue.events)


KINDS_OF_CHANGE: tuple[Callable[[Register], bool], ...] = (
    an_award_was_raised,
    a_limit_changed,
    a_deadline_was_shortened,
    a_category_began_and_one_ended,
    a_village_held_its_own_service_day,
    a_representative_was_chosen_again,
    certificates_were_kept_or_given_anew,
    memberships_ended_for_every_reason,
    somebody_serves_another_group,
    two_have_one_name_in_a_village,
    a_head_is_a_representative,
    a_vacancy_was_filled,
    a_vacancy_is_open_and_will_be_filled,
    an_officer_was_followed,
    trainings_name_whose_heads_came,
    a_village_went_on_in_another,
    who_served_it_serves_on,
    an_open_issue_went_on,
    a_group_was_renamed,
    a_group_moved_to_another_area,
    an_area_went_on_in_another,
    household_counts_changed,
    an_issue_moved,
    households_are_unserved_explained_or_not,
    something_was_corrected_to_nothing,
    a_wrong_duplicate_was_undone,
    a_refusal_was_undone,
    somebody_was_reached_later,
    a_passage_was_taken_out,
)


@pytest.mark.parametrize("happened", KINDS_OF_CHANGE, ids=lambda happened: happened.__name__)
def test_it_happened(happened: Callable[[Register], bool], register: Register) -> None:
    assert happened(register)


def test_every_year_is_told(register: Register) -> None:
    """Issues, visits, task lists and reviews of all three years."""
    for year in map(Year, range(3)):
        discovered = [issue.events[0].date for issue in register.all(Issue)]
        visited = [visit.date for month in register.all(Visits) for visit in month.visits]
        reviewed = {review.id for review in register.all(Review)}
        for days in (discovered, visited):
            assert sum(year.first <= day <= year.last for day in days) > 50
        assert {f"{number}-q{quarter}" for number, quarter in year.quarters} <= reviewed


# -- the years


def test_the_last_year_of_one_is_told_as_ever() -> None:
    """A town of one year has nothing behind it: neither earlier values nor units that ended."""
    tree = demo.town("tiny", 1, years=1)
    assert demo.town("tiny", 1, years=1) == tree
    assert {path.rpartition("/")[2] for path in tree if "/calendar/" in path} == {"2025.yaml", "2026.yaml"}
    assert not any(b"earlier:" in content or b"successors:" in content for content in tree.values())


def told(years: int, schemas: Schemas) -> Register:
    tree = demo.town("tiny", 1, years)
    verdict = check({path: content for path, content in tree.items() if path.startswith("records/")}, schemas, TODAY)
    assert verdict.problems == ()
    assert verdict.register
    return verdict.register


@pytest.mark.parametrize("years", [2, demo.MOST_YEARS])
def test_a_town_of_more_years(years: int, town_schemas: Schemas) -> None:
    reviewed = {review.id for review in told(years, town_schemas).all(Review)}
    assert len(reviewed) == 4 * years


@pytest.fixture(scope="module")
def five_years(town_schemas: Schemas) -> Register:
    return told(5, town_schemas)


def test_the_old_years_are_told_to_their_end(five_years: Register) -> None:
    """No order, issue, task or decision of before the last year still waits for somebody."""
    begin, waiting = Year().first, set()
    for kind, waits in WAITS.items():
        waiting |= {one.id for one in five_years.all(kind) if waits(one) and begin > last_day(one)}
    assert waiting == set()
    deciding = (*five_years.all(Meeting), *five_years.all(Review))
    assert all(decision.outcome for one in deciding if one.date < begin for decision in one.decisions)


def last_day(record: Any) -> datetime.date:
    """On which something was told in it; a task list belongs to the day on which it was drawn up."""
    if isinstance(record, Issue):
        return record.events[-1].date
    return record.drawn_up_on if isinstance(record, TaskList) else record.date


def test_no_page_that_a_reader_opens_grows_with_the_years(five_years: Register, town_schemas: Schemas) -> None:
    """The largest of each kind of page, and what the search loads first: but for the list of years, and a line a year
    of each figure.
    """
    young, old = (sizes(town) for town in (told(1, town_schemas), five_years))
    assert young.keys() <= old.keys()
    assert {kind: (young[kind], old[kind]) for kind in young if old[kind] > 1.2 * young[kind]} == {}


GO_ON = ("villages", "areas", "groups", "representatives", "village-issues", "state-issues")


def sizes(town: Register) -> dict[str, int]:
    """Bytes of the largest page of each kind that goes on with the years, without those of one year."""
    drawn, found = site.of(town, ROOT), Counter[str]()
    for page in (*drawn.section_pages(), *drawn.poured_pages()):
        kind, _, rest = page.address.partition("/")
        if not rest or (kind in GO_ON and not re.search(r"/20\d\d/$", page.address)):
            body = re.sub(r'<section aria-labelledby="years">.*?</section>', "", str(drawn.body(page)), flags=re.DOTALL)
            found[kind] = max(found[kind], len(body.encode()))
    found["search index"] = len(str(search.by_file(public.posted(town, "web"))[search.ADDRESS]))
    return found


def test_many_years_touch_each_other() -> None:
    for year in map(Year, range(demo.MOST_YEARS - 1)):
        assert Year(year.back + 1).last + DAY == year.first
        assert year.first.weekday() == 0
        assert year.spring_festival.year == year.number
