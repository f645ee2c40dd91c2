"""An issue's events: a way through the closed loop, each step by a post that may take it, with what it must carry."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from lianhu import loop
from lianhu.demo.texts import texts
from lianhu.demo.year import DAY, Data
from lianhu.kinds import Group
from lianhu.register import Register

HEADS = {
    "group": "group_head",
    "area": "area_head",
    "village": "village_officer",
    "town": "town_office",
    "city": "town_office",
}
SUPERVISORS = HEADS | {"group": "area_head"}
RATINGS = ("very_satisfied", "satisfied", "neutral", "dissatisfied", "very_dissatisfied", "not_rated", "unreachable")
LIKELY = (30, 40, 8, 4, 1, 10, 7)
OUTCOMES = ("fixed", "fixed", "fixed", "fixed", "fixed", "half_fixed")
# After how many days a step follows, at least and at most.
DAYS: Mapping[str, tuple[int, int]] = {
    "discovered": (0, 0),
    "reported": (0, 1),
    "assigned": (0, 2),
    "escalated": (0, 4),
    "supervised": (8, 20),
    "deferred": (3, 14),
    "resolved": (1, 16),
    "explained": (0, 4),
    "fed_back": (0, 3),
    "disputed": (3, 25),
    "reopened": (0, 2),
    "closed": (0, 2),
    "followed_up": (20, 60),
    "not_accepted": (0, 4),
    "duplicate": (0, 1),
}
KEYS = (
    "representative",
    "note",
    "reason",
    "to_level",
    "skip_reason",
    "to_post",
    "twin",
    "outcome",
    "waiver",
    "satisfaction",
)


def days_of(stages: list[str], chance: Random) -> list[int]:
    """How long each step takes."""
    return [chance.randint(*DAYS[stage]) for stage in stages]


@dataclass
class Chain:
    """The events of one issue in the making; `notes` are the story's, by stage."""

    register: Register
    group: Group
    finder: str
    post: str
    notes: Mapping[str, str]
    chance: Random
    level: str = "group"
    settled_by: str = ""
    who: str | None = None
    events: list[Data] = field(default_factory=list)

    def add(self, stage: str, day: datetime.date) -> None:
        """One step on; what the table of the loop does not allow is our mistake."""
        before = self.events[-1]["stage"] if self.events else None
        assert stage in loop.may_follow(before), (before, stage)
        to_level = self._next_level() if stage == "escalated" else ""
        by = self._by(stage)
        assert by in loop.STEPS[stage].by, (stage, by)
        event: Data = {"stage": stage, "date": f"{day}", "by": by}
        carried = self._carried(stage, day, by, to_level)
        assert all(any(key in carried for key in keys) for keys in loop.STEPS[stage].carries), stage
        self.events.append(event | {key: carried[key] for key in KEYS if key in carried})
        self.level = to_level or self.level
        if stage in ("resolved", "explained"):
            self.settled_by = by

    def _next_level(self) -> str:
        return loop.LEVELS[loop.LEVELS.index(self.level) + 1]

    def _by(self, stage: str) -> str:
        match stage:
            case "discovered" | "reported":
                return self.finder
            case "supervised":
                return SUPERVISORS[self.level]
            case "resolved":
                return "responsible_post"
            case "explained":
                return "town_office" if self.chance.random() < 0.3 else "village_officer"
            case "duplicate":
                return "group_head"
            case "fed_back" | "disputed" | "followed_up":
                return "group_head" if self.chance.random() < 0.25 else "representative"
        leader = HEADS[self.level]
        return "group_head" if leader == self.settled_by else leader

    def _carried(self, stage: str, day: datetime.date, by: str, to_level: str) -> Data:
        """What the step says, by key."""
        found: Data = {"representative": self._representative(day)} if by == "representative" else {}
        if note := self.notes.get(stage):
            found["note"] = note
        bank = texts("stories")
        reasons: dict[str, Callable[[], Data]] = {
            "assigned": lambda: {"to_post": self.post},
            "escalated": lambda: {"to_level": to_level, "reason": self._pick(bank["reasons"][to_level])},
            "supervised": lambda: {"note": self._pick(bank["notes"][stage])},
            "disputed": lambda: {"note": self._pick(bank["notes"][stage])},
            # The twin has no number yet.
            "duplicate": lambda: {"note": self._pick(bank["notes"][stage]), "twin": ""},
            "followed_up": lambda: {"note": self._pick(bank["notes"][stage]), "satisfaction": "satisfied"},
            "deferred": lambda: {"reason": self._pick(bank["reasons"][stage])},
            "reopened": lambda: {"reason": self._pick(bank["reasons"][stage])},
            "not_accepted": lambda: {"reason": self._pick(bank["reasons"][stage])},
            "resolved": lambda: {"outcome": self._pick(OUTCOMES), "waiver": self._pick(bank["waivers"])},
            "fed_back": self._rating,
        }
        return found | (reasons[stage]() if stage in reasons else {})

    def _rating(self) -> Data:
        rating = self.chance.choices(RATINGS, LIKELY)[0]
        note = {"note": self._pick(texts("stories")["notes"]["unreachable"])} if rating == "unreachable" else {}
        return {"satisfaction": rating} | note

    def _representative(self, day: datetime.date) -> str:
        """The one who found it, while serving; else a colleague."""
        serving = [one.id for one in self.register.representatives_of(self.group, day)]
        if self.who not in serving:
            self.who = self.chance.choice(serving)
        return self.who

    def _pick(self, choices: list[str] | tuple[str, ...]) -> str:
        return self.chance.choice(choices)


def stages_to(level: str) -> list[str]:
    """How a matter gets to the level that handles it: passed up step by step, then given to somebody."""
    ups = ["escalated"] * loop.LEVELS.index(level)
    return ups if level == "city" else [*ups, "assigned"]


def laid_out(stages: list[str], gaps: list[int], first: datetime.date) -> list[tuple[str, datetime.date]]:
    """Each stage with its day."""
    day, found = first, []
    for stage, gap in zip(stages, gaps, strict=True):
        day += DAY * gap
        found.append((stage, day))
    return found
