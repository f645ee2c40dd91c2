"""Rules about what units go on in when they end: merged, divided, cut anew (R8)."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town import loop
from lianhu.town.kinds import AnyUnit, Group
from lianhu.town.month import after
from lianhu.town.register import Register
from lianhu.words import say


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def only_ended_units_have_successors(register: Register) -> Iterator[Finding]:
    """A unit that names its successors also says its last day.

    Source: R8; G1.
    """
    for unit in register.units:
        if unit.successors and unit.until is None:
            yield Finding(
                unit,
                ("successors",),
                say("It is said in what {unit} goes on, but not that it ends.", unit=unit.id),
                say("Add its last day under 'until', or take 'successors' out."),
                key=True,
            )


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def successors_are_there_when_a_unit_ends(register: Register) -> Iterator[Finding]:
    """A unit goes on in units that exist on the day after its end.

    Source: R8; G1.
    """
    for unit in register.units:
        if unit.until is None or unit.is_reversed:
            continue
        circle, day_after = _circle(register, unit), after(unit.until)
        for index, name in enumerate(unit.successors):
            successor = register.find(type(unit), name)
            if successor and name not in circle and not successor.covers(day_after):
                yield Finding(
                    unit,
                    ("successors", index),
                    say("{successor} does not exist on {day}, the day after the end.", successor=name, day=day_after),
                    say("Name one that exists on that day, or correct one of the dates."),
                )


@scope.of_village(*scope.ISSUES)
@scope.whatever_the_day
def successors_lead_in_no_circle(register: Register) -> Iterator[Finding]:
    """Following the successors of a unit one never comes back to it.

    Source: R8; G1.
    """
    for unit in register.units:
        circle = _circle(register, unit)
        if unit.id != max(circle, default=""):
            continue
        at = ("successors", next(index for index, name in enumerate(unit.successors) if name in circle))
        if len(circle) == 1:
            message = say("{unit} is named as its own successor.", unit=unit.id)
            yield Finding(unit, at, message, say("Name the unit in which it goes on, or take 'successors' out."))
        else:
            yield Finding(
                unit,
                at,
                say("These units are named as successors of each other: {units}.", units=tuple(sorted(circle))),
                say("Let each name only what came after it."),
            )


@scope.of_village(*scope.ISSUES)
def somebody_goes_on_with_open_issues(register: Register) -> Iterator[Finding]:
    """A group that ended with open issues goes on in one that is there, whose representatives go on with them.

    Source: R8; R28.
    """
    for group in register.all(Group):
        if (
            group.is_reversed
            or group.tense(register.today) != "past"
            or register.succession.living(group, register.today)
        ):
            continue
        if waiting := tuple(issue.id for issue in register.issues_of(group) if loop.is_open(issue)):
            yield Finding(
                group,
                ("until",),
                say("The group has ended, and nobody goes on with {issues}.", issues=waiting),
                say("Name under 'successors' the group that goes on."),
                level="warning",
            )


def _circle(register: Register, unit: AnyUnit) -> set[str]:
    """The units from which one comes to `unit` and back, itself among them; empty where no way leads back."""
    reached = {one.id: _reached(register, one) for one in _reached(register, unit).values()}
    return {name for name, onwards in reached.items() if unit.id in onwards}


def _reached(register: Register, unit: AnyUnit) -> dict[str, AnyUnit]:
    """All that one comes to by following the successors of the unit; itself only where a way leads back."""
    found: dict[str, AnyUnit] = {}
    ahead = [unit]
    while ahead:
        for successor in register.succession.named(ahead.pop()):
            if successor.id not in found:
                found[successor.id] = successor
                ahead.append(successor)
    return found
