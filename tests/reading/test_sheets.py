"""Spreadsheets: which row and column a cell stands in, and a sentence for whatever is no table."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from lianhu.reading import workbooks
from lianhu.reading.spreadsheets import letters, read_table
from lianhu.words.problems import ToolError

COLUMNS = {"reference": "编号", "title": "主题"}
Fill = Callable[[Any, Any], None]


def workbook(path: Path, *fills: Fill) -> Path:
    """A workbook at `path`; each of `fills` is given the book and a sheet of its own."""
    with xlsxwriter.Workbook(str(path)) as book:
        for fill in fills:
            fill(book, book.add_worksheet())
    return path


def rows(*lines: list[Any]) -> Fill:
    def fill(_: Any, sheet: Any) -> None:
        for index, line in enumerate(lines):
            sheet.write_row(index, 0, line)

    return fill


def refusal(path: Path, columns: dict[str, str] = COLUMNS, sheet: str | None = None) -> str:
    with pytest.raises(ToolError) as caught:
        read_table(path, columns, sheet)
    assert caught.value.exit_code == 2
    return str(caught.value).removesuffix(".")


def test_only_the_columns_asked_for_are_read_with_their_place(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", rows(["用户", "主题", "编号"], ["甲", "路灯", 2549], [], ["", "井盖", 3]))
    table = read_table(path, COLUMNS)
    assert (table.sheet, table.letters) == ("Sheet1", {"reference": "C", "title": "B"})
    assert [(row.number, dict(row.cells)) for row in table.rows] == [
        (2, {"reference": 2549.0, "title": "路灯"}),
        (4, {"reference": 3.0, "title": "井盖"}),
    ]


def test_a_row_with_nothing_in_the_columns_asked_for_is_still_a_row(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", rows(["编号", "主题", "备注"], [1, "路灯", ""], ["", "", "合计 1 件"]))
    assert [row.number for row in read_table(path, COLUMNS).rows] == [2, 3]


def test_headings_are_found_below_a_title_and_despite_spaces(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.merge_range("A1:B1", "2019年留言汇总")
        sheet.write_row("A3", [" 编 号", "主\n题"])
        sheet.write_row("A4", [1, "路灯"])

    table = read_table(workbook(tmp_path / "a.xlsx", fill), COLUMNS)
    assert [row.number for row in table.rows] == [4]


def test_the_ending_does_not_matter_but_the_content_does(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", rows(["编号", "主题"], [1, "路灯"]))
    assert len(read_table(path.rename(tmp_path / "a.xls"), COLUMNS).rows) == 1


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0" + bytes(600), b"%PDF-1.7"]
)
def test_a_file_of_another_kind_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "messages.xlsx"
    path.write_bytes(content)
    assert refusal(path).endswith("is not a spreadsheet; open it in a spreadsheet program and save it as .xlsx")


def test_a_torn_workbook_is_a_sentence(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", rows(["编号", "主题"], *([n, f"路灯{n}"] for n in range(500))))
    whole = path.read_bytes()
    for end in range(0, len(whole), len(whole) // 40):
        path.write_bytes(whole[:end])
        assert "spreadsheet" in refusal(path)
    for at in range(100, len(whole), len(whole) // 200):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            read_table(path, COLUMNS)
        except ToolError:
            continue  # any sentence will do; what must not come is another exception


def test_a_missing_file_and_a_folder_are_sentences(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.xlsx") == f"There is no file {tmp_path / 'none.xlsx'}"
    assert "is it a folder" in refusal(tmp_path)


def test_an_empty_sheet_and_a_lone_header_are_sentences(tmp_path: Path) -> None:
    assert "is empty" in refusal(workbook(tmp_path / "a.xlsx", rows()))
    assert "is empty" in refusal(workbook(tmp_path / "a.xlsx", rows(["", ""])))
    assert "headings in row 1 but no rows below" in refusal(workbook(tmp_path / "a.xlsx", rows(["编号", "主题"])))


def test_the_sheet_is_chosen_by_name_or_because_it_is_the_only_one(tmp_path: Path) -> None:
    two = workbook(tmp_path / "a.xlsx", rows(["编号", "主题"], [1, "路灯"]), rows(["编号", "主题"], [2, "井盖"]))
    assert read_table(two, COLUMNS, "Sheet2").rows[0].cells["title"] == "井盖"
    assert "several sheets; name one in the mapping ('sheet: ...'): Sheet1, Sheet2" in refusal(two)
    assert "has no sheet Sheet3; it has: Sheet" in refusal(two, sheet="Sheet3")

    def hidden(_: Any, sheet: Any) -> None:
        sheet.hide()

    one = workbook(tmp_path / "b.xlsx", rows(["编号", "主题"], [1, "路灯"]), hidden)
    assert len(read_table(one, COLUMNS).rows) == 1


def test_a_chart_is_not_a_sheet_of_rows(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["编号", "主题"])
        sheet.write_row("A2", [1, "路灯"])
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Sheet1!$A$2:$A$2"})
        book.add_chartsheet("图").set_chart(chart)
    assert len(read_table(tmp_path / "a.xlsx", COLUMNS).rows) == 1
    assert "has no sheet 图" in refusal(tmp_path / "a.xlsx", sheet="图")


def test_a_missing_column_is_named_with_the_nearest_heading(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", rows(["编号", "留言主题词"], [1, "路灯"]))
    found = refusal(path, {"reference": "编号", "title": "留言主题", "reply": "答复"})
    assert found == ("The sheet Sheet1 lacks these headings in row 1: 留言主题 (did you mean 留言主题词?), 答复")


def test_a_sheet_without_any_of_the_headings_is_a_sentence(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", rows([1, "路灯"], [2, "井盖"]))
    assert "None of the first 20 rows of the sheet Sheet1 holds the headings 编号, 主题" in refusal(path)


@pytest.mark.parametrize("cells", ["A1:B1", "B1:C1", "A1:A2"])
def test_a_merged_header_is_a_sentence(tmp_path: Path, cells: str) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["编号", "主题", "备注"])
        sheet.write_row("A3", [1, "路灯", ""])
        sheet.merge_range(cells, "编号" if cells.startswith("A") else "主题")

    assert f"The cells {cells} in the header of the sheet Sheet1 are merged" in refusal(
        workbook(tmp_path / "a.xlsx", fill)
    )


def test_merged_headings_that_nobody_asked_for_do_not_matter(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["编号", "主题"])
        sheet.merge_range("C1:D1", "备注")
        sheet.write_row("A2", [1, "路灯"])

    assert len(read_table(workbook(tmp_path / "a.xlsx", fill), COLUMNS).rows) == 1


def test_a_heading_over_two_columns_is_a_sentence_unless_nobody_asked_for_it(tmp_path: Path) -> None:
    twice = workbook(tmp_path / "a.xlsx", rows(["编号", "主题", "主题"], [1, "路灯", "井盖"]))
    assert "The heading 主题 stands over several columns: B, C" in refusal(twice)
    assert len(read_table(twice, {"reference": "编号"}).rows) == 1


def test_a_cell_at_the_very_end_of_a_sheet_is_a_row(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["编号", "主题"])
        sheet.write_row(99_999, 0, [1, "路灯"])

    assert [row.number for row in read_table(workbook(tmp_path / "a.xlsx", fill), COLUMNS).rows] == [100_000]


def test_real_dates_arrive_as_dates(tmp_path: Path) -> None:
    when = datetime.datetime(2019, 4, 8, 8, 37, 20)

    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["编号", "主题"])
        sheet.write("A2", 1)
        sheet.write_datetime(
            "B2", datetime.datetime(2019, 4, 8, 8, 37, 20), book.add_format({"num_format": "yyyy/m/d h:mm"})
        )

    table = read_table(workbook(tmp_path / "a.xlsx", fill), COLUMNS)
    assert table.rows[0].cells["title"] == when


@pytest.mark.parametrize(("index", "text"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_spreadsheets_name_them(index: int, text: str) -> None:
    assert letters(index) == text


def test_a_cell_far_from_all_others_is_a_sentence(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["编号", "主题"])
        sheet.write_row("A2", [1, "路灯"])
        sheet.write("XFD1048576", "x")

    assert "reaches to column XFD and row 1048576" in refusal(workbook(tmp_path / "a.xlsx", fill))


def test_a_workbook_that_unpacks_without_end_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", rows(["编号", "主题"], [1, "路灯"]))
    monkeypatch.setattr(workbooks, "MOST_UNPACKED_BYTES", 1000)
    assert "unpacks to more than 1000 bytes" in refusal(path)
    monkeypatch.setattr(workbooks, "MOST_BYTES", 1000)
    assert "has more than 1000 bytes" in refusal(path)


def long_sheet(path: Path, messages: int) -> Path:
    """A sheet with headings, `messages` below them, and rows that only look different."""

    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["编号", "主题"])
        for number in range(1, messages + 1):
            sheet.write_row(2 * number, 0, [number, f"第{number}盏路灯"])  # every other row is empty
        for number in range(1, 2 * messages):
            sheet.set_row(2 * messages + number, 20, book.add_format({"bold": True}))
            sheet.write_blank(2 * messages + number, 1, None, book.add_format({"bold": True}))

    return workbook(path, fill)


@pytest.mark.parametrize("chunk", [7, 1024 * 1024])
def test_rows_that_hold_anything_are_counted_before_a_sheet_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(workbooks, "_CHUNK", chunk)
    path = long_sheet(tmp_path / "a.xlsx", 9)
    assert len(read_table(path, COLUMNS, most_rows=10).rows) == 9
    with pytest.raises(ToolError, match=r"a\.xlsx has more than 9 rows; split it"):
        read_table(path, COLUMNS, most_rows=9)
    monkeypatch.setattr(workbooks, "_refuse_wide", None)  # nothing else is asked of a sheet that is too long
    with pytest.raises(ToolError, match="more than 9 rows"):
        read_table(path, COLUMNS, most_rows=9)


def test_rows_of_a_sheet_that_nobody_asked_for_count_as_well(tmp_path: Path) -> None:
    long = rows(["编号", "主题"], *([number, "路灯"] for number in range(20)))
    path = workbook(tmp_path / "a.xlsx", rows(["编号", "主题"], [1, "路灯"]), long)
    with pytest.raises(ToolError, match="more than 20 rows"):
        read_table(path, COLUMNS, "Sheet1", most_rows=20)
    assert len(read_table(path, COLUMNS, "Sheet1", most_rows=21).rows) == 1
