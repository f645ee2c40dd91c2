"""Service days and orders (R13, R14)."""

from __future__ import annotations

from functools import partial

from lianhu.figures import late, work
from lianhu.figures.definitions.recurring import held
from lianhu.figures.figure import OF_WORK, Figure

FIGURES = (
    held("service_day_rate", "service_day", "邻里服务日", "有服务日记录的村·月/已过完的村·月", "R13"),
    Figure(
        name="order_delivery_rate",
        title="点单实施率",
        definition="已实施的点单/除撤回外的点单。还没做的、转为问题办理的都算没有实施。",
        source="R14",
        chapter="service_days",
        rows="orders",
        measure=work.order_delivery_rate,
        late=late.row,
        unit="单",
        by=OF_WORK,
    ),
    *(
        Figure(
            name="orders",
            title="点单",
            part=outcome or "open",
            part_title=title,
            definition="居民点的单，按结果分。",
            source="R14",
            chapter="service_days",
            rows="orders",
            measure=partial(work.orders, outcome=outcome),
            late=late.row if outcome == "delivered" else None,
            unit="单",
        )
        for outcome, title in (
            ("delivered", "已实施"),
            ("referred", "转为问题"),
            ("withdrawn", "撤回"),
            ("", "还没做"),
        )
    ),
)
