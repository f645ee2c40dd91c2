"""What all meetings have: a place, a chair, those who came, and days spread over the year."""

from __future__ import annotations

import datetime
from random import Random

from lianhu.demo.texts import some
from lianhu.demo.year import DAY, WEEK, Data, VillageYear, day_between
from lianhu.town.kinds import Group

MOST_NAMED = 20


def gathering(here: VillageYear, kind: str, day: datetime.date, place: str, topic: str, chaired_by: str) -> Data:
    """A meeting without those who came."""
    return {
        "id": f"{here.village.id}-{day}-{kind}",
        "kind": kind,
        "date": f"{day}",
        "place": place,
        "topic": topic,
        "chaired_by": chaired_by,
    }


def named(here: VillageYear, day: datetime.date, share: float, chance: Random) -> list[str]:
    """Some of those who serve the village on `day`, by id."""
    serving = here.serving(day)
    return sorted(one.id for one in some(list(serving), min(MOST_NAMED, round(len(serving) * share)), chance))


def attendance_of(here: VillageYear, group: Group, day: datetime.date, chance: Random) -> Data:
    attendance: Data = {"group_heads": 1, "households": chance.randint(8, max(9, group.household_count // 2))}
    members = list(here.register.representatives_of(group, day))
    if coming := some(members, chance.randint(2, 5), chance):
        attendance["representatives"] = sorted(one.id for one in coming)
    return attendance


def spread_days(here: VillageYear, number: int, chance: Random) -> list[datetime.date]:
    """So many days over the year, one in each equal part of it, none in the Spring Festival."""
    part = (here.last - here.first).days // number
    days = (
        day_between(here.first + DAY * part * n, here.first + DAY * (part * (n + 1) - 4), chance) for n in range(number)
    )
    return [day + DAY * 10 if abs(day - here.year.spring_festival) < WEEK else day for day in days]
