"""Rules about records that end: by a day, or by a removal that everybody can see; never without a word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from lianhu.changes import Change
from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import data_of, day, text
from lianhu.reading import files
from lianhu.town import corrections
from lianhu.town.schemas import Kind
from lianhu.words import Term, say


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


# Of these a person or the record itself decides, and nothing leaves a figure by anybody's will.
UNCONFIRMED = ("consent_withdrawn", "moved")


def removals_are_confirmed_by_a_second_post(proposal: Proposal) -> Iterator[Finding]:
    """What is removed as a mistake, as entered twice or by an order is confirmed by another post than who decides it;
    a consent is withdrawn only from what holds one.

    Source: G3, G6.
    """
    for removal, data in _new_removals(proposal):
        reason = text(data, "reason")
        if reason == "consent_withdrawn" and text(data, "kind") != "representative":
            yield Finding(
                removal.path,
                say("This record holds nobody's consent, so it is not removed for its withdrawal."),
                say("Give the reason why it goes, or leave the record and take the text out: lianhu redact."),
                ("reason",),
            )
        elif reason not in UNCONFIRMED and text(data, "confirmed_by") in ("", text(data, "by")):
            yield Finding(
                removal.path,
                say("Only {by} says that this record goes.", by=Term(text(data, "by"))),
                say("Let another post confirm it, and name that post under 'confirmed_by'."),
                ("confirmed_by",) if "confirmed_by" in data else ("by",),
            )


def what_was_entered_twice_names_what_stays(proposal: Proposal) -> Iterator[Finding]:
    """A record that was entered twice names the one that stays: of its kind and place, and not a younger one, so that
    no clock begins anew.

    Source: G3, G6.
    """
    for removal, data in _new_removals(proposal):
        if text(data, "reason") != "entered_twice":
            continue
        kept, gone = text(data, "kept"), _gone(proposal, data)
        stays = _record(proposal, text(data, "kind"), kept)
        fix = say("Name under 'kept' the record that stays; if there is none, this one was not entered twice.")
        at = ("kept",) if kept else ("reason",)
        if not kept:
            yield Finding(removal.path, say("Nothing says which record stays."), fix, at)
        elif not stays or kept == text(data, "record"):
            yield Finding(removal.path, say("There is no record {kept} that stays.", kept=kept), fix, at)
        elif gone and gone.kind and not _is_the_same(gone.kind, data_of(gone.before), stays):
            message = say("{kept} is another matter, of another place, or younger than what is removed.", kept=kept)
            yield Finding(removal.path, message, fix, at)


def _is_the_same(kind: Kind, gone: dict[str, Any], stays: dict[str, Any]) -> bool:
    """Whether what stays can be the record that is gone: its place and category, and begun no later."""
    here, there = (kind.parts_of(text(data, "id")) for data in (gone, stays))
    of_one_place = all(here.get(part) == there.get(part) for part in ("village", "group"))
    first, other = (min(_days(data), default=None) for data in (gone, stays))
    is_younger = bool(first and other and first < other)
    return of_one_place and text(gone, "category") == text(stays, "category") and not is_younger


def _gone(proposal: Proposal, removal: dict[str, Any]) -> Change | None:
    """What the proposal does to the record that a removal stands for, where it was published."""
    change = proposal.change_of(text(removal, "kind"), text(removal, "record"))
    return change if change and change.was_there else None


def _record(proposal: Proposal, kind: str, record: str) -> dict[str, Any] | None:
    """The data of a proposed record."""
    documents = proposal.after.documents if proposal.after else ()
    found = (document for document in documents if document.kind.name == kind and document.id == record)
    return next((corrections.applied(document.data) for document in found), None)


def _days(found: Any) -> Iterator[date]:
    """Every day that a record names, in whatever place."""
    if isinstance(found, dict | list):
        for part in found.values() if isinstance(found, dict) else found:
            yield from _days(part)
    elif one := day({"": found}, ""):
        yield one


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
