"""What is due again and again in the demonstration town, computed once more from its files by another way.

Nothing of ours has a part in it: the files are read by PyYAML, corrections are put in place and days are looked up by
hand, and working days come from chinese_calendar.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
import yaml

from help.walk import ROOT
from lianhu.figures.due import TOWN, due
from lianhu.reading import files
from lianhu.rules.check import readable
from lianhu.town import schemas

pytestmark = pytest.mark.slow

TODAY = datetime.date(2026, 11, 22)
DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(days=7)
RECORDS = ROOT / "records"
Found = dict[tuple[str, str], list[str]]


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@cache
def plain(path: Path) -> Any:
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
    for correction in data.get("corrections", []):
        *way, last = re.findall(r"\w+", correction["at"])
        at = data
        for step in way:
            at = at[int(step) - 1] if isinstance(at, list) else at[step]
        if "right" in correction:
            at[int(last) - 1 if isinstance(at, list) else last] = correction["right"]
        else:
            del at[last]
    return data


def records(pattern: str) -> Iterator[tuple[Path, Any]]:
    return ((path, plain(path)) for path in sorted(RECORDS.glob(pattern)))


def covers(span: Any, on: datetime.date) -> bool:
    return day(span["since"]) <= on and ("until" not in span or on <= day(span["until"]))


def served(person: Any, on: datetime.date) -> bool:
    return any(covers(seat, on) for seat in person["groups"])


def took_place(record: Any, key: str) -> bool:
    return key in record and "cancelled" not in record and day(record["date"]) <= TODAY


@cache
def begin() -> datetime.date:
    town = plain(RECORDS / "town.yaml")
    if "records_since" in town:
        return day(town["records_since"])
    days = [issue["events"][0]["date"] for _, issue in records("villages/*/issues/*/*.yaml")]
    days += [visit["date"] for _, book in records("villages/*/visits/*/*.yaml") for visit in book["visits"]]
    days += [tasks["drawn_up_on"] for _, tasks in records("villages/*/task-lists/*.yaml")]
    days += [one["date"] for _, one in records("villages/*/meetings/*.yaml") if took_place(one, "attendance")]
    days += [one["date"] for _, one in records("villages/*/service-days/*.yaml") if took_place(one, "activities")]
    return min(map(day, days))


@cache
def months() -> list[datetime.date]:
    """The first day of every month that began since then, the present one last."""
    found = [datetime.date(year, month, 1) for year in range(2000, 2030) for month in range(1, 13)]
    return [first for first in found if begin() <= first <= TODAY]


def last_of(first: datetime.date) -> datetime.date:
    return (first + 31 * DAY).replace(day=1) - DAY


def weeks_without_a_visit() -> Found:
    visited = defaultdict(set)
    for _, book in records("villages/*/visits/*/*.yaml"):
        for visit in book["visits"]:
            for visitor in visit["visitors"]:
                if day(visit["date"]) <= TODAY:
                    visited[visitor.get("representative")].add(day(visit["date"]).isocalendar()[:2])
    found = {}
    for _, person in records("villages/*/representatives/*.yaml"):
        monday, missed = begin() + (-begin().weekday() % 7) * DAY, []
        while monday + WEEK <= TODAY:
            if all(served(person, monday + number * DAY) for number in range(7)):
                missed += [str(monday)] * (monday.isocalendar()[:2] not in visited[person["id"]])
            monday += WEEK
        if missed and served(person, TODAY):
            found[person["id"], "visit"] = missed
    return found


def months_without() -> Found:
    done = {("task_list", path.parts[-3], path.stem) for path, _ in records("villages/*/task-lists/*.yaml")}
    for path, one in records("villages/*/meetings/*.yaml"):
        if one["kind"] == "monthly_analysis" and took_place(one, "attendance"):
            done.add(("monthly_analysis", path.parts[-3], one["date"][:7]))
    for path, one in records("villages/*/service-days/*.yaml"):
        if took_place(one, "activities"):
            done.add(("service_day", path.parts[-3], path.stem))
    begun = any(chinese_calendar.is_workday(TODAY.replace(day=number)) for number in range(1, TODAY.day + 1))
    found = {}
    for path, village in records("villages/*/village.yaml"):
        for kind in ("task_list", "monthly_analysis", "service_day"):
            asked = [
                first
                for first in months()
                if covers(village, first) and covers(village, last_of(first))
                if last_of(first) < TODAY or (kind == "task_list" and begun)
            ]
            missed = [str(first) for first in asked if (kind, path.parts[-2], str(first)[:7]) not in done]
            if missed and covers(village, TODAY):
                found[path.parts[-2], kind] = missed
    return found


def quarters_without_a_review() -> Found:
    held = {path.stem for path, review in records("reviews/*.yaml") if day(review["date"]) <= TODAY}
    missed = []
    for first in months():
        over = last_of(last_of(first + 75 * DAY) + DAY)
        if first.month % 3 == 1 and over < TODAY and f"{first.year}-q{first.month // 3 + 1}" not in held:
            missed.append(str(first))
    return {(TOWN, "review"): missed} if missed else {}


def years_without_a_fund() -> Found:
    """By the days of ninety that a town has that sets none."""
    given = {
        (fund["representative"], book["year"])
        for _, book in records("villages/*/service-fund/*.yaml")
        for fund in book["funds"]
    }
    found = {}
    for _, person in records("villages/*/representatives/*.yaml"):
        years = []
        for year in range(begin().year, TODAY.year + 1):
            all_days = [datetime.date(year, 1, 1) + number * DAY for number in range(365)]
            entered = [
                on for on in all_days if served(person, on) and (on == all_days[0] or not served(person, on - DAY))
            ]
            if not entered:
                continue
            last = (all_days[0] if entered[0] == all_days[0] else entered[-1]) + 90 * DAY
            is_asked = last.year == year and served(person, last) and begin() <= last < TODAY
            years += [str(year)] * (is_asked and (person["id"], str(year)) not in given)
        if years and served(person, TODAY):
            found[person["id"], "fund"] = years
    return found


def test_what_was_missed_is_the_same_by_another_way() -> None:
    tree, _ = files.read_folder(ROOT)
    register = readable(tree, schemas.load(ROOT), TODAY)
    assert register and "fund_days" not in plain(RECORDS / "town.yaml")["limits"]
    assert "visit_weeks" not in plain(RECORDS / "town.yaml")["limits"]
    theirs = {**weeks_without_a_visit(), **months_without(), **quarters_without_a_review(), **years_without_a_fund()}
    kinds = {"visit", "task_list", "monthly_analysis", "service_day", "review", "fund"}
    ours = {(one.unit, one.kind): one for one in due(register) if one.kind in kinds}
    assert set(ours) == set(theirs)
    assert {kind for _, kind in ours} >= {"visit", "task_list", "monthly_analysis"}, "the town misses something"
    for key, one in ours.items():
        if one.kind == "fund":
            assert dict(one.sentence.values)["years"] == tuple(map(int, theirs[key])), key
            continue
        assert sum(part.count for part in one.missed) == len(theirs[key]), key
        assert all(any(str(part.first) <= first <= str(part.last) for part in one.missed) for first in theirs[key]), key
