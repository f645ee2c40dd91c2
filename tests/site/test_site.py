"""The whole site of the tiny town, as MkDocs and we build it together."""

from __future__ import annotations

import filecmp
import json
import os
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from help import walk
from help.built import Built, Page, new_root
from help.golden import TESTS, Golden
from help.towns import TODAY, TOWN, Tree, registered
from lianhu.proof import sums
from lianhu.rules.check import check
from lianhu.site import site
from lianhu.site.build import build
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words.problems import ToolError

EDIT_ADDRESS = "https://example.org/xiaoyang/edit/"
# The offices where a site's registration numbers can be looked up, and the sources that pages quote.
OFFICES = ("https://beian.miit.gov.cn/", "https://beian.mps.gov.cn/")


def bodies(register: Register) -> dict[str, str]:
    """Every page's own HTML by address."""
    town_site = site.of(register, walk.ROOT)
    pages = (*town_site.section_pages(), *town_site.poured_pages())
    return {page.address: str(town_site.body(page)) for page in pages}


# -- golden pages


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("home", ""),
        ("group", "groups/heping-g01/"),
        ("representative", "representatives/chengnan-g01-r01/"),
        ("issue", "issues/heping-g01-2026-0001/"),
        ("dispute", "issues/chengnan-g01-2026-0002/"),
    ],
)
def test_what_a_page_shows(name: str, address: str, town_register: Register, golden: Golden) -> None:
    body = re.sub(r"\n[ \t\n]*", "\n", bodies(town_register)[address]).strip()
    golden(body + "\n", TESTS / "pages" / f"{name}.html")


# -- every page


def test_every_record_has_its_page(tiny_site: Built, town_register: Register) -> None:
    town_site = site.of(town_register, walk.ROOT)
    expected = {page.address for page in (*town_site.section_pages(), *town_site.poured_pages())}
    assert expected <= set(tiny_site.pages)
    by_hand = {f"{path.stem}/" for path in (walk.ROOT / "site/pages").glob("*.md")}
    assert set(tiny_site.pages) - expected - {"404.html"} == {*by_hand, sums.OF_THE_CODE}


def test_no_link_is_broken(tiny_site: Built) -> None:
    """Over the whole site: every address is relative, leads to a file, and its anchor exists there."""
    pages = [page for page in tiny_site.pages.values() if page.address != "404.html"]
    assert [fault for page in pages for fault in tiny_site.broken(page, (EDIT_ADDRESS, *OFFICES))] == []


@pytest.mark.slow
def test_links_go_up_before_they_go_down(tiny_site: Built) -> None:
    """An address with its way up behind it leads somewhere, and not where its words say."""
    ways = [(page.address, link.value) for page in tiny_site.pages.values() for link in page.links]
    assert [(address, way) for address, way in ways if re.search(r"[^./]/\.\./", way)] == []


def test_no_link_of_the_demonstration_town_is_broken(demo_site: Built) -> None:
    edit_address = re.search(r"edit_address: (.*)\{path\}", (walk.ROOT / "records/town.yaml").read_text())
    allowed = (edit_address[1].strip("'\""), *OFFICES) if edit_address else OFFICES
    pages = [page for page in demo_site.pages.values() if page.address != "404.html"]
    assert len(pages) > 130
    assert [fault for page in pages for fault in demo_site.broken(page, allowed)] == []


def test_stylesheets_load_nothing_from_elsewhere(tiny_site: Built) -> None:
    elsewhere = [found for found in tiny_site.addresses_in_styles() if not found[1].startswith(("data:", "#"))]
    assert [found for found in elsewhere if re.match(r"(\w+:)?//|/", found[1])] == []


def test_pages_are_whole(tiny_site: Built) -> None:
    for page in tiny_site.pages.values():
        assert page.unclosed == [], page.address
        assert len(page.headed("h1")) == 1, page.address
        assert page.source.lstrip().lower().startswith("<!doctype html>")
        assert 'lang="zh' in page.source or page.address == "en/"
        assert not re.search("[\ue000-\uf8ff]", page.source), f"{page.address}: a slot was not filled"
        assert "None" not in page.text.split(), page.address


def test_ids_stand_once_on_a_page(tiny_site: Built) -> None:
    for page in tiny_site.pages.values():
        ids = re.findall(r'\sid="([^"]*)"', page.source)
        assert sorted(ids) == sorted(set(ids)), page.address


def test_headings_leave_no_level_out(tiny_site: Built) -> None:
    for page in tiny_site.pages.values():
        levels = [int(tag[1]) for tag, _ in page.headings]
        steps = [after - before for before, after in pairwise(levels)]
        assert all(step <= 1 for step in steps), (page.address, page.headings)


