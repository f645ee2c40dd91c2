"""Who reported a matter: by name, as who is described, or as the writer's own self. It is asked, never refused.

Residents in the plural report all the time, and an office, a platform or a representative in duty is nobody in
particular: 群众反映, 代表收集到, 12345平台转来.

Source: G4; the platform's own rule that who reports is protected.
"""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.personal.found import Found
from lianhu.personal.mentions import KIN, MEANT, called_in, names_at, names_first_in
from lianhu.personal.pattern import Nearby, Pattern, Patterns
from lianhu.personal.private_names import IN_OFFICE_AFTER, private_names
from lianhu.personal.reports import reports_in
from lianhu.personal.tellers import tellers_in

_TELLS = (
    r"(?:反映|来电|来信|来访|投诉|举报|检举|诉求|提出|告诉|告知|报告|要求|打来电话|打电话|打[0-9]{5}|拨打"
    "|致电|跑来|上门来?说|来讲|来说|讲(?![座解究话])|说(?![事法明唱])|称(?![为号呼赞])|问(?![题答卷询])|留言"
    "|发帖|写信|喊(?!话)|提[了过]?(?:意见|异议|建议|要求)|(?<![公警报广通原被忠劝])告(?:到|上|状))"
)
_PARTY = (
    r"(?:反映|反应|来电|来信|来访|诉求|投诉|举报|检举|报料|爆料|报事|报修|报障|咨询|建议|提问|提出|求助|留言"
    r"|发帖|写信|信访|点单|下单|报单|填单|填表|发件|寄件|来函|报警|联名|签名|提案|提意见)(?:人|者)"
)
# What stands between who is called by a name and what they tell.
_THEN_TELLS = (
    r"(?:也|又|都|曾|再次|前来|跑来|来(?:[\u4e00-\u9fff]{1,4})?|家|本人|同志|等人|向[\u4e00-\u9fff]{1,4}"
    r"|到[\u4e00-\u9fff]{1,5}|在[\u4e00-\u9fff]{1,4}|当着[^,。;]{1,6}面)?"
)
THEN_TELLS = Pattern(rf"{_THEN_TELLS}{_TELLS}|[,:]?报(?![名到表纸销价考])|[,:](?:问|说|讲|反映|来电|投诉|要求)")
# What is surely a name may stand a little apart: 彭某站起来提出异议.
SOON_TELLS = Pattern(rf"(?![^,。;:]{{0,6}}(?:的|把|被|将|接到|收到|受理))[\u4e00-\u9fff]{{0,6}}?{_TELLS}")
# Of an office's form, of who speaks in a meeting, and of who is named as the source.
PARTY = Pattern(
    rf"(?:{_PARTY}|F\s?Y\s?R|[Ff]an\s?[Yy]ing人"
    r"|(?:来访|来电|信访|接访|接待|投诉|诉求|报修|上访)(?:登记|记录|群众|居民)"
    r"|(?:发言|提问|提议|反映|反应|投诉|诉求|报修|举报|来电|来信|来访|信息|线索|问题|消息)(?:来源)?(?=[:(])"
    r"|联系人(?=:))\s?(?:[:(是为]\s?)?(?:[0-9一二三四五六七八九十]组(?:村民|居民)?)?",
)
_DESCRIBED = (
    "(?:那(?:一)?(?:家|户|位|个|对)(?:夫妻|夫妇|人|老人|师傅)?|(?:男|女)主人|老板娘?|夫妻|[小老]?两口子?"
    r"|夫[妻妇]俩|老会计|退休[\u4e00-\u9fff]{2}|老党员|对门|邻居|房东|老太太?|老爷子|婆婆|大爷|大妈)"
)

