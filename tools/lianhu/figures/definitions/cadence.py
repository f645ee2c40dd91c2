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
            ("training", "培训"),
        )
    ),
)
