"""Some of the rows behind a figure, as the page names them, and how many there are: data that can be kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from lianhu.figures.facts import Facts
from lianhu.figures.figure import Figure

LISTED = 3  # rows shown behind a figure; the data file has them all

# What is told of a row, by the list that it is in; of others (visits, attendance, money) only the data file tells.
TOLD: Mapping[str, tuple[str, ...]] = {
    "cases": ("id", "title", "days"),
    "awards": ("representative", "month"),
    "coverage": ("id", "served", "households"),
    "due": ("village", "month"),
    "reviewed": ("village", "month"),
    "tasks": ("village", "month", "number"),
    "orders": ("village", "month", "number"),
    "decisions": ("village", "month", "number"),
}
# Of the town's reviews, which tell of all villages one after another.
OF_REVIEWS = ("awards", "reviewed")
NOT_COUNTED, LATE, COUNTED = "not_counted", "late", "counted"

Row: TypeAlias = "dict[str, Any]"
# What the figure does not count comes first, then what came late, then what is counted in time: the number of rows of
# each, and the first of them.
Behind: TypeAlias = "dict[str, tuple[int, Sequence[Row]]]"


def behind(figure: Figure, facts: Facts) -> dict[str, Behind]:
    """The rows behind a figure since the start, of each village; under `""` those of the town."""
    if figure.rows not in TOLD:
        return {}
    by_village: dict[str, list[Any]] = defaultdict(list)
    for row in facts.rows(figure.rows):
        by_village["" if figure.rows in OF_REVIEWS else row.village].append(row)
    return {village: found for village, rows in by_village.items() if (found := _behind(figure, rows))}


def _behind(figure: Figure, rows: Sequence[Any]) -> Behind:
    with_late = figure.measure(rows)
    in_time = figure.in_time(with_late)
    counted, known = ({row.id for row in value.counted} for value in (with_late, in_time))
    found = {
        NOT_COUNTED: [row for row in with_late.among if row.id not in counted],
        LATE: [row for row in with_late.counted if row.id not in known],
        COUNTED: list(in_time.counted),
    }
    return {
        name: (len(rows), [_told(figure, row) for row in _first(figure, rows)]) for name, rows in found.items() if rows
    }


def _first(figure: Figure, rows: Sequence[Any]) -> Sequence[Any]:
    """Of issues those that waited longest: that is what is left to do; of others the newest."""
    if figure.rows == "cases":
        return sorted(rows, key=lambda case: (-case.days, case.id))[:LISTED]
    return rows[::-1][:LISTED]


def _told(figure: Figure, row: Any) -> Row:
    return {name: getattr(row, name) for name in TOLD[figure.rows]}


def joined(figure: Figure, villages: Iterable[Behind]) -> Behind:
    """What is behind a figure in several villages, given in order, together."""
    found: Behind = {}
    last_first = [*villages][::-1]
    for name in (NOT_COUNTED, LATE, COUNTED):
        counts, rows = 0, list[Row]()
        for one in last_first:
            count, first = one.get(name, (0, ()))
            counts, rows = counts + count, [*rows, *first]
        if figure.rows == "cases":
            rows.sort(key=lambda row: (-row["days"], row["id"]))
        if counts:
            found[name] = counts, rows[:LISTED]
    return found
