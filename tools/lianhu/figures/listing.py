"""What is due for people and machines (`lianhu due`): with the names of places and persons, in groups, text or data.

Names and titles are those that the web shows, since what staff print they paste into messages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from lianhu.figures.entry import KINDS, TOWN, Due
from lianhu.figures.stats import sheet
from lianhu.public import Posted
from lianhu.town.kinds import Area, Group, Issue, Meeting, Representative, Village, VillageOfficer
from lianhu.town.missed import Missed
from lianhu.town.register import Register
from lianhu.words import CHINESE, Text, columns, say, spoken
from lianhu.words.packing import packed_text, unpacked_text
from lianhu.words.problems import ToolError, quoted

COLUMNS = (
    *("village", "village_name", "group", "group_name", "person", "person_name", "unit", "kind", "kind_title", "since"),
    *("record", "record_title", "missed", "sentence"),
)
LINE = 120  # columns of a terminal
ELSEWHERE = "~"  # after every id: what belongs to no village, group or person comes last


@dataclass(frozen=True)
class Place:
    """A village, group or person by id and by the name that is shown; both empty where there is none."""

    id: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What is due, where it belongs, and the title of the record that it is about."""

    due: Due
    village: Place = Place()
    area: Place = Place()
    group: Place = Place()
    person: Place = Place()
    title: str = ""

    @property
    def units(self) -> frozenset[str]:
        """The ids of all in which it is found."""
        return frozenset({self.due.unit, self.village.id, self.area.id, self.group.id, self.person.id} - {""})


def listed(town: Posted, found: Iterable[Due]) -> tuple[Listed, ...]:
    """Village by village in the town's order, what belongs to none first."""
    return in_order(_placed(town, one) for one in found)


def in_order(whole: Iterable[Listed]) -> tuple[Listed, ...]:
    """Village by village as their folders are, what belongs to none first."""
    kinds = {kind: number for number, kind in enumerate(KINDS)}

    def place(one: Listed) -> tuple[str, str, int, Due]:
        return f"{one.village.id}/" if one.village.id else "", one.due.unit, kinds[one.due.kind], one.due

    return tuple(sorted(whole, key=place))


def within(town: Register, whole: Iterable[Listed], unit: str) -> tuple[Listed, ...]:
    """What is due in a unit, or of a person. Raises ToolError when no record has this id."""
    kinds: tuple[type, ...] = (Village, Area, Group, Representative)
    if unit != TOWN and not any(town.find(kind, unit) for kind in kinds):
        raise ToolError(
            say(
                "{found} is no village, area, group or representative here. Give the id of one, or 'town'.",
                found=quoted(unit),
            )
        )
    return tuple(one for one in whole if unit in one.units)


def _placed(town: Posted, due: Due) -> Listed:
    person = town.find(Representative, due.unit)
    group = town.find(Group, person.seat(town.today).group if person else due.unit)
    area = town.find(Area, due.unit) or (town.area_of(group) if group else None)
    village = town.find(Village, due.unit)
    if not village and (inside := group or area or town.find(VillageOfficer, due.unit) or person):
        village = town.village_of(inside)
    return Listed(
        due=due,
        village=Place(village.id, village.name) if village else Place(),
        area=Place(area.id, area.name) if area else Place(),
        group=Place(group.id, group.name) if group else Place(),
        person=Place(person.id, person.name) if person else Place(),
        title=_title(town, due.record),
    )


def _title(town: Posted, record: str) -> str:
    issue, meeting = town.find(Issue, record), town.find(Meeting, record)
    return issue.title if issue else meeting.topic if meeting else ""


# -- what is kept

PLACES = ("village", "area", "group", "person")


def plain(one: Listed) -> dict[str, Any]:
    """As JSON keeps it: in which language it is read is not decided yet."""
    due = one.due
    missed = [(part.first.isoformat(), part.last.isoformat(), part.count) for part in due.missed]
    return {
        "due": [due.unit, due.kind, due.since.isoformat(), due.record],
        "sentence": packed_text(due.sentence),
        "missed": missed,
        "places": [[place.id, place.name] for place in (one.village, one.area, one.group, one.person)],
        "title": one.title,
    }


def of_plain(kept: Mapping[str, Any]) -> Listed:
    """What was kept."""
    unit, kind, since, record = kept["due"]
    days = ((date.fromisoformat(first), date.fromisoformat(last), count) for first, last, count in kept["missed"])
    due = Due(
        unit=unit,
        kind=kind,
        since=date.fromisoformat(since),
        record=record,
        sentence=unpacked_text(kept["sentence"]),
        missed=tuple(Missed(*part) for part in days),
    )
    places = {name: Place(*place) for name, place in zip(PLACES, kept["places"], strict=True)}
    return Listed(due=due, **places, title=kept["title"])


