"""What was answered to the questions that a sheet raises, before anything of it is written.

A question is what is probably a person's circumstance. Whoever imports rewrites the cell, or answers in a file: with
the reason why the words tell of nobody, or, for a reply, that it is left out. The file stands beside the sheet and
never in the records; it holds masked words and fingerprints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from lianhu.personal import found_in
from lianhu.rules.wording import words_of
from lianhu.sheets.cells import Sighting
from lianhu.sheets.forms import read_form
from lianhu.words import CHINESE, Text, say, spoken
from lianhu.words.problems import ToolError, quoted, refusal
from lianhu.writing.disk import write_atomically
from lianhu.writing.yamltext import to_yaml

SCHEMA = "import_answers.schema.json"
MOST_DRAFTED = 500  # at once; a file of answers is read as a record is, and has a record's size

HEAD = """\
# 导入时问到的文字，对着原表逐条看：
# 不涉及某个人的，在 reason 里写明原因，不重复原文，随记录存档；
# 答复里的，也可以加一行 omit: true，不导入答复原文，只记日期和结果；
# 其余的改原表里的文字。改完、写完再导入一次，没有回答的那一行不导入。
# 这个文件自己保管，不放进记录，也不公开。
"""


@dataclass(frozen=True)
class Answers:
    """Who answers (`by`, a post), and the entries of the file that hold an answer: a reason, or `omit`."""

    by: str = "town_office"
    entries: tuple[Mapping[str, Any], ...] = ()

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str, str], Mapping[str, Any]]:
        return {(each["reference"], each["rule"], each["fingerprint"]): each for each in self.entries}

    def settle(self, question: Sighting) -> bool:
        """Whether the words are confirmed, or left out."""
        return bool(self._reason(question)) or self.omit(question)

    def omit(self, question: Sighting) -> bool:
        """Whether the reply in which the words stand is left out; nothing else may be."""
        return question.column == "reply" and bool(self._by_key.get(question.key, {}).get("omit"))

    def _reason(self, question: Sighting) -> str:
        return str(self._by_key.get(question.key, {}).get("reason", "")).strip()

    def confirmed(self, questions: Iterable[Sighting], record: str, today: date) -> list[dict[str, str]]:
        """The entries of `confirmed` in the record with this id, one for each words."""
        found = {(one.rule, one.fingerprint(record)): self._reason(one) for one in questions}
        head = {"date": today.isoformat(), "by": self.by}
        return [
            {**head, "rule": rule, "fingerprint": own, "reason": reason}
            for (rule, own), reason in sorted(found.items())
        ]

    def drafted(self, waiting: Iterable[Sighting]) -> bytes:
        """The file with all answers so far, and an entry to fill in for each question that waits."""
        entries = {one.key: _entry(one) for one in waiting}
        drafts = [*self.entries, *[*entries.values()][:MOST_DRAFTED]]
        return HEAD.encode() + to_yaml({"by": self.by, "answers": drafts})


def read_answers(path: Path, root: Path) -> Answers:
    """The answers in the file at `path`, none where there is no file yet. Raises ToolError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Answers()
    except OSError:
        raise ToolError(say("There are no answers to read at {path}.", path=str(path))) from None
    data, problems = read_form(path, content, SCHEMA, root)
    if data is not None and not problems:
        problems = tuple(_told_again(data["answers"]))
    if data is None or problems:
        raise ToolError(say("The answers {path} cannot be used: {problems}", path=str(path), problems=problems))
    return Answers(data["by"], tuple(each for each in data["answers"] if each.get("omit") or each["reason"].strip()))


def _told_again(entries: Iterable[Mapping[str, Any]]) -> Iterator[Text]:
    """The reasons that hold themselves what must not be said: they go into records."""
    for each in entries:
        for found in found_in(each["reason"])[:1]:
            yield say(
                "The reason for {reference} must not say it itself: {found}",
                reference=quoted(each["reference"]),
                found=words_of(found),
            )


def write_answers(path: Path, answers: Answers, waiting: Sequence[Sighting]) -> None:
    """Draft what waits for an answer, in place of the file that was read. Raises ToolError."""
    try:
        before = path.read_bytes() if path.exists() else None
        if waiting and (after := answers.drafted(waiting)) != before:
            write_atomically(path.parent, path.name, after, instead_of=before)
    except OSError as error:
        reason = refusal(error)
        raise ToolError(say("The answers {path} cannot be written: {reason}", path=str(path), reason=reason)) from error


def _entry(question: Sighting) -> dict[str, str | int]:
    reference, rule, own = question.key
    return {
        "reference": reference,
        "row": question.row.number,
        "column": question.column,
        "asked": spoken(words_of(question.found), CHINESE),
        "rule": rule,
        "fingerprint": own,
        "reason": "",
    }
