"""Who reported a matter: by name, as who is described, or as the writer's own self. It is asked, never refused.

Residents in the plural report all the time, and an office, a platform or a representative in duty is nobody in
particular: 群众反映, 代表收集到, 12345平台转来.

Source: G4; the platform's own rule that who reports is protected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.found import Found
from lianhu.personal.mentions import ANY_SURNAME, CALLED, FULL_NAME, GIVEN, KIN, MEANT, NO_WORD, WITHHELD_NAME

_TELLS = (
    r"(?:反映|来电|来信|来访|投诉|举报|检举|诉求|提出|告诉|告知|报告|要求|打来电话|打电话|打[0-9]{5}|拨打"
    "|致电|跑来|上门来?说|来讲|来说|讲(?![座解究话])|说(?![事法明唱])|称(?![为号呼赞])|问(?![题答卷询])|留言"
    "|发帖|写信|喊(?!话))"
)
_PARTY = r"(?:反映|来电|来信|来访|诉求|投诉|举报|检举|报料|爆料|报事|提问|提出|求助|留言|发帖|信访)(?:人|者)"
_TOLD_BY = (
    rf"(?:{CALLED}|{WITHHELD_NAME}|(?<![\u4e00-\u9fff]){NO_WORD}{ANY_SURNAME}{GIVEN}{{1,2}}"
    rf"|隔壁老?{ANY_SURNAME}?[\u4e00-\u9fff]?"
    rf"|[老小]{ANY_SURNAME})(?:也|又|都|曾|再次|前来|跑来|来(?:[\u4e00-\u9fff]{{1,4}})?|家|本人|同志|等人"
    rf"|向[\u4e00-\u9fff]{{1,4}}"
    rf"|到[\u4e00-\u9fff]{{1,5}}|在[\u4e00-\u9fff]{{1,4}})?"
)
_DESCRIBED = (
    "(?:那(?:一)?(?:家|户|位|个|对)(?:夫妻|夫妇|人|老人|师傅)?|(?:男|女)主人|老板娘?|夫妻|两口子|老会计"
    r"|退休[\u4e00-\u9fff]{2}|老党员|对门|邻居|房东|老太太?|老爷子|婆婆|大爷|大妈)"
)

PATTERNS = (
    rf"{_TOLD_BY}{_TELLS}",
    rf"(?!你|您|[他她](?!本人|{KIN}|的|家))(?:{MEANT})(?!要求)(?:[\u4e00-\u9fff]{{0,4}}?){_TELLS}",
    rf"{_PARTY}:?(?:{WITHHELD_NAME}|{FULL_NAME}|{CALLED})",
    (
        r"(?:据|听|由|经)[^,。;]{0,6}(?:一|那|这|某)(?:位|名|个|户)[^,。;]{1,10}(?:提供|反映|举报|投诉|提出|告知"
        "|告诉|讲|说)"
    ),
    # The party of an office's form, with something that tells of it.
    rf"{_PARTY}(?:是|为|系|姓|自称|:|自述|称|说|住|来自|[\u4e00-\u9fff]{{0,2}}姓)(?!名|质)[^,。;]{{1,16}}",
    rf"(?:据|听|由|经)[^,。;]{{0,8}}?{_DESCRIBED}[^,。;]{{0,3}}?{_TELLS}",
    rf"(?:线索|消息|信息|问题|反映)?来源:[^,。;]{{0,10}}?{_DESCRIBED}",
    # 电话是个年轻女子打来的, 信是老师写的, 由一位老干部提供, 提供线索的是养猪户.
    (
        "(?:电话|信|来信|线索|消息|视频|照片|条子|帖子|诉求|问题|情况|此事|单子|意见|话)(?:是|由|系"
        r"|为)[^,。;]{1,14}(?:打|写|提供|反映|拍|发|说|提|举报|投诉|讲|传)(?:来|出)?(?:的|,|$)"
    ),
    (
        r"(?<!们)(?:提供|举报|投诉|报告|来说|来讲|打电话|发帖|写信)[^,。;]{0,6}的(?:是|人是|人系)[^,。;]{2,14}"
        r"|反映的人(?:是|系)[^,。;]{2,14}"
    ),
    r"(?:匿名|实名)(?:举报|投诉|反映|来信|来电|写信)",
    (
        rf"(?<![各位些多]){_DESCRIBED}[^,。;]{{0,2}}?(?:反映|来电|来信|投诉|举报|提出|告诉|打来电话|打电话|跑来"
        "|来讲|讲|说)"
    ),
    r"(?:匿名|落款|署名|笔迹|看字)[^。;]{0,14}?(?:写的|[“\"][^”\"]{2,20}[”\"]|是|为|:)",
    rf"卖[\u4e00-\u9fff]{{1,3}}的[^,。;]{{0,6}}{_TELLS}",
    # One resident who called or wrote; in the plural they are nobody.
    (
        r"(?<![多各位些数])(?:住户|业主|租户|村民|居民|市民|网友|群众|家长|家属)(?:[^,。;、!]{0,4}?)(?:来电(?!较"
        r"|量|多|数)|来信(?!来访|件|较)|打来电话|打电话|致电|来访(?!接|件|数)|上门(?:反映|来)|打[0-9]{5})"
    ),
    (
        r"(?:一|有)(?:位|名|个)[\u4e00-\u9fff]{0,8}?(?:住户|业主|租户|村民|居民|市民|大爷|大妈|老人|男子|女子"
        r"|婆婆|姓[\u4e00-\u9fff]的)[\u4e00-\u9fff]{0,4}?(?:反映|来电|来信|投诉|举报|说(?![法事明])|讲|提出"
        "|打[电来1])"
    ),
    rf"有个?姓{ANY_SURNAME}的[^,。;]{{0,4}}",
    (
        r"(?:有|一|某|那|这|该)(?:位|名|个|户)?[\u4e00-\u9fff]{0,6}?(?:大姐|大哥|大叔|大婶|阿姨|师傅|老乡|年轻人"
        "|小伙子?|青年|妇女|妇人|女人|男人|老头|老太|司机|店主|摊主|商户|家长|学生|老师|干部|军人|老兵|党员"
        r"|打工的|养[\u4e00-\u9fff]户)[\u4e00-\u9fff]{0,4}?(?:反映|来电|来信|写信|投诉|举报|说(?![法事明])|讲"
        "|提出|告诉|打来?电话|留言)"
    ),
    r"(?:昵称|网名|网友|用户名|微信名)[为是:]?[“\"「](?!网友[”\"」])[^”\"」]{1,14}[”\"」]",
    (
        r"(?:自称|自述)(?!为)[^,。;]{2,10}|[他她]说(?:自己|他|她)|谁(?:举报|反映|投诉|告)的"
        r"|某[\u4e00-\u9fff]{2,7}(?:写信|来电|来信|反映|投诉|举报|来访)"
    ),
    # The writer's own self.
    (
        "(?<![由须需凭带持经其非为以给让向问跟和与对员人你])本人(?!签|到场|办理|持|携|身份|户口|申请|自愿|或"
        "|及其|要求"
        "|确认|缴|参保|凭|领取|账户|名下|不能|无法到|需|须|应|可|同意|意愿)"
    ),
    (
        r"我叫[\u4e00-\u9fff]{2,3}|(?:我|俺)(?:是|系)(?!们|否|国|县|市|镇|省|区|不|谁)[^,。;]{1,14}|(?:我|俺"
        "|咱)(?:们?家|们?屋|住在?|婆|老婆|老公|爸|妈|娘|爹|儿|女|崽|孙)(?!们的节)|(?:鄙人|俺们|咱们?屋|咱家)"
    ),
    rf"(?:我|俺|咱)(?:老)?(?:{KIN})[^,。;]{{0,6}}",
)
_NOBODY = re.compile(r"(?:记者|主播|讲师|老师|专家|气象台|书记|主任|镇长|组长|片长|代表|局|所|站|办|委)[^,。;]{0,2}$")
PATTERN = re.compile("|".join(f"(?:{pattern})" for pattern in PATTERNS))
SIGN = (
    "反映|提供|来电|来信|来访|投诉|举报|检举|诉求|提出|告诉|告知|来源|匿名|落款|署名|笔迹|本人|我|俺|咱|鄙人|在下"
    "|讲|说|称|打|问|姓|要求|跑来|报料|爆料|求助|留言|发帖|写信|喊|信访人|报事人|致电"
)


def reporters_in(text: str) -> Iterator[Found]:
    """Who reported, of a plain text, in no order."""
    for match in PATTERN.finditer(text):
        if not _NOBODY.search(text[max(0, match.start() - 6) : match.start()]):
            yield Found(match.start(), match.end(), "reporter", match[0], is_sure=False, shown=_shown(match[0]))


def _shown(passage: str) -> str:
    return passage if passage in ("本人", "住户来电") else f"{passage[:1]}*{passage[-2:] if len(passage) > 3 else ''}"