PATTERNS = Patterns(
    Pattern(
        rf"(?!你|您|[他她](?!本人|{KIN}|的|家))(?:{MEANT})(?!要求)(?:[\u4e00-\u9fff]{{0,4}}?){_TELLS}",
    ),
    (
        Pattern(
            r"(?:据|听|由|经)[^,。;]{0,6}(?:一|那|这|某)(?:位|名|个|户)[^,。;]{1,10}(?:提供|反映|举报|投诉|提出|告知"
            "|告诉|讲|说)",
        )
    ),
    # The party of an office's form, with something that tells of it.
    Pattern(
        rf"{_PARTY}(?:是|为|系|姓|自称|:|自述|称|说|住|来自|(?:要求|请求)(?:保密|匿名),(?:为|系|是|住|姓)"
        rf"|不愿|不肯|怕|[\u4e00-\u9fff]{{0,2}}姓)(?!名|质)[^,。;]{{1,16}}",
    ),
    Pattern(rf"(?:据|听|由|经)[^,。;]{{0,8}}?{_DESCRIBED}[^,。;]{{0,3}}?{_TELLS}"),
    Pattern(rf"(?:线索|消息|信息|问题|反映)?来源:[^,。;]{{0,10}}?{_DESCRIBED}"),
    # 电话是个年轻女子打来的, 信是老师写的, 由一位老干部提供, 提供线索的是养猪户.
    (
        Pattern(
            "(?:电话|信|来信|线索|消息|视频|照片|条子|帖子|诉求|问题|情况|此事|单子?|表|留言|意见|话)(?:是|由|系"
            r"|为)[^,。;]{1,14}(?:打|写|提供|反映|拍|发|说|提|举报|投诉|讲|传|填|交|下|递)(?:来|出|上来)?(?:的|,|$)",
        )
    ),
    (
        Pattern(
            r"(?<!们)(?:提供|举报|投诉|报告|来说|来讲|打电话|发帖|写信)[^,。;]{0,6}的(?:是|人是|人系)[^,。;]{2,14}"
            r"|反映的人(?:是|系)[^,。;]{2,14}",
        )
    ),
    Pattern(
        r"(?:匿名|实名)(?:举报|投诉|反映|来信|来电|写信)(?!查实|属实|有奖|受理|制|信箱|平台|渠道|方式"
        r"|的?[^,。]{0,4}按)",
    ),
    (
        Pattern(
            rf"(?<![各位些多]){_DESCRIBED}[^,。;]{{0,2}}?(?:反映|来电|来信|投诉|举报|提出|告诉|打来电话|打电话|跑来"
            "|来讲|讲|说)",
        )
    ),
    Pattern(
        (r"(?:匿名|落款|署名|笔迹|看字)[^。;]{0,14}?(?:写的|[“\"][^”\"]{2,20}[”\"]|是|为|:)"),
    ),
    Pattern(rf"卖[\u4e00-\u9fff]{{1,3}}的[^,。;]{{0,6}}{_TELLS}"),
    # One resident who called or wrote; in the plural they are nobody.
    (
        Pattern(
            r"(?<![多各位些数])(?<!多[位名个户])(?:住户|业主|租户|村民|居民|市民|网友|群众|家长|家属)(?!们)(?:[^,。;、!]{0,4}?)(?:来电(?!较"
            r"|量|多|数)|来信(?!来访|件|较)|打来电话|打电话|致电|来访(?!接|件|数)|上门(?:反映|来)|打[0-9]{5})",
        )
    ),
    (
        Pattern(
            r"(?:一|有)(?:位|名|个)[\u4e00-\u9fff]{0,8}?(?:住户|业主|租户|村民|居民|市民|大爷|大妈|老人|男子|女子"
            r"|婆婆|姓[\u4e00-\u9fff]的)[\u4e00-\u9fff]{0,4}?(?:反映|来电|来信|投诉|举报|说(?![法事明])|讲|提出"
            "|打[电来1])",
        )
    ),
    Pattern(r"有个?姓.的[^,。;]{0,4}"),
    (
        Pattern(
            r"(?:有|一|某|那|这|该)(?:位|名|个|户)?[\u4e00-\u9fff]{0,6}?(?:大姐|大哥|大叔|大婶|阿姨|师傅|老乡|年轻人"
            "|小伙子?|青年|妇女|妇人|女人|男人|老头|老太|司机|店主|摊主|商户|家长|学生|老师|干部|军人|老兵|党员"
            r"|打工的|养[\u4e00-\u9fff]户)[\u4e00-\u9fff]{0,4}?(?:反映|来电|来信|写信|投诉|举报|说(?![法事明])|讲"
            "|提出|告诉|打来?电话|留言)",
        )
    ),
    Pattern(
        (r"(?:昵称|网名|网友|用户名|微信名)[为是:]?[“\"「](?!网友[”\"」])[^”\"」]{1,14}[”\"」]"),
    ),
    (
        Pattern(
            r"(?:自称|自述)(?!为)[^,。;]{2,10}|[他她]说(?:自己|他|她)|谁(?:举报|反映|投诉|告)的"
            r"|某[\u4e00-\u9fff]{2,7}(?:写信|来电|来信|反映|投诉|举报|来访)",
        )
    ),
    # Who signs a letter: 此致敬礼, 村民 廖国安.
    Pattern(
        r"敬礼[!。]?\s{0,3}(?![^。]{0,15}(?:委|局|所|站|政府|办|公司|组织|代表|全体|中心|们))[^\s。][^。]{1,15}"
        r"|[^,。;:\s]{2,8}\s?(?:敬上|叩上|谨呈)",
    ),
    # The writer's own self.
    (
        Pattern(
            "(?<![由须需要凭带持经其非为以给让向问跟和与对员人你])本人(?!承诺|声明|保证|已阅|知悉|照|近|有效|社保"
            "|银行|签|到场|办理|持|携|身份|户口|申请|自愿|或"
            "|及其|要求"
            "|确认|缴|参保|凭|领取|账户|名下|不能|无法到|需|须|应|可|同意|意愿)",
        )
    ),
    (
        Pattern(
            r"我叫[\u4e00-\u9fff]{2,3}|(?:我|俺)(?:是|系)(?!党员[,!。]|志愿者[,!。]|们|否|国|县|市|镇|省|区|不|谁)[^,。;]{1,14}|(?:我|俺"
            "|咱)(?:们?家|们?屋|住在?|婆|老婆|老公|爸|妈|娘|爹|儿|女|崽|孙)(?!们的节)|(?:鄙人|俺们|咱们?屋|咱家)",
        )
    ),
    Pattern(rf"(?:我|俺|咱)(?:老)?(?:{KIN})[^,。;]{{0,6}}"),
)
_NOBODY = Nearby(r"(?:记者|主播|讲师|老师|专家|气象台|书记|主任|镇长|组长|片长|代表|局|所|站|办|委)[^,。;]{0,2}$")


