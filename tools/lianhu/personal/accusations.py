"""Accusations and petitions; an office's words for its files and ways are nobody's accusation.

What is left out on purpose stands beside each pattern, and is a sentence of `tests/corpus/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.found import Found
from lianhu.personal.mentions import NAME, NOT_GIVEN

# Words of which one stands wherever an accusation can be found, as a pattern.
SIGN = "举报|检举|告发|访|贪污|贿|侵吞|挪用|私囊|回扣|舞弊|滥用|谋私|权钱|勾结|私吞|截留(?:资金|款|补)"

# What an official does wrong, and petitioning.
WRONGDOING = re.compile(
    r"贪污|受贿|行贿|索贿|贿赂|侵吞|挪用公款|中饱私囊|吃回扣|徇私舞弊|滥用职权|以权谋私|权钱交易|官商勾结|私吞|截留(?:资金|款|补)"
    r"|(?:越级|集体|进京|赴省|多次|缠访|非法)?上访|缠访|(?:要|去|继续|再|我们|将)信访(?![局办件人部门中接大窗室事渠干科工投平条诉问])"
)
# 不存在权钱交易, 徇私舞弊的，依法处分: what was not found, and what a law says of everybody.
_NOT_SAID_TO_BE = re.compile(
    r"(?:不存在|未发现|没有发现|严禁|防止|杜绝|如存在|如有)[^。,;]{0,18}$|\([一二三四五六七八九十]{1,2}\)[^。,;]{0,10}$"
)
_BY_LAW = re.compile(r"[^。;]{0,24}的,(?:依法|依照|应当|给予|由)")

REPORT = re.compile(r"(实名|匿名|联名|再次|多次|特此)?(?:举报|检举|(?<![公报通])告发(?![布现]))")
# 举报件, 举报箱, 举报属实: the file, the way and the matter, as an office speaks of them. 举报 alone accuses nobody.
_NO_OBJECT = re.compile(
    r"[\s,。;:!?、)”》]|$|[一所]?(?:人|件|信|箱|电话|热线|奖励|平台|途径|渠道|方式|中心|投诉|邮箱|有奖|制度|办法|网站|受理|线索|内容"
    r"|事[项实]|单位|机制|帖|贴|情况|材料|和|或|并|及|后|的|不?属实|反映|工作|问题|无|没有|有[奖凭]|客观|中)"
)
_REPORTED_TO = re.compile(r"(?:我们?|本人|现|特)[^。;,]{0,6}向[^。;,]{1,16}$")
# 举报人 and 信访人 are anybody until a name follows.
NAMED_PARTY = rf"(?:被?举报|被?检举|信访)人(?:是|为|姓名)?[\s:,]{{0,2}}(?!于[\d今去本同])(?={NAME}(?<![{NOT_GIVEN}]))"
# 欢迎举报: an invitation. 接到群众举报后: an office telling how it came to know.
_INVITES = re.compile(
    r"欢迎|鼓励|及时|随时|可以?[^。;]{0,6}向|投诉|监督|请[^,。]{0,6}$|如发现|接受|畅通|设置|公布|通过"
)
_CAME_TO_KNOW = re.compile(r"接到|收到|收悉|受理|根据|经|(?:群众|网友|市民|有人|村民|居民|家长)$|[被所]$")
_IN_OWN_NAME = ("实名", "联名", "再次", "多次", "特此")


def accusations_in(text: str) -> Iterator[Found]:
    """Who accuses or petitions in a plain text, in no order."""
    found = [match for match in WRONGDOING.finditer(text) if not _is_general(text, match)]
    if any(sign in text for sign in ("举报", "检举", "告发", "信访人")):
        found += re.finditer(NAMED_PARTY, text)
        found += (match for match in REPORT.finditer(text) if _accuses(text, match))
    yield from (Found(match.start(), match.end(), "accusation", match[0]) for match in found)


def _is_general(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 24) : match.start()]
    return bool(_NOT_SAID_TO_BE.search(before) or _BY_LAW.match(text, match.end()))


def _accuses(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 24) : match.start()]
    if _INVITES.search(before[-12:]) or (match[1] not in _IN_OWN_NAME and _CAME_TO_KNOW.search(before[-12:])):
        return False
    if not _NO_OBJECT.match(text, match.end()):
        return True
    is_title = before.endswith("的") and match.end() == len(text.rstrip())
    return bool(match[1] or is_title or _REPORTED_TO.search(before))
