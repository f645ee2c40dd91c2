"""The rule for what holds from a day: whoever sets something today sets it for today and what comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from lianhu.changes import Change
from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import data_of, day, entries, text
from lianhu.reading.document import Location
from lianhu.town import earlier
from lianhu.town.earlier import EARLIER, DatedValue
from lianhu.town.kinds.span import holding
from lianhu.town.month import DAY
from lianhu.town.register import Register
from lianhu.words import say
from lianhu.words.problems import quoted
from lianhu.writing import yamltext


def what_held_before_today_stays(proposal: Proposal) -> Iterator[Finding]:
    """A limit, deadline, amount, name or household count that changes says until when the old one held; nothing of the
    days before today becomes another, except through a correction with its reason.

    Source: G5; G6.
    """
    for change in _asked(proposal):
        yield from _changed_values(change, proposal.today)
        yield from _changed_entries(change, proposal.today)


def _asked(proposal: Proposal) -> Iterator[Change]:
    """The changes of which both states can be asked for a day; where the shape is wrong, that is told first."""
    for change in proposal.changes if proposal.after else ():
        if change.kind and change.before and change.after and change.kind.is_valid(change.before.data):
            yield change


def _changed_values(change: Change, today: date) -> Iterator[Finding]:
    assert change.kind
    before, after = data_of(change.before), data_of(change.after)
    for where in earlier.dated_places(change.kind, before):
        at = earlier.named(where, before)
        old, new = earlier.series(before, at), earlier.series(after, at)
        ends = {held.until for held in (*old, *new) if held.until and held.until < today}
        for last_day in sorted({*ends, today - DAY}) if new else ():
            was, is_now = _on(old, last_day), _on(new, last_day)
            if was != is_now:
                yield _told(change, at, (last_day, was, is_now), today)
                break


def as_it_held(proposal: Proposal) -> Register | None:
    """The proposed town as if what it changes had held until yesterday; None where nothing is changed for the past.

    A limit that is changed for the past breaks every record that it judged: one mistake, not hundreds.
    """
    after = proposal.after
    if not after:
        return None
    mended = {}
    for change in _asked(proposal):
        if new := list(_earlier_values(change, proposal.today)):
            data = data_of(change.after)
            mended[change.path] = {**data, EARLIER: [*entries(data, EARLIER), *new]}
    if not mended:
        return None
    documents = (replace(document, data=mended.get(document.path, document.data)) for document in after.documents)
    return Register(documents, after.schemas, after.today, after.photos)


def _earlier_values(change: Change, today: date) -> Iterator[dict[str, Any]]:
    """The entries that are missing for what held until yesterday to stay."""
    assert change.kind
    before, after = data_of(change.before), data_of(change.after)
    for where in earlier.dated_places(change.kind, before):
        at = earlier.named(where, before)
        old, new = earlier.series(before, at), earlier.series(after, at)
        if new and _on(old, today - DAY) != _on(new, today - DAY):
            yield _entry(at, _on(old, today - DAY), today)


def _on(series: Sequence[DatedValue], last_day: date) -> Any:
    return holding(series, last_day)[0].value


def _told(change: Change, at: str, found: tuple[date, Any, Any], today: date) -> Finding:
    before, after = data_of(change.before), data_of(change.after)
    last_day, was, is_now = found
    message = say(
        "{at} was {was} on {day}, and would be {now} here.", at=at, was=_word(was), now=_word(is_now), day=last_day
    )
    number = next(
        (
            index
            for index, entry in enumerate(entries(after, EARLIER))
            if entry not in entries(before, EARLIER) and text(entry, "at") == at
        ),
        None,
    )
    if number is not None:
        fix = say(
            "What is set today holds from today on: write {yesterday} or a later day. If it was another before, "
            "correct it afterwards under 'corrections', with the reason.",
            yesterday=today - DAY,
        )
        return Finding(change.path, message, fix, (EARLIER, number, "until"))
    fix = say("Say until when it held; add these lines:\n{lines}", lines=_lines(change, today))
    place = earlier.location(at, after) or ()
    return Finding(change.path, message, fix, _standing(after, place))


def _word(value: Any) -> object:
    return say("nothing") if value is None else quoted(value)


def _standing(data: Any, at: Location) -> Location:
    """The place, or what is left of it where nothing stands there."""
    for end, step in enumerate(at):
        if isinstance(step, str) and not (isinstance(data, Mapping) and step in data):
            return at[:end]
        data = data[step]
    return at


def _lines(change: Change, today: date) -> str:
    """All that the record lacks: whoever adds it once has added it for each of its values."""
    lines = yamltext.to_yaml({EARLIER: list(_earlier_values(change, today))}).decode().rstrip("\n")
    return lines.partition("\n")[2] if data_of(change.after).get(EARLIER) else lines


def _entry(at: str, was: Any, today: date) -> dict[str, Any]:
    return {"at": at, "until": (today - DAY).isoformat()} | ({} if was is None else {"was": was})


def _changed_entries(change: Change, today: date) -> Iterator[Finding]:
    """New entries of the town's lists begin today or later, and those that end still held yesterday."""
    assert change.kind
    before, after = data_of(change.before), data_of(change.after)
    for where in _lists(change.kind.schema, after, ()):
        old, new = _list_at(before, where), _list_at(after, where)
        for index, entry in enumerate(new):
            if index >= len(old) and (day(entry, "since") or date.min) < today:
                yield Finding(
                    change.path,
                    say("This entry is new and would hold on days that are over."),
                    say("Add a line 'since: {today}', or a later day.", today=today),
                    (*where, index),
                )
            elif index < len(old) and "until" not in old[index] and (day(entry, "until") or date.max) < today - DAY:
                yield Finding(
                    change.path,
                    say("This entry held yesterday, and ends here on {until}.", until=entry["until"]),
                    say("Write {yesterday} or a later day.", yesterday=today - DAY),
                    (*where, index, "until"),
                )


def _lists(schema: Mapping[str, Any], data: Any, at: Location) -> Iterator[Location]:
    """Where lists stand whose entries hold from and until a day."""
    if schema.get(earlier.MARK) == earlier.ENTRIES:
        yield at
    for name, inner in schema.get("properties", {}).items():
        if isinstance(data, Mapping) and name in data:
            yield from _lists(inner, data[name], (*at, name))
    for index, entry in enumerate(data if "items" in schema and isinstance(data, list) else ()):
        yield from _lists(schema["items"], entry, (*at, index))


def _list_at(data: Any, at: Location) -> list[dict[str, Any]]:
    for step in at:
        if isinstance(step, int) and step >= len(data):
            return []
        data = data[step]
    return list(data)
