"""The town's four quarterly reviews (R34) with their awards (R25)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from random import Random
from typing import Any

from lianhu.demo.gatherings import settled
from lianhu.demo.texts import some, texts
from lianhu.demo.year import DAY, Data, Written, Year, is_pending, month_begins, month_ends
from lianhu.town import loop
from lianhu.town.kinds import Group, Issue, Village
from lianhu.town.register import Register
from lianhu.town.service_day import is_working_day


def reviews(register: Register, seed: str, year_told: Year) -> Iterator[Written]:
    awarded: set[str] = set()
    for year, quarter in year_told.quarters:
        chance = Random(f"{year_told.source(seed)} review {year}-q{quarter}")
        last = month_ends(year, quarter * 3)
        day = last + DAY * chance.randint(8, 15)
        while not is_working_day(day, register.calendars):
            day += DAY
        text = texts("reviews")["quarters"][f"q{quarter}"]
        name = f"{year}-q{quarter}"
        review: Data = {"id": name, "date": f"{day}", "summary": text["summary"]}
        if discussed := sorted(issue.id for issue in some(_worth_discussing(register, day), 6, chance)):
            review["issues"] = discussed
        review["decisions"] = [
            settled(_decision(decision, day), day, Random(f"{seed} {name} {number}"))
            for number, decision in enumerate(text["decisions"])
        ]
        review |= _attended(register, day, chance)
        review["awards"] = _awards(register, last, awarded, chance)
        yield f"records/reviews/{name}.yaml", review


def _attended(register: Register, day: datetime.date, chance: Random) -> Data:
    """Which villages came, each with a remark, and which representatives were invited and came."""
    villages = [village for village in register.all(Village) if village.covers(day)]
    invited = [
        one.id
        for village in villages
        for group in register.all(Group)
        if register.village_of(group) is village
        for one in register.representatives_of(group, day)[:1]
    ][: 2 * len(villages)]
    remarks = ("走访勤了，反馈还慢", "点单办得快", "决定要写结果", "分析会议得实")
    named = [
        {"village": village.id, "attended": chance.random() < 0.93, "remark": chance.choice(remarks)}
        for village in villages
    ]
    came = [one for one in invited if chance.random() < 0.8]
    people = {"invited": sorted(invited), "representatives": sorted(came)}
    return {"villages": named} | {key: ids for key, ids in people.items() if ids}


def _worth_discussing(register: Register, day: datetime.date) -> list[Issue]:
    """What had reached the town, or had come back, and was still open."""
    return [
        issue
        for issue in register.all(Issue)
        if is_pending(issue, day)
        and any(
            (event.to_level in loop.LEVELS[3:] or event.stage in ("reopened", "deferred", "supervised"))
            and event.date <= day
            for event in issue.events
        )
    ]


def _decision(decision: Any, day: datetime.date) -> Data:
    due = month_begins(day.year, day.month + 2) - DAY
    return {"text": decision["text"], "responsible_post": decision["post"], "due_on": f"{due}"}


def _awards(register: Register, last: datetime.date, awarded: set[str], chance: Random) -> list[Data]:
    """One representative of each village; nobody twice in the year where there are enough."""
    given: set[str] = set()
    awards: list[Data] = []
    for village in register.all(Village):
        serving = [
            representative
            for group in register.all(Group)
            if register.village_of(group) is village
            for representative in register.representatives_of(group, last)
        ]
        if not serving:
            continue
        winner = chance.choice(
            [representative for representative in serving if representative.id not in awarded] or serving
        ).id
        awarded.add(winner)
        fitting = [*texts("reviews")["reasons"]["both"], *texts("reviews")["reasons"][village.kind]]
        reason = chance.choice([fit for fit in fitting if fit not in given] or fitting)
        given.add(reason)
        awards.append({"representative": winner, "amount": f"{register.limits(last).award:.2f}", "reason": reason})
    return awards
