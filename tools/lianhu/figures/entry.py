"""One thing that is due on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lianhu.town.missed import Missed
from lianhu.words import Text, say

TOWN = "town"


@dataclass(frozen=True, kw_only=True, order=True)
class Due:
    """One thing to do: whose it is (`unit`, an id or `town`), what `kind`, and since which day.

    `record` is the id of the issue, task list, meeting or service day that it is about; `missed` the weeks, months or
    quarters in which it was not done, and `since` the first day of the first of them. A term is due on its last day,
    ahead of it; a vacancy likewise on the day by which it is filled.
    """

    unit: str
    kind: str
    since: date
    record: str = ""
    sentence: Text = field(compare=False)
    missed: tuple[Missed, ...] = field(default=(), compare=False)


# What each kind of due is called, in the order in which they are listed.
KINDS: Mapping[str, Text] = {
    "issue": say("Issues past their day"),
    "feedback": say("Residents not told"),
    "look_again": say("Deferred, to be looked at again"),
    "category": say("Not yet classified"),
    "decision": say("Decisions not carried out"),
    "order": say("Orders not delivered"),
    "plan": say("Planned, and not recorded"),
    "coverage": say("Households without a representative"),
    "visit": say("Visits"),
    "task_list": say("Task lists"),
    "task": say("Tasks"),
    "monthly_analysis": say("Monthly analyses"),
    "service_day": say("Service days"),
    "review": say("Quarterly reviews"),
    "award": say("Quarterly awards"),
    "fund": say("Service funds"),
    "board": say("Boards to hang anew"),
    "term": say("Terms"),
    "office": say("Offices"),
    "vacancy": say("Vacancies"),
    "leaving": say("Who leaves"),
    "deletion": say("Data to be deleted"),
    "total": say("Declared totals"),
    "deviation": say("Explained differences"),
    "exception": say("Exceptions"),
    "calendar": say("Calendars"),
}
