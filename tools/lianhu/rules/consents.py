"""Rules about consents: what somebody agreed to was agreed for the service that it is shown for, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from lianhu.reading.document import Location
from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town import consent, corrections
from lianhu.town.consent import AGAIN, GIVEN, WITHDRAWN, Step
from lianhu.town.month import after
from lianhu.town.register import Register
from lianhu.words import say


@scope.of_each_record()
@scope.whatever_the_day
def consents_are_given_for_the_service(register: Register) -> Iterator[Finding]:
    """Whoever is chosen or takes an office agrees then, or later: no consent is older than the choice or term that it
    is for, what was agreed before somebody left says nothing when they come back, and nobody agrees after death.

    Source: Personal Information Protection Law, separate consent (art. 25).
    """
    for record, data, at, item in _items(register):
        service = _service(data, at)
        *former, (place, counting) = consent.steps(item, at)
        bounds = [*((where, step, service.first) for where, step in former)]
        bounds.append((place, counting, service.first if WITHDRAWN in counting else service.since))
        for where, step, since in bounds:
            if step[GIVEN] < since:
                message = say("Agreed to on {day}, before the choice or term of {since}.", day=step[GIVEN], since=since)
                fix = say(
                    "Ask the person, and write the day on which they agreed. What was published stays, and a new "
                    "consent is entered below it, under '{again}'.",
                    again=AGAIN,
                )
                yield Finding(record, (*where, GIVEN), message, fix)
            elif service.died and step[GIVEN] > service.died:
                message = say("Agreed to on {day}, after death on {died}.", day=step[GIVEN], died=service.died)
                yield Finding(record, (*where, GIVEN), message, say("Take it out."))


@scope.of_each_record()
@scope.whatever_the_day
def consents_follow_one_another(register: Register) -> Iterator[Finding]:
    """A consent is withdrawn after it was given, and what is agreed again comes after that.

    Source: Personal Information Protection Law, withdrawal (art. 15-16); G1.
    """
    for record, _, at, item in _items(register):
        placed = consent.steps(item, at)
        for where, step in placed:
            if step.get(WITHDRAWN, step[GIVEN]) < step[GIVEN]:
                message = say(
                    "Withdrawn on {day}, before it was given on {given}.", day=step[WITHDRAWN], given=step[GIVEN]
                )
                yield Finding(record, (*where, WITHDRAWN), message, say("Correct one of the two dates."))
        for (_, step), (where, following) in pairwise(placed):
            day = max(step[GIVEN], step.get(WITHDRAWN, ""))
            if following[GIVEN] < day:
                message = say(
                    "Agreed to again on {day}, and the step before is of {before}.", day=following[GIVEN], before=day
                )
                yield Finding(record, (*where, GIVEN), message, say("Write the day on which the person agreed again."))


@dataclass(frozen=True)
class _Service:
    """When somebody was `first` chosen, and `since` when for the latest service without a gap; whether and when the
    person `died`. Days as texts."""

    first: str
    since: str
    died: str | None = None


def _service(data: Any, at: Location) -> _Service:
    """The service that the consent at `at` is for; a term that follows another without a gap is one service."""
    holder = corrections.value_at(data, at[:-2])
    if "terms" not in holder:
        return _Service(holder["since"], holder["since"])
    seats = sorted(holder["groups"], key=lambda seat: str(seat["since"]))
    begun: str = seats[0]["since"]
    for seat, following in pairwise(seats):
        if "until" in seat and after(date.fromisoformat(seat["until"])).isoformat() < following["since"]:
            begun = following["since"]
    chosen = sorted(term["chosen"]["date"] for term in holder["terms"])
    since = max((day for day in chosen if day <= begun), default=chosen[0])
    return _Service(chosen[0], since, next((seat["until"] for seat in seats if seat.get("ended") == "death"), None))


def _items(register: Register) -> Iterator[tuple[Any, Any, Location, Step]]:
    """Every item that somebody agreed to: its record, the record's data, its place and what stands there."""
    for document in register.documents:
        data = corrections.applied(document.data)
        for at, item in consent.items(document.kind, data):
            yield register.record(document), data, at, item
