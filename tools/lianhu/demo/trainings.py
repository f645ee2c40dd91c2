"""A village's trainings (R7): for area heads, group heads and representatives."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.demo.gatherings import gathering, named, spread_days
from lianhu.demo.texts import some, texts
from lianhu.demo.year import Data, VillageYear

TRAININGS = 4
WHO = ("area_head", "group_head", "representative")


def trainings(here: VillageYear) -> Iterator[Data]:
    """For each of the three: area heads, group heads, representatives (R7)."""
    chance = here.chance("trainings")
    every = texts("meetings")["trainings"]
    chosen = [chance.choice([training for training in every if who in training["for"]]) for who in WHO]
    chosen += some([training for training in every if training not in chosen], TRAININGS - len(WHO), chance)
    for training, day in zip(chosen, spread_days(here, TRAININGS, chance), strict=True):
        day = here.working_day(day)
        meeting = gathering(
            here, "training", day, here.hall(), training["topic"], chance.choice(("village_officer", "town_office"))
        )
        attendance: Data = {}
        if "area_head" in training["for"]:
            attendance["area_heads_of"] = [area.id for area in here.areas_on(day)]
        if "group_head" in training["for"]:
            groups = here.groups_on(day)
            came = max(1, len(groups) - chance.randint(0, 1))
            attendance["group_heads_of"] = [group.id for group in groups[:came]]
        if "representative" in training["for"]:
            attendance["representatives"] = named(here, day, 0.85, chance)
        yield meeting | {"for_whom": [who for who in WHO if who in training["for"]], "attendance": attendance}
