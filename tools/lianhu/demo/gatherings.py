"""What all meetings have: a place, a chair, those who came, what became of decisions, and days spread over the year."""

from __future__ import annotations

import datetime
from random import Random

from lianhu.demo.texts import some, texts
from lianhu.demo.year import DAY, TODAY, WEEK, Data, VillageYear, Year, day_between
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


def branch_of(here: VillageYear, chance: Random) -> Data:
    """How many members the village's branch has, by its size, and how many came."""
    members = 12 + 3 * len(here.groups)
    return {"members": members, "present": members - chance.randint(1, members // 4)}


def settled(decision: Data, taken_on: datetime.date, chance: Random) -> Data:
    """The decision with what became of it: most are carried out, some are not; of some late ones nobody has told."""
    fate, on = chance.random(), taken_on + DAY * chance.randint(5, 25)
    if on >= TODAY or (fate > 0.88 and taken_on >= Year().first):
        return decision
    outcome = "done" if fate < 0.76 else "not_done"
    note = chance.choice(texts("meetings")["outcomes"][outcome])
    return decision | {"outcome": outcome, "settled_on": f"{on}", "note": note}


def spread_days(here: VillageYear, number: int, chance: Random) -> list[datetime.date]:
    """So many days over the year, one in each equal part of it, none in the Spring Festival."""
    part = (here.last - here.first).days // number
    days = (
        day_between(here.first + DAY * part * n, here.first + DAY * (part * (n + 1) - 4), chance) for n in range(number)
    )
    return [day + DAY * 10 if abs(day - here.year.spring_festival) < WEEK else day for day in days]
