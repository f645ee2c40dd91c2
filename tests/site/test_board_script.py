"""A code before the wall: typed or scanned, in a real browser, what is told of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from help.browsers import PHONE
from help.built import Built, served
from lianhu.public import check_code

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CURRENT, STALE, UNKNOWN = (check_code.of(number) for number in range(3))
TOLD: dict[str, dict[str, Any]] = {
    CURRENT: {
        "sheet": "和平村一组工作站的公示牌",
        "page": "groups/heping-g01/",
    },
    STALE: {
        "sheet": "<b>和平村二组</b>",
        "page": "groups/heping-g02/",
        "since": "2026年10月12日",
        "hung": "2026年3月9日由组长",
        "changed": ["路灯：办理中改为<i>已反馈销号</i>", "又多了一件"],
    },
}
Ask = Callable[[str], Locator]


@pytest.fixture(scope="module")
def home(tiny_site: Built) -> Iterator[str]:
    with served(tiny_site.folder, "/any/") as address:
        yield address


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The files that were fetched."""
    found: list[str] = []

    def answer(route: Route) -> None:
        found.append(route.request.url.rpartition("/")[2])
        route.fulfill(body=json.dumps(TOLD), content_type="application/json")

    page.route("**/board/*.json", answer)
    return found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": PHONE, "height": 740}, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.fixture
def ask(page: Page, home: str, asked: list[str]) -> Ask:
    """Opens the page, whose files hold the codes above, and types a code."""

    def typed(code: str) -> Locator:
        page.goto(f"{home}board/")
        page.get_by_label("核对码", exact=True).fill(code)
        page.get_by_label("核对码", exact=True).press("Enter")
        return page.locator("#answer")

    return typed


def test_a_current_sheet_is_told_as_such(ask: Ask, page: Page, home: str) -> None:
    answer = ask(CURRENT.lower().replace("-", " "))
    expect(answer).to_contain_text("是现在的")
    expect(answer).to_contain_text("和平村一组工作站的公示牌")
    expect(answer).to_contain_text("2026年11月22日的记录和这一张一样。")
    assert page.get_by_label("核对码", exact=True).input_value() == CURRENT
    assert page.url == f"{home}board/", "Enter stays on the page"
    answer.get_by_role("link", name="看网上现在的内容").click()
    page.wait_for_url("**/groups/heping-g01/")


def test_an_old_sheet_is_told_with_the_day_and_what_has_changed(ask: Ask) -> None:
    answer = ask(STALE)
    expect(answer).to_contain_text("不是现在的")
    expect(answer).to_contain_text("从2026年10月12日起，记录和这一张不一样了。")
    expect(answer).to_contain_text("2026年3月9日由组长挂上")
    assert answer.get_by_role("listitem").all_inner_texts() == TOLD[STALE]["changed"]
    assert answer.locator("b, i").count() == 0, "what is told is text, whatever it holds"


def test_only_the_file_with_its_beginning_is_fetched(ask: Ask, asked: list[str]) -> None:
    expect(ask(CURRENT)).to_contain_text("是现在的")
    assert asked == [f"{CURRENT[0]}.json"]


def test_a_mistyped_code_is_told_as_mistyped_and_not_looked_up(ask: Ask, asked: list[str]) -> None:
    wrong = CURRENT[:-1] + ("0" if CURRENT[-1] != "0" else "1")
    expect(ask(wrong)).to_contain_text("抄错了")
    expect(ask(CURRENT[:-1])).to_contain_text("核对码有12位，这里是11位")
    expect(ask(f"U{CURRENT[1:]}")).to_contain_text("没有“U”这个字符")
    assert asked == []


def test_an_unknown_code_says_what_to_do(ask: Ask, page: Page) -> None:
    answer = ask(UNKNOWN)
    expect(answer).to_contain_text("没有这个核对码")
    expect(answer).to_contain_text("写法没有错")
    expect(answer.get_by_role("link", name="0730-0000050")).to_have_attribute("href", "tel:07300000050")
    assert page.locator("#helpline").is_hidden()


