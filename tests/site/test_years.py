"""Years: an opened page shows the last twelve months and what is open, each year has a page with all of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urljoin

import pytest

from help.built import Page
from help.drawn import linked
from help.towns import Tree
from help.walk import ROOT
from help.years import read, with_years, years_later
from lianhu import public
from lianhu.figures import stats
from lianhu.site import exports, search, site
from lianhu.town.kinds import Group, Issue, Meeting, Representative, Visits
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

YEARS = 5
BEFORE = (2025, 2024, 2023, 2022)
# What a reader opens: of a page that a town has once, and of one of each kind of record.
OPENED = (
    *("", "villages/", "issues/", "service-days/", "meetings/", "incentives/", "organisation/", "search/"),
    *("villages/heping/", "areas/heping-p1/", "groups/heping-g01/", "representatives/heping-g01-r01/"),
    *("village-issues/heping/", "state-issues/closed/", "issues/heping-g01-2026-0001/"),
)
Pages = Mapping[str, Page]


@pytest.fixture(scope="module")
def old_town(_town_files: Tree, town_schemas: Schemas) -> Register:
    return read(with_years(_town_files, town_schemas, YEARS), town_schemas)


@pytest.fixture(scope="module")
def old_pages(old_town: Register) -> Pages:
    return drawn(old_town)


@pytest.fixture(scope="module")
def young_pages(_town_files: Tree, town_schemas: Schemas) -> Pages:
    """Twelve months lie in two years of the calendar."""
    return drawn(read(with_years(_town_files, town_schemas, 2), town_schemas))


def drawn(town: Register) -> Pages:
    town_site = site.of(town, ROOT)
    pages = (*town_site.section_pages(), *town_site.poured_pages())
    assert len({page.address for page in pages}) == len(pages), "no two pages have one address"
    return {page.address: Page(page.address, str(town_site.body(page))) for page in pages}


def led_to(page: Page) -> set[str]:
    ways = {link.partition("#")[0] for link in linked(page) if ":" not in link}
    return {urljoin(f"http://x/{page.address}", way).removeprefix("http://x/") for way in ways}


@pytest.mark.parametrize("address", OPENED)
def test_what_a_reader_opens_is_as_light_after_five_years(address: str, young_pages: Pages, old_pages: Pages) -> None:
    """But for the list of years itself."""
    young, old = (
        re.sub(r'<section aria-labelledby="years">.*?</section>', "", pages[address].source, flags=re.DOTALL)
        for pages in (young_pages, old_pages)
    )
    assert len(old.encode()) <= 1.2 * len(young.encode())


def test_every_page_can_be_reached_from_home(old_pages: Pages) -> None:
    """Along the links of the pages' own bodies, once the navigation has led to the sections."""
    there = fresh = {address for address in old_pages if address.count("/") <= 1}
    while fresh:
        fresh = {way for address in fresh for way in led_to(old_pages[address]) if way in old_pages} - there
        there = there | fresh
    assert set(old_pages) - there == set()


def test_every_visit_is_shown_on_its_groups_pages(old_town: Register, old_pages: Pages) -> None:
    for book in old_town.all(Visits):
        group = old_town.get(Group, old_town.filed(book).group)
        shown = old_pages[f"groups/{group.id}/{book.id[-7:-3]}/"]
        for visit in book.visits:
            assert shown.says(f"{visit.date}") and shown.says(f"{visit.household_count}户"), book.id
        for name in (name for visit in book.visits for name in visit.representatives):
            assert f"representatives/{name}/" in led_to(shown)


@pytest.mark.parametrize("year", BEFORE)
def test_a_year_has_all_of_it(year: int, old_town: Register, old_pages: Pages) -> None:
    for issue in old_town.all(Issue):
        if issue.events[0].date.year == year:
            lists = [f"village-issues/{old_town.village_of(issue).id}/{year}/"]
            lists += [f"groups/{group.id}/{year}/" for group in (old_town.group_of(issue),) if group]
            assert all(f"issues/{issue.id}/" in led_to(old_pages[address]) for address in lists), issue.id
    for meeting in old_town.all(Meeting):
        if meeting.date.year == year:
            assert f"meetings/{meeting.id}/" in led_to(old_pages[f"villages/heping/{year}/"])
    assert f"service-funds/heping-{year}/" in led_to(old_pages.get(f"incentives/{year}/", old_pages["incentives/"]))


