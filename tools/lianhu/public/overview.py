"""What hangs on a village's board and on the town's: who serves where, and what became of what was reported there.

It is what their workstations' boards show (`wall`), added up, with the heads and telephones that the wall may show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lianhu.public.view import Posted
from lianhu.public.wall import Board, Row
from lianhu.town import loop, offices
from lianhu.town.kinds import Area, Group, Village
from lianhu.town.kinds.span import Holder, Vacancy, present


@dataclass(frozen=True, kw_only=True)
class Matters:
    """Issues that were reported, and how many of them are closed, are open, and ended otherwise; these three add up."""

    reported: int
    closed: int
    open: int
    otherwise: int

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Matters:
        states = [row.state for row in rows]
        ended = [state for state in states if state in loop.ENDS]
        closed = ended.count("closed")
        return cls(reported=len(states), closed=closed, open=len(states) - len(ended), otherwise=len(ended) - closed)


@dataclass(frozen=True, kw_only=True)
class GroupLine:
    """A group on its village's board. `head` is the name, or None while the office is vacant (`vacancy`)."""

    id: str
    name: str
    workstation: str
    place: str
    phone: str
    head: str | None
    vacancy: Vacancy | None
    representatives: tuple[str, ...]
    household_count: int
    matters: Matters


@dataclass(frozen=True, kw_only=True)
class AreaPart:
    """An area of a village with its groups; without a name those that belong to none."""

    name: str
    head: str | None
    vacancy: Vacancy | None
    liaisons: tuple[str, ...]
    groups: tuple[GroupLine, ...]


@dataclass(frozen=True, kw_only=True)
class VillageBoard:
    place: str
    phone: str
    household_count: int
    representatives: int
    areas: tuple[AreaPart, ...]
    matters: Matters


@dataclass(frozen=True, kw_only=True)
class VillageLine:
    """A village on the town's board."""

    id: str
    name: str
    place: str
    phone: str
    areas: int
    groups: int
    representatives: int
    household_count: int
    matters: Matters


@dataclass(frozen=True, kw_only=True)
class TownBoard:
    phone: str | None
    villages: tuple[VillageLine, ...]
    matters: Matters


def villages(town: Posted, boards: Mapping[str, Board]) -> dict[str, VillageBoard]:
    """The board of every village that exists today, by its id; `boards` are those of the workstations (`wall`)."""
    return {village.id: _village(town, village, boards) for village in _standing(town)}


def whole(town: Posted, boards: Mapping[str, Board]) -> TownBoard:
    """The town's own board."""
    return TownBoard(
        phone=town.town.phone,
        villages=tuple(_line(town, village, boards) for village in _standing(town)),
        matters=Matters.of(row for board in boards.values() for row in board.issues),
    )


def _standing(town: Posted) -> Iterator[Village]:
    return (village for village in town.all(Village) if village.covers(town.today))


def _village(town: Posted, village: Village, boards: Mapping[str, Board]) -> VillageBoard:
    groups = town.groups_of(village)
    areas = [area for area in present(village.areas, town.today) if town.groups_of(area)]
    within = {group.id for area in areas for group in town.groups_of(area)}
    return VillageBoard(
        place=village.office.place,
        phone=village.office.phone,
        household_count=sum(group.household_count for group in groups),
        representatives=_serving(town, groups),
        areas=(
            *(_area(town, area, town.groups_of(area), boards) for area in areas),
            *_of_no_area(town, [group for group in groups if group.id not in within], boards),
        ),
        matters=_matters(groups, boards),
    )


def _of_no_area(town: Posted, groups: list[Group], boards: Mapping[str, Board]) -> Iterator[AreaPart]:
    if groups:
        lines = tuple(_group(town, group, boards[group.id]) for group in groups)
        yield AreaPart(name="", head=None, vacancy=None, liaisons=(), groups=lines)


def _area(town: Posted, area: Area, groups: Iterable[Group], boards: Mapping[str, Board]) -> AreaPart:
    officers = (town.officer(liaison.officer) for liaison in present(area.liaisons, town.today))
    head, vacancy = _head(town, area)
    return AreaPart(
        name=area.name,
        head=head,
        vacancy=vacancy,
        liaisons=tuple(officer.name for officer in officers if officer),
        groups=tuple(_group(town, group, boards[group.id]) for group in groups),
    )


def _group(town: Posted, group: Group, board: Board) -> GroupLine:
    head, vacancy = _head(town, group)
    return GroupLine(
        id=group.id,
        name=group.name,
        workstation=group.workstation.name,
        place=group.workstation.venue.name,
        phone=group.workstation.phone,
        head=head,
        vacancy=vacancy,
        representatives=tuple(town.called(one, within_group=True) for one in town.representatives_of(group)),
        household_count=group.household_count,
        matters=Matters.of(board.issues),
    )


def _head(town: Posted, unit: Group | Area) -> tuple[str | None, Vacancy | None]:
    answering = offices.answering(unit, town.today)
    if isinstance(answering, Holder):
        return answering.name, None
    return None, answering


def _line(town: Posted, village: Village, boards: Mapping[str, Board]) -> VillageLine:
    groups = town.groups_of(village)
    return VillageLine(
        id=village.id,
        name=village.name,
        place=village.office.place,
        phone=village.office.phone,
        areas=len(present(village.areas, town.today)),
        groups=len(groups),
        representatives=_serving(town, groups),
        household_count=sum(group.household_count for group in groups),
        matters=_matters(groups, boards),
    )


def _serving(town: Posted, groups: Iterable[Group]) -> int:
    return sum(len(town.representatives_of(group)) for group in groups)


def _matters(groups: Iterable[Group], boards: Mapping[str, Board]) -> Matters:
    return Matters.of(row for group in groups for row in boards[group.id].issues)
