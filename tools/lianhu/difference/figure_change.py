"""The figures that a change moves, and what moved each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lianhu.figures import Figure, FigureLine, Sources, Table
from lianhu.figures.parts import Part, parts_of


@dataclass(frozen=True, kw_only=True)
class FigureChange:
    """A figure that moves in one place; a line is None where the state has no such row.

    What the `parts` add up to is the difference, of numerator and denominator each and in both readings; `villages` are
    names by id.
    """

    before: FigureLine | None
    after: FigureLine | None
    parts: tuple[Part, ...]
    villages: Mapping[str, str]

    @property
    def line(self) -> FigureLine:
        line = self.after or self.before
        assert line
        return line

    @property
    def figure(self) -> Figure:
        return self.line.figure


def figure_changes(before: Table, after: Table, sources: Sources) -> Iterator[FigureChange]:
    """Every line whose cell differs, of the town and of each village, category, month and year; in order of figures.

    `sources` has all rows that differ.
    """
    tables = (before, after)
    windows = ("", *tables[1].windows)
    was, now = ({line.key: line for line in table.lines if line.window in windows} for table in tables)
    villages = {name: called for table in tables for name, called in table.villages.items()}
    for key in (*now, *(key for key in was if key not in now)):
        old, new = was.get(key), now.get(key)
        if (old and old.cell) != (new and new.cell):
            yield FigureChange(before=old, after=new, parts=parts_of(old, new, sources), villages=villages)
