"""Rules about new events by which a matter leaves the figures or waits: what was published before stays right."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import data_of, entries
from lianhu.town import loop
from lianhu.town.case import reported_on
from lianhu.town.kinds import Event, Issue
from lianhu.town.kinds.town import DUE_DAYS
from lianhu.town.month import after
from lianhu.town.register import Register
from lianhu.words import Text, say


def duplicates_repeat_a_matter_that_is_handled(proposal: Proposal) -> Iterator[Finding]:
    """A new duplicate's twin is of its place, category and kind, and is no duplicate itself; it is open that day, or
    was reported later and handled.

    Source: R28; G6 (a duplicate leaves every figure).
    """
    for path, issue, index, event in _new_events(proposal, "duplicate"):
        register = proposal.after
        twin = register.followed(Issue, event.twin) if register else None
        if not register or not twin or twin.id == issue.id:
            continue  # told by the rules of the state
        if wrong := _wrong(register, issue, event, twin):
            message, fix = wrong
            yield Finding(path, message, fix, ("events", index, "twin"))


def _wrong(register: Register, issue: Issue, event: Event, twin: Issue) -> tuple[Text, Text] | None:
    """What is wrong with the twin that the event names, and how to mend it."""
    another = say("Name an open issue of the same place, category and kind, or handle this one on its own.")
    moments = loop.moments(twin, event.date)
    if not moments:
        found = say("{twin} was discovered later, on {day}.", twin=twin.id, day=twin.events[0].date)
        return found, another
    standing = [answer for moment in moments if (answer := loop.answered(moment)) and answer.stage == "duplicate"]
    if len(standing) == len(moments):
        other = str(standing[-1].twin)
        if register.moved_to(Issue, other) == issue.id:
            return None  # a circle, which is told once for all in it
        return say("{twin} is itself a duplicate of {other}.", twin=twin.id, other=other), say(
            "Name {other} under 'twin'.", other=other
        )
    if not register.groups_acting_on(issue, event.date) & register.groups_acting_on(twin, event.date):
        return say("{twin} is of another place.", twin=twin.id), another
    if (twin.category, twin.kind) != (issue.category, issue.kind):
        return say(
            "{twin} is another matter: {category}, {kind}.", twin=twin.id, category=twin.category, kind=twin.kind
        ), another
    states = {loop.state_after(moment) for moment in moments}
    if states <= {"closed"} and reported_on(twin) >= reported_on(issue):
        return None  # its handling answered this one as well
    if states <= set(loop.ENDS):
        return say(
            "{twin} had ended on {day}, before this one was found to repeat it.", twin=twin.id, day=event.date
        ), another
    return None


def who_was_not_reached_is_told_again(proposal: Proposal) -> Iterator[Finding]:
    """Nothing is closed on feedback that reached nobody: it is fed back again.

    Source: R28, 解决、反馈.
    """
    for path, issue, index, _ in _new_events(proposal, "closed"):
        before = loop.steps(issue.events[:index])
        if before and before[-1].stage == "fed_back" and before[-1].satisfaction == loop.UNREACHED:
            yield Finding(
                path,
                say("The resident was not reached, so nobody was told; this cannot be closed."),
                say("Record 'fed_back' once the resident is reached, and 'closed' after it."),
                ("events", index, "stage"),
            )


def deferrals_have_a_day(proposal: Proposal) -> Iterator[Finding]:
    """What is deferred carries the day on which it is looked at again; what is brought in from another platform is as
    it was there.

    Source: R28; G6.
    """
    for path, issue, index, event in _new_events(proposal, "deferred"):
        if not event.look_again_on and not issue.reference:
            yield Finding(
                path,
                say("This is deferred, and no day says when it is looked at again."),
                say("Add a line '{name}: ...'.", name="look_again_on"),
                ("events", index),
            )


def agreed_days_are_near(proposal: Proposal) -> Iterator[Finding]:
    """A day agreed for an issue lies between its discovery and so many days after its report as the town allows.

    Source: G6 (a date in a far year is none).
    """
    days = proposal.limits.get("due_days", DUE_DAYS)
    for change in proposal.changes_of("issue"):
        issue = proposal.after.find(Issue, change.id) if proposal.after else None
        before = proposal.before.followed(Issue, change.old_id or change.id) if proposal.before else None
        if not issue or not issue.due_on or (before and before.due_on in (None, issue.due_on)):
            continue  # none that is agreed afterwards is right: that is told by a rule of its own
        last = after(reported_on(issue), days)
        if not issue.events[0].date <= issue.due_on <= last:
            yield Finding(
                change.path,
                say(
                    "{due} lies outside the days that may be agreed, {first} to {last}.",
                    due=issue.due_on,
                    first=issue.events[0].date,
                    last=last,
                ),
                say("Name a day within them, or take 'due_on' out: the category's deadline holds then."),
                ("due_on",),
            )


def _new_events(proposal: Proposal, stage: str) -> Iterator[tuple[str, Issue, int, Event]]:
    """The events of a stage that the proposal adds: path, issue and number from 0.

    None where published events are altered: what is new is not known then, and that is one problem already.
    """
    for change in proposal.changes_of("issue"):
        before, now = (entries(data_of(document), "events") for document in (change.before, change.after))
        issue = proposal.after.find(Issue, change.id) if proposal.after else None
        if issue and now[: len(before)] == before:
            for index, event in list(enumerate(issue.events))[len(before) :]:
                if event.stage == stage:
                    yield change.path, issue, index, event
