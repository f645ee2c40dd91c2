"""Rules about when something is recorded: soon after it happened, or with the reason why so late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from lianhu.changes import Change
from lianhu.changes.kept import losses
from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import data_of, day, entries, text
from lianhu.words import Term, say


def events_are_recorded_in_time(proposal: Proposal) -> Iterator[Finding]:
    """An event is recorded within the town's days after it happened, or says why it is recorded late; issues that are
    brought in from another platform keep their dates.

    Source: R28; G5.
    """
    days = proposal.limits.get("recording_days")
    if days is None:
        return
    earliest = proposal.today - timedelta(days=days)
    for change in proposal.changes_of("issue"):
        new = [(index, event) for index, event in _added(change) if (day(event, "date") or earliest) < earliest]
        if not new or any("recorded_late" in event for _, event in new):
            continue
        index, event = new[0]
        yield Finding(
            change.path,
            say(
                "{stage} of {day} is recorded {late} days after it happened; the town allows {days}.",
                stage=Term(text(event, "stage")),
                day=event["date"],
                late=(proposal.today - date.fromisoformat(event["date"])).days,
                days=days,
            ),
            say("Correct the date, or say why under 'recorded_late'."),
            ("events", index, "date"),
        )


HELD = {"meeting": "attendance", "service_day": "activities"}


def plans_are_made_before_their_day(proposal: Proposal) -> Iterator[Finding]:
    """A meeting or service day is planned by its day; afterwards it is recorded as held or as cancelled.

    Source: R13, R31, R33; G5.
    """
    for kind, held in HELD.items():
        for change in proposal.changes_of(kind):
            data = data_of(change.after)
            planned_for = day(data, "date")
            is_planned = held not in data and "cancelled" not in data
            if change.is_new and is_planned and planned_for and planned_for < proposal.today:
                yield Finding(
                    change.path,
                    say("Planned for {day}, which is over; today is {today}.", day=planned_for, today=proposal.today),
                    say("Add '{held}' if it was held, or 'cancelled' with the reason.", held=held),
                    ("date",),
                )


def _added(change: Change) -> list[tuple[int, dict[str, Any]]]:
    """The events that the proposal adds, with their places.

    None for a new issue from another platform, nor where published events are not kept: what is new is not known then.
    """
    before, after = data_of(change.before), data_of(change.after)
    lost = change.kind and change.before and list(losses(change.kind, before, after))
    if lost or (change.is_new and "reference" in after):
        return []
    return list(enumerate(entries(after, "events")))[len(entries(before, "events")) :]
