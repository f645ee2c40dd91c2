"""What villages, groups and representatives did, list by list: what their pages show, and the page of each year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from lianhu.public import Posted
from lianhu.site.pages import issue_lists, years
from lianhu.site.pages.addresses import address
from lianhu.site.pages.announced import is_announced
from lianhu.site.pages.done import cadence, months
from lianhu.site.pages.issue_lists import newest_first
from lianhu.site.pages.page import Page, mended
from lianhu.site.pages.reads import Links, of_each
from lianhu.site.pages.years import Happened, Past, dated
from lianhu.town.cadence import MONTHLY
from lianhu.town.kinds import (
    Group,
    Issue,
    Meeting,
    Representative,
    ServiceFund,
    TaskList,
    Village,
    VillageServiceDay,
    Visits,
)
from lianhu.town.kinds.representative import GroupMembership
from lianhu.town.kinds.span import former
from lianhu.town.missed import folded
from lianhu.town.month import WEEK, Month, monday_of

PEOPLE = "villages/"
WEEKS_OF_GROUP = 6

# What the pages of a village, group and representative show, as their years do: a visit with the issues and tasks that
# it names, an issue with those that it was merged or gathered with, and what the groups that went on in one left.
BY_VILLAGE = (Issue, Meeting, TaskList, VillageServiceDay, Visits)
BY_GROUP: Links = {
    Group: (Group,),
    Visits: (Group,),
    Issue: (Group, Visits, Issue),
    TaskList: (Visits,),
}
BY_REPRESENTATIVE: Links = {
    Group: (Representative, Group),
    Visits: (Representative, Group),
    Issue: (Representative, Visits, Issue),
    TaskList: (Visits,),
    Meeting: (Representative,),
    ServiceFund: (Representative,),
}


def first_week(town: Posted, count: int) -> date:
    """The Monday of the first of the last weeks."""
    return monday_of(town.today) - (count - 1) * WEEK


@dataclass(frozen=True)
class Left:
    """A representative who no longer serves a group, and the membership that ended."""

    representative: Representative
    membership: GroupMembership

    @property
    def day(self) -> date:
        return self.membership.until or date.max


@lru_cache(maxsize=1)
def of_groups(town: Posted) -> Callable[[str], Past]:
    """The past of a group, by the id; its page shows the visits of a few weeks only."""
    since, activity = first_week(town, WEEKS_OF_GROUP), cadence(town).activity

    @cache
    def of_group(name: str) -> Past:
        group = town.get(Group, name)
        left = (
            Left(person, one)
            for person in town.former_representatives_of(group)
            for one in former(person.groups, town.today)
            if one.group == group.id
        )
        return Past(
            address(group),
            (
                Happened("visits", activity.visits_of(group)[::-1], _day, lambda visit: visit.date >= since),
                years.issues(town, newest_first(town.issues_of(group))),
                dated(town, "left", left, lambda one: one.day),
            ),
        )

    return of_group


def _day(record: object) -> date:
    day: date = record.date  # type: ignore[attr-defined]  # visits, meetings, service days, reviews
    return day


@lru_cache(maxsize=1)
def of_villages(town: Posted) -> Mapping[str, Past]:
    """The past of each village, by its id; what it has announced is not past."""
    activity, lists = cadence(town).activity, issue_lists.of_villages(town)

    def of_village(village: Village) -> Past:
        held = (day for day in activity.service_days_of(village)[::-1] if not is_announced(town, day))
        met = (meeting for meeting in activity.meetings_of(village)[::-1] if not is_announced(town, meeting))
        missed = (
            (kind, turn) for kind in MONTHLY for turn in cadence(town).months_due(village, kind) if turn.is_missed
        )
        return Past(
            address(village),
            (
                dated(town, "task_lists", activity.task_lists_of(village)[::-1], lambda one: _month(town, one).first),
                dated(town, "service_days", held, _day),
                dated(town, "meetings", met, _day),
                dated(town, "missed", missed, lambda one: one[1].first),
                *lists[village.id].past.lists,
            ),
        )

    return {village.id: of_village(village) for village in town.all(Village)}


def _month(town: Posted, record: object) -> Month:
    return Month.named(town.filed(record).month)


@lru_cache(maxsize=1)
def of_representatives(town: Posted) -> Callable[[str], Past]:
    """The past of a representative, by the id."""
    activity, handled = cadence(town).activity, _handled(town)

    @cache
    def of_representative(name: str) -> Past:
        person = town.get(Representative, name)
        attended = activity.meetings_with(person)[::-1]
        trainings = (meeting for meeting in attended if meeting.kind == "training")
        meetings = (meeting for meeting in attended if meeting.kind != "training")
        missed = (turn for turn in cadence(town).weeks_due(person) if turn.is_missed)
        return Past(
            address(person),
            (
                dated(town, "visits", activity.visits_by(person)[::-1], _day),
                dated(town, "missed", missed, lambda turn: turn.first),
                dated(town, "trainings", trainings, _day),
                dated(town, "meetings", meetings, _day),
                dated(town, "invitations", activity.invitations_of(person)[::-1], lambda one: one.gathering.date),
                dated(town, "funds", activity.funds_of(person)[::-1], lambda one: date(one.year, 12, 31)),
                dated(town, "awards", activity.awards_of(person)[::-1], lambda one: one.review.date),
                years.issues(town, handled[person.id]),
            ),
        )

    return of_representative


def _handled(town: Posted) -> dict[str, list[Issue]]:
    """The issues that each representative had a hand in, newest first."""
    found: dict[str, list[Issue]] = defaultdict(list)
    for issue in newest_first(town.all(Issue)):
        for name in dict.fromkeys(event.representative for event in issue.events if event.representative):
            found[name].append(issue)
    return found


@of_each(Group, BY_GROUP)
def groups(town: Posted) -> Iterator[Page]:
    """The years of each group: every visit is shown on one of them."""
    books: dict[tuple[str, str], list[Visits]] = defaultdict(list)
    for book in town.all(Visits):
        filed = town.filed(book)
        books[filed.group, filed.month[:4]].append(book)
    for group in town.judged(Group):
        past = of_groups(town)(group.id)
        for year in past.years:
            yield Page(
                address=past.page_of(year),
                title=f"{group.name}{year}年",
                template="group-year.html",
                section=PEOPLE,
                description=f"{group.name}{year}年的走访和问题",
                values={
                    "group": group,
                    "village": town.village_of(group),
                    "area": town.area_of(group),
                    "past": past,
                    "year": year,
                    **past.of(year),
                    **mended(town, (), books[group.id, str(year)]),
                },
            )


@of_each(Village, whole=BY_VILLAGE)
def villages(town: Posted) -> Iterator[Page]:
    lists = issue_lists.of_villages(town)
    for village in town.judged(Village):
        past, issue_list = of_villages(town)[village.id], lists[village.id]
        in_village = [group for group in town.all(Group) if town.filed(group).village == village.id]
        for year in past.years:
            yield Page(
                address=past.page_of(year),
                title=f"{village.name}{year}年",
                template="village-year.html",
                section=PEOPLE,
                description=f"{village.name}{year}年的任务清单、服务日和会议",
                values={
                    "village": village,
                    "past": past,
                    "year": year,
                    **past.of(year),
                    "months": months(town, village, (Month(year, number) for number in range(12, 0, -1))),
                    "issue_list": issue_list.of_year(year) if year in issue_list.past.years else None,
                    "groups": [
                        (group, of_groups(town)(group.id).page_of(year))
                        for group in in_village
                        if year in of_groups(town)(group.id).years
                    ],
                },
            )


@of_each(Representative, BY_REPRESENTATIVE)
def representatives(town: Posted) -> Iterator[Page]:
    for person in town.judged(Representative):
        past = of_representatives(town)(person.id)
        group = town.get(Group, person.seat(town.today).group)
        for year in past.years:
            found = past.of(year)
            yield Page(
                address=past.page_of(year),
                title=f"{town.called(person)}{year}年",
                template="representative-year.html",
                section=PEOPLE,
                description=f"{group.name}代表{year}年的走访、会议和经手的问题",
                values={
                    "representative": person,
                    "group": group,
                    "village": town.village_of(group),
                    "area": town.area_of(group),
                    "past": past,
                    "year": year,
                    **found,
                    "missed": folded(found["missed"]),
                },
                is_personal=True,
            )
