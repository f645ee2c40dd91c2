"""Training, service funds and awards (R7, R24, R25)."""

from __future__ import annotations

from lianhu.figures import work
from lianhu.figures.definitions.recurring import PERIOD
from lianhu.figures.figure import Figure

FIGURES = (
    Figure(
        name="training_attendance_rate",
        title="培训到会率",
        definition=f"到会的人次/应到的人次：每次面向代表的培训，当天在任的本村代表都应到。{PERIOD}",
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
        definition=f"参加过培训的在任代表/在任代表。没有开培训的村也在分母里。{PERIOD}",
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
        definition=f"工作点评会评出的“优秀代表”人次。{PERIOD}",
        source="R25",
        chapter="incentives",
        rows="awards",
        measure=work.awards,
        unit="人次",
    ),
    Figure(
        name="award_money",
        title="“优秀代表”奖励",
        definition=f"奖励金额相加。{PERIOD}",
        source="R25",
        chapter="incentives",
        rows="awards",
        measure=work.award_money,
        unit="元",
    ),
)