def test_the_demonstration_says_so_on_every_page(tiny_site: Built) -> None:
    for page in tiny_site.pages.values():
        assert page.says("演示") and page.says("虚构"), page.address


def test_every_record_page_links_to_its_file(tiny_site: Built, town_register: Register) -> None:
    for drawn in site.of(town_register, walk.ROOT).record_pages():
        links = [link.value for link in tiny_site.pages[drawn.address].links if link.tag == "a"]
        assert f"{EDIT_ADDRESS}{drawn.source}" in links, drawn.address
        assert (TOWN / str(drawn.source)).is_file()


def test_the_group_page_is_the_wall(tiny_site: Built) -> None:
    """Four panels, in the wall's order (R11, domain.md section 3)."""
    page = tiny_site.pages["groups/heping-g01/"]
    panels = ["代表信息", "工作职责", "办事流程", "问题办理"]
    assert [heading for heading in page.headed("h2") if heading in panels] == panels
    for shown in ("欧阳立秋", "联系好自己的每一户", "走访时听住户说", "一组路口路灯不亮", "0730-0000053"):
        assert page.says(shown)
    assert not page.says("0730-0000061"), "the representative agreed to the wall, not to the web"


def test_home_answers_three_questions(tiny_site: Built) -> None:
    """Who serves my household, what became of what we reported, when is the next service day."""
    page = tiny_site.pages[""]
    links = {link.value for link in page.links}
    assert {"groups/heping-g01/", "groups/heping-g02/", "groups/chengnan-g01/"} <= links
    assert page.says("巷口路灯闪烁")
    assert page.says("2026年12月") and page.says("7日") and page.says("按规则推算")


def test_an_issue_shows_its_stages_and_events(tiny_site: Built) -> None:
    page = tiny_site.pages["issues/heping-g01-2026-0001/"]
    for shown in ("发现", "反映", "解决", "反馈", "住户说又不亮了。", "线路没有修好，重新办理", "已反馈销号"):
        assert page.says(shown), shown
    assert not page.says("欧阳立秋"), "an issue names posts and numbers, and no person who reported it"


# -- the same bytes, whole or not at all


def same(one: Path, other: Path) -> list[str]:
    """Which files differ between two folders."""
    names = {
        path.relative_to(folder).as_posix() for folder in (one, other) for path in folder.rglob("*") if path.is_file()
    }
    _, different, missing = filecmp.cmpfiles(one, other, names, shallow=False)
    return sorted(different + missing)


