"""What stands in a name's place and names nobody, beside names that look like it."""

from __future__ import annotations

import pytest

from help.walk import ROOT
from lianhu.personal import is_placeholder, withheld_name

# By each of the three laws; most stand in none of the lists as they are.
SIGNS = "XX xx N/A *** — ？ 1 A 空缺（待补选） （空） 王（代） 张** 李×× 王○ 王石生/李国良 tbd 李国良。 １３"
WORDS = "某某 张某 张某某 欧阳某 李某甲 空缺由王石生代理 组长暂缺 测试 测试一 张〇〇 佚名"
NOBODY = (
    "空缺 待定 暂缺 待补选 无 未定 暂无 暂无人选 尚未选出 待选举产生 换届后产生 没有 缺 空 待　定 无人 不详 另行通知 "
    "以后再填 村支书 负责人 由村委会代管 待上级任命 尚未明确 "
    "补选中 候补 无人愿意担任 新组长待选 人选未定 同上 虚位以待 已故 姓名 未公布"
)
# Somebody may be called so: the same characters, and names of one word of these lists.
NAMES = (
    "常无忌 吴待时 席待聘 徐待问 任定选 花无缺 空海 张未 陈补 尚无忌 明确 徐无鬼 王定 李缺 张无待 罗空 丁待 "
    "吴名 周暂 安定 王主任 叶无 尚新 后定 单代表 夏组长 代表 李〇 﨑田 𠮷田 买买提·艾力 选民 未央 梅谋"
)


@pytest.mark.parametrize("text", [*SIGNS.split(" "), *WORDS.split(" "), *NOBODY.split(" ")])
def test_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("name", NAMES.split(" "))
def test_a_name_with_such_a_character(name: str) -> None:
    assert not is_placeholder(name)


def test_no_family_name_is_one() -> None:
    """Nor what the site shows of it where the name is withheld."""
    lines = (ROOT / "tests/corpus/family-names.tsv").read_text(encoding="utf-8").splitlines()
    families = [line.split("\t")[0] for line in lines if not line.startswith("#")]
    assert [family for family in families if is_placeholder(withheld_name(f"{family}国平"))] == []
    assert [family for family in families if is_placeholder(f"{family}国平")] == []


def test_a_long_text_is_judged_quickly() -> None:
    assert is_placeholder("空缺" * 2_000) and not is_placeholder("尚无" * 2_000 + "忌")
