"""The import of messages: every row is accounted for, nothing is dropped, and doing it again changes nothing."""

from __future__ import annotations

import datetime
import shutil
import string
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from help.desk import TODAY, Desk, counts
from help.messages import FIRST, MAPPING, OPEN, SECOND
from lianhu.reading import files, yamldoc
from lianhu.rules import check
from lianhu.sheets import intake
from lianhu.sheets.intake import import_issues
from lianhu.sheets.messages import cleaned_text
from lianhu.sheets.moments import lies_before, moment
from lianhu.sheets.outcomes import ImportReport
from lianhu.town import loop, schemas
from lianhu.town.kinds import Event
from lianhu.words.problems import ToolError

TESTS = Path(__file__).parent.parent
REAL = TESTS.parent.parent / "shared" / "data" / "resident-messages.xlsx"
EXAMPLE = TESTS.parent / "examples" / "resident-messages.mapping.yaml"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def only_note(report: ImportReport) -> tuple[int, str, str]:
    (note,) = report.notes
    assert note.sheet == "Sheet1"
    assert str(note.fix)
    return note.row, note.column, str(note.message).removesuffix(".")


def test_messages_become_issues_numbered_by_time(desk: Desk) -> None:
    report = desk.run(FIRST, SECOND, OPEN)
    assert counts(report) == (3, 0, 0, 0)
    assert report.is_clean
    assert [each.id for each in report.created] == [
        "heping-g01-2019-0002",
        "heping-g01-2019-0001",
        "heping-g01-2019-0003",
    ]
    assert desk.issue("heping-g01-2019-0002") == {
        "id": "heping-g01-2019-0002",
        "title": "路灯不亮",
        "kind": "help_request",
        "category": "street_light",
        "source": "message",
        "responsible_post": "镇政府办公室",
        "reference": "2549",
        "statement": "三盏 路灯\n不亮",
        "events": [
            {"stage": "discovered", "date": "2019-04-25", "by": "town_office"},
            {"stage": "reported", "date": "2019-04-25", "by": "town_office"},
            {
                "stage": "resolved",
                "date": "2019-05-10",
                "by": "responsible_post",
                "note": "已修复。",
                "outcome": "fixed",
                "waiver": "以平台公开答复为凭",
            },
            {"stage": "fed_back", "date": "2019-05-10", "by": "town_office", "satisfaction": "not_rated"},
            {"stage": "closed", "date": "2019-05-10", "by": "town_office"},
        ],
    }
    assert [event["stage"] for event in desk.issue("heping-g01-2019-0003")["events"]] == ["discovered", "reported"]


def test_keys_stand_in_the_order_of_the_schema(desk: Desk) -> None:
    desk.run(FIRST)
    issue, schema = desk.issue("heping-g01-2019-0001"), schemas.load().kinds["issue"].schema["properties"]
    assert list(issue) == [key for key in schema if key in issue]
    for event in issue["events"]:
        assert list(event) == [key for key in schema["events"]["items"]["properties"] if key in event]


def test_importing_again_changes_nothing(desk: Desk) -> None:
    desk.run(FIRST, SECOND, OPEN)
    before = desk.records()
    assert counts(desk.run(OPEN, SECOND, FIRST)) == (0, 3, 0, 0)
    assert desk.records() == before


def test_new_messages_are_numbered_after_those_there(desk: Desk) -> None:
    desk.run(FIRST)
    earlier = [*SECOND[:3], "2019/1/1", *SECOND[4:]]
    assert [each.id for each in desk.run(FIRST, earlier).created] == ["heping-g01-2019-0002"]


def test_a_record_that_differs_is_reported_and_left_alone(desk: Desk) -> None:
    desk.run(FIRST, SECOND)
    before = desk.records()
    report = desk.run([*FIRST[:2], "路灯还不亮", *FIRST[3:]], SECOND)
    assert counts(report) == (0, 1, 1, 0)
    assert not report.is_clean
    path = "records/villages/heping/issues/2019/g01-2019-0002.yaml"
    assert only_note(report) == (2, "A", f"{path} differs from this row in: title; it was left as it is")
    assert desk.records() == before


