"""A year of issues for a generated town: a story, a place, a way through the closed loop."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from lianhu.demo.chains import Chain, days_of, laid_out, stages_to
from lianhu.demo.endings import BACK, ENDINGS, HANDLED, SETTLED, shared_endings
from lianhu.demo.scales import Scale
from lianhu.demo.texts import texts
from lianhu.demo.year import DAY, FIRST, LAST, MONTHS, Data, Written
from lianhu.kinds import Group
from lianhu.register import Register
from lianhu.service_day import service_day

# Where matters come from, how often, and who writes them down.
SOURCES = (
    ("visit", 50, "representative"),
    ("service_day", 14, "representative"),
    ("meeting", 4, "group_head"),
    ("workstation", 12, "group_head"),
    ("hotline", 8, "liaison_cadre"),
    ("online", 7, "liaison_cadre"),
    ("message", 5, "liaison_cadre"),
)


@dataclass
class Story:
    """One issue before it has its number; `twin` is the same matter, reported before."""

    group: Group
    record: Data
    twin: Story | None = None

    @property
    def first_day(self) -> str:
        return str(self.record["events"][0]["date"])


def issues(register: Register, scale: Scale, seed: str) -> Iterator[Written]:
    """Path and data of every issue, numbered within group and year in the order of discovery."""
    teller = _Teller(register, Random(f"{seed} issues"))
    stories: list[Story] = []
    for ending in shared_endings(scale.issues):
        stories.append(teller.twin_of(stories) if ending == "duplicate" else teller.story(ending))
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


class _Teller:
    def __init__(self, register: Register, chance: Random) -> None:
        self.register, self.chance = register, chance
        self.groups = register.all(Group)
        town = register.town.service_day
        self.service_days = [service_day(*month, town, register.calendars).on for month in MONTHS]

    def story(self, ending_name: str) -> Story:
        """A new matter that has come as far as the ending says."""
        group = self.chance.choice(self.groups)
        setting = self.register.village_of(group).kind
        bank = texts("stories")["categories"]
        name = self.chance.choice([one for one in bank if bank[one].get("only", setting) == setting])
        told = bank[name]
        title, found, done = self.chance.choice(told["stories"])
        source, finder = self._source()
        ending = ENDINGS[ending_name]
        level = self.chance.choice(told["reach"])
        settled = "explained" if told["settle"] == "explained" else "resolved"
        if level == "city" and SETTLED in ending.stages:
            level = "town"
        stages = ["discovered", *(["reported"] if ending.is_reported else [])]
        for stage in ending.stages:
            stages += stages_to(level) if stage == HANDLED else [settled if stage == SETTLED else stage]
        post = told["posts"][setting] if level in ("group", "area", "village") else self._town_post(told, setting)
        gaps = days_of(stages, self.chance)
        first = self._first_day(sum(gaps), BACK[ending.last], source)
        chain = Chain(self.register, group, finder, post, {"discovered": found, settled: done}, self.chance)
        for stage, day in laid_out(stages, gaps, first):
            chain.add(stage, day)
        spot = self.chance.choice(texts("stories")["spots"][setting])
        record: Data = {
            "id": "",
            "title": title.format(spot=spot),
            "kind": self.chance.choice(told["kinds"]),
            "category": name,
            "source": source,
            "responsible_post": post,
        }
        if source == "online":
            record["reference"] = f"WS-{first:%Y-%m%d}-{self.chance.randint(1, 99):02}"
        return Story(group, record | {"events": chain.events})

    def twin_of(self, stories: list[Story]) -> Story:
        """The same matter as one told before, reported again a few days later by another way."""
        old = self.chance.choice(
            [story for story in stories if not story.twin and story.first_day <= f"{LAST - DAY * 9}"]
        )
        days = [event["date"] for event in old.record["events"]]
        first = datetime.date.fromisoformat(days[0]) + DAY * self.chance.randint(0, 4)
        chain = Chain(self.register, old.group, "liaison_cadre", old.record["responsible_post"], {}, self.chance)
        for stage, day in laid_out(stages := ["discovered", "reported", "duplicate"], [0, 0, 1], first):
            assert stage in stages
            chain.add(stage, day)
        kept = {key: old.record[key] for key in ("title", "kind", "category", "responsible_post")}
        record: Data = {"id": "", **kept, "source": "message", "events": chain.events}
        return Story(old.group, record, old)

    def _source(self) -> tuple[str, str]:
        source, _, finder = self.chance.choices(SOURCES, [often for _, often, _ in SOURCES])[0]
        return source, finder

    def _town_post(self, told: Any, setting: str) -> str:
        own = str(told["posts"][setting])
        return own if own.startswith("镇") else str(self.chance.choice(texts("stories")["town_posts"]))

    def _first_day(self, length: int, back: tuple[int, int], source: str) -> datetime.date:
        """So early that everything fits into the year and the last event lies back as far as it should."""
        latest = LAST - DAY * (length + back[0])
        earliest = max(FIRST, LAST - DAY * (length + back[1]))
        day = max(FIRST, earliest + DAY * self.chance.randint(0, max(0, (latest - earliest).days)))
        if source == "service_day":
            return max((one for one in self.service_days if one <= day), default=self.service_days[0])
        return day