# -- text


def _by_village(one: Listed) -> tuple[str, str]:
    return one.village.id, one.village.name


def _by_group(one: Listed) -> tuple[str, str]:
    name = f"{one.village.name}{one.group.name}" if not one.group.name.startswith(one.village.name) else one.group.name
    return (one.group.id, name) if one.group.id else _by_village(one)


def _by_person(one: Listed) -> tuple[str, str]:
    return (one.person.id, f"{_by_group(one)[1]} {one.person.name}") if one.person.id else (ELSEWHERE, "")


def _by_kind(one: Listed) -> tuple[str, Text]:
    return one.due.kind, KINDS[one.due.kind]


GROUPINGS: Mapping[str, Callable[[Listed], tuple[str, str | Text]]] = {
    "village": _by_village,
    "group": _by_group,
    "person": _by_person,
    "kind": _by_kind,
}


def grouped(whole: Sequence[Listed], by: str) -> Iterator[tuple[str, str | Text, list[Listed]]]:
    """What is due in groups, each with its id and its heading; the id is empty for the town itself."""
    key = GROUPINGS[by]
    order = {kind: f"{number:02}" for number, kind in enumerate(KINDS)}

    def place(one: Listed) -> str:
        name, _ = key(one)
        return order[name] if by == "kind" else name

    # Villages stand in the town's order already; a sort keeps it within groups.
    arranged = whole if by == "village" else sorted(whole, key=place)
    for _, members in groupby(arranged, key=place):
        inside = list(members)
        yield *key(inside[0]), inside


def text(town: Posted, whole: Sequence[Listed], by: str, language: str) -> str:
    """A heading for each group with its number, a line for each that is due, and the number of all."""
    lines: list[str] = []
    for name, heading, inside in grouped(whole, by):
        lines += [spoken(_headed(town, name, heading, len(inside)), language)]
        rows = [(f"  {one.due.since}", *_who(one), _said(one, language)) for one in inside]
        lines += [*columns.aligned(rows, line=LINE), ""]
    count = say("Due on {day}: {count}.", day=town.today, count=len(whole))
    return "\n".join([*lines, spoken(count, language)])


def _headed(town: Posted, name: str, heading: str | Text, count: int) -> Text:
    if not heading:
        heading = say("Of no one person") if name == ELSEWHERE else town.town.name
    if not name or name == ELSEWHERE or isinstance(heading, Text):
        return say("{heading}: {count}", heading=heading, count=count)
    return say("{heading} {id}: {count}", heading=heading, id=name, count=count)


def _who(one: Listed) -> tuple[str, str]:
    places = (one.person, one.group, one.area, one.village)
    name = next((place.name for place in places if place.id == one.due.unit), "")
    return one.due.unit if one.due.unit != TOWN else "", name


def _said(one: Listed, language: str) -> str:
    sentence = spoken(one.due.sentence, language)
    return f"{sentence} {'《' + one.title + '》' if language == CHINESE else one.title}" if one.title else sentence


# -- data


def as_json(town: Posted, whole: Sequence[Listed], by: str, language: str) -> str:
    """The day, the town, and every one that is due; docs/due.md describes it."""
    plain = {
        "town": town.town.name,
        "today": town.today.isoformat(),
        "count": len(whole),
        "due": [_plain(one, language) for _, _, inside in grouped(whole, by) for one in inside],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1)


def _plain(one: Listed, language: str) -> dict[str, Any]:
    missed = [
        {"first": part.first.isoformat(), "last": part.last.isoformat(), "count": part.count} for part in one.due.missed
    ]
    return {
        "village": one.village.id,
        "village_name": one.village.name,
        "group": one.group.id,
        "group_name": one.group.name,
        "person": one.person.id,
        "person_name": one.person.name,
        "unit": one.due.unit,
        "kind": one.due.kind,
        "kind_title": spoken(KINDS[one.due.kind], language),
        "since": one.due.since.isoformat(),
        "record": one.due.record,
        "record_title": one.title,
        "missed": missed,
        "sentence": spoken(one.due.sentence, language),
    }


def as_csv(town: Posted, whole: Sequence[Listed], by: str, language: str) -> str:
    """A line for each, in the columns of the JSON; `missed` is the number of weeks, months or quarters."""
    rows = (_plain(one, language) for _, _, inside in grouped(whole, by) for one in inside)
    counted = ({**row, "missed": sum(part["count"] for part in row["missed"]) or None} for row in rows)
    return sheet(COLUMNS, (tuple(row[column] for column in COLUMNS) for row in counted))


FORMATS: Mapping[str, Callable[[Posted, Sequence[Listed], str, str], str]] = {
    "text": text,
    "json": as_json,
    "csv": as_csv,
}
