"""A table of rows behind figures, and the files of open data that it is: one, or one for each year or month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lianhu.figures.facts import Facts
from lianhu.public import data_files

Row = tuple[object, ...]


@dataclass(frozen=True)
class RowFile:
    """`data/<name>-rows.csv`: its columns, what it holds in Chinese, and which lists of `Facts` it is behind.

    `kinds` are those whose records its first column names, where these grow with the years: a record's rows are in the
    file of the year or month in whose file the record is.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Callable[[Facts], Iterable[Row]]
    behind: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def address(self, period: str = "") -> str:
        """The file of all rows, or of a year's (`2026`) or a month's (`2026-03`)."""
        return f"data/{self.name}-rows{period and f'-{period}'}.csv"

    @property
    def pattern(self) -> str:
        """The addresses of its files in one word."""
        return self.address(data_files.written(self.kinds[0]) if self.kinds else "")

    def periods(self, counted: Mapping[str, Mapping[str, int]], today: date) -> tuple[str, ...]:
        """Those of its files, in order; today's is there without any record."""
        if not self.kinds:
            return ("",)
        now = data_files.present(self.kinds[0], today)
        return tuple(sorted({now, *(period for kind in self.kinds for period in counted.get(kind, ()))}))

    def addresses(self, counted: Mapping[str, Mapping[str, int]], today: date) -> tuple[str, ...]:
        """All of its files, those without a row as well."""
        return tuple(map(self.address, self.periods(counted, today)))

    def found(self, facts: Facts) -> Mapping[str, Sequence[Row]]:
        """The rows of each file that has any, by its address."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows(facts):
            found[self.address(data_files.period(self.kinds[0], str(row[0])) if self.kinds else "")].append(row)
        return found
