"""How issues are handled (R28)."""

from __future__ import annotations

from functools import partial

from lianhu.figures import issues
from lianhu.figures.figure import EVERYWHERE, LOOP, Figure
from lianhu.words.terms import TERMS

FIGURES = (
    Figure(
        name="accepted_issues",
        title="受理",
        definition="登记的问题，除去不予受理和重复的。下面各个率的分母都从这里来。",
        source=LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.accepted_issues,
        by=EVERYWHERE,
    ),
    Figure(
        name="closed",
        title="办结销号",
        definition="受理的问题里，已反馈销号、之后没有重办的。",
        source=LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.closed,
        by=EVERYWHERE,
    ),
    Figure(
        name="closing_rate",
        title="办结率",
        definition="已办结销号的件数/受理的件数。没办的一直留在分母里。",
        source=LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.closing_rate,
        by=EVERYWHERE,
    ),
    Figure(
        name="on_time_rate",
        title="按期办结率",
        definition=(
            "在时限当天或以前办结销号的件数/已办结销号、有时限的件数。"
            "过了时限还没办结的不在分母里，拖着不办这个率不会降；请同时看下面的“到期办结率”。"
        ),
        source=LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.on_time_rate,
        by=EVERYWHERE,
    ),
    Figure(
        name="deadline_rate",
        title="到期办结率",
        definition="在时限当天或以前办结销号的件数/有时限、已办结或者时限已过的受理件数。过期没办结的算没按期。",
        source="本项目，补“按期办结率”之不足",
        chapter="issues",
        rows="cases",
        measure=issues.deadline_rate,
        by=EVERYWHERE,
    ),
    Figure(
        name="overdue",
        title="超期未办结",
        definition="还没办结、时限已过的受理件数。没有时限的只看天数，不算超期。",
        source=LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.overdue,
        by=EVERYWHERE,
    ),
    Figure(
        name="feedback_rate",
        title="反馈率",
        definition="已向住户反馈的件数/已解决或已解释的件数。反馈后住户有异议、重新办理的，两头都不算。没解决的不在分母里，请同时看办结率。",
        source=LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.feedback_rate,
        by=EVERYWHERE,
    ),
    Figure(
        name="resolution_rate",
        title="解决率",
        definition="结果是“已解决”的件数（含等反馈、等销号的）/受理的件数。部分解决和只作解释的不算解决。",
        source=LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.resolution_rate,
        by=EVERYWHERE,
    ),
    *(
        Figure(
            name="escalations",
            title="上报",
            part=level,
            part_title=f"到{TERMS[level]}",
            definition="受理的问题里曾经上报到这一级的件数；一件上报几级，每级各算一次。",
            source="R32",
            chapter="issues",
            rows="cases",
            measure=partial(issues.escalations, level=level),
        )
        for level in ("area", "village", "town", "city")
    ),
    Figure(
        name="deferred",
        title="暂缓",
        definition="写明原因暂缓办理的件数。暂缓的仍算受理、没办结，天数照算。",
        source=LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.deferred,
    ),
    Figure(
        name="not_accepted",
        title="不予受理",
        definition="写明原因不予受理的件数。各个率里都不算它，所以单列。",
        source=LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.not_accepted,
    ),
    Figure(
        name="duplicates",
        title="重复",
        definition="与另一件是同一件事的件数。各个率里都不算它，所以单列。",
        source=LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.duplicates,
    ),
)
