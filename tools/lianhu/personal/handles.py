"""Accounts that a sentence only hints at: said before or far from their platform, in pieces, by a nickname, by a phone.

None is sure. What is left out on purpose stands beside each pattern, and is a sentence of `tests/corpus/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.found import Found
from lianhu.personal.pattern import Nearby, Pattern
from lianhu.personal.plain import CHINESE_DIGITS, as_read, with_digits
from lianhu.personal.platforms import CHAT, OPEN, QQ, STAGE

_PLATFORM = rf"(?:{CHAT}|{QQ}|{STAGE})"
_ANY = rf"(?:{CHAT}|{QQ}|{STAGE}|{OPEN}|卫星|[薇威微]|(?<![a-z0-9])[vq]我?(?![a-z0-9])|(?<![a-z0-9])@)"
# What a person calls himself has a small letter, and a digit or a sign; what an office numbers has capitals.
_HANDLE = (
    r"(?<![A-Za-z0-9_./-])(?<![A-Za-z0-9]@)"
    r"(?=[A-Za-z0-9_.-]*(?-i:[a-z]{2}|[a-z][0-9_]))(?=[A-Za-z0-9.-]*[0-9_])(?=[0-9_]{0,3}[A-Za-z])"
    r"[A-Za-z0-9_][A-Za-z0-9_.-]{3,18}[A-Za-z0-9_](?![A-Za-z0-9_@/-]|\.[A-Za-z0-9])"
)
# z h a o 8 8, z、h、a、o、8、8: letter by letter.
_LETTER_BY_LETTER = r"(?<![A-Za-z0-9])[A-Za-z](?:[\s,、·.-]{1,2}[A-Za-z0-9_](?![A-Za-z0-9])){4,19}"
_PURE = r"(?<![A-Za-z0-9_.@/-])[a-z]{5,20}(?:[._-][a-z]{2,12})?(?![A-Za-z0-9_@/.-])"
_PIECE_WORD = (
    "下划线|下横线|底线|下杠|横杠|短横|中杠|减号|杠|点|小数点|加上?|再|接着?|然后|后面|前面|后头|前头|开头|结尾|中间|当中|尾巴?|末尾|跟着?|是|为|数字|字母|拼音"
    "|小写|大写|空格|一个|一条|一道|两个|的|号|头|连着|全拼|首字母|缩写|带|拼|写"
)
_GAP = rf"(?:[^\w。;]|_|{_PIECE_WORD}){{1,8}}"
_PIECE = "[A-Za-z0-9]{1,14}"
_IN_PIECES = (
    rf"(?:[^。;!?\nA-Za-z0-9]{{0,14}}[^A-Za-z0-9])??((?<![A-Za-z0-9]){_PIECE}(?:{_GAP}{_PIECE}){{1,5}})"
    r"(?![A-Za-z0-9]|\s?[元块人年月日个天分户期%.])"
)
_SAYS_PIECES = Nearby(
    "下划线|下横线|底线|下杠|杠|减号|(?<![0-9])点|[加再接后前尾]|开头|结尾|中间|数字|字母|拼音|[大小]写|\n|[连拼合]起?来"
)

_BETWEEN = r"(?:[^。;!?\nA-Za-z0-9]{0,24}?|:?\n)"
_AFTER = (
    r"[\s,(:\"”'」]{0,3}(?:就是|这是|这个|那个|本人|是|为|在|用|加|搜|找|我|他|她|它|你|的|也|家|个人|私人|[\s,:()]){0,6}"
    rf"{_PLATFORM}(?!群|公众|小程序|支付(?!宝)|缴费|运动|音乐|浏览|邮箱|[a-z0-9])"
)
_LABEL = (
    r"(?:号码?|账号|帐号|账户|用户名|昵称|名字?|u?id|up主?|博主|主播|空间|主页|上|里|搜索?|叫做?|找|@|就?是|为|[\s:])"
)
_NAME = r"[\"“”「『【'‘]([^\"“”」』】'’]{2,16})[\"“”」』】'’]"
_UNQUOTED = r"([\u4e00-\u9fffA-Za-z0-9_.·~-]{2,14})(?![\u4e00-\u9fffA-Za-z0-9@])"
_PHONE = "(?:手机号?码?|电话号?码?|手机号|电话|号码|本机号?|上述号码|同一个号)"

_FAR = Pattern(rf"{_ANY}{_BETWEEN}({_HANDLE})", re.IGNORECASE)
_BEHIND = Pattern(rf"({_HANDLE}|(?<![A-Za-z0-9.])[1-9][0-9]{{4,10}}){_AFTER}", re.IGNORECASE)
_SPELT = Pattern(rf"{_ANY}{_BETWEEN}({_LETTER_BY_LETTER})", re.IGNORECASE)
_LABELLED = Pattern(
    rf"{_PLATFORM}(?:号码?|账号|帐号|账户|用户名|u?id)?(?:就?是|为|叫|:|\s){{1,3}}({_PURE})", re.IGNORECASE
)
_WITH_AT = Pattern(
    rf"{_PLATFORM}{_LABEL}{{0,4}}([A-Za-z0-9._-]{{2,20}}@[A-Za-z0-9]{{2,12}})(?![A-Za-z0-9.@])", re.IGNORECASE
)
_PIECES = Pattern(rf"{_PLATFORM}{_IN_PIECES}", re.IGNORECASE)
_QQ_IN_PIECES = Pattern(rf"(?:{QQ}){_IN_PIECES}", re.IGNORECASE)
_NICKNAMED = Pattern(
    rf"(?:{_PLATFORM}{_LABEL}{{1,5}}|{_PLATFORM}|(?:网名|昵称)(?:叫|是|为|:){{0,2}}){_NAME}"
    rf"|(?:{STAGE})(?:\s?@|(?:上|里|号)?(?:搜索?|(?:昵称|账号|名字?|id|号)(?:叫|是|为|[:\s]))(?:叫|是|为|[:\s]){{0,3}}){_UNQUOTED}"
    rf"|(?:(?:微信|{QQ})(?:号|上)?名字?|昵称|网名)(?:就?是|叫|为|:){{1,2}}{_UNQUOTED}",
    re.IGNORECASE,
)
# 微信同号, 号同手机, 电话就是微信: the phone is the account. Where its number follows, that is found as a phone.
_SAME = Pattern(
    rf"(?:{_PLATFORM}[^。;\n]{{0,4}}?(?:同号|号?同(?:上|步?{_PHONE}|(?:这|本|我|一)个?的?{_PHONE}))"
    rf"|{_PLATFORM}号?码?(?:(?:也|就|都)?(?:是|用的?)(?:这|我|本|他|她|上|同)(?:个|一个|的|面的?|述)?|[也就]是){_PHONE}"
    rf"|{_PHONE}[\s,(]{{0,2}}(?:也|就|即|都|同|兼)(?:是|为)?(?:我|他|她|本人)?的?{_PLATFORM}(?:同?号)?"
    rf"|(?:同号|号同)[^。;\n]{{0,3}}?(?:{_PLATFORM}|手机|电话)|(?<![显稍])(?<![a-z0-9])[微v]同(?:号|手机|电话|$|[\s,。)])|{_PLATFORM}(?:跟|和|与)?{_PHONE}一样)(?!\W{{0,3}}[0-9])",
    re.IGNORECASE,
)
# What is published to be read, and what a platform is used for.
_OF_NOBODY = Nearby(
    "公众|订阅号|服务号|官方|官微|官号|小程序|政府|村委|居委|社区|(?:[局办]|(?<![Bb哔])站)的?(?=号|账|微|抖|快|视|官|电|$)"
    "|中心|公司|合作社|单位|部门|学校|医院|融媒|发布|宣传|超市|人大|热线|文化站|政务|平台|客服|银行|便民|服务|值班"
    "|实名|姓名|型号|编号|版本|设备|单号|密码|系统|文件|支付(?!宝)|步数|登录|格式|请改|改成|统一|要求|《|型[喷水机]"
    "|话题|直播间|搜索?功能"
)
_REACH, _REACH_BEHIND = 12, 6
# Letters and digits together; digits alone.
_IS_ONE = {True: re.compile("(?=.*[A-Za-z])(?=.*[0-9])[A-Za-z0-9]{5,24}"), False: re.compile("[1-9][0-9]{4,10}")}
_ALOUD = re.compile(f"(?<=[A-Za-z0-9_-])[{''.join(CHINESE_DIGITS)}两洞拐]{{2,}}")
_MOBILE = Nearby("1[3-9][0-9]{9}")
_HOSTS = Nearby(
    r"\.(?:com?|cn|net|org|top|cc|io|png|jpe?g|gif|pdf|docx?|xlsx?|mp[34]|txt|zip|apk|md|html?|ya?ml)$|^(?:www|http)",
    re.IGNORECASE,
)


def hinted_accounts_in(text: str) -> Iterator[Found]:
    """The accounts that a plain text hints at, in no order."""
    read = as_read(text)
    said = _ALOUD.sub(lambda digits: with_digits(as_read(digits[0])), text)
    for pattern in (_FAR, _BEHIND, _SPELT, _LABELLED, _WITH_AT, _NICKNAMED, _SAME):
        for match in pattern.finditer(said):
            account = match.lastindex or 0
            if _may_be_somebodys(said, match) and not _HOSTS.search(match[account]):
                yield _asked(match, account, match[account])
    for pattern, where in ((_PIECES, said), (_QQ_IN_PIECES, read)):
        for match in pattern.finditer(where):
            value = re.sub("[^A-Za-z0-9]", "", match[1])
            told = _SAYS_PIECES.search(where, match.start(1), match.end() + 6)
            if told and _IS_ONE[pattern is _PIECES].fullmatch(value) and _may_be_somebodys(where, match):
                yield _asked(match, 1, value)


def _may_be_somebodys(text: str, match: re.Match[str]) -> bool:
    if _MOBILE.fullmatch(match[match.lastindex or 0]):
        return False
    return not _OF_NOBODY.search(text, max(0, match.start() - _REACH), match.end() + _REACH_BEHIND)


def _asked(match: re.Match[str], group: int, value: str) -> Found:
    return Found(match.start(group), match.end(group), "chat_account", re.sub(r"\s", "", value), is_sure=False)
