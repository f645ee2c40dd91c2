"""A village's talks: with residents about public matters (R31), and in the evening (R24)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from random import Random

from lianhu.demo.gatherings import attendance_of, gathering, settled, spread_days
from lianhu.demo.texts import some, texts
from lianhu.demo.year import Data, VillageYear
from lianhu.town.kinds import Group

TALKS, EVENINGS = 6, 6
WARM, COLD = (5, 6, 7, 8, 9), (11, 12, 1, 2)


def talks(here: VillageYear) -> Iterator[Data]:
    """A talk wherever an issue came up in one, and some more through the year."""
    for group in here.groups:
        for issue in here.register.issues_of(group):
            day = issue.events[0].date
            if issue.source == "meeting" and here.first <= day <= here.last:
                chance = here.chance(f"talk {issue.id}")
                topic = texts("meetings")["talk_about"].format(title=issue.title)
                talk = _talk(here, group, day, topic, chance)
                talk["issues"] = [issue.id]
                yield talk
    chance = here.chance("talks")
    topics = some(texts("meetings")["talks"][here.setting], TALKS, chance)
    for topic, day in zip(topics, spread_days(here, TALKS, chance), strict=True):
        group = chance.choice(here.groups_on(day))
        talk = _talk(here, group, day, topic, chance)
        said = {"text": "把今天的意见整理出来，三天内贴到工作站", "responsible_post": f"{group.name}组长"}
        talk["decisions"] = [settled(said, day, chance)]
        yield talk


def _talk(here: VillageYear, group: Group, day: datetime.date, topic: str, chance: Random) -> Data:
    meeting = gathering(
        here,
        "public_opinion_talk",
        day,
        group.workstation.venue.name,
        topic,
        chance.choice(("group_head", "group_head", "area_head", "village_officer")),
    )
    return meeting | {"attendance": attendance_of(here, group, day, chance)}


def evenings(here: VillageYear) -> Iterator[Data]:
    chance = here.chance("evenings")
    bank = texts("meetings")["evenings"][here.setting]
    told: set[str] = set()
    for day in spread_days(here, EVENINGS, chance):
        season = "warm" if day.month in WARM else "cold" if day.month in COLD else "any"
        topics = bank[season] if chance.random() < 0.7 else bank["any"]
        topic = chance.choice([topic for topic in topics if topic not in told] or topics)
        told.add(topic)
        group = chance.choice(here.groups_on(day))
        chaired_by = chance.choice(("group_head", "area_head", "village_officer", "liaison_cadre"))
        meeting = gathering(here, "evening_talk", day, group.workstation.venue.name, topic, chaired_by)
        yield meeting | {"attendance": attendance_of(here, group, day, chance)}
