"""The pages of single records: villages, areas, groups, representatives, issues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from msgspec import structs

from lianhu.public import Posted, wall
from lianhu.site.pages import issue_lists, past, work
from lianhu.site.pages.addresses import removed_address
from lianhu.site.pages.formats import month
from lianhu.site.pages.issue_lists import newest_first
from lianhu.site.pages.mentions import mentions
from lianhu.site.pages.page import Page, mended, of_record
from lianhu.site.pages.reads import of_each, reads
from lianhu.site.pages.years import first_shown, shown_issues
from lianhu.town import coverage, gathering, loop, offices
from lianhu.town.case import case_of
from lianhu.town.kinds import (
    Area,
    Duties,
    Group,
    Issue,
    Meeting,
    Removal,
    Representative,
    TaskList,
    Village,
    VillageServiceDay,
    Visits,
)
from lianhu.town.month import Month
from lianhu.words.terms import REPRESENTATIVES, STATES

PEOPLE, ISSUES = "villages/", "issues/"


@of_each(Village, whole=past.BY_VILLAGE)
def villages(town: Posted) -> Iterator[Page]:
    lists = issue_lists.of_villages(town)
    for village in town.judged(Village):
        groups = [group for group in town.all(Group) if town.village_of(group).id == village.id]
        yield of_record(
            town,
            village,
            village.name,
            PEOPLE,
            f"{village.name}的片、小组和代表",
            "village.html",
            village=village,
            groups=town.groups_of(village),
            coverage=coverage.of_groups(town, town.groups_of(village)),
            all_groups=groups,
            issues=lists[village.id].issues,
            issue_list=lists[village.id],
            work=work.village_work(town, village),
            past=past.of_villages(town)[village.id],
        )


@of_each(Village, whole=(Issue,))
def areas(town: Posted) -> Iterator[Page]:
    lists = issue_lists.of_villages(town)
    for area in town.all(Area):
        groups, village = town.groups_of(area), town.village_of(area)
        yield of_record(
            town,
            area,
            area.name,
            PEOPLE,
            f"{area.name}的片长和小组",
            "area.html",
            area=area,
            village=village,
            groups=groups,
            issues=newest_first(shown_issues(town, (issue for group in groups for issue in town.issues_of(group)))),
            issue_list=lists[village.id],
        )


@of_each(Group, past.BY_GROUP, whole=(Meeting, VillageServiceDay), standings=True)
def groups(town: Posted) -> Iterator[Page]:
    """The workstation's page: its four panels are the wall's, in the wall's order (R11)."""
    visits: dict[str, list[Visits]] = defaultdict(list)
    for book in town.all(Visits):
        if Month.named(town.filed(book).month).first >= first_shown(town):
            visits[town.filed(book).group].append(book)
    for group in town.judged(Group):
        serving = town.representatives_of(group)
        unfinished = [issue for issue in town.issues_of(group) if loop.is_open(issue)]
        yield of_record(
            town,
            group,
            group.workstation.name,
            PEOPLE,
            f"{group.name}的代表、职责、办事流程和问题办理",
            "group.html",
            beside=visits[group.id],
            group=group,
            village=town.village_of(group),
            coverage=coverage.of_group(town, group),
            area=town.area_of(group),
            issues=newest_first(shown_issues(town, town.issues_of(group))),
            issue_count=len(town.issues_of(group)),
            taken_over=newest_first(_taken_over(town, group)),
            handed_on=len(unfinished) if group.tense(town.today) == "past" else 0,
            representatives=serving,
            coming_representatives=town.coming_representatives_of(group),
            duty_list=town.find(Duties, "duty_list"),
            procedure=wall.loop_procedure(town),
            work=work.group_work(town, group, serving),
            past=past.of_groups(town)(group.id),
        )


def _taken_over(town: Posted, group: Group) -> Iterator[Issue]:
    """What groups that went on in this one have not finished: whoever serves here goes on with it."""
    if group.covers(town.today):
        earlier = (one for one in town.succession.ancestors(group) if one.tense(town.today) == "past")
        yield from (issue for one in earlier for issue in town.issues_of(one) if loop.is_open(issue))


@of_each(Representative, past.BY_REPRESENTATIVE)
def representatives(town: Posted) -> Iterator[Page]:
    held = offices.by_representative(town)
    for person in town.judged(Representative):
        seat = person.seat(town.today)
        tense, group = seat.tense(town.today), town.get(Group, seat.group)
        page = of_record(
            town,
            person,
            town.called(person),
            PEOPLE,
            f"{group.name}{REPRESENTATIVES[tense]},联系{person.household_count}户",
            "representative.html",
            representative=person,
            seat=seat,
            tense=tense,
            serving=tense == "present",
            group=group,
            area=town.area_of(group),
            village=town.village_of(group),
            offices=held.get(person.id, ()),
            work=work.personal_work(town, person),
            past=past.of_representatives(town)(person.id),
        )
        yield replace(page, is_personal=True)


@of_each(Issue, {Issue: (Issue,), Visits: (Issue,), Meeting: (Issue,), VillageServiceDay: (Issue,)})
def issues(town: Posted) -> Iterator[Page]:
    spoken_of = mentions(town)
    for issue in town.judged(Issue):
        category = town.categories[issue.category]
        group = town.group_of(issue)
        yield of_record(
            town,
            issue,
            issue.title,
            ISSUES,
            f"{issue.title}:{STATES[gathering.state(town, issue)]}",
            "issue.html",
            issue=issue,
            group=group,
            area=town.area_of(group) if group else None,
            village=town.village_of(issue),
            category=category,
            case=case_of(town, issue),
            mentions=spoken_of.get(issue.id),
        )


@of_each(TaskList, {Visits: (TaskList,)})
def task_lists(town: Posted) -> Iterator[Page]:
    for tasks in town.judged(TaskList):
        village = town.village_of(tasks)
        title = f"{village.name}{month(tasks.id)}任务清单"
        yield of_record(
            town,
            tasks,
            title,
            PEOPLE,
            f"{title}：做什么，谁做，做了没有",
            "task-list.html",
            tasks=tasks,
            village=village,
            visits=work.task_visits(town, tasks),
        )


@reads()
def removals(town: Posted) -> Iterator[Page]:
    """An address that was published never leads nowhere: it says that the record is gone, and why."""
    for removal in town.all(Removal):
        place = removed_address(removal)
        if place:
            moved = structs.replace(removal, record=removal.moved_to) if removal.moved_to else None
            yield Page(
                address=place,
                title="已撤除的记录",
                template="removal.html",
                values={"removal": removal, "moved_to": moved and removed_address(moved), **mended(town, (removal,))},
                section=ISSUES if removal.kind == "issue" else PEOPLE,
                description="这条记录已经撤除",
                source=town.origin(removal).document.path,
                is_personal=removal.kind == "representative",
            )
