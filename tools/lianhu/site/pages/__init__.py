"""The pages: which there are, in one list each. Adding a page adds one function and one template."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from lianhu.public import Posted
from lianhu.site.pages import (
    boards,
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

__all__ = ["LIST_PAGES", "OF_THE_TOWN", "POURED_SECTIONS", "RECORD_PAGES", "SECTIONS", "SECTION_PAGES", "Maker", "Page"]

# What makes the pages of one sort.
Maker: TypeAlias = Callable[[Posted], Iterator[Page]]

# The addresses of the pages of sections, with that of `changes`, which no single public view can draw; MkDocs draws
# a frame for each.
SECTIONS = (
    *("", "villages/", "issues/", "duties/", "procedures/", "service-days/", "meetings/", "incentives/"),
    *("organisation/", "statistics/", "rules/", "privacy/", "data/", "search/", "board/", "boards/", "changes/"),
)

# Those with pages below them; MkDocs draws a frame for these, too.
POURED_SECTIONS = ("villages/", "issues/", "service-days/", "meetings/", "incentives/", "data/", "boards/")

# Each draws the page of a navigation entry, or one that all pages lead to.
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
    boards.board,
    boards.boards,
)

# These list records whole where a section's or a record's page would be too long, year by year or village by village;
# they are poured as records are.
LIST_PAGES: tuple[Maker, ...] = (
    issue_lists.pages,
    past.villages,
    past.groups,
    past.representatives,
    meetings.years,
    incentives.years,
    data.years,
    boards.villages,
)

# These are many, and are poured into their section's frame.
RECORD_PAGES: tuple[Maker, ...] = (
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

# These list what lies in several villages, or show a record that lies in none. All others of these pages are drawn
# from their village, those that it belongs together with, and the settings (`parts`).
OF_THE_TOWN = frozenset(
    (issue_lists.pages, meetings.years, incentives.years, data.years, records.removals, meetings.reviews),
)
