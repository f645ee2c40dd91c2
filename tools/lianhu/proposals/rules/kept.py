"""Rules about what stays once it was published: it is followed or corrected, never altered."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lianhu import public
from lianhu.changes import Change
from lianhu.changes.kept import Loss, losses
from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import data_of, new_corrections, text
from lianhu.public import redacted
from lianhu.reading import photos
from lianhu.reading.document import Location, dotted
from lianhu.town import corrections, counted, redactions
from lianhu.town.consent import CONSENT
from lianhu.town.schemas import Kind
from lianhu.words import Term, Text, say
from lianhu.words.problems import quoted
from lianhu.writing import yamltext


def records_change_on_one_side(proposal: Proposal) -> Iterator[Finding]:
    """A record that a proposal changes was not changed by others since the proposal branched off.

    Source: G3.
    """
    for path in proposal.conflicts:
        yield Finding(
            path,
            say("This was changed here, and since then also in what is published."),
            say("Merge the published branch into the proposal: put your new entries behind those that came meanwhile."),
        )


def published_entries_are_kept(proposal: Proposal) -> Iterator[Finding]:
    """What was published is not altered, removed or reordered: it is followed, ended by a day, or corrected.

    Source: G3 (append-only).
    """
    for change in proposal.changes:
        if change.kind and change.before and change.after:
            told = {at[:end] for _, at, _, _ in _wrong_redactions(change) for end in range(1, len(at) + 1)}
            found = losses(change.kind, change.before.data, change.after.data)
            lost = [loss for loss in found if loss.at != ("id",) and loss.at not in told]
            for entry, of_entry in itertools.groupby(lost, lambda loss: _entry_of(loss.at)):
                yield from _objections(change, entry, list(of_entry), proposal)
        elif photos.is_photo(change.path) and "/evidence/" in change.path and change.was_there and change.is_there:
            yield Finding(
                change.path,
                say("The photo was published as evidence, and is another one here."),
                say("Put it back, and give the new photo the next number."),
            )


def last_days_are_agreed_at_the_start(proposal: Proposal) -> Iterator[Finding]:
    """The last day of an issue is agreed when it is entered; a published issue gets no later one.

    Source: R28; G6 (按期办结率).
    """
    for change in proposal.changes_of("issue"):
        before, after = data_of(change.before), data_of(change.after)
        if before and "due_on" in after and "due_on" not in before:
            yield Finding(
                change.path,
                say("A last day of its own was added to an issue that was published without one."),
                say("Take the line out. If the matter must wait, add an event 'deferred' with its reason."),
                ("due_on",),
                key=True,
            )


def corrections_are_of_what_was_published(proposal: Proposal) -> Iterator[Finding]:
    """Only what was published is corrected; what is new is written right at once.

    Source: G3.
    """
    for change in proposal.changes:
        before, after = data_of(change.before), data_of(change.after)
        for place, correction in new_corrections(change):
            at = corrections.location(text(correction, "at"))
            if at and not corrections.is_there(before, at) and corrections.is_there(after, at):
                yield Finding(
                    change.path,
                    say("{at} is new and corrected at once.", at=dotted(at)),
                    say("Write it right where it stands, and take the correction out."),
                    place,
                )


def corrections_say_something_else(proposal: Proposal) -> Iterator[Finding]:
    """A correction says something else than what stands there; what a correction changed is only put back to the first
    value by the town, since one of the two was wrong for all to see.

    Source: G3.
    """
    for change in proposal.changes:
        new = {place[1] for place, _ in new_corrections(change)}
        if not new or not change.kind or not change.after or not change.kind.is_valid(change.after.data):
            continue
        said = corrections.applied(change.after.data)[corrections.CORRECTIONS]
        for number, correction in enumerate(said):
            if number in new and "was" in correction:
                at = corrections.location(correction["at"])
                earlier = [one for one in said[:number] if corrections.location(one["at"]) == at]
                is_new = bool(earlier) and said.index(earlier[-1]) in new
                for message, fix in _nothing_else(correction, earlier, is_new, proposal):
                    yield Finding(change.path, message, fix, (corrections.CORRECTIONS, number))


def _nothing_else(
    correction: dict[str, Any], earlier: list[dict[str, Any]], is_new: bool, proposal: Proposal
) -> Iterator[tuple[Text, Text]]:
    """What is wrong with a new correction that leads nowhere, or back; `is_new` is the one before it, too."""
    right, at = correction.get("right", corrections.NOTHING), correction["at"]
    is_towns = correction["by"] == "town_office" and (proposal.editor is None or proposal.editor.is_towns)
    if right == correction["was"]:
        yield say("{at} says that already.", at=at), say("Take the correction out.")
    elif earlier and right == earlier[0]["was"] and is_new:
        yield say("{at} is corrected, and back to what it was.", at=at), say("Take both corrections out.")
    elif earlier and right == earlier[0]["was"] and not is_towns:
        yield (
            say("{at} was corrected before, and this puts the first value back.", at=at),
            say("Take it out. If the correction was wrong, ask the town to put the first value back, by town_office."),
        )


def redactions_take_out_what_was_published(proposal: Proposal) -> Iterator[Finding]:
    """A redaction takes words out of a published text and puts the marker there; the rest stays word for word.

    Source: G3; Personal Information Protection Law, deletion (art. 47).
    """
    for change in proposal.changes:
        for number, _, message, fix in _wrong_redactions(change):
            yield Finding(change.path, message, fix, (redactions.REDACTIONS, number, "at"))


def _wrong_redactions(change: Change) -> Iterator[tuple[int, Location, Text, Text]]:
    """The new redactions that take nothing out of what was published, or more than words: number, place, sentences."""
    before, after = data_of(change.before), data_of(change.after)
    for number, at, went in redactions.added(before, after):
        old, new = redactions.text_at(before, at), redactions.text_at(after, at)
        where, values = dotted(at), {"at": dotted(at), "marker": redactions.MARKER}
        if not at or went:
            continue
        if old is None:
            yield (
                number,
                at,
                say("{at} was never published, so nothing can be taken out of it.", at=where),
                say("Write it without what must not be public, and take the redaction out."),
            )
        elif went is None and new is not None and redactions.MARKER in new:
            yield (
                number,
                at,
                say("At {at} more was changed than the words that {marker} stands for.", **values),
                say("Put the rest back word for word."),
            )
        elif went == () or not (
            change.kind and change.kind.is_kept(at)
        ):  # of what is kept the record's own shape tells
            yield (
                number,
                at,
                say("Nothing is taken out at {at}.", at=where),
                say("Put {marker} in the place of the words that go, or take the redaction out.", **values),
            )


def _entry_of(at: Location) -> Location:
    """The innermost entry of a list that a place belongs to; empty for one outside of lists."""
    return at[: next((end for end in range(len(at), 0, -1) if isinstance(at[end - 1], int)), 0)]


OTHERWISE = 3


def _objections(change: Change, entry: Location, found: list[Loss], proposal: Proposal) -> Iterator[Finding]:
    """One objection a place; one for the whole entry when so much of it differs that it is another entry."""
    assert change.kind and change.before and change.after
    if entry and len(found) >= OTHERWISE:
        yield Finding(
            change.path,
            say(
                "{where} was published, and something else stands in its place.",
                where=_where(change.before.data, entry),
            ),
            say("Put it back; what is new goes into an entry of its own, behind the last one."),
            entry,
        )
        return
    for loss in found:
        yield Finding(
            change.path,
            _told(change.kind, change.before.data, loss),
            _mending(change, loss, proposal),
            _place(loss),
        )


def _place(loss: Loss) -> Location:
    """Where the proposed file shows the loss: the place itself, or the nearest that is left."""
    if loss.how == "removed" and isinstance(loss.at[-1], int):
        return loss.at[:-1]
    return loss.at


# What tells one entry of a list from the others, and is no person's name.
TELLING = (
    "date",
    "since",
    "start",
    "placed_on",
    "stage",
    "number",
    "group",
    "area",
    "officer",
    "representative",
    "kind",
    "at",
)


def _where(data: Any, at: Location) -> Text:
    """A place in people's words: its name, and the date and the like of the entry that it belongs to."""
    inner = _entry_of(at)
    entry = corrections.value_at(data, inner) if inner else None
    told = [entry[key] for key in TELLING if key in entry][:2] if isinstance(entry, dict) else []
    words = tuple(Term(value) if isinstance(value, str) and value.islower() else str(value) for value in told)
    if not words:
        return say("'{at}'", at=dotted(at))
    return say("'{at}' ({entry})", at=dotted(at), entry=words)


