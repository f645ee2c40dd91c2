"""The site in a real Chromium: found, read, used by keyboard, on a phone and on a desk, and never leaving its host."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from help.browsers import DESK, PHONE, SMALL_PHONE, named_representative, one_of_each_type
from help.built import Built, served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("demo_site")]

BAD = ("error", "warning")
BELOW = "/any/where/"
WIDTHS = (SMALL_PHONE, PHONE, DESK)
PANELS = ["代表信息", "工作职责", "办事流程", "问题办理"]
# How far the page can be scrolled sideways, and the innermost elements that make it so wide.
TOO_WIDE = """() => {
    const wide = document.documentElement.clientWidth;
    const over = document.documentElement.scrollWidth - wide;
    if (over <= 0) return null;
    const beyond = one => one.getBoundingClientRect().right > wide + 0.5;
    const guilty = [...document.body.querySelectorAll('*')].filter(
        one => beyond(one) && ![...one.children].some(beyond));
    return `${over} px: ` + guilty.slice(0, 3).map(
        one => one.tagName.toLowerCase() + '.' + one.className + ' ' + one.innerText.slice(0, 20)).join(' | ');
}"""


@dataclass
class Visit:
    """A reader's browser at a site, and what it did behind the reader's back."""

    page: Page
    home: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        answer = self.page.goto(self.home + address)
        assert answer and answer.ok, f"{address}: {answer and answer.status}"

    def note_failure(self, url: str, why: str | None) -> None:
        if why != "net::ERR_ABORTED":  # the reader went on before the picture in the tab was there
            self.complaints.append(f"{why}: {url}")

    @property
    def elsewhere(self) -> list[str]:
        """Requests that left the site."""
        return [url for url in self.requests if not url.startswith((self.home, "data:"))]


@pytest.fixture(scope="module", params=["tiny", "demo"])
def town(request: pytest.FixtureRequest) -> Iterator[tuple[Built, str]]:
    """Each of the two towns, served below a path of its own."""
    built = request.getfixturevalue(f"{request.param}_site")
    with served(built.folder, BELOW) as home:
        yield built, home


Open = Callable[[int], Visit]


@pytest.fixture
def visit(browser: Browser, town: tuple[Built, str]) -> Iterator[Open]:
    """Opens a browser of a width at the town."""
    contexts: list[BrowserContext] = []

    def opened(width: int) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 740}, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        found = Visit(page, town[1])
        page.on("request", lambda request: found.requests.append(request.url))
        page.on(
            "console", lambda said: found.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        page.on("requestfailed", lambda request: found.note_failure(request.url, request.failure))
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation',"
            " event => console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI))"
        )
        return found

    yield opened
    for context in contexts:
        context.close()


# -- the way of a reader


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_from_a_name_to_an_issue_and_back(visit: Open, town: tuple[Built, str], width: int) -> None:
    """Find a representative by search, open her group, see the four panels, open an issue, go back."""
    reader = visit(width)
    page = reader.page
    name, _, _ = named_representative(town[0])
    reader.go("")
    assert not [url for url in reader.requests if url.endswith(".json")], (
        "nothing is fetched before the reader searches"
    )
    if not page.get_by_role("searchbox").first.is_visible():
        page.get_by_role("link", name="找").first.click()
    page.get_by_role("searchbox").first.fill(name)
    page.get_by_role("searchbox").first.press("Enter")
    page.get_by_role("main").or_(page.locator("body")).get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    page.locator("a[href*='/groups/'], a[href*='groups/']").first.click()
    page.wait_for_url("**/groups/*/")
    headings = [heading.inner_text().strip() for heading in page.get_by_role("heading", level=2).all()]
    assert [heading for heading in headings if heading in PANELS] == PANELS
    tops = [page.get_by_role("heading", level=2, name=panel, exact=True).bounding_box() for panel in PANELS]
    places = [(box["y"], box["x"]) for box in tops if box]
    assert len(places) == len(PANELS)
    assert places == sorted(places) or width == DESK, "on a phone they stand one below the other, in the wall's order"
    group = page.url
    page.locator("a[href*='issues/']:visible").filter(has_not_text="问题办理").first.click()
    page.wait_for_url("**/issues/*/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    assert page.url == group
    assert (reader.elsewhere, reader.complaints) == ([], [])


@pytest.mark.parametrize("by", ["name", "id", "initials"])
def test_a_representative_is_found(visit: Open, town: tuple[Built, str], by: str) -> None:
    name, number, initials = named_representative(town[0])
    reader = visit(PHONE)
    reader.go("search/")
    page = reader.page
    page.get_by_label("要找什么").fill({"name": name, "id": number, "initials": initials}[by])
    found = page.get_by_role("list", name="找到的").get_by_role("link", name=name)
    expect(found.first).to_be_visible()
    assert page.get_by_role("status").inner_text().strip()
    found.first.click()
    page.wait_for_url(f"**/representatives/{number}/")


def test_every_record_can_be_searched_for(visit: Open, town: tuple[Built, str]) -> None:
    """Every representative by name and id, every group, every issue number."""
    reader = visit(DESK)
    reader.go("search/")
    box = reader.page.get_by_label("要找什么")
    results = reader.page.get_by_role("list", name="找到的")
    entries = json.loads((town[0].folder / "search/index.json").read_text(encoding="utf-8"))
    for _, name, details, address, _ in entries:
        for words in (name, details.split()[0]):
            box.fill(words)
            expect(results.locator(f"a[href$='{address}']").first, f"{words} finds {address}").to_be_attached()


def test_the_index_waits_for_the_first_letter(visit: Open) -> None:
    reader = visit(DESK)
    reader.go("search/")
    reader.page.wait_for_load_state("networkidle")
    assert [url for url in reader.requests if url.endswith("index.json")] == []
    reader.page.get_by_label("要找什么").fill("路灯")
    expect(reader.page.get_by_role("status")).not_to_be_empty()
    reader.page.get_by_label("要找什么").fill("路")
    assert len([url for url in reader.requests if url.endswith("index.json")]) == 1


def test_nothing_found_is_a_sentence(visit: Open) -> None:
    reader = visit(PHONE)
    reader.go("search/?q=%E9%BE%98%E9%9D%90")
    expect(reader.page.get_by_role("status")).to_contain_text("龘靐")


def test_what_is_found_is_text(visit: Open) -> None:
    """A title that is HTML is shown as it was written, whoever put it into the index."""
    reader = visit(DESK)
    hostile = "<img src=x onerror=alert(1)>灯"
    index = json.dumps([["问题", hostile, hostile, "issues/x/", hostile]])
    reader.page.route("**/index.json", lambda route: route.fulfill(body=index, content_type="application/json"))
    reader.go("search/?q=%E7%81%AF")
    results = reader.page.get_by_role("list", name="找到的")
    expect(results).to_contain_text(hostile)
    assert results.locator("img").count() == 0
    assert (reader.elsewhere, reader.complaints) == ([], [])


# -- every type of page


def test_pages_fit_ask_nobody_and_do_not_complain(visit: Open, town: tuple[Built, str]) -> None:
    """No sideways scrolling at any width, no request to another host, no error and no broken policy on any page.

    WeChat's larger font setting is about 1.4 times; the page must flow anew.
    """
    reader = visit(DESK)
    addresses = one_of_each_type(town[0])
    assert len(addresses) >= 15
    too_wide = {}
    for address in addresses:
        reader.go(address)
        for width, letters in (*((width, "") for width in WIDTHS), (PHONE, "140%")):
            reader.page.set_viewport_size({"width": width, "height": 740})
            reader.page.evaluate("size => document.documentElement.style.fontSize = size", letters)
            if found := reader.page.evaluate(TOO_WIDE):
                too_wide[address, width, letters] = found
    assert reader.elsewhere == []
    assert reader.complaints == []
    assert too_wide == {}


def test_the_navigation_by_keyboard_alone_on_a_phone(visit: Open) -> None:
    """Tab and Enter lead from home to a section, every stop can be seen, and none is off the screen."""
    reader = visit(PHONE)
    page = reader.page
    reader.go("")
    stop = """() => {
        const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
        return {text: at.innerText || at.value || at.getAttribute('aria-label') || '', href: at.getAttribute('href'),
                tag: at.tagName, seen: box.width > 0 && box.right > 0 && box.left < innerWidth,
                marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none'};
    }"""
    for _ in range(30):
        page.keyboard.press("Tab")
        here = page.evaluate(stop)
        assert here["seen"], here
        assert here["marked"], f"where the keyboard is cannot be seen: {here}"
        if here["tag"] in ("SUMMARY", "BUTTON") and "菜单" in here["text"]:
            page.keyboard.press("Enter")
        if here["tag"] == "A" and "问题办理" in here["text"]:
            break
    else:
        pytest.fail("thirty stops do not reach 问题办理")
    page.keyboard.press("Enter")
    page.wait_for_url("**/issues/")
    assert reader.complaints == []


def test_targets_are_large_enough_for_a_thumb(visit: Open) -> None:
    """44 px for what stands alone: buttons, fields, the navigation (domain.md section 7)."""
    reader = visit(PHONE)
    reader.go("")
    small = reader.page.evaluate(
        """() => [...document.querySelectorAll('button, summary, input, nav a')]
            .map(one => [one.innerText || one.name, one.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < 44))
            .map(([name, box]) => `${name.trim()}: ${Math.round(box.height)}`)"""
    )
    assert small == []


def test_without_scripts_everything_can_be_read(browser: Browser, town: tuple[Built, str]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 740})
    page = context.new_page()
    for address in one_of_each_type(town[0]):
        page.goto(town[1] + address)
        assert page.get_by_role("heading", level=1).first.is_visible(), address
    context.close()
