"""Rules about what units are called: one name leads to one unit, and a new name is told everywhere (R8)."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town import unit_names
from lianhu.town.kinds import AnyUnit, Group, Village
from lianhu.town.register import Register
from lianhu.words import say


@scope.of_town(Village, Group)
def units_of_one_name_are_not_there_at_once(register: Register) -> Iterator[Finding]:
    """No two villages, and no two areas or groups of one village, have the same name at the same time.

    Source: R8; G2.
    """
    seen: dict[tuple[type, str, str], list[AnyUnit]] = {}
    for unit in register.units:
        if unit.tense(register.today) == "past":
            continue
        within = "" if isinstance(unit, Village) else register.village_of(unit).id
        others = seen.setdefault((type(unit), within, unit.name), [])
        if other := next((one for one in others if one.overlaps(unit)), None):
            yield Finding(
                unit,
                ("name",),
                say("{other} has the same name.", other=other.id),
                say("Correct the one that is wrong, or tell the two apart by their names."),
            )
        others.append(unit)


@scope.of_village(*scope.PEOPLE)
def a_renamed_village_is_called_so_everywhere(register: Register) -> Iterator[Finding]:
    """What belongs to a village that was renamed no longer carries the old name.

    Source: R8; G2.
    """
    for village in register.all(Village):
        if not village.covers(register.today):
            continue
        for old in unit_names.old_names(register, village):
            if places := tuple(unit_names.still_naming(register, village, old)):
                yield Finding(
                    village,
                    ("name",),
                    say(
                        "{village} is called {new}, and these still say {old}: {places}.",
                        village=village.id,
                        new=village.name,
                        old=old,
                        places=places,
                    ),
                    say("Rename them as well, or give the village its name back."),
                    level="warning",
                )
