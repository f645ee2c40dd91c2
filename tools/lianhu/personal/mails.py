"""E-mail addresses that are not written as such: the @ or a dot said in words, drawn, left out or moved apart.

What is left out on purpose stands beside each pattern, and is a sentence of `tests/corpus/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.accounts import is_an_offices_mail
from lianhu.personal.found import Found
from lianhu.personal.pattern import Nearby, Pattern
from lianhu.personal.plain import as_read

# Where persons have their mail.
_HOST = (
    r"(?:vip[.。点])?(?:q\s?q|163|126|139|188|189|263|yeah|sina|sohu|foxmail|hotmail|outlook|gmail|icloud|aliyun|live|msn|yahoo"
    "|21cn|tom|wo|me|mail|email|protonmail|扣扣|企鹅|网易|新浪|搜狐|谷歌)"
)
_NAME = r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{1,63}"
_DOT = r"\s?(?:[.。·・,]|点儿?|dot|[\[({【<]\s?(?:\.|点|dot)\s?[\])}】>])\s?"
_TOP = "(?:com|cn|net|org|hk|tw|cc)(?![A-Za-z0-9])"
_AT = (
    r"(?:\s?@\s?|\s?[\[({【<]\s?(?:at?|@|艾特|圈a)\s?[\])}】>]\s?"
    r"|\s?(?:艾特|圈\s?a|花\s?a|小?老鼠)(?:符号?)?\s?|\sat\s)"
)
# Whatever stands in the place of the @, where a person's host follows.
_ANY_SIGN = r"(?:\s?[^\w\s.,:;/。·()-]{1,3}\s?|\s?[\u4e00-\u9fff]{1,4}a?\s?)"

_SAID = Pattern(
    rf"{_NAME}{_AT}(?:[A-Za-z0-9-]{{1,40}}{_DOT}){{1,3}}{_TOP}|{_NAME}{_AT}{_HOST}(?![A-Za-z0-9])", re.IGNORECASE
)
_DRAWN = Pattern(rf"{_NAME}{_ANY_SIGN}{_HOST}{_DOT}{_TOP}", re.IGNORECASE)
# huangrong66·163·com: a dot in the place of the @. www.163.com is a page.
_DOTTED = Pattern(rf"{_NAME}(?:[^\w\s./:-]|点){{1,2}}{_HOST}(?:[^\w\s./:-]|点){{1,2}}{_TOP}", re.IGNORECASE)
_ENDING = Pattern(
    rf"({_NAME})[^A-Za-z0-9]{{0,6}}(?:后缀|尾巴|后面|结尾|域名)[^A-Za-z0-9]{{0,5}}@?{_HOST}(?:{_DOT}{_TOP}|的?邮箱)",
    re.IGNORECASE,
)
# 林丹@163.com: no address, but it leads to one.
_IN_CHINESE = Pattern(rf"[\u4e00-\u9fff]{{1,3}}@{_HOST}{_DOT}{_TOP}", re.IGNORECASE)
_SPACED = Pattern(r"(?<![A-Za-z0-9])(?:[A-Za-z0-9._-] ){2,64}@(?: [A-Za-z0-9.-]){4,40}")
# An office's mail is published to be written to.
_OF_AN_OFFICE = Nearby(r"(?:gov|edu)\s?.{1,3}cn$|\.(?:png|jpe?g|gif|webp|svg)$", re.IGNORECASE)
# 企鹅邮箱8800417, 邮箱：liu_1971: the box is named, its host known or left out.
_BOX = Pattern(
    rf"(?:邮箱|电邮|信箱|e-?mail|(?:gmail|foxmail|outlook|hotmail|icloud)\s?[:是])(?:地址|账号|号码?|名)?(?:就?是|为)?[\s:,]{{0,3}}({_NAME})(?![A-Za-z0-9@])(?!\s?[@.])",
    re.IGNORECASE,
)
_OF_A_BOX = Pattern(rf"({_NAME})[\s,的是]{{0,2}}{_HOST}(?:的?邮箱|信箱)", re.IGNORECASE)
_BOX_NAME = Nearby("(?=.*[0-9])[A-Za-z][A-Za-z0-9._-]{4,}|[1-9][0-9]{4,10}")


def hidden_mails_in(text: str) -> Iterator[Found]:
    """The addresses that a plain text hides, in no order; few are sure."""
    read = as_read(text)
    for pattern in (_SAID, _DRAWN, _DOTTED, _ENDING, _SPACED, _IN_CHINESE):
        for match in pattern.finditer(read):
            value = re.sub(r"\s", "", text[match.start() : match.end()])
            if not _OF_AN_OFFICE.search(value) and not is_an_offices_mail(text, match.start()):
                yield Found(match.start(), match.end(), "e_mail", value, is_sure=pattern in (_SAID, _SPACED))
    for pattern in (_BOX, _OF_A_BOX):
        for match in pattern.finditer(text):
            if _BOX_NAME.fullmatch(match[1]) and not is_an_offices_mail(text, match.start(1)):
                yield Found(match.start(1), match.end(1), "e_mail", match[1], is_sure=False)
