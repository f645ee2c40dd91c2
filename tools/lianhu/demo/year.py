"""The demonstration's years: their days, weeks and months, and a village seen through one of them."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from lianhu.town import loop
from lianhu.town.kinds import Area, Group, Issue, Representative, Village
from lianhu.town.kinds.span import Span
from lianhu.town.register import Register
from lianhu.town.service_day import is_working_day

TODAY = datetime.date(2026, 11, 22)
DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(weeks=1)
WEEKS = 52
# New Year's Day of the lunar calendar; around it nearly everyone stays at home.
SPRING_FESTIVALS = ("01-28", "02-16", "02-05", "01-25", "02-12", "02-01", "01-22", "02-10", "01-29", "02-17")
MOST_YEARS = len(SPRING_FESTIVALS)
COMMUNITY = "community"
SINCE = "2024-01-01"  # when the town was divided as it is, and its representatives were chosen

Data = dict[str, Any]
Written = tuple[str, Data]


@dataclass(frozen=True)
class Year:
    """52 weeks from a Monday on, counted back from the one that has just ended: `back` is 0, then 1, 2."""

    back: int = 0

    @property
    def number(self) -> int:
        """The calendar year that all but its first weeks lie in."""
        return TODAY.year - self.back

    @property
    def first(self) -> datetime.date:
        return datetime.date(2025, 11, 24) - WEEK * WEEKS * self.back

    @property
    def last(self) -> datetime.date:
        """A Sunday; the last week of all is not over on TODAY."""
        return min(self.first + WEEK * WEEKS, TODAY) - DAY

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """Those of which it has the service day and the task list."""
        return ((self.number - 1, 12), *((self.number, month) for month in range(1, 12)))

    @property
    def analysed(self) -> tuple[tuple[int, int], ...]:
        """The months that were over by its end, and were not analysed in the year before."""
        return ((self.number - 1, 11), (self.number - 1, 12), *((self.number, month) for month in range(1, 11)))

    @property
    def quarters(self) -> tuple[tuple[int, int], ...]:
        return ((self.number - 1, 4), *((self.number, quarter) for quarter in (1, 2, 3)))

    @property
    def funded(self) -> tuple[int, ...]:
        """The calendar years of funds that are told with it; those of before belong to the years before."""
        return (self.number - 1,) if self.back else (self.number - 1, self.number)

    @property
    def spring_festival(self) -> datetime.date:
        return datetime.date.fromisoformat(f"{self.number}-{SPRING_FESTIVALS[-1 - self.back]}")

    def source(self, seed: str) -> str:
        """The year's own source of chance: a town's last year is the same however many came before."""
        return f"{seed} {self.back} years back" if self.back else seed


def month_begins(year: int, month: int) -> datetime.date:
    """The first day of a month; month 0 is December before, month 13 January after."""
    return datetime.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def month_ends(year: int, month: int) -> datetime.date:
    return month_begins(year, month + 1) - DAY


def day_between(first: datetime.date, last: datetime.date, chance: Random) -> datetime.date:
    """Any day from `first` to `last`; `first` when there is none."""
    return first + DAY * chance.randint(0, max(0, (last - first).days))


@dataclass(frozen=True)
class VillageYear:
    """A village, what it had in that year, and its own source of chance: other villages never change it."""

    register: Register
    village: Village
    seed: str
    year: Year = Year()

    @property
    def setting(self) -> str:
        """Which texts fit: `village` or `community`."""
        return self.village.kind

    @property
    def folder(self) -> str:
        return f"records/villages/{self.village.id}"

    @functools.cached_property
    def first(self) -> datetime.date:
        """The first day of the year on which the village existed."""
        return max(self.year.first, self.village.since)

    @functools.cached_property
    def last(self) -> datetime.date:
        """The last day of the year on which the village existed."""
        return min(self.year.last, self.village.until or self.year.last)

    @functools.cached_property
    def all_groups(self) -> tuple[Group, ...]:
        """Those that the village ever had."""
        return tuple(one for one in self.register.all(Group) if self.register.village_of(one) is self.village)

    @functools.cached_property
    def groups(self) -> tuple[Group, ...]:
        """Those that the village had in the year."""
        year = Span(since=self.first, until=self.last)
        return tuple(group for group in self.all_groups if group.overlaps(year))

    def groups_on(self, day: datetime.date) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.covers(day))

    def areas_on(self, day: datetime.date) -> tuple[Area, ...]:
        return tuple(area for area in self.village.areas if area.covers(day))

    @property
    def issues(self) -> tuple[Issue, ...]:
        return tuple(issue for group in self.groups for issue in self.register.issues_of(group))

    def chance(self, what: str) -> Random:
        return Random(f"{self.year.source(self.seed)} {self.village.id} {what}")

    def working_day(self, day: datetime.date) -> datetime.date:
        """`day` or the next working day."""
        while not is_working_day(day, self.register.calendars):
            day += DAY
        return day

    def members_of(self, group: Group) -> tuple[Representative, ...]:
        """Everyone who serves the group or has served it."""
        return (*self.register.representatives_of(group), *self.register.former_representatives_of(group))

    def serving(self, day: datetime.date) -> tuple[Representative, ...]:
        return tuple(
            representative for group in self.groups for representative in self.register.representatives_of(group, day)
        )

    def can_be_handled(self, issue: Issue) -> bool:
        """Whether there is something to do that its title tells: no dispute between persons, no question."""
        category = self.register.categories.get(issue.category)
        return bool(category and not category.fixed_title) and issue.kind != "inquiry"

    def posts(self, chance: Random) -> Mapping[str, str]:
        """The posts that a text may name in braces."""
        area: Area = chance.choice(self.areas_on(self.last))
        committee = "社区居委会" if self.setting == COMMUNITY else "村委会"
        return {"area_head": f"{area.name.removeprefix(self.village.name)}片长", "committee": committee}

    def hall(self) -> str:
        return f"{self.village.name}{'党群服务中心会议室' if self.setting == COMMUNITY else '村部会议室'}"


def settled_on(issue: Issue, since: datetime.date) -> datetime.date | None:
    """When the issue was resolved or explained, on `since` or after."""
    return next((e.date for e in issue.events if e.stage in ("resolved", "explained") and e.date >= since), None)


def is_pending(issue: Issue, day: datetime.date) -> bool:
    """Whether the issue was reported and not yet settled on the evening of `day`."""
    before = [event for event in issue.events if event.date <= day]
    return len(before) > 1 and loop.STEPS[before[-1].stage].state in ("registered", "in_progress", "deferred")
