"""Rules about values and entries that hold from a day or until one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import structs

from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town import corrections, earlier
from lianhu.town.kinds import (
    Categories,
    Duties,
    Group,
    Incentives,
    Representative,
    Roles,
    SelectionCriteria,
    Village,
)
from lianhu.town.kinds.span import Validity
from lianhu.town.register import Register
from lianhu.words import say


@scope.of_each_record(Village)
@scope.whatever_the_day
def earlier_values_held_while_records_were_kept(register: Register) -> Iterator[Finding]:
    """An earlier value held on days of which there are records: of the town since its first village, of a unit or
    person since they began.

    Source: G1.
    """
    for document in register.documents:
        held = corrections.applied(document.data).get(earlier.EARLIER, ())
        if not held:
            continue
        record = register.record(document)
        begin = _begin(register, record)
        for number, value in enumerate(held):
            until = date.fromisoformat(value["until"])
            if begin and until < begin:
                yield Finding(
                    record,
                    (earlier.EARLIER, number, "until"),
                    say("This held until {until}; records begin on {begin}.", until=until, begin=begin),
                    say("Take the entry out, or correct its day."),
                )


def _begin(register: Register, record: Any) -> date | None:
    """The first day of which the record can say anything."""
    if isinstance(record, Village | Group):
        return record.since
    if isinstance(record, Representative):
        return min(seat.since for seat in record.groups)
    return min((village.since for village in register.all(Village)), default=None)


@scope.of_town()
@scope.whatever_the_day
def entries_end_after_they_begin(register: Register) -> Iterator[Finding]:
    """No entry of the town's lists ends before it begins.

    Source: G1.
    """
    for kind in (Categories, Duties, Incentives, Roles, SelectionCriteria):
        for record in register.all(kind):
            for at, entry in _entries(record):
                if entry.since and entry.until and entry.until < entry.since:
                    yield Finding(
                        record,
                        (*at, "until"),
                        say("This ends on {until}, before it begins on {since}.", until=entry.until, since=entry.since),
                        say("Correct one of the two dates."),
                    )


def _entries(holder: Any) -> Iterator[tuple[tuple[str | int, ...], Validity]]:
    """Every entry that holds from or until a day, with its place; those inside another one as well."""
    for name, value in structs.asdict(holder).items():
        for index, entry in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(entry, Validity):
                yield (name, index), entry
                yield from (((name, index, *at), inner) for at, inner in _entries(entry))
