"""Accounts of persons on the platforms where people meet, in whatever words these are named.

What is left out on purpose stands beside each pattern, and is a sentence of `tests/corpus/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.accounts import PUBLIC
from lianhu.personal.found import Found
from lianhu.personal.plain import as_read

_HEART = "[❤♥♡💗💓💕💚]"
_CHAT = (
    rf"[微威薇徽卫v][\s.-]?(?:[信芯]|xin)|w信|wei信|[微威薇v]{_HEART}|绿泡泡?|加我?个?微(?![信心])"
    r"|(?<![a-z])(?:we[\s-]?chat|wei[\s-]?xin|vx|wx)(?!:?//)"
)
_QQ = r"(?<![a-z])q\s?q(?![a-z])|扣\s?扣|抠抠|加扣|口口号|球球|秋秋|企鹅号?|🐧"
_STAGE = (
    r"[抖某d]\s?音|快手|小?红[书薯]|钉钉|支付宝|微博|视频号|陌陌|探探|闲鱼|旺旺|B站|哔哩哔哩|飞书|电报|telegram|whatsapp"
    r"|weibo|douyin|kuaishou|xhs|知乎|豆瓣|贴吧|企微|脸书|推特|facebook|twitter|instagram|(?<![a-z])ins(?![a-z])|skype|唱吧|全民K歌"
    r"|淘宝|(?<![a-z])tg(?![a-z])"
)
# What only in its place is a platform: before an account.
_SHORT = "卫星|[薇威微]"
# Of what platform is left open.
_ANYWHERE = "(?<!平台)(?<!系统)(?<!设备)(?:网名|账号|帐号|用户名)"
_SHORTEST = r"(?<![a-z0-9])(?:(?:[加+➕]|联系)\s?{0}|{0}(?:号|号?\s?:))"
_LINKS = r"(?:[^\w。;*]|是|为|也|的|叫|搜索?|找|查|加|添|好友|我|号码?|账号|帐号|账户|名|u?id){0,8}?"
_LETTERS = r"([A-Za-z][A-Za-z0-9_-]{4,19})(?![A-Za-z0-9_@-]|\.[A-Za-z0-9])"
_DIGITS = r"(?<![0-9])([1-9](?:[\s-]?[0-9]){4,11})(?![0-9])"
_NAMED = r"[^。;\n0-9A-Za-z]{0,14}?(?:账号|帐号|号码|id)(?:是|为)?[\s:]{0,3}"
_WITH_LETTERS = re.compile(
    rf"(?:{_CHAT}|{_QQ}|{_STAGE})(?:{_LINKS}|{_NAMED})(?<![A-Za-z0-9_]){_LETTERS}", re.IGNORECASE
)
_WITH_DIGITS = re.compile(rf"(?:{_CHAT}|{_QQ}|{_STAGE})(?:{_LINKS}|{_NAMED}){_DIGITS}", re.IGNORECASE)
_SHORT_WITH_LETTERS = re.compile(
    rf"(?:{_SHORT}|{_ANYWHERE}|{_SHORTEST.format('(?:v|dy|ks)')})(?:号|[\s:是]){{0,3}}{_LETTERS}", re.IGNORECASE
)
_SHORT_WITH_DIGITS = re.compile(rf"(?:{_SHORT}|{_SHORTEST.format('q')})(?:号|[\s:是]){{0,3}}{_DIGITS}", re.IGNORECASE)

# A name with no digit or sign in it may be a word: Windows, android.
_TELLING = re.compile("[0-9_-]")
_MOBILE = re.compile("1[3-9][0-9]{9}")


def hidden_chats_in(text: str) -> Iterator[Found]:
    """The accounts on platforms that a plain text tells of, in no order; unsure where the platform is hinted at."""
    read = as_read(text)
    for pattern, where, is_sure in (
        (_WITH_LETTERS, text, True),
        (_WITH_DIGITS, read, True),
        (_SHORT_WITH_LETTERS, text, False),
        (_SHORT_WITH_DIGITS, read, False),
    ):
        for match in pattern.finditer(where):
            account = match.lastindex or 0
            value = re.sub(r"[\s-]", "", match[account]) if where is read else match[account]
            before = text[max(0, match.start() - 8) : match.start()]
            if _is_account(value) and not PUBLIC.search(before) and not PUBLIC.search(match[0]):
                yield Found(match.start(account), match.end(account), "chat_account", value, is_sure)


def _is_account(value: str) -> bool:
    return bool(_TELLING.search(value)) and not _MOBILE.fullmatch(value)
