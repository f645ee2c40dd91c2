"""Every day that a record can name has bounds: of every kind, at every place."""

from __future__ import annotations

from typing import Any

import pytest

from help.walk import PARSED, properties
from lianhu.reading.document import Location
from lianhu.rules.bounds import outside
from lianhu.town import schemas

KINDS = schemas.load().kinds
# Walked through the schemas' files anew; `[]` is each item of a list.
DAYS = [
    (name, at)
    for name in KINDS
    for at, schema in properties(PARSED[f"{name}{schemas.ENDING}"])
    if schema.get("format") == "date" and "$defs" not in at
]


def data(at: tuple[str, ...], day: str) -> Any:
    """A record that says nothing but a day at its place."""
    found: Any = day
    for step in reversed(at):
        found = [found] if step == "[]" else {step: found}
    return found


@pytest.mark.parametrize(("name", "at"), DAYS, ids=lambda value: value if isinstance(value, str) else ".".join(value))
def test_every_day_has_bounds(name: str, at: tuple[str, ...]) -> None:
    place: Location = tuple(0 if step == "[]" else step for step in at)
    for day in ("1900-01-01", "1948-12-31", "2037-01-01", "2099-12-31"):
        assert [found for found, _ in outside(KINDS[name], data(at, day), 1949, 2036)] == [place]
    for day in ("1949-01-01", "2036-12-31"):
        assert not list(outside(KINDS[name], data(at, day), 1949, 2036))


def test_the_walk_finds_the_days() -> None:
    assert len(DAYS) > 100
    assert ("issue", ("due_on",)) in DAYS
    assert ("removal", ("removed_on",)) in DAYS
    assert ("village", ("areas", "[]", "vacancies", "[]", "filled_by")) in DAYS