def test_what_staff_added_to_a_record_is_a_difference_and_a_comment_is_none(desk: Desk) -> None:
    desk.run(FIRST, SECOND)
    first, second = (desk.town / path for path in desk.records())
    first.write_text("# 已核对\n" + first.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    with second.open("a", encoding="utf-8", newline="\n") as stream:
        stream.write("  - stage: disputed\n    date: 2019-06-01\n    by: representative\n")
    assert counts(desk.run(FIRST, SECOND)) == (0, 1, 1, 0)


def test_another_group_for_a_message_that_is_recorded_is_a_difference(desk: Desk) -> None:
    desk.run(FIRST)
    desk.map("default: heping-g01", "default: heping-g02")
    report = desk.run(FIRST)
    assert counts(report) == (0, 0, 1, 0)
    assert "in: id;" in only_note(report)[2]


def test_words_decide_and_the_title_counts_more(desk: Desk) -> None:
    desk.run([1, "", "请问二组何时通水", "2019/1/1", "路灯也不亮", "", ""])
    issue = desk.issue("heping-g02-2019-0001")
    assert (issue["kind"], issue["category"]) == ("inquiry", "water_supply")


def test_what_no_words_decide_is_not_yet_classified_and_counted_by_its_matter(desk: Desk) -> None:
    fees = [1, "", "小学学费太高", "2019/1/1", "", "", ""]
    report = desk.run(FIRST, SECOND, fees, [2, *fees[1:]])
    assert dict(report.unclassified) == {"教育": 2, "": 1}
    assert ["category" in desk.issue(f"heping-g01-2019-000{number}") for number in (1, 2, 3, 4)] == [
        *(False, False, False),
        True,
    ]
    assert report.is_clean
    assert report.remarks == ()


def test_a_default_category_is_told_and_not_used(desk: Desk) -> None:
    desk.map("category:\n", "category:\n  default: street_light\n")
    report = desk.run(SECOND)
    assert dict(report.unclassified) == {"": 1}
    assert "is not used" in str(*report.remarks)


def test_a_category_that_was_given_since_is_no_difference_and_another_one_is(desk: Desk) -> None:
    desk.run(FIRST, SECOND)
    second, first = (desk.town / path for path in desk.records())
    second.write_bytes(second.read_bytes() + b"category: road_widening\n")
    first.write_bytes(first.read_bytes().replace(b"category: street_light", b"category: road_widening"))
    report = desk.run(FIRST, SECOND)
    assert counts(report) == (0, 1, 1, 0)
    assert "differs from this row in: category;" in only_note(report)[2]


def test_a_reply_that_only_acknowledges_leaves_the_issue_open(desk: Desk) -> None:
    desk.run(
        [*FIRST[:5], "留言已收悉", "2019/4/26"],
        [*SECOND[:5], "留言已收悉。经现场查看，路灯已修复，感谢关心。", "2019/4/26"],
    )
    last = [desk.issue(f"heping-g01-2019-000{number}")["events"][-1] for number in (1, 2)]
    assert last[0]["stage"] == "closed"
    assert last[1] == {
        "stage": "assigned",
        "date": "2019-04-26",
        "by": "town_office",
        "note": "留言已收悉",
        "to_post": "镇政府办公室",
    }


def test_the_mapping_decides_what_a_reply_is(desk: Desk) -> None:
    desk.map("default: resolved", "default: explained")
    desk.map("text: note", "text: omit")
    desk.map("unanswered: registered", "unanswered: assigned")
    desk.run(FIRST, OPEN)
    answered, opened = desk.issue("heping-g01-2019-0001")["events"], desk.issue("heping-g01-2019-0002")["events"]
    assert answered[2] == {"stage": "explained", "date": "2019-05-10", "by": "responsible_post"}
    assert opened[-1]["stage"] == "assigned"


def test_every_record_follows_the_loop(desk: Desk) -> None:
    desk.run(FIRST, SECOND, OPEN, [1, "", "停水", "2020/1/1", "", "已收悉", "2020/1/1"])
    for path, content in desk.records().items():
        document, _ = yamldoc.read(path, content)
        data: Any = document and document.data
        events = [
            Event(stage=one["stage"], date=datetime.date.fromisoformat(one["date"]), by=one["by"])
            for one in data["events"]
        ]
        assert all(event.stage in loop.may_follow(events[:number]) for number, event in enumerate(events))


def test_a_reply_before_its_message_is_noted_and_recorded_on_the_day_of_the_message(desk: Desk) -> None:
    report = desk.run([*FIRST[:6], "2019/4/3 9:00:00"])
    assert counts(report) == (1, 0, 0, 0)
    row, column, message = only_note(report)
    assert (row, column) == (2, "G")
    assert message == "The reply (2019-04-03 09:00:00) is dated before the message (2019-04-25 09:32:09)"
    assert {event["date"] for event in desk.issue("heping-g01-2019-0001")["events"]} == {"2019-04-25"}


def test_a_reply_later_the_same_day_or_without_a_time_is_not_before(desk: Desk) -> None:
    # As texts, "2019/4/25 10:…" lies before "2019/4/25 9:…"; 288 real rows are of this sort.
    report = desk.run([*FIRST[:6], "2019/4/25 10:00:00"], [*SECOND[:6], "2019/4/24"])
    assert report.notes == ()


def test_who_reported_is_taken_out_of_every_text(desk: Desk) -> None:
    desk.run([1, "UU008", "UU008反映停水", "2019/1/1", "此致，UU008", "“UU008”您好！UU0081的事另办。", "2019/1/2"])
    issue = desk.issue("heping-g01-2019-0001")
    assert (issue["title"], issue["statement"]) == ("网友反映停水", "此致，网友")
    assert issue["events"][2]["note"] == "“网友”您好！UU0081的事另办。"


def test_better_words_give_a_category_to_what_has_none_and_change_nothing_else(desk: Desk) -> None:
    desk.run(FIRST, SECOND, OPEN)
    first = min(desk.records())
    (desk.town / first).write_bytes(b"# as the clerk found it\n" + desk.records()[first])
    before = desk.records()
    desk.map("words: [供水, 通水, 停水]", "words: [供水, 通水, 停水]\n    - use: road_widening\n      words: [修路]")
    report = desk.run(FIRST, SECOND, OPEN)
    assert counts(report) == (0, 2, 0, 0)
    assert [each.id for each in report.classified] == ["heping-g01-2019-0001"]
    assert desk.records() == {**before, first: before[first] + b"category: road_widening\n"}
    assert counts(desk.run(FIRST, SECOND, OPEN)) == (0, 3, 0, 0)


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        (0, "", ("A", "The message has no number")),
        (0, 1.5e15, ("A", "A spreadsheet keeps only 15 digits of a number")),
        (0, "25/49", ("A", "reference is 25/49, which does not have the expected form")),
        (2, "\n\t ", ("C", "The message has no title")),
        (2, "长" * 121, ("C", "title has 121 characters; at most 120 are allowed")),
        (2, "举报某人", ("C", "Not recorded here: 举报不在这里记录")),
        (3, "", ("D", "The date is missing")),
        (3, "去年夏天", ("D", "去年夏天 cannot be read as a date")),
        (3, "2026/11/23", ("D", "2026-11-23 lies in the future; today is 2026-11-22")),
        (4, "长" * 9001, ("E", "statement has 9001 characters; at most 9000 are allowed")),
        (5, "", ("F", "The reply has a date but no text")),
        (5, "长" * 9001, ("F", "events[3].note has 9001 characters; at most 9000 are allowed")),
        (6, "", ("G", "The date is missing")),
        (6, "下周", ("G", "下周 cannot be read as a date")),
        (6, "2027/1/1", ("G", "2027-01-01 lies in the future; today is 2026-11-22")),
    ],
)
def test_an_unusable_row_is_reported_with_its_cell_and_the_others_come_in(
    desk: Desk, column: int, cell: Any, told: tuple[str, str]
) -> None:
    report = desk.run([*FIRST[:column], cell, *FIRST[column + 1 :]], SECOND)
    assert counts(report) == (1, 0, 0, 1)
    assert only_note(report) == (2, *told)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        (0, "2019-A.5_x"),
        (2, "长" * 120),
        (2, "向上举措"),
        (3, "2026/11/22"),
        (4, ""),
        (4, "长" * 9000),
        (5, "长" * 9000),
    ],
)
def test_what_just_fits_comes_in(desk: Desk, column: int, cell: Any) -> None:
    row = [*FIRST[:6], "2026/11/22"]
    assert counts(desk.run([*row[:column], cell, *row[column + 1 :]])) == (1, 0, 0, 0)


