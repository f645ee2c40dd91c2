"""A year of a village's meetings, one record for each day and kind."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.demo.analyses import analyses
from lianhu.demo.gatherings import gathering
from lianhu.demo.talks import evenings, talks
from lianhu.demo.texts import texts
from lianhu.demo.theme_days import theme_days
from lianhu.demo.trainings import trainings
from lianhu.demo.year import DAY, TODAY, Data, VillageYear, Written


def meetings(here: VillageYear) -> Iterator[Written]:
    held: dict[str, Data] = {}
    for meeting in (
        *analyses(here),
        *talks(here),
        *evenings(here),
        *trainings(here),
        *theme_days(here),
        *planned(here),
    ):
        held.setdefault(str(meeting["id"]), meeting)
    for meeting in held.values():
        yield f"{here.folder}/meetings/{meeting['date']}-{meeting['kind']}.yaml", meeting


def planned(here: VillageYear) -> Iterator[Data]:
    """A talk that is to come, to which representatives are invited, where the village goes on."""
    groups = here.groups_on(TODAY) if not here.year.back and here.village.covers(TODAY) else ()
    for group in groups[:1]:
        day = TODAY + DAY * here.chance("planned").randint(5, 20)
        topic = texts("meetings")["talks"][here.setting][0]
        talk = gathering(here, "public_opinion_talk", day, group.workstation.venue.name, topic, "group_head")
        invited = sorted(one.id for one in here.register.representatives_of(group, day))[:3]
        yield talk | ({"invited": invited} if invited else {})
