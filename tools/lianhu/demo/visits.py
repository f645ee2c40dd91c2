"""A year of visits (R30): every representative about once a week, with the gaps that a real year has."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from lianhu.demo.year import DAY, WEEK, WEEKS, VillageYear, Written
from lianhu.town.kinds import Group, Representative

COMPANIONS = (("group_head", 0.16), ("liaison_cadre", 0.07), ("area_head", 0.03), ("village_officer", 0.04))


@dataclass
class Round:
    """One visit in the making."""

    date: datetime.date
    representatives: list[str]
    household_count: int
    issues: list[str] = field(default_factory=list)


def visits(here: VillageYear) -> Iterator[Written]:
    """A file for each group and month."""
    for group in here.groups:
        chance = here.chance(f"visits {group.id}")
        months: dict[str, list[Any]] = defaultdict(list)
        for tour in _together(sorted(_rounds(here, group, chance), key=lambda tour: tour.date), chance):
            months[f"{tour.date:%Y-%m}"].append(_visit(tour, chance))
        for month, listed in sorted(months.items()):
            name = group.id.rpartition("-")[2]
            yield f"{here.folder}/visits/{month}/{name}.yaml", {"id": f"{group.id}-{month}", "visits": listed}


def _rounds(here: VillageYear, group: Group, chance: Random) -> Iterator[Round]:
    found = defaultdict(list)
    for issue in here.register.issues_of(group):
        first = issue.events[0]
        if issue.source == "visit" and first.representative:
            found[first.representative, first.date].append(issue.id)
    for representative in here.members_of(group):
        of_week = {(day - here.year.first).days // 7: day for who, day in found if who == representative.id}
        yield from _by(here, representative, group, of_week, chance)
        for (who, day), issues in found.items():
            if who == representative.id and here.first <= day <= here.last:
                yield Round(day, [representative.id], chance.randint(2, 5), issues)


def _by(
    here: VillageYear, representative: Representative, group: Group, taken: dict[int, datetime.date], chance: Random
) -> Iterator[Round]:
    """The ordinary weekly visits; in the weeks `taken` something was found, and that visit is told elsewhere."""
    diligence = chance.uniform(0.9, 0.99)
    away = range(chance.randrange(4, 46), 0)
    if chance.random() < 0.12:
        away = range(start := chance.randrange(4, 46), start + chance.randint(2, 5))
    for week in range(WEEKS):
        monday = here.year.first + WEEK * week
        day = monday + DAY * chance.choices(range(7), (5, 4, 5, 4, 5, 4, 2))[0]
        likely = diligence * (0.3 if monday <= here.year.spring_festival < monday + WEEK else 1)
        households = chance.randint(2, max(2, min(6, representative.household_count // 2)))
        comes = chance.random() < likely and week not in away and week not in taken
        if comes and here.first <= day <= here.last and representative.group_on(day) == group.id:
            yield Round(day, [representative.id], households)


def _together(rounds: list[Round], chance: Random) -> Iterator[Round]:
    """Two who go on the same day often go together."""
    open_round: Round | None = None
    for tour in rounds:
        shared = open_round and open_round.date == tour.date and tour.representatives != open_round.representatives
        if open_round and shared and len(open_round.representatives) == 1 and chance.random() < 0.5:
            open_round.representatives += tour.representatives
            open_round.household_count += tour.household_count
            open_round.issues += tour.issues
            continue
        if open_round:
            yield open_round
        open_round = tour
    if open_round:
        yield open_round


def _visit(round: Round, chance: Random) -> dict[str, object]:
    visitors: list[dict[str, str]] = [
        {"role": "representative", "representative": name} for name in sorted(round.representatives)
    ]
    visitors += [{"role": role} for role, likely in COMPANIONS if chance.random() < likely]
    visit: dict[str, object] = {
        "date": f"{round.date}",
        "visitors": visitors,
        "household_count": round.household_count,
    }
    if round.issues:
        visit["issues"] = sorted(round.issues)
    return visit
