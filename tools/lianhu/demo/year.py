"""The demonstration's year: its days, its weeks and months, and a village seen through it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from lianhu.town import loop
from lianhu.town.kinds import Area, Group, Issue, Representative, Village
from lianhu.town.register import Register
from lianhu.town.service_day import is_working_day

# A Monday and a Saturday: 52 weeks, the last of which is not over on TODAY.
FIRST, LAST = datetime.date(2025, 11, 24), datetime.date(2026, 11, 21)
TODAY = datetime.date(2026, 11, 22)
DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(weeks=1)
MONTHS: tuple[tuple[int, int], ...] = ((2025, 12), *((2026, month) for month in range(1, 12)))
SPRING_FESTIVAL = datetime.date(2026, 2, 17)  # New Year's Day; around it nearly everyone stays at home
COMMUNITY = "community"

Data = dict[str, Any]
Written = tuple[str, Data]


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

    @property
    def setting(self) -> str:
        """Which texts fit: `village` or `community`."""
        return self.village.kind

    @property
    def folder(self) -> str:
        return f"records/villages/{self.village.id}"

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.register.groups_of(self.village)

    @property
    def issues(self) -> tuple[Issue, ...]:
        return tuple(issue for group in self.groups for issue in self.register.issues_of(group))

    def chance(self, what: str) -> Random:
        return Random(f"{self.seed} {self.village.id} {what}")

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
        area: Area = chance.choice([area for area in self.village.areas if area.covers(LAST)])
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
