"""Who tells, put together of lists: somebody (`tellers`), a telling (`telling`), and how the two stand to each other.

前妻打热线, 找我吐苦水的是她堂嫂, 不知谁举报的,原来是他生意上的对头. Many people, and offices, are nobody (`many`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.bynames import bynames_in
from lianhu.personal.generality import sentences_in
from lianhu.personal.mentions import called_in
from lianhu.personal.pattern import Nearby, Pattern, Span
from lianhu.personal.vocabulary import words_of

FROM_TELLER, TO_TELLER = 12, 30
_TELLERS, _TELLING, _MANY = words_of("tellers"), words_of("telling"), words_of("many")
# 杀猪的那个, 跑运输的, 住顶楼的: by what somebody does, or where somebody lives.
_DOES = (
    "(?:开|卖|养|种|跑|摆|教|当|做|修|放|杀|看|打|收|捡|补|剃|蒸|烧|弹|承包|经营|贩|租|住|坐|骑|戴|穿|操|管|带|送|砍|钓|写|站"
    "|守|撑|贴|刷|挑|织|酿|榨|磨|炸|拉|运|装|包|绣|画|唱|敲|吹|喂|背|推|扛|编|织|裁|缝|理|剪|焊|接生|算命|出租)"
)
_DOING = Pattern(
    rf"{_DOES}[^,。;:的]{{1,9}}的(?=[那这]?(?:个|位|家|户|两口|一家|夫妻)|人|[男女老大小]|就|$|[,。;:)])"
    "|(?:那|这|该|某)(?:个|位|名|户|家)(?!月|星期|时|地方|问题|事|点|情况|字|样|路|沟|桥|塘|灯|井|坑|人都)"
    "|(?:一|有)(?:位|名)(?!情况)|[一有]个[^,。;:]{0,8}?(?:男|女|老[头太倌汉人]|小伙|后生|姑娘|妹|伢|嫂|哥|姐|婆|爹|娃|师傅)|我们(?:几个|姊妹|兄弟|[一二三四五六七八九十几两]+[户家个])|(?:他|她)(?!们|乡|人)"
)
# 举报件, 投诉箱, 反映渠道: what is called so, and is nobody's telling.
_NO_TELLING = Nearby(
    "件|箱|办|率|平台|中心|制度|渠道|热线|栏|有奖|处理|条例|工作|量|途径|方式|方法|奖|邮箱|网|接待|日|大厅|窗口|须知|流程|格式"
    "|机|系统|属实|事项|内容|人(?!,?[(是为系])|者(?!,?[(是为系])"
)
_TO_WHOM = re.compile(
    "(?:跟|向|给|对|找|和|同|托|与|到|在|去|把|被|求|问)(?:我们?|俺|咱|代表|组长|片长|干部|村干部|[镇村]?书记|主任|[镇市县]长|村里|村部"
    "|村委会?|镇里|镇上|网格员|纪委|派出所|民政|妇联|信访办?|市长信箱|热线|单位|公司|物业|政府|平台|网上?|会议?上?)"
)
_BETWEEN = Nearby(r"[^。;:,]{0,12}$|[^。;:,]{0,5},[^。;:,]{0,5}$")
# 提意见的还是, 敲我窗子的是, 要求公开账目的,是.
_IS = Nearby(
    r"[^,。;]{0,12}?的(?:人|那人|那个|那位|那户|那家|一方|那方|账号|号|主)?,?(?:其实|原来|还|就|正|都|也|应|该|不是别人,?)*(?:是|为|系)"
    r"(?!对|不|否|什么|真|好|必|正确|为了|要|我镇|我村|因|由于|由|在|从前)"
)
# 据其同厂工友讲, 听他亲嫂子说, 由其前妻提供.
_AS_SOMEBODY = "(?:据|听|由|经|照|按|依|从|凭)[^,。;]{0,8}"
_SAID = "[^,。;]{0,3}?(?:讲|说(?![事法明])|称|述|提供|介绍(?!所)|回忆|转告|带来|捎来|来问|来讲|来说)"
_AS, _SAYS, _SOURCE = Nearby(f"{_AS_SOMEBODY}$"), Nearby(_SAID), Pattern(f"{_AS_SOMEBODY}?[^,。;]{{1,5}}{_SAID}")
# Whom a guess or a sign gives away: 看笔迹是, 都晓得是, 一看就晓得是谁家.
_GUESSED = Pattern(
    "(?:意见|信|举报|反映|投诉|条子|纸|帖|邮箱|邮件|账号|头像|昵称|记者|线索|电话|声音|口音|笔迹|字迹|写着)[^。;]{0,24}?"
    "(?:猜|晓得|知道|看得出|听得出|认得|认出|明摆着|分明|八成|多半|估计|肯定|一看就|一听就)[^,。;]{0,6}?(?:是|像)(?!对|不|否|真|假)"
    "[^,。;]{1,14}"
)
# What stands in a form or under a letter: 签名:桥东养蜂人, 发信人为末尾4409的机主, 信末写着"一个…的人".
_SIGNED = Pattern(
    "(?:(?:签名|签字|署名|落款)[人者]?|信末|信尾|末尾|文末|填报人|发信人|发件人|寄信人|寄件人|投递人|递交人|来电人?|来访人?|来人|反映人|举报人|投诉人"
    r"|诉求人|报料人|提问人|报修人|报告人|告发人|联系人|访客|对方)(?:只?(?:写着?|写的是|签的是?|留的是?)|是|为|系|自称|[:(]|\n(?!\n))[“\"]?"
    "(?!电话|匿名|要求|对|不|否|姓名|一栏|如|请|空|未|无|略|[^,。;\n]{0,10}(?:公司|局|所|站|办|委|中心|学校|单位|代表|书记|主任|政府|平台))"
    r"[^,。;:\n”\")]{2,16}"
)
# Who says of somebody's own self what only one can say: 说自己在加油站上班, 说她是9栋的, 女,五十来岁,…要求.
_OF_ONESELF = Pattern(
    r"(?:说|讲|称|自称|口称)(?:自己|[他她])(?:是|在|住|家|姓|有)[^,。;]{1,12}"
    r"|(?:^|[|\n:,])[男女],[^。;]{0,30}?(?:要求|反映|诉|投诉|问|请求|希望)"
    r"|我们?[^,。;]{0,3}(?:就)?住在?(?!院)[^,。;]{1,12}|我们(?:几个|姊妹|兄弟|[二三四五六七八九十几两]+[户家个])[^,。;]{2,10}"
)
# Whatever somebody does, and then says: 在抖音下评论,说水有味; 跟组长拍了桌子,嫌分的地少.
_THEN_SAYS = Nearby(
    "[^,。;:]{0,16},(?:又|还|也|一直|只|就|非)?(?:想?问|说(?![明法事])|讲(?![座解])|嫌|骂|求[我您你代组镇村]|称(?![为号])|怪|埋怨|要求|想要"
    "|叫[我你您]|让[我你您]|喊[我你您]|怕[人别得])"
)
_SAYS_SO = Pattern(",(?:又|还|也|一直|只|就|非)?(?:想?问|说|讲|嫌|骂|求|称|怪|埋怨|要求|想要|叫|让|喊|怕)")
# 最早喊出来的是收鸭毛的那个, 问的人是教数学的: who follows, is one by the lists.
_SAID_BY = Pattern(
    "(?:喊|问|说|讲|提|写|闹|告|报|打|拍|骂|催|找|签|传|捅|嚷|吵|诉|求|发)(?:[出上下过][来去]|来|出|过|了|话|信|事|这事|这个|此事){0,3}的"
    "(?:那个|那)?人?,?(?:就|还|其实|原来|应该|正)*(?:是|为|系)"
)
_BY_HAND = Pattern("出自[^,。;]{2,14}之手|[^,。;:]{2,10}的(?:手笔|亲笔)")
# After a telling, soon: 后来查明是, 即, (住井边.
_THEN_IS = Nearby(r"[^。;]{0,24}?(?:是|为|系|即|属|乃|像|[(])[^,。;]{0,9}$")


def reports_in(text: str) -> Iterator[Span]:
    """Where a plain text tells so who told, in no order."""
    for start, sentence in sentences_in(text):
        for begin, end in _reports(sentence):
            yield start + begin, start + end
    for pattern in (_GUESSED, _SIGNED, _OF_ONESELF, _BY_HAND):
        for match in pattern.finditer(text):
            if not _MANY.spans_in(_TO_WHOM.sub("", match[0])):
                yield match.span()


def _reports(sentence: str) -> Iterator[Span]:
    tellings = [span for span in _TELLING.spans_in(sentence) if not _NO_TELLING.match(sentence, span[1])]
    said_by = list(_SAID_BY.finditer(sentence))
    if not tellings and not said_by and not _SOURCE.search(sentence) and not _SAYS_SO.search(sentence):
        return
    tellers = sorted(_tellers(sentence))
    for first, last in tellers:
        says, source = _SAYS.match(sentence, last), _AS.search(sentence[max(0, first - 9) : first])
        if says and source and _is_one(sentence, first, last, last):
            yield first, says.end()
        then = _THEN_SAYS.match(sentence, last)
        if then and _is_one(sentence, first, last, then.end()):
            yield first, then.end()
        if any(0 <= first - cleft.end() <= FROM_TELLER for cleft in said_by) and _is_one(sentence, first, last, last):
            yield first, last
    for begin, end in tellings:
        if (cleft := _IS.match(sentence, end)) and sentence[begin - 1 : begin] not in ("所", "您", "你"):
            who = sentence[cleft.end() : cleft.end() + 14].split(",")[0]
            if len(who) > 1 and not _MANY.spans_in(who[:8]):
                yield begin, cleft.end() + len(who)
        for first, last in tellers:
            is_before = 0 <= begin - last <= FROM_TELLER and _BETWEEN.fullmatch(sentence[last:begin])
            if is_before and _is_one(sentence, first, last, begin):
                yield first, end
            is_behind = end <= first <= end + TO_TELLER and _THEN_IS.fullmatch(sentence[end:first])
            if is_behind and _is_one(sentence, first, last, last):
                yield begin, last


def _tellers(sentence: str) -> Iterator[Span]:
    yield from _TELLERS.spans_in(sentence)
    yield from (each.span() for each in _DOING.finditer(sentence))
    yield from bynames_in(sentence)
    yield from ((each.start, each.end) for each in called_in(sentence))


def _is_one(sentence: str, first: int, last: int, begin: int) -> bool:
    """Whether neither before who tells nor between them and the telling many are spoken of, or an office."""
    around = f"{sentence[max(0, first - 3) : first]},{sentence[last:begin]},{sentence[last : last + 1]}"
    told = around
    for each in reversed(list(_TO_WHOM.finditer(around))):
        told = told[: each.start()] + told[each.end() :]
    return not _MANY.spans_in(told)
