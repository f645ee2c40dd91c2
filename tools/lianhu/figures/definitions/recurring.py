"""What is due again and again, held against what was recorded."""

from __future__ import annotations

from functools import partial

from lianhu.figures import work
from lianhu.figures.figure import Figure

PERIOD = "近12个整月和本月，不早于镇里的第一条记录。"


def held(name: str, kind: str, title: str, what: str, source: str, *, in_villages: bool = True) -> Figure:
    return Figure(
        name=name,
        title=title,
        definition=f"{what}。没有记录的算没有。{PERIOD}",
        source=source,
        chapter="service_days" if kind == "service_day" else "cadence",
        rows="due",
        measure=partial(work.held_of_due, kind=kind),
        unit="次",
        by=("village", "month") if in_villages else (),
    )