def test_all_faults_of_a_row_are_reported_together(desk: Desk) -> None:
    report = desk.run(["", "", "", "bald", "", "", ""])
    assert [note.column for note in report.notes] == ["A", "C", "D"]


def test_a_number_that_stands_twice_is_used_once(desk: Desk) -> None:
    report = desk.run(FIRST, [FIRST[0], *SECOND[1:]])
    assert counts(report) == (1, 0, 0, 1)
    assert only_note(report) == (3, "A", "The number 2549 stands in row 2 already")


def test_signs_that_cannot_be_shown_are_replaced_and_noted(desk: Desk) -> None:
    report = desk.run([*FIRST[:2], "\ue000家路灯", *FIRST[3:]])
    assert only_note(report) == (2, "C", "Characters that few computers show were replaced by 〓")
    assert desk.issue("heping-g01-2019-0001")["title"] == "〓家路灯"


def test_more_than_9999_a_year_is_a_sentence(desk: Desk) -> None:
    desk.run(FIRST)
    folder = desk.town / "records/villages/heping/issues/2019"
    (folder / "g01-2019-0001.yaml").rename(folder / "g01-2019-9999.yaml")
    assert desk.refusal(SECOND).startswith("heping-g01 would have more than 9999 issues in 2019")
    assert counts(desk.run([*SECOND[:3], "2018/4/24", *SECOND[4:]])) == (1, 0, 0, 0)


