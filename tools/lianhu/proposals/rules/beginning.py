"""The rule about the day since which the town keeps records: setting it excuses nothing that was due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import data_of
from lianhu.town import beginning
from lianhu.town.register import Register
from lianhu.words import say

SINCE = "records_since"


def a_beginning_excuses_nothing(proposal: Proposal) -> Iterator[Finding]:
    """Who sets the day since which records are kept sets it behind no published work, and once it has come it moves no
    later.

    Source: G6.
    """
    before, after, change = proposal.before, proposal.after, proposal.change_of("town", "town")
    if not before or not after or not change or not after.town.records_since:
        return
    written = data_of(change.before).get(SINCE)
    if written and data_of(change.after).get(SINCE) != written:  # an alteration without correction, which is not kept
        return
    begun = _begun(before)
    if begun and begun < after.town.records_since:
        yield Finding(
            change.path,
            say(
                "Records would be kept since {day} only, but they are since {begun}.",
                day=after.town.records_since,
                begun=begun,
            ),
            say("Enter {begun} or an earlier day: what was due by then stays due.", begun=begun),
            (SINCE,),
        )


def _begun(published: Register) -> date | None:
    """The day that was said and has come; where none was said, that of the first work."""
    since = published.town.records_since or min(beginning.days_of_work(published), default=None)
    return since if since and since <= published.today else None
