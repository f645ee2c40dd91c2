"""Charts: well-formed SVG that names itself, draws what its table says, and needs neither style nor script."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from help.towns import TODAY
from lianhu import public
from lianhu.figures import charts
from lianhu.figures.charts import Chart, Item
from lianhu.reading import assets, files
from lianhu.rules.check import read
from lianhu.site.pages import drawing, statistics
from lianhu.town import schemas
from lianhu.town.register import Register

ROOT = Path(__file__).parents[2]
HARD = "<b>&\"'村</b>"  # names come from records


def counts(*rows: tuple[str, int, int]) -> list[Item]:
    return [Item(name=name, numbers=(a, b), said=(str(a), str(b))) for name, a, b in rows]


def percents(*rows: tuple[str, int | None]) -> list[Item]:
    return [Item(name=name, numbers=(n,), said=("1/4" if n is None else f"n/d {n}%",)) for name, n in rows]


MONTHS = ("2025-12", "2026-01", "2026-02", "2026-03")
STACKS = charts.stacks("s", "堆", "说明", "类别", ("一", "二"), counts(("路灯", 6, 2), (HARD, 0, 4), ("供水", 3, 0)))
COLUMNS = charts.columns(
    "c", "柱", "说明", "月份", ("一", "二"), counts(*zip(MONTHS, (5, 0, 1, 10), (0, 0, 9, 2), strict=True))
)
RATES = charts.rates(
    "r", "率", "说明", "村", "办结率", percents(("新河村", 75), (HARD, None), ("枫林村", 0), ("满", 100))
)
TREND = charts.trend("t", "线", "说明", "月份", "率", percents(*zip(MONTHS, (50, None, 100, 0), strict=True)))
EMPTY = charts.columns("e", "空", "说明", "月份", ("一", "二"), [])
EXAMPLES = (STACKS, COLUMNS, RATES, TREND)


def drawn(chart: Chart) -> ElementTree.Element:
    """The chart's HTML as XML: what is not well-formed does not get through."""
    environment = drawing.environment(assets.folders(assets.TEMPLATES, ROOT))
    template = environment.from_string('{% from "parts/charts.html" import chart %}{{ chart(given) }}')
    return ElementTree.fromstring(template.render(given=chart))


def svg_of(chart: Chart) -> ElementTree.Element:
    found = drawn(chart).find(".//svg")
    assert found is not None
    return found


def percent(value: str | None) -> float:
    assert value and value.endswith("%")
    return float(value[:-1])


def em(value: str | None) -> float:
    assert value and value.endswith("em")
    return float(value[:-2])


def table_of(chart: Chart) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row] for row in drawn(chart).findall(".//tbody/tr")]


@pytest.fixture(scope="module")
def site_charts() -> list[Chart]:
    """The charts of the demonstration town's page, when it is here."""
    if not (ROOT / files.TOWN_FILE).is_file():
        return []
    town_schemas = schemas.load(ROOT)
    tree = files.read_folder(ROOT)[0]
    documents, _ = read(tree, town_schemas)
    return charts_of(public.posted(Register(documents, town_schemas, TODAY, tree), "web"))


def charts_of(town: Register) -> list[Chart]:
    return [chart for chapter in statistics.statistics(town).values["charts"].values() for chart in chapter]


@pytest.mark.parametrize("chart", EXAMPLES, ids=lambda chart: chart.name)
def test_a_chart_names_itself(chart: Chart) -> None:
    svg = svg_of(chart)
    assert svg.get("role") == "img"
    title, desc = svg.find("title"), svg.find("desc")
    assert title is not None and desc is not None
    assert (title.text, desc.text) == (chart.title, chart.description)
    assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"


@pytest.mark.parametrize("chart", EXAMPLES, ids=lambda chart: chart.name)
def test_a_chart_needs_no_style_and_no_script(chart: Chart) -> None:
    for element in drawn(chart).iter():
        assert element.tag not in ("script", "style")
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("chart", EXAMPLES, ids=lambda chart: chart.name)
def test_the_table_says_what_the_chart_draws(chart: Chart) -> None:
    assert table_of(chart) == [[item.name, *item.said] for item in chart.items]
    whole = drawn(chart)
    assert [cell.get("scope") for cell in whole.findall(".//thead/tr/th")] == ["col"] * (1 + len(chart.series))
    assert {cell.get("scope") for cell in whole.findall(".//tbody/tr/th")} == {"row"}
    assert whole.find(".//caption") is not None


