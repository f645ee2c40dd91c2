"""Rules about consents in a step: what is agreed is entered behind what was, with how it was agreed and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lianhu.changes import Change
from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import data_of
from lianhu.reading.document import Document, Location
from lianhu.town import consent, corrections
from lianhu.town.consent import AGAIN, BY, GIVEN, HOW, SELF, WITHDRAWN, Step
from lianhu.words import Term, say


def new_consents_say_how_they_were_given(proposal: Proposal) -> Iterator[Finding]:
    """Who enters a consent says how the person agreed and which post asked, and enters it when it was given; what was
    published before this was asked stays as it is.

    Source: Personal Information Protection Law, separate consent (art. 25).
    """
    for change, at, step in _new(proposal):
        kind = change.kind
        for key in (HOW, BY):
            # What the shape asks of a later step is told as its shape.
            if kind and key not in step and key not in kind.at(at).get("required", ()):
                message = say("A new consent says how it was given and which post asked; '{key}' is missing.", key=key)
                words = tuple(map(Term, kind.at((*at, key))["enum"]))
                fix = say("Add a line '{name}: ...' with one of these words: {words}.", name=key, words=words)
                yield Finding(change.path, message, fix, at)
        if step[GIVEN] > proposal.today.isoformat():
            message = say("{day} lies in the future; today is {today}.", day=step[GIVEN], today=proposal.today)
            yield Finding(change.path, message, say("Enter the consent once it is given."), (*at, GIVEN))


def nobody_agrees_for_another(proposal: Proposal) -> Iterator[Finding]:
    """Who enters a consent as their own is the person whom it is about; for everybody else a post asks.

    Source: Personal Information Protection Law, separate consent (art. 25).
    """
    for change, at, step in _new(proposal):
        editor = proposal.editor
        if editor and step.get(BY) == SELF and editor.represents != _person(change, at):
            yield Finding(
                change.path,
                say("{author} is not the person whose consent this is.", author=editor.account),
                say("Ask the person, and name the post that asked under '{key}'.", key=BY),
                (*at, BY),
            )


def published_consents_are_only_followed(proposal: Proposal) -> Iterator[Finding]:
    """To a published consent its withdrawal is added, and nothing else; a withdrawal stays, and one that is still to
    come only comes sooner.

    Source: G3; Personal Information Protection Law, withdrawal (art. 15-16).
    """
    today = proposal.today.isoformat()
    for change in proposal.changes:
        published, proposed = _steps(change, change.before), _steps(change, change.after)
        for at, was in published.items():
            now = proposed.get(at, was)
            for key in sorted(now.keys() - was.keys() - {WITHDRAWN, AGAIN}):
                message = say("'{key}' was not there when this consent was published.", key=key)
                fix = say("Take it out; what is agreed now is entered below, under '{again}'.", again=AGAIN)
                yield Finding(change.path, message, fix, (*at, key))
            before, after = str(was.get(WITHDRAWN, "")), str(now.get(WITHDRAWN, ""))
            if after and after < before and after < today:
                message = say("Published as withdrawn on {before}, and on {after} here.", before=before, after=after)
                yield Finding(change.path, message, say("Put it back."), (*at, WITHDRAWN))


def _new(proposal: Proposal) -> Iterator[tuple[Change, Location, Step]]:
    """The consents that the proposal enters, each with its place."""
    for change in proposal.changes:
        published = _steps(change, change.before)
        new = _steps(change, change.after).items()
        yield from ((change, at, step) for at, step in new if at not in published)


def _steps(change: Change, document: Document | None) -> dict[Location, Step]:
    return dict(consent.every(change.kind, data_of(document))) if change.kind else {}


def _person(change: Change, at: Location) -> Any:
    """The id of the representative whose consent stands at a place: an office's holder may be one as well."""
    assert change.kind
    if change.kind.name == "representative":
        return change.id
    end = at.index(consent.CONSENT)
    return corrections.value_at(data_of(change.after), at[:end]).get("representative")
