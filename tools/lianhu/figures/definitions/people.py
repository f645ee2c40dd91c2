"""Who serves whom: representatives, households, groups, workstations (R4, R8, R10)."""

from __future__ import annotations

from functools import partial

from lianhu.figures import people
from lianhu.figures.figure import Figure
from lianhu.words.terms import TERMS

FIGURES = (
    Figure(
        name="representatives_serving",
        title="在任代表",
        definition="今天在任、联系着一个小组的代表人数。",
        source="R4",
        chapter="people",
        rows="serving",
        measure=people.representatives_serving,
        late=None,
        is_state=True,
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
        late=None,
        is_state=True,
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
        late=None,
        is_state=True,
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
        late=None,
        is_state=True,
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
        late=None,
        is_state=True,
        unit="个",
    ),
    *(
        Figure(
            name="backgrounds",
            title="代表的身份",
            part=background,
            part_title=TERMS[background],
            definition=(
                "各村最近一次清点的名数相加，只记名数，不记是谁，不从代表的记录推算。"
                "不足5名、或者其余不足5名的村不写，不在这个数里。"
            ),
            source="R3",
            chapter="people",
            rows="backgrounds",
            measure=partial(people.of_background, background=background),
            late=None,
            is_state=True,
            unit="名",
        )
        for background in ("party_member", "volunteer", "village_worthy")
    ),
)