def test_what_is_open_stays_however_old_it_is(town_tree: Tree, town_schemas: Schemas) -> None:
    path = "records/villages/heping/issues/2026/g01-2026-0003.yaml"
    old = {path.replace("2026", "2022"): town_tree[path].replace(b"2026-", b"2022-")}
    pages = drawn(read({**town_tree, **old}, town_schemas))
    for address in ("villages/heping/", "village-issues/heping/", "groups/heping-g01/", "areas/heping-p1/"):
        assert "issues/heping-g01-2022-0003/" in led_to(pages[address]), address
    assert "village-issues/heping/2022/" not in pages, "a year of which nothing is left out needs no page"


def test_the_page_says_what_it_shows_and_where_the_rest_is(young_pages: Pages, old_pages: Pages) -> None:
    for address in ("villages/heping/", "representatives/heping-g01-r01/", "groups/heping-g01/", "meetings/"):
        assert old_pages[address].says("近12个月的，没有办完的不论多久都列着"), address
        assert {f"{address}{year}/" for year in BEFORE} <= led_to(old_pages[address])
    assert not young_pages["villages/yangliu/"].says("按年看")


def test_an_address_that_was_there_stays(young_pages: Pages, old_pages: Pages) -> None:
    assert set(young_pages) <= set(old_pages)


def test_what_lies_back_is_searched_for_in_its_year(old_town: Register, old_pages: Pages) -> None:
    town = public.posted(old_town, "web")
    indexes = search.by_file(town)
    assert set(indexes) == {search.ADDRESS, *(f"search/{year}.json" for year in BEFORE)}
    assert f'data-years="{" ".join(map(str, BEFORE))}"' in old_pages["search/"].source
    for year in BEFORE:
        found = {entry.address for entry in indexes[f"search/{year}.json"]}
        assert found == {f"issues/{one.id}/" for one in town.all(Issue) if one.events[0].date.year == year}
    listed = [entry.address for entries in indexes.values() for entry in entries]
    assert sorted(listed) == sorted(entry.address for entry in search.entries(town)) == sorted(set(listed))


def test_who_left_long_ago_is_searched_for_in_that_year(town_register: Register) -> None:
    town = public.posted(years_later(town_register), "web")
    gone = [one for one in town.all(Representative) if one.seat(town.today).until]
    assert gone
    for one in gone:
        file = f"search/{one.seat(town.today).until:%Y}.json"
        assert f"representatives/{one.id}/" in {entry.address for entry in search.by_file(town)[file]}


def test_no_file_of_open_data_grows_with_the_years(town_tree: Tree, town_schemas: Schemas, old_town: Register) -> None:
    """But for the manifest, which names every record, and a line a year of each figure."""
    young, old = (
        dict((*exports.files(shown := public.posted(town, "web")), *stats.files(shown)))
        for town in (read(with_years(town_tree, town_schemas, 2), town_schemas), old_town)
    )
    assert set(young) <= set(old)
    longer = {address for address in young if old[address].count("\n") > 1.2 * young[address].count("\n")}
    assert longer <= {"data/statistics.json", "data/statistics.csv"}
    assert {f"data/issue-{year}.json" for year in BEFORE} <= set(old) - set(young) | {"data/issue-2025.json"}


def test_every_file_of_open_data_is_on_a_page(old_town: Register, old_pages: Pages) -> None:
    linked_to = {way for address in old_pages if address.startswith("data/") for way in led_to(old_pages[address])}
    shown = public.posted(old_town, "web")
    files = {address for address, _ in (*exports.files(shown), *stats.files(shown))}
    assert files - linked_to == set()


def test_pages_of_a_persons_year_are_kept_from_search_engines(old_town: Register) -> None:
    pages = [page for page in site.of(old_town, ROOT).list_pages() if page.address.startswith("representatives/")]
    assert len(pages) >= len(BEFORE) and all(page.is_personal for page in pages)
