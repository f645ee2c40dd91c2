"""Rules about what meetings and reviews discuss and decide, and what became of it (R31, R33, R34)."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.reading.document import Location
from lianhu.rules import meetings, reviews, scope
from lianhu.rules.dates import in_the_future
from lianhu.rules.finding import Finding
from lianhu.town.deadlines import last_of_a_decision
from lianhu.town.kinds import Decision, Issue, Meeting, Review
from lianhu.town.register import Register
from lianhu.words import say


def _deciding(register: Register) -> Iterator[Meeting | Review]:
    yield from (one for one in register.judged(Meeting) if one.is_held and meetings.is_dated_right(register, one))
    yield from (one for one in register.judged(Review) if reviews.is_dated_right(register, one))


def _decisions(register: Register) -> Iterator[tuple[Meeting | Review, Location, Decision]]:
    """Each decision with where it was taken and where it stands."""
    for meeting in _deciding(register):
        for index, decision in enumerate(meeting.decisions):
            yield meeting, ("decisions", index), decision


@scope.of_each_record()
def decisions_are_due_after_they_are_taken(register: Register) -> Iterator[Finding]:
    """What a meeting or review decides is due on its day or later.

    Source: R33, R34.
    """
    for meeting, at, decision in _decisions(register):
        if decision.due_on and decision.due_on < meeting.date:
            yield Finding(
                meeting,
                (*at, "due_on"),
                say("Due on {due}, before it was decided on {day}.", due=decision.due_on, day=meeting.date),
                say("Correct one of the two dates."),
            )


@scope.of_each_record()
def decisions_are_due_within_the_towns_days(register: Register) -> Iterator[Finding]:
    """What a meeting or review decides is due within the town's days, a year where it names none.

    Source: R33, R34.
    """
    for meeting, at, decision in _decisions(register):
        last = last_of_a_decision(register, meeting.date)
        if decision.due_on and decision.due_on > last:
            yield Finding(
                meeting,
                (*at, "due_on"),
                say(
                    "Due on {due}; what was decided on {day} is due by {last}.",
                    due=decision.due_on,
                    day=meeting.date,
                    last=last,
                ),
                say("Name an earlier day, or decide now what is done first."),
            )


@scope.of_each_record()
def decisions_say_how_and_when_they_ended(register: Register) -> Iterator[Finding]:
    """A decision has an outcome together with its day; one that is not carried out says why.

    Source: R33, R34.
    """
    for meeting, at, decision in _decisions(register):
        if decision.outcome and not decision.settled_on:
            message = say("It is not said on which day this was settled.")
            yield Finding(meeting, (*at, "outcome"), message, say("Add a line '{name}: ...'.", name="settled_on"))
        elif decision.settled_on and not decision.outcome:
            message = say("It is not said how this was settled.")
            yield Finding(meeting, (*at, "settled_on"), message, say("Add 'outcome: done' or 'outcome: not_done'."))
        elif decision.note and not decision.outcome:
            message = say("There is a note, and no outcome.")
            fix = say("Add 'outcome' and 'settled_on', or remove the note.")
            yield Finding(meeting, (*at, "note"), message, fix, key=True)
        elif decision.outcome == "not_done" and not decision.note:
            message = say("It is not said why this was not carried out.")
            yield Finding(meeting, (*at, "outcome"), message, say("Add a line '{name}: ...'.", name="note"))


@scope.of_each_record()
def decisions_are_settled_after_they_are_taken(register: Register) -> Iterator[Finding]:
    """A decision is settled on the day it was taken or later, and not in the future.

    Source: R33, R34.
    """
    for meeting, at, decision in _decisions(register):
        settled = decision.settled_on
        if settled and settled < meeting.date:
            yield Finding(
                meeting,
                (*at, "settled_on"),
                say("Settled on {settled}, before it was decided on {day}.", settled=settled, day=meeting.date),
                say("Correct one of the two dates."),
            )
        elif settled:
            yield from in_the_future(register, meeting, (*at, "settled_on"), settled)


@scope.of_each_record(Issue)
def issues_are_discovered_before_they_are_discussed(register: Register) -> Iterator[Finding]:
    """An issue that a meeting or review discussed was discovered by that day.

    Source: R31, R33, R34.
    """
    for meeting in _deciding(register):
        for index, name in enumerate(meeting.issues):
            issue = register.find(Issue, name)
            if issue and issue.events[0].date > meeting.date:
                yield Finding(
                    meeting,
                    ("issues", index),
                    say("{issue} was discovered later, on {day}.", issue=issue.id, day=issue.events[0].date),
                    say("Correct the issue's number or one of the two dates."),
                )