def test_an_interrupted_import_goes_on_where_it_stopped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[number, "", f"停水{number}", f"2019/1/{number}", "", "", ""] for number in range(1, 10)]
    whole = Desk(desk.town.parent / "whole")
    whole.run(*rows)
    written = iter(range(4))
    honest = intake.write_atomically

    def full_after_four(root: Path, path: str, content: bytes, *, instead_of: bytes | None) -> None:
        if next(written, None) is None:
            raise OSError(28, "No space left on device")
        honest(root, path, content, instead_of=instead_of)

    with monkeypatch.context() as patch:
        patch.setattr(intake, "write_atomically", full_after_four)
        with pytest.raises(ToolError, match="the disk is full; 4 of 9 records are written"):
            desk.run(*rows)
    assert counts(desk.run(*rows)) == (5, 4, 0, 0)
    assert desk.records() == whole.records()


def test_nothing_that_lies_at_a_record_s_place_is_overwritten(desk: Desk) -> None:
    place = desk.town / "records/villages/heping/issues/2019/g01-2019-0001.yaml"
    place.parent.mkdir(parents=True)
    place.symlink_to(desk.mapping)
    with pytest.raises(ToolError, match="a link lies there; 0 of 1 records are written"):
        desk.run(FIRST)
    place.unlink()
    place.mkdir()
    with pytest.raises(ToolError, match="something lies there already; 0 of 1 records are written"):
        desk.run(FIRST)
    assert desk.mapping.read_text(encoding="utf-8") == MAPPING


