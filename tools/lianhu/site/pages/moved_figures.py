"""The figures that the changes of a day moved, and which records moved each, for `/changes/`.

Both states of a day are counted on the day of the build, so that nothing moves because time has passed, and the parts
of a figure add up to the difference. A state costs as much as counting the town anew; so of a large town the newest
day is told, of a small one several: as many as `COUNTED` records allow, which is the same in every clone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lianhu.figures import WINDOWS, Facts, FigureLine, Sources, Table, stats
from lianhu.figures.parts import ELSEWHERE, Part, folded, parts_of, signed
from lianhu.words import CHINESE

COUNTED = 4_000
MOST_DAYS = 3
PARTS_LISTED = 3


@dataclass(frozen=True)
class RecordShare:
    """What records add to a figure together: the first by title and address, empty without a page.

    `more`: how many they are in all, where not all are named; else 0. `days` are those of the one case, if any.
    """

    share: str
    records: tuple[tuple[str, str], ...]
    more: int
    days: str


@dataclass(frozen=True)
class VillageShare:
    """What more records add in a village."""

    share: str
    village: str
    count: int


@dataclass(frozen=True)
class MovedFigure:
    """A figure of the town before and after a day, and what moved it."""

    title: str
    before: str
    after: str
    listed: tuple[RecordShare, ...]
    others: tuple[VillageShare, ...]


@dataclass(frozen=True)
class DayFigures:
    """The figures that a day moved in a window, and the paths of the records that moved any."""

    window: str
    figures: tuple[MovedFigure, ...]
    moving: frozenset[str]


Named = Callable[[str], tuple[str, str]]  # path -> title and address


def days_told(records: int) -> int:
    """How many of the newest days are counted in a town with so many records."""
    return min(max(COUNTED // max(records, 1), 1), MOST_DAYS)


def moved(before: Table, after: Table, named: Named) -> DayFigures:
    """What moved between two states of the town, in order of figures, in the first window that is worth telling."""
    sources = Sources(Facts(before.town), Facts(after.town))
    villages = {**before.villages, **after.villages}
    was, now = ({line.key: line for line in _of_town(table, after.windows[0])} for table in (before, after))
    figures, moving = [], set[str]()
    for key in now:
        old, new = was.get(key), now[key]
        if (old and old.cell) != new.cell:
            found = parts_of(old, new, sources)
            moving |= {path for part in found for path in part.records}
            figures.append(_figure(old, new, found, villages, named))
    return DayFigures(WINDOWS[after.windows[0]], tuple(figures), frozenset(moving))


def _of_town(table: Table, window: str) -> Iterator[FigureLine]:
    return (line for line in table.lines if line.scope == "town" and line.window in ("", window))


def _figure(
    before: FigureLine | None, after: FigureLine, found: Sequence[Part], villages: Mapping[str, str], named: Named
) -> MovedFigure:
    listed, others = folded(found, PARTS_LISTED)
    return MovedFigure(
        title=stats.title(after.figure, CHINESE),
        before=_said(before) if before else "没有",
        after=_said(after),
        listed=tuple(_of_records(part, named) for part in listed),
        others=tuple(
            VillageShare(_share(part), {**villages, ELSEWHERE: "其余各村"}.get(village, "镇里"), len(part.records))
            for village, part in others
        ),
    )


def _of_records(part: Part, named: Named) -> RecordShare:
    count = len(part.records)
    shown = part.records[:PARTS_LISTED]
    return RecordShare(_share(part), tuple(map(named, shown)), count if count > len(shown) else 0, _days(part))


def _said(line: FigureLine) -> str:
    return " ".join(filter(None, stats.said(line, CHINESE)))


def _share(part: Part) -> str:
    late = f"（连补录的 {signed(part.numerator_with_late)}）"
    return part.share if part.numerator == part.numerator_with_late else f"{part.share}{late}"


def _days(part: Part) -> str:
    """How long the one case took, of a figure of days."""
    if len(part.rows) != 1 or part.rows[0].days == (None, None):
        return ""
    before, after = ("不算" if days is None else f"{days}天" for days in part.rows[0].days)
    return f"{before} → {after}"
