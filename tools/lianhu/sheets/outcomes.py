"""What an import tells: every row of the sheet with what became of it, and notes on cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lianhu.words import Text

Outcome = Literal["created", "unchanged", "classified", "different", "asked", "unusable"]


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
    """What became of one row; `id` is the issue's, None for a row that waits for answers or is unusable."""

    row: int
    reference: str
    outcome: Outcome
    id: str | None
    notes: tuple[RowNote, ...]


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """Every row of the sheet, in its order: `rows_read` is the sum of the six outcomes.

    `unclassified` tells how many new records have no category, by the matter that their words name, empty where they
    name none. `remarks` are on the whole.
    """

    rows_read: int
    outcomes: tuple[RowOutcome, ...]
    unclassified: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[Text, ...] = ()

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
    def classified(self) -> tuple[RowOutcome, ...]:
        return self.of("classified")

    @property
    def asked(self) -> tuple[RowOutcome, ...]:
        return self.of("asked")

    @property
    def notes(self) -> tuple[RowNote, ...]:
        return tuple(note for each in self.outcomes for note in each.notes)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to do: every row is a record, equal to its row."""
        return not (self.different or self.asked or self.unusable)
