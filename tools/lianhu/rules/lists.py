"""Rules about the town's published lists: they have as many items as their names promise (R2, R16, R17)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lianhu.rules.finding import Finding
from lianhu.town.kinds import Duties, Roles, SelectionCriteria
from lianhu.town.register import Register
from lianhu.words import Text, say


def selection_criteria_are_complete(register: Register) -> Iterator[Finding]:
    """There are as many criteria for and against as the town's configuration says.

    Source: R2, 五选五不选.
    """
    limits = register.town.limits.selection_criteria
    for criteria in register.all(SelectionCriteria):
        yield from _counted(criteria, ("select",), say("criteria for"), len(criteria.select), limits.select)
        yield from _counted(criteria, ("exclude",), say("criteria against"), len(criteria.exclude), limits.exclude)


def duties_are_1_plus_4(register: Register) -> Iterator[Finding]:
    """The duty list has as many core and fixed duties as the town's configuration says; X is each
    representative's.

    Source: R16, 1+4+X.
    """
    limits = register.town.limits.duties
    for duties in register.all(Duties):
        if duties.id == "duty_list":
            yield from _counted(duties, ("items",), say("core duties"), len(duties.part("core")), limits.core)
            yield from _counted(duties, ("items",), say("fixed duties"), len(duties.part("fixed")), limits.fixed)


def prohibited_acts_are_complete(register: Register) -> Iterator[Finding]:
    """The negative list has as many acts as the town's configuration says.

    Source: R16, 禁止的11种行为.
    """
    for duties in register.all(Duties):
        if duties.id == "negative_list":
            yield from _counted(
                duties, ("items",), say("prohibited acts"), len(duties.items), register.town.limits.prohibited_acts
            )


def roles_are_complete(register: Register) -> Iterator[Finding]:
    """There are as many roles as the town's configuration says.

    Source: R17, 五员.
    """
    for roles in register.all(Roles):
        yield from _counted(roles, ("roles",), say("roles"), len(roles.roles), register.town.limits.roles)


def the_three_lists_are_there(register: Register) -> Iterator[Finding]:
    """The town publishes its duty list, deliberation list and negative list.

    Source: R16, 责权清单、议事清单及负面清单.
    """
    for name in ("duty_list", "deliberation_list", "negative_list"):
        if not register.find(Duties, name):
            yield Finding(
                register.town,
                ("limits",),
                say("The list {name} is missing.", name=name),
                say("Add records/duties/{name}.yaml.", name=name),
            )


def only_the_duty_list_has_parts(register: Register) -> Iterator[Finding]:
    """`part` (core, fixed, right, other) is said in the duty list and nowhere else.

    Source: R16, 1+4+X.
    """
    for duties in register.all(Duties):
        for index, item in enumerate(duties.items):
            if duties.id == "duty_list" and not item.part:
                yield Finding(
                    duties,
                    ("items", index),
                    say("This duty does not say which part of 1+4+X it is."),
                    say("Add 'part: core', 'fixed', 'right' or 'other'."),
                )
            elif duties.id != "duty_list" and item.part:
                yield Finding(
                    duties, ("items", index, "part"), say("Only the duty list has parts."), say("Remove this line.")
                )


def _counted(record: Any, at: tuple[str, ...], what: Text, found: int, expected: int) -> Iterator[Finding]:
    if found != expected:
        yield Finding(
            record,
            at,
            say("{found} {what}; the town's configuration says {expected}.", found=found, what=what, expected=expected),
            say("Complete or shorten the list, or correct 'limits' in records/town.yaml."),
        )
