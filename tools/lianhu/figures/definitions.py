"""All public figures in reading order, each with its definition in the words of the page."""

from __future__ import annotations

from functools import partial

from lianhu.figures import days, issues, people, work
from lianhu.figures.figure import Figure
from lianhu.town.case import RATINGS
from lianhu.words.terms import TERMS

CHAPTERS = {
    "people": "组织",
    "issues": "问题办理",
    "days": "办理用时",
    "satisfaction": "住户评价",
    "visits": "走访",
    "cadence": "清单和会议",
    "service_days": "邻里服务日",
    "incentives": "培训、经费和表彰",
}

_LOOP = "R28; G6"
_ALL = ("village", "category", "month")
_PERIOD = "近12个整月和本月，不早于镇里的第一条记录。"

_ORGANISATION = (
    Figure(
        name="representatives_serving",
        title="在任代表",
        definition="今天在任、联系着一个小组的代表人数。",
        source="R4",
        chapter="people",
        rows="serving",
        measure=people.representatives_serving,
        unit="名",
    ),
    Figure(
        name="households_served",
        title="联系户数",
        definition="在任代表各自登记的联系户数相加。",
        source="R4",
        chapter="people",
        rows="serving",
        measure=people.households_served,
        unit="户",
    ),
    Figure(
        name="coverage",
        title="有代表联系的户",
        definition="在任代表联系的户数/各小组的户数。差的就是还没有代表联系的户；一个组的代表登记的户数超过全组户数的，按全组户数算。",
        source="R4; R9",
        chapter="people",
        rows="coverage",
        measure=people.coverage,
        unit="户",
    ),
    Figure(
        name="groups",
        title="小组",
        definition="今天存在的村（居）民小组数。",
        source="R8",
        chapter="people",
        rows="units",
        measure=people.groups,
        unit="个",
    ),
    Figure(
        name="workstations",
        title="工作站",
        definition="挂了工作站牌子的小组数；几个组可以合用一处场所。",
        source="R10",
        chapter="people",
        rows="units",
        measure=people.workstations,
        unit="个",
    ),
)

_HANDLING = (
    Figure(
        name="accepted_issues",
        title="受理",
        definition="登记的问题，除去不予受理和重复的。下面各个率的分母都从这里来。",
        source=_LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.accepted_issues,
        by=_ALL,
    ),
    Figure(
        name="closed",
        title="办结销号",
        definition="受理的问题里，已反馈销号、之后没有重办的。",
        source=_LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.closed,
        by=_ALL,
    ),
    Figure(
        name="closing_rate",
        title="办结率",
        definition="已办结销号的件数/受理的件数。没办的一直留在分母里。",
        source=_LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.closing_rate,
        by=_ALL,
    ),
    Figure(
        name="on_time_rate",
        title="按期办结率",
        definition=(
            "在时限当天或以前办结销号的件数/已办结销号、有时限的件数。"
            "过了时限还没办结的不在分母里，拖着不办这个率不会降；请同时看下面的“到期办结率”。"
        ),
        source=_LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.on_time_rate,
        by=_ALL,
    ),
    Figure(
        name="deadline_rate",
        title="到期办结率",
        definition="在时限当天或以前办结销号的件数/有时限、已办结或者时限已过的受理件数。过期没办结的算没按期。",
        source="本项目，补“按期办结率”之不足",
        chapter="issues",
        rows="cases",
        measure=issues.deadline_rate,
        by=_ALL,
    ),
    Figure(
        name="overdue",
        title="超期未办结",
        definition="还没办结、时限已过的受理件数。没有时限的只看天数，不算超期。",
        source=_LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.overdue,
        by=_ALL,
    ),
    Figure(
        name="feedback_rate",
        title="反馈率",
        definition="已向住户反馈的件数/已解决或已解释的件数。反馈后住户有异议、重新办理的，两头都不算。没解决的不在分母里，请同时看办结率。",
        source=_LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.feedback_rate,
        by=_ALL,
    ),
    Figure(
        name="resolution_rate",
        title="解决率",
        definition="结果是“已解决”的件数（含等反馈、等销号的）/受理的件数。部分解决和只作解释的不算解决。",
        source=_LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.resolution_rate,
        by=_ALL,
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
        source=_LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.deferred,
    ),
    Figure(
        name="not_accepted",
        title="不予受理",
        definition="写明原因不予受理的件数。各个率里都不算它，所以单列。",
        source=_LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.not_accepted,
    ),
    Figure(
        name="duplicates",
        title="重复",
        definition="与另一件是同一件事的件数。各个率里都不算它，所以单列。",
        source=_LOOP,
        chapter="issues",
        rows="cases",
        measure=issues.duplicates,
    ),
)

