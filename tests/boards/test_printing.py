"""Sheets as they are printed: what stands on them, in which tags, how large, and the same again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from help.golden import Golden
from help.printed import ADDRESS, MM, Printed, at_an_address, printed
from help.towns import TESTS, Tree, record
from lianhu.boards import fonts
from lianhu.boards.papers import PAPERS
from lianhu.boards.volumes import KINDS
from lianhu.town.schemas import Schemas
from lianhu.words.problems import ToolError
from lianhu.writing.yamltext import to_yaml

HEPING = "records/villages/heping"
ISSUE = f"{HEPING}/issues/2026/g01-2026-0001.yaml"
PERSON = f"{HEPING}/representatives/g01-r01.yaml"
EVERY_KIND = pytest.mark.parametrize("kind", KINDS)

pytestmark = pytest.mark.slow

Press = Callable[..., list[Printed]]


@pytest.fixture
def tree(town_tree: Tree) -> Tree:
    return at_an_address(town_tree)


@pytest.fixture
def of(tree: Tree, town_schemas: Schemas) -> Press:
    return lambda *named, **more: printed(more.pop("tree", tree), town_schemas, *named, **more)


@EVERY_KIND
def test_what_is_printed_is_what_was_agreed_on(of: Press, golden: Golden, kind: str) -> None:
    told = []
    for one in of(kind=kind):
        for number, page in enumerate(one.pages, start=1):
            told.append(f"== {one.volume.path}, {number}\n{page}\n")
    golden("\n".join(told), TESTS / f"boards/{kind}.txt")


@EVERY_KIND
def test_the_same_records_give_the_same_bytes(of: Press, kind: str) -> None:
    assert [one.pdf for one in of(kind=kind)] == [one.pdf for one in of(kind=kind)]


@EVERY_KIND
def test_every_sheet_bears_the_code_of_what_it_shows(of: Press, kind: str) -> None:
    for one in of(kind=kind):
        for sheet in one.volume.sheets:
            assert sheet.code in one.text


@EVERY_KIND
def test_a_reader_that_is_not_ours_opens_the_page_of_each_sheet(of: Press, kind: str) -> None:
    """At 150 dots an inch, from the printed size: at least 25 mm, as much as is scanned from a quarter of a metre."""
    for one in of(kind=kind):
        read = {text: side for page in range(len(one.pages)) for text, side in one.codes(page).items()}
        expected = {f"{ADDRESS}/board/#{sheet.code}" for sheet in one.volume.sheets}
        assert expected <= read.keys() <= expected | {f"{ADDRESS}/duties/"}
        assert min(read.values()) > 24.7, "25 mm, read off to the pixel"


@pytest.mark.parametrize("paper", PAPERS)
def test_a_sheet_is_as_large_as_its_paper(of: Press, paper: str) -> None:
    size = PAPERS[paper]
    for wanted in (size, size.landscape):
        (one,) = of("heping-g01", paper=wanted)
        for page in one.reader.pages:
            sides = (float(page.mediabox.width) / MM, float(page.mediabox.height) / MM)
            assert sides == pytest.approx((wanted.width, wanted.height), abs=0.1)
        (check,) = [side for text, side in one.codes().items() if "/board/" in text]
        assert check == pytest.approx(size.qr, rel=0.03)


@EVERY_KIND
def test_a_screen_reader_is_told_everything(of: Press, kind: str) -> None:
    """PDF/UA-1: a title, the language, headings in order, heads of tables, a text for each picture."""
    for one in of(kind=kind):
        root = one.reader.root_object
        assert root["/MarkInfo"]["/Marked"] and root["/Lang"].startswith("zh")
        assert root["/ViewerPreferences"]["/DisplayDocTitle"] and (one.reader.metadata or {})["/Title"]
        assert b"pdfuaid:part" in one.reader.xmp_metadata.stream.get_data()
        tags = list(one.tags())
        headings = [int(name[2:]) for name, _ in tags if re.fullmatch(r"/H\d", name)]
        assert headings[0] == 1
        assert all(later - before <= 1 for before, later in itertools.pairwise(headings))
        assert all(element.get("/Alt") for name, element in tags if name == "/Figure")
        tables = [name for name, _ in tags if name in ("/Table", "/THead")]
        assert tables.count("/Table") == tables.count("/THead")


HOSTILE = (
    '#panic("x")',
    "$x$ 和 $ y $",
    "反斜杠 \\ 和 \\u{41}",
    "@preview 与 <label>",
    "// 不是注释 /* 也不是 */",
    "*粗* _斜_ `码` = 题",
    "#{1+1} #sys.version ]}",
    "- 一 + 二 ~ 三 --- 四...",
    "\"引\" '号'",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_records_say_is_never_read_as_the_language_of_a_template(of: Press, tree: Tree, text: str) -> None:
    changed = record(tree, ISSUE) | {"title": text}
    tree[ISSUE] = to_yaml(changed)
    for kind in ("boards", "sheets"):
        (one,) = of("heping-g01", kind=kind, tree=tree)
        assert re.sub(r"\s", "", text) in one.text


def test_a_word_without_a_space_runs_out_of_no_column(of: Press, tree: Tree) -> None:
    tree[ISSUE] = to_yaml(record(tree, ISSUE) | {"title": "W" * 60})
    (one,) = of("heping-g01", tree=tree)
    assert "W" * 60 in one.text


def test_a_town_without_an_address_says_why_there_is_no_code_to_scan(of: Press, town_tree: Tree) -> None:
    (one,) = of("heping-g01", tree=town_tree)
    assert one.codes() == {}
    assert "镇里没有登记网站地址，这一张没有二维码" in one.text


def test_a_demonstration_says_so_on_every_page(of: Press, tree: Tree) -> None:
    for kind in KINDS:
        for one in of(kind=kind):
            assert all("演示用" in page for page in one.pages)
    tree["records/town.yaml"] = tree["records/town.yaml"].replace(b"demo: true", b"demo: false")
    for kind in KINDS:
        assert not any("演示" in one.text for one in of(kind=kind, tree=tree))


def test_a_town_has_templates_of_its_own(of: Press, tmp_path: Path) -> None:
    """One file alone, beside all others that come with Lianhu."""
    own = tmp_path / "site/boards/panels.typ"
    own.parent.mkdir(parents=True)
    shipped = (TESTS.parent / "site/boards/panels.typ").read_text(encoding="utf-8")
    own.write_text(shipped.replace("代表信息", "我们的代表"), encoding="utf-8")
    (one,) = of("heping-g01", root=tmp_path)
    assert "我们的代表" in one.text and "代表信息" not in one.text


def test_a_template_that_fails_is_named(of: Press, tmp_path: Path) -> None:
    own = tmp_path / "site/boards/boards.typ"
    own.parent.mkdir(parents=True)
    own.write_text('#panic("no")\n', encoding="utf-8")
    with pytest.raises(ToolError, match=r"heping/boards was not printed: site/boards/boards\.typ fails"):
        of("heping-g01", root=tmp_path)


def test_a_character_that_no_font_has_is_named(of: Press, tree: Tree) -> None:
    tree[ISSUE] = to_yaml(record(tree, ISSUE) | {"title": "路口\U0003104e坏了"})
    with pytest.raises(ToolError, match=r"no font here has 𱁎\. Install one that has it"):
        of("heping-g01", tree=tree)


def test_without_a_font_for_chinese_the_command_says_what_to_install() -> None:
    with pytest.raises(ToolError, match="On Debian install fonts-noto-cjk"):
        fonts.chosen(["DejaVu Sans", "Libertinus Serif"])


def test_fonts_are_taken_by_name_in_the_order_in_which_we_would_have_them() -> None:
    windows = fonts.chosen(["Arial", "SimSun", "microsoft yahei"])
    assert windows == {"sans": ["microsoft yahei", "SimSun"], "serif": ["SimSun", "microsoft yahei"]}
    debian = fonts.chosen(["WenQuanYi Zen Hei", "Noto Sans CJK SC"])
    assert debian["sans"] == debian["serif"] == ["Noto Sans CJK SC", "WenQuanYi Zen Hei"]