def test_a_record_that_cannot_be_read_stops_the_import(desk: Desk) -> None:
    desk.run(FIRST)
    (path,) = desk.records()
    (desk.town / path).write_bytes(b"id: x\nid: y\n")
    assert desk.refusal(SECOND).startswith(f"{path}, line 2, cannot be read; mend it first")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  title: 主题\n", "", "line 2: The key title is missing"),
        ("source: message", "sorce: message", "Did you mean source?"),
        ("kind:\n  default: opinion", "kind:\n  default: opinon", "Did you mean opinion?"),
        (
            "default: heping-g01",
            "default: heping-g03",
            "the group heping-g03, which has no record; there is: hep",
        ),
        ("use: street_light", "use: street_lamp", "the category street_lamp, which is not in records/categories.yaml"),
        ("  replied_at: 答复时间\n", "", "'columns: replied_at' and 'reply' stand together"),
        ("  waiver: 以平台公开答复为凭\n", "", "'reply' needs 'outcome' and 'waiver'"),
        ("fed_back_by: town_office", "fed_back_by: responsible_post", "must differ"),
        ("title: 主题", "title: 编号", "The heading 编号 is named for two columns"),
        ("title: 主题", "title: 标题", "lacks these headings in row 1: 标题"),
        ("look_in: [title]", "look_in: [titel]", "Did you mean title?"),
        ("default: 镇政府办公室", "default: 12345", "line "),
        ("source: message", "source: message\nsource: online", "stands in line"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_a_sentence(desk: Desk, old: str, new: str, told: str) -> None:
    desk.map(old, new)
    assert told in desk.refusal(FIRST)


def test_a_missing_mapping_or_town_is_a_sentence(desk: Desk) -> None:
    desk.mapping.unlink()
    assert "There is no mapping to read at" in desk.refusal(FIRST)
    with pytest.raises(ToolError, match="holds no folder 'records'"):
        import_issues(desk.workbook, desk.mapping, desk.town / "records", today=TODAY)
    (desk.town / "records/categories.yaml").unlink()
    desk.mapping.write_text(MAPPING, encoding="utf-8")
    assert "records/categories.yaml is missing" in desk.refusal(FIRST)


def test_progress_is_told_from_the_first_step_to_the_last(desk: Desk) -> None:
    desk.run(FIRST, SECOND)
    shutil.rmtree(desk.town / "records/villages/heping/issues")
    steps: list[tuple[int, int]] = []
    import_issues(
        desk.workbook, desk.mapping, desk.town, today=TODAY, progress=lambda done, of: steps.append((done, of))
    )
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]


TIME = datetime.datetime(2019, 4, 25, 9, 32, 9)
DAY = datetime.datetime(2019, 4, 25)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2019/4/25 9:32:09", TIME),
        ("\t 2019/04/25\u00a0 09:32:09\n", TIME),
        ("２０１９／４／２５　９：３２：０９", TIME),
        ("2019-04-25 9:32:09", TIME),
        ("2019-04-25T09:32:09", TIME),
        ("2019.4.25 9:32:09.5", TIME),
        ("2019年4月25日 9:32:09", TIME),
        ("2019年4月25日9时32分09秒", TIME),
        ("2019年4月25日 上午9:32:09", TIME),
        ("2019/4/25 下午 3:20", DAY.replace(hour=15, minute=20)),
        ("2019/4/25 下午 12:20", DAY.replace(hour=12, minute=20)),
        ("2019/4/25 9:32", TIME.replace(second=0)),
        ("2019年4月25日", DAY),
        ("2019/4/25", DAY),
        ("2019-04-25", DAY),
        ("2019.4.25", DAY),
        ("20190425", DAY),
        (20190425.0, DAY),
        (TIME, TIME),
        (datetime.date(2019, 4, 25), DAY),
        (43580.0, DAY),
        (43580, DAY),
        ("43580", DAY),
        (43580.397326388885, TIME),
        ("43580.397326388885", TIME),
    ],
)
def test_dates_in_all_forms_are_read(cell: Any, found: datetime.datetime) -> None:
    assert moment(cell) == found


@pytest.mark.parametrize(
    "cell",
    [
        *("", " ", "昨天", "2019", "2019/4", "4/25/2019", "25.4.2019", "19/4/25", "0019/4/25", "9999/4/25"),
        *("2019/13/1", "2019/2/29", "2019年4月25", "2019/4/25-26"),
        *("2019/4/25 24:00:00", "2019/4/25 下午 15:20", "2019/4/259:32"),
        *(0.0, -1.0, 2019.0, 1e9, float("inf"), float("nan"), True),
        *(datetime.time(9, 32), datetime.timedelta(1), datetime.datetime(1899, 12, 31)),
    ],
)
def test_what_names_no_day_for_sure_is_unreadable(cell: Any) -> None:
    assert moment(cell) is None


