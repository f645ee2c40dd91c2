"""The rule about one's own work: whoever did it, another records that it was done, and how well."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lianhu.changes import Change
from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import corrected, entries, new_corrections, text
from lianhu.reading.document import Location
from lianhu.rules.events import CONFIRMING
from lianhu.town import corrections, counted, loop
from lianhu.town.kinds import Editor, Visits
from lianhu.words import Term, Text, say


def nobody_records_their_own_merit(proposal: Proposal) -> Iterator[Finding]:
    """Representatives who are editors record neither that a matter of theirs was settled, confirmed or set aside, nor
    correct what counts in it; nor do they record their own visits, attendance, tasks, deliveries, award, fund or term;
    only what they agree to have shown is theirs to change.

    Source: R24, R25, R28.
    """
    editor = proposal.editor
    if not editor or not editor.represents:
        return
    for change in proposal.changes:
        found = MERIT.get(change.kind.name) if change.kind and change.after else None
        for at, what in found(_Work(proposal, change, editor, editor.represents)) if found else ():
            own = editor.represents
            yield Finding(
                change.path,
                say("{author} is {own} and records {what}.", author=proposal.author, own=own, what=what),
                say("Let another editor record it."),
                at,
            )


@dataclass(frozen=True)
class _Work:
    """A change that the representative `own` wants to have published."""

    proposal: Proposal
    change: Change
    editor: Editor
    own: str

    @property
    def states(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The record before and after, with its corrections in place."""
        assert self.change.kind
        return corrected(self.change.before, self.change.kind), corrected(self.change.after, self.change.kind)

    def new(self, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """The entries of a list that were not there just so, with their numbers."""
        before, after = self.states
        known = entries(before, key)
        return ((index, entry) for index, entry in enumerate(entries(after, key)) if entry not in known)


Merit = Iterator[tuple[Location, Text]]

ENDS = (*loop.SETTLED, *CONFIRMING, *loop.NOT_COUNTED)


def _matter(work: _Work) -> Merit:
    before, after = work.states
    events, known = entries(after, "events"), len(entries(before, "events"))
    if all(event.get("representative") != work.own for event in (*events, *entries(before, "events"))):
        return
    for index, event in list(enumerate(events))[known:]:
        stage = text(event, "stage")
        if stage in ENDS and (stage not in loop.SETTLED or event.get("representative") == work.own):
            yield ("events", index, "stage"), say("{stage} of an own matter", stage=Term(stage))
    for at, correction in new_corrections(work.change):
        if work.change.kind and counted.is_counted(work.change.kind, correction):
            yield (*at, "at"), say("what counts in an own matter")


# A person's own consent is theirs to give and to take back, and taking it back must not wait for anybody.
OWN = {"consent", "phone", "photo", "background"}


def _person(work: _Work) -> Merit:
    before, after = work.states
    if work.own in (work.change.id, before.get("id")):
        changed = {key for key in {*before, *after} - OWN if before.get(key) != after.get(key)}
        for key in sorted(changed):
            yield (key,), say("'{key}' of the own record", key=key)


def _visits(work: _Work) -> Merit:
    """Those that are added or corrected; a published one that is altered is one problem already."""
    published = len(entries(work.states[0], "visits"))
    corrected_ones = {
        corrections.location(text(correction, "at"))[1:2] for _, correction in new_corrections(work.change)
    }
    for index, visit in work.new("visits"):
        is_told = index < published and (index,) not in corrected_ones
        if not is_told and any(visitor.get("representative") == work.own for visitor in entries(visit, "visitors")):
            yield ("visits", index), say("an own visit")


def _attendance(work: _Work) -> Merit:
    before, after = map(_who_came, work.states)
    if work.own in after and work.own not in before:
        yield ("attendance", "representatives"), say("the own attendance")


def _who_came(meeting: Mapping[str, Any]) -> Sequence[Any]:
    attendance = meeting.get("attendance")
    names = attendance.get("representatives") if isinstance(attendance, dict) else None
    return names if isinstance(names, list) else ()


def _tasks(work: _Work) -> Merit:
    town = work.proposal.after
    worked_on = {
        (task.list, task.number)
        for month in (town.all(Visits) if town else ())
        for visit in month.visits
        if work.own in visit.representatives
        for task in visit.tasks
    }
    for index, task in work.new("tasks"):
        is_own = (work.change.id, index + 1) in worked_on or text(task, "responsible_post") == work.editor.post
        if is_own and "done_on" in task:
            yield ("tasks", index), say("an own task")


def _deliveries(work: _Work) -> Merit:
    for index, order in work.new("orders"):
        if order.get("representative") == work.own and "delivery" in order:
            yield ("orders", index), say("an own delivery")


def _given(key: str, what: Text) -> Callable[[_Work], Merit]:
    def given(work: _Work) -> Merit:
        for index, entry in work.new(key):
            if entry.get("representative") == work.own:
                yield (key, index), what

    return given


MERIT: Mapping[str, Callable[[_Work], Merit]] = {
    "issue": _matter,
    "meeting": _attendance,
    "representative": _person,
    "review": _given("awards", say("an own award")),
    "service_day": _deliveries,
    "service_fund": _given("funds", say("an own service fund")),
    "task_list": _tasks,
    "visit": _visits,
}
