"""What rules about doing have in common: whoever did something served there on that day (R9)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from lianhu.reading.document import Location
from lianhu.rules.finding import Finding
from lianhu.town.kinds import Representative
from lianhu.town.kinds.span import Span
from lianhu.town.register import Register
from lianhu.words import say

ALWAYS = Span(since=date.min)


def is_known(representative: Representative) -> bool:
    """Whether it can be told when the representative served; if not, `memberships_do_not_overlap` says so."""
    return all(span.until is None or span.since <= span.until for span in representative.groups)


def did_not_serve(
    register: Register,
    record: Any,
    at: Location,
    name: str | None,
    group: str,
    day: date,
    acting: Collection[str] = (),
) -> Iterator[Finding]:
    """A finding when the representative `name`, which stands at `at`, did not serve the group on that day.

    `acting` are the groups whose representatives may have done it instead: what the group has gone on in.
    """
    representative = register.find(Representative, name)
    if representative and not any(span.covers(day) for span in times_served(register, name, (group, *acting))):
        yield Finding(
            record,
            at,
            say("{one} did not serve {group} on {day}.", one=representative.id, group=group, day=day),
            say("Name a representative who served the group that day."),
        )


def times_served(register: Register, name: str | None, groups: Collection[str]) -> Sequence[Span]:
    """When the representative served one of the groups; always, of whom it cannot be told."""
    representative = register.find(Representative, name)
    if not representative or not is_known(representative):
        return (ALWAYS,)
    return [span for span in representative.groups if span.group in groups]
