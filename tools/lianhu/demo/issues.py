"""A year of issues for a generated town, numbered as the town would number them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from random import Random

from lianhu.demo.endings import shared_endings
from lianhu.demo.scales import Scale
from lianhu.demo.stories import Story, Teller
from lianhu.demo.year import Written
from lianhu.town.register import Register


def issues(register: Register, scale: Scale, seed: str) -> Iterator[Written]:
    """Path and data of every issue, numbered within group and year in the order of discovery."""
    teller = Teller(register, Random(f"{seed} issues"))
    stories: list[Story] = []
    for ending in shared_endings(scale.issues):
        stories.append(teller.twin_of(stories) if "duplicate" in ending.stages else teller.story(ending))
    highest: dict[tuple[str, str], int] = defaultdict(int)
    for story in sorted(stories, key=lambda story: (story.group.id, story.first_day)):
        year = story.first_day[:4]
        highest[story.group.id, year] += 1
        story.record["id"] = f"{story.group.id}-{year}-{highest[story.group.id, year]:04}"
    for story in stories:
        if story.twin:
            story.record["events"][-1]["twin"] = story.twin.record["id"]
        village, name = story.record["id"].split("-", 1)
        yield f"records/villages/{village}/issues/{story.first_day[:4]}/{name}.yaml", story.record
