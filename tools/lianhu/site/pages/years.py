"""What of the past a page shows that a reader opens, and what lies on the pages of the years: one rule for all pages.

An opened page shows the last twelve months, as the figures count them, and of what is older whatever still waits for
somebody. A year of which that leaves anything out has a page of its own, below the opened one, with all of that year.
So no page grows with the number of years, nothing that is open or overdue is moved away, and the address of a year
stays once it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any, TypeVar

from lianhu.figures import MONTHS_BACK, TWELVE_MONTHS, WINDOWS
from lianhu.town import loop
from lianhu.town.kinds import Issue, Meeting, Representative, Review, TaskList, VillageServiceDay
from lianhu.town.month import Month, month_of
from lianhu.town.register import Register

Item = TypeVar("Item")

# The rule in the words of the pages.
SHOWN = f"{WINDOWS[TWELVE_MONTHS]}的，没有办完的不论多久都列着"


def first_shown(town: Register) -> date:
    """The first day of which an opened page shows everything."""
    return Month.of(town.today).back(MONTHS_BACK).first


def reported_on(issue: Issue) -> date:
    """The day that says in which year an issue is listed."""
    return issue.events[0].date


# What a record of each kind waits for: it is shown, however old it is.
WAITS: dict[type, Callable[[Any], bool]] = {
    Issue: loop.is_open,
    TaskList: lambda tasks: any(not task.done_on and not task.not_done for task in tasks.tasks),
    VillageServiceDay: lambda day: day.is_planned or any(not order.delivery for order in day.orders),
    Meeting: lambda meeting: meeting.is_planned,  # its open decisions are listed by themselves
    Review: lambda review: any(not decision.outcome for decision in review.decisions),
}


def is_shown(town: Register, record: Any, day: date) -> bool:
    """Whether an opened page shows the record, in which something last happened on `day`."""
    waits = WAITS.get(type(record))
    return day >= first_shown(town) or bool(waits and waits(record))


def is_issue_shown(town: Register, issue: Issue) -> bool:
    return is_shown(town, issue, issue.events[-1].date)


def shown_issues(town: Register, issues: Iterable[Issue]) -> tuple[Issue, ...]:
    return tuple(issue for issue in issues if is_issue_shown(town, issue))


def searched_in(town: Register, record: Issue | Representative) -> int | None:
    """The year in whose search index a record is; None for the one that a reader loads first.

    An issue that is no longer shown is in the year of its report, a representative who left long ago in that year.
    """
    if isinstance(record, Issue):
        return None if is_issue_shown(town, record) else reported_on(record).year
    left = record.seat(town.today).until
    return left.year if left and left < first_shown(town) else None


def search_years(town: Register) -> tuple[int, ...]:
    """The years with a search index of their own, the newest first."""
    records: tuple[Issue | Representative, ...] = (*town.all(Issue), *town.all(Representative))
    return tuple(sorted({year for one in records if (year := searched_in(town, one))}, reverse=True))


def by_month(records: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Records in order of their dates, month by month: `("2026-03", [...])`."""
    return [(month, list(of_month)) for month, of_month in groupby(records, key=lambda one: month_of(one.date))]


@dataclass(frozen=True)
class Happened:
    """What happened of one kind, the newest first: each entry has its day, and is on the opened page or is not."""

    name: str
    entries: tuple[Any, ...]
    day: Callable[[Any], date]
    is_shown: Callable[[Any], bool]


def dated(town: Register, name: str, entries: Iterable[Item], day: Callable[[Item], date]) -> Happened:
    """What is judged by the one day that it has."""
    return Happened(name, tuple(entries), day, lambda entry: is_shown(town, entry, day(entry)))


def issues(town: Register, among: Iterable[Issue]) -> Happened:
    return Happened("issues", tuple(among), reported_on, lambda issue: is_issue_shown(town, issue))


@dataclass(frozen=True)
class Past:
    """The years behind an opened page: those of which it does not show everything."""

    address: str
    lists: tuple[Happened, ...]

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The newest first."""
        left_out = {one.day(entry).year for one in self.lists for entry in one.entries if not one.is_shown(entry)}
        return tuple(sorted(left_out, reverse=True))

    @property
    def pages(self) -> tuple[tuple[int, str], ...]:
        """Each year with the address of its page."""
        return tuple((year, self.page_of(year)) for year in self.years)

    def page_of(self, year: int) -> str:
        return f"{self.address}{year}/"

    def shown(self) -> dict[str, tuple[Any, ...]]:
        """What the opened page shows, list by list."""
        return {one.name: tuple(entry for entry in one.entries if one.is_shown(entry)) for one in self.lists}

    def of(self, year: int) -> dict[str, tuple[Any, ...]]:
        """All of a year, list by list."""
        return {one.name: tuple(entry for entry in one.entries if one.day(entry).year == year) for one in self.lists}
