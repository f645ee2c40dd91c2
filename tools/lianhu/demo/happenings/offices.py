"""Offices over the years: held by one after another, and for a while by nobody."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from random import Random

from lianhu.demo.happenings.past import Past, village_of
from lianhu.demo.names import person
from lianhu.demo.year import DAY, TODAY, Data


def head_followed(past: Past) -> None:
    """A group's head died; the area's head stood in until another was elected."""
    for group, chance in past.some("head followed", lambda: _with_one_head(past)):
        last = past.day(chance)
        _vacant(past, group, last, "前任去世", last + DAY * 60)
        group["heads"].append({"name": person(chance), "since": f"{last + DAY * chance.randint(20, 45)}"})


def head_missing(past: Past) -> None:
    """A group has no head today, and one will be elected by a day to come."""
    for group, chance in past.some("head missing", lambda: _with_one_head(past)):
        last = TODAY - DAY * chance.randint(15, 40)
        _vacant(past, group, last, "前任外出务工，辞去职务", last + DAY * 90)


def _vacant(past: Past, group: Data, last: datetime.date, reason: str, filled_by: datetime.date) -> None:
    area = next(seat["area"] for seat in group["areas"] if "until" not in seat)
    deputy = next(one for one in past.village(group)["areas"] if one["id"] == area)["heads"][0]["name"]
    group["heads"][0]["until"] = f"{last}"
    group["vacancies"] = [{"since": f"{last + DAY}", "reason": reason, "deputy": deputy, "filled_by": f"{filled_by}"}]


def _with_one_head(past: Past) -> Iterator[Data]:
    return (group for group in past.groups() if len(group["heads"]) == 1 and "representative" not in group["heads"][0])


def head_is_representative(past: Past) -> None:
    """A group's head is one of its representatives: one person, shown as one."""
    for group, chance in past.some("head is representative", lambda: _with_one_head(past)):
        fitting = past.long_serving(group)
        if fitting:
            one = chance.choice(fitting)
            group["heads"][0] |= {"name": one["name"], "representative": one["id"]}


def officer_followed(past: Past) -> None:
    """An officer of a village retired; another keeps the contacts with areas and groups."""
    for village, chance in past.some("officer followed", lambda: past.villages):
        day, old = past.day(chance), village["officers"][-1]
        number = max(int(one["id"].rpartition("-o")[2]) for one in village["officers"]) + 1
        new = {"id": f"{village['id']}-o{number}", "name": person(chance), "post": old["post"], "since": f"{day + DAY}"}
        old["until"] = f"{day}"
        village["officers"].append(new)
        for area in village["areas"]:
            area["liaisons"] = list(_handed_over(area["liaisons"], old["id"], new["id"], day, chance))
        for group in past.of("groups", village_of(village)):
            group["liaison_cadres"] = list(_handed_over(group["liaison_cadres"], old["id"], new["id"], day, chance))


def _handed_over(liaisons: list[Data], old: str, new: str, day: datetime.date, chance: Random) -> Iterator[Data]:
    for liaison in liaisons:
        if liaison["officer"] != old or liaison.get("until", "9999") <= f"{day}":
            yield liaison
            continue
        yield {**liaison, "until": f"{day}"}
        yield {**liaison, "officer": new, "since": f"{day + DAY}"}


HAPPENINGS = (head_followed, head_missing, head_is_representative, officer_followed)
