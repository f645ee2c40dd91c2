"""Rules about the events of an issue: the closed loop, step by step (R28); the table they ask is `loop.STEPS`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lianhu.rules import scope
from lianhu.rules.dates import in_the_future
from lianhu.rules.finding import Finding
from lianhu.rules.places import group_id
from lianhu.rules.same_person import Deed, is_of_the_same
from lianhu.rules.serving import did_not_serve
from lianhu.town import loop
from lianhu.town.kinds import Event, Issue
from lianhu.town.month import after
from lianhu.town.register import Register
from lianhu.words import Term, say


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def events_follow_the_loop(register: Register) -> Iterator[Finding]:
    """Discovered, reported, resolved, fed back: no stage is skipped, and nothing is closed without feedback.

    Source: R28, 发现、反映、解决、反馈.
    """
    for issue in register.all(Issue):
        index = loop.in_order(issue)
        if index == len(issue.events):
            continue
        found, place = Term(issue.events[index].stage), ("events", index, "stage")
        if not index:
            message = say("An issue begins with {first}, not with {found}.", first=Term(loop.STAGES[0]), found=found)
            allowed = loop.FIRST
        else:
            before = issue.events[:index]
            message = say("{found} cannot follow {before}.", found=found, before=Term(loop.steps(before)[-1].stage))
            allowed = loop.may_follow(before)
        yield Finding(issue, place, message, say("What may follow here: {allowed}.", allowed=tuple(map(Term, allowed))))


def _in_order(issue: Issue) -> Iterator[tuple[int, Event]]:
    """The events up to the first wrong step: from there on nobody knows which stage was meant."""
    return enumerate(issue.events[: loop.in_order(issue)])


@scope.of_village(*scope.ISSUES)
def event_dates_do_not_go_back(register: Register) -> Iterator[Finding]:
    """An event is not older than the one before it, nor in the future.

    Source: R28; G3 (append-only).
    """
    for issue in register.all(Issue):
        for index, (earlier, later) in enumerate(pairwise(issue.events), start=1):
            if later.date < earlier.date:
                yield Finding(
                    issue,
                    ("events", index, "date"),
                    say(
                        "{later} lies before {earlier}, the date of the event above.",
                        later=later.date,
                        earlier=earlier.date,
                    ),
                    say("Put the events in the order in which they happened."),
                )
        for index, event in enumerate(issue.events):
            if event.date > register.today:
                fix = say("Record an event on the day it happens.")
                yield from in_the_future(register, issue, ("events", index, "date"), event.date, fix)
                break


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def events_are_recorded_by_their_post(register: Register) -> Iterator[Finding]:
    """Each event is recorded by a post that may record it: near the residents, leading a unit, or doing the work.

    Source: R28; G4 (a post, not a private person).
    """
    for issue in register.all(Issue):
        for index, event in _in_order(issue):
            allowed = loop.STEPS[event.stage].by
            if event.by not in allowed:
                yield Finding(
                    issue,
                    ("events", index, "by"),
                    say("{by} may not record {stage}.", by=Term(event.by), stage=Term(event.stage)),
                    say("Who may record it: {allowed}.", allowed=tuple(map(Term, allowed))),
                )


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def events_carry_what_they_need(register: Register) -> Iterator[Finding]:
    """Each event says what its stage must say, such as a reason, a level, an outcome with its evidence, a rating.

    Source: R28, R32.
    """
    for issue in register.all(Issue):
        for index, event in _in_order(issue):
            for keys in loop.STEPS[event.stage].carries:
                if not any(getattr(event, key) for key in keys):
                    yield Finding(
                        issue,
                        ("events", index),
                        say("{stage} is recorded without {keys}.", stage=Term(event.stage), keys=" / ".join(keys)),
                        say("Add a line '{name}: ...'.", name=keys[0])
                        if len(keys) == 1
                        else say("Add one of these keys to the event: {keys}.", keys=keys),
                    )


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def deferrals_are_looked_at_again(register: Register) -> Iterator[Finding]:
    """What is deferred is looked at again after that day, and within the days that the town allows.

    Source: R28; G6 (nothing is put off for ever).
    """
    for issue in register.all(Issue):
        for index, event in enumerate(issue.events):
            if not event.look_again_on:
                continue
            last_day = after(event.date, register.limits(event.date).deferral_days)
            at, fix = (
                ("events", index, "look_again_on"),
                say("Name a day after {day}, up to {last}.", day=event.date, last=last_day),
            )
            if event.stage != "deferred":
                yield Finding(
                    issue,
                    at,
                    say("'look_again_on' stands at {stage}, which defers nothing.", stage=Term(event.stage)),
                    say("Take 'look_again_on' out, or record 'deferred'."),
                )
            elif not event.date < event.look_again_on <= last_day:
                message = say(
                    "{day} is not a day to look again at what was deferred on {deferred}.",
                    day=event.look_again_on,
                    deferred=event.date,
                )
                yield Finding(issue, at, message, fix)


CONFIRMING = ("fed_back", "closed", "followed_up")


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def nobody_confirms_their_own_work(register: Register) -> Iterator[Finding]:
    """Who resolved or explained a matter neither feeds it back, nor closes it, nor follows it up; who refused one or
    found it a duplicate does not feed that back.

    Source: R28, 解决、反馈.
    """
    for issue in register.all(Issue):
        answer: Deed | None = None
        for index, event in _in_order(issue):
            if event.stage in loop.ANSWERS:
                answer = _answered_by(register, issue, event)
            elif event.stage not in CONFIRMING or event.by not in loop.STEPS[event.stage].by:
                continue  # a post that may not record this at all is one problem already
            elif answer and is_of_the_same(register, answer, (issue, event)):
                by, stage = Term(event.by), Term(event.stage)
                message = say("{by} did the work and confirms it: {stage}.", by=by, stage=stage)
                if answer[1].stage in loop.NOT_COUNTED:
                    told = Term(answer[1].stage)
                    message = say(
                        "{by} recorded {answer} and tells the residents of it: {stage}.",
                        by=by,
                        answer=told,
                        stage=stage,
                    )
                yield Finding(issue, ("events", index, "by"), message, say("Let another post do this step."))


def _answered_by(register: Register, issue: Issue, event: Event) -> Deed | None:
    """Who gave the answer, which for a gathered issue is given in the one that it is gathered into."""
    if event.stage != "gathered":
        return issue, event
    lead = register.followed(Issue, event.into)
    settled = loop.last(lead, *loop.SETTLED) if lead else None
    return (lead, settled) if lead and settled else None


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def escalations_go_one_level_up(register: Register) -> Iterator[Finding]:
    """A matter is passed one level up at a time; where a level is skipped, the event says why.

    Source: R32, 四级联动.
    """
    for issue in register.all(Issue):
        level = loop.LEVELS[0]
        for index, event in _in_order(issue):
            if event.stage != "escalated" or not event.to_level:
                continue
            steps = loop.LEVELS.index(event.to_level) - loop.LEVELS.index(level)
            at, here, there = ("events", index, "to_level"), Term(level), Term(event.to_level)
            if steps < 1:
                message = say("{to} does not lie above {level}, where the matter is.", to=there, level=here)
                yield Finding(issue, at, message, say("Name a higher level, or record 'assigned' instead."))
            elif steps > 1 and not event.skip_reason:
                message = say("This goes from {level} to {to} and skips a level.", level=here, to=there)
                yield Finding(issue, at, message, say("Pass it one level up, or say why under 'skip_reason'."))
            level = event.to_level


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def events_are_by_serving_representatives(register: Register) -> Iterator[Finding]:
    """A representative named in an event serves on that day the issue's group, one in which it goes on after its end,
    or the group under which the issue stood before it moved.

    Source: R9, R28.
    """
    for issue in register.all(Issue):
        group = register.group_of(issue)
        for index, event in enumerate(issue.events) if group else ():
            at = ("events", index, "representative")
            yield from did_not_serve(
                register,
                issue,
                at,
                event.representative,
                group_id(register, issue),
                event.date,
                register.groups_acting_on(issue, event.date),
            )


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def events_by_a_representative_name_who(register: Register) -> Iterator[Finding]:
    """An event that a representative records says which one: nobody's work is everybody's merit.

    Source: R28; G5.
    """
    for issue in register.all(Issue):
        for index, event in enumerate(issue.events):
            if event.by == "representative" and not event.representative:
                yield Finding(
                    issue,
                    ("events", index, "by"),
                    say("A representative recorded {stage}, but it is not said which one.", stage=Term(event.stage)),
                    say("Add a line '{name}: ...'.", name="representative"),
                )
