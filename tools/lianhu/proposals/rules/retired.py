"""Rules about records that end: by a day, or by a removal that everybody can see; never without a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lianhu.changes import Change
from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import data_of, text
from lianhu.reading import files
from lianhu.words import say


def published_records_are_not_deleted(proposal: Proposal) -> Iterator[Finding]:
    """A record ends by a day written in it; it is deleted only together with a removal that says why.

    Source: G3 (append-only).
    """
    for change in proposal.changes:
        if not change.is_gone or not change.kind:
            continue
        if change.kind.name == "removal":
            yield Finding(
                change.path,
                say("This removal was published, and is gone here."),
                say("Put the file back: it stands for a record that is gone."),
            )
        elif not _removal(proposal, change.kind.name, change.id):
            yield Finding(
                change.path,
                say("{record} was published, and its file is gone here.", record=change.id),
                say(
                    "Put the file back and end the record with a day. If it must go, for a withdrawn consent or an "
                    "order, let the town add {path}.",
                    path=_place(change.kind.name, change.id),
                ),
            )


def moved_records_say_where_they_went(proposal: Proposal) -> Iterator[Finding]:
    """A record that continues under another id holds all that was published, and a removal leads from the old id.

    Source: G3 (renaming is no way out of the history).
    """
    for change in proposal.changes:
        if change.kind and change.old_path and not _removal(proposal, change.kind.name, change.old_id):
            old = change.old_id
            yield Finding(
                change.path,
                say("This is {old} under another id, and nothing says so.", old=old),
                say(
                    "Move the file back, or let the town add {path} with 'reason: moved' and 'moved_to: {new}'.",
                    path=_place(change.kind.name, old),
                    new=change.id,
                ),
            )
    for removal, data in _new_removals(proposal):
        target = text(data, "moved_to")
        moved = proposal.change_of(text(data, "kind"), target) if target else None
        if target and not (moved and moved.old_path and moved.old_id == text(data, "record")):
            yield Finding(
                removal.path,
                say("{new} does not hold all that {old} held.", new=target, old=text(data, "record")),
                say("Move the record as it is, change nothing but its id, and change it afterwards."),
                ("moved_to",),
            )


def removals_come_with_their_deletion(proposal: Proposal) -> Iterator[Finding]:
    """A removal is entered in the proposal that deletes its record.

    Source: G3.
    """
    for removal, data in _new_removals(proposal):
        if not any(
            change.kind
            and change.kind.name == text(data, "kind")
            and text(data, "record") in (change.id, change.old_id)
            for change in proposal.changes
            if change.was_there
        ):
            yield Finding(
                removal.path,
                say("No published record {record} is deleted here.", record=text(data, "record")),
                say("Delete the record in the same proposal, or take the removal out."),
                ("record",),
            )


def ids_are_never_used_again(proposal: Proposal) -> Iterator[Finding]:
    """A new record has an id that no record had before, even one that was deleted long ago.

    Source: G2.
    """
    for change in proposal.changes:
        if change.kind and change.is_new and change.path in proposal.once_held:
            yield Finding(
                change.path,
                say("There was a record {record} before; it was deleted.", record=change.id),
                say("Give the new record the next free number."),
            )


def _place(kind: str, record: str | None) -> str:
    return f"{files.RECORDS}/removals/{kind}-{record}.yaml"


def _removal(proposal: Proposal, kind: str, record: str | None) -> Any:
    """The data of the removal that the proposal has for a record."""
    return next(
        (data for _, data in _new_removals(proposal) if (text(data, "kind"), text(data, "record")) == (kind, record)),
        None,
    )


def _new_removals(proposal: Proposal) -> Iterator[tuple[Change, dict[str, Any]]]:
    for change in proposal.changes_of("removal"):
        if change.is_new:
            yield change, data_of(change.after)
