"""A matter that residents had: a story, a place, a channel, and its way through the closed loop."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from lianhu.demo.chains import Chain
from lianhu.demo.endings import BACK, CLOSED, HANDLED, JUST_NOW, LONG_AGO, SETTLED, Ending, days_of, laid_out, stages_to
from lianhu.demo.texts import texts
from lianhu.demo.year import DAY, Data, Year
from lianhu.town.kinds import Group
from lianhu.town.kinds.span import Span
from lianhu.town.month import Month
from lianhu.town.register import Register
from lianhu.town.service_day import day_of

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
    """One issue before it has its number; `same` is the same matter reported before, or a like one that answers it."""

    group: Group
    record: Data
    same: Story | None = None

    @property
    def first_day(self) -> str:
        return str(self.record["events"][0]["date"])


class Teller:
    """Tells stories of one town and year; every channel is used at least once."""

    def __init__(self, register: Register, chance: Random, year: Year) -> None:
        self.register, self.chance, self.year = register, chance, year
        span = Span(since=year.first, until=year.last)
        self.groups = tuple(group for group in register.all(Group) if group.overlaps(span))
        self.untold = list(SOURCES)

    def story(self, ending: Ending) -> Story:
        """A new matter that has come as far as the ending says."""
        group = self.chance.choice(self.groups)
        setting = self.register.village_of(group).kind
        category, told = self._category(setting, ending)
        title, found, done = self.chance.choice(told["stories"])
        source, finder = self._source(ending)
        level = self.chance.choice(told["reach"])
        if level == "city" and SETTLED in ending.stages:
            level = "town"  # what went beyond the town is out of its hands
        post = self._post(told["posts"][setting], level)
        stages = _stages(ending, level, told["settle"])
        gaps = days_of(stages, self.chance)
        first = self._first_day(group, sum(gaps), BACK[ending.last], source)
        notes = {"discovered": found, told["settle"]: done}
        chain = Chain(self.register, group, finder, post, notes, self.chance, private=told.get("private", False))
        for stage, day in laid_out(stages, gaps, first):
            chain.add(stage, day)
        record: Data = {
            "id": "",
            "title": title.format(spot=self.chance.choice(texts("stories")["spots"][setting])),
            "kind": self._kind(told["kinds"], title),
            "category": category,
            "source": source,
            "responsible_post": post,
        }
        if source == "online":
            record["reference"] = f"WS-{first:%Y-%m%d}-{self.chance.randint(1, 99):02}"
        return Story(group, record | {"events": chain.events})

    def told(self, ending: Ending, stories: list[Story]) -> Story:
        """A matter that has come as far as the ending says; one that goes with another, with one of the stories."""
        if "duplicate" in ending.stages:
            return self.twin_of(stories, ending)
        like = self.like_of(stories) if "gathered" in ending.stages else None
        return like or self.story(replace(ending, stages=CLOSED) if "gathered" in ending.stages else ending)

    def twin_of(self, stories: list[Story], ending: Ending) -> Story:
        """The same matter as an open one told before, reported again a few days later by another way."""
        stages = ["discovered", "reported", *ending.stages]
        latest, day_of_step = self.year.last - DAY * 9, [0, 0, 1, 2]
        old, first = self.chance.choice(
            [
                (story, first)
                for story in stories
                if not story.same
                for first in (datetime.date.fromisoformat(story.first_day) + DAY * self.chance.randint(0, 4),)
                if first <= latest
                and (_is_open(story) or any(e["date"] > f"{first + DAY}" for e in story.record["events"]))
            ]
        )
        chain = Chain(self.register, old.group, "liaison_cadre", old.record["responsible_post"], {}, self.chance)
        for stage, day in laid_out(stages, day_of_step[: len(stages)], first):
            chain.add(stage, day)
        return self._with(old, old.group, chain)

    def like_of(self, stories: list[Story]) -> Story | None:
        """A like matter of another group, answered in one passed up to the village or town; if there is one."""
        leads = [
            (story, group)
            for story in stories
            if not story.same and _answering(story)
            for group in self.groups
            if group.id != story.group.id
            and self.register.village_of(group) is self.register.village_of(story.group)
            and group.covers(datetime.date.fromisoformat(story.first_day))
            and group.covers(self.year.last)
        ]
        if not leads:
            return None
        lead, group = self.chance.choice(leads)
        passed_up, settled = _answering(lead) or (self.year.last, self.year.last)
        chain = Chain(self.register, group, "group_head", lead.record["responsible_post"], {}, self.chance)
        for stage, day in (("discovered", passed_up), ("reported", passed_up), ("gathered", passed_up)):
            chain.add(stage, day)
        for stage, days in (("fed_back", 0), ("closed", 1)):
            if settled + DAY * days <= self.year.last:
                chain.add(stage, settled + DAY * days)
        return self._with(lead, group, chain)

    def _with(self, other: Story, group: Group, chain: Chain) -> Story:
        kept = {key: other.record[key] for key in ("title", "kind", "category")}
        rest = {"source": "message", "responsible_post": other.record["responsible_post"], "events": chain.events}
        return Story(group, {"id": ""} | kept | rest, other)

    def _category(self, setting: str, ending: Ending) -> tuple[str, Any]:
        """A category that villages, or communities, have, with its texts."""
        fitting = [
            (name, told)
            for name, told in texts("stories")["categories"].items()
            if told.get("only", setting) == setting and told["settle"] == (ending.settle or told["settle"])
        ]
        return self.chance.choice(fitting)

    def _source(self, ending: Ending) -> tuple[str, str]:
        """The channel and who wrote it down; the last service day is too long ago for what is quite new."""
        fitting = [one for one in SOURCES if ending.last != JUST_NOW or one[0] != "service_day"]
        if self.untold and ending.last == LONG_AGO:
            fitting = [self.untold.pop()]
        source, _, finder = self.chance.choices(fitting, [often for _, often, _ in fitting])[0]
        return source, finder

    def _kind(self, kinds: list[str], title: str) -> str:
        """Who wants something new suggests; who lacks something asks or complains."""
        wishes = [kind for kind in kinds if (kind in ("suggestion", "opinion")) == ("想" in title)]
        return self.chance.choice(wishes or kinds)

    def _post(self, own: str, level: str) -> str:
        if level in ("group", "area", "village") or own.startswith("镇"):
            return own
        return str(self.chance.choice(texts("stories")["town_posts"]))

    def _first_day(self, group: Group, length: int, back: tuple[int, int], source: str) -> datetime.date:
        """So early that everything fits into the group's year and the last event lies back as far as it should."""
        first, last = max(self.year.first, group.since), min(self.year.last, group.until or self.year.last)
        latest = last - DAY * (length + back[0])
        earliest = max(first, last - DAY * (length + back[1]))
        day = max(first, earliest + DAY * self.chance.randint(0, max(0, (latest - earliest).days)))
        if source == "service_day":
            village = self.register.village_of(group)
            days = [day_of(self.register, Month(*month), village).on for month in self.year.months]
            within = [one for one in days if first <= one <= last]
            return max((one for one in within if one <= day), default=within[0])
        return day


def _stages(ending: Ending, level: str, settled: str) -> list[str]:
    """The ending's stages in full, for a matter that is handled at this level and settled in this way."""
    stages = ["discovered", "reported"] if ending.is_reported else ["discovered"]
    for stage in ending.stages:
        stages += stages_to(level) if stage == HANDLED else [settled if stage == SETTLED else stage]
    return stages


def _answering(story: Story) -> tuple[datetime.date, datetime.date] | None:
    """When a matter was passed up to its village or the town, and when it was answered there; None if it was not."""
    events = story.record["events"]
    up = [event["date"] for event in events if event.get("to_level") in ("village", "town")]
    answers = [event["date"] for event in events if event["stage"] in ("resolved", "explained")]
    if not up or len(answers) != 1:
        return None
    return datetime.date.fromisoformat(up[0]), datetime.date.fromisoformat(answers[0])


def _is_open(story: Story) -> bool:
    return story.record["events"][-1]["stage"] not in ("closed", "followed_up", "not_accepted")
