"""Rules about what a proposal refers to: what was removed is left to those who named it while it was there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lianhu.changes import Change
from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import corrected
from lianhu.reading.document import Document, Location
from lianhu.town.kinds import Removal
from lianhu.town.schemas import Kind, values_at
from lianhu.words import say


def nothing_new_refers_to_a_removed_record(proposal: Proposal) -> Iterator[Finding]:
    """What a record has referred to may be removed and stays named; nothing new refers to a removed record.

    Source: G2, G3.
    """
    removals = proposal.after.all(Removal) if proposal.after else ()
    removed = {(removal.kind, removal.record): removal for removal in removals}
    for change in proposal.changes:
        for at, kind, name in _new_references(change):
            removal = removed.get((kind, name))
            if removal:
                yield Finding(
                    change.path,
                    say(
                        "{record} was removed on {day}; nothing new may refer to it.",
                        record=name,
                        day=removal.removed_on,
                    ),
                    say("Write {new}: the record goes on under this id.", new=removal.moved_to)
                    if removal.moved_to
                    else say("Name a record that is there, or leave this out."),
                    at,
                )


Reference = tuple[Location, str, str]  # where it stands; the kind and the id that it names


def _new_references(change: Change) -> Iterator[Reference]:
    """The references that the record has more often than before, with their places; the last ones count as new."""
    if not change.kind:
        return
    known = Counter((kind, name) for _, kind, name in _references(change.before, change.kind))
    for at, kind, name in _references(change.after, change.kind):
        if known[kind, name]:
            known[kind, name] -= 1
        else:
            yield at, kind, name


def _references(document: Document | None, kind: Kind) -> Iterator[Reference]:
    data = corrected(document, kind)
    for pattern, named in kind.references:
        for at, name in values_at(data, pattern):
            if isinstance(name, str):
                yield at, named, name
