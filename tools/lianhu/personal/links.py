"""Links and codes that lead into a private place, such as a group of a chat. An office may have one: they are asked.

What is left out on purpose stands beside each pattern, and is a sentence of `tests/corpus/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.found import Found
from lianhu.personal.pattern import Nearby, Pattern
from lianhu.personal.plain import as_read

_TOP = "com|cn|net|org|top|cc|io|me|ly|link|vip|xyz|win|club|site|info|tv|im|to|gg|app|shop|fun|ltd|mp|co|la|ink"
_DOT = r"(?:\.|\[\.\]|\(\.\)|\{\.\}|\s?点\s?|\s?dot\s?|。)"
# Words of which one stands wherever a link can be found, as a pattern.
SIGN = (
    r":\s?/\s?/|[.点。\])}tT]\s?(?:[Cc][OoNnCcLl]|[Nn][Ee]|[Oo][Rr]|[Tt][OoVv]|[Ii][OoNnMm]|[Mm][EePp]|[Ll][YyIiTtAa]"
    "|[Vv][Ii]|[Xx][Yy]|[Ww][Ii]|[Ss][IiHh]|[Gg][Gg]|[Aa][Pp]|[Ff][Uu])|群|会议|[Zz][Oo][Oo][Mm]|入会|二维码|扫|长按|识别"
    "|收款码|付款码|房间号|直播间|频道|[Bb][Vv]|magnet|[请问享荐取证]码|暗号|密码|口令|[¥$€]|复制"
)

MAY_LEAD = re.compile(SIGN)
_IN_A_LINK = "[!#-'*+.-:=?-~-]"
_SCHEME = (
    r"(?:h\s?[tx]\s?[tx]\s?p\s?s?|[a-z][a-z0-9]{2,12})\s?:\s?/\s?/\s?"
    rf"{_IN_A_LINK}{{2,200}}"
)
_HOST = rf"(?<![@A-Za-z0-9.-])(?:[A-Za-z0-9-]{{1,40}}{_DOT}){{1,4}}(?:{_TOP})(?![A-Za-z0-9])"
_PATH = rf"\s?(?:/|斜杠|\?|:[0-9]{{2,5}}/){_IN_A_LINK}{{0,200}}"
_OF_A_GROUP = "(?<!人)群(?![众体山防岛落英])(?:聊)?(?:号码?|码|id)?|(?:入|加|进)群"
_OF_A_MEETING = r"会议(?:号码?|id|码)|腾讯会议|zoom(?:\s?id)?|(?:钉钉|飞书)会议|入会码"
_OF_A_ROOM = "(?:直播间|频道|房间)(?:号码?|id)"
_SAID = r"(?:[\s:,“”\"「」()-]|是|为|号码?|码|id){0,6}"
_CODE = "邀请码|提取码|提取密码|访问码|分享码|推荐码|(?:进群|入群|加群|群)(?:口令|暗号|密码)|淘口令|验证码"

LINK = Pattern(
    rf"{_SCHEME}|{_HOST}{_PATH}"
    rf"|(?:{_CODE}){_SAID}(?:[A-Za-z0-9]{{4,20}}(?![A-Za-z0-9])|[\u4e00-\u9fff]{{0,8}}[0-9]{{2,8}})"
    r"|[￥¥$€](?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{8,16}[￥¥$€/]"
    r"|(?:群|好友|加我|我的|个人)[^。;众体]{0,8}(?:二维码|收款码|扫码|扫一扫)"
    r"|(?:二维码|扫[^。;]{0,8}码|扫一扫|长按|识别)[^。;]{0,14}?(?:群(?![众体])|好友|加我)|长按[^。;]{0,6}(?:二维码|图)"
    r"|(?:收款码|付款码)[^。;]{0,2}[发见]|(?<![A-Za-z0-9])BV[A-Za-z0-9]{10}(?![A-Za-z0-9])|magnet:\?[!-~]{6,200}"
    r"|复制[^。;]{0,8}(?:打开|口令|链接)[^。;]{0,6}(?:抖音|淘宝|快手|微信|拼多多|支付宝|小红书)",
    re.IGNORECASE,
)
NUMBER = Pattern(
    rf"(?:{_OF_A_GROUP}){_SAID}([1-9](?:[\s,-]?[0-9]){{5,11}})(?![0-9])"
    rf"|(?:{_OF_A_MEETING}){_SAID}([0-9](?:[\s-]?[0-9]){{8,11}})(?![0-9])"
    rf"|{_OF_A_ROOM}{_SAID}([1-9][0-9]{{4,11}})(?![0-9])",
    re.IGNORECASE,
)
# An office's page, and the news, are published to be read.
_OF_AN_OFFICE = Nearby(
    r"^(?:[a-z]+://)?(?:[A-Za-z0-9-]{1,63}\.){1,6}"
    r"(?:(?:gov|edu)\.cn|(?:people|xinhuanet|news|cctv|12306)\.(?:com|cn)(?:\.cn)?)(?![A-Za-z0-9.-])",
    re.IGNORECASE,
)

# A page that is somebody's or some group's stands below a home page.
_HOME_PAGE = Nearby(r"https?://[A-Za-z0-9.-]*[A-Za-z](?::[0-9]+)?(?:/[^A-Za-z0-9]*)?", re.IGNORECASE)


def links_in(text: str) -> Iterator[Found]:
    """Links and codes of groups in a plain text, in no order."""
    if not MAY_LEAD.search(text):
        return
    for match in LINK.finditer(text):
        if not _OF_AN_OFFICE.search(match[0]) and not _HOME_PAGE.fullmatch(match[0]):
            yield Found(match.start(), match.end(), "link", re.sub(r"\s", "", match[0]), is_sure=False)
    for match in NUMBER.finditer(as_read(text)):
        which = match.lastindex or 1
        yield Found(match.start(which), match.end(which), "link", re.sub(r"[\s,-]", "", match[which]), is_sure=False)