def _told(kind: Kind, data: Any, loss: Loss) -> Text:
    where = _where(data, loss.at)
    if loss.how == "removed":
        return say("{where} was published, and is gone here.", where=where)
    if loss.how == "inserted":
        return say("Something new was put before {where}, which was published.", where=where)
    if loss.how == "reordered":
        return say("{where} was published in another order.", where=where)
    if loss.before is None:
        return say("{where} was not there when its entry was published.", where=where)
    if _is_a_word(kind.at(loss.at)) and not isinstance(loss.after, dict | list):
        return say(
            "{where} was published as {before}, and is {after} here.",
            where=where,
            before=quoted(loss.before),
            after=quoted(loss.after),
        )
    return say("{where} was published with other words.", where=where)


def _is_a_word(schema: Mapping[str, Any]) -> bool:
    """Whether values here are numbers, days or words of ours: never a text in which somebody tells something."""
    is_coded = bool({"enum", "format", "x-kind", "pattern"} & set(schema)) and "maxLength" not in schema
    return is_coded or schema.get("type") in ("integer", "boolean")


def _mending(change: Change, loss: Loss, proposal: Proposal) -> Text:
    assert change.kind and change.after
    kind, after, redact = change.kind, change.after.data, _redact(change, loss)
    if loss.how == "inserted":
        return say("Move what is new behind the last published entry.")
    if loss.how == "reordered":
        return say("Put the entries back into their published order; what is new comes last.")
    if isinstance(loss.before, str) and redactions.MARKER in loss.before:
        return say("Put it back; words that were taken out stay out.")
    if redact and public.must_go(loss.before, _withheld(proposal)):
        return say("Put it back. Words that must not be public are taken out ({command}).", command=redact)
    if CONSENT in loss.at:
        return say("Put it back. A consent is withdrawn, and what is agreed now is entered below it, under 'again'.")
    can_be_corrected = corrections.CORRECTIONS in kind.schema["properties"] and loss.at[0] != corrections.CORRECTIONS
    if loss.how == "removed" and not (can_be_corrected and _may_be_nothing(kind, loss)):
        return say(
            "Put it back. What has ended gets its last day or an event that says so; what was wrong gets a correction."
        )
    if loss.how == "altered" and loss.before is None:
        return say("Take it out; what is new goes into an entry of its own, behind the last one.")
    if not can_be_corrected or not isinstance(loss.after, str | int | None):
        return say("Put it back; what is new goes into an entry of its own, behind the last one.")
    lines, is_the_towns = _lines(kind, after, loss, proposal)
    if is_the_towns and proposal.editor and not proposal.editor.is_towns:
        return say("Put it back. If it was wrong, ask the town to add these lines:\n{lines}", lines=lines)
    if redact:
        return say(
            "Put it back. Words that must not be public are taken out ({command}). "
            "If it was wrong, add these lines:\n{lines}",
            command=redact,
            lines=lines,
        )
    return say("Put it back. If it was wrong, add these lines:\n{lines}", lines=lines)


