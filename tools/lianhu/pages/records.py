"""The pages of single records: villages, areas, groups, representatives, issues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lianhu import deadlines, loop
from lianhu.kinds import Area, Duties, Group, Issue, Procedure, Representative, Village
from lianhu.pages.addresses import address
from lianhu.pages.page import Page
from lianhu.register import Register
from lianhu.terms import STATES

PEOPLE, ISSUES = "villages/", "issues/"


def villages(town: Register) -> Iterator[Page]:
    for village in town.all(Village):
        yield _page(town, village, village.name, PEOPLE, f"{village.name}的片、小组和代表", village=village)


def areas(town: Register) -> Iterator[Page]:
    for area in town.all(Area):
        yield _page(town, area, area.name, PEOPLE, f"{area.name}的片长和小组", area=area, village=town.village_of(area))


def groups(town: Register) -> Iterator[Page]:
    """The workstation's page: its four panels are the wall's, in the wall's order (R11)."""
    for group in town.all(Group):
        issues = sorted(town.issues_of(group), key=lambda issue: issue.events[0].date, reverse=True)
        yield _page(
            town,
            group,
            group.workstation.name,
            PEOPLE,
            f"{group.name}的代表、职责、办事流程和问题办理",
            group=group,
            village=town.village_of(group),
            area=town.area_of(group),
            issues=issues,
            representatives=town.representatives_of(group),
            former_representatives=town.former_representatives_of(group),
            duty_list=town.find(Duties, "duty_list"),
            procedure=next(iter(town.all(Procedure)), None),
        )


def representatives(town: Register) -> Iterator[Page]:
    for one in town.all(Representative):
        serving = one.group_on(town.today)
        group = town.get(Group, serving or one.groups[-1].group)
        yield _page(
            town,
            one,
            one.name,
            PEOPLE,
            f"{group.name}代表,联系{one.household_count}户",
            representative=one,
            serving=bool(serving),
            group=group,
            village=town.village_of(one),
        )


def issues(town: Register) -> Iterator[Page]:
    for issue in town.all(Issue):
        category = town.categories[issue.category]
        yield _page(
            town,
            issue,
            issue.title,
            ISSUES,
            f"{issue.title}:{STATES[loop.state(issue)]}",
            issue=issue,
            group=town.group_of(issue),
            village=town.village_of(issue),
            category=category,
            due_on=deadlines.due_on(issue, category, town.calendars),
        )


def _page(town: Register, record: Any, title: str, section: str, description: str, **values: Any) -> Page:
    return Page(
        address=address(record),
        title=title,
        template=f"{type(record).__name__.lower()}.html",
        values=values,
        section=section,
        description=description,
        source=town.origin(record).document.path,
    )
