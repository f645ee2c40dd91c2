"""The import of issues: a workbook of messages becomes records, and every row is accounted for.

workbook -> rows -> messages -> issue data -> numbers -> files. All rows are converted before the first file is
written; files are written in the order of their numbers, so an import that was interrupted goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lianhu.personal import found_in
from lianhu.reading import files
from lianhu.reading.document import Document, Location, Place, Where
from lianhu.reading.spreadsheets import Row, Table, read_table
from lianhu.rules.privacy import WHAT
from lianhu.sheets.drafts import Data, draft
from lianhu.sheets.holdings import Holdings
from lianhu.sheets.mapping import ImportMapping, picked, read_mapping
from lianhu.sheets.messages import Message, RowReader
from lianhu.sheets.outcomes import ImportReport, Outcome, RowNote, RowOutcome
from lianhu.town import schemas, shape
from lianhu.town.schemas import Kind
from lianhu.words import say
from lianhu.words.problems import ToolError, refusal
from lianhu.writing.disk import write_atomically
from lianhu.writing.yamltext import to_yaml

MOST_NUMBERS = 9_999


def import_issues(
    workbook: Path,
    mapping: Path,
    into: Path,
    *,
    today: date,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> ImportReport:
    """Turn the messages in `workbook` into issues of the town at `into` (the folder that holds `records/`).

    A message whose number a record carries already is never written again: it is unchanged or reported as different.
    `progress` is told the steps done and the steps in all: each new record is laid out, then written. Raises
    ToolError when the workbook, the mapping or the town does not allow an import; then nothing has been written,
    unless it says so.
    """
    if not (into / files.RECORDS).is_dir():
        raise ToolError(say("{path} holds no folder 'records': name the town's folder.", path=str(into)))
    plan = read_mapping(mapping, into)
    table = read_table(workbook, plan.columns, plan.sheet)
    rules = schemas.load(into)
    town = Holdings.read(into, rules, plan)
    intake = _Intake(plan, table, rules.kinds["issue"], town, today, progress)
    report, contents = intake.run()
    _write(into, contents, progress)
    return report


def _write(into: Path, contents: Mapping[str, bytes], progress: Callable[[int, int], None]) -> None:
    for done, (path, content) in enumerate(contents.items()):
        try:
            write_atomically(into, path, content)
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


@dataclass
class _Intake:
    plan: ImportMapping
    table: Table
    kind: Kind
    town: Holdings
    today: date
    progress: Callable[[int, int], None]
    outcomes: list[RowOutcome] = field(default_factory=list)
    new: list[tuple[Message, Data, tuple[RowNote, ...]]] = field(default_factory=list)

    def run(self) -> tuple[ImportReport, dict[str, bytes]]:
        reader = RowReader(self.table, self.today)
        for row in self.table.rows:
            self.take(row, reader)
        contents = dict(self.numbered())
        outcomes = tuple(sorted(self.outcomes, key=lambda each: each.row))
        return ImportReport(rows_read=len(self.table.rows), outcomes=outcomes), contents

    def take(self, row: Row, reader: RowReader) -> None:
        message, notes = reader.read(row)
        if not message:
            self.enter("unusable", row.number, notes[0].reference, None, notes)
            return
        refused = picked(self.plan.not_recorded, message.texts())
        if refused:
            told = say("Not recorded here: {because}.", because=refused)
            fix = say("Hand the message to the office in charge; it stays out of the records.")
            notes = [reader.note(row, message.reference, "title", told, fix)]
            self.enter("unusable", row.number, message.reference, None, notes)
            return
        data = draft(message, self.plan)
        faults = [*self.misshapen(row, data, reader), *self.personal(row, message, reader)]
        if faults:
            self.enter("unusable", row.number, message.reference, None, faults)
        elif message.reference in self.town.issues:
            self.compare(row, data, notes, reader)
        else:
            self.new.append((message, data, tuple(notes)))

    def misshapen(self, row: Row, data: Data, reader: RowReader) -> Iterator[RowNote]:
        """What the issue's schema finds wrong, told of the cell it comes from."""
        columns = {"reference": "reference", "title": "title", "statement": "statement", "events": "reply"}
        keys = list(data)
        # The line of a problem is the place of its key: no text has been written yet.
        places: dict[Location, Place] = {(key,): Place(index, 1) for index, key in enumerate(keys)}
        document = Document("", data, Where.known({(): Place(0, 1), **places}))
        for problem in shape.shape_problems(document, self.kind):
            column = columns.get(keys[problem.line], "")
            yield reader.note(row, data["reference"], column, problem.message, problem.fix)

    def personal(self, row: Row, message: Message, reader: RowReader) -> Iterator[RowNote]:
        """What no record may hold, told once a cell and kind of it; the check would refuse the record for it."""
        told: set[tuple[str, str]] = set()
        for column, text in {"reference": message.reference, **message.texts()}.items():
            for found in found_in(text):
                if (column, found.detector) in told or (column == "reply" and not self.keeps_replies):
                    continue
                told.add((column, found.detector))
                because = say("{what}: {found}", what=WHAT[found.detector], found=found.masked)
                yield reader.note(
                    row,
                    message.reference,
                    column,
                    say("Not recorded here: {because}.", because=because),
                    say("Take it out of the cell and import again, or leave the message to the office in charge."),
                )

    @property
    def keeps_replies(self) -> bool:
        return self.plan.reply is not None and self.plan.reply.text == "note"

    def compare(self, row: Row, data: Data, notes: list[RowNote], reader: RowReader) -> None:
        """The record that carries the message's number already: equal, or left alone and reported."""
        documents: tuple[Any, ...] = self.town.issues[data["reference"]]
        drafts = [_numbered_like(document.data, data) for document in documents]
        for document, expected in zip(documents, drafts, strict=True):
            if document.data == expected:
                self.enter("unchanged", row.number, data["reference"], expected["id"], notes)
                return
        found, expected = documents[0], drafts[0]
        told = say(
            "{path} differs from this row in: {keys}; it was left as it is.",
            path=found.path,
            keys=tuple(key for key in {**expected, **found.data} if found.data.get(key) != expected.get(key)),
        )
        fix = say("Correct the record or the row; what has happened since becomes a new event.")
        notes = [*notes, reader.note(row, data["reference"], "reference", told, fix)]
        self.enter("different", row.number, data["reference"], found.data.get("id"), notes)

    def numbered(self) -> Iterator[tuple[str, bytes]]:
        """The new records by path: numbered by time and outside number, after those the town has."""
        for done, (message, data, notes) in enumerate(sorted(self.new, key=lambda each: _order(each[0])), start=1):
            group, year, _ = data["id"].rsplit("-", 2)
            self.town.highest[group, year] += 1
            number = self.town.highest[group, year]
            if number > MOST_NUMBERS:
                raise ToolError(
                    say(
                        "{group} would have more than {limit} issues in {year}; send some to other groups.",
                        group=group,
                        limit=MOST_NUMBERS,
                        year=year,
                    )
                )
            data = {**data, "id": f"{group}-{year}-{number:04}"}
            village, short = group.rsplit("-", 1)
            path = f"{files.RECORDS}/villages/{village}/issues/{year}/{short}-{year}-{number:04}.yaml"
            self.enter("created", message.row, message.reference, data["id"], notes)
            yield path, to_yaml(data)
            self.progress(done, 2 * len(self.new))

    def enter(self, outcome: Outcome, row: int, reference: str, identifier: Any, notes: Any) -> None:
        self.outcomes.append(
            RowOutcome(row=row, reference=reference, outcome=outcome, id=identifier, notes=tuple(notes))
        )


def _numbered_like(record: Data, data: Data) -> Data:
    """The draft with the record's number, where group and year are the same."""
    identifier = str(record.get("id"))
    same = identifier.rsplit("-", 1)[0] == data["id"].rsplit("-", 1)[0]
    return {**data, "id": identifier} if same else data


def _order(message: Message) -> tuple[datetime, int, str]:
    """By time, then by outside number: 999 before 2549."""
    return message.reported_at, len(message.reference), message.reference
