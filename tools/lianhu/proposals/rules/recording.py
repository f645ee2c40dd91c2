"""Rules about when something is recorded: soon after it happened, or with the reason why so late."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from lianhu.changes import Change
from lianhu.changes.kept import losses
from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import data_of, day, entries, text
from lianhu.reading import files
from lianhu.reading.clock import TOWN_TIME
from lianhu.reading.document import Document, Location, dotted
from lianhu.rules.dates import MANY
from lianhu.town import corrections, earlier, happened
from lianhu.town.happened import LATE, Happening
from lianhu.town.schemas import Kind
from lianhu.words import say


def what_happened_is_recorded_in_time(proposal: Proposal) -> Iterator[Finding]:
    """Whatever happened is recorded within the town's days after it, or says why it is recorded late; issues that are
    brought in from another platform keep their dates.

    Source: R28; G5; G6.
    """
    late = list(_late(proposal, proposal.today))
    written = max((commit.dated for commit in proposal.commits), default=proposal.published_on)
    written_on = written.astimezone(TOWN_TIME).date() if written else proposal.today
    if len({change.path for change, _, _ in late}) >= MANY and not any(_late(proposal, written_on)):
        yield _clock_ahead(proposal, written_on, late)
        return
    for change, new, days in late:
        yield Finding(
            change.path,
            say(
                "'{at}' is {day}, and it is recorded {late} days after it happened; the town allows {days}.",
                at=dotted(new.day_at),
                day=new.day,
                late=(proposal.today - new.day).days,
                days=days,
            ),
            say("If the day is right, add a line '{late}: …' to the same entry: why so late.", late=LATE),
            new.day_at if new.has_own_day else new.at,
        )


def _late(proposal: Proposal, today: date) -> Iterator[tuple[Change, Happening, int]]:
    """What is new and was recorded on a day too late, without saying so; each with the days that the town allows."""
    published = _Limit(proposal)
    for change in proposal.changes:
        for new in _new(change, happened.happenings):
            days = published.days_on(new.day)
            if not new.says_late and days is not None and (today - new.day).days > days:
                yield change, new, days


def _clock_ahead(proposal: Proposal, written_on: date, late: Sequence[tuple[Change, Happening, int]]) -> Finding:
    """What a clock months ahead and a branch that lay for months both look like; people know which it is."""
    paths = sorted({change.path for change, _, _ in late})
    return Finding(
        files.TOWN_FILE,
        say(
            "Today is {today}, as this computer's clock or --today says, and {count} entries are recorded late by it; "
            "when the last commit was made, on {written}, they were not.",
            today=proposal.today,
            count=len(late),
            written=written_on,
        ),
        say(
            "If the clock is wrong, set it right and check again. If it is right, add a line '{late}: …' to each entry "
            "that is new in {paths}: why so late.",
            late=LATE,
            paths=(*paths[:MANY], "…") if len(paths) > MANY else tuple(paths),
        ),
    )


def days_corrected_back_say_why_they_were_late(proposal: Proposal) -> Iterator[Finding]:
    """A correction that moves the day of what happened further back than the town's days for recording says why it was
    recorded so late; the entry is late from then on.

    Source: G3; G6.
    """
    published = _Limit(proposal)
    for change in proposal.changes:
        for number, correction, at in _new_corrections(change):
            right, written = day(correction, "right"), _published_day(change, at)
            if not right or not written or LATE in correction:
                continue
            days = published.days_on(right)
            if days is not None and (written - right).days > days:
                yield Finding(
                    change.path,
                    say(
                        "'{at}' was published as {written}; on {day} it would have been recorded more than {days} days "
                        "after it happened.",
                        at=dotted(at),
                        written=written,
                        day=right,
                        days=days,
                    ),
                    say("If the day is right, add a line '{late}: …' to this correction: why so late.", late=LATE),
                    (corrections.CORRECTIONS, number, "right"),
                )


def what_is_entered_bears_the_day_of_its_entry(proposal: Proposal) -> Iterator[Finding]:
    """A correction, a redaction or a removal happens by being entered: its day is that of the entry, or no further back
    than the town's days for recording; it has come.

    Source: G3; G5.
    """
    published = _Limit(proposal)
    for change in proposal.changes:
        for new in _new(change, happened.entered):
            days, fix = (
                published.days_on(new.day),
                say("Write {today}, the day on which it is entered.", today=proposal.today),
            )
            if new.day > proposal.today:
                message = say("{day} lies in the future; today is {today}.", day=new.day, today=proposal.today)
                yield Finding(change.path, message, fix, new.day_at)
            elif days is not None and (proposal.today - new.day).days > days:
                yield Finding(
                    change.path,
                    say("This is entered today, and dated back to {day}.", day=new.day),
                    fix,
                    new.day_at,
                )


def plans_are_made_before_their_day(proposal: Proposal) -> Iterator[Finding]:
    """A meeting or service day is planned by its day; afterwards it is recorded as held or as cancelled.

    Source: R13, R31, R33; G5.
    """
    for change in proposal.changes:
        held, data = change.kind.schema.get(happened.WITH) if change.kind else None, data_of(change.after)
        planned_for = day(data, "date")
        is_planned = held and held not in data and "cancelled" not in data
        if change.is_new and is_planned and planned_for and planned_for < proposal.today:
            yield Finding(
                change.path,
                say("Planned for {day}, which is over; today is {today}.", day=planned_for, today=proposal.today),
                say("Add '{held}' if it was held, or 'cancelled' with the reason.", held=held),
                ("date",),
            )


@dataclass(frozen=True)
class _Limit:
    """The published days for recording, as they held on a day: who raises them today raises them for what comes."""

    proposal: Proposal

    @cached_property
    def _town(self) -> Any:
        document = self.proposal.published_document(files.TOWN_FILE)
        return corrections.applied(document.data) if document else {}

    def days_on(self, day: date) -> int | None:
        limits: dict[str, Any] = earlier.on(self._town, day).get("limits", {})
        return limits.get("recording_days")


def _new(change: Change, told: Callable[[Kind, Any], Iterator[Happening]]) -> Iterator[Happening]:
    """What the change tells of, and the published record did not; the day of what was planned may have
    been corrected.

    None of an issue from another platform, nor where published entries are not kept: what is new is not known then.
    """
    before, after = data_of(change.before), data_of(change.after)
    if not change.kind or not after or (change.before and any(losses(change.kind, before, after))):
        return
    if change.is_new and change.kind.name == "issue" and "reference" in after:
        return
    known = {(one.at, one.day) for one in told(change.kind, before)}
    new = [one for one in told(change.kind, after) if (one.at, one.day) not in known]
    places, right = {one.at for one in new}, _in_place(change.after, change.kind)
    for one in new:
        # What has the day of something around it is told with that, unless it was published before.
        if one.has_own_day or one.day_at[:-1] not in places:
            planned = corrections.is_there(before, one.day_at)
            holder, key = corrections.value_at(right if planned else after, one.day_at[:-1]), str(one.day_at[-1])
            yield replace(one, day=day(holder, key) or one.day)


def _new_corrections(change: Change) -> Iterator[tuple[int, dict[str, Any], Location]]:
    known = len(entries(data_of(change.before), corrections.CORRECTIONS))
    for number, correction in list(enumerate(entries(data_of(change.after), corrections.CORRECTIONS)))[known:]:
        yield number, correction, corrections.location(text(correction, "at"))


def _published_day(change: Change, at: Location) -> date | None:
    """The day that was published at the place, of what had happened and was not called late."""
    if not change.kind or not change.before:
        return None
    told = {one.day_at: one for one in happened.happenings(change.kind, change.before.data) if one.has_own_day}
    if at not in told:
        return None
    is_late = corrections.value_at(_in_place(change.before, change.kind), told[at].at).get(LATE)
    return None if is_late else told[at].day


def _in_place(document: Document | None, kind: Kind) -> Any:
    """The data with its corrections, places counted as they are written; as it is where the shape is wrong."""
    data = data_of(document)
    return corrections.in_place(data) if kind.is_valid(data) else data
