"""Every issue has a way in: overviews are cut short, the lists behind them are whole, and nothing is far from home."""

from __future__ import annotations

import json
from collections import Counter
from urllib.parse import urljoin

import pytest

from help import walk
from help.built import Built, Page, new_root
from help.towns import TODAY, TOWN, Tree, registered
from lianhu.site import site
from lianhu.site.build import build
from lianhu.site.pages.issue_lists import PER_PAGE
from lianhu.town.schemas import Schemas

MANY, TAPS = 205, 3
FOLDER = "records/villages/heping/issues/2026"


@pytest.fixture(scope="module")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A town where one village has so many issues, most of them in one state, that every list is cut."""
    root = new_root(tmp_path_factory.mktemp("full") / "root", TOWN)
    pattern = (root / FOLDER / "g01-2026-0003.yaml").read_text(encoding="utf-8")
    for number in range(100, 100 + MANY):
        text = pattern.replace("g01-2026-0003", f"g01-2026-{number:04}")
        (root / FOLDER / f"g01-2026-{number:04}.yaml").write_text(text, encoding="utf-8")
    assert [str(problem.message) for problem in build(root, root / "public", TODAY)] == []
    return Built(root / "public")


def led_to(page: Page) -> set[str]:
    """The addresses of this site that a page's links lead to."""
    links = (link.value.partition("#")[0] for link in page.links if link.tag == "a" and ":" not in link.value)
    return {urljoin(f"http://x/{page.address}", link).removeprefix("http://x/") for link in links}


def reached(built: Built, taps: int) -> set[str]:
    """What can be reached from home in so many taps."""
    there, fresh = {""}, {""}
    for _ in range(taps):
        fresh = {address for page in fresh for address in led_to(built.pages[page]) if address in built.pages} - there
        there |= fresh
    return there


def issues_of(built: Built) -> set[str]:
    data = json.loads((built.folder / "data/issue-2026.json").read_text(encoding="utf-8"))
    return {f"issues/{issue_id}/" for issue_id in data}


def listed(built: Built, folder: str, name: str) -> list[list[str]]:
    """The issues that each page of a list leads to."""
    addresses = [f"{folder}/{name}/", *(f"{folder}/{name}-{number}/" for number in range(2, 10))]
    pages = [built.pages[address] for address in addresses if address in built.pages]
    return [sorted(led_to(page) & issues_of(built)) for page in pages]


@pytest.mark.slow
def test_every_record_is_three_taps_from_home(full_site: Built) -> None:
    records = {address for address in full_site.pages if address.count("/") == 2}
    assert len(records) > MANY
    assert records - reached(full_site, TAPS) == set()


@pytest.mark.slow
def test_every_issue_is_three_taps_from_home_without_its_group(full_site: Built) -> None:
    """The overview leads to every page of every state's list; the group may have ended."""
    lists = {address for address in led_to(full_site.pages["issues/"]) if address.startswith("state-issues/")}
    listed_there = {issue for address in lists for issue in led_to(full_site.pages[address])}
    assert issues_of(full_site) - listed_there == set()


@pytest.mark.parametrize(("folder", "names"), [("village-issues", ("heping", "chengnan")), ("state-issues", ())])
def test_lists_are_whole_and_name_each_issue_once(folder: str, names: tuple[str, ...], full_site: Built) -> None:
    names = names or tuple({address.split("/")[1].split("-")[0] for address in full_site.pages if folder in address})
    counted = Counter(issue for name in names for page in listed(full_site, folder, name) for issue in page)
    assert set(counted) == issues_of(full_site) and set(counted.values()) == {1}


def test_no_page_of_a_list_is_too_long(full_site: Built) -> None:
    pages = listed(full_site, "village-issues", "heping")
    assert [len(page) for page in pages] == [PER_PAGE, PER_PAGE, MANY + 5 - 2 * PER_PAGE]
    second = full_site.pages["village-issues/heping-2/"]
    assert second.says("共210件") and second.says("分3页，这是第2页")
    assert {"village-issues/heping/", "village-issues/heping-3/"} <= led_to(second)
    assert second.headed("h1") == ["和平村的问题"]


def test_no_overview_sends_elsewhere_what_is_not_there(full_site: Built) -> None:
    """The town's and the village's page say how many they show and lead to all."""
    for address in ("issues/", "villages/heping/"):
        page = full_site.pages[address]
        assert page.says("这里列出最近20件") and not page.says("其余")
    assert {"village-issues/heping/", "village-issues/heping-2/"} <= led_to(full_site.pages["villages/heping/"])


def test_a_state_without_issues_keeps_its_address(tiny_site: Built) -> None:
    page = tiny_site.pages["state-issues/deferred/"]
    assert page.says("暂缓") and page.headed("h1") == ["暂缓的问题"]


def test_a_link_on_an_issue_lists_page_is_not_broken(full_site: Built) -> None:
    pages = [page for address, page in full_site.pages.items() if "-issues/" in address]
    edit = "https://example.org/xiaoyang/edit/"
    offices = ("https://beian.miit.gov.cn/", "https://beian.mps.gov.cn/")
    assert [fault for page in pages for fault in full_site.broken(page, (edit, *offices))] == []


def test_a_town_without_issues_has_no_lists(town_tree: Tree, town_schemas: Schemas) -> None:
    tree = {path: content for path, content in town_tree.items() if "/issues/" not in path}
    done = ("/visits/", "/meetings/", "/service-days/", "/reviews/", "/removals/")  # they name issues
    register = registered({path: tree[path] for path in tree if not any(part in path for part in done)}, town_schemas)
    assert not [page.address for page in site.of(register, walk.ROOT).list_pages() if "issues/" in page.address]
