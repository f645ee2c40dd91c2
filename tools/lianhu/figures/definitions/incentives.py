"""Training, service funds and awards (R7, R24, R25)."""

from __future__ import annotations

from lianhu.figures import late, work
from lianhu.figures.figure import OF_WORK, Figure

FIGURES = (
    Figure(
        name="training_attendance_rate",
        title="培训到会率",
        definition="到会的人次/应到的人次：每次面向代表的培训，当天在任的本村代表都应到。",
        source="R7",
        chapter="incentives",
        rows="seats",
        measure=work.training_attendance_rate,
        late=late.row,
        unit="人次",
        by=OF_WORK,
    ),
    Figure(
        name="trained_rate",
        title="受训代表",
        definition="近12个整月和本月里参加过培训的在任代表/在任代表。没有开培训的村也在分母里。",
        source="R7",
        chapter="incentives",
        rows="serving",
        measure=work.trained_rate,
        late=late.row,
        is_state=True,
        unit="名",
    ),
    Figure(
        name="invitation_rate",
        title="邀请参会",
        definition="应邀到会的代表人次/邀请的代表人次：会议和点评会邀请的、当天在任的代表。",
        source="R24",
        chapter="incentives",
        rows="invitations",
        measure=work.invitation_rate,
        late=late.row,
        unit="人次",
        by=OF_WORK,
    ),
    Figure(
        name="fund_spending_rate",
        title="服务群众专项资金",
        definition="今年已支出的金额/今年已拨付的金额。",
        source="R24",
        chapter="incentives",
        rows="funds",
        measure=work.fund_spending_rate,
        late=None,
        is_state=True,
        unit="元",
    ),
    Figure(
        name="awards",
        title="优秀代表",
        definition="工作点评会评出的“优秀代表”人次。",
        source="R25",
        chapter="incentives",
        rows="awards",
        measure=work.awards,
        late=late.row,
        unit="人次",
    ),
    Figure(
        name="award_money",
        title="“优秀代表”奖励",
        definition="奖励金额相加。",
        source="R25",
        chapter="incentives",
        rows="awards",
        measure=work.award_money,
        late=late.row,
        unit="元",
    ),
)
