"""Who is told without a family name: by the given name and a title, by what somebody is called, or in signs apart.

秀英嫂子, 群里阿珍, 名叫小毛的后生, 卓玛次仁, 曾·志·刚.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.given_names import is_given, is_hardly_a_word, is_like_a_name
from lianhu.personal.mentions import FAMILY_NAMES
from lianhu.personal.pattern import Pattern, Patterns, Span

_TITLES = (
    "嫂子|姐姐|婶子|婶婶|大姐|大嫂|大哥|大叔|大爷|大伯|大妈|大娘|奶奶|爷爷|阿姨|叔叔|妹子|姑姑|舅舅|伯伯|婆婆|老倌"
    "|妹妹|哥哥|弟弟"
)
_TITLED = Pattern(
    rf"(?P<given>[\u3400-\u9fff]{{2}})(?:{_TITLES}|[嫂婶姨叔伯哥姐爹](?![\u3400-\u9fff]?们))",
)
_KIN_ITSELF = frozenset("爷奶姐妹哥弟叔伯姑舅姨婆妈娘")
# 阿珍, 阿强: where somebody does something, or something is done with them.
_FOND = Pattern(
    r"(?<![\u3400-\u9fff])阿[\u3400-\u9fff](?=[家说讲问的来去把在也,])"
    r"|(?<=[里边屋居叫找请和跟给由被])阿[\u3400-\u9fff]",
)
_NO_FONDNESS = frozenset("里尔拉姨婆公胶伯妈爸弥司哥嫂姐妹爹托富克根塞布斯诺")
_CALLED_SO = Pattern(
    r"(?:名叫|小名叫?|外号叫?|绰号叫?|人称|唤作|叫做?)(?P<named>[\u3400-\u9fff]{2,3})"
    r"(?=的(?:那|这|人|后生|女|男|老|村|居|小|孩|学))",
)
# The characters of a name with a sign between them.
_APART = Pattern(
    r"(?<![\u3400-\u9fff·])(?P<apart>[\u3400-\u9fff]([·.\-/~])[\u3400-\u9fff](?:\2[\u3400-\u9fff])?)(?![·\-])",
)
_TIBETAN = (
    "卓玛|次仁|扎西|央金|旺堆|拉姆|顿珠|洛桑|格桑|尼玛|平措|多吉|德吉|白玛|达娃|达瓦|丹增|索朗|仁增|旺姆|曲珍|普布"
    "|阿旺|边巴|巴桑|米玛|群培|坚赞|嘉措|加措|才让|卓嘎|旺杰|罗布|桑吉"
)
_OF_TWO_WORDS = Pattern(f"(?:{_TIBETAN}){{2}}")
# Yi: the family's name and two or three syllables; Mongolian: two words, or one that nothing else is.
_YI_FAMILY = (
    "吉木|沙马|吉克|阿苏|曲比|马海|阿侯|勒格|俄木|海来|吉差|莫色|木乃|乃古|贾巴|吉子|尔古|苏呷|吉史|罗洪|阿牛|加巴|吉尔|恩扎"
    "|果基|瓦其|瓦扎|洛古|且沙|俄地|邱莫|阿余|阿约|阿说|阿库|阿育|吉伍|布拖|毛格|曲木|金古|克其|水洛"
)
_YI = Pattern(
    rf"(?:{_YI_FAMILY})[阿甲曲比木呷尔布拉惹伍各莫子古日火支铁史沙洛色哈格牛以作几哟杂扎果机]{{2,3}}",
)
_MONGOLIAN = (
    "敖登|格日勒|其其格|乌云|图雅|托娅|巴图|巴特尔|娜仁|高娃|塔娜|那顺|孟和|吉日嘎拉|朝鲁|布和|满都拉|斯琴|萨仁|哈斯|阿拉坦"
    "|宝音|达来|额尔敦|牧仁|呼和|青格勒|其木格|乌兰|毕力格|特木尔|德力格尔|巴雅尔|阿古拉|格根|敖特根|苏和|白音|布赫|朝克图"
)
_MONGOLIAN_PAIR = Pattern(rf"(?:{_MONGOLIAN}){{2}}")
_MONGOLIAN_ALONE = Pattern("萨日娜|苏日娜|乌日娜|巴特尔|其其格|特木尔|巴雅尔|照日格图|娜仁花|萨如拉|阿茹娜")
# As an identity card of a foreigner, or a keyboard without Chinese, writes it: Zhou Guilan.
_SPELT_FAMILY = (
    "Zhang|Wang|Li|Zhao|Liu|Chen|Yang|Huang|Zhou|Wu|Xu|Sun|Ma|Zhu|Hu|Guo|He|Lin|Gao|Luo|Zheng|Liang|Xie|Song|Tang|Han"
    "|Feng|Deng|Cao|Peng|Zeng|Xiao|Tian|Dong|Pan|Yuan|Cai|Jiang|Yu|Du|Ye|Cheng|Wei|Su|Lu|Ding|Ren|Yao|Shen|Zhong|Cui|Tan"
    "|Fan|Liao|Shi|Jia|Xia|Fu|Fang|Zou|Xiong|Bai|Meng|Qin|Qiu|Hou|Yin|Yan|Lei|Long|Tao|Mao|Gong|Shao|Wan|Qian|Dai|Ouyang"
)
_SYLLABLE = "(?:[bpmfdtnlgkhjqxrzcsyw]h?)?[aeiouv]{1,3}(?:ng?|r)?"
_SPELT = Pattern(
    rf"(?<![A-Za-z])(?:(?:{_SPELT_FAMILY})\s[A-Z](?i:(?<=[A-Z])(?:h?[aeiouv]{{1,3}}(?:ng?|r)?)(?:{_SYLLABLE})?)"
    rf"|(?:{_SPELT_FAMILY.lower()})\s{_SYLLABLE}{_SYLLABLE}(?=\s?[的家])"
    r"|(?:" + _SPELT_FAMILY.upper() + r")\s[A-Z]{2,10})(?![A-Za-z])(?=\s?[\u3400-\u9fff,:(]|$)",
)
_OF_ONE_WORD = Pattern(
    r"(?<![\u3400-\u9fff])(?:阿依|帕提|热依|阿迪|努尔|麦麦|买买|吐尔|艾合|玛依|祖丽|迪丽|古丽"
    r"|哈丽)[\u3400-\u9fff]{1,3}(?=[姐大叔阿家的来说把在办搬,])"
    r"|(?<![\u3400-\u9fff])[\u3400-\u9fff]{1,4}(?:汗|古丽|买提|别克|热木|尔江|来提|木江)(?=[姐大叔阿家的来说把在])",
)
_OF_OTHERS = Patterns(_OF_TWO_WORDS, _OF_ONE_WORD, _YI, _MONGOLIAN_PAIR, _MONGOLIAN_ALONE, _SPELT)


def given_names_in(text: str) -> Iterator[Span]:
    """Where a plain text tells of somebody so, in no order."""
    for match in _TITLED.finditer(text):
        if (
            is_given(match["given"])
            and any(map(is_hardly_a_word, match["given"]))
            and not _KIN_ITSELF.issuperset(match["given"])
        ):
            yield match.span()
    for match in _FOND.finditer(text):
        if match[0][1] not in _NO_FONDNESS:
            yield match.span()
    for match in _CALLED_SO.finditer(text):
        yield match.span("named")
    for match in _APART.finditer(text):
        name = re.sub("[^\u3400-\u9fff]", "", match["apart"])
        if name[0] in FAMILY_NAMES and is_like_a_name(name):
            yield match.span("apart")
    for match in _OF_OTHERS.finditer(text):
        yield match.span()