def test_a_scanned_code_is_answered_at_once(page: Page, home: str, tiny_site: Built) -> None:
    """With the site's own files: the QR code leads to board/#XXXX-XXXX-XXXX, the next scan to the same page."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    files = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in tiny_site.folder.glob("board/*.json")}
    told = {code: one for found in files.values() for code, one in found.items()}
    assert len(files) == 32
    for code, one in [*told.items()][:8]:
        page.goto(f"{home}board/#{code}")
        expect(page.locator("#answer .verdict")).to_have_text("不是现在的" if "since" in one else "是现在的")
        expect(page.locator("#answer")).to_contain_text(code)
    assert complaints == []


def test_places_of_the_page_are_no_codes(page: Page, home: str) -> None:
    page.goto(f"{home}board/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    assert page.locator("#answer").inner_text() == ""


def test_the_address_may_ask_as_a_form_does(page: Page, home: str) -> None:
    page.goto(f"{home}board/?code=0000")
    expect(page.locator("#answer")).to_contain_text("这里是4位")
    page.goto(f"{home}board/#%E5%AE")
    expect(page.locator("#answer")).to_contain_text("抄错了")


def test_an_empty_field_says_nothing(ask: Ask) -> None:
    assert ask("  ").inner_text() == ""


@pytest.mark.parametrize("answer", ["abort", "broken"])
def test_a_file_that_does_not_come_can_be_asked_for_again(answer: str, ask: Ask, page: Page) -> None:
    tries = []

    def answered(route: Route) -> None:
        tries.append(route.request.url)
        if len(tries) > 1:
            route.fulfill(body=json.dumps(TOLD), content_type="application/json")
        elif answer == "abort":
            route.abort()
        else:
            route.fulfill(status=502, body="<html>", content_type="text/html")

    page.route("**/board/*.json", answered)
    expect(ask(CURRENT)).to_contain_text("请再试一次")
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator("#answer")).to_contain_text("是现在的")


def test_a_slow_answer_does_not_take_the_place_of_a_newer_one(ask: Ask, page: Page) -> None:
    held: list[Route] = []
    page.route("**/board/*.json", lambda route: held.append(route))
    ask(CURRENT)
    expect(page.locator("#answer")).to_have_text("")
    page.get_by_label("核对码", exact=True).fill("0000")
    page.get_by_label("核对码", exact=True).press("Enter")
    expect(page.locator("#answer")).to_contain_text("这里是4位")
    for route in held:
        route.fulfill(body=json.dumps(TOLD), content_type="application/json")
    page.wait_for_timeout(200)
    assert "是现在的" not in page.locator("#answer").inner_text()


def test_the_answer_is_announced_and_the_field_explained(ask: Ask, page: Page) -> None:
    ask(CURRENT)
    assert page.locator("#answer").get_attribute("role") == "status"
    field = page.get_by_label("核对码", exact=True)
    assert "四位一段" in page.locator(f"#{field.get_attribute('aria-describedby')}").inner_text()


def test_without_scripts_it_is_a_list_by_workstation(browser: Browser, home: str, tiny_site: Built) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 740})
    page = context.new_page()
    page.goto(f"{home}board/")
    assert page.get_by_label("核对码", exact=True).is_hidden()
    expect(page.get_by_text("这个浏览器没有运行脚本")).to_be_visible()
    page.get_by_role("link", name="和平村", exact=True).click()
    page.wait_for_url("**/boards/heping/")
    code = page.locator(".codes [id]").first.inner_text()
    page.goto(f"{home}boards/heping/#{code}")
    marked = page.locator(":target").evaluate("one => getComputedStyle(one.closest('.codes > *')).outlineStyle")
    assert marked == "solid"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", [CURRENT, STALE, UNKNOWN, "0000"], ids=["current", "stale", "unknown", "mistyped"])
def test_axe_finds_nothing_in_an_answer_and_it_fits(scheme: Any, code: str, ask: Ask, page: Page) -> None:
    page.emulate_media(color_scheme=scheme)
    expect(ask(code)).not_to_be_empty()
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    for letters in ("", "161%"):  # the second is large type
        page.evaluate("size => document.documentElement.style.fontSize = size", letters)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("address", ["board/", "boards/", "boards/heping/", "groups/heping-g01/"])
def test_axe_finds_nothing_in_the_dark(address: str, page: Page, home: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(home + address)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