_TIMES = (
    Figure(
        name="median_days",
        title="用时中位数",
        definition=(
            "受理的问题从反映到办结销号的天数由短到长排，排在正中间的那个数（双数件时取中间两个的平均）。"
            "没办结的按到今天的天数排进去。"
        ),
        source=_LOOP,
        chapter="days",
        rows="cases",
        measure=days.median_days,
        unit="天",
        by=_ALL,
    ),
    Figure(
        name="ninetieth_percentile_days",
        title="用时第90百分位",
        definition="同样由短到长排好，排到九成处的那一件的天数：十件里九件没有超过它。没办结的按到今天的天数排进去。",
        source=_LOOP,
        chapter="days",
        rows="cases",
        measure=days.ninetieth_percentile_days,
        unit="天",
        by=_ALL,
    ),
    Figure(
        name="still_open",
        title="还没办结",
        definition="受理以后还没办结销号的件数。",
        source=_LOOP,
        chapter="days",
        rows="cases",
        measure=issues.still_open,
        by=_ALL,
    ),
    *(
        Figure(
            name="open_ages",
            title="没办结的已过多少天",
            part=f"{band[0]}-{'' if band[1] is None else band[1]}",
            part_title=f"{band[0]}天以上" if band[1] is None else f"{band[0]}至{band[1]}天",
            definition="还没办结的问题，从反映到今天的天数。",
            source=_LOOP,
            chapter="days",
            rows="cases",
            measure=partial(issues.open_ages, band=band),
        )
        for band in issues.AGES
    ),
)

_SATISFACTION = (
    Figure(
        name="satisfaction_rate",
        title="满意率",
        definition=(
            "评价为“非常满意”“满意”的件数/有评价的件数。每件取反馈和回访里最后一次评价；好评以后住户又有异议的，好评作废。"
            "不反馈就没有评价，所以未评价的件数写在旁边。"
        ),
        source=_LOOP,
        chapter="satisfaction",
        rows="cases",
        measure=issues.satisfaction_rate,
        by=_ALL,
    ),
    *(
        Figure(
            name="ratings",
            title="各种评价",
            part=rating,
            part_title=TERMS[rating],
            definition="受理的问题，按最后一次评价分。",
            source=_LOOP,
            chapter="satisfaction",
            rows="cases",
            measure=partial(issues.ratings, rating=rating),
            by=(),
        )
        for rating in RATINGS
    ),
    Figure(
        name="unrated",
        title="反馈了、没有评价",
        definition="反馈过而没有评价的件数：住户没评、联系不上，或者好评之后有了异议。",
        source=_LOOP,
        chapter="satisfaction",
        rows="cases",
        measure=issues.unrated,
        by=(),
    ),
)

_VISITS = (
    Figure(
        name="weekly_visit_rate",
        title="一周一走访",
        definition=f"有走访记录的“代表·周”/应走访的“代表·周”：已过完的每一周，整周在任的代表每人算一次，没有记录的也在分母里。{_PERIOD}",
        source="R30",
        chapter="visits",
        rows="visit_weeks",
        measure=work.weekly_visit_rate,
        unit="代表·周",
        by=("village", "month"),
    ),
    Figure(
        name="visit_entries",
        title="走访",
        definition=f"走访记录的次数；几个人同去算一次。{_PERIOD}",
        source="R30",
        chapter="visits",
        rows="visits",
        measure=work.visit_entries,
        unit="次",
        by=("village", "month"),
    ),
    Figure(
        name="households_visited",
        title="走访户次",
        definition=f"每次走访的户数相加，同一户去两次算两次。只记户数，不记哪一户。{_PERIOD}",
        source="R30",
        chapter="visits",
        rows="visits",
        measure=work.households_visited,
        unit="户次",
        by=("village", "month"),
    ),
)