def test_a_moment_at_midnight_names_only_its_day() -> None:
    assert not lies_before(DAY, TIME)
    assert lies_before(TIME, TIME.replace(second=10))
    assert not lies_before(TIME, TIME)
    assert lies_before(DAY, TIME + datetime.timedelta(days=1))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\n\t\t一\r\n二\r三", "一\n二\n三"),
        ("一 \n\n\n\n 　二", "一\n\n二"),
        ("一\u00a0\t 二", "一 二"),
        ("一\u200b\ufeff二\x07\u202e", "一二"),
        ("一\u2028二", "一\n二"),
        ("\ue001", "〓"),
        ("  \u00a0\n", ""),
        ("a　b", "a　b"),
    ],
)
def test_texts_are_cleaned_without_losing_what_can_be_seen(text: str, cleaned: str) -> None:
    assert cleaned_text(text) == cleaned
    assert cleaned_text(cleaned) == cleaned


LETTERS = string.ascii_letters + string.digits + "路灯举报请问 :#-'\"\n\t\u00a0\u200b\ue000，。"
CELLS = st.text(LETTERS, max_size=12) | st.sampled_from(
    ["", "2019/4/25", "2018-1-1 3:00:00", "已修复", 43580.0, 1.0, 2.0]
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, min_size=7, max_size=7).filter(any), min_size=1, max_size=8))
def test_every_row_is_accounted_for_and_importing_again_changes_nothing(rows: list[list[Any]]) -> None:
    # Half of the rows are good ones with a few odd cells; else hardly any would be used.
    rows = [[*FIRST[:4], *row[4:5], *FIRST[5:]] if index % 2 else row for index, row in enumerate(rows)]
    rows = [[index if row[0] == FIRST[0] else row[0], *row[1:]] for index, row in enumerate(rows)]
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        first = desk.run(*rows)
        created, unchanged, different, unusable = counts(first)
        assert (unchanged, different) == (0, 0)
        assert len(desk.records()) == created
        assert {note.row for note in first.notes} >= {each.row for each in first.unusable}
        before = desk.records()
        assert counts(desk.run(*rows)) == (0, created, 0, unusable)
        assert desk.records() == before


@pytest.mark.parametrize(
    ("column", "text", "shown"),
    [
        (2, "张建国家门口路灯不亮", "Not recorded here: where somebody lives: 张*家门口."),
        (4, "我的身份证号11010519491231002X", "Not recorded here: an identity number: 1101**********002X."),
        (5, "请联系王师傅13800138000", "Not recorded here: a phone number: 138****8000."),
    ],
)
def test_a_row_with_personal_data_is_told_and_not_written(tmp_path: Path, column: int, text: str, shown: str) -> None:
    desk = Desk(tmp_path)
    row = [*FIRST[:column], text, *FIRST[column + 1 :]]
    report = desk.run(row, SECOND)
    assert counts(report) == (1, 0, 0, 1)
    assert [str(note.message) for note in report.notes] == [shown]
    assert len(desk.records()) == 1


@pytest.mark.skipif(not REAL.is_file(), reason=f"the real messages are not there: {REAL}")
def test_all_real_messages_are_accounted_for(tmp_path: Path) -> None:
    shutil.copytree(TESTS.parent / "records", tmp_path / "records")
    rules = schemas.load(tmp_path)
    before = check.check(*_tree_and(tmp_path, rules))
    report = import_issues(REAL, EXAMPLE, tmp_path, today=TODAY)
    created, unchanged, different, unusable = counts(report)
    asked = len(report.asked)
    assert created + asked + unusable == 1409
    assert (unchanged, different) == (0, 0)
    assert created > 1200  # the rest are accusations and petitions, and titles that may tell of a person
    assert 0 < sum(report.unclassified.values()) < created
    after = check.check(*_tree_and(tmp_path, rules))
    assert [each for each in after.problems if each not in before.problems] == []
    assert [each for each in after.warnings if each not in before.warnings] == [], "nothing is asked again"
    assert counts(import_issues(REAL, EXAMPLE, tmp_path, today=TODAY)) == (0, created, 0, unusable)


def _tree_and(root: Path, rules: schemas.Schemas) -> tuple[files.Tree, schemas.Schemas, datetime.date]:
    return files.read_folder(root)[0], rules, TODAY
