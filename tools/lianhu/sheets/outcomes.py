"""What an import tells: every row of the sheet with what became of it, and notes on cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lianhu.words import Text

Outcome = Literal["created", "unchanged", "different", "unusable"]


@dataclass(frozen=True, kw_only=True)
class RowNote:
    """What a person must know of a row: where (`row` as the spreadsheet counts, `column` by letter), what, and how."""

    sheet: str
    row: int
    column: str
    reference: str
    message: Text
    fix: Text


@dataclass(frozen=True, kw_only=True)
class RowOutcome:
    """What became of one row; `id` is the issue's, None for an unusable row."""

    row: int
    reference: str
    outcome: Outcome
    id: str | None
    notes: tuple[RowNote, ...]


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """Every row of the sheet, in its order: `rows_read` is the sum of the four outcomes."""

    rows_read: int
    outcomes: tuple[RowOutcome, ...]

    def of(self, outcome: Outcome) -> tuple[RowOutcome, ...]:
        return tuple(each for each in self.outcomes if each.outcome == outcome)

    @property
    def created(self) -> tuple[RowOutcome, ...]:
        return self.of("created")

    @property
    def unchanged(self) -> tuple[RowOutcome, ...]:
        return self.of("unchanged")

    @property
    def different(self) -> tuple[RowOutcome, ...]:
        return self.of("different")

    @property
    def unusable(self) -> tuple[RowOutcome, ...]:
        return self.of("unusable")

    @property
    def notes(self) -> tuple[RowNote, ...]:
        return tuple(note for each in self.outcomes for note in each.notes)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to do: every row is a record, equal to its row."""
        return not self.different and not self.unusable
