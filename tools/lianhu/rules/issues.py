"""Rules about issues: where they belong, how they are numbered, and which of them is the same matter (R28)."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town import loop
from lianhu.town.kinds import UNCLASSIFIED, Issue
from lianhu.town.register import Register
from lianhu.words import say
from lianhu.words.problems import quoted


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def issues_belong_to_a_group(register: Register) -> Iterator[Finding]:
    """The group that an issue's place names exists.

    Source: R8; G4 (channel and group only).
    """
    for issue in register.all(Issue):
        if not register.group_of(issue):
            yield Finding(
                issue,
                ("id",),
                say("There is no group {group}.", group=quoted(register.filed(issue).group)),
                say("Move the issue to the folder and number of a group that exists."),
            )


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def issues_have_a_category_of_their_day(register: Register) -> Iterator[Finding]:
    """An issue is of a category that the town had when it was discovered.

    Source: R37; G1.
    """
    for issue in register.all(Issue):
        category, day = register.categories.get(issue.category), issue.events[0].date
        if category and not category.covers(day):
            yield Finding(
                issue,
                ("category",),
                say("The town had no category {category} on {day}.", category=issue.category, day=day),
                say("Name one that it had, or correct the days of the category in records/categories.yaml."),
            )


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def issues_entered_here_have_a_category(register: Register) -> Iterator[Finding]:
    """An issue that is entered here names its category; only one from another platform may wait for it.

    Source: R37.
    """
    for issue in register.all(Issue):
        if issue.category == UNCLASSIFIED.id and not issue.reference:
            yield Finding(
                issue,
                ("kind",),
                say("The issue names no category."),
                say("Name one of records/categories.yaml, like 'category: street_light'."),
            )


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def issues_are_numbered_by_year(register: Register) -> Iterator[Finding]:
    """The year in an issue's number is the year it was discovered.

    Source: G2.
    """
    for issue in register.all(Issue):
        year = register.filed(issue).parts["year"]
        if str(issue.events[0].date.year) != year:
            yield Finding(
                issue,
                ("events", 0, "date"),
                say("Discovered in {found}, but numbered in {year}.", found=issue.events[0].date.year, year=year),
                say("Correct the date, or give the issue a number of {found}.", found=issue.events[0].date.year),
            )


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def duplicates_name_another_issue(register: Register) -> Iterator[Finding]:
    """A duplicate names the other issue, and following the names one comes to an issue that is handled; both are
    disputes between persons or neither is, or the one would tell what the other must not.

    Source: R28; G6 (duplicates are not counted).
    """
    for issue in register.all(Issue):
        for index, event in enumerate(issue.events):
            if event.stage != "duplicate":
                continue
            at = ("events", index, "twin")
            twin = register.followed(Issue, event.twin)
            if register.moved_to(Issue, event.twin or "") == issue.id:
                yield Finding(
                    issue, at, say("The issue is named as its own duplicate."), say("Name the other issue's number.")
                )
            elif issue.id == max(circle := _circle(register, issue), default=""):
                yield Finding(
                    issue,
                    at,
                    say("These issues are named as duplicates of each other: {issues}.", issues=tuple(sorted(circle))),
                    say("Keep one of them open, and let the others name that one."),
                )
            elif (
                twin
                and event.twin == loop.twin_of(issue)
                and (twin.id in register.disputes) != (issue.id in register.disputes)
            ):
                yield Finding(
                    issue,
                    ("category",),
                    say(
                        "Of {issue} and its twin {twin} only one is a dispute between persons.",
                        issue=issue.id,
                        twin=twin.id,
                    ),
                    say("Give both the same category; if they are not the same matter, none is the other's duplicate."),
                )


def _circle(register: Register, issue: Issue) -> list[str]:
    """The issues on the way from twin to twin back to `issue`; empty where the way ends elsewhere."""
    way: list[str] = []
    one: Issue | None = issue
    while one and one.id not in way:
        way.append(one.id)
        one = register.followed(Issue, loop.twin_of(one))  # one that was reopened is a duplicate no longer
    return way if one is issue else []
