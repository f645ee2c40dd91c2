"""Family names, and what stands in the place of a name that may not be shown."""

from __future__ import annotations

import pytest

from lianhu.personal import surname, withheld_name, withholds


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("南宫平", "南宫"),
        ("申屠稳生", "申屠"),
        ("欧阳娜", "欧阳"),
        ("欧阳娜娜", "欧阳"),
        ("完颜建国", "完颜"),
        ("呼延春", "呼延"),
        ("单于飞", "单于"),
        ("夏候秀英", "夏候"),
        ("南平", "南"),
        ("申屠", "申"),
        ("贺兰英", "贺"),
        ("章佳怡", "章"),
        ("王孙华", "王"),
        ("欧立秋", "欧"),
        ("𠮷田", "𠮷"),
        ("阿依古丽·买买提", ""),
        ("欧阳·买买提", ""),
    ],
)
def test_the_family_name(name: str, expected: str) -> None:
    assert surname(name) == expected
    assert withheld_name(name) == f"{expected}代表"
    assert withheld_name(withheld_name(name)) == f"{expected}代表"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("南宫代表", "南宫平"),
        ("南代表", "南宫平"),
        ("单代表", "单于飞"),
        ("陈代表", "陈秀英"),
        ("代表", "阿依古丽·买买提"),
    ],
)
def test_a_name_is_withheld(written: str, name: str) -> None:
    """As it is written today, and as it was before its compound family name was known."""
    assert withholds(written, name)


@pytest.mark.parametrize(
    ("written", "name"),
    [("南宫", "南宫平"), ("阿代表", "阿依古丽·买买提"), ("南宫代表", "南平"), ("李代表", "陈秀英"), ("代表", "陈秀英")],
)
def test_another_name_withholds_nothing(written: str, name: str) -> None:
    assert not withholds(written, name)
