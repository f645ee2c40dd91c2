"""The two scripts, run: what is found and in which order; large type, remembered."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Entry = tuple[str, str, str, str, str]


def entry(name: str, details: str = "", pinyin: str = "", kind: str = "代表") -> Entry:
    return (kind, name, details, f"representatives/{len(name)}/", pinyin)


Search = Callable[..., Locator]


@pytest.fixture
def search(page: Page, home: str) -> Search:
    """Opens the search with an index of our own, types the words, and gives what is listed."""

    def searched(words: str, *entries: Entry) -> Locator:
        body = json.dumps([list(one) for one in entries])
        page.route("**/index.json", lambda route: route.fulfill(body=body, content_type="application/json"))
        page.goto(f"{home}search/")
        page.get_by_label("要找什么").fill(words)
        expect(page.get_by_role("status")).to_contain_text("找到")
        return page.get_by_role("list", name="找到的").get_by_role("link")

    return searched


def names(found: Locator) -> list[str]:
    return found.all_inner_texts()


def test_who_is_named_so_comes_before_who_is_mentioned(search: Search) -> None:
    """The index's order is the other way round, and holds within what ranks alike."""
    details, inside, begins, again = (
        entry("康谷雨", "安和组"),
        entry("欧阳安", ""),
        entry("安冬至", ""),
        entry("安小雪", ""),
    )
    assert names(search("安", details, inside, begins, again)) == ["安冬至", "安小雪", "欧阳安", "康谷雨"]


def test_initials_rank_as_a_name_does(search: Search) -> None:
    details, whole = entry("康谷雨", "adz-9"), entry("安冬至", "", "andongzhi adz")
    assert names(search("adz", details, whole)) == ["安冬至", "康谷雨"]
    part_of_pinyin = entry("丁一", "", "dingyi dy xadzx")
    assert names(search("adz", entry("康谷雨", "adz-9"), part_of_pinyin, whole)) == ["安冬至", "康谷雨", "丁一"]


@pytest.mark.parametrize("typed", ["ＨＥＰＩＮＧ－Ｇ０１", "heping-g01", "HEPING-G01", "  heping-g01  "])
def test_full_width_and_capital_letters_find_the_same(typed: str, search: Search) -> None:
    assert names(search(typed, entry("安冬至", "heping-g01-r02"), entry("康谷雨", "chengnan-g01-r01"))) == ["安冬至"]


def test_what_is_written_in_full_width_letters_is_found(search: Search) -> None:
    assert names(search("led", entry("换ＬＥＤ灯"), entry("修水渠"))) == ["换ＬＥＤ灯"]


def test_signs_between_the_syllables_do_not_matter(search: Search) -> None:
    assert names(search("an'dong'zhi", entry("安冬至", "", "andongzhi adz"), entry("康谷雨"))) == ["安冬至"]


def test_every_word_must_be_there(search: Search) -> None:
    entries = (entry("安冬至", "和平村一组"), entry("安小雪", "和平村二组"), entry("康谷雨", "和平村二组"))
    assert names(search("安 二组", *entries)) == ["安小雪"]
    assert names(search("安　二组", *entries)) == ["安小雪"], "a full-width space parts words too"


@pytest.mark.parametrize(("there", "listed", "told"), [(50, 50, "找到50条"), (51, 50, "找到51条，先列50条")])
def test_a_long_list_says_that_it_is_cut(there: int, listed: int, told: str, search: Search, page: Page) -> None:
    found = search("安", *(entry(f"安{number}") for number in range(there)))
    assert found.count() == listed
    said = page.get_by_role("status").inner_text()
    assert said.startswith(told) and ("先列" in said) == (there > listed)


def test_an_entry_says_what_it_is_and_leads_there(search: Search, page: Page, home: str) -> None:
    found = search("安", entry("安冬至", "heping-g01-r02 和平村一组", kind="代表"))
    (row,) = page.get_by_role("list", name="找到的").get_by_role("listitem").all()
    assert row.locator("span, a").all_inner_texts() == ["代表", "安冬至", "heping-g01-r02 和平村一组"]
    assert found.first.evaluate("one => one.href") == f"{home}representatives/3/"


