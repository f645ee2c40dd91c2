"""Where somebody lives: a family's door, a house or room number.

What is left out on purpose stands beside each pattern, and is a sentence of `tests/corpus/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.dwellings import dwellings_in
from lianhu.personal.found import Found
from lianhu.personal.mentions import NAME, NOT_GIVEN, SURNAMES
from lianhu.personal.pattern import Nearby, Pattern, Patterns

_NUMBER = r"[0-9A-Za-z一二三四五六七八九十百零〇]{1,5}"
_ROOM = r"[0-9一二三四五六七八九十零〇]{1,5}"


_DOOR = Pattern(
    rf"(?P<name>{NAME}|[老小][{SURNAMES}]|[{SURNAMES}]|某某?)(?:的)?家(?:的)?"
    r"(?:大门口|门口|门前|门外|屋前|屋后|房前|房后|隔壁|楼下|窗外|院内|院子里|围墙|后面|前面|旁边|旁|附近|对面)"
)
# Words that only look like a name before 家: 万户千家门口, 周边人家门口, 高龄老人家门口.
_NO_NAME = Nearby(rf"[{NOT_GIVEN}]$|^.[{NOT_GIVEN}]|老人$|户|人$|^.国$|大$|自$|^(?:周边|方便|安全|万户|单位|成员|居民)")

_SURE = Patterns(
    Pattern(
        rf"{_NUMBER}\s?(?:栋|幢|座|号楼|#楼?)\s?(?:{_NUMBER}\s?(?:单元|门)\s?(?:{_ROOM}(?:室|号|户|房)"
        rf"|[0-9一二三四五六七八九零〇]{{3,4}})|[0-9]{{3,4}}(?:室|号|房)?)"
        rf"(?![0-9年平米㎡户套余多人万元])|{_NUMBER}\s?单元\s?{_ROOM}\s?(?:室|号|房)|(?<![0-9])[0-9]{{1,2}}-[0-9]{{"
        rf"1,2}}-[0-9]{{3,4}}室"
    ),
    Pattern(rf"门牌号?码?(?:是|为)?[\s:]{{0,2}}[\u4e00-\u9fff]{{0,8}}?(?<!统){_ROOM}号?(?=[^整户])"),
    Pattern(
        rf"(?:家住|住在|家庭住址|住址|户籍地址|家庭地址)(?:是|为)?[\s:]{{0,2}}[^，。;,;\n]{{1,20}}?"
        rf"(?<![月线第])({_ROOM})号(?!线|院校|文|[^，。;,;\n]{{0,8}}(?:小区|花园|院子))"
    ),
)


# What may be a home: a house of a group or lane, a room without its word, and a house that is told by where it stands.
_ANY = "0-9〇零○一二两三四五六七八九十百廿卅壹贰叁肆伍陆柒捌玖拾幺"
_NO_HOUSE = (
    "(?!线|台|路灯|灯|杆|电杆|机|泵|井|闸|桥|渠|塘|山塘|地块|标段|变|公告|文|令|院校|车|楼(?:栋)?(?:外墙|公)"
    r"|[,，]?[^，。;,;\n]{0,4}(?:小区|公司|厂|超市|店|商铺|门面|政府|村部|学校|医院|卫生院|中心|银行|邮局))"
)
_PLACED = (
    r"(?:第[0-9一二三四五六七八九十]{1,2}(?:户(?!型|通|签|完成|入住)|家(?!企|庭|公|店|工|单|超|门店|银|分|庭)|间|个门|排左"
    "|排右|(?:栋|幢)(?!楼|住宅|全体|[0-9]+户|的?业主|及|、|和|至|到))"
    r"|唯一(?:的)?(?:一)?(?:栋|户|家|间|座)|独一(?:栋|户|家)"
    "|(?:最|顶)(?:里头?|外头?|上头?|下头?|前头?|后头?|东头?|西头?|南头?|北头?|左边?|右边?|高处|尾巴?"
    "|边上)(?:面|边)?(?:的)?那?一?(?:户|家|栋|间)"
    "|(?:旁边|隔壁|对面|对门|斜对面|后面|前面|左边|右边|东边|西边|南边|北边|里边|上边|下边|头上|尾上|坎上"
    r"|坎下|边上|左手边|右手边|脚下|口子上|转角|楼上|楼下|[东西南北左右]头)[^,。;]{0,8}?的?(?:那"
    "|这)一?(?:户(?!型)|家(?!店|超|公司|企业|饭|餐|面馆|商|工厂|单位|银行|药|医)|栋|间)"
    r"|(?:的|着的|住的)那一?(?:户(?!型)|家(?!店|超|公司|企业|饭|餐|面馆|商|工厂|单位|银行|药|医))"
    r"|[那这]栋[^,。;]{0,8}?的?(?:左|右|东|西|中间)[边面头]?那?(?:户|家)"
    r"|(?:他|她|其|该户|户主)(?:家|屋里)(?:就)?(?:在|住))"
)
_ASKED = Patterns(
    (
        Pattern(
            "(?:组|队|屋场|巷子?|弄|冲|湾|里|村|庄|坪|塆|塅|街|路|大道|院|社区|小区)(?:的"
            rf"|内)?\s?[{_ANY}]{{1,4}}号(?:[之附-][{_ANY}]{{1,2}}号?)?{_NO_HOUSE}",
        )
    ),
    Pattern(rf"[{_ANY}]{{1,4}}号(?:[之附-][{_ANY}]{{1,2}})号?"),
    Pattern(r"(?<![0-9.-])[0-9]{1,2}-[0-9]{1,2}-[0-9]{3,4}(?![0-9-])"),
    (
        Pattern(
            rf"[{_ANY}]{{1,3}}(?:栋|幢|座|号楼|#)[0-9A-Za-z{_ANY}]{{0,3}}(?:单元)?\s?[{_ANY}]{{1,3}}楼\s?(?:[东西左右中"
            "南北对][边面头侧户手])",
        )
    ),
    Pattern(
        rf"[{_ANY}]{{1,3}}单元\s?[{_ANY}]{{1,3}}(?:楼|层|-)\s?(?:[东西左右中南北对][边面头侧户手]|[0-9]{{1,4}}|那)",
    ),
    Pattern(rf"[{_ANY}]{{1,3}}(?:栋|幢|座)\s?[{_ANY}]{{1,3}}单元\s?[{_ANY}]{{3,4}}"),
    Pattern(rf"[{_ANY}]{{1,3}}单元\s?[{_ANY}]{{3,4}}(?![{_ANY}年平米㎡户套余多人万元])"),
    Pattern(rf"[A-Za-z]区?[{_ANY}]{{1,3}}(?:栋|幢|座)[0-9{_ANY}]{{2,4}}"),
    Pattern(rf"(?<![0-9.-])[{_ANY}]{{1,2}}-[{_ANY}]{{3,4}}(?=室|房|住|业主|户|漏|门|家|的|,|$)"),
    Pattern(
        rf"(?<![{_ANY}.第/])[{_ANY}]{{3,4}}(?:室|房)(?![内外屋间产子])|(?:楼[上下]|隔壁|对门"
        rf"|住)[{_ANY}]{{3,4}}(?:室|房|住户|业主|,|$)",
    ),
    Pattern(rf"(?:栋|幢)[{_ANY}]{{3}}(?:室|房)?(?![{_ANY}年平米㎡户套余多人万元层])"),
    Pattern(rf"(?:坳|坡|岭|塘|咀|嘴|屋|垅|垄|冲|畈|片|段|塝|岗|湖|河|口|园|苑|桥|寨|沟)[{_ANY}]{{1,4}}号{_NO_HOUSE}"),
    Pattern(rf"[{_ANY}]组[{_ANY}]{{1,2}}-[{_ANY}]{{1,2}}号"),
    (
        Pattern(
            r"(?:尽头|拐角|路边|山脚|山顶|桥头|塘边|河边|井边|学校|村部|祠堂|庙)[^,。;]{0,6}?(?:那|这)一?(?:栋|户"
            "|家(?!店|超|公司|企业|饭|餐|面馆|商|工厂))",
        )
    ),
    Pattern(_PLACED),
)
# Every house, and where an office or a shop is.
_NOT_THIS = Nearby(
    r"(?:每|逐|各|挨|几)$|(?:中心|办公|委会|政府|派出所|医院|卫生院|公司|窗口|服务站|服务点|接待室|门店|超市|学校|银行|邮局|药店)"
    r"[^,。;]{0,4}(?:地址|地点|位于|在|迁[至到]|搬[至到])[^。;]{0,8}$",
)


def homes_in(text: str) -> Iterator[Found]:
    """Where somebody lives, of a plain text, in no order."""
    for match in _DOOR.finditer(text):
        if not _NO_NAME.search(match["name"]) or match["name"].startswith("某"):
            yield Found(match.start(), match.end(), "home", match[0])
    for match in _SURE.finditer(text):
        yield Found(match.start(), match.end(), "home", match[0])
    for match in _ASKED.finditer(text):
        if not _NOT_THIS.search(text[max(0, match.start() - 20) : match.start()]):
            yield _asked(text, *match.span())
    for start, end in dwellings_in(text):
        yield _asked(text, start, end)


def _asked(text: str, start: int, end: int) -> Found:
    return Found(start, end, "home", text[start:end], is_sure=False, shown=_shown(text[start:end]))


def _shown(place: str) -> str:
    """A probable home without its numbers, and without what stands between its beginning and its end."""
    if re.search(f"[{_ANY}]+(?!楼)", place):
        return re.sub(f"[{_ANY}]", "*", place)
    return place if len(place) < 5 else f"{place[:2]}…{place[-2:]}"
