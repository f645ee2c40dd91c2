"""How long issues take, and how old the open ones are (R28)."""

from __future__ import annotations

from functools import partial

from lianhu.figures import days, issues, late
from lianhu.figures.figure import EVERYWHERE, LOOP, Figure

FIGURES = (
    Figure(
        name="median_days",
        title="用时中位数",
        definition=(
            "受理的问题从反映到办结销号的天数由短到长排，排在正中间的那个数（双数件时取中间两个的平均）。"
            "没办结的按到今天的天数排进去。"
        ),
        source=LOOP,
        chapter="days",
        rows="cases",
        measure=days.median_days,
        late=late.closing,
        unit="天",
        by=EVERYWHERE,
    ),
    Figure(
        name="ninetieth_percentile_days",
        title="用时第90百分位",
        definition="同样由短到长排好，排到九成处的那一件的天数：十件里九件没有超过它。没办结的按到今天的天数排进去。",
        source=LOOP,
        chapter="days",
        rows="cases",
        measure=days.ninetieth_percentile_days,
        late=late.closing,
        unit="天",
        by=EVERYWHERE,
    ),
    Figure(
        name="still_open",
        title="还没办结",
        definition="受理以后还没办结销号的件数。",
        source=LOOP,
        chapter="days",
        rows="cases",
        measure=issues.still_open,
        late=None,
        is_state=True,
        by=EVERYWHERE,
    ),
    *(
        Figure(
            name="open_ages",
            title="没办结的已过多少天",
            part=f"{band[0]}-{'' if band[1] is None else band[1]}",
            part_title=f"{band[0]}天以上" if band[1] is None else f"{band[0]}至{band[1]}天",
            definition="还没办结的问题，从反映到今天的天数。",
            source=LOOP,
            chapter="days",
            rows="cases",
            measure=partial(issues.open_ages, band=band),
            late=None,
            is_state=True,
        )
        for band in issues.AGES
    ),
)
