"""What records tell of as having happened, and on which day.

The schema marks each mapping that tells of something: `x-happened` names the key of its day, which stands in the
mapping or in the nearest around it (an award has the day of its review); with `x-happened-with` it has only happened
where a further key is there (a meeting its `attendance`), else it is planned. Such a mapping may say `recorded_late`.
`x-entered` names the day of what happens by being entered, like a correction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianhu.reading.document import Location
from lianhu.town.schemas import Kind

LATE = "recorded_late"
HAPPENED, WITH, ENTERED = "x-happened", "x-happened-with", "x-entered"


@dataclass(frozen=True)
class Happening:
    """Something that happened: the mapping that tells of it stands at `at`, its day at `day_at`."""

    at: Location
    day_at: Location
    day: date
    says_late: bool

    @property
    def has_own_day(self) -> bool:
        return self.day_at[:-1] == self.at


def happenings(kind: Kind, data: Any) -> Iterator[Happening]:
    """All that the record tells of as having happened; the data need not have its shape."""
    return _marked(HAPPENED, kind.schema, data, (), {})


def entered(kind: Kind, data: Any) -> Iterator[Happening]:
    """All that happened by being entered in the record."""
    return _marked(ENTERED, kind.schema, data, (), {})


Days = Mapping[str, tuple[Location, date]]


def _marked(mark: str, schema: Mapping[str, Any], data: Any, at: Location, around: Days) -> Iterator[Happening]:
    if isinstance(data, Mapping):
        days = {**around, **dict(_days(schema, data, at))}
        if schema.get(mark) in days and (WITH not in schema or schema[WITH] in data):
            yield Happening(at, *days[schema[mark]], LATE in data)
        for name, inner in schema.get("properties", {}).items():
            if name in data:
                yield from _marked(mark, inner, data[name], (*at, name), days)
    elif isinstance(data, list):
        for index, entry in enumerate(data):
            yield from _marked(mark, schema.get("items", {}), entry, (*at, index), around)


def _days(
    schema: Mapping[str, Any], data: Mapping[str, Any], at: Location
) -> Iterator[tuple[str, tuple[Location, date]]]:
    for name, inner in schema.get("properties", {}).items():
        if inner.get("format") == "date" and isinstance(data.get(name), str):
            try:
                yield name, ((*at, name), date.fromisoformat(data[name]))
            except ValueError:
                continue  # told by the shape
