"""What a document says at the places that its schema marks, without where: the question that spares most others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from lianhu.reading.document import Location
from lianhu.town.schemas import EACH

# Where marks stand: by key, of each item (a list of one), or the mark itself.
Plan: TypeAlias = "str | dict[str, Plan] | list[Plan]"


def plan(places: Iterable[tuple[Location, str]]) -> Plan:
    """A plan of places, none of which lies within another, each with its mark; `*` is each item of a list."""
    inside: dict[str, list[tuple[Location, str]]] = defaultdict(list)
    for at, mark in places:
        if not at:
            return mark
        inside[str(at[0])].append((at[1:], mark))
    plans = {step: plan(inner) for step, inner in inside.items()}
    return [plans[EACH]] if EACH in plans else plans


def gathered(data: Any, where: Plan) -> Mapping[str, set[Any]]:
    """The values of a document of its kind's shape by mark, each once."""
    found: dict[str, set[Any]] = defaultdict(set)
    _gather(data, where, found)
    return found


def _gather(data: Any, where: Plan, found: dict[str, set[Any]]) -> None:
    if isinstance(where, str):
        found[where].add(data)
    elif isinstance(where, dict):
        for key, inner in where.items():
            if key in data:
                if isinstance(inner, str):  # a call less for each of 300,000 values
                    found[inner].add(data[key])
                else:
                    _gather(data[key], inner, found)
    elif isinstance(where[0], str):
        found[where[0]].update(data)
    else:
        for value in data:
            _gather(value, where[0], found)
