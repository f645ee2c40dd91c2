"""Random edits of a town that leave each record in shape: whatever a figure hangs on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from help import walk
from help.towns import Tree, record
from lianhu.town.schemas import Schemas
from lianhu.writing.yamltext import to_yaml

# Values that another one may take the place of, so that edits reach every branch of a figure.
OTHERS: Mapping[str, tuple[str, ...]] = {
    "satisfaction": ("very_satisfied", "satisfied", "neutral", "dissatisfied"),
    "outcome": ("fixed", "half_fixed", "delivered", "withdrawn"),
    "stage": ("resolved", "explained", "fed_back", "closed", "deferred", "duplicate", "not_accepted", "disputed"),
    "category": ("street_light", "water_supply", "road_widening", "neighbour_dispute"),
    "to_level": ("area", "village", "town", "city"),
}


# Settings and units, too: whatever a figure hangs on.
EDITED = ("/issues/", "/visits/", "/service-days/", "/task-lists/", "/meetings/", "/representatives/", "/service-fund/")
ALL = (*EDITED, "/groups/", "/reviews/", "/town.yaml", "/categories.yaml", "/calendar/", "/village.yaml")


class Tiny:
    """The tiny town; a failing example does not print all of it."""

    def __init__(self, tree: Tree, schemas: Schemas) -> None:
        self.tree, self.schemas = tree, schemas

    def __repr__(self) -> str:
        return "Tiny()"


def edited(tree: Tree, path: str, chance: Random) -> Tree:
    """Another value somewhere in a record, an entry more or less, a record less, or one more like it."""
    data = record(tree, path)
    lists = [(at, value) for at, value in lists_of(data) if value]
    way = chance.randrange(8)
    if way == 0 and ("/issues/" in path or "/visits/" in path):
        return {other: content for other, content in tree.items() if other != path}
    if way == 1 and "/issues/" in path:
        number = chance.randrange(100, 999)
        at = path.replace(path[-7:-5], f"{number}"[-2:])
        village, name = path.split("/")[2], at.rsplit("/", 1)[-1].removesuffix(".yaml")
        return {**tree, at: to_yaml({**data, "id": f"{village}-{name}"})}
    if way in (2, 3) and lists:
        _, entries = chance.choice(lists)
        entries.pop() if way == 2 else entries.append(entries[-1])
    elif leaves := [(at, value) for at, value in walk.leaves(data) if at[-1] != "id"]:
        at, value = chance.choice(leaves)
        walk.put(data, at, another(str(at[-1]), value, chance))
    return {**tree, path: to_yaml(data)}


def lists_of(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], list[Any]]]:
    if isinstance(data, list):
        yield at, data
    for step, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from lists_of(value, (*at, step))


def another(key: str, value: Any, chance: Random) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return max(value + chance.randrange(-3, 4), 0)
    if key in OTHERS:
        return chance.choice(OTHERS[key])
    try:
        day = datetime.date.fromisoformat(str(value))
    except ValueError:
        return f"{value}甲" if not str(value).replace(".", "").isdigit() else "37.50"
    return (day + datetime.timedelta(days=chance.randrange(-60, 60))).isoformat()
