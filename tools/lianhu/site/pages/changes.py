"""What has changed: in one record, for its page; in the town, for `/changes/` and its feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby, islice

from lianhu.figures import Table
from lianhu.figures.table import counted
from lianhu.history.chronicle import Chronicle, ToldStep
from lianhu.public import Posted
from lianhu.site.pages.moved_figures import DayFigures, days_told, moved
from lianhu.site.pages.page import Page, of_section

# So that a page stays light on an old phone.
LINES_OF_RECORD = 20
STEPS, RECORDS_OF_STEP, LINES_OF_ENTRY = 100, 10, 5


@dataclass(frozen=True)
class RecordChanges:
    """The newest changes of a record; `count` is how many there are in all, `more` how many are left out."""

    state: str
    entries: tuple[ToldStep, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.entries)


@dataclass(frozen=True)
class RecordStep:
    """What one commit changed in one record; `address` is empty for a record without a page."""

    title: str
    address: str
    entry: ToldStep
    more: int


@dataclass(frozen=True)
class TownStep:
    """What one commit changed: its first records, and how many there are beyond; `at_latest` as of a `ToldStep`."""

    commit: str
    recorded: datetime
    records: tuple[RecordStep, ...]
    more: int
    at_latest: bool = False

    @property
    def day(self) -> date:
        return self.recorded.date()


def of_record(page: Page, town: Posted, chronicle: Chronicle | None) -> RecordChanges | None:
    """The changes of a page's record; of an entry's page (an area) those of the entry."""
    if not page.source or not chronicle:
        return None
    filing, record_id = town.schemas.filing(page.source), page.address.split("/")[-2]
    is_part = filing is not None and filing.kind.name == "village" and record_id != filing.id
    told = chronicle.of_record(page.source, record_id if is_part else "")
    lines, shown = 0, []
    for entry in told.entries:
        if lines >= LINES_OF_RECORD:
            break
        shown.append(replace(entry, lines=entry.lines[: LINES_OF_RECORD - lines]))
        lines += len(entry.lines)
    return RecordChanges(told.state, tuple(shown), len(told.entries))


def newest(chronicle: Chronicle, pages: Iterable[Page]) -> tuple[TownStep, ...]:
    """The newest steps of the town, each record called as its page is."""
    found = by_source(pages)
    told = islice(chronicle.newest(RECORDS_OF_STEP), STEPS)
    return tuple(_step(chronicle, entries, count, found) for entries, count in told)


def by_source(pages: Iterable[Page]) -> dict[str, Page]:
    """The page of each record by the record's path; of a village with its areas the village's."""
    found: dict[str, Page] = {}
    for page in pages:
        if page.source:
            found.setdefault(page.source, page)
    return found


def title(chronicle: Chronicle, path: str, pages: Mapping[str, Page]) -> str:
    """What a record is called where its changes are told: as its page is, if it has one."""
    page = pages.get(path)
    return chronicle.title(path, page.title if page else "")


def _step(chronicle: Chronicle, entries: Sequence[ToldStep], count: int, pages: Mapping[str, Page]) -> TownStep:
    records = []
    for entry in entries[:RECORDS_OF_STEP]:
        page = pages.get(entry.path)
        shown = replace(entry, lines=entry.lines[:LINES_OF_ENTRY])
        called = title(chronicle, entry.path, pages)
        records.append(RecordStep(called, page.address if page else "", shown, len(entry.lines) - len(shown.lines)))
    first, more = entries[0], count - len(records)
    return TownStep(first.commit, first.recorded, tuple(records), more, first.at_latest)


@dataclass(frozen=True)
class Day:
    """The steps of a day, and the figures that they moved; None where that was not counted."""

    day: date
    steps: tuple[TownStep, ...]
    figures: DayFigures | None

    def natures(self, record: RecordStep) -> tuple[str, ...]:
        """What the record's change is: who may; figures, facts or words. What was not counted is not said."""
        found = record.entry.natures
        who = ("who_may",) if "who_may" in found else ()
        if self.figures and record.entry.path in self.figures.moving:
            return (*who, "figures")
        if found - {"who_may"} == {"words"}:
            return (*who, "words")
        return (*who, "facts") if self.figures and "facts" in found else who


def days(chronicle: Chronicle, town: Posted, steps: Sequence[TownStep], pages: Iterable[Page]) -> Iterator[Day]:
    """The steps by day, the newest first; of the newest days with the figures that they moved.

    A day of which not all steps are listed is not counted.
    """
    found = by_source(pages)
    by_day = [(day, tuple(of_day)) for day, of_day in groupby(steps, key=lambda step: step.day)]
    cut = by_day[-1][0] if len(steps) == STEPS else None
    tables: dict[int, Table | None] = {}

    def table(number: int) -> Table | None:
        if number not in tables:
            state = chronicle.before(number)
            tables[number] = None if state is None else Table.of(town) if state is town else counted(state)
        return tables[number]

    def named(path: str) -> tuple[str, str]:
        page = found.get(path)
        return title(chronicle, path, found), page.address if page else ""

    for place, (day, of_day) in enumerate(by_day):
        figures = None
        if place < days_told(len(town.filings)) and day != cut:
            first, last = chronicle.spanned(step.commit for step in of_day)
            before = table(first)  # of the first day there is none, and nothing to count
            after = table(last + 1) if before else None
            figures = moved(before, after, named) if before and after else None
        yield Day(day, of_day, figures)


def page(state: str, told: Sequence[Day]) -> Page:
    return of_section(
        "changes/", "最近变动", "changes.html", "记录最近改了什么、何时录入、何时发生", days=told, state=state
    )
