"""What rows add to a figure, in numbers alone: those of the villages add up to the town's."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

Number: TypeAlias = int | Decimal
Plain: TypeAlias = list[int | str | list[int] | None]  # as JSON keeps it; money is text there


@dataclass(slots=True)
class Tally:
    """A figure's numbers over some rows, in time and with what came late; both readings have one denominator.

    `size` is how much lies behind a rate: rows, or households. `days` are those that each case took, of a figure whose
    value is picked from them: the middle one of a town is known from the days of its villages, not from their middles.
    """

    numerator: Number = 0
    numerator_with_late: Number = 0
    denominator: Number | None = None
    size: Number = 0
    days: list[int] = field(default_factory=list)
    days_with_late: list[int] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        return not (self.numerator_with_late or self.denominator or self.size)

    def add(self, other: Tally) -> None:
        self.numerator += other.numerator
        self.numerator_with_late += other.numerator_with_late
        self.size += other.size
        if other.denominator is not None:
            self.denominator = (self.denominator or 0) + other.denominator
        if other.days or other.days_with_late:
            self.days += other.days
            self.days_with_late += other.days_with_late

    def copy(self) -> Tally:
        """Another one, to add to."""
        numbers = self.numerator, self.numerator_with_late, self.denominator, self.size
        return Tally(*numbers, list(self.days), list(self.days_with_late))

    @property
    def plain(self) -> Plain:
        numbers = [_plain(one) for one in (self.numerator, self.numerator_with_late, self.denominator, self.size)]
        return [*numbers, sorted(self.days), sorted(self.days_with_late)] if self.days else [*numbers]

    @classmethod
    def of(cls, plain: Plain) -> Tally:
        """The numbers again; they share the lists of days."""
        if isinstance(plain[0], str):
            plain = [Decimal(one) if isinstance(one, str) else one for one in plain]  # type: ignore[misc]
        return cls(*plain)  # type: ignore[arg-type]


def _plain(number: Number | None) -> int | str | None:
    return str(number) if isinstance(number, Decimal) else number
