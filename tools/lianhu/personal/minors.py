"""Children: a name with an age under fourteen, a school or a word for a child.

What is left out on purpose stands beside each pattern, and is a sentence of `tests/corpus/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.found import Found
from lianhu.personal.mentions import NAME

# Words of which one stands wherever a child can be found, as a pattern.
SIGN = "岁|叫|姓名|名字|同学|小朋友|未满|不满|不足|,名|:"

AGE_NAMED = (
    rf"({NAME})[\s，,(]{{0,2}}(?:男|女)?[，,\s]?(?:今年|现年|才|刚|年仅)?\s?"
    rf"(?:[1-9]|1[0-3]|[一二三四五六七八九十]|十[一二三])周?岁"
)
UNDER_14 = rf"(?:未满|不满|不足)(?:14|十四)周?岁?的?(?:小学生|学生|孩子|儿童|女孩|男孩|村民)?({NAME})"
CHILD_CALLED = (
    rf"(?:小学生|初中生|留守儿童|孤儿|孩子|小孩|儿子|女儿|孙子|孙女|外孙|男孩|女孩|幼儿|未成年人)"
    rf"(?:名叫|叫做|叫|姓名是|姓名|名字叫|名字是|,名|:)[\s:]{{0,2}}({NAME})"
)
PUPIL = rf"(?:小学|年级|幼儿园|[0-9一二三四五六]班)的?({NAME})(?:同学|小朋友)"
_NO_CHILD = re.compile(
    r"年级|高中|初中|全体|全班|全校|成年|[们都]|学校|孩子|小孩|方便|安全|单独|任何|高年|平均|年满|[到至于的过在从约近已超]"
)


def minors_in(text: str) -> Iterator[Found]:
    """The names of children in a plain text, in no order."""
    for sign, pattern in (
        ("岁", AGE_NAMED),
        ("岁", UNDER_14),
        ("", CHILD_CALLED),
        ("班", PUPIL),
        ("年级", PUPIL),
        ("小学", PUPIL),
    ):
        for match in re.finditer(pattern, text) if sign in text else ():
            if not _NO_CHILD.search(match[1]):
                yield Found(match.start(1), match.end(1), "minor", match[1])
