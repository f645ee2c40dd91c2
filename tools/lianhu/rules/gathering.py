"""Rules about like matters of several groups, gathered into one that answers them all (R32, 普遍性诉求)."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town import loop
from lianhu.town.kinds import Event, Group, Issue
from lianhu.town.register import Register
from lianhu.words import Text, say

# From the level of the village on a matter may answer others: those of its village, or of the whole town.
OF_THE_VILLAGE, OF_THE_TOWN = ("village", "town", "city"), ("town", "city")


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def gathered_matters_have_one_that_answers(register: Register) -> Iterator[Finding]:
    """A matter is gathered into an open one of its category that was passed up to its village or to the town; what
    answers others is itself not gathered.

    Source: R32; G6 (nothing leaves a figure by being gathered).
    """
    for issue in register.all(Issue):
        for index, event in enumerate(issue.events):
            lead = register.followed(Issue, event.into)
            if event.stage != "gathered" or not lead:
                continue  # a name that leads nowhere is told by the rule about references
            if wrong := _wrong(register, issue, event, lead):
                message, fix = wrong
                yield Finding(issue, ("events", index, "into"), message, fix)


def _wrong(register: Register, issue: Issue, event: Event, lead: Issue) -> tuple[Text, Text] | None:
    """What is wrong with gathering an issue into `lead` by the event, and how to mend it."""
    another = say(
        "Name an open issue of this category that was passed up to the village or town, or take the event out."
    )
    if lead.id == issue.id:
        return say("The issue is gathered into itself."), another
    moments = loop.moments(lead, event.date)
    if not any(loop.state_after(moment) not in loop.ENDS for moment in moments):
        return say("{lead} is not open on {day}.", lead=lead.id, day=event.date), another
    if lead.category != issue.category:
        found = say("{lead} is of another category: {category}.", lead=lead.id, category=lead.category)
        return found, another
    enough = OF_THE_VILLAGE if _share_a_village(register, issue, lead, event) else OF_THE_TOWN
    if not any(loop.level_after(moment) in enough for moment in moments):
        found = say("{lead} is not passed up by {day} so far that it answers this one.", lead=lead.id, day=event.date)
        return found, say(
            "Pass {lead} up first: to the village for matters of one village, else to the town.", lead=lead.id
        )
    above = _gathered_before(lead, (event.date, issue.id))
    if above and above.into and register.moved_to(Issue, above.into) == issue.id:
        found = say("These issues are gathered into each other: {issues}.", issues=tuple(sorted((issue.id, lead.id))))
        return found, another
    if above and above.into:
        found = say("{lead} is itself gathered into {above}.", lead=lead.id, above=above.into)
        return found, say("Name {above} under 'into'.", above=above.into)
    below = [one.id for one in register.gathered_into(issue) if _gathered_before(one, (event.date, issue.id))]
    if below:
        found = say("Others are gathered into this one: {issues}.", issues=tuple(sorted(below)))
        return found, say("Take the event out, or separate them first with 'reopened' and gather them anew.")
    return None


def _gathered_before(issue: Issue, moment: tuple[object, str]) -> Event | None:
    """The event by which the issue is gathered, if it was by then; of two of one day the lower id was first."""
    event = loop.answered(issue.events)
    return event if event and event.stage == "gathered" and (event.date, issue.id) < moment else None


def _share_a_village(register: Register, issue: Issue, lead: Issue, event: Event) -> bool:
    """Whether both are of one village, or of villages that are one by that day."""
    names = (register.groups_acting_on(one, event.date) for one in (issue, lead))
    groups = ([group for name in of_one if (group := register.find(Group, name))] for of_one in names)
    of_issue, of_lead = ({register.village_of(group).id for group in of_one} for of_one in groups)
    return bool(of_issue & of_lead)


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def gathered_matters_are_fed_back_after_their_answer(register: Register) -> Iterator[Finding]:
    """Whose matter was gathered is told when the one that answers it is resolved or explained, not before.

    Source: R28; R32.
    """
    for issue in register.all(Issue):
        for index, event in enumerate(issue.events[: loop.in_order(issue)]):
            answer = loop.answered(issue.events[:index]) if event.stage == "fed_back" else None
            lead = register.followed(Issue, answer.into) if answer and answer.stage == "gathered" else None
            if lead and lead.id != issue.id and not _is_settled(lead, event):
                yield Finding(
                    issue,
                    ("events", index, "stage"),
                    say(
                        "{lead}, which answers this one, is neither resolved nor explained on {day}.",
                        lead=lead.id,
                        day=event.date,
                    ),
                    say("Wait for its answer, or separate this one with 'reopened' and handle it on its own."),
                )


def _is_settled(lead: Issue, event: Event) -> bool:
    answers = (loop.answered(moment) for moment in loop.moments(lead, event.date))
    return any(answer is not None and answer.stage in loop.SETTLED for answer in answers)
