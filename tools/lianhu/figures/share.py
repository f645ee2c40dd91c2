"""What a village, or the town itself, adds to the figures: plain data that can be kept, and added up to the town's.

Each of these is worked out from one part of the town, with the town's settings, the day and the first day of its
records; so it holds as long as they do. Some of it only a day moves (what an open issue has waited, what is over), so
it is kept for a day, whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from lianhu.figures.behind import Behind, behind
from lianhu.figures.definitions import FIGURES
from lianhu.figures.facts import Facts
from lianhu.figures.figure import Figure
from lianhu.figures.period import TWELVE_MONTHS
from lianhu.figures.tally import Plain, Tally

# Of a figure by window (`""` for what has none), scope and place.
Tallies: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Plain]]]
Atom: TypeAlias = tuple[str, str, str]  # village, category and month of a row, empty where it has none

TOWN = "town"


@dataclass(frozen=True, kw_only=True)
class Share:
    """Data as JSON has it. `villages`: id, name and whether it is there in the time of the records, in order;
    `counting`: those in which any row counts.

    `months`: of each list of rows the months in which they count, each with their categories. `tallies` by figure,
    those that are nothing left out. `behind`: by figure some of the rows, village by village.
    """

    villages: Sequence[tuple[str, str, bool]]
    counting: Sequence[str]
    months: Mapping[str, Mapping[str, Sequence[str]]]
    tallies: Mapping[str, Tallies]
    behind: Mapping[str, Mapping[str, Behind]]


def share_of(facts: Facts) -> Share:
    """What the part of the town that these facts are about adds to its figures."""
    atoms = {name: _atoms(facts, name) for name in dict.fromkeys(figure.rows for figure in FIGURES)}
    tallies = {figure.key: _tallies(figure, atoms[figure.rows], facts) for figure in FIGURES}
    rows_behind = {figure.key: behind(figure, facts) for figure in FIGURES if not figure.part}
    return Share(
        villages=facts.known_villages,
        counting=sorted(facts.counting),
        months={name: months for name, found in atoms.items() if (months := _months(found))},
        tallies={key: found for key, found in tallies.items() if found},
        behind={key: found for key, found in rows_behind.items() if found},
    )


def _atoms(facts: Facts, name: str) -> Mapping[Atom, list[Any]]:
    """The rows of a list by all that figures are broken down by, so that each figure counts a row once."""
    found: dict[Atom, list[Any]] = defaultdict(list)
    for row in facts.rows(name):
        found[row.village, getattr(row, "category", ""), getattr(row, "month", "")].append(row)
    return found


def _months(atoms: Mapping[Atom, list[Any]]) -> Mapping[str, Sequence[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for _, category, month in atoms:
        if month:
            found[month].add(category)
    return {month: sorted(categories) for month, categories in sorted(found.items())}


def _tallies(figure: Figure, atoms: Mapping[Atom, list[Any]], facts: Facts) -> Tallies:
    found: dict[tuple[str, str, str], Tally] = {}
    for atom, rows in atoms.items():
        tally = figure.tally(rows)
        if tally.is_nothing:
            continue
        for line in _lines(figure, atom, facts):
            if line in found:
                found[line].add(tally)
            else:
                found[line] = tally.copy()
    whole: dict[str, dict[str, dict[str, Plain]]] = {}
    for (window, scope, place), tally in found.items():
        whole.setdefault(window, {}).setdefault(scope, {})[place] = tally.plain
    return whole


def _lines(figure: Figure, atom: Atom, facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Window, scope and place of each line in which a row counts."""
    village, category, month = atom
    places = {"village": village, "category": category, "month": month, "year": year_of(month)}
    for scope in (TOWN, *figure.by):
        for window in figure.windows(scope):
            if window != TWELVE_MONTHS or facts.period.holds(window, month):
                yield window, scope, places.get(scope, "")


def year_of(month: str) -> str:
    return month.partition("-")[0]
