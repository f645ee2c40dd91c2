"""How a text mentions one person: by name, as neighbours call each other, as kin, or as the one who is meant.

Every repetition is bounded, so a search takes time in proportion to the text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lianhu.personal.given_names import is_given, is_like_a_name
from lianhu.personal.names import surname
from lianhu.personal.pattern import Pattern
from lianhu.personal.surnames import COMPOUND_SURNAMES

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
    "钟姜崔谭陆"
    "范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向汤温康施文牛樊"
    "葛邢安齐易"
    "乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关焦左柳甘祝包宁尚舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙"
    "鲍华喻祁蒲房滕"
)
# Seldom enough as words of the language that a search for names can begin with them too.
RARE_SURNAMES = (
    "阳谌娄匡晏栾屈缪臧隋简佘揭巫闵卜窦桂车党党阳邝匙危庹敖蔺褚卫麻幸欧娄项虞粟粱仇解宗丰燕巩瞿饶鄢冼邬荆郎丘"
)
# Of the hundred family names and the four hundred most frequent ones what stands in neither line above.
OTHER_SURNAMES = (
    "冷查乐甄竺柏练牟奚俞戚费廉岑卞穆萧湛禹狄贝茅骆昝裘钮嵇荀芮卓屠闻贡姬郦雍桑濮扈浦茹艾鞠阙赖佟刁亓仝宓郜麦尤"
    "宣尉阚隗酆贲钮羿邴糜钭璩逄郏殳厍乜逯仉缑亢郈谯笪郤蓟谈伏储古苟符漆隆敬银覃褟蒯訾蔚鄂佴冀尧晁宫靖栗荣楚巢计商邸郗"
)
NOT_GIVEN = "的到在回于至每各户边围是有被把给着了和与及或不没要等也就都来去往离这那其该本我你他她它们从对向"
NAME = rf"[{SURNAMES}](?:某某?|[\u4e00-\u9fff]{{1,2}})"

FAMILY_NAMES = frozenset(f"{SURNAMES}{RARE_SURNAMES}{OTHER_SURNAMES}")
_BEGIN_A_NAME = FAMILY_NAMES.union(family[0] for family in COMPOUND_SURNAMES)
# Family names that are words of the language too, or the end of many.
WORDS_TOO = frozenset(
    "黄高马林何金田白石方江安成万向于关任路程段管童房康文龙毛包左季谷曲华盛项党车幸丰解宗燕卫阳夏常施和平易章齐伍钱"
    "应温严武花时余水尚单明危强连商欧双沙权海生农从竹牧云苗司景乐全宁甘游都简查米柴桂池乔丁元凌祝柳梅冷纪苏费练闻贡古谈储尤浦穆计银隆敬荣楚商符漆廉靖宫覃麦卓桑艾柏栗宣尉钮羿糜亢"
)
_OLDER = (
    "大爷|大妈|大伯|大娘|大叔|大婶|大嫂|大姐|大哥|爷爷|奶奶|阿姨|阿婆|阿公|叔叔|伯伯|伯母|婶婶|婶子|嫂子"
    "|娭毑|嗲嗲|爹爹|婆婆|老汉|老太太?|老爷子|老倌|老头子?|老人|驼子|驼背|拐子|疤子|结巴|光头|秃子|瞎子|聋子"
    "|哑巴|瘸子|跛子|麻子|胖子|瘦子|矮子|瞎子|师傅|老板娘|老板|先生|女士|小姐|太太|姓|婶|嫂|姨|伯|叔|爹|嗲"
    "|姐|哥|家媳妇|家老[大二三四五]|家儿子|家闺女|家妹子|家伢"
)
# Family names are looked up, not matched: classes of so many characters take long to make.
_CALLED = Pattern(
    rf"[大二三四五六七八九幺满细老小]?(?:{_OLDER})(?!们)|老[大二三四五六七八九幺满](?![\u3400-\u9fff]?[坝桥街])"
    "|[大二三四五细满]?(?:伢子?|妹坨)",
)
_WITHHELD = Pattern(r"某某?|[Xx×*○]{1,2}(?![0-9A-Za-z])")
_FAMILY_OF = Pattern(
    (
        "(?P<before>.)姓(?:户主|村民|居民|男子|女子|住户|人家|一家|老人|夫妇|老板|业主|邻居|农户)"
        "|姓(?P<after>.)(?=[的,。;、()]|$)"
    ),
)
# 老李, 小王: where their doings follow, or somebody does something with them.
_FAMILIAR = Pattern(
    r"(?<=[找请让叫跟和与给由被帮替问])[老小](?P<with>.)(?=[拿要帮去来借说问签开带取]|,|。|$)"
    r"|(?<![大中养])[老小阿](?P<who>[^房路石田林白黄江毛金水康车])(?:头|子|哥|姐)?"
    r"(?=说|讲|称|家|反映|来|要|想|举报|提|打|跑|把|已|在|和|与|跟|的|给|叫|让|没|不|也|还|就|去|有|是|养|种|住"
    r"|开|,|、|。|\(|\s|$)|隔壁老?(?P<next>.)",
)
# 四组李,报水管爆: the number of a group and the family name alone.
_OF_GROUP = Pattern(
    r"[0-9一二三四五六七八九十]组(?:的)?(?P<family>.)(?=[,:]?(?:报|说|讲|反映|反应|问|来电|要求|投诉|求|诉)|[:,]|$)",
)
_BORDER = re.compile(r"^|(?<=[^\u3400-\u9fff])(?=[\u3400-\u9fff])")
KIN = (
    "儿子|女儿|闺女|崽|妹坨|孙子|孙女|外孙女?|外甥女?|侄儿|侄子|侄女|父亲|母亲|爸爸|妈妈|爹娘|爸|妈|爷爷"
    "|奶奶|外公|外婆|公公|婆婆|岳父|岳母"
    "|丈夫|妻子|老公|老婆|爱人|堂客|媳妇|儿媳妇?|女婿|哥哥|弟弟|姐姐|妹妹|嫂子|弟媳|叔叔|婶婶|舅舅|姑姑|姨妈"
    "|老娘|老爹|老爷子|老母亲|老父亲|娭毑|家人|家属|亲戚|双亲|父母|两口子|老伴|小孩|孩子|伢"
    "|舅[公妈母娘父爷]|姨[父夫丈娘母]|姑[父夫丈爹妈娘]|伯[父母]|[叔伯姑姨舅]婆|[叔伯]公|(?:外|曾)?祖[父母]"
    "|[堂表][哥弟姐妹兄嫂叔伯姑姨]|[大小]舅子|[大小]姨子|妯娌|连襟|亲家[公母]?|姐夫|妹夫|弟妹|[继养][父母]|后[妈娘爹]"
    "|干[爹妈娘儿女]|孙媳妇?|[曾重]孙"
)
_POSSESSIVE = "[我你您他她咱俺]们?(?:的|家的?)?|其|该户的?|户主的?|对方的?"
# Who is meant without a name.
MEANT = (
    rf"(?:{_POSSESSIVE})(?:大|小|老|二|三)?(?:{KIN})|(?<![其吉])[他她](?!们|人|日|乡|方|处)|此人|这人|那人|该人|该户"
    "|这户|那户|该家庭|这家人?|那家人?|其本人|其人|本人|户主|屋主|房东"
    r"|(?:一|这|那|该|有)(?:位|名|个|对)(?:[\u4e00-\u9fff]{0,6}?)(?:老人|大爷|大妈|村民|居民|住户|男子|女子"
    "|妇女|妇人|小伙|青年|老汉|老太|夫妻|夫妇|残疾人|学生|党员|租户|业主|户主|婆婆|娭毑|嗲嗲)"
)
_MEANT = Pattern(MEANT)


@dataclass(frozen=True, order=True)
class Mention:
    """Somebody in a text; `is_called` by a name, or meant without one."""

    start: int
    end: int
    is_called: bool

    def shown(self, text: str) -> str:
        """The mention as it may be shown: 张* for who is called by a name."""
        written = text[self.start : self.end]
        return f"{surname(written) or written[:1]}*" if self.is_called else written


@functools.lru_cache(maxsize=4)  # asked of one text by several detectors
def called_in(text: str) -> tuple[Mention, ...]:
    """Who is called by a family name: 王大爷, 李某, 夏*明, 姓谭的, 易姓户主, 老李; in order."""
    found = {(_family(text, each.start()), each.end()) for each in _CALLED.finditer(text)}
    found |= {_withheld(text, each) for each in _WITHHELD.finditer(text)}
    found |= {each.span() for each in _FAMILY_OF.finditer(text) if (each["before"] or each["after"]) in FAMILY_NAMES}
    found |= {each.span("family") for each in _OF_GROUP.finditer(text) if each["family"] in FAMILY_NAMES}
    for each in _FAMILIAR.finditer(text):
        if (each["with"] or each["who"] or each["next"]) in FAMILY_NAMES:
            found.add(each.span())
    return tuple(sorted(Mention(start, end, is_called=True) for start, end in found if start >= 0))


def names_first_in(text: str) -> Iterator[Mention]:
    """What may be a whole name at the beginning of a clause, of three characters or of two."""
    for border in _BORDER.finditer(text):
        yield from names_at(text, border.start())


def names_at(text: str, start: int) -> Iterator[Mention]:
    """What may be a whole name that begins there, the longest first."""
    for end in ends_at(text, start):
        if is_like_a_name(text[start:end]):
            yield Mention(start, end, is_called=True)


def mentions_in(sentence: str) -> list[Mention]:
    """Everybody whom a sentence mentions, in order."""
    meant = (Mention(*each.span(), is_called=False) for each in _MEANT.finditer(sentence))
    whole = (name for name in names_first_in(sentence) if name.end - name.start > 2)
    return sorted((*called_in(sentence), *whole, *meant))


def ends_at(text: str, start: int) -> list[int]:
    """Where a name may end whose family name begins there, the farthest first."""
    family = family_at(text, start)
    return [end for end in (start + family + 2, start + family + 1) if end <= len(text)] if family else []


def families_in(text: str) -> list[int]:
    """Where a family name may begin."""
    return [at for at, sign in enumerate(text) if sign in _BEGIN_A_NAME]


def family_at(text: str, start: int) -> int:
    """How many characters the family name has that begins there; none where none does."""
    return 2 if text[start : start + 2] in COMPOUND_SURNAMES else int(text[start : start + 1] in FAMILY_NAMES)


def _family(text: str, end: int) -> int:
    """Where the family name begins that ends there; -1 where none does."""
    if text[end - 2 : end] in COMPOUND_SURNAMES:
        return end - 2
    return end - 1 if text[end - 1 : end] in FAMILY_NAMES else -1


def _withheld(text: str, mark: re.Match[str]) -> tuple[int, int]:
    """A name of which a part is withheld: 李某, 李某某, 夏*明, 何X军, 李建某."""
    begin, end = _family(text, mark.start()), mark.end()
    if begin >= 0:
        is_more = mark[0][0] != "某" and "\u4e00" <= text[end : end + 1] <= "\u9fff"
        return begin, end + is_more
    has_given = mark.start() > 1 and is_given(text[mark.start() - 1])
    return (_family(text, mark.start() - 1) if has_given else -1), end
