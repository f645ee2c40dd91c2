"""A year of issues for a generated town, numbered as the town would number them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from lianhu.demo.endings import shared_endings
from lianhu.demo.stories import Story, Teller
from lianhu.demo.year import Written, Year
from lianhu.town.register import Register

Highest = dict[tuple[str, str], int]  # the last number given, by group and calendar year


def issues(register: Register, number: int, seed: str, year: Year, highest: Highest) -> Iterator[Written]:
    """Path and data of every issue, numbered within group and calendar year in the order of discovery.

    A calendar year belongs to two of the demonstration's years; the one that is told later counts on.
    """
    teller = Teller(register, Random(f"{year.source(seed)} issues"), year)
    stories: list[Story] = []
    for ending in shared_endings(number, is_over=year.back > 0):
        stories.append(teller.told(ending, stories))
    for story in sorted(stories, key=lambda story: (story.group.id, story.first_day)):
        key = story.group.id, story.first_day[:4]
        highest[key] = highest.get(key, 0) + 1
        story.record["id"] = f"{story.group.id}-{key[1]}-{highest[key]:04}"
    for story in stories:
        for event in story.record["events"]:
            event.update({key: story.same.record["id"] for key in ("twin", "into") if key in event and story.same})
        village, name = story.record["id"].split("-", 1)
        yield f"records/villages/{village}/issues/{story.first_day[:4]}/{name}.yaml", story.record
