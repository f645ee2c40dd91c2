"""Rules about removals: each stands for one record that is gone for good, or went to another id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town.kinds import KINDS, Removal
from lianhu.town.register import Register
from lianhu.words import say
from lianhu.words.problems import quoted


@scope.of_town()
@scope.whatever_the_day
def removals_are_named_after_their_record(register: Register) -> Iterator[Finding]:
    """A removal's id is the kind and the id of the record that it stands for.

    Source: G2.
    """
    for removal in register.all(Removal):
        expected = f"{removal.kind}-{removal.record}"
        if removal.kind not in KINDS:
            yield Finding(
                removal,
                ("kind",),
                say("There is no kind of record {found}.", found=quoted(removal.kind)),
                say("Name one of these: {kinds}.", kinds=tuple(sorted(KINDS))),
            )
        elif removal.id != expected:
            yield Finding(
                removal,
                ("record",),
                say("The removal of {expected} is called {found}.", expected=expected, found=removal.id),
                say("Call the file {name}, and write the same as its id.", name=f"{expected}.yaml"),
            )


@scope.of_each_record(*scope.OF_VILLAGES)
@scope.whatever_the_day
def removed_ids_are_not_used_again(register: Register) -> Iterator[Finding]:
    """What was removed is not there; its id is never used again.

    Source: G2, G3.
    """
    for removal in register.all(Removal):
        record: Any = register.find(KINDS[removal.kind], removal.record) if removal.kind in KINDS else None
        if record:
            yield Finding(
                record,
                (),
                say("{record} was removed on {day}, and stands here.", record=removal.record, day=removal.removed_on),
                say("Delete this file, or give a new record an id that nothing had before."),
            )


@scope.of_town()
@scope.whatever_the_day
def removals_say_where_a_record_went(register: Register) -> Iterator[Finding]:
    """A removal names another id just when the record was moved.

    Source: G3 (renaming is no way out of the history).
    """
    for removal in register.all(Removal):
        if (removal.reason == "moved") != (removal.moved_to is not None):
            yield Finding(
                removal,
                ("reason",),
                say("'reason: moved' and 'moved_to' stand together or not at all."),
                say("Name the record's new id under 'moved_to', or give another reason."),
            )
