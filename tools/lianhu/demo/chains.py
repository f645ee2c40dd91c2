"""An issue's events: a way through the closed loop, each step by a post that may take it, with what it must carry."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from lianhu.demo.texts import texts
from lianhu.demo.year import DAY, Data
from lianhu.town import loop
from lianhu.town.kinds import Event, Group
from lianhu.town.register import Register

HEADS = {
    "group": "group_head",
    "area": "area_head",
    "village": "village_officer",
    "town": "town_office",
    "city": "town_office",
}
SUPERVISORS = HEADS | {"group": "area_head"}
NEAR = ("representative", "group_head")
RATINGS = ("very_satisfied", "satisfied", "neutral", "dissatisfied", "very_dissatisfied", "not_rated")
LIKELY = (30, 40, 8, 4, 1, 17)
OUTCOMES = ("fixed", "fixed", "fixed", "fixed", "fixed", "half_fixed")
KEYS = (
    "representative",
    "note",
    "reason",
    "to_level",
    "skip_reason",
    "recorded_late",
    "to_post",
    "twin",
    "into",
    "residents",
    "look_again_on",
    "outcome",
    "waiver",
    "satisfaction",
)


@dataclass
class Chain:
    """The events of one issue in the making; `notes` are the story's, by stage."""

    register: Register
    group: Group
    finder: str
    post: str
    notes: Mapping[str, str]
    chance: Random
    private: bool = False
    level: str = "group"
    answered_by: str = ""
    who: str | None = None
    events: list[Data] = field(default_factory=list)

    def add(self, stage: str, day: datetime.date) -> None:
        """One step on; what the table of the loop does not allow is our mistake."""
        before = tuple(_step(event) for event in self.events)
        assert stage in loop.may_follow(before), (before, stage)
        to_level = self._next_level() if stage == "escalated" else ""
        by = self._by(stage)
        assert by in loop.STEPS[stage].by, (stage, by)
        event: Data = {"stage": stage, "date": f"{day}", "by": by}
        carried = self._carried(stage, day, by, to_level)
        assert all(any(key in carried for key in keys) for keys in loop.STEPS[stage].carries), stage
        self.events.append(event | {key: carried[key] for key in KEYS if key in carried})
        self.level = to_level or self.level
        if stage in loop.ANSWERS:
            self.answered_by = by

    def _next_level(self) -> str:
        return loop.LEVELS[loop.LEVELS.index(self.level) + 1]

    def _by(self, stage: str) -> str:
        match stage:
            case "discovered" | "reported":
                return self.finder
            case "supervised":
                return SUPERVISORS[self.level]
            case "resolved":
                near = self.level == "group" and self.chance.random() < 0.3
                return self.chance.choice(("representative", "group_head")) if near else "responsible_post"
            case "explained":
                return "town_office" if self.chance.random() < 0.3 else "village_officer"
            case "duplicate":
                return "group_head"
            case "fed_back" | "followed_up" if self.answered_by in NEAR:
                return "liaison_cadre"  # a head who represents the group as well would confirm their own work
            case "gathered":
                return "village_officer" if self.level != "town" else "town_office"
            case "fed_back" | "disputed" | "followed_up":
                return "group_head" if self.chance.random() < 0.25 else "representative"
        leader = HEADS[self.level]
        if stage == "closed" and self.answered_by in NEAR:
            return "village_officer"
        return "group_head" if leader == self.answered_by else leader

    def _carried(self, stage: str, day: datetime.date, by: str, to_level: str) -> Data:
        """What the step says, by key."""
        bank = texts("stories")
        found: Data = {"representative": self._representative(day)} if by == "representative" else {}
        if note := self.notes.get(stage) or self._pick(bank["notes"].get(stage)):
            found["note"] = note
        if reason := self._pick(bank["reasons"].get(to_level or stage)):
            found["reason"] = reason
        match stage:
            case "assigned":
                found["to_post"] = self.post
            case "escalated":
                found["to_level"] = to_level
            case "duplicate":
                found["twin"] = ""  # which has no number yet
            case "gathered":
                found["into"] = ""
            case "deferred":
                found["look_again_on"] = f"{day + DAY * self.chance.choice((30, 60, 90))}"
            case "also_reported":
                found["residents"] = self.chance.randint(1, 6)
            case "resolved":
                found["outcome"] = self._pick(OUTCOMES)
                found["waiver"] = self._pick(bank["waivers"]["private" if self.private else "public"])
                if found["outcome"] == "half_fixed":
                    found["note"] = f"{found.get('note', '')}{bank['half_fixed']}"
            case "fed_back":
                found["satisfaction"] = self.chance.choices(RATINGS, LIKELY)[0]
            case "followed_up":
                found["satisfaction"] = "satisfied"
        return found

    def _representative(self, day: datetime.date) -> str:
        """The one who found it, while serving; else a colleague."""
        serving = [representative.id for representative in self.register.representatives_of(self.group, day)]
        if self.who not in serving:
            self.who = self.chance.choice(serving)
        return self.who

    def _pick(self, choices: Sequence[str] | None) -> str:
        return self.chance.choice(choices) if choices else ""


def _step(event: Data) -> Event:
    """As much of an event as the loop asks."""
    day = datetime.date.fromisoformat(event["date"])
    return Event(stage=event["stage"], date=day, by=event["by"], satisfaction=event.get("satisfaction"))
