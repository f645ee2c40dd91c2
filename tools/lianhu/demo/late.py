"""What was recorded late, as it happens in every town: a few entries of each kind say so, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from random import Random
from typing import Any

from lianhu.demo.texts import texts
from lianhu.demo.year import TODAY, WEEK, Data
from lianhu.reading.document import Location
from lianhu.town import corrections, happened
from lianhu.town.happened import LATE, Happening
from lianhu.town.schemas import Schemas

ONE_IN = 160


def recorded_late(data: Mapping[str, Data], source: str, kinds: Schemas) -> None:
    """One in so many of what happened, and one at least of each kind, gets the reason why it came late."""
    every: dict[str, list[tuple[Data, Happening]]] = defaultdict(list)
    for path, record in sorted(data.items()):
        if filing := kinds.filing(path):
            for happening in happened.happenings(filing.kind, record):
                if happening.day < TODAY - WEEK and not happening.says_late:
                    every[_what(filing.kind.name, happening.at)].append((record, happening))
    for what, told in sorted(every.items()):
        chance = Random(f"{source} late {what}")
        for record, happening in chance.sample(told, max(1, len(told) // ONE_IN)):
            _say(corrections.value_at(record, happening.at), happening, chance.choice(_reasons(what)))


def _what(kind: str, at: Location) -> str:
    """The kind of record and of the entry in it, like `service_day/orders`."""
    keys = [step for step in at if isinstance(step, str)]
    if "consent" in keys:
        return "consent"
    return "/".join((kind, *keys[-1:]))


def _reasons(what: str) -> list[str]:
    kind, _, entry = what.partition("/")
    told: Mapping[str, list[str]] = texts("late")
    return told.get(what) or told.get(entry) or told.get(kind) or told["other"]


def _say(entry: dict[str, Any], happening: Happening, why: str) -> None:
    """The reason stands below the day."""
    keys = dict(entry)
    entry.clear()
    for key, value in keys.items():
        entry[key] = value
        if happening.has_own_day and key == happening.day_at[-1]:
            entry[LATE] = why
    entry.setdefault(LATE, why)
