"""Rules about the files around the records: none of them may change what a record says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.proposals.proposal import ATTRIBUTES, Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.words import say

UNION = re.compile(rb"^[^#\n]*\smerge=union(\s|$)")


def records_are_not_merged_line_by_line(proposal: Proposal) -> Iterator[Finding]:
    """Git is not told to join both sides of a conflict: it would mix the lines of two entries without a word.

    Source: G3.
    """
    for file in proposal.outside:
        if file.path.rsplit("/", 1)[-1] == ATTRIBUTES:
            known = set((file.before or b"").splitlines())
            for number, line in enumerate((file.after or b"").splitlines(), start=1):
                if line not in known and UNION.search(line):
                    yield Finding(
                        file.path,
                        say("'merge=union' mixes the lines of two records."),
                        say("Take 'merge=union' out; a conflict is better than a wrong record."),
                        line=number,
                    )
