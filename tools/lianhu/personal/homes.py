"""Where somebody lives: a family's door, a house or room number.

What is left out on purpose stands beside each pattern, and is a sentence of `tests/corpus/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.found import Found
from lianhu.personal.mentions import NAME, NOT_GIVEN, SURNAMES

# Words of which one stands wherever a home can be found, as a pattern.
SIGN = "家(?:的)?[大门屋房隔楼窗院围后前旁附对]|栋|幢|座|#|号楼|单元|室|门牌|住|户籍地址|家庭地址"
_NUMBER = r"[0-9A-Za-z一二三四五六七八九十百零〇]{1,5}"
_ROOM = r"[0-9一二三四五六七八九十零〇]{1,5}"


DOOR = (
    rf"(?P<name>{NAME}|[老小][{SURNAMES}]|[{SURNAMES}]|某某?)(?:的)?家(?:的)?"
    r"(?:大门口|门口|门前|门外|屋前|屋后|房前|房后|隔壁|楼下|窗外|院内|院子里|围墙|后面|前面|旁边|旁|附近|对面)"
)
# Words that only look like a name before 家: 万户千家门口, 周边人家门口, 高龄老人家门口.
_NO_NAME = re.compile(
    rf"[{NOT_GIVEN}]$|^.[{NOT_GIVEN}]|老人$|户|人$|^.国$|大$|自$|^(?:周边|方便|安全|万户|单位|成员|居民)"
)

ROOM = (
    rf"{_NUMBER}\s?(?:栋|幢|座|号楼|#楼?)\s?(?:{_NUMBER}\s?(?:单元|门)\s?(?:{_ROOM}(?:室|号|户|房)|[0-9一二三四五六七八九零〇]{{3,4}})|[0-9]{{3,4}}(?:室|号|房)?)"
    rf"(?![0-9年平米㎡户套余多人万元])|{_NUMBER}\s?单元\s?{_ROOM}\s?(?:室|号|房)|(?<![0-9])[0-9]{{1,2}}-[0-9]{{1,2}}-[0-9]{{3,4}}室"
)
HOUSE_NUMBER = rf"门牌号?码?(?:是|为)?[\s:]{{0,2}}[\u4e00-\u9fff]{{0,8}}?{_ROOM}号?(?=[^整户])"
LIVES_AT = (
    rf"(?:家住|住在|家庭住址|住址|户籍地址|家庭地址)(?:是|为)?[\s:]{{0,2}}[^，。;,;\n]{{1,20}}?"
    rf"(?<![月线第])({_ROOM})号(?!线|院校|文|[^，。;,;\n]{{0,8}}(?:小区|花园|院子))"
)


def homes_in(text: str) -> Iterator[Found]:
    """Where somebody lives, of a plain text, in no order."""
    for match in re.finditer(DOOR, text) if "家" in text else ():
        if not _NO_NAME.search(match["name"]) or match["name"].startswith("某"):
            yield Found(match.start(), match.end(), "home", match[0])
    for signs, pattern in ((("栋", "幢", "座", "号楼", "#", "单元", "室"), ROOM), (("门牌",), HOUSE_NUMBER)):
        for match in re.finditer(pattern, text) if any(sign in text for sign in signs) else ():
            yield Found(match.start(), match.end(), "home", match[0])
    for match in re.finditer(LIVES_AT, text):
        yield Found(match.start(), match.end(), "home", match[0])
