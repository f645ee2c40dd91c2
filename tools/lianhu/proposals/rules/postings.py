"""The rule about the codes of what hangs (R11): they are read off sheets that were printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lianhu.changes import Change
from lianhu.history import standing
from lianhu.proposals.printed import Printed
from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import data_of, day, entries, text
from lianhu.public.sheet import PARTS
from lianhu.rules.parts import Parts
from lianhu.town import postings
from lianhu.town.kinds.town import POSTING_DAYS
from lianhu.town.schemas import Filing

KINDS = ("posting", "town_posting")


def posted_codes_were_printed(proposal: Proposal) -> Iterator[Finding]:
    """A code that is posted is that of a sheet of this board which was shown when it was hung, or had been within the
    days that the town allows.

    Source: R11.
    """
    for change in proposal.changes:
        filing = proposal.schemas.filing(change.path)
        if filing is None or filing.kind.name not in KINDS or change.after is None:
            continue
        board = postings.board(filing)
        for number, entry in _new(change):
            part, code, posted_on = text(entry, "part"), text(entry, "code"), day(entry, "posted_on")
            if part not in PARTS or not code or not posted_on:
                continue
            why_not = _printed(proposal, filing).why_not(board, part, code, posted_on)
            if why_not:
                yield Finding(change.path, *why_not, ("postings", number, "code"))


def _new(change: Change) -> Iterator[tuple[int, dict[str, Any]]]:
    """The entries that the change adds, each with its number."""
    known = len(entries(data_of(change.before), "postings"))
    yield from list(enumerate(entries(data_of(change.after), "postings")))[known:]


def _printed(proposal: Proposal, filing: Filing) -> Printed:
    """What could be printed of the boards of the village, or of the town's own."""
    parts = Parts(proposal.proposed, proposal.schemas, proposal.today, proposal.store, is_past=True)
    if filing.village:
        now = standing.codes_in(parts, [parts.together_with(filing.village)])
    else:
        now = standing.town_codes(parts)
    return Printed(
        shown=proposal.shown(),
        now=now,
        made=min((commit.dated.date() for commit in proposal.commits), default=proposal.today),
        days=proposal.limits.get("posting_days", POSTING_DAYS),
    )
