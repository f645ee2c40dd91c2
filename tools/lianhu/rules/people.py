"""Rules about representatives: whom they serve, since when, and how they are known (R4, R9, R22)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from lianhu.personal import plain
from lianhu.reading.document import Location
from lianhu.rules import scope
from lianhu.rules.dates import in_the_future
from lianhu.rules.finding import Finding
from lianhu.town.kinds import Group, Representative, Village
from lianhu.town.kinds.town import Range
from lianhu.town.register import Register
from lianhu.words import say


@scope.of_village(*scope.PEOPLE)
def representatives_serve_5_to_15_households(register: Register) -> Iterator[Finding]:
    """Whoever serves, or is chosen to serve, keeps contact with 5-15 households; the limits are the town's, of the day
    from which the number holds.

    Source: R4, 每人联系5-15户.
    """
    for representative in register.all(Representative):
        if all(seat.tense(register.today) == "past" for seat in representative.groups):
            continue
        for held in register.series(representative, "household_count"):
            begin = held.since or min(seat.since for seat in representative.groups)
            if held.until and held.until < register.today:
                continue
            limits = register.limits(begin).households_per_representative
            now = register.limits(register.today).households_per_representative
            if not limits.minimum <= held.value <= limits.maximum:
                yield _outside(representative, held.value, limits)
            elif held.covers(register.today) and not now.minimum <= held.value <= now.maximum:
                yield replace(_outside(representative, held.value, now), level="warning")


def _outside(representative: Representative, found: int, limits: Range) -> Finding:
    return Finding(
        representative,
        ("household_count",),
        say(
            "{found} households; the town's limits are {minimum} to {maximum}.",
            found=found,
            minimum=limits.minimum,
            maximum=limits.maximum,
        ),
        say("Correct the number, or divide the households anew among the group's representatives."),
    )


@scope.of_village(*scope.PEOPLE)
def roles_are_held_while_the_town_has_them(register: Register) -> Iterator[Finding]:
    """Whoever serves has roles that the town has.

    Source: R17, 五员.
    """
    for representative in register.serving:
        for index, code in enumerate(representative.roles):
            role = register.roles.get(code)
            if role and not role.covers(register.today):
                yield Finding(
                    representative,
                    ("roles", index),
                    say("The town does not have the role {role} today.", role=role.name),
                    say("Give the representative roles that the town has."),
                    level="warning",
                )


# A number that tells a house: any in figures, and a Chinese one before a word for a house or a household.
_NUMERAL = "[〇零一二三四五六七八九十廿卅百两壹贰叁肆伍陆柒捌玖拾]"
_HOUSE = re.compile(rf"\d|#|门牌|{_NUMERAL}(?:号|號|栋|幢|单元|室|层|楼|院|户(?=$|\W|[至到和及的]))")


@scope.of_village(*scope.PEOPLE)
@scope.whatever_the_day
def places_served_are_no_houses(register: Register) -> Iterator[Finding]:
    """Where a representative serves is said by the names of hamlets and lanes: no number of a house or household.

    Source: R4; G4 (numbers only).
    """
    for representative in register.all(Representative):
        for index, place in enumerate(representative.serves):
            if _HOUSE.search(plain(place)):
                yield Finding(
                    representative,
                    ("serves", index),
                    say("This place is told by the number of a house."),
                    say("Write the name of the hamlet or lane alone, its own number in Chinese: 老街三巷."),
                )


BACKGROUNDS = ("party_member", "volunteer", "village_worthy")
FEWEST = 5  # domain.md section 4: what fewer are says too much of each


@scope.of_village(*scope.PEOPLE)
def counts_of_backgrounds_name_nobody(register: Register) -> Iterator[Finding]:
    """Of the representatives who serve a village it is said how many are party members, volunteers, respected residents
    only while at least five are none.

    Source: R3; G4 (numbers only).
    """
    for village in register.all(Village):
        for index, counted in enumerate(village.backgrounds):
            day, at = counted.counted_on, ("backgrounds", index)
            if day > register.today:
                yield from in_the_future(register, village, (*at, "counted_on"), day)
                continue
            serving = sum(register.village_served(one, day) is village for one in register.all(Representative))
            for key in BACKGROUNDS:
                found = getattr(counted, key)
                if found is not None and found > serving - FEWEST:
                    message = say("{found} of {serving} who served on {day}.", found=found, serving=serving, day=day)
                    fix = say("Correct the number; where it would tell of nearly everybody, leave the line out.")
                    yield Finding(village, (*at, key), message, fix)


@scope.of_village(Representative)
@scope.whatever_the_day
def certificates(register: Register) -> Iterator[tuple[str, int, str]]:
    """Who carries which certificate in which of the own terms."""
    for representative in register.all(Representative):
        for index, term in enumerate(representative.terms):
            yield representative.id, index, term.certificate


@scope.of_town(Representative, summaries=(certificates,))
@scope.whatever_the_day
def certificates_are_unique(register: Register) -> Iterator[Finding]:
    """No two representatives carry the same certificate number; whoever is chosen again may keep the own one.

    Source: R22, 代表证书.
    """
    carried = register.told(certificates)
    yield from _unique(register, ((one, ("terms", index, "certificate"), number) for one, index, number in carried))


@scope.of_village(Representative)
@scope.whatever_the_day
def phones(register: Register) -> Iterator[tuple[str, str]]:
    """Who has which phone of the own."""
    for representative in register.all(Representative):
        if representative.phone:
            yield representative.id, representative.phone


@scope.of_town(Representative, summaries=(phones,))
@scope.whatever_the_day
def phones_are_unique(register: Register) -> Iterator[Finding]:
    """No two representatives share a phone of their own.

    Source: R9 (a contact leads to one person).
    """
    yield from _unique(register, ((one, ("phone",), phone) for one, phone in register.told(phones)))


def _unique(register: Register, values: Iterable[tuple[str, Location, str]]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for representative, at, value in values:
        if (other := first.setdefault(value, representative)) != representative:
            # The value may be personal, so the message names the other record and not the value.
            yield Finding(
                register.get(Representative, representative),
                at,
                say("{other} has the same {key}.", other=other, key=at[-1]),
                say("Correct the one that is wrong."),
            )


@scope.of_village(*scope.PEOPLE)
@scope.whatever_the_day
def reasons_of_an_end_have_its_day(register: Register) -> Iterator[Finding]:
    """Why somebody no longer serves a group is said together with the last day.

    Source: G1.
    """
    for representative in register.all(Representative):
        for index, membership in enumerate(representative.groups):
            if membership.ended and membership.until is None:
                yield Finding(
                    representative,
                    ("groups", index, "ended"),
                    say("A reason for the end stands here, and no last day."),
                    say("Write the last day as 'until', or take 'ended' out."),
                    key=True,
                )


@scope.of_village(*scope.PEOPLE)
@scope.whatever_the_day
def memberships_lie_within_their_group(register: Register) -> Iterator[Finding]:
    """A representative serves a group only while the group exists.

    Source: G1.
    """
    for representative in register.all(Representative):
        for index, membership in enumerate(representative.groups):
            group = register.find(Group, membership.group)
            if not group or group.is_reversed:
                continue
            if membership.since < group.since:
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
            elif group.until and (membership.until is None or membership.until > group.until):
                yield Finding(
                    representative,
                    ("groups", index, "until" if membership.until else "group"),
                    say("Serves {group} after the group ended on {end}.", group=group.id, end=group.until),
                    say("End this entry by {end} and add the group served since.", end=group.until),
                )


@scope.of_village(*scope.PEOPLE)
@scope.whatever_the_day
def memberships_do_not_overlap(register: Register) -> Iterator[Finding]:
    """A representative serves one group at a time, and nothing ends before it begins.

    Source: R9; G1.
    """
    for representative in register.all(Representative):
        for index, membership in enumerate(representative.groups):
            if membership.is_reversed:
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


@scope.of_village(*scope.PEOPLE)
@scope.whatever_the_day
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
