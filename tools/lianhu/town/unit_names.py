"""What units were called before: by what the record says of it, or by what still carries the old name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lianhu.town.kinds import AnyUnit, Area, Village
from lianhu.town.register import Register

OF_A_VILLAGE = re.compile(r".+?(?:村|社区)")


def old_names(register: Register, unit: AnyUnit) -> tuple[str, ...]:
    """The names that the unit had before, as the record tells them under `earlier`, oldest first.

    Of a village that tells none, the one that its areas and groups, or their workstations, all carry in common and that
    is a village's, but not its own: it was renamed, and they were not.
    """
    place = f"areas[{unit.id}].name" if isinstance(unit, Area) else "name"
    told = [held.value for held in register.series(unit, place) if held.until]
    names = told or (carried(register, unit) if isinstance(unit, Village) else [])
    return tuple(dict.fromkeys(name for name in names if name != unit.name))


def carried(register: Register, village: Village) -> list[str]:
    """The names of another village that all parts of this one begin with."""
    groups = register.groups_of(village)
    areas = [area for area in village.areas if area.covers(register.today)]
    parts = ([unit.name for unit in (*areas, *groups)], [group.workstation.name for group in groups])
    found = (_in_common(names, village.name) for names in parts)
    return [name for name in found if name]


def _in_common(names: Iterable[str], own: str) -> str:
    names = list(names)
    of_villages = {match[0] if (match := OF_A_VILLAGE.match(name)) else "" for name in names}
    is_others = len(names) > 1 and len(of_villages) == 1 and not any(name.startswith(own) for name in names)
    return next(iter(of_villages)) if is_others else ""


def still_naming(register: Register, village: Village, old: str) -> Iterator[str]:
    """The places of the village's and its groups' records that still say the old name, like `heping-g01 name`.

    A venue has a name of its own, which may stay.
    """
    areas = ((area.id, "name", area.name) for area in village.areas if area.covers(register.today))
    groups = register.groups_of(village)
    texts = [
        (village.id, "office.place", village.office.place),
        *areas,
        *((group.id, "name", group.name) for group in groups),
        *((group.id, "workstation.name", group.workstation.name) for group in groups),
    ]
    return (f"{unit} {place}" for unit, place, text in texts if old in text.replace(village.name, ""))