def _redact(change: Change, loss: Loss) -> str:
    """The command that takes words out of the text that was altered; empty where no text stood."""
    assert change.kind and change.before
    has_text = redactions.text_at(change.before.data, loss.at) and redactions.is_public_text(change.kind, loss.at)
    command = f"lianhu redact {change.id} '{dotted(loss.at)}' --passage … --reason … --by …"
    return command if has_text else ""


def _withheld(proposal: Proposal) -> re.Pattern[str]:
    return public.withheld_names(proposal.before, "web") if proposal.before else redacted.NEVER


def _may_be_nothing(kind: Kind, loss: Loss) -> bool:
    """Whether the record is whole without the value that was removed: what goes on has no last day."""
    is_key = isinstance(loss.at[-1], str) and not isinstance(loss.before, dict | list)
    return is_key and loss.at[-1] not in kind.at(loss.at[:-1]).get("required", ())


def _lines(kind: Kind, after: Any, loss: Loss, proposal: Proposal) -> tuple[str, bool]:
    """The correction that says the same as the alteration, and whether it is the town's; its reason is still to say."""
    said = {"at": dotted(loss.at), **({} if loss.after is None else {"right": loss.after})}
    town = kind.schema.get("x-territory") != "village" or counted.is_counted(kind, said)
    by = "town_office" if town else "village_officer"
    correction = {"date": proposal.today.isoformat(), "by": by, **said, "reason": "…"}
    lines = yamltext.to_yaml({corrections.CORRECTIONS: [correction]}).decode().rstrip("\n")
    return lines.partition("\n")[2] if after.get(corrections.CORRECTIONS) else lines, town
