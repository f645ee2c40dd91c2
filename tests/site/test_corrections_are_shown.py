"""Corrections are seen on the page that shows the record, also where it has none of its own."""

from __future__ import annotations

import pytest

from help.drawn import of, says
from help.towns import TODAY, Tree, record, registered
from lianhu.town.schemas import Schemas
from lianhu.writing.yamltext import to_yaml

GONE = "issue-heping-g02-2026-0009"


@pytest.mark.parametrize(
    ("path", "at", "right", "page", "shown"),
    [
        ("records/calendar/2026.yaml", "days_off[1].to", "2026-01-02", "rules/", "放假日历：放假第1条·止"),
        ("records/town.yaml", "phone", "0730-0000009", "rules/", "应为0730-0000009"),
        ("records/duties/duty_list.yaml", "name", "责任清单", "duties/", "应为责任清单"),
        ("records/procedures/closed-loop.yaml", "name", "办理流程", "procedures/", "应为办理流程"),
        (
            "records/removals/issue-heping-g02-2026-0009.yaml",
            "removed_on",
            "2026-06-29",
            "issues/heping-g02-2026-0009/",
            "更正",
        ),
        (
            "records/villages/heping/visits/2026-03/g01.yaml",
            "visits[1].household_count",
            3,
            "groups/heping-g01/",
            "走访2026-03：",
        ),
    ],
)
def test_a_correction_is_seen_where_the_record_is_shown(
    path: str, at: str, right: object, page: str, shown: str, town_tree: Tree, town_schemas: Schemas
) -> None:
    entry = {"date": TODAY.isoformat(), "by": "town_office", "at": at, "right": right, "reason": "登记时抄错"}
    data = {**record(town_tree, path), "corrections": [entry]}
    town = registered({**town_tree, path: to_yaml(data)}, town_schemas)
    says(of(town, page), "更正", shown, "登记时抄错")
