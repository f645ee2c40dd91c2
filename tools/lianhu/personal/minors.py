"""Children: a name with an age under fourteen, a school or a word for a child; and one child who is described.

What is left out on purpose stands beside each pattern, and is a sentence of `tests/corpus/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.found import Found
from lianhu.personal.generality import is_general, sentences_in
from lianhu.personal.mentions import NAME
from lianhu.personal.pattern import Nearby, Pattern, Patterns
from lianhu.personal.private_names import private_names

_NAMED = Patterns(
    Pattern(
        rf"({NAME})[\s，,(]{{0,2}}(?:男|女)?[，,\s]?(?:今年|现年|才|刚|年仅)?\s?"
        rf"(?:[1-9]|1[0-3]|[一二三四五六七八九十]|十[一二三])周?岁"
    ),
    Pattern(rf"(?:未满|不满|不足)(?:14|十四)周?岁?的?(?:小学生|学生|孩子|儿童|女孩|男孩|村民)?({NAME})"),
    Pattern(
        rf"(?:小学生|初中生|留守儿童|孤儿|孩子|小孩|儿子|女儿|孙子|孙女|外孙|男孩|女孩|幼儿|未成年人)"
        rf"(?:名叫|叫做|叫|姓名是|姓名|名字叫|名字是|,名|:)[\s:]{{0,2}}({NAME})"
    ),
    Pattern(rf"(?:小学|年级|幼儿园|[0-9一二三四五六]班)的?({NAME})(?:同学|小朋友)"),
)
_NO_CHILD = Nearby(
    "年级|高中|初中|全体|全班|全校|成年|[们都]|学校|孩子|小孩|方便|安全|单独|任何|高年|平均|年满"
    "|[到至于的过在从约近已超]"
)

# One child: who is a child of somebody, or one of them; children in the plural are nobody.
_CHILD = (
    "孩子(?!们)|小孩(?!们)|细伢子?|伢子?|妹坨|毛毛|宝宝|娃(?![们娃])|男孩|女孩|男童|女童|幼童|婴儿|男婴|女婴"
    "|小宝(?!贝|马|石)|小姑娘|丫头|小伙子?|小家伙|奶娃|崽女|妹伢|小胖|男生|女生|小学生|中学生|初中生|高中生"
    "|未成年人?|老[二三]|学生|同学|班长|兄弟|姐妹"
)
_OF_KIN = r"崽|孙子|孙女|外孙|外甥女?|侄儿|侄子|侄女|儿子|女儿|闺女|丫头|小妹|双胞胎|小崽|小儿"
# An age under eighteen; a range, a bound or the age of a thing is nobody's.
AGE = Pattern(
    "(?<![0-9.一二三四五六七八九十百])(?:1[0-7]|[1-9]|十[一二三四五六七]"
    rf"|[一二三四五六七八九]?十?[一二三四五六七八九]|[一二三四五六七八九十]|十[一二三四五六]{2}|满周|两)(?:多"
    rf"|来)?\s?(?:周)?岁(?!以|及|至|到|或|[-~]|的?(?:以上|以下|树|油茶|古))"
    r"|[0-9一二三四五六七八九十两]{1,2}个(?:多)?月(?:大|的?[男女]婴|的?(?:孩子|婴儿|宝宝|娃|崽))|[男女]婴"
    r"|新生儿(?![参医落疾合])|早产儿|刚满月|吃奶|出生[0-9一二三四五六七八九十百]{1,3}(?:天|个月)"
    "|(?<![0-9])20[12][0-9]年?出?生(?:的)?",
)
_SCHOOL = Pattern(
    "(?:班上|班里|在读|就读(?:于)?|上学|入学|放学|住校|毕业班|学前班|[大中小]班|托管|托儿|幼儿园|小学|中学"
    "|镇中|初中|高中|初[一二三]|高[一二三]|[一二三四五六七八九1-9]年级|"
    r"[0-9一二三四五六]\(?[0-9一二三四五六]?\)?班|[0-9]{3}班(?=班长)|学号|书包|作业|晚自习|小升初|会走路|学走路"
    r"|断奶|换牙|学说话|校服|红领巾)",
)
# Who is in a class, or a pupil, and called by a name: 五(3)班谭同学, 幼儿园中班的小雅, 小学生邓梓萱.
_CLASS = (
    "(?:(?:小|初|高)?[一二三四五六七八九1-9](?:年级)?(?:\\([0-9一二三四五六七八九十]{1,2}\\)"
    "|[0-9一二三四五六七八九十]{0,2})班"
    "|(?:幼儿园|学前|托儿所)[大中小]?班?|[大中小]班|[一二三四五六七八九]年级|初[一二三]|高[一二三])"
)
_PUPIL_NOUN = "小学生|中学生|初中生|高中生|幼儿|学生|新生|男童|女童|孩童|小朋友|小孩|女孩|男孩|孤儿|留守儿童"
_BEFORE_NAME = Pattern(f"(?:{_CLASS}的?(?:{_PUPIL_NOUN})?|(?<![大研])(?:{_PUPIL_NOUN}))$")
_FOND_IN_CLASS = Pattern(
    rf"{_CLASS}的?[\u4e00-\u9fff]{{1,2}}同学(?!们)|{_CLASS}的?小[\u4e00-\u9fff](?![\u4e00-\u9fff]?(?:们|学|区|组"
    rf"|班))(?<!小[学组区班朋])",
)
# How old, without the word: 小伙子十五.
_BARE_AGE = Pattern(
    "(?:小伙子?|小姑娘|姑娘|丫头|男孩|女孩|崽|娃|孩子|儿子|女儿|孙子|孙女|外孙|侄儿|侄女)(?:今年|才|刚|虚|刚满"
    "|刚过|不到)?"
    "(?:1[0-7]|[1-9]|十[一二三四五六七]?|[一二三四五六七八九]|[0-9一二三四五六七八九十两]{1,2}个多?月)(?=$|[,。;])",
)
# In which year or class somebody is: 念高二, 读小学三年级, 上学前班; and one child with a class.
_IN_CLASS = Pattern(
    r"(?:读|念|上|升|就读|入读|转到|转学)(?:了|着|在|到|于|的是)?[^,。;]{0,6}?(?:初[一二三]|高[一二三]"
    "|[一二三四五六七八九1-9]年级|幼儿园|学前班|[大中小]班|小学|初中|高中|完小|中学|镇中|镇小|村小"
    "|私塾)(?!校车|以上|门口|段|的路)"
    r"|(?<!强制)(?:[一二三四五六七八九1-9]年级|初[一二三]|高[一二三])[^,。;]{0,6}?班?的?[^,。;]{0,3}(?:男生|女生"
    r"|学生(?!们)|同学(?!们)|小朋友(?!们)|孩子(?!们)|老师|伢|娃|侄|孙|外甥|女儿|儿子|班长)|[0-9]{3}班班长"
    r"|(?:(?:有|一|那|这|某|该)(?:名|个|位)|[一两三]个)(?![^,。;]{0,4}[多些几])[^,。;]{0,6}(?:男孩|女孩"
    "|小学生|中学生|初中生|高中生"
    "|男童|女童|男生|女生|小孩|幼童|婴儿|男婴|女婴|伢子|细伢|娃(?!娃)|学生(?!们|家长|证)|孩子(?!们))"
    r"|某[\u4e00-\u9fff]{0,5}(?:学生|小朋友|孩子)(?!家长)|未成年的?(?:子女|女儿|儿子|孩子|孙|弟|妹)",
)
_ONE = Nearby(
    r"[俩仨]$|(?:[一这那某该]|两|[0-9])(?:名|个|位|对)[^,。;、]{0,6}$|[我你您他她咱俺其家](?:的)?(?:小|大|二|老)?$"
    r"|的(?:小|大|二)?(?:那个)?$|[\n:](?:小|大|二)?$|[父母]$|(?:叔|姨|舅|姑|哥|姐|弟|妹|侄)[^,。;]{0,2}$"
    "|[才刚]",
)
# What is told of children in general.
_OF_ALL = Pattern(
    r"[未不]满[0-9一二三四五六七八九十]{1,3}周?岁的?(?:未成年|儿童|人)|[高低各]年级|以上|以下|以内|适龄|年满"
    r"|满[0-9]{1,2}周?岁(?:的|可|即|方|儿)|宣传|培训|招募|登记时间|学杂费|义务教育|法第|护照|招生|政策|标准"
    "|活动|开放|预约|讲座|课堂|儿童之家|平均|树龄|工程|树|苗|设备|牛|猪|质保",
)
# What stands beside the age of one person whose kind is not said.
_OF_ONE = Nearby("婴|新生儿|早产|满月|吃奶|男|女|今年|现年|年仅|才|刚|虚|仅|读|上学|辍学|[(]|^|老[二三]|家的?$")
_CHILD_IN = Pattern(rf"(?P<kin>{_OF_KIN})|{_CHILD}")


def minors_in(text: str) -> Iterator[Found]:
    """The names of children in a plain text, in no order."""
    for match in _NAMED.finditer(text):
        if not _NO_CHILD.search(match[1]):
            yield Found(match.start(1), match.end(1), "minor", match[1])
    for start, sentence in sentences_in(text):
        described = _described(sentence)
        if described:
            described.sort(key=lambda part: part.span())
            begin, end = described[0].start(), max(part.end() for part in described)
            shown = "…".join(re.sub("[0-9]", "*", part[0]) for part in described)
            yield Found(start + begin, start + end, "minor", sentence[begin:end], is_sure=False, shown=shown)


def _described(sentence: str) -> list[re.Match[str]]:
    """The first place where one child is told of, with an age or a school: 五岁女孩, 上小学的孙子, 女, 9岁."""
    children = list(_CHILD_IN.finditer(sentence))
    if _OF_ALL.search(sentence):
        return []
    for age in AGE.finditer(sentence):
        child = next(
            (each for each in children if each.end() >= age.start() - 16 and each.start() <= age.end() + 12), None
        )
        if child:
            return [age, child]
        if _OF_ONE.search(sentence[max(0, age.start() - 8) : age.end() + 8]):
            return [age]
    for pattern in (_IN_CLASS, _FOND_IN_CLASS, _BARE_AGE):
        told = pattern.search(sentence)
        if told and (children or not is_general(sentence)):
            return [told]
    for start, _ in private_names(sentence) if _BEFORE_NAME.may_match(sentence) else ():
        if told := _BEFORE_NAME.search(sentence, start):
            return [told]
    for school in _SCHOOL.finditer(sentence):
        for child in children:
            near = child.end() >= school.start() - 12 and child.start() <= school.end() + 10
            if near and (child["kin"] or _ONE.search(sentence[max(0, child.start() - 12) : child.start()])):
                return [child, school]
    return []