def test_without_numbers_it_says_so() -> None:
    assert drawn(EMPTY).find(".//svg") is None
    assert "还没有记录" in "".join(drawn(EMPTY).itertext())


def bars(chart: Chart, look: str, size: str, unit: Callable[[str | None], float]) -> list[float]:
    return [unit(one.get(size)) for one in svg_of(chart).findall("rect") if one.get("class") == look]


def test_rates_are_as_wide_as_their_percentage() -> None:
    assert bars(RATES, "full", "width", percent) == [75, 100]
    assert bars(RATES, "track", "width", percent) == [100] * 4


def test_stacks_are_as_wide_as_their_numbers() -> None:
    scale = 100 / 8
    assert bars(STACKS, "full", "width", percent) == pytest.approx([6 * scale, 3 * scale], abs=0.01)
    assert bars(STACKS, "hollow", "width", percent) == pytest.approx([2 * scale, 4 * scale], abs=0.01)
    assert bars(STACKS, "hollow", "x", percent) == pytest.approx([6 * scale, 0], abs=0.01)


def test_columns_are_as_tall_as_their_numbers() -> None:
    scale = charts.TALLEST / 12
    assert bars(COLUMNS, "full", "height", em) == pytest.approx([5 * scale, 1 * scale, 10 * scale], abs=0.01)
    assert bars(COLUMNS, "hollow", "height", em) == pytest.approx([9 * scale, 2 * scale], abs=0.01)
    sums = [one.text for one in svg_of(COLUMNS).findall("text") if one.get("text-anchor") == "middle"]
    assert [text for text in sums if text not in ("12", "1", "2", "3")] == ["5", "0", "10"]


def test_a_trend_lies_as_high_as_its_percentage_and_breaks_where_there_is_none() -> None:
    floor = charts.LINE + charts.TALLEST
    heights = [(floor - em(dot.get("cy"))) / charts.TALLEST * 100 for dot in svg_of(TREND).findall("circle")]
    assert heights == pytest.approx([50, 100, 0], abs=0.2)
    assert len([one for one in svg_of(TREND).findall("line") if one.get("class") == "line"]) == 1


@pytest.mark.slow
def test_nothing_is_drawn_outside(site_charts: list[Chart]) -> None:
    for chart in (*EXAMPLES, *(chart for chart in site_charts if chart.items)):
        height = em(svg_of(chart).get("height"))
        for one in svg_of(chart).findall("rect"):
            assert percent(one.get("x")) >= 0
            assert percent(one.get("x")) + percent(one.get("width")) <= 100.02
            assert em(one.get("y")) >= 0 and em(one.get("y")) + em(one.get("height")) <= height + 0.02
        for text in svg_of(chart).findall("text"):
            assert 0 <= percent(text.get("x")) <= 100 and 0 < em(text.get("y")) <= height


def test_the_charts_of_the_town_agree_with_their_tables(site_charts: list[Chart]) -> None:
    for chart in site_charts:
        if not chart.items:
            continue
        whole = re.findall(r"\d+", " ".join(" ".join(row[1:]) for row in table_of(chart)))
        assert whole, chart.name
        for item, row in zip(chart.items, table_of(chart), strict=True):
            assert [str(n) for n in item.numbers if n is not None and len(chart.series) > 1] == (
                row[1:] if len(chart.series) > 1 else []
            )
            if len(chart.series) == 1 and item.numbers[0] is not None:
                assert row[1].endswith(f" {item.numbers[0]}%")


def test_the_tiny_town_has_its_charts(town_register: Register) -> None:
    names = [chart.name for chart in charts_of(town_register)]
    assert names == ["issues-by-month", "closing-by-village", "issues-by-category", "visits-by-month"]
    for chart in charts_of(town_register):
        drawn(chart)
