"""What is asked of a sheet before it is written, and what its answers do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from help.desk import TODAY, Desk, counts
from help.messages import FIRST, SECOND
from help.towns import Tree
from lianhu.personal import found_in
from lianhu.rules import check
from lianhu.rules.excuses import CONFIRMED, fingerprint
from lianhu.sheets.outcomes import ImportReport
from lianhu.town.schemas import Schemas
from lianhu.words.problems import ToolError

ILL = "王大爷患有糖尿病"
WHY = "是讲座里的例子，没有这个人"
COLUMNS = {"title": 2, "statement": 4, "reply": 5}


class AskedDesk(Desk):
    """A desk with a file of answers."""

    @property
    def answers(self) -> Path:
        return self.mapping.with_name("answers.yaml")

    def ask(self, *rows: list[Any]) -> ImportReport:
        return self.run(*rows, answers=self.answers)

    def answer(self, old: str, new: str) -> None:
        text = self.answers.read_text(encoding="utf-8")
        assert old in text
        self.answers.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


@pytest.fixture
def desk(tmp_path: Path) -> AskedDesk:
    return AskedDesk(tmp_path)


def ill(column: str, text: str = ILL) -> list[Any]:
    """The first message with a circumstance in one cell."""
    at = COLUMNS[column]
    return [*FIRST[:at], text, *FIRST[at + 1 :]]


@pytest.mark.parametrize("column", COLUMNS)
def test_a_row_that_is_asked_is_told_with_its_words_and_neutral_ones_and_is_not_written(
    desk: AskedDesk, column: str
) -> None:
    report = desk.run(ill(column), SECOND)
    assert counts(report) == (1, 0, 0, 0)
    assert [each.row for each in report.asked] == [2]
    assert not report.is_clean
    note = report.asked[0].notes[0]
    assert note.column == "ABCDEFG"[COLUMNS[column]]
    assert str(note.message).startswith("Does this tell of somebody's health?")
    assert ILL not in str(note.message)
    assert "需要帮助的住户" in str(note.fix) and "--answers" in str(note.fix)
    assert len(desk.records()) == 1


def test_what_is_sure_is_refused_however_it_is_answered(desk: AskedDesk) -> None:
    report = desk.ask(ill("title", f"{ILL}，电话13800138000"))
    assert counts(report) == (0, 0, 0, 1)
    assert not desk.answers.exists()


def test_what_is_not_taken_over_is_not_asked(desk: AskedDesk) -> None:
    desk.map("  text: note\n", "")
    desk.map("unanswered:", "statement: omit\nunanswered:")
    assert counts(desk.run([*ill("reply")[:4], f"{ILL}，路灯不亮", *ill("reply")[5:]])) == (1, 0, 0, 0)
    issue = desk.issue("heping-g01-2019-0001")
    assert "statement" not in issue and "note" not in str(issue)


def test_open_questions_are_drafted_and_a_reason_confirms_them_in_the_record(desk: AskedDesk) -> None:
    rows = ill("title"), SECOND
    desk.ask(*rows)
    drafted = desk.answers.read_text(encoding="utf-8")
    assert ILL not in drafted and "records_tell_of_nobodys_health" in drafted
    assert counts(desk.ask(*rows)) == (0, 1, 0, 0)
    assert desk.answers.read_text(encoding="utf-8") == drafted, "what is not answered stays asked"
    desk.answer('reason: ""', f"reason: {WHY}")
    assert counts(desk.ask(*rows)) == (1, 1, 0, 0)
    issue = desk.issue("heping-g01-2019-0002")
    rule, (words,) = "records_tell_of_nobodys_health", (one.value for one in found_in(ILL) if one.detector == "health")
    assert {
        "date": TODAY.isoformat(),
        "by": "town_office",
        "rule": rule,
        "fingerprint": fingerprint(issue["id"], rule, words),
        "reason": WHY,
    } in issue[CONFIRMED]
    assert counts(desk.run(*rows)) == (0, 2, 0, 0), "what the record confirms is no difference"


def test_a_confirmed_record_is_asked_no_more(desk: AskedDesk, town_tree: Tree, town_schemas: Schemas) -> None:
    desk.ask(ill("statement"))
    desk.answer('reason: ""', f"reason: {WHY}")
    desk.ask(ill("statement"))
    verdict = check.check({**town_tree, **desk.records()}, town_schemas, TODAY)
    assert not [*verdict.problems, *verdict.warnings]
    unanswered = {path: content[: content.index(b"confirmed:")] for path, content in desk.records().items()}
    verdict = check.check({**town_tree, **unanswered}, town_schemas, TODAY)
    assert {one.level for one in verdict.warnings} == {"question"}


def test_a_reason_does_not_repeat_what_was_asked(desk: AskedDesk) -> None:
    desk.ask(ill("title"))
    desk.answer('reason: ""', f"reason: 不是说{ILL}")
    with pytest.raises(ToolError, match="The reason for 2549 must not say it itself: Does this tell of") as caught:
        desk.ask(ill("title"))
    assert ILL not in str(caught.value)
    assert not desk.records()


def test_an_answer_may_leave_a_reply_out(desk: AskedDesk) -> None:
    desk.ask(ill("reply", f"已处理。{ILL}。"))
    desk.answer('reason: ""', 'reason: ""\n    omit: true')
    assert counts(desk.ask(ill("reply", f"已处理。{ILL}。"))) == (1, 0, 0, 0)
    issue = desk.issue("heping-g01-2019-0001")
    assert CONFIRMED not in issue
    assert [event.get("note") for event in issue["events"]] == [None] * 5
    assert counts(desk.ask(ill("reply", f"已处理。{ILL}。"))) == (0, 1, 0, 0)


def test_only_a_reply_may_be_left_out(desk: AskedDesk) -> None:
    desk.ask(ill("title"))
    desk.answer('reason: ""', 'reason: ""\n    omit: true')
    report = desk.ask(ill("title"))
    assert len(report.asked) == 1 and not desk.records()


def test_an_answer_is_of_its_message_and_its_words_alone(desk: AskedDesk) -> None:
    desk.ask(ill("title"))
    desk.answer('reason: ""', f"reason: {WHY}")
    other = [*SECOND[:2], ILL, *SECOND[3:]]
    assert len(desk.ask(other).asked) == 1
    assert len(desk.ask(ill("title", "李大爷患有糖尿病")).asked) == 1
    assert not desk.records()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "cannot be used"),
        ("by: town_office\n", "answers"),
        ("by: somebody\nanswers: []\n", "line 1"),
        ("by: town_office\nanswers:\n  - reference: 1\n", "line 3"),
    ],
)
def test_answers_that_cannot_be_used_are_a_sentence(desk: AskedDesk, content: str, told: str) -> None:
    desk.answers.write_text(content, encoding="utf-8", newline="\n")
    with pytest.raises(ToolError, match="cannot be used") as caught:
        desk.ask(SECOND)
    assert told in str(caught.value)
    assert not desk.records()
