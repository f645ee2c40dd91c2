"""What is wrong in the cells of a message, or asked of them: of what would enter the record alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lianhu.personal import Found, found_in
from lianhu.reading.document import Document, Location, Place, Where
from lianhu.reading.spreadsheets import Row
from lianhu.rules.excuses import RULE_OF, fingerprint
from lianhu.rules.wording import WHAT, instead_of, words_of
from lianhu.sheets.mapping import ImportMapping
from lianhu.sheets.messages import Message, RowReader
from lianhu.sheets.outcomes import RowNote
from lianhu.town import shape
from lianhu.town.schemas import Kind
from lianhu.words import say


@dataclass(frozen=True)
class Sighting:
    """Something found in the cell of a message, in the column that the mapping calls `column`."""

    row: Row
    reference: str
    column: str
    found: Found

    @property
    def rule(self) -> str:
        return RULE_OF[self.found.detector]

    def fingerprint(self, place: str) -> str:
        """What stands for the words: in a file of answers by the message's number, in a record by its id."""
        return fingerprint(place, self.rule, self.found.value)

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells one question of a sheet from all others."""
        return self.reference, self.rule, self.fingerprint(self.reference)


# From which cell a key of the record comes.
COLUMNS = {"reference": "reference", "title": "title", "statement": "statement", "events": "reply"}


def misshapen(row: Row, data: dict[str, Any], kind: Kind, reader: RowReader) -> Iterator[RowNote]:
    """What the issue's schema finds wrong, told of the cell it comes from."""
    keys = list(data)
    # The line of a problem is the place of its key: no text has been written yet.
    places: dict[Location, Place] = {(key,): Place(index, 1) for index, key in enumerate(keys)}
    document = Document("", data, Where.known({(): Place(0, 1), **places}))
    for problem in shape.shape_problems(document, kind):
        column = COLUMNS.get(keys[problem.line], "")
        yield reader.note(row, data["reference"], column, problem.message, problem.fix)


def sightings(row: Row, message: Message, plan: ImportMapping) -> tuple[Sighting, ...]:
    """What is found in the cells of a row, in order."""
    texts = {"reference": message.reference, **message.texts()}
    return tuple(
        Sighting(row, message.reference, column, found)
        for column, text in texts.items()
        if plan.keeps(column)
        for found in found_in(text)
        if not found.is_told_beside
    )


def refusals(found: Iterable[Sighting], reader: RowReader) -> Iterator[RowNote]:
    """What is sure, told once a cell and kind of it: the check would refuse the record for it."""
    first = {(one.column, one.found.detector): one for one in reversed(list(found)) if one.found.is_sure}
    for one in reversed(first.values()):
        because = say("{what}: {found}", what=WHAT[one.found.detector], found=one.found.masked)
        told = say("Not recorded here: {because}.", because=because)
        fix = say("Take it out of the cell and import again, or leave the message to the office in charge.")
        yield reader.note(one.row, one.reference, one.column, told, fix)


def asked(questions: Iterable[Sighting], reader: RowReader) -> Iterator[RowNote]:
    """What waits for an answer: the words, and what to write instead."""
    for one in questions:
        instead = instead_of(one.rule, one.found)
        fix = say("{fix} If it tells of nobody: answer it in a file (--answers FILE drafts it).", fix=instead)
        yield reader.note(one.row, one.reference, one.column, words_of(one.found), fix)
