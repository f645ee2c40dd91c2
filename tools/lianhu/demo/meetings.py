"""A year of a village's meetings, one record for each day and kind."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.demo.analyses import analyses
from lianhu.demo.talks import evenings, talks
from lianhu.demo.trainings import trainings
from lianhu.demo.year import Data, VillageYear, Written


def meetings(here: VillageYear) -> Iterator[Written]:
    held: dict[str, Data] = {}
    for meeting in (*analyses(here), *talks(here), *evenings(here), *trainings(here)):
        held.setdefault(str(meeting["id"]), meeting)
    for meeting in held.values():
        yield f"{here.folder}/meetings/{meeting['date']}-{meeting['kind']}.yaml", meeting
