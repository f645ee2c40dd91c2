"""What somebody is called by among neighbours: 王三爹, 满妹子, 二毛, 建国他娘, 水莲家那口子, L某, wang.j.f.

Alone they are words as often as names; beside what is said of somebody they tell of whom it is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.personal.given_names import is_given, is_hardly_a_word
from lianhu.personal.mentions import FAMILY_NAMES, KIN, WORDS_TOO
from lianhu.personal.pattern import Nearby, Pattern, Span
from lianhu.personal.surnames import COMPOUND_SURNAMES
from lianhu.personal.vocabulary import listed, words_of

_HAN = "[\u3400-\u9fff]"
# What stands before whoever is called so: a border, or what is done with or for somebody.
_BEFORE = Nearby(
    r"(?:^|[^\u3400-\u9fffA-Za-z0-9]|[给为替帮陪找请叫让跟和与同向对由被把将听看劝送带寄接说是"
    "按据就问托到的因]|走访了?|看望|探望|慰问|提醒|通知|联系|转告|告诉|照顾|护送|组的?|名叫|那边的|昨天|今天|昨晚|今早|前天|同意|免除|纳入|协助"
    "|关于|原告|被告|署名|姓名|对象|户主|住户|村民|居民|儿童|学生|奶名叫|小名叫?|外号|绰号|人称|[湾屋村组巷]里|原先的|叫做)$",
)
# A relative who is told of by somebody's name, or a household that is.
_OF = (
    rf"(?:(?:的|家的?|屋里的?)[爹娘爸妈崽哥姐弟妹叔婶姑舅姨](?![妹哥姐弟])|(?:家|屋里|屋)?(?:的|那)?[老大小二三细满]?(?:{KIN}|幺|男人|女人|婆娘|汉子|口子|公爹|老丈人|丈人|丈母娘|细崽"
    "|娃儿|娃|伢|妹子|闺女|丫头|老小)|(?:娘俩|爷俩|[母父]子俩?|[母父]女俩?|夫妇|夫妻|两口子|兄弟俩|姐妹俩|一家|家(?=的|里|$))"
    rf"|(?:他|她)(?:家|屋里|[老大小二三]?(?:{KIN}|[爹娘爸妈哥姐弟妹舅姑姨叔婶]|男人|女人|婆娘|老丈人|丈人|丈母娘))|屋里(?:的|头))"
)
_NAMED_KIN = Pattern(
    rf"(?P<who>{_HAN}{{2,3}}?)(?P<of>{_OF})",
)
# 尹家老幺, 石家嫂子, 昨天尹家二嫂.
_OF_FAMILY = Pattern(
    r"(?P<family>[\u3400-\u9fff])家(?:的)?(?:老[大二三四五六七八九]|[老大小二三四五六满细]?(?:[幺满]"
    rf"|嫂子?|婶子?|媳妇|妹子|妹|伢子?|爹|嗲|爷|奶|婆|姑娘|小子|娃|崽|{KIN}))",
)
_NO_CALL = frozenset(
    "的了在是有我你他她它您咱俺其这那该某位名个和与跟及给被把将对向从到去来说讲问不没也都还就又很多少几些人们户村镇组里上"
    "下外内前后时间日年月天本各每全"
)
_NO_NAMES = frozenset(listed("no-names"))
_KIN_ENDS = frozenset("大老小奶爷姑舅婆亲堂表外岳兄嫂姐妹哥弟叔伯婶姨爸妈爹娘公邻阿祖曾婿媳")
_TITLES = words_of("titles")
_NO_TITLE = Nearby("们|俩?店|庙|湾|塘|桥")
_FAMILIAR = Pattern(rf"[老小阿](?P<family>{_HAN})(?:头子?|子|哥|姐|妹|儿)?")
_NO_FAMILIAR = tuple(listed("no-familiar"))
_NICKNAMES = words_of("nicknames")
_NICKNAMED = frozenset(word for family in ("nicknames", "looks", "given") for word in listed(family))
# 三癞子, 鲁大脚, 龅牙强: with a number or a family name before, or a given name behind.
_BODILY = (
    "癞子|麻子|拐子|瘸子|跛子|瞎子|疤子|胖子|瘦子|矮子|聋子|哑巴|结巴|驼子|大脚|大头|大嘴|大炮|龅牙|豁嘴|歪嘴|斜眼|独眼|光头"
    "|黑皮|黑子|长脚|六指|胡子|眼镜|西施|墩儿?|猴子|憨子|傻子|疯子|癫子|蛮子|崽子|幺|毛|狗|宝|丫|妞|妹|伢"
)
_BY_LOOKS = Pattern(
    rf"[大二三四五六七八九满细老小](?:{_BODILY})|老[大二三四五六七八九幺满](?!人)"
    "|(?:龅牙|大头|黑皮|胖子|矮子|瘦猴|光头|麻子|眼镜|四眼|大嘴|长毛|卷毛|疤脸|豁嘴|歪嘴|六指|黄毛|烂眼|缺牙|大炮)"
    rf"(?P<given>{_HAN})",
)
_BY_FAMILY = Pattern(
    rf"(?P<family>{_HAN})[大二三四五六七八九满细老小]{{0,2}}"
    rf"(?:{_BODILY}|[大二三四五六七八九幺](?={_OF}))"
)
_TWICE = Pattern(rf"小?(?P<given>{_HAN})(?P=given)(?!{_HAN}?(?:们|地))")
# 奶名叫狗剩的那个, 小名叫毛坨的, 孩子叫柳梓涵, 豆豆(化名.
_CALLED = Pattern(
    r"(?:奶名|乳名|小名|诨名|浑名|外号|绰号|别号|人称|都叫他|都叫她|孩子叫|名字叫|名叫|孩子名)"
    r"(?:叫作?|是|为|:)?[“\"]?(?P<named>[\u3400-\u9fff]{2,3}?)(?=[的,。;、”\"(]|$)"
    r"|(?P<masked>[\u3400-\u9fff]{2,3})(?=\((?:化名|乳名|小名|外号|绰号))",
)
# L某, Z女士, L.X.M., X.L.同学, YQ那家伙, wang.j.f., zhangsan.
_INITIALS = Pattern(
    r"(?<![A-Za-z0-9.])(?:[A-Z](?=某|姓|女士|先生|同学|小姐|阿姨|大爷|大妈|奶奶|爷爷|师傅|老师"
    "|[叔婶哥姐嫂伯])"
    r"|[A-Z]\.\s?[A-Z](?:\.\s?[A-Z])?\.?(?![A-Za-z0-9])"
    r"|(?!CT|TV|AI|ID|QQ|IC|VX|IT|GP|PE|PV|UV|AA|AB|BB|KT|ET|OK|PP|UP|XX)[A-Z]{2,3}(?=那|这|某|同学|家的?[^电用庭]|家$|说|女士|先生)"
    r"|[a-z]{2,6}\.[a-z]\.(?:[a-z]\.?)?(?![a-z0-9@])"
    r"|(?:zhang|wang|liu|chen|yang|huang|zhao|zhou|wu|xu|sun|zhu|hu|guo|lin|luo|liang|song|zheng|xie|han|tang|feng|deng|cao|peng"
    r"|zeng|xiao|tian|dong|pan|yuan|jiang|cheng|wei|ding|shen|yao|ren|liao|qin|tan|he|li|ma|gao)[\s.]?[a-z]{2,12}(?=[^a-z0-9.@_/-]|$))",
)
# 阮氏芳, and names of the Dai and others that no list holds: 岩温, 玉香.
_MARRIED = Pattern(rf"(?P<family>{_HAN})氏(?:{_HAN}(?=[,从在的嫁说]))?(?![宗祠族祖])")
_DAI = Pattern("(?:岩|玉|依)[温罕香叫坎应轰糯丙拉龙宰吨燕甩保恩旺叶波](?=的|家|说|去|来|在|,|他|她)")
_MONGOL = Pattern("(?:巴图|阿木尔|宝力|朝克|那木|苏日|乌恩|其木|孟克|布仁|达日|额日|阿斯)")


def is_called_after(before: str) -> bool:
    """Whether somebody may be called after what stands before."""
    return _BEFORE.search(before) is not None


def sure_bynames_in(text: str) -> Iterator[Span]:
    """Where a text calls somebody so that it can be nothing else: 秀莲她男人, 小名叫毛坨的, 尹家老幺."""
    for match in _NAMED_KIN.finditer(text):
        if is_hardly_a_word(match["who"]) and is_called_after(text[max(0, match.start() - 5) : match.start()]):
            yield match.span("who")
    for match in _OF_FAMILY.finditer(text):
        is_family = match["family"] in FAMILY_NAMES and match["family"] not in WORDS_TOO
        if is_family and is_called_after(text[max(0, match.start() - 5) : match.start()]):
            yield match.span()
    for match in _CALLED.finditer(text):
        yield match.span("named") if match["named"] else match.span("masked")


def bynames_in(sentence: str) -> Iterator[Span]:
    """Where a sentence calls somebody so, in no order."""
    for start, end in _called(sentence):
        if is_called_after(sentence[max(0, start - 5) : start]):
            yield start, end
    for match in _CALLED.finditer(sentence):
        yield match.span("named") if match["named"] else match.span("masked")
    yield from (match.span() for match in _INITIALS.finditer(sentence))


def _called(sentence: str) -> Iterator[Span]:
    for match in _NAMED_KIN.finditer(sentence):
        is_linked = match["of"][0] in "家屋他她的" and is_given(match["who"])
        if is_linked or _is_called(match["who"]):
            yield match.span("who")
    for pattern in (_OF_FAMILY, _BY_FAMILY, _MARRIED):
        for match in pattern.finditer(sentence):
            if match["family"] in FAMILY_NAMES:
                yield match.span()
    for begin, end in _TITLES.spans_in(sentence):
        if not _NO_TITLE.match(sentence, end):
            whos = ((start, sentence[start:begin]) for start in range(max(0, begin - 3), begin))
            yield from ((start, end) for start, who in whos if _is_called(who) and who[-1] not in _KIN_ENDS)
    for match in _FAMILIAR.finditer(sentence):
        is_fond = match[0][0] == "阿" and is_hardly_a_word(match["family"])
        is_familiar = match["family"] in FAMILY_NAMES or is_fond
        if is_familiar and not sentence.startswith(_NO_FAMILIAR, match.start()):
            yield match.span()
    for match in _BY_LOOKS.finditer(sentence):
        if match["given"] is None or is_given(match["given"]):
            yield match.span()
    for match in _TWICE.finditer(sentence):
        if is_hardly_a_word(match["given"]) and match["given"] not in _KIN_ENDS:
            yield match.span()
    yield from _NICKNAMES.spans_in(sentence)
    for pattern in (_DAI, _MONGOL):
        yield from (match.span() for match in pattern.finditer(sentence))


def _is_called(who: str) -> bool:
    """Whether somebody may be called so by whom a title or a relative follows."""
    if who in _NO_NAMES or not _NO_CALL.isdisjoint(who):
        return False
    if who in _NICKNAMED or who in FAMILY_NAMES or who in COMPOUND_SURNAMES:
        return True
    is_whole = who[0] in FAMILY_NAMES and is_given(who[1:])
    return (is_given(who) or is_whole) and any(map(is_hardly_a_word, who))