def reporters_in(text: str) -> Iterator[Found]:
    """Who reported, of a plain text, in no order."""
    for start, end in private_names(text):
        if tells := THEN_TELLS.match(text, end) or SOON_TELLS.match(text, end):
            yield _found(text, start, tells.end())
    for mention in (*called_in(text), *names_first_in(text)) if THEN_TELLS.may_match(text) else ():
        if tells := THEN_TELLS.match(text, mention.end):
            yield _found(text, mention.start, tells.end())
    yield from _parties(text)
    for match in PATTERNS.finditer(text):
        if not _NOBODY.search(text[max(0, match.start() - 6) : match.start()]):
            yield _found(text, *match.span())
    for start, end in (*tellers_in(text), *reports_in(text)):
        yield _found(text, start, end)


def _parties(text: str) -> Iterator[Found]:
    """Whoever is named as the party of an office's form."""
    named = {each.start: each.end for each in called_in(text)}
    for party in PARTY.finditer(text):
        begin = party.end()
        if any(IN_OFFICE_AFTER.match(text, begin + family) for family in (1, 2, 3)):
            continue
        called = (named[begin],) if begin in named else ()
        for end in (*(name.end for name in names_at(text, begin)), *called):
            yield _found(text, party.start(), end)
            break


def _found(text: str, start: int, end: int) -> Found:
    return Found(start, end, "reporter", text[start:end], is_sure=False, shown=_shown(text[start:end]))


def _shown(passage: str) -> str:
    return passage if passage in ("本人", "住户来电") else f"{passage[:1]}*{passage[-2:] if len(passage) > 3 else ''}"
