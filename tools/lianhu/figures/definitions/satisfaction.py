"""What residents said of the result (R28)."""

from __future__ import annotations

from functools import partial

from lianhu.figures import issues, late
from lianhu.figures.figure import EVERYWHERE, LOOP, Figure
from lianhu.town.case import RATINGS, SATISFIED
from lianhu.words.terms import TERMS

FIGURES = (
    Figure(
        name="satisfaction_rate",
        title="满意率",
        definition=(
            "评价为“非常满意”“满意”的件数/有评价的件数。每件取反馈和回访里最后一次评价；好评以后住户又有异议的，好评作废。"
            "不反馈就没有评价，所以未评价的件数写在旁边。"
        ),
        source=LOOP,
        chapter="satisfaction",
        rows="cases",
        measure=issues.satisfaction_rate,
        late=late.rating,
        by=EVERYWHERE,
    ),
    *(
        Figure(
            name="ratings",
            title="各种评价",
            part=rating,
            part_title=TERMS[rating],
            definition="受理的问题，按最后一次评价分。",
            source=LOOP,
            chapter="satisfaction",
            rows="cases",
            measure=partial(issues.ratings, rating=rating),
            late=late.rating if rating in SATISFIED else None,
            by=(),
        )
        for rating in RATINGS
    ),
    Figure(
        name="unrated",
        title="反馈了、没有评价",
        definition="反馈过而没有评价的件数：住户没评、联系不上，或者好评之后有了异议。",
        source=LOOP,
        chapter="satisfaction",
        rows="cases",
        measure=issues.unrated,
        late=None,
        by=(),
    ),
)
