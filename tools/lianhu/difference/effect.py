"""What a change does for residents: one effect a sentence, under a heading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lianhu.words import Text, say


@dataclass(frozen=True, kw_only=True)
class Effect:
    """`what` happens to the record `id`, as a word for machines (`"new"`) and as a sentence; `topic` heads it."""

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
    "confirmed": say("Asked and confirmed, for whoever reviews to look at"),
    "corrections": say("Corrections"),
    "removals": say("Removals"),
    "others": say("Other public content"),
}

# Under which heading a record's changes stand: by what happened to it, else by its kind, else under the last.
_OF_WHAT: Mapping[str, str] = {
    "corrected": "corrections",
    "redacted": "corrections",
    "gone": "removals",
    "removed": "removals",
}
_OF_KIND: Mapping[str, str] = {
    "representative": "people",
    "village": "units",
    "group": "units",
    "issue": "issues",
    "visit": "work",
    "meeting": "work",
    "service_day": "work",
    "task_list": "work",
    "review": "money",
    "service_fund": "money",
}


def topic(kind: str, what: str) -> str:
    """The heading for what happens to a record of this kind."""
    return _OF_WHAT.get(what) or _OF_KIND.get(kind, "others")
