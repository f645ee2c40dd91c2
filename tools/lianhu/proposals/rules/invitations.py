"""Rules about who is invited to meetings and reviews (R24): while they serve, and before it is known who came."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import corrected, data_of, day
from lianhu.rules.serving import is_known
from lianhu.town.kinds import Representative
from lianhu.words import say

INVITED = "invited"
KINDS = ("meeting", "review")


def representatives_are_invited_while_they_serve(proposal: Proposal) -> Iterator[Finding]:
    """Who is invited serves when the invitation is recorded, or on the day of the meeting or review; to a village's
    meeting, in that village.

    Source: R24, 邀请参会.
    """
    town = proposal.after
    for change in (one for kind in KINDS for one in proposal.changes_of(kind) if town and one.kind and one.after):
        assert town and change.kind
        data, filing = corrected(change.after, change.kind), change.kind.filing(change.path)
        held_on = day(data, "date")
        known = len(_invited(data_of(change.before)))
        for index, name in list(enumerate(_invited(data)))[known:]:
            person = town.find(Representative, name)
            if not person or not is_known(person) or not held_on or not filing:
                continue
            served = {town.village_served(person, on) for on in (held_on, proposal.today)}
            if not any(village and filing.village in ("", village.id) for village in served):
                yield Finding(
                    change.path,
                    say("{one} does not serve there on {day}.", one=person.id, day=held_on),
                    say("Invite a representative who serves; whoever else came is not invited as one."),
                    (INVITED, index),
                )


def invitations_come_before_who_came(proposal: Proposal) -> Iterator[Finding]:
    """Nobody is invited to what was held already.

    Source: R24; G5.
    """
    for change in (one for kind in KINDS for one in proposal.changes_of(kind)):
        before, after = data_of(change.before), data_of(change.after)
        was_held = "attendance" in before or (change.kind and change.kind.name == "review" and before)
        known = len(_invited(before))
        if was_held and len(_invited(after)) > known:
            yield Finding(
                change.path,
                say("Who came is published, and somebody is invited now."),
                say("Take the invitation out; who came without one is counted as such."),
                (INVITED, known),
            )


def _invited(data: dict[str, object]) -> list[str]:
    found = data.get(INVITED)
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []
