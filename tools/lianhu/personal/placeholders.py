"""What stands in a name's place and names nobody: 空缺, 待定, 张某, XX, （暂无）.

By three laws, none of which asks whether somebody could be called so:

1. a name is written in Chinese characters, with a middle dot between its parts: no sign, digit or letter of another
   script stands in one (Resident Identity Card Law, art. 4);
2. no name holds a word that was made to say that a name or a person is missing: 某, 空缺, 待定;
3. no name consists of nothing but words about filling an office, of which one says that nobody is named: 尚未选出, 无,
   暂无人选, 村支书.

A name that only has such a character is one all the same: 常无忌, 吴待时, 席待聘, 花无缺.
"""

from __future__ import annotations

import unicodedata

ZERO = "〇"  # a Chinese character in names, and a number to Unicode

# By these law 2 decides; each is two characters or more that follow each other in no name, or 某.
_FOR_A_NAME = "某 空缺 暂缺 出缺 缺位 缺额 缺员 缺岗 空岗 空编 待定 佚名 匿名 无名氏 路人甲 测试 占位 〇〇"
# By these law 3 decides: what says that nobody is there or is named,
_NOBODY = (
    "空 缺 无 没 没有 待 有待 未 尚未 暂 暂时 不 不详 不明 不知 未知 无名 虚位 虚位以待 保密 略 同上 同前 姓名 名字 "
    "示例 样例 试验 模板 另行 以后 稍后 候补 补选 选举 换届 代管 兼管 停职 辞职 离职 免职 调离 退休 去世 已故 病故 "
    "村民 负责人 联系人 本人 干部 村干部 镇干部 支书 村支书 书记 主任 村主任 会计 委员"
)
# and what such a remark says besides.
_BESIDES = (
    "尚 仍 还 目前 现 现在 正在 另 再 后 中 由 者 上级 组织 支部 村委会 居委会 村里 镇里 镇政府 定 补 选 出 选出 "
    "推选 改选 推荐 任命 任职 担任 上任 到任 接任 接替 聘 聘任 聘用 委派 指派 派 安排 配 配备 明确 确定 确认 决定 "
    "核实 落实 公布 公开 通知 填 填写 录入 登记 补充 补录 产生 到位 愿意 新 "
    "人 人选 人员 组长 片长 代表 岗位 职务"
)
FOR_A_NAME = tuple(_FOR_A_NAME.split())
NOBODY, BESIDES = frozenset(_NOBODY.split()), frozenset(_BESIDES.split())
LONGEST = max(map(len, NOBODY | BESIDES))


def is_placeholder(name: str) -> bool:
    """Whether a text that stands in a name's place is none."""
    written = "".join(unicodedata.normalize("NFKC", name).split()).replace("·", "")
    return (
        any(unicodedata.category(sign) != "Lo" and sign != ZERO for sign in written)
        or any(word in written for word in FOR_A_NAME)
        or _says_nobody(written)
    )


def _says_nobody(text: str) -> bool:
    """Whether the text can be cut into words of the two lists, one of them at least from the first."""
    # Where a cut may be, and whether a word of the first list stands before it.
    reached = {(0, False)}
    for end in range(1, len(text) + 1):
        for begin in range(max(0, end - LONGEST), end):
            word = text[begin:end]
            for start, said in tuple(reached):
                if start == begin and word in NOBODY | BESIDES:
                    reached.add((end, said or word in NOBODY))
    return (len(text), True) in reached
