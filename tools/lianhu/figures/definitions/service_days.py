"""Service days and orders (R13, R14)."""

from __future__ import annotations

from functools import partial

from lianhu.figures import late, work
from lianhu.figures.definitions.recurring import held
from lianhu.figures.figure import OF_WORK, Figure
from lianhu.words.terms import TERMS

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
    Figure(
        name="order_confirmation_rate",
        title="点单人确认",
        definition="代表以外的人问过点单人、确认做了的点单/已实施的点单。还没有问的也在分母里。",
        source="R14",
        chapter="service_days",
        rows="orders",
        measure=work.order_confirmation_rate,
        late=late.confirmation,
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
    *(
        Figure(
            name="service_day_forms",
            title="大走访、大恳谈、大服务",
            part=form,
            part_title=TERMS[form],
            definition="服务日上开展的活动，按三种形式数；写了形式的才算。",
            source="R14",
            chapter="service_days",
            rows="activities",
            measure=partial(work.activities, form=form),
            late=late.row,
            unit="项",
            by=OF_WORK,
        )
        for form in ("grand_visit", "grand_talk", "grand_service")
    ),
    *(
        Figure(
            name="service_day_households",
            title="服务日到户",
            part=form,
            part_title=title,
            definition="大走访走访的户数、大恳谈来的户数，各自相加，同一户两次算两次。只记户数，不记哪一户。",
            source="R14",
            chapter="service_days",
            rows="activities",
            measure=partial(work.households_reached, form=form),
            late=late.row,
            unit="户次",
            by=OF_WORK,
        )
        for form, title in (("grand_visit", "大走访走访"), ("grand_talk", "大恳谈来人"))
    ),
)
