"""Which visits of a year worked on the tasks of the monthly lists (R29, R30)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from random import Random

from lianhu.demo.year import Data, Written

LIKELY = 0.5


def name_tasks(visits: Sequence[Written], task_lists: Sequence[Written], chance: Random) -> None:
    """Write into visits of a village which tasks they finished: a task done on the day of a visit, as often as not."""
    of_day: dict[str, list[Data]] = defaultdict(list)
    for _, month in visits:
        for visit in month["visits"]:
            of_day[visit["date"]].append(visit)
    for _, record in task_lists:
        for number, task in enumerate(record["tasks"], start=1):
            there = of_day.get(task.get("done_on", ""), ())
            if there and chance.random() < LIKELY:
                chance.choice(there).setdefault("tasks", []).append({"list": record["id"], "number": number})