def test_an_empty_field_shows_nothing(search: Search, page: Page) -> None:
    search("安", entry("安冬至"))
    page.get_by_label("要找什么").fill("   ")
    expect(page.get_by_role("status")).to_have_text("")
    assert page.get_by_role("list", name="找到的").get_by_role("listitem").count() == 0


def test_enter_stays_on_the_page(search: Search, page: Page) -> None:
    search("安", entry("安冬至"))
    address = page.url
    page.get_by_label("要找什么").press("Enter")
    expect(page.get_by_role("list", name="找到的")).to_contain_text("安冬至")
    assert page.url == address


@pytest.mark.parametrize(("query", "typed"), [("?q=a+b%20c", "a b c"), ("?x=1&q=%E5%AE%89", "安"), ("?q=%E5%AE", "")])
def test_the_address_can_ask(query: str, typed: str, page: Page, home: str) -> None:
    page.goto(f"{home}search/{query}")
    assert page.get_by_label("要找什么").input_value() == typed


@pytest.mark.parametrize("answer", ["abort", "broken"])
def test_an_index_that_does_not_come_can_be_asked_for_again(answer: str, page: Page, home: str) -> None:
    tries = []

    def answered(route: Route) -> None:
        tries.append(route.request.url)
        if len(tries) > 1:
            route.fulfill(body=json.dumps([list(entry("安冬至"))]), content_type="application/json")
        elif answer == "abort":
            route.abort()
        else:
            route.fulfill(body="<html>", content_type="application/json")

    page.route("**/index.json", answered)
    page.goto(f"{home}search/")
    page.get_by_label("要找什么").fill("安")
    expect(page.get_by_role("status")).to_contain_text("名单没有打开")
    page.get_by_label("要找什么").fill("安冬")
    expect(page.get_by_role("status")).to_contain_text("找到1条")
    assert len(tries) == 2


# -- large type


def is_large(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.classList.contains('large')"))


def test_large_type_is_chosen_remembered_and_given_back(page: Page, home: str) -> None:
    page.goto(home)
    button = page.locator("button.size")
    normal, large = button.get_attribute("data-normal"), button.get_attribute("data-large")
    assert normal != large and button.inner_text() == large and not is_large(page)
    button.click()
    assert is_large(page) and button.inner_text() == normal
    page.goto(f"{home}issues/")
    assert is_large(page) and page.locator("button.size").inner_text() == normal
    page.locator("button.size").click()
    assert not is_large(page)
    page.reload()
    assert not is_large(page)


def test_other_clicks_leave_the_type_as_it_is(page: Page, home: str) -> None:
    page.goto(home)
    page.get_by_role("heading", level=1).click()
    assert not is_large(page)


def test_large_type_works_where_nothing_may_be_remembered(page: Page, home: str) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})")
    page.goto(home)
    page.locator("button.size").click()
    assert is_large(page)
    page.reload()
    assert not is_large(page)


def test_years_gone_by_are_searched_when_nothing_is_found_and_when_asked(page: Page, home: str) -> None:
    """The newest first; each is fetched once."""
    indexes = {"index": [entry("路灯")], "2025": [entry("水渠")], "2024": [entry("水井水渠")]}
    asked: list[str] = []

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2].removesuffix(".json")
        asked.append(name)
        route.fulfill(body=json.dumps(indexes[name]), content_type="application/json")

    def with_years(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace('data-years=""', 'data-years="2025 2024"'))

    page.route("**/search/", with_years)
    page.route("**/search/*.json", answer)
    page.goto(f"{home}search/")
    links, older = page.get_by_role("list", name="找到的").get_by_role("link"), page.get_by_role("button", name="再找")
    box = page.get_by_label("要找什么")
    box.fill("路灯")
    expect(links).to_have_text(["路灯"])
    expect(older).to_have_text("再找2025年的")
    assert asked == ["index"]
    box.fill("水渠")
    expect(links).to_have_text(["水渠"])
    older.click()
    expect(links).to_have_text(["水渠", "水井水渠"])
    expect(older).to_be_hidden()
    assert asked == ["index", "2025", "2024"]
