"""In which file of open data a record lies: with all of its kind, or with those of its year or month.

The id says which, so whoever has the manifest knows the files, and a year that is over changes by corrections only. A
month is for what a town of the usual size has more than two megabytes of in a year.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from lianhu.town.month import month_of, told_in
from lianhu.town.schemas import Filing

FOLDER = "data"
BY_MONTH = ("visit",)
BY_YEAR = ("issue", "meeting", "review", "service_day", "service_fund", "task_list")


def is_divided(kind: str) -> bool:
    """Whether there are more of the kind with each year."""
    return kind in (*BY_MONTH, *BY_YEAR)


def period(kind: str, record: str) -> str:
    """The year (`2026`) or month (`2026-03`) whose file holds the record of that id; empty for one file of all."""
    return _cut(kind, told_in(record)) if is_divided(kind) else ""


def present(kind: str, today: date) -> str:
    """The period in which a record of today is."""
    return _cut(kind, month_of(today)) if is_divided(kind) else ""


def _cut(kind: str, told: str) -> str:
    return told if kind in BY_MONTH else told[:4]


def address(kind: str, of_period: str = "") -> str:
    """The file's address below the site's root: `data/village.json`, `data/issue-2026.json`."""
    return f"{FOLDER}/{kind}{of_period and f'-{of_period}'}.json"


def written(kind: str) -> str:
    """How the period is written in the addresses of a kind's files, for people; empty for one file of all."""
    return "YYYY-MM" if kind in BY_MONTH else "YYYY" if kind in BY_YEAR else ""


def counted(filings: Iterable[Filing]) -> Mapping[str, Counter[str]]:
    """How many records of each kind each period has."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for filing in filings:
        found[filing.kind.name][period(filing.kind.name, filing.id)] += 1
    return found
