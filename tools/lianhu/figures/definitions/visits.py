"""Visits (R30)."""

from __future__ import annotations

from lianhu.figures import late, work
from lianhu.figures.figure import OF_WORK, Figure

FIGURES = (
    Figure(
        name="weekly_visit_rate",
        title="一周一走访",
        definition="有走访记录的“代表·周”/应走访的“代表·周”：已过完的每一周，整周在任的代表每人算一次，没有记录的也在分母里。",
        source="R30",
        chapter="visits",
        rows="visit_weeks",
        measure=work.weekly_visit_rate,
        late=late.row,
        unit="代表·周",
        by=OF_WORK,
    ),
    Figure(
        name="visit_entries",
        title="走访",
        definition="走访记录的次数；几个人同去算一次。",
        source="R30",
        chapter="visits",
        rows="visits",
        measure=work.visit_entries,
        late=late.row,
        unit="次",
        by=OF_WORK,
    ),
    Figure(
        name="households_visited",
        title="走访户次",
        definition="每次走访的户数相加，同一户去两次算两次。只记户数，不记哪一户。",
        source="R30",
        chapter="visits",
        rows="visits",
        measure=work.households_visited,
        late=late.row,
        unit="户次",
        by=OF_WORK,
    ),
)
