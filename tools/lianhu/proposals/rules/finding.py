"""What a rule finds in a proposal: the file, the place in it as proposed, and the sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lianhu.proposals.proposal import Proposal
from lianhu.reading.document import Location, Place
from lianhu.town import faults
from lianhu.words import Text
from lianhu.words.problems import Problem


@dataclass(frozen=True)
class Finding:
    """A broken rule: `at` is a location in the record, or `line` one in a file that is no record."""

    path: str
    message: Text
    fix: Text
    at: Location = ()
    line: int = 1
    key: bool = False


ProposalRule = Callable[[Proposal], Iterator[Finding]]


def problems(rule: ProposalRule, proposal: Proposal) -> list[Problem]:
    """The rule's findings with their places in the proposed files; a file that is gone has only its first line.

    Where the rule fails, that is the problem.
    """
    try:
        return list(_placed(rule, proposal))
    except Exception as error:
        if not faults.is_guarded(error):
            raise
        return [faults.of_rule(error, rule.__name__)]


def _placed(rule: ProposalRule, proposal: Proposal) -> Iterator[Problem]:
    proposed = {change.path: change.after for change in proposal.changes}
    for finding in rule(proposal):
        document = proposed.get(finding.path)
        place = document.place_of(finding.at, key=finding.key) if document and finding.at else Place(finding.line, 1)
        yield Problem(
            path=finding.path,
            line=place.line,
            column=place.column,
            rule=rule.__name__,
            message=finding.message,
            fix=finding.fix,
        )
