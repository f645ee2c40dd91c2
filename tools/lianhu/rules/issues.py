"""Rules about issues and their events (R28)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lianhu import loop
from lianhu.kinds import Issue, Representative
from lianhu.problems import quoted
from lianhu.register import Register
from lianhu.rules.finding import Finding
from lianhu.words import Term, say


def issues_belong_to_a_group(register: Register) -> Iterator[Finding]:
    """The group that an issue's place names exists.

    Source: R8; domain.md section 4 (channel and group only).
    """
    for issue in register.all(Issue):
        if not register.group_of(issue):
            yield Finding(
                issue,
                ("id",),
                say("There is no group {group}.", group=quoted(issue.id.rsplit("-", 2)[0])),
                say("Move the issue to the folder and number of a group that exists."),
            )


def events_follow_the_loop(register: Register) -> Iterator[Finding]:
    """Discovered, reported, resolved, fed back: no stage is skipped, and nothing is closed without feedback.

    Source: R28, 发现、反映、解决、反馈.
    """
    for issue in register.all(Issue):
        before = ""
        for index, event in enumerate(issue.events):
            allowed = loop.FOLLOWERS[before]
            if event.stage not in allowed:
                found, place = Term(event.stage), ("events", index, "stage")
                if not before:
                    message = say(
                        "An issue begins with {first}, not with {found}.", first=Term(loop.STAGES[0]), found=found
                    )
                else:
                    message = say("{found} cannot follow {before}.", found=found, before=Term(before))
                fix = (
                    say("What may follow here: {allowed}.", allowed=tuple(map(Term, allowed)))
                    if allowed
                    else say("Nothing follows {before}; open a new issue.", before=Term(before))
                )
                yield Finding(issue, place, message, fix)
                break  # what comes after a wrong step cannot be judged
            before = event.stage


def event_dates_do_not_go_back(register: Register) -> Iterator[Finding]:
    """An event is not older than the one before it, nor in the future.

    Source: R28; domain.md section 4 (append-only).
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
                yield Finding(
                    issue,
                    ("events", index, "date"),
                    say("{day} lies in the future; today is {today}.", day=event.date, today=register.today),
                    say("Record an event on the day it happens."),
                )
                break


def issues_are_numbered_by_year(register: Register) -> Iterator[Finding]:
    """The year in an issue's number is the year it was discovered.

    Source: domain.md section 8.
    """
    for issue in register.all(Issue):
        year = issue.id.rsplit("-", 2)[1]
        if str(issue.events[0].date.year) != year:
            yield Finding(
                issue,
                ("events", 0, "date"),
                say("Discovered in {found}, but numbered in {year}.", found=issue.events[0].date.year, year=year),
                say("Correct the date, or give the issue a number of {found}.", found=issue.events[0].date.year),
            )


def events_are_by_serving_representatives(register: Register) -> Iterator[Finding]:
    """A representative named in an event serves the issue's group on that day.

    Source: R9, R28.
    """
    for issue in register.all(Issue):
        group = register.group_of(issue)
        for index, event in enumerate(issue.events):
            one = register.find(Representative, event.representative)
            if one and group and one.group_on(event.date) != group.id:
                yield Finding(
                    issue,
                    ("events", index, "representative"),
                    say("{one} did not serve {group} on {day}.", one=one.id, group=group.id, day=event.date),
                    say("Name a representative who served the group that day."),
                )
