"""What is due again and again, held against what was recorded."""

from __future__ import annotations

from functools import partial

from lianhu.figures import late, work
from lianhu.figures.figure import OF_WORK, Figure


def held(name: str, kind: str, title: str, what: str, source: str, *, in_villages: bool = True) -> Figure:
    return Figure(
        name=name,
        title=title,
        definition=f"{what}。没有记录的算没有。",
        source=source,
        chapter="service_days" if kind == "service_day" else "cadence",
        rows="due",
        measure=partial(work.held_of_due, kind=kind),
        late=late.row,
        unit="次",
        by=OF_WORK if in_villages else (),
    )
