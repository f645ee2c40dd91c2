"""What a change does for residents: one effect a sentence, under a heading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lianhu.words import Text, say


@dataclass(frozen=True, kw_only=True)
class Effect:
    """`what` happens to the record `id`, as a word for machines (`"joined"`) and as a sentence; `topic` heads it."""

    topic: str
    what: str
    id: str
    text: Text


# The headings, in the order in which a change is told.
TOPICS: Mapping[str, Text] = {
    "people": say("Representatives"),
    "units": say("Units and offices"),
    "households": say("Households"),
    "issues": say("Issues"),
    "work": say("Visits, meetings, service days, task lists"),
    "money": say("Funds and awards"),
    "corrections": say("Corrections"),
    "removals": say("Removals"),
    "others": say("Other public content"),
}
