"""Rules about the town's structure and its chain of contacts (R8, R9, R10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import structs

from lianhu.reading.document import Location
from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town import offices
from lianhu.town.kinds import Area, Cadre, Group, Village
from lianhu.town.kinds.span import Span
from lianhu.town.register import Register
from lianhu.words import say


@scope.of_village(*scope.PEOPLE)
def groups_belong_to_their_village(register: Register) -> Iterator[Finding]:
    """A group belongs to exactly one area of its own village on every day it exists.

    Source: R8.
    """
    for group in register.all(Group):
        village = register.village_of(group)
        for index, membership in enumerate(group.areas):
            area = register.find(Area, membership.area)
            if area and register.village_of(area) is not village:
                yield Finding(
                    group,
                    ("areas", index, "area"),
                    say("{area} is an area of another village.", area=membership.area),
                    say("Name an area of {village}.", village=village.id),
                )
        if (
            group.covers(register.today)
            and not register.area_of(group)
            and all(register.find(Area, membership.area) for membership in group.areas)
        ):
            yield Finding(
                group,
                ("areas",),
                say("The group belongs to no area today."),
                say("Add the area that it belongs to, with the day from which."),
                level="warning",
            )


@scope.of_village(*scope.PEOPLE)
@scope.whatever_the_day
def groups_lie_within_their_area(register: Register) -> Iterator[Finding]:
    """A group belongs to an area only while the area exists.

    Source: R8; G1.
    """
    for group in register.all(Group):
        for index, membership in enumerate(group.areas):
            area = register.find(Area, membership.area)
            # The last day of a group need not be written once more at its last area.
            until = membership.until or group.until
            if not area or area.is_reversed or group.is_reversed:
                continue
            if not structs.replace(membership, until=until).lies_within(area):
                yield Finding(
                    group,
                    ("areas", index, "since"),
                    say("The group belongs to {area} on days when the area does not exist.", area=area.id),
                    say("Correct the dates here or in the village's areas."),
                )


# Where a unit says who or what belongs to it and since when.
SERIES: Mapping[type, Sequence[str]] = {
    Village: ("officers", "areas"),
    Area: ("heads", "liaisons"),
    Group: ("areas", "heads", "liaison_cadres"),
    Cadre: (),
}

NO_HEAD = say(
    "Add the new head, with the day from which; or record the vacancy under 'vacancies', with since, reason, deputy "
    "and filled_by."
)


@scope.of_village(*scope.PEOPLE)
def areas_have_a_head_and_a_liaison(register: Register) -> Iterator[Finding]:
    """Every area has a head or a recorded vacancy, and a village officer who keeps contact with its groups.

    Source: R9, 分片联系小组.
    """
    for area in register.all(Area):
        if not area.covers(register.today):
            continue
        if not _held(area.heads, register) and not offices.vacant(area, register.today):
            yield Finding(
                area,
                ("heads",),
                say("The area has no head today."),
                NO_HEAD,
                level="warning",
            )
        if not _held(area.liaisons, register):
            yield Finding(
                area,
                ("liaisons",),
                say("No village officer keeps contact with the area today."),
                say("Add the officer, with the day from which."),
                level="warning",
            )


@scope.of_village(*scope.PEOPLE)
def groups_have_a_head(register: Register) -> Iterator[Finding]:
    """Every group has a head who keeps contact with its representatives, or a recorded vacancy with a deputy.

    Source: R9, 组长联系代表.
    """
    for group in register.all(Group):
        if (
            group.covers(register.today)
            and not _held(group.heads, register)
            and not offices.vacant(group, register.today)
        ):
            yield Finding(
                group,
                ("heads",),
                say("The group has no head today."),
                NO_HEAD,
                level="warning",
            )


@scope.of_village(*scope.PEOPLE)
def groups_have_a_representative(register: Register) -> Iterator[Finding]:
    """Every group has at least one serving representative.

    Source: R9, 代表联系村(居)民.
    """
    for group in register.all(Group):
        if group.covers(register.today) and not register.representatives_of(group):
            yield Finding(
                group,
                ("id",),
                say("No representative serves this group today."),
                say("Add a representative, or end the group with 'until'."),
                level="warning",
            )


@scope.of_village(*scope.PEOPLE)
@scope.whatever_the_day
def shared_venues_agree(register: Register) -> Iterator[Finding]:
    """Workstations may share a venue; the venue then has one kind everywhere in the village.

    Source: R10.
    """
    first: dict[tuple[str, str], Group] = {}
    for group in register.all(Group):
        venue = group.workstation.venue
        other = first.setdefault((register.village_of(group).id, venue.name), group)
        if other.workstation.venue.kind != venue.kind:
            yield Finding(
                group,
                ("workstation", "venue", "kind"),
                say(
                    "{venue} is {found} here, but {other} in {group}.",
                    venue=venue.name,
                    found=venue.kind,
                    other=other.workstation.venue.kind,
                    group=other.id,
                ),
                say("Write the same kind in both."),
            )


@scope.of_each_record(Village, Group)
@scope.whatever_the_day
def spans_end_after_they_begin(register: Register) -> Iterator[Finding]:
    """Nothing ends before it begins.

    Source: G1.
    """
    for unit in (*register.units, *register.all(Cadre)):
        for at, span in _spans(unit):
            if span.is_reversed:
                yield Finding(
                    unit,
                    (*at, "until"),
                    say("This ends on {until}, before it begins on {since}.", until=span.until, since=span.since),
                    say("Correct one of the two dates."),
                )


@scope.of_village(*scope.PEOPLE)
@scope.whatever_the_day
def offices_lie_within_their_unit(register: Register) -> Iterator[Finding]:
    """Heads, liaisons and memberships of a unit lie within the unit's own dates.

    Source: G1.
    """
    for unit in (one for one in register.units if not one.is_reversed):
        for at, span in _spans(unit):
            if at and not span.lies_within(unit):
                yield Finding(
                    unit,
                    (*at, "since"),
                    say("This runs outside the unit's own dates."),
                    say("Keep it between {since} and {until}.", since=unit.since, until=unit.until)
                    if unit.until
                    else say("Begin on {since} or later.", since=unit.since),
                )


@scope.of_village(*scope.PEOPLE)
@scope.whatever_the_day
def one_holder_at_a_time(register: Register) -> Iterator[Finding]:
    """A unit has one head or a vacancy, and belongs to one area, at a time.

    Source: G1.
    """
    units: tuple[Area | Group, ...] = (*register.all(Area), *register.all(Group))
    for unit in units:
        series = [(*_numbered("heads", unit.heads), *_numbered("vacancies", offices.vacancies(unit)))]
        if isinstance(unit, Group):
            series.append(_numbered("areas", unit.areas))
        for spans in series:
            for at, overlap in _overlaps(spans):
                yield Finding(
                    unit,
                    (*at, "since"),
                    say("This begins on {since}, before the one before it ends.", since=overlap.since),
                    say("End the one before with 'until', or begin later."),
                )


@scope.of_village(*scope.PEOPLE)
@scope.whatever_the_day
def vacancies_are_filled_after_they_begin(register: Register) -> Iterator[Finding]:
    """A vacancy says by which day the office is filled: one that comes when it has begun.

    Source: R9; G1.
    """
    for unit in register.units:
        for index, vacancy in enumerate(unit.vacancies):
            if vacancy.filled_by < vacancy.since:
                yield Finding(
                    unit,
                    ("vacancies", index, "filled_by"),
                    say(
                        "The office is to be filled by {day}, before it falls vacant on {since}.",
                        day=vacancy.filled_by,
                        since=vacancy.since,
                    ),
                    say("Write the day by which it is filled; correct 'since' if that is wrong."),
                )


@scope.of_village(*scope.PEOPLE)
def vacancies_are_filled_in_time(register: Register) -> Iterator[Finding]:
    """An office is filled by the day that its vacancy says.

    Source: R9.
    """
    for unit in register.units:
        for index, vacancy in enumerate(offices.vacancies(unit)):
            if vacancy.since <= vacancy.filled_by < register.today and vacancy.covers(register.today):
                yield Finding(
                    unit,
                    ("vacancies", index, "filled_by"),
                    say("The office was to be filled by {day}, and nobody holds it.", day=vacancy.filled_by),
                    say(
                        "Add who holds it now, with the day from which; or end this vacancy with 'until' and record "
                        "another with a new day and its reason."
                    ),
                    level="warning",
                )


def _numbered(name: str, spans: Sequence[Span]) -> tuple[tuple[Location, Span], ...]:
    return tuple(((name, index), span) for index, span in enumerate(spans))


def _overlaps(spans: Sequence[tuple[Location, Span]]) -> Iterator[tuple[Location, Span]]:
    for (_, earlier), (at, later) in pairwise(sorted(spans, key=lambda pair: pair[1].since)):
        if earlier.overlaps(later):
            yield at, later


def _held(spans: Sequence[Span], register: Register) -> bool:
    return any(span.covers(register.today) for span in spans)


def _spans(unit: Any) -> Iterator[tuple[Location, Span]]:
    if not isinstance(unit, Area):  # the village has its areas among its own
        yield (), unit
    for name in SERIES[type(unit)]:
        yield from _numbered(name, getattr(unit, name))
    if not isinstance(unit, Cadre):
        yield from _numbered("vacancies", offices.vacancies(unit))