def test_plain_mkdocs_gives_the_same_bytes(tiny_site: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In another folder, with another clock and another locale."""
    monkeypatch.setenv("LIANHU_TODAY", TODAY.isoformat())
    monkeypatch.setenv("TZ", "America/Anchorage")
    monkeypatch.setenv("LANGUAGE", "en")
    time.tzset()
    root = new_root(tmp_path / "another folder", TOWN)
    config = load_config(str(root / "mkdocs.yml"))
    mkdocs_build(config)
    assert same(tiny_site.folder, root / "public") == []


def test_a_bad_record_leaves_the_old_site(tmp_path: Path) -> None:
    root = new_root(tmp_path / "root", TOWN)
    assert not build(root, root / "public", TODAY)
    before = {path: path.read_bytes() for path in (root / "public").rglob("*") if path.is_file()}
    town = root / "records/town.yaml"
    town.write_text(town.read_text().replace("term_years: 5", "term_years: 3"))
    problems = build(root, root / "public", TODAY)
    assert {problem.rule for problem in problems} == {"terms_are_as_long_as_the_law_says"}
    assert {path: path.read_bytes() for path in (root / "public").rglob("*") if path.is_file()} == before
    assert sorted(path.name for path in root.iterdir()) == ["mkdocs.yml", "public", "records", "site"]


def test_plain_mkdocs_stops_at_a_bad_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANHU_TODAY", TODAY.isoformat())
    root = new_root(tmp_path / "root", TOWN)
    (root / "public").mkdir()
    (root / "public/index.html").write_text("old")
    (root / "records/roles.yaml").write_text("roles: []\n")
    with pytest.raises(Abort):
        mkdocs_build(load_config(str(root / "mkdocs.yml")))
    assert (root / "public/index.html").read_text() == "old"


@pytest.mark.parametrize(
    "name", ["site/pages/leak.txt", "site/pages/leak", "site/pages/about.md", "site/theme/assets/x.css"]
)
def test_a_link_among_the_pages_is_not_followed(tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture) -> None:
    """MkDocs would publish what a link leads to (its issue 4028)."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "canary.md").write_text("# CANARY")
    root = new_root(tmp_path / "root", TOWN)
    link = root / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(secret if name.endswith("leak") else secret / "canary.md")
    with pytest.raises(ToolError):
        build(root, root / "public", TODAY)
    assert not (root / "public").exists()
    assert link.name in caplog.text


@pytest.mark.slow
def test_another_day_is_another_site(tiny_site: Built, tmp_path: Path) -> None:
    """The day is an argument: on 1 January the service day is another one, and nothing else is asked of the clock."""
    root = new_root(tmp_path / "root", TOWN)
    assert not build(root, root / "public", TODAY.replace(year=2027, month=1, day=1))
    assert "index.html" in same(tiny_site.folder, root / "public")
    assert Built(root / "public").pages[""].says("待放假通知确认")
    assert os.environ.get("LIANHU_TODAY") is None


def test_data_is_the_posted_register(tiny_site: Built) -> None:
    for path in (tiny_site.folder / "data").glob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    people = json.loads((tiny_site.folder / "data/representative.json").read_text(encoding="utf-8"))
    assert people["heping-g02-r01"]["name"] == "康代表"
    assert "consent" not in str(people)


def test_the_search_index_finds_everything(tiny_site: Built) -> None:
    index = (tiny_site.folder / "search/index.json").read_text(encoding="utf-8")
    for asked in ("欧阳立秋", "ouyangliqiu", "oylq", "heping-g01-r01", "heping-g01-2026-0001", "和平村一组", "和平村"):
        assert asked in index
    for kept in ("安小雪", "anxiaoxue", "康䶮", "路大雪"):
        assert kept not in index
    for entry in json.loads(index):
        assert entry[3] in tiny_site.pages


# -- the preview


def test_problems_on_a_preview_are_text(town_tree: Tree, town_schemas: Schemas, town_register: Register) -> None:
    """`mkdocs serve` shows the problems of a bad record, found value and all."""
    path = "records/villages/chengnan/issues/2026/g01-2026-0003.yaml"
    bad = town_tree[path].replace(b"kind: help_request", b"kind: <script>alert(1)</script>")
    problems = check({**town_tree, path: bad}, town_schemas, TODAY).problems
    town_site = site.of(town_register, walk.ROOT)
    page = Page("", str(town_site.problem_body(town_site.section_pages()[0], problems)))
    assert "script" not in [tag for tag, _ in page.structure]
    assert page.says("<script>alert(1)</script>") and page.says(path)


# -- search engines (hardening.md P13)


def robots_of(page: Page) -> str:
    return re.findall(r'<meta name="robots" content="([^"]*)">', page.source)[0]


def test_pages_about_one_person_ask_not_to_be_indexed(tiny_site: Built) -> None:
    """A name typed into a search engine leads to no file about its bearer; who serves a group is found by the group."""
    personal = {address for address, page in tiny_site.pages.items() if robots_of(page) == "noindex, noarchive"}
    assert personal == {address for address in tiny_site.pages if address.startswith("representatives/")}
    assert {robots_of(page) for page in tiny_site.pages.values()} == {"all", "noindex, noarchive"}


def test_a_removed_representatives_page_has_no_name(tiny_site: Built) -> None:
    page = tiny_site.pages["representatives/heping-g01-r09/"]
    assert robots_of(page) == "noindex, noarchive"
    assert page.headed("h1") == ["已撤除的记录"] and page.says("内容不再公开")


def test_search_engines_are_told_what_holds_everybodys_names(
    tiny_site: Built, town_tree: Tree, town_schemas: Schemas
) -> None:
    """What may not be fetched cannot say `noindex`, so no page of a person is named."""
    told = (tiny_site.folder / "robots.txt").read_text().splitlines()
    named = ("/data/representative.json", "/search/index.json", "/search/2")
    assert told == ["User-agent: *", *(f"Disallow: {address}" for address in named)]
    for address in ("data/representative.json", "search/index.json"):
        assert (tiny_site.folder / address).is_file()
    town = "records/town.yaml"
    placed = town_tree[town].replace(b"publishing:\n", b"publishing:\n  address: https://example.org/xiaoyang/\n")
    files = dict(site.of(registered({**town_tree, town: placed}, town_schemas), walk.ROOT).files())
    assert "Disallow: /xiaoyang/search/index.json\n" in files["robots.txt"]
    assert files["robots.txt"].endswith("\nSitemap: https://example.org/xiaoyang/sitemap.xml\n")
    assert "/groups/heping-g01/" in files["sitemap.xml"] and "/representatives/" not in files["sitemap.xml"]
