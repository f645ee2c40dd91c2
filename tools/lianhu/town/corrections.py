"""Corrections: what was published stays as it was written; what is right stands beside it, with day, post and reason.

Whoever reads a record's values gets the right ones, in the place of the wrong ones, and with each correction what the
place `was`; whoever compares two states compares what is written.

Source: hardening.md A11.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lianhu.reading.document import Document, Location
from lianhu.town.schemas import Kind
from lianhu.town.shape import shape_problems
from lianhu.words import say
from lianhu.words.problems import Problem, quoted

CORRECTIONS = "corrections"
_STEP = re.compile(r"([a-z_]+)(?:\[([0-9]+)\])?")


def location(at: str) -> Location:
    """The place that a correction names, entries counted from 1: `"events[3].date"` is `("events", 2, "date")`."""
    steps: list[str | int] = []
    for match in _STEP.finditer(at):
        steps.append(match[1])
        if match[2]:
            steps.append(int(match[2]) - 1)
    return tuple(steps)


def written(at: Location) -> str:
    """A place as a correction names it: `("events", 2, "date")` is `"events[3].date"`."""
    text = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in at)
    return text.removeprefix(".")


def applied(data: Any) -> Any:
    """The data of a record with every correction in its place; unchanged where there is none.

    Each correction gets `was`, what the place said before it. Corrections that fit nowhere change nothing:
    `problems` tells of them.
    """
    if not isinstance(data, Mapping) or not data.get(CORRECTIONS):
        return data
    corrected: Any = copy.deepcopy(data)
    for correction in corrected[CORRECTIONS]:
        at = location(correction["at"])
        if "was" not in correction and holds_value(corrected, at):
            correction["was"] = value_at(corrected, at)
            value_at(corrected, at[:-1])[at[-1]] = correction["right"]
    return corrected


def value_at(data: Any, at: Location) -> Any:
    """The value that stands at a place. Raises KeyError, IndexError or TypeError where there is none."""
    for step in at:
        data = data[step]
    return data


def holds_value(data: Any, at: Location) -> bool:
    """Whether a single value stands there; a list or a mapping is corrected value by value."""
    try:
        return isinstance(value_at(data, at), str | int | bool)
    except (KeyError, IndexError, TypeError):
        return False


def stands_at(data: Any, at: Location, value: Any) -> bool:
    """Whether the place holds just this value."""
    return holds_value(data, at) and bool(value_at(data, at) == value)


def problems(document: Document, kind: Kind) -> Iterator[Problem]:
    """What is wrong with the corrections of a document whose shape is right as it is written."""
    data: Any = document.data
    if not isinstance(data, Mapping) or not data.get(CORRECTIONS):
        return
    places = dict(document.places)
    for number, correction in enumerate(data[CORRECTIONS]):
        at, named = location(correction["at"]), (CORRECTIONS, number, "at")
        if at[0] in (CORRECTIONS, "id") or not holds_value(data, at):
            place = document.place_of(named)
            yield Problem(
                path=document.path,
                line=place.line,
                column=place.column,
                rule="corrections_name_a_value",
                message=say("No single value that can be corrected stands at {found}.", found=quoted(correction["at"])),
                fix=say("Name it with the keys above it, entries counted from 1, like events[3].date."),
            )
            return
        places[at] = places[(CORRECTIONS, number, "right")]
    corrected = applied(data)
    for correction in corrected[CORRECTIONS]:
        del correction["was"]
    yield from shape_problems(replace(document, data=corrected, places=places), kind)
