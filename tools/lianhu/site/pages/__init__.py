"""The pages: which there are, in one list each. Adding a page adds one function and one template."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lianhu.public import Posted
from lianhu.site.pages import (
    data,
    incentives,
    issue_lists,
    meetings,
    organisation,
    past,
    privacy,
    records,
    sections,
    service_days,
    statistics,
)
from lianhu.site.pages.page import Page

__all__ = ["LIST_PAGES", "RECORD_PAGES", "SECTION_PAGES", "Page"]

# MkDocs knows these; each draws a page of its own and the frame for the records of its section.
SECTION_PAGES: tuple[Callable[[Posted], Page], ...] = (
    sections.home,
    sections.villages,
    sections.issues,
    sections.duties,
    sections.procedures,
    service_days.service_days,
    meetings.meetings,
    incentives.incentives,
    organisation.organisation,
    statistics.statistics,
    sections.rules,
    privacy.privacy,
    data.data,
    sections.search,
)

# These list records whole where a section's or a record's page would be too long, year by year; they are poured as
# records are.
LIST_PAGES: tuple[Callable[[Posted], Iterator[Page]], ...] = (
    issue_lists.pages,
    past.villages,
    past.groups,
    past.representatives,
    meetings.years,
    incentives.years,
    data.years,
)

# These are many, and are poured into their section's frame.
RECORD_PAGES: tuple[Callable[[Posted], Iterator[Page]], ...] = (
    records.villages,
    records.areas,
    records.groups,
    records.representatives,
    records.issues,
    records.task_lists,
    records.removals,
    service_days.days,
    meetings.single,
    meetings.reviews,
    incentives.funds,
)
