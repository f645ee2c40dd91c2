"""One record in the town's words: what it is, who holds it now and who held it before, what belongs to it.

Of the public view alone: what staff print they also paste into messages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lianhu.public.view import Posted
from lianhu.town import gathering, loop, offices
from lianhu.town.case import case_of
from lianhu.town.kinds import AnyUnit, Area, Group, Issue, Representative, Village
from lianhu.town.kinds.span import Span
from lianhu.town.register import Register
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted
from lianhu.words.terms import STATES, TERMS


@dataclass(frozen=True)
class Fact:
    """One line to show: what it tells, and the words."""

    label: Text
    value: object


SHOWN = (Village, Area, Group, Representative, Issue)


def show(register: Posted, record_id: str) -> tuple[Fact, ...]:
    """The record with this id as lines, on the register's day. Raises ToolError when there is none."""
    for kind in SHOWN:
        record = register.find(kind, record_id)
        if record:
            return (
                Fact(say("id"), record_id),
                *LINES[kind](register, record),
                Fact(say("file"), register.origin(record).document.path),
            )
    raise ToolError(
        say(
            "There is no record {found}; 'lianhu show' knows villages, areas, groups, representatives and issues.",
            found=quoted(record_id),
        )
    )


def _village(register: Register, village: Village) -> Iterator[Fact]:
    yield Fact(say("village or community"), village.name)
    yield from _succession(register, village)
    for officer in village.officers:
        yield _held(register, say("officer"), f"{officer.name} {officer.post}", officer)
    yield from _vacancies(register, say("officer"), village)
    for area in village.areas:
        yield _held(register, say("area"), f"{area.id} {area.name}", area)
    for group in register.groups_of(village):
        yield Fact(say("group"), f"{group.id} {group.name}")


def _area(register: Register, area: Area) -> Iterator[Fact]:
    yield Fact(say("area"), area.name)
    yield from _succession(register, area)
    yield Fact(say("village or community"), register.village_of(area).name)
    yield from _holders(register, say("area head"), area.heads)
    yield from _vacancies(register, say("area head"), area)
    for liaison in area.liaisons:
        yield _held(register, say("liaison"), _officer(register, liaison.officer), liaison)
    for group in register.groups_of(area):
        yield Fact(say("group"), f"{group.id} {group.name}")


def _group(register: Register, group: Group) -> Iterator[Fact]:
    yield Fact(say("group"), group.name)
    yield from _succession(register, group)
    yield Fact(say("workstation"), f"{group.workstation.name} {group.workstation.phone}")
    for membership in group.areas:
        yield _held(register, say("area"), membership.area, membership)
    yield from _holders(register, say("group head"), group.heads)
    yield from _vacancies(register, say("group head"), group)
    for cadre in group.liaison_cadres:
        yield _held(register, say("liaison"), _officer(register, cadre.officer), cadre)
    for representative in register.representatives_of(group):
        yield Fact(
            say("representative"),
            say(
                "{id} {name}, {count} households",
                id=representative.id,
                name=representative.name,
                count=representative.household_count,
            ),
        )
    for former in register.former_representatives_of(group):
        yield Fact(say("former representative"), f"{former.id} {former.name}")
    for chosen in register.coming_representatives_of(group):
        yield Fact(say("representative to come"), f"{chosen.id} {chosen.name}")


def _representative(register: Register, representative: Representative) -> Iterator[Fact]:
    yield Fact(say("representative"), representative.name)
    for membership in representative.groups:
        yield _held(register, say("group"), membership.group, membership)
    yield Fact(say("households"), representative.household_count)
    yield Fact(say("roles"), tuple(register.roles[role].name for role in representative.roles))
    for term in representative.terms:
        yield Fact(say("chosen"), f"{term.chosen.date} {TERMS[term.chosen.method]}")
        yield Fact(say("term"), f"{term.start} - {term.last_day}")
        yield Fact(say("certificate"), term.certificate)


# What an event says besides its words, each under its title.
_SAID = ("to_post", "twin", "into", "residents", "look_again_on")


def _issue(register: Register, issue: Issue) -> Iterator[Fact]:
    yield Fact(say("issue"), issue.title)
    yield Fact(say("state"), STATES[gathering.state(register, issue)])
    yield Fact(say("category"), register.categories[issue.category].name)
    yield Fact(say("responsible post"), loop.responsible_post(issue))
    case = case_of(register, issue)
    if case.due and case.due_is_provisional:
        provisional = say("{day}, counted from Monday to Friday until the holiday notice confirms it", day=case.due)
        yield Fact(say("due"), provisional)
    elif case.due:
        yield Fact(say("due"), case.due)
    kind = register.origin(issue).kind
    for index, event in enumerate(issue.events):
        said = ((key, getattr(event, key)) for key in _SAID)
        named = (f"{kind.at(('events', index, key))['title']} {value}" for key, value in said if value)
        words = (TERMS[event.stage], TERMS[event.by], event.reason or event.note or "", *named)
        yield Fact(Text(event.date.isoformat()), " ".join(word for word in words if word))


LINES: dict[type, Any] = {Village: _village, Area: _area, Group: _group, Representative: _representative, Issue: _issue}


def _succession(register: Register, unit: Village | Area | Group) -> Iterator[Fact]:
    """What an ended unit goes on in today, and what the unit came from."""
    if unit.tense(register.today) == "past":
        for successor in register.succession.living(unit, register.today):
            yield Fact(say("goes on in"), f"{successor.id} {successor.name}")
    for earlier in register.succession.predecessors(unit):
        yield Fact(say("came from"), f"{earlier.id} {earlier.name}")


def _holders(register: Register, label: Text, holders: Sequence[Any]) -> Iterator[Fact]:
    for holder in holders:
        yield _held(register, label, holder.name, holder)


def _vacancies(register: Register, label: Text, unit: AnyUnit) -> Iterator[Fact]:
    for vacancy in offices.vacancies(unit):
        post = f"{vacancy.post} " if vacancy.post else ""
        told = say(
            "{post}vacant, to be filled by {day}: {reason}", post=post, day=vacancy.filled_by, reason=vacancy.reason
        )
        if vacancy.deputy:
            told = say("{vacant}; deputy {name}", vacant=told, name=vacancy.deputy)
        yield _held(register, label, told, vacancy)


def _held(register: Register, label: Text, value: object, span: Span) -> Fact:
    """A line that says from when until when, the last day included; without an end since when, or from when on."""
    if span.until is not None:
        return Fact(label, say("{value} ({since} to {until})", value=value, since=span.since, until=span.until))
    if span.tense(register.today) == "present":
        return Fact(label, say("{value} (since {since})", value=value, since=span.since))
    return Fact(label, say("{value} (from {since})", value=value, since=span.since))


def _officer(register: Register, officer_id: str) -> str:
    officer = register.officer(officer_id)
    return f"{officer.name} {officer.post}" if officer else officer_id
