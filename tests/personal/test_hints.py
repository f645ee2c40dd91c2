"""Words of everyday tell of a circumstance where somebody is meant close by, and of nothing where nobody is."""

from __future__ import annotations

import pytest

from lianhu.personal import found_in
from lianhu.personal.vocabulary import FOLDER, listed


def asked(text: str) -> set[str]:
    return {found.detector for found in found_in(text)} & {"health", "hardship"}


@pytest.mark.parametrize(
    ("told", "of_nobody"),
    [
        ("那户的婆婆要人扶着走", "扶着栏杆上台阶"),
        ("他家女儿回了娘家", "回娘家是老歌"),
        ("男主人脚背肿得穿不进鞋", "路基肿起一块"),
        ("老人的药是女儿出的钱", "药和钱分开管"),
        ("老两口怕孩子溺水，夜里总是哭", "防溺水讲给孩子听"),
        ("老人家里一天只煮一顿，锅都是黑的", "卫星电视锅由老人家里拆下，路灯照旧"),
    ],
)
def test_a_hint_tells_of_somebody_who_is_meant_alone(told: str, of_nobody: str) -> None:
    assert asked(told)
    assert not asked(of_nobody)


@pytest.mark.parametrize("text", ["签到:钱桂香、钱国强", "独孤桂芝把钥匙放在村部", "独居老人家看一遍取暖和用电"])
def test_what_is_part_of_a_name_or_of_a_group_is_no_hint(text: str) -> None:
    assert not asked(text)


@pytest.mark.parametrize("name", sorted(file.stem for file in FOLDER.glob("*.txt")))
def test_a_word_stands_once_in_its_list(name: str) -> None:
    words = listed(name)
    assert len(words) == len(set(words))
    assert all(word == word.strip() for word in words)


@pytest.mark.parametrize(
    "text",
    [
        "山脚弯道枯枝要掉",
        "村口自来水发黄",
        "菜市口灯杆歪了",
        "光换灯泡不管用",
        "账目看不清，也看不懂科目",
        "4498-P2E3-9457",
    ],
)
def test_what_ails_a_place_or_a_thing_ails_nobody(text: str) -> None:
    assert found_in(text) == ()
