"""The rule about schemas: what was promised of records is not taken back, not even in a step of its own."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.reading import assets
from lianhu.reading.document import dotted
from lianhu.town.schemas import ENDING
from lianhu.words import say
from lianhu.words.problems import quoted


def schemas_promise_no_less(proposal: Proposal) -> Iterator[Finding]:
    """A schema of the town is tightened or extended: it hides, keeps and asks no less than the published one, and no
    less than Lianhu's own.

    Source: G3; G4; G5.
    """
    for kind, less in proposal.loosened:
        yield Finding(
            f"{assets.SCHEMAS}/{kind}{ENDING}",
            say(
                "{at} promises less than before: {keyword} was {was}, and is {now} here.",
                at=dotted(less.at) or kind,
                keyword=less.keyword,
                was=_word(less.was),
                now=_word(less.now),
            ),
            say("Put it back. What is to be shown or to change is a new key, beside what was promised."),
        )


def _word(said: object) -> object:
    return say("nothing") if said is None else quoted(str(said))
