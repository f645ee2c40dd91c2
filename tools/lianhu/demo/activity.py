"""A year of activity for a given town: what its people did, told from its structure and its issues."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.demo.meetings import meetings
from lianhu.demo.service_days import service_days
from lianhu.demo.service_fund import service_funds
from lianhu.demo.task_lists import task_lists
from lianhu.demo.visited_tasks import name_tasks
from lianhu.demo.visits import visits
from lianhu.demo.year import Data, VillageYear, Written, Year
from lianhu.town.kinds import Village
from lianhu.town.register import Register


def year_of_activity(register: Register, seed: str, year: Year) -> Iterator[Written]:
    """Path and data of every record of what was done, village by village."""
    for village in register.all(Village):
        here = VillageYear(register, village, seed, year)
        if here.first <= here.last:
            went, listed = list(visits(here)), list(task_lists(here))
            name_tasks(went, listed, here.chance("tasks of visits"))
            yield from (*went, *listed, *meetings(here), *service_days(here))
        yield from service_funds(here)  # a village's last funds may be of the year before


def together(later: Data | None, record: Data) -> Data:
    """A record with what a later year told of it: a month of visits may lie in two years."""
    return {**later, "visits": [*record["visits"], *later["visits"]]} if later else record
