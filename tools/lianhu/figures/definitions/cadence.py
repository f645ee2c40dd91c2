"""Task lists and meetings (R29, R31, R33, R34)."""

from __future__ import annotations

from functools import partial

from lianhu.figures import late, work
from lianhu.figures.definitions.recurring import held
from lianhu.figures.figure import OF_WORK, Figure

FIGURES = (
    held("task_list_rate", "task_list", "清单一月一制定", "有任务清单的村·月/已过完的村·月", "R29"),
    Figure(
        name="task_completion_rate",
        title="任务完成率",
        definition="已完成的任务/任务清单上的任务，只算月份已过完的清单。没有制定清单的月份见“清单一月一制定”。",
        source="R29",
        chapter="cadence",
        rows="tasks",
        measure=work.task_completion_rate,
        late=late.row,
        unit="项",
        by=OF_WORK,
    ),
    held("monthly_analysis_rate", "monthly_analysis", "村级一月一分析", "开了民情分析会的村·月/已过完的村·月", "R33"),
    held(
        "quarterly_review_rate",
        "quarterly_review",
        "镇级一季一点评",
        "开了工作点评会的季度/已过完的季度",
        "R34",
        in_villages=False,
    ),
    *(
        Figure(
            name="meetings_held",
            title="开会",
            part=kind,
            part_title=title,
            definition="开了的会，按种类分。",
            source="R7; R31; R33",
            chapter="cadence",
            rows="meetings",
            measure=partial(work.meetings_held, kind=kind),
            late=late.row,
            unit="次",
        )
        for kind, title in (
            ("monthly_analysis", "民情分析会"),
            ("public_opinion_talk", "民情恳谈会"),
            ("evening_talk", "夜话会"),
            ("theme_day", "主题党日"),
            ("training", "培训"),
        )
    ),
    Figure(
        name="branch_attendance_rate",
        title="民情分析会党员到会率",
        definition="实到党员人次/应到党员人次，只算记了党总支到会人数的民情分析会。",
        source="R33",
        chapter="cadence",
        rows="branches",
        measure=work.branch_attendance_rate,
        late=None,
        unit="人次",
        by=OF_WORK,
    ),
    Figure(
        name="review_attendance_rate",
        title="点评会各村到会",
        definition="到会的村次/点评会逐村记了的村次。",
        source="R34",
        chapter="cadence",
        rows="reviewed",
        measure=work.review_attendance_rate,
        late=late.row,
        unit="村次",
        by=OF_WORK,
    ),
    *(
        figure
        for prefix, whose, source, by in (
            ("", "村里的会", "R33", OF_WORK),
            ("town_", "镇工作点评会", "R34", ()),
        )
        for figure in (
            Figure(
                name=f"{prefix}decision_rate",
                title=f"{whose}决定落实率",
                definition="已落实的决定/有了结果和到期没有结果的决定。没有落实的、到期不说的都在分母里；没到期又没有结果的不算。"
                "没有写期限的，按镇里规定的天数算。",
                source=source,
                chapter="cadence",
                rows="decisions",
                measure=partial(work.decision_rate, in_villages=not prefix),
                late=late.row,
                unit="项",
                by=by,
            ),
            Figure(
                name=f"{prefix}decisions_overdue",
                title=f"{whose}到期没有结果的决定",
                definition="定了、过了期限还没有写结果的决定。",
                source=source,
                chapter="cadence",
                rows="decisions",
                measure=partial(work.decisions_overdue, in_villages=not prefix),
                late=None,
                unit="项",
                by=by[:1],
            ),
        )
    ),
)
