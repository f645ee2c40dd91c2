"""A year of monthly task lists (R29): what the season asks, what comes every month, and issues that wait."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from random import Random
from typing import Any

from lianhu.demo.texts import month_key, some, texts
from lianhu.demo.year import (
    DAY,
    TODAY,
    Data,
    VillageYear,
    Written,
    day_between,
    is_pending,
    month_begins,
    month_ends,
    settled_on,
)
from lianhu.town.kinds import Issue

DONE, DONE_SO_FAR = 0.87, 0.55


def task_lists(here: VillageYear) -> Iterator[Written]:
    for year, month in here.year.months:
        chance = here.chance(f"tasks {year}-{month}")
        drawn_up = here.working_day(month_begins(year, month) + DAY * chance.randint(-4, 3))
        if not here.first <= drawn_up <= here.last:
            continue
        last = min(month_ends(year, month), TODAY - DAY)
        tasks = [_task(text, here, drawn_up, last, chance) for text in _chosen(here, month, chance)]
        pending = [issue for issue in here.issues if is_pending(issue, drawn_up) and here.can_be_handled(issue)]
        tasks += [_issue_task(one, drawn_up, last, chance) for one in some(pending, 2, chance)]
        name = f"{year}-{month:02}"
        yield (
            f"{here.folder}/task-lists/{name}.yaml",
            {"id": f"{here.village.id}-{name}", "drawn_up_on": f"{drawn_up}", "tasks": tasks},
        )


def _chosen(here: VillageYear, month: int, chance: Random) -> list[Any]:
    season = texts("tasks")[here.setting][month_key(month)]
    return [*some(season, chance.randint(3, 5), chance), *some(texts("tasks")["every"], 2, chance)]


def _task(text: Any, here: VillageYear, drawn_up: datetime.date, last: datetime.date, chance: Random) -> Data:
    task: Data = {
        "text": text["text"],
        "responsible_post": text["post"].format(**here.posts(chance)),
    }
    if chance.random() < (DONE_SO_FAR if last == TODAY - DAY else DONE):
        task["done_on"] = f"{day_between(drawn_up + DAY, last, chance)}"
    elif last < TODAY - DAY:
        task["not_done"] = text.get("not_done") or chance.choice(texts("tasks")["not_done"])
    return task


def _issue_task(issue: Issue, drawn_up: datetime.date, last: datetime.date, chance: Random) -> Data:
    """An issue's task is done when the issue is settled, not before."""
    task: Data = {
        "text": chance.choice(texts("tasks")["issue_tasks"]).format(title=issue.title),
        "responsible_post": issue.responsible_post,
    }
    settled = settled_on(issue, drawn_up)
    if settled and settled <= last:
        task["done_on"] = f"{settled}"
    elif last < TODAY - DAY:
        task["not_done"] = chance.choice(texts("tasks")["issue_not_done"])
    return task
