"""Rules about whom a record shows: under the name and with the photo to which the person agreed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lianhu.changes import Change, kept
from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import data_of
from lianhu.public import agreed
from lianhu.reading import photos
from lianhu.reading.document import Location
from lianhu.town import consent, corrections
from lianhu.town.consent import AGAIN, CONSENT, WITHDRAWN
from lianhu.town.register import Register
from lianhu.words import say


def names_are_withheld_after_a_withdrawal(proposal: Proposal) -> Iterator[Finding]:
    """A name gives way to 姓+代表 or 姓+职务 in a record once its person has withdrawn it: who agrees to be named, or
    holds an office, stays named.

    Source: G3; Personal Information Protection Law, withdrawal (art. 15-16).
    """
    town = proposal.after
    for change in proposal.changes if town else ():
        if town and change.kind and change.before and change.kind.is_valid(data_of(change.after)):
            for loss in kept.withheld(change.kind, change.before.data, data_of(change.after)):
                if _is_to_be_named(town, change, loss.at[:-1]):
                    yield Finding(
                        change.path,
                        say("A name gives way to {now}, and its person has not withdrawn it.", now=loss.after),
                        say("Put the name back. When its person withdraws it, 'lianhu withdraw' does what is needed."),
                        loss.at,
                    )


def _is_to_be_named(town: Register, change: Change, at: Location) -> bool:
    """Whether the person at a place of the proposed record agrees to be named there, or holds an office and is."""
    assert change.kind
    person: Any = corrections.value_at(data_of(change.after), at)
    if change.kind.name == "representative":
        is_seen_by_all = town.town.publishing.repository == "public"
        return agreed(person, "name", "web", town.today) or (
            agreed(person, "name", "wall", town.today) and not is_seen_by_all
        )
    withdrawn = person.get(CONSENT, {}).get("name", {}).get(WITHDRAWN, "9999")
    return CONSENT in change.kind.at(at)["properties"] and withdrawn > town.today.isoformat()


def photos_change_with_a_consent_to_them(proposal: Proposal) -> Iterator[Finding]:
    """A photo is that to which the person agreed: another one comes with a consent of its own.

    Source: Personal Information Protection Law, separate consent (art. 25).
    """
    for change in proposal.changes:
        place = photos.PLACE.fullmatch(change.path)
        if place and place["photo"] and change.is_there and _was_another(proposal, change.path):
            person = f"{place['village']}-{place['photo']}"
            if not _agrees_anew(proposal.change_of("representative", person)):
                yield Finding(
                    change.path,
                    say("{id} agreed to another photo, which lay here before.", id=person),
                    say(
                        "Show the person this photo, and enter under consent.photo, below '{again}', that they agree.",
                        again=AGAIN,
                    ),
                )


def _was_another(proposal: Proposal, path: str) -> bool:
    """Whether a photo of the person is published, or was."""
    return any(one in proposal.published or one in proposal.once_held for one in photos.same_place(path))


def _agrees_anew(change: Change | None) -> bool:
    """Whether a step is added to what the representative agrees to of the photo."""
    if not change or not change.kind:
        return False
    states = (consent.every(change.kind, data_of(document)) for document in (change.before, change.after))
    before, after = (sum(at[:2] == (CONSENT, "photo") for at in steps) for steps in states)
    return after > before