def _held(name: str, kind: str, title: str, what: str, source: str, *, in_villages: bool = True) -> Figure:
    return Figure(
        name=name,
        title=title,
        definition=f"{what}。没有记录的算没有。{_PERIOD}",
        source=source,
        chapter="service_days" if kind == "service_day" else "cadence",
        rows="due",
        measure=partial(work.held_of_due, kind=kind),
        unit="次",
        by=("village", "month") if in_villages else (),
    )


_CADENCE = (
    _held("task_list_rate", "task_list", "清单一月一制定", "有任务清单的村·月/已过完的村·月", "R29"),
    Figure(
        name="task_completion_rate",
        title="任务完成率",
        definition=f"已完成的任务/任务清单上的任务，只算月份已过完的清单。没有制定清单的月份见“清单一月一制定”。{_PERIOD}",
        source="R29",
        chapter="cadence",
        rows="tasks",
        measure=work.task_completion_rate,
        unit="项",
        by=("village", "month"),
    ),
    _held("monthly_analysis_rate", "monthly_analysis", "村级一月一分析", "开了民情分析会的村·月/已过完的村·月", "R33"),
    _held(
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
            definition=f"开了的会，按种类分。{_PERIOD}",
            source="R7; R31; R33",
            chapter="cadence",
            rows="meetings",
            measure=partial(work.meetings_held, kind=kind),
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

_SERVICE_DAYS = (
    _held("service_day_rate", "service_day", "邻里服务日", "有服务日记录的村·月/已过完的村·月", "R13"),
    Figure(
        name="order_delivery_rate",
        title="点单实施率",
        definition=f"已实施的点单/除撤回外的点单。还没做的、转为问题办理的都算没有实施。{_PERIOD}",
        source="R14",
        chapter="service_days",
        rows="orders",
        measure=work.order_delivery_rate,
        unit="单",
        by=("village", "month"),
    ),
    *(
        Figure(
            name="orders",
            title="点单",
            part=outcome or "open",
            part_title=title,
            definition=f"居民点的单，按结果分。{_PERIOD}",
            source="R14",
            chapter="service_days",
            rows="orders",
            measure=partial(work.orders, outcome=outcome),
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

_INCENTIVES = (
    Figure(
        name="training_attendance_rate",
        title="培训到会率",
        definition=f"到会的人次/应到的人次：每次面向代表的培训，当天在任的本村代表都应到。{_PERIOD}",
        source="R7",
        chapter="incentives",
        rows="seats",
        measure=work.training_attendance_rate,
        unit="人次",
        by=("village", "month"),
    ),
    Figure(
        name="trained_rate",
        title="受训代表",
        definition=f"参加过培训的在任代表/在任代表。没有开培训的村也在分母里。{_PERIOD}",
        source="R7",
        chapter="incentives",
        rows="serving",
        measure=work.trained_rate,
        unit="名",
    ),
    Figure(
        name="fund_spending_rate",
        title="服务群众专项资金",
        definition="今年已支出的金额/今年已拨付的金额。",
        source="R24",
        chapter="incentives",
        rows="funds",
        measure=work.fund_spending_rate,
        unit="元",
    ),
    Figure(
        name="awards",
        title="优秀代表",
        definition=f"工作点评会评出的“优秀代表”人次。{_PERIOD}",
        source="R25",
        chapter="incentives",
        rows="awards",
        measure=work.awards,
        unit="人次",
    ),
    Figure(
        name="award_money",
        title="“优秀代表”奖励",
        definition=f"奖励金额相加。{_PERIOD}",
        source="R25",
        chapter="incentives",
        rows="awards",
        measure=work.award_money,
        unit="元",
    ),
)

FIGURES: tuple[Figure, ...] = (
    *_ORGANISATION,
    *_HANDLING,
    *_TIMES,
    *_SATISFACTION,
    *_VISITS,
    *_CADENCE,
    *_SERVICE_DAYS,
    *_INCENTIVES,
)
