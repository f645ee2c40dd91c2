"""How issues are handled (R28)."""

from __future__ import annotations

from functools import partial

from lianhu.figures import issues, late
from lianhu.figures.figure import EVERYWHERE, LOOP, Figure
from lianhu.words.terms import TERMS

FIGURES = (
    Figure(
        name="accepted_issues",
        title="受理",
        definition="登记的问题，除去已告诉住户的不予受理和重复。下面各个率的分母都从这里来。",
        source=LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.accepted_issues,
        late=None,
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
        late=late.closing,
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
        late=late.closing,
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
        late=late.closing,
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
        late=late.closing,
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
        late=None,
        is_state=True,
        by=EVERYWHERE,
    ),
    Figure(
        name="feedback_rate",
        title="反馈率",
        definition="已向住户反馈的件数/已解决或已解释的件数。联系不上的不算反馈。反馈后住户有异议、重新办理的，两头都不算。没解决的不在分母里，请同时看办结率。",
        source=LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.feedback_rate,
        late=late.feedback,
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
        late=late.settlement,
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
            late=None,
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
        late=None,
        is_state=True,
    ),
    Figure(
        name="gathered",
        title="归并答复",
        definition="几个组的同类诉求，归并到村或镇的一件一起答复的件数。归并的仍算受理，各自反馈、各自销号。",
        source="R32",
        chapter="issues",
        rows="cases",
        measure=issues.gathered,
        late=None,
    ),
    Figure(
        name="not_accepted",
        title="不予受理",
        definition="写明原因不予受理、并由别人告诉了住户的件数。各个率里都不算它，所以单列。",
        source=LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.not_accepted,
        late=None,
        by=("village", "month"),
    ),
    Figure(
        name="duplicates",
        title="重复",
        definition="与另一件是同一件事、并由别人告诉了住户的件数。各个率里都不算它，所以单列；它的反映日期和时限由那一件接着算。",
        source=LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.duplicates,
        late=None,
        by=("village", "month"),
    ),
    Figure(
        name="untold",
        title="不予受理、重复，待反馈",
        definition="写了不予受理或者重复、还没有由别人告诉住户的件数。没告诉以前仍算受理、没办结。",
        source=LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.untold,
        late=None,
        is_state=True,
    ),
    *(
        Figure(
            name="removed",
            title="撤除",
            part=part,
            part_title=title,
            definition="公布以后撤除的记录，按撤除的月份和编号里的村算；只改了编号的不算。各个率里都不算它，所以单列。",
            source="G3; G6",
            chapter="issues",
            rows="removed",
            measure=partial(issues.removed, of_issues=part == "issue"),
            late=None,
            by=("village", "month"),
        )
        for part, title in (("issue", "问题"), ("other", "其他记录"))
    ),
    *(
        Figure(
            name="opinions_collected",
            title="收集意见建议",
            part=kind,
            part_title=TERMS[kind],
            definition=(
                "登记的意见、建议，不予受理的也收集了，重复的只算一次。"
                "“收集意见建议”和“解决问题”是两个单位，不能相除，不是一个率。"
            ),
            source=LOOP,
            chapter="issues",
            rows="cases",
            measure=partial(issues.opinions_collected, kind=kind),
            late=None,
            unit="条",
        )
        for kind in ("opinion", "suggestion")
    ),
    *(
        Figure(
            name="problems_solved",
            title="解决问题",
            part=kind,
            part_title=TERMS[kind],
            definition=(
                "受理的问题里结果是“已解决”的，按问题的性质分；部分解决和只作解释的不算。"
                "“收集意见建议”和“解决问题”是两个单位，不能相除，不是一个率。"
            ),
            source=LOOP,
            chapter="issues",
            rows="cases",
            measure=partial(issues.problems_solved, kind=kind),
            late=late.settlement,
        )
        for kind in ("inquiry", "help_request", "complaint", "suggestion", "opinion")
    ),
)
