"""Messages of residents as a platform hands them over: one row is one message, cleaned, with its reply."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from lianhu.reading.characters import forbidden
from lianhu.reading.spreadsheets import Cell, Row, Table
from lianhu.sheets.moments import lies_before, moment
from lianhu.sheets.outcomes import RowNote
from lianhu.words import Text, say
from lianhu.words.problems import quoted

MOST_DIGITS = 15  # what a spreadsheet keeps of a number
MISSING_GLYPH = "〓"
REPORTER = "网友"
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[ \t\u00a0]+")
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message; `reply` and `replied_at` stand together or not at all. Times are the platform's local ones."""

    row: int
    reference: str
    title: str
    statement: str
    reported_at: datetime
    reply: str | None
    replied_at: datetime | None

    def texts(self) -> dict[str, str]:
        """What words may be looked for in, by name."""
        return {"title": self.title, "statement": self.statement, "reply": self.reply or ""}


@dataclass(frozen=True)
class RowReader:
    """Reads one row after another; `today` bounds what can have happened."""

    table: Table
    today: date
    seen: dict[str, int] = field(default_factory=dict)

    def read(self, row: Row) -> tuple[Message | None, list[RowNote]]:
        """The message of a row, or None and why the row is unusable; notes on a usable row say what was changed."""
        reference = text_of(row.cells["reference"])
        faults = [*self._faults(row, reference)]
        if faults:
            return None, [self.note(row, reference, *fault) for fault in faults]
        reported_at = moment(row.cells["reported_at"])
        assert reported_at
        reporter = text_of(row.cells.get("reporter", ""))
        cleaned = {
            name: without_reporter(cleaned_text(text_of(row.cells.get(name, ""))), reporter)
            for name in ("title", "statement", "reply")
        }
        notes = [
            self.note(
                row,
                reference,
                name,
                say("Characters that few computers show were replaced by {sign}.", sign=MISSING_GLYPH),
                say("Correct the record once it is written."),
            )
            for name, text in cleaned.items()
            if MISSING_GLYPH in text and MISSING_GLYPH not in text_of(row.cells[name])
        ]
        replied_at = moment(row.cells.get("replied_at", ""))
        if replied_at and lies_before(replied_at, reported_at):
            notes.append(
                self.note(
                    row,
                    reference,
                    "replied_at",
                    say(
                        "The reply ({reply}) is dated before the message ({message}).",
                        reply=replied_at,
                        message=reported_at,
                    ),
                    say("The answer is recorded on the day of the message; correct the cell if it is wrong."),
                )
            )
        message = Message(
            row=row.number,
            reference=reference,
            title=" ".join(cleaned["title"].split()),
            statement=cleaned["statement"],
            reported_at=reported_at,
            reply=cleaned["reply"] or None,
            replied_at=replied_at,
        )
        return message, notes

    def _faults(self, row: Row, reference: str) -> Iterator[tuple[str, Text, Text]]:
        """What makes a row unusable: the column's name, what was found, and how to mend it."""
        fill = say("Fill the cell and import again; if cells are merged, unmerge them.")
        number = row.cells["reference"]
        first = self.seen.setdefault(reference, row.number) if reference else row.number
        if not reference:
            yield "reference", say("The message has no number."), fill
        elif isinstance(number, float) and abs(number) >= 10**MOST_DIGITS:
            yield (
                "reference",
                say("A spreadsheet keeps only {limit} digits of a number.", limit=MOST_DIGITS),
                say("Format the column as text and enter the number again."),
            )
        elif first != row.number:
            yield (
                "reference",
                say("The number {reference} stands in row {row} already.", reference=quoted(reference), row=first),
                say("Keep one of the two rows, or correct the number."),
            )
        if not cleaned_text(text_of(row.cells["title"])):
            yield "title", say("The message has no title."), fill
        yield from self._faults_of_time(row.cells["reported_at"], "reported_at")
        reply, replied_at = row.cells.get("reply", ""), row.cells.get("replied_at", "")
        if cleaned_text(text_of(reply)):
            yield from self._faults_of_time(replied_at, "replied_at")
        elif text_of(replied_at):
            yield "reply", say("The reply has a date but no text."), say("Fill the cell, or empty the date.")

    def _faults_of_time(self, cell: Cell, name: str) -> Iterator[tuple[str, Text, Text]]:
        write = say("Write it like 2019-04-25 9:32:09 or 2019-04-25.")
        found = moment(cell)
        if not text_of(cell):
            yield name, say("The date is missing."), write
        elif not found:
            yield name, say("{found} cannot be read as a date.", found=quoted(text_of(cell))), write
        elif found.date() > self.today:
            yield (
                name,
                say("{day} lies in the future; today is {today}.", day=found.date(), today=self.today),
                say("Correct the date."),
            )

    def note(self, row: Row, reference: str, name: str, message: Text, fix: Text) -> RowNote:
        """A note on the cell of the column called `name`; on column A where the sheet has no such column."""
        column = self.table.letters.get(name, "A")
        sheet = self.table.sheet
        return RowNote(sheet=sheet, row=row.number, column=column, reference=reference, message=message, fix=fix)


def text_of(cell: Cell) -> str:
    """A cell as text, without space around it; 2549.0 is the number 2549."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def without_reporter(text: str, reporter: str) -> str:
    """The text with the reporter's name or account, as the platform writes it, replaced by 网友 (one of the net).

    Source: domain.md section 6, who reported an issue is shown nowhere; two replies of three address them by it.
    """
    if len(reporter) < 2:
        return text
    return re.sub(rf"(?<![A-Za-z0-9]){re.escape(reporter)}(?![A-Za-z0-9])", REPORTER, text)


def cleaned_text(text: str) -> str:
    """A text as a record may hold it: LF, no space around lines, at most one blank line, no invisible characters.

    Nothing that can be seen is taken away: a character of private use becomes 〓, the printers' sign for a missing one.
    """
    text = _LINE_BREAK.sub("\n", text)
    while found := next(forbidden(text), None):
        sign = text[found[0]]
        text = text.replace(sign, MISSING_GLYPH if unicodedata.category(sign) in ("Co", "Cn", "Cs") else "")
    text = "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip()
