"""The rule about days by which something that is missing will be there: an excuse that never ends is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import data_of
from lianhu.reading.document import Location
from lianhu.town.kinds.town import EXCUSE_DAYS
from lianhu.town.month import after
from lianhu.town.schemas import EACH, values_at
from lianhu.words import say

_VACANCY: Location = ("vacancies", EACH, "filled_by")
# By kind of record: the days until which something is excused.
UNTIL: dict[str, tuple[Location, ...]] = {
    "group": (("unserved", "until"), _VACANCY),
    "village": (_VACANCY, ("areas", EACH, *_VACANCY)),
    "representative": (("terms", EACH, "extended", "until"),),
    "town": (("deviations", EACH, "expires_on"), ("exceptions", EACH, "expires_on")),
}


def excuses_end_within_the_towns_days(proposal: Proposal) -> Iterator[Finding]:
    """What is missing and explained is there, and what is excepted is looked at again, within the town's days, a year
    where it names none: vacancies, households without a representative, extended terms, deviations, exceptions.

    Source: R8; R9; G6 (an excuse that never ends is none).
    """
    last = after(proposal.today, proposal.limits.get("excuse_days", EXCUSE_DAYS))
    for change in proposal.changes:
        for pattern in UNTIL.get(change.kind.name, ()) if change.kind else ():
            known = {value for _, value in values_at(data_of(change.before), pattern)}
            for at, value in values_at(data_of(change.after), pattern):
                if value not in known and _is_later(value, last):
                    yield Finding(
                        change.path,
                        say("{day} lies more than the town's days ahead, after {last}.", day=value, last=last),
                        say("Name a day up to {last}; what is not settled by then is explained anew.", last=last),
                        at,
                    )


def _is_later(value: Any, last: date) -> bool:
    """Whether the value is a day after the last one; what is none is told by the shape."""
    try:
        return date.fromisoformat(value) > last
    except (TypeError, ValueError):
        return False
