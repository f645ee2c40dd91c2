"""Accounts of persons on the platforms where people meet, in whatever words these are named.

What is left out on purpose stands beside each pattern, and is a sentence of `tests/corpus/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.accounts import PUBLIC
from lianhu.personal.found import Found
from lianhu.personal.pattern import Nearby, Pattern
from lianhu.personal.plain import as_read
from lianhu.personal.platforms import CHAT, OPEN, QQ, SHORT, STAGE

_SHORTEST = r"(?<![a-z0-9])(?:(?:[加+➕]|联系)\s?{0}|{0}(?:号|号?\s?:))"
_LINKS = r"(?:[^\w。;*]|是|为|也|的|叫|搜索?|找|查|加|添|好友|我|空间|号码?|账号|帐号|账户|名|u?id){0,8}?"
_LETTERS = r"([A-Za-z][A-Za-z0-9_-]{4,19})(?![A-Za-z0-9_@-]|\.[A-Za-z0-9])"
_DIGITS = r"(?<![0-9])([1-9](?:[\s-]?[0-9]){4,11})(?![0-9])"
_NAMED = r"[^。;\n0-9A-Za-z]{0,14}?(?:账号|帐号|号码|id)(?:是|为)?[\s:]{0,3}"
_WITH_LETTERS = Pattern(rf"(?:{CHAT}|{QQ}|{STAGE})(?:{_LINKS}|{_NAMED})(?<![A-Za-z0-9_]){_LETTERS}", re.IGNORECASE)
_WITH_DIGITS = Pattern(rf"(?:{CHAT}|{QQ}|{STAGE})(?:{_LINKS}|{_NAMED}){_DIGITS}", re.IGNORECASE)
_SHORT_WITH_LETTERS = Pattern(
    rf"(?:{SHORT}|{OPEN}|{_SHORTEST.format('(?:v|dy|ks)')})(?:号|[\s:是]){{0,3}}{_LETTERS}", re.IGNORECASE
)
_SHORT_WITH_DIGITS = Pattern(rf"(?:{SHORT}|{_SHORTEST.format('q')})(?:号|[\s:是]){{0,3}}{_DIGITS}", re.IGNORECASE)

_OF_THE_MACHINE = Pattern("(?<![A-Za-z0-9])(wxid_[a-z0-9]{6,22})(?![A-Za-z0-9])")

# A name with no digit or sign in it may be a word: Windows, android.
_TELLING = Nearby("[0-9_-]")
_MOBILE = Nearby("1[3-9][0-9]{9}")


def hidden_chats_in(text: str) -> Iterator[Found]:
    """The accounts on platforms that a plain text tells of, in no order; unsure where the platform is hinted at."""
    read = as_read(text)
    for pattern, where, is_sure in (
        (_WITH_LETTERS, text, True),
        (_OF_THE_MACHINE, text, True),
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
