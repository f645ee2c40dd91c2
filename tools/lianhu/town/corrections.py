"""Corrections: what was published stays as it was written; what is right stands beside it, with day, post and reason.

Whoever reads a record's values gets the right ones, in the place of the wrong ones, and with each correction what the
place `was`; whoever compares two states compares what is written.

Source: hardening.md A11.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from lianhu.reading.document import Document, Location, Places, Where
from lianhu.town.consent import CONSENT
from lianhu.town.happened import HAPPENED, LATE
from lianhu.town.schemas import Kind
from lianhu.town.shape import shape_problems
from lianhu.words import say
from lianhu.words.problems import Problem, quoted

CORRECTIONS = "corrections"
NOTHING = None  # no schema takes it for a value
_STEP = re.compile(r"([a-z_]+)(?:\[([0-9]+)\])?")


def location(at: str) -> Location:
    """The place that a correction names, entries counted from 1: `"events[3].date"` is `("events", 2, "date")`."""
    steps: list[str | int] = []
    for match in _STEP.finditer(at):
        steps.append(match[1])
        if match[2]:
            steps.append(int(match[2]) - 1)
    return tuple(steps)


def applied(data: Any) -> Any:
    """The data of a record with every correction in its place; unchanged where there is none.

    One of the day on which something happened may say why that was recorded late; what happened then says so itself.
    Each correction gets `was`, what the place said before it; None where it said nothing any more. A correction without
    `right` takes the value away. Corrections that fit nowhere change nothing: `problems` tells of them.
    """
    return without_nothing(in_place(data))


def in_place(data: Any) -> Any:
    """As `applied`, with NOTHING where a value is taken away: places are counted there as they are written."""
    if not isinstance(data, Mapping) or not data.get(CORRECTIONS):
        return data
    corrected: Any = copy.deepcopy(data)
    for correction in corrected[CORRECTIONS]:
        at = location(correction["at"])
        if "was" not in correction and holds_value(corrected, at):
            correction["was"] = value_at(corrected, at)
            holder = value_at(corrected, at[:-1])
            holder[at[-1]] = correction.get("right", NOTHING)
            if LATE in correction and isinstance(holder, dict) and not holder.get(LATE):
                holder[LATE] = correction[LATE]
    return corrected


def without_nothing(data: Any) -> Any:
    """Data in which corrections are `in_place`, without the values that they take away."""
    if not isinstance(data, Mapping) or not data.get(CORRECTIONS):
        return data
    return {key: value if key == CORRECTIONS else _left(value) for key, value in data.items() if value is not NOTHING}


def _left(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _left(inner) for key, inner in value.items() if inner is not NOTHING}
    return [_left(entry) for entry in value if entry is not NOTHING] if isinstance(value, list) else value


def _taken_away(data: Any) -> list[Location]:
    """Where NOTHING stands, in order: none of these places lies inside another."""
    written = data.get(CORRECTIONS) if isinstance(data, Mapping) else None
    places = {location(correction["at"]) for correction in written or () if "was" in correction}
    return sorted((at for at in places if stands_at(data, at, NOTHING)), key=_in_order)


def _in_order(at: Location) -> tuple[tuple[str, int], ...]:
    return tuple((step, 0) if isinstance(step, str) else ("", step) for step in at)


def place_written(data: Any, at: Location) -> Location:
    """Where a value stands as it is written that stands at `at` in the corrected data: behind entries taken away."""
    for *above, gone in _taken_away(in_place(data)):
        step = _step_in(at, above)
        if isinstance(gone, int) and isinstance(step, int) and step >= gone:
            at = (*above, step + 1, *at[len(above) + 1 :])
    return at


def _place_right(in_place: Any, at: Location) -> Location:
    """The reverse: where a value as it is written stands in the corrected data."""
    for *above, gone in reversed(_taken_away(in_place)):
        step = _step_in(at, above)
        if isinstance(gone, int) and isinstance(step, int) and step > gone:
            at = (*above, step - 1, *at[len(above) + 1 :])
    return at


def _step_in(at: Location, above: Sequence[str | int]) -> str | int | None:
    """The step that a place makes in the list or mapping at `above`; None where it lies elsewhere."""
    return at[len(above)] if len(at) > len(above) and at[: len(above)] == tuple(above) else None


def value_at(data: Any, at: Location) -> Any:
    """The value that stands at a place. Raises KeyError, IndexError or TypeError where there is none."""
    for step in at:
        data = data[step]
    return data


def holds_value(data: Any, at: Location) -> bool:
    """Whether a single value stands there, or stood; a list or a mapping is corrected value by value."""
    try:
        value = value_at(data, at)
    except (KeyError, IndexError, TypeError):
        return False
    return isinstance(value, str | int | bool) or value is NOTHING


def is_there(data: Any, at: Location) -> bool:
    """Whether anything stands at the place."""
    try:
        value_at(data, at)
    except (KeyError, IndexError, TypeError):
        return False
    return True


def stands_at(data: Any, at: Location, value: Any) -> bool:
    """Whether the place holds just this value."""
    return holds_value(data, at) and bool(value_at(data, at) == value)


def problems(document: Document, kind: Kind) -> Iterator[Problem]:
    """What is wrong with the corrections of a document whose shape is right as it is written."""
    data: Any = document.data
    if not isinstance(data, Mapping) or not data.get(CORRECTIONS):
        return
    for number, correction in enumerate(data[CORRECTIONS]):
        at, named = location(correction["at"]), (CORRECTIONS, number, "at")
        if CONSENT in at:
            yield document.problem(
                named,
                "corrections_name_a_value",
                say("A consent is not corrected: it is the person's own word."),
                say("Withdraw it ('withdrawn_on'), and enter below it, under 'again', what the person agrees to."),
            )
            return
        if at[0] in (CORRECTIONS, "id") or not holds_value(data, at):
            yield document.problem(
                named,
                "corrections_name_a_value",
                say("No single value that can be corrected stands at {found}.", found=quoted(correction["at"])),
                say("Name it with the keys above it, entries counted from 1, like events[3].date."),
            )
            return
        if "right" not in correction and _must_stand(data, at, kind):
            yield document.problem(
                named,
                "corrections_name_a_value",
                say("{found} cannot be left out of the record.", found=quoted(correction["at"])),
                say("Add a line '{name}: ...' with what is right.", name="right"),
            )
            return
        if LATE in correction and kind.at(at[:-1]).get(HAPPENED) != at[-1]:
            yield document.problem(
                (CORRECTIONS, number, LATE),
                "corrections_name_a_value",
                say("{found} is no day on which something happened.", found=quoted(correction["at"])),
                say("Take the line '{late}' out.", late=LATE),
                key=True,
            )
            return
    corrected = applied(data)
    for correction in corrected[CORRECTIONS]:
        del correction["was"]
    yield from shape_problems(replace(document, data=corrected, where=Where(partial(_where_right, document))), kind)


def _where_right(document: Document) -> tuple[Places, Places]:
    """Where the values that are right stand: a corrected one in its correction."""
    data: Any = document.data
    places = dict(document.places)
    for number, correction in enumerate(data[CORRECTIONS]):
        said = (CORRECTIONS, number, "right" if "right" in correction else "at")
        places[location(correction["at"])] = document.place_of(said)
    right = in_place(data)
    return {_place_right(right, at): place for at, place in places.items()}, document.key_places


def _must_stand(data: Any, at: Location, kind: Kind) -> bool:
    """Whether the record is not of its kind without this value."""
    above = kind.at(at[:-1])
    if isinstance(at[-1], int):
        return bool(len(value_at(data, at[:-1])) <= above.get("minItems", 0))
    return at[-1] in above.get("required", ())
