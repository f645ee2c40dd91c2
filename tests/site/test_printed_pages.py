"""A workstation's page on paper is its board: what a printer of any size gives, read back from the PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from help.browsers import REQUIRED
from lianhu.public import wall
from lianhu.words import CHINESE, spoken

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GROUP = "groups/heping-g01/"
PANELS = [spoken(heading, CHINESE) for heading in wall.PANELS.values()]
# Millimetres, as whoever prints has set it.
PAPERS = {("A4", False): (210, 297), ("A4", True): (297, 210), ("A3", False): (297, 420), ("A3", True): (420, 297)}
MILLIMETRE = 72 / 25.4
Paper = tuple[str, bool]
Printed = Callable[..., list[str]]


@pytest.fixture
def printed(page: Page, tmp_path: Path) -> Printed:
    """The words of each sheet that the printer gives of the page that is open."""
    if not shutil.which("pdftotext"):
        message = "no pdftotext: install Debian's poppler-utils"
        if REQUIRED:
            pytest.fail(message, pytrace=False)
        pytest.skip(message)

    def read(paper: Paper = ("A4", False)) -> list[str]:
        sheets = tmp_path / "sheets.pdf"
        page.pdf(path=sheets, format=paper[0], landscape=paper[1])
        command = ["pdftotext", "-layout", str(sheets), "-"]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split("\f")[:-1]

    return read


def words(sheets: list[str]) -> str:
    return "".join("".join(sheets).split())


@pytest.mark.parametrize("paper", PAPERS)
def test_the_printer_chooses_the_paper(page: Page, home: str, paper: Paper) -> None:
    page.goto(home + GROUP)
    pdf = page.pdf(format=paper[0], landscape=paper[1], prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", pdf)
    found = {(round(float(wide) / MILLIMETRE), round(float(high) / MILLIMETRE)) for wide, high in sizes}
    assert found == {PAPERS[paper]}


@pytest.mark.parametrize("paper", PAPERS)
def test_a_workstations_page_prints_its_four_panels(page: Page, home: str, printed: Printed, paper: Paper) -> None:
    page.goto(home + GROUP)
    text = words(printed(paper))
    places = [text.index(panel) for panel in PANELS]
    assert places == sorted(places) or paper[1] or places[0] < places[2] < places[3]
    for told in ("和平村一组工作站", "安代表", "核心", "2026-0001", "小样镇人民政府"):
        assert told in text


def test_what_does_not_hang_on_the_wall_is_not_printed(page: Page, home: str, printed: Printed) -> None:
    page.goto(home + GROUP)
    text, html = words(printed()), page.content()
    for left_out in ("一周一走访", "谁联系谁", "记录的变动", "更正这条记录", "菜单", "查找", "大字版", "关于本站"):
        assert left_out in html and left_out not in text


def test_at_the_foot_stand_the_check_code_and_the_way_to_it(page: Page, home: str, printed: Printed) -> None:
    """The tiny town has no address of its own; where there is one, it is printed beside the code."""
    page.goto(home + GROUP)
    page.locator(".sheet").evaluate(
        "one => one.insertAdjacentHTML('beforeend', '<span class=printed>核对：https://x.example/board/</span>')"
    )
    code = page.locator(".sheet code").inner_text()
    text = words(printed())
    assert text.index(PANELS[-1]) < text.index(f"现在的核对码{code}") < text.index("主办：")
    assert "https://x.example/board/" in text and "各栏的核对码" not in text


def test_a_long_table_has_its_head_on_every_sheet(page: Page, home: str, printed: Printed) -> None:
    page.goto(home + GROUP)
    page.evaluate(
        """() => {
            const body = document.querySelector('.log tbody'), row = body.rows[0];
            for (let copy = 0; copy < 80; copy++) body.appendChild(row.cloneNode(true));
        }"""
    )
    sheets = [words([sheet]) for sheet in printed()]
    with_rows = [sheet for sheet in sheets if "2026-000" in sheet]
    assert len(with_rows) > 2
    assert all("反映日期" in sheet for sheet in with_rows)


def test_what_is_folded_on_the_screen_is_open_on_paper(page: Page, home: str, printed: Printed) -> None:
    page.goto(f"{home}{GROUP}")
    page.evaluate(
        """() => document.querySelector('.panel').insertAdjacentHTML(
            'beforeend', '<details class="pick"><summary>往年</summary><p>折起来的字</p></details>')"""
    )
    assert not page.get_by_text("折起来的字").is_visible()
    assert "折起来的字" in words(printed())


def test_black_stays_on_white_even_where_backgrounds_are_printed(page: Page, home: str) -> None:
    page.goto(home + GROUP)
    page.emulate_media(media="print", color_scheme="dark")
    dark = page.evaluate(
        """() => [...document.querySelectorAll('#content *, .top *, .foot *')].filter(one => {
            const style = getComputedStyle(one), [r, g, b, a = 1] = style.backgroundColor.match(/[0-9.]+/g).map(Number);
            return one.getClientRects().length && a > 0 && r + g + b < 600;
        }).map(one => one.outerHTML.slice(0, 80))"""
    )
    assert dark == []
    pale = page.evaluate(
        """() => [...document.querySelectorAll('.board *')].filter(one => {
            const [r, g, b] = getComputedStyle(one).color.match(/[0-9.]+/g).map(Number);
            return one.getClientRects().length && one.innerText && r + g + b > 300;
        }).map(one => one.outerHTML.slice(0, 80))"""
    )
    assert pale == []


@pytest.mark.parametrize("paper", [("A3", False), ("A3", True)])
def test_a_larger_sheet_has_larger_letters(page: Page, home: str, paper: Paper, tmp_path: Path) -> None:
    page.goto(home + GROUP)
    heights = []
    for one in (("A4", paper[1]), paper):
        page.pdf(path=tmp_path / "sheet.pdf", format=one[0], landscape=one[1])
        command = ["pdftotext", "-bbox", str(tmp_path / "sheet.pdf"), "-"]
        boxes = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        [(top, bottom), *_] = re.findall(r'yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">2026-0001', boxes)
        heights.append(float(bottom) - float(top))
    assert heights[1] > 1.3 * heights[0]
