"""Who withdraws consent to the own name becomes 姓+代表 in the record too: no alteration of what was published."""

from __future__ import annotations

import pytest

from lianhu.changes import kept
from lianhu.town.schemas import Schemas


@pytest.mark.parametrize(
    ("before", "after", "is_kept"),
    [
        ("南宫平", "南宫代表", True),
        ("南宫平", "南代表", True),  # published before 南宫 was known as a family name
        ("陈秀英", "陈代表", True),
        ("陈秀英", "李代表", False),
        ("陈秀英", "陈秀", False),
        ("南代表", "南宫代表", False),
    ],
)
def test_a_name_withheld_is_kept(before: str, after: str, is_kept: bool, town_schemas: Schemas) -> None:
    losses = list(kept.losses(town_schemas.kinds["representative"], {"name": before}, {"name": after}))
    assert (losses == []) is is_kept
