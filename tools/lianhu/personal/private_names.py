"""The name of somebody who holds no office: given name and family name where the words around it are those of a person.

A family name is a word of the language too (高峰, 黄金, 安全), and so is a given name; what tells a name from a word is
what stands on both sides of it: who is visited, of whose house or land it is, who says or signs something, or a list
of such. Who has an office beside the name acts in it, and is no private person.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from lianhu.personal.by_given_name import given_names_in
from lianhu.personal.bynames import bynames_in, is_called_after, sure_bynames_in
from lianhu.personal.famous import is_famous
from lianhu.personal.found import Found
from lianhu.personal.generality import sentences_in
from lianhu.personal.given_names import is_given, is_hardly_a_word, is_like_a_name, runs_into_a_word
from lianhu.personal.mentions import KIN, WORDS_TOO, called_in, ends_at, families_in, family_at
from lianhu.personal.pattern import Nearby, Pattern, Span

# Beside these a name tells of whom it is said.
OF_SOMEBODY = ("health", "hardship", "minor", "accusation", "reporter")
# What stands before a person: who does something with or for somebody, whose list it is, or a border.
BEFORE = Nearby(
    r"(?:^|[\s,、:(/“\"|;。]|走访了?|拜访|探望|看望|慰问|见到|找到|遇到|碰到|转交|交给|寄给|发给|告诉|告知|知会"
    r"|联系|通知"
    "|邀请|接到|询问|陪同?|感谢|表扬|推选|核实|帮扶|转告|提醒|劝|选|派|请教|访问|采访|听"
    "|带着?|送|请|找|帮助?|协助|协同|随|找|替|给|向|让|叫|名叫|由|被|把|将|与|和|跟|同|及|在|到|从|对|是|为|系|据|按|经"
    "|代|了|过|以及|大名|真名|本名|原名|学名|车主|机主|树主|原主|失主|货主|船主|[甲乙丙]方|志愿者|义工|退回|归还|的有"
    "|村民|居民|住户|户主|业主|租户|租客|房东|老人|党员|群众|店主|摊主|主人|农户|家长|邻居|乡亲|对象|托人|申请人"
    "|受益人|收款人|承包人|当事人|经手人|领取人|报名人|监护人|联系人|继承人|证明人|见证人|姓名|签名|签字|署名|户名"
    "|组的?|[0-9]号|的|学生|新生|毕业生|考生|年级|班|同学|老乡|老兵|青年|女子|男子|养殖户|种植户|贫困户|低保户"
    "|大户|能人|乡贤|司机|师傅"
    f"|{KIN})$",
)
# What follows a person.
AFTER = Nearby(
    r"(?:$|[\s,、:()/”\"|;。]|家|屋|户|两家|等|夫妇|夫妻|一家|两口子|本人|同志|先生|女士|爱人|老人|的|他|她|说|讲"
    "|称|谈|问|答|反映|表示|提|要|想|愿|不?同意|答应|承诺|承包|耕|种|养|开的|经营|住|搬|已|在|把|将|也|都|还"
    "|就|因|有|没|是|来|去|回|到|从|给|帮|向|对|和|与|跟|签|领|交|付|借|让|拿|送|找|打|手|同学|小朋友|办"
    "|报名|参加|负责|捐|出资|男|女|商|聊|一起|沟通|门[口前]|院子|地里|田里|那边|那里|这边|所|不|又|会|主动|多次|今天"
    "|昨天|今年|去年|申请|登记|牵头|种植|养殖|租|买|卖|修|拆|占|挖|砍|放|停|堆|坐|站|走|跑|收|填|写|喊|叫|骂|吵|母|父"
    "|之|夫|妻|代[管收领签办]|保管|看管|看守|拍|[两仨]?(?:兄弟|姐妹|兄妹|父子|母女|母子))",
)
# What makes a place, a firm, a thing or somebody famous of what stands before it, and what a place ends with.
_PLACE = "路街巷村组镇乡县市区桥湖山河江溪塘冲湾坪坳垅塅寨洞厂店铺庙站局段井坝港渠岭峰坡园苑城府庭州"
_FIRM = (
    "[^的家在说开去到给,。;:、(]{1,4}(?:公司|超市|商行|[酒工饭快餐粉面茶药商]厂?[店馆厂铺]|合作社|工作室|品牌|剧团"
    "|志愿队)|家政"
)
_NO_PERSON_AFTER = Nearby(
    f"[{_PLACE}牌记馆所部栋线]|{_FIRM}|大道|小区|学校|小学|中学|完小|医院|公司|集团|超市|商店|广场|基地|合作社|屋场"
    "|工程|项目|精神|事迹|同款|杯|奖|杂交|志愿",
)
# Who has an office beside the name.
_OFFICE = (
    "书记|主席|主任|镇长|乡长|县长|市长|区长|村长|组长|片长|局长|所长|站长|院长|校长|科长|部长|会长|队长"
    "|社长|理事长|委员|常委|代表|干部|专干|支书|会计|文书|民警|警官|网格员|调解员|宣传员|联络员|护林员"
    "|医生|护士|大夫|老师|教师|教授|专家|律师|法官|检察官|记者|工程师|技术员|农技员|电工|水管员|保洁员"
    "|养护员|辅警|讲师|主持人|经理|负责人|经办人|责任人|河长|林长|田长|路长|司务长|馆长|领导"
)
IN_OFFICE_BEFORE = Nearby(rf"(?:{_OFFICE})(?:、|和)?[:(是为由叫]?$")
IN_OFFICE_AFTER = Nearby(rf"[(]?(?:[村镇乡县组片副总]|党[总支]?|驻村|第一|人大|联户){{0,3}}(?:{_OFFICE})")
_TRANSLITERATED = (
    "阿艾依古丽买提力江木合斯尔汗库班热尼扎西卓玛次仁央金旺吐逊克孜比拉加格桑多吉罗布白达瓦平措顿珠洛桑德吉巴"
    "图乌云其木塔娜帕夏提玉素甫热合曼麦麦提努亚森凯日哈山穆罕默德萨迪努尔哈那沙米肉孜赛买吾甫热买提祖农约卡赞"
    "海如则图尔荪孜娜艾合祖拜迪亚丹奴古再娅皮热依木苏来曼沙塔巴哈提叶尔江别克朝鲁宝音敖登高娃吉日"
)
DOTTED = rf"[{_TRANSLITERATED}]{{2,6}}·[{_TRANSLITERATED}]{{2,6}}"
_KIN_NAMED = rf"(?:{KIN})(?P<given>[\u3400-\u9fff]{{2}})(?P<soon>(?=已|在|把|将|签|来|说|的|,|$))?"
_SPELLED = (
    "弓长张|木易杨|立早章|耳东陈|双木林|古月胡|口天吴|言午许|草头黄|走肖赵|十八子李|木子李|三点水江|干勾于"
    "|人可何|双口吕|单名一个"
)
_BY_GIVEN = "小[\u3400-\u9fff](?:妹子|姐|哥|妹|嫂)|(?<![老我干他她你爹])(?!爹)[\u3400-\u9fff](?:爹|娭毑|嗲嗲?)(?=[^爹])"

OTHERS = Pattern(
    "|".join((DOTTED, _BY_GIVEN, _SPELLED)),
)
KIN_NAMED = Pattern(_KIN_NAMED)
# What stands only before somebody's name, or only behind it; between these a word is one too: 领取人:江山, 高兴同志.
_NAMED_BEFORE = Nearby(
    r"(?:(?:[领收寄发签承证经报借租买卖受申监代保管接送填捐付]|[领收]取|[收发寄]件|[收付交]款|承包|承租|签[收名字到]"
    r"|经手|证明|见证|监护|继承|领奖|报名|当事|参加|参会|到会|到场|出席|陪护|看护|报告|调解对象|[甲乙丙])(?:人员?|者|方)?"
    r"|姓名|署名|户名|户主|[车机树船失货原房业屋]主|名单|志愿者|村民)(?:变更为|改为|[:\s]{1,2})$"
    r"|(?:大名|真名|本名|原名|学名|身份证上叫?|户口本上叫?|名字叫|[他她]叫)[:是为叫]?$",
)
_NAMED_AFTER = Nearby(
    r"同志|[(][男女][,)]|[两仨](?:兄弟|姐妹|兄妹|父子|母女|母子)|夫妇|夫妻|两口子"
    r"|(?:也|又|都|已|主动|一直|很|不)?(?:愿意|答应|负责带|说好|点头|不肯|自愿|把[^,。;]{1,8}(?:送|搬|借|还|挪|让|拿|拆|修|扛|抬|交))",
)
# An office or a place, as its end tells.
_OFFICE_ENDS = frozenset("办局所站室部组会队社院校厂店村镇乡县市区路街园馆委员户家长")
_SHOP = Nearby(
    f"超市|商店|面馆|饭店|餐馆|粉店|店|铺|记(?![性得忆不])|牌|家湾|家屋场|理发|药房|诊所|酒|鸭|饼|油坊|饺子|{_FIRM}"
)


def private_names_in(text: str, told: Iterable[Found]) -> Iterator[Found]:
    """The names of persons without office in a plain text, in no order.

    In a sentence in which something is `told` of somebody, whatever calls a person is one: alone it would be a word.
    """
    names = list(private_names(text))
    told = [found for found in told if found.detector in OF_SOMEBODY]
    for start, sentence in sentences_in(text) if told else ():
        if any(found.start < start + len(sentence) and start < found.end for found in told):
            names += ((start + begin, start + end) for begin, end in _beside(sentence))
    for start, end in _longest(names):
        yield Found(start, end, "private_name", text[start:end], is_sure=False)


@functools.lru_cache(maxsize=4)  # asked of one text by several detectors
def private_names(text: str) -> tuple[Span, ...]:
    """Where they stand; of what overlaps the first and longest."""
    return _longest(_names(text))


def _longest(spans: Iterable[Span]) -> tuple[Span, ...]:
    names: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not names or start >= names[-1][1]:
            names.append((start, end))
    return tuple(names)


def _names(text: str) -> Iterator[Span]:
    for start in families_in(text):
        yield from _at(text, start)
    called = ((each.start, each.end) for each in called_in(text))
    for start, end in (*called, *(each.span() for each in OTHERS.finditer(text))):
        if not _SHOP.match(text, end) and not is_famous(text, start) and not _in_office(text, start, end):
            yield start, end
    for match in KIN_NAMED.finditer(text):
        if is_given(match["given"]) and (match["soon"] is not None or is_hardly_a_word(match["given"])):
            yield match.span("given")
    yield from (span for span in (*given_names_in(text), *sure_bynames_in(text)) if not is_famous(text, span[0]))


def _beside(sentence: str) -> Iterator[Span]:
    """Whoever is called in a sentence that tells of somebody."""
    for start in range(len(sentence)):
        yield from _at(sentence, start, is_told_of=True)
    for start, end in bynames_in(sentence):
        if not _SHOP.match(sentence, end) and not is_famous(sentence, start) and not _in_office(sentence, start, end):
            yield start, end


def _at(text: str, start: int, *, is_told_of: bool = False) -> Iterator[Span]:
    """The longest name that begins there."""
    for end in ends_at(text, start):
        if _is_name(text, start, end, is_told_of):
            yield start, end
            return


def _is_name(text: str, start: int, end: int, is_told_of: bool) -> bool:
    """Whether family name, given name and what stands before and behind them tell together of a name.

    Of a given name of two characters two of the four are enough, three where nothing before it tells of a person. One
    of a single character is a word more often than a name, and a place is called by somebody's name: these need all.
    In a sentence that tells of somebody, one sign less is enough.
    """
    name, family = text[start:end], family_at(text, start)
    if _is_introduced(text, start, end):
        return not _in_office(text, start, end)
    if is_famous(text, start, end) or not is_like_a_name(name):
        return False
    if runs_into_a_word(text, end) or _NO_PERSON_AFTER.match(text, end):
        return False
    if _in_office(text, start, end):
        return False
    before, after = text[max(0, start - 4) : start], text[end : end + 8]
    stands_before, stands_after = bool(BEFORE.search(before)), bool(AFTER.match(after))
    if is_told_of:
        stands_before = stands_before or is_called_after(before)
    is_family = family > 1 or name[0] not in WORDS_TOO
    signs = (is_family, is_hardly_a_word(name[family:]), stands_before, stands_after)
    if len(name) - family > 1 and name[-1] not in _PLACE:
        is_seldom = is_told_of and stands_before and any(map(is_hardly_a_word, name[family:]))
        return is_seldom or sum(signs) >= (2 if stands_before or is_told_of else 3)
    if is_told_of and stands_before and sum(signs) > 2:
        return True
    return all(signs) or (stands_before and stands_after and _stands_alone(before, after))


def _is_introduced(text: str, start: int, end: int) -> bool:
    """Whether only somebody's name can stand there, be it a word besides, and ends there."""
    if not text[start + 1 : end].isalpha() or text[end - 1] in _OFFICE_ENDS:
        return False
    is_ended = end == len(text) or text[end].isspace() or text[end] in ',、;。()”"|与和'
    if is_ended and _NAMED_BEFORE.search(text[max(0, start - 10) : start]):
        return True
    if is_famous(text, start, end):
        return False
    if not is_given(text[start + 1 : end]) or not _NAMED_AFTER.match(text, end):
        return False
    begins = start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff"
    return begins or bool(BEFORE.search(text[max(0, start - 4) : start]))


def _stands_alone(before: str, after: str) -> bool:
    """Whether two characters, which are a word more often than a name, can only be a name here."""
    return bool(
        re.match(r"、|家的|屋里|夫妇|夫妻|两口子|说|讲|反映|爱人|$|,", after)
        and re.search(r"[、:]$|走访了?$|村民$|户主$|居民$|人$", before)
    )


def _in_office(text: str, start: int, end: int) -> bool:
    return bool(IN_OFFICE_BEFORE.search(text[max(0, start - 8) : start]) or IN_OFFICE_AFTER.match(text, end))
