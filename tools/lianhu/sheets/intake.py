"""The import of issues: a workbook of messages becomes records, and every row is accounted for.

workbook -> rows -> messages -> issue data -> numbers -> files. All rows are converted before the first file is
written; files are written in the order of their numbers, so an import that was interrupted goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lianhu.reading import files
from lianhu.reading.files import Tree
from lianhu.reading.spreadsheets import Row, Table, read_table
from lianhu.rules.excuses import CONFIRMED
from lianhu.sheets import cells
from lianhu.sheets.answers import Answers, read_answers, write_answers
from lianhu.sheets.cells import Sighting
from lianhu.sheets.drafts import Data, draft
from lianhu.sheets.holdings import Holdings
from lianhu.sheets.mapping import ImportMapping, read_mapping
from lianhu.sheets.messages import Message, RowReader
from lianhu.sheets.outcomes import ImportReport, Outcome, RowNote, RowOutcome
from lianhu.sheets.rules import picked
from lianhu.town import schemas
from lianhu.town.schemas import Kind
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, refusal
from lianhu.writing.disk import write_atomically
from lianhu.writing.edits import with_value
from lianhu.writing.yamltext import to_yaml


def import_issues(
    workbook: Path,
    mapping: Path,
    into: Path,
    *,
    today: date,
    answers: Path | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> ImportReport:
    """Turn the messages in `workbook` into issues of the town at `into` (the folder that holds `records/`).

    A message whose number a record carries already is never written again: it is unchanged or reported as different,
    or the record gets the category that it lacks. A row with words that are asked is written once the file at `answers`
    confirms them; what is still to answer is drafted there. `progress` is told the steps done and the steps in all:
    each record is laid out, then written. Raises ToolError when the workbook, the mapping, the answers or the town do
    not allow an import; then nothing has been written, unless it says so.
    """
    if not (into / files.RECORDS).is_dir():
        raise ToolError(say("{path} holds no folder 'records': name the town's folder.", path=str(into)))
    plan = read_mapping(mapping, into)
    table = read_table(workbook, plan.columns, plan.sheet)
    given = read_answers(answers, into) if answers else Answers()
    rules = schemas.load(into)
    town = Holdings.read(into, rules, plan)
    intake = _Intake(plan, table, rules.kinds["issue"], town, given, today, progress)
    report, contents = intake.run()
    if answers:
        write_answers(answers, given, intake.waiting)
    _write(into, contents, town.tree, progress)
    return report


def _write(into: Path, contents: Mapping[str, bytes], there: Tree, progress: Callable[[int, int], None]) -> None:
    for done, (path, content) in enumerate(contents.items()):
        try:
            write_atomically(into, path, content, instead_of=there.get(path))
        except OSError as error:
            reason = refusal(error)
            raise ToolError(
                say(
                    "{path} cannot be written: {reason}; {done} of {count} records are written, import again to go on.",
                    path=path,
                    reason=reason,
                    done=done,
                    count=len(contents),
                )
            ) from error
        progress(len(contents) + done + 1, 2 * len(contents))


@dataclass(frozen=True)
class _New:
    """A message that becomes a record; `confirmed` are the questions that an answer confirms."""

    message: Message
    data: Data
    notes: tuple[RowNote, ...]
    confirmed: tuple[Sighting, ...]


@dataclass
class _Intake:
    plan: ImportMapping
    table: Table
    kind: Kind
    town: Holdings
    answers: Answers
    today: date
    progress: Callable[[int, int], None]
    outcomes: list[RowOutcome] = field(default_factory=list)
    new: list[_New] = field(default_factory=list)
    waiting: list[Sighting] = field(default_factory=list)
    unclassified: Counter[str] = field(default_factory=Counter)
    classified: dict[str, bytes] = field(default_factory=dict)

    def run(self) -> tuple[ImportReport, dict[str, bytes]]:
        reader = RowReader(self.table, self.today)
        for row in self.table.rows:
            self.take(row, reader)
        contents = {**self.classified, **dict(self.numbered())}
        outcomes = tuple(sorted(self.outcomes, key=lambda each: each.row))
        report = ImportReport(
            rows_read=len(self.table.rows),
            outcomes=outcomes,
            unclassified=dict(self.unclassified.most_common()),
            remarks=self.remarks,
        )
        return report, contents

    @property
    def remarks(self) -> tuple[Text, ...]:
        if not self.plan.category.default:
            return ()
        return (say("The mapping's 'default' of 'category' is not used: what no words decide is not yet classified."),)

    def take(self, row: Row, reader: RowReader) -> None:
        message, notes = reader.read(row)
        if not message:
            self.enter("unusable", row.number, notes[0].reference, notes)
            return
        because = picked(self.plan.not_recorded, message.texts())
        if because:
            told = say("Not recorded here: {because}.", because=because)
            fix = say("Hand the message to the office in charge; it stays out of the records.")
            note = reader.note(row, message.reference, "title", told, fix)
            self.enter("unusable", row.number, message.reference, [note])
            return
        found = cells.sightings(row, message, self.plan)
        questions = [one for one in found if not one.found.is_sure]
        omits_reply = any(map(self.answers.omit, questions))
        data = draft(message, self.plan, omits_reply=omits_reply)
        faults = [*cells.misshapen(row, data, self.kind, reader), *cells.refusals(found, reader)]
        waiting = [one for one in questions if not self.answers.settle(one)]
        if faults:
            self.enter("unusable", row.number, message.reference, faults)
        elif message.reference in self.town.issues:
            self.compare(row, data, notes, reader)
        elif waiting:
            self.waiting += waiting
            self.enter("asked", row.number, message.reference, [*notes, *cells.asked(waiting, reader)])
        else:
            confirmed = (one for one in questions if not (omits_reply and one.column == "reply"))
            self.new.append(_New(message, data, tuple(notes), tuple(confirmed)))

    def compare(self, row: Row, data: Data, notes: list[RowNote], reader: RowReader) -> None:
        """The record that carries the message's number already: equal, only without a category, or reported."""
        documents: tuple[Any, ...] = self.town.issues[data["reference"]]
        drafts = [_like(document.data, data) for document in documents]
        for document, expected in zip(documents, drafts, strict=True):
            if document.data == expected:
                self.enter("unchanged", row.number, data["reference"], notes, expected["id"])
                return
            if document.data == {key: value for key, value in expected.items() if key != "category"}:
                before, category = self.town.tree[document.path], expected["category"]
                self.classified[document.path] = with_value(document.path, before, ("category",), category)
                self.enter("classified", row.number, data["reference"], notes, expected["id"])
                return
        found, expected = documents[0], drafts[0]
        told = say(
            "{path} differs from this row in: {keys}; it was left as it is.",
            path=found.path,
            keys=tuple(key for key in {**expected, **found.data} if found.data.get(key) != expected.get(key)),
        )
        fix = say("Correct the record or the row; what has happened since becomes a new event.")
        notes = [*notes, reader.note(row, data["reference"], "reference", told, fix)]
        self.enter("different", row.number, data["reference"], notes, found.data.get("id"))

    def numbered(self) -> Iterator[tuple[str, bytes]]:
        """The new records by path: numbered by time and outside number, after those the town has."""
        given, steps = len(self.classified), 2 * (len(self.classified) + len(self.new))
        for done, new in enumerate(sorted(self.new, key=lambda each: _order(each.message)), start=given + 1):
            group, year, _ = new.data["id"].rsplit("-", 2)
            number = self.town.next_number(group, year)
            data = {**new.data, "id": f"{group}-{year}-{number:04}"}
            if new.confirmed:
                data[CONFIRMED] = self.answers.confirmed(new.confirmed, data["id"], self.today)
            village, short = group.rsplit("-", 1)
            path = f"{files.RECORDS}/villages/{village}/issues/{year}/{short}-{year}-{number:04}.yaml"
            self.enter("created", new.message.row, new.message.reference, new.notes, data["id"])
            if "category" not in data:
                self.unclassified[self.plan.category.matter(new.message.texts()) or ""] += 1
            yield path, to_yaml(data)
            self.progress(done, steps)

    def enter(
        self, outcome: Outcome, row: int, reference: str, notes: Iterable[RowNote], record: str | None = None
    ) -> None:
        self.outcomes.append(RowOutcome(row=row, reference=reference, outcome=outcome, id=record, notes=tuple(notes)))


def _like(record: Data, data: Data) -> Data:
    """The draft with the record's number, where group and year are the same, and with what was given since: a category
    where the words name none, and confirmations."""
    identifier = str(record.get("id"))
    same = identifier.rsplit("-", 1)[0] == data["id"].rsplit("-", 1)[0]
    given = {key: record[key] for key in ("category", CONFIRMED) if key in record and key not in data}
    return {**data, **given, "id": identifier if same else data["id"]}


def _order(message: Message) -> tuple[datetime, int, str]:
    """By time, then by outside number: 999 before 2549."""
    return message.reported_at, len(message.reference), message.reference
