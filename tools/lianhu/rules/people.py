"""Rules about representatives: whom they serve, since when, and how they are known (R4, R9, R22)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lianhu.rules.finding import Finding
from lianhu.town.kinds import Group, Representative
from lianhu.town.register import Register
from lianhu.words import say


def representatives_serve_5_to_15_households(register: Register) -> Iterator[Finding]:
    """Whoever serves, or is chosen to serve, keeps contact with 5-15 households; the limits are the town's.

    Source: R4, 每人联系5-15户.
    """
    limits = register.town.limits.households_per_representative
    for representative in register.all(Representative):
        serves = any(seat.tense(register.today) != "past" for seat in representative.groups)
        if serves and not limits.minimum <= representative.household_count <= limits.maximum:
            yield Finding(
                representative,
                ("household_count",),
                say(
                    "{found} households; the town's limits are {minimum} to {maximum}.",
                    found=representative.household_count,
                    minimum=limits.minimum,
                    maximum=limits.maximum,
                ),
                say("Correct the number, or divide the households anew among the group's representatives."),
            )


def certificates_are_unique(register: Register) -> Iterator[Finding]:
    """No two representatives carry the same certificate number.

    Source: R22, 代表证书.
    """
    yield from _unique(register, "certificate")


def phones_are_unique(register: Register) -> Iterator[Finding]:
    """No two representatives share a phone of their own.

    Source: R9 (a contact leads to one person).
    """
    yield from _unique(register, "phone")


def _unique(register: Register, key: str) -> Iterator[Finding]:
    first: dict[str, Representative] = {}
    for representative in register.all(Representative):
        value = getattr(representative, key)
        if value and (other := first.setdefault(value, representative)) is not representative:
            # The value may be personal, so the message names the other record and not the value.
            yield Finding(
                representative,
                (key,),
                say("{other} has the same {key}.", other=other.id, key=key),
                say("Correct the one that is wrong."),
            )


def memberships_lie_within_their_group(register: Register) -> Iterator[Finding]:
    """A representative serves a group only while the group exists.

    Source: G1.
    """
    for representative in register.all(Representative):
        for index, membership in enumerate(representative.groups):
            group = register.find(Group, membership.group)
            if group and membership.since < group.since:
                yield Finding(
                    representative,
                    ("groups", index, "since"),
                    say(
                        "Serves {group} from {since}, before the group begins on {begin}.",
                        group=group.id,
                        since=membership.since,
                        begin=group.since,
                    ),
                    say("Begin on {begin} or later.", begin=group.since),
                )
            elif group and group.until and (membership.until is None or membership.until > group.until):
                yield Finding(
                    representative,
                    ("groups", index, "until" if membership.until else "group"),
                    say("Serves {group} after the group ended on {end}.", group=group.id, end=group.until),
                    say("End this entry by {end} and add the group served since.", end=group.until),
                )


def memberships_do_not_overlap(register: Register) -> Iterator[Finding]:
    """A representative serves one group at a time, and nothing ends before it begins.

    Source: R9; G1.
    """
    for representative in register.all(Representative):
        for index, membership in enumerate(representative.groups):
            if membership.until and membership.until < membership.since:
                yield Finding(
                    representative,
                    ("groups", index, "until"),
                    say(
                        "This ends on {until}, before it begins on {since}.",
                        until=membership.until,
                        since=membership.since,
                    ),
                    say("Correct one of the two dates."),
                )
        ordered = sorted(enumerate(representative.groups), key=lambda pair: pair[1].since)
        for (_, earlier), (index, later) in pairwise(ordered):
            if earlier.overlaps(later):
                yield Finding(
                    representative,
                    ("groups", index, "since"),
                    say("This begins on {since}, before the one before it ends.", since=later.since),
                    say("End the one before with 'until', or begin later."),
                )


def representatives_belong_to_their_village(register: Register) -> Iterator[Finding]:
    """A representative's record lies in the folder of the village where the person served first; what she serves later
    may be a group of another.

    Source: R8; G2.
    """
    for representative in register.all(Representative):
        village = register.village_of(representative)
        index, membership = min(enumerate(representative.groups), key=lambda pair: pair[1].since)
        group = register.find(Group, membership.group)
        if group and register.village_of(group) is not village:
            yield Finding(
                representative,
                ("groups", index, "group"),
                say("{group} is a group of another village.", group=group.id),
                say("Name a group of {village}.", village=village.id),
            )
