"""Words that lead to one person: accounts, number plates, a family's door, a child's name, an accusation.

Every repetition is bounded, so a search takes time in proportion to the text. What is left out on purpose stands
beside each pattern, and is a sentence of `tests/corpus/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.found import Found

# Patterns that hold a name or a room are long, and few texts come to be searched by them: they are compiled when one
# does, since that takes 15 ms.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向汤温康施文牛樊葛邢安齐易"
    "乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关焦左柳甘祝包宁尚舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕"
)
_NOT_GIVEN = "的到在回于至每各户边围是有被把给着了和与及或不没要等也就都来去往离这那其该本我你他她它们从对向"
_NAME = rf"[{_SURNAMES}](?:某某?|[\u4e00-\u9fff]{{1,2}})"
_NUMBER = r"[0-9A-Za-z一二三四五六七八九十百零〇]{1,5}"
_ROOM = r"[0-9一二三四五六七八九十零〇]{1,5}"

E_MAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,10}")
OFFICE_HOST = re.compile(r"\.gov\.cn$", re.IGNORECASE)  # an office's mail is published to be written to

# 公众号, 群, 支付 and 小程序 are no person's account. In Latin letters the word begins: lvxiuying is a name.
CHAT = re.compile(
    r"(?:(?:加?微信|微信号|(?<![A-Za-z])(?:vx|wechat|weixin)|威信|薇信)(?:号|号码|ID|账号)?(?:是|为|也是)?[\s:]{0,3}([A-Za-z][A-Za-z0-9_-]{5,19})"
    r"|(?:QQ|扣扣)(?:号|号码|账号)?(?:是|为)?[\s:]{0,3}([1-9][0-9]{4,10})(?![0-9]))",
    re.IGNORECASE,
)
NOT_AN_ACCOUNT = ("wechat", "weixin", "android", "iphone", "windows")

PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z][ ·.-]?"
    r"(?=[A-Za-z0-9]{0,5}[0-9])([A-HJ-NP-Za-hj-np-z0-9]{4,5}[A-HJ-NP-Za-hj-np-z0-9挂学警])(?![A-Za-z0-9])"
)

DOOR = (
    rf"(?P<name>{_NAME}|[老小][{_SURNAMES}]|[{_SURNAMES}]|某某?)(?:的)?家(?:的)?"
    r"(?:大门口|门口|门前|门外|屋前|屋后|房前|房后|隔壁|楼下|窗外|院内|院子里|围墙|后面|前面|旁边|旁|附近|对面)"
)
# Words that only look like a name before 家: 万户千家门口, 周边人家门口, 高龄老人家门口.
_NO_NAME = re.compile(
    rf"[{_NOT_GIVEN}]$|^.[{_NOT_GIVEN}]|老人$|户|人$|^.国$|大$|自$|^(?:周边|方便|安全|万户|单位|成员|居民)"
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

AGE_NAMED = (
    rf"({_NAME})[\s，,(]{{0,2}}(?:男|女)?[，,\s]?(?:今年|现年|才|刚|年仅)?\s?"
    rf"(?:[1-9]|1[0-3]|[一二三四五六七八九十]|十[一二三])周?岁"
)
UNDER_14 = rf"(?:未满|不满|不足)(?:14|十四)周?岁?的?(?:小学生|学生|孩子|儿童|女孩|男孩|村民)?({_NAME})"
CHILD_CALLED = (
    rf"(?:小学生|初中生|留守儿童|孤儿|孩子|小孩|儿子|女儿|孙子|孙女|外孙|男孩|女孩|幼儿|未成年人)"
    rf"(?:名叫|叫做|叫|姓名是|姓名|名字叫|名字是|,名|:)[\s:]{{0,2}}({_NAME})"
)
PUPIL = rf"(?:小学|年级|幼儿园|[0-9一二三四五六]班)的?({_NAME})(?:同学|小朋友)"
_NO_CHILD = re.compile(
    r"年级|高中|初中|全体|全班|全校|成年|[们都]|学校|孩子|小孩|方便|安全|单独|任何|高年|平均|年满|[到至于的过在从约近已超]"
)

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
NAMED_PARTY = rf"(?:被?举报|被?检举|信访)人(?:是|为|姓名)?[\s:,]{{0,2}}(?!于[\d今去本同])(?={_NAME}(?<![{_NOT_GIVEN}]))"
# 欢迎举报: an invitation. 接到群众举报后: an office telling how it came to know.
_INVITES = re.compile(
    r"欢迎|鼓励|及时|随时|可以?[^。;]{0,6}向|投诉|监督|请[^,。]{0,6}$|如发现|接受|畅通|设置|公布|通过"
)
_CAME_TO_KNOW = re.compile(r"接到|收到|收悉|受理|根据|经|(?:群众|网友|市民|有人|村民|居民|家长)$|[被所]$")
_IN_OWN_NAME = ("实名", "联名", "再次", "多次", "特此")

# One look tells whether any of the patterns above can match at all; words alone, since these are found fastest.
CHAT_WORD = re.compile("微信|威信|薇信|扣扣|vx|vX|Vx|VX|we|wE|We|WE|qq|qQ|Qq|QQ")
WORD = re.compile(
    "家(?:的)?[大门屋房隔楼窗院围后前旁附对]"
    "|栋|幢|座|#|号楼|单元|室|门牌|住|户籍地址|家庭地址|岁|叫|姓名|名字|同学|小朋友|未满|不满|不足|,名|:|举报|检举|告发|访"
    "|贪污|贿|侵吞|挪用|私囊|回扣|舞弊|滥用|谋私|权钱|勾结|私吞|截留(?:资金|款|补)"
)


def phrases_in(text: str) -> Iterator[Found]:
    """Every phrase of a plain text that is no account, in no order."""
    if WORD.search(text):
        yield from _homes(text)
        yield from _minors(text)
        yield from _accusations(text)


def accounts_in(text: str) -> Iterator[Found]:
    """The accounts and number plates of a plain text, in no order."""
    for match in E_MAIL.finditer(text) if "@" in text else ():
        if not OFFICE_HOST.search(match[0]):
            yield Found(match.start(), match.end(), "e_mail", match[0])
    for match in CHAT.finditer(text) if CHAT_WORD.search(text) else ():
        which = 1 if match[1] else 2
        public = "公众号" in text[max(0, match.start() - 6) : match.start()]
        if match[which].lower() not in NOT_AN_ACCOUNT and not public:
            yield Found(match.start(which), match.end(which), "chat_account", match[which])
    for match in PLATE.finditer(text):
        yield Found(match.start(), match.end(), "number_plate", f"{match[0][:2]}{match[1]}".upper())


def _homes(text: str) -> Iterator[Found]:
    for match in re.finditer(DOOR, text) if "家" in text else ():
        if not _NO_NAME.search(match["name"]) or match["name"].startswith("某"):
            yield Found(match.start(), match.end(), "home", match[0])
    for signs, pattern in ((("栋", "幢", "座", "号楼", "#", "单元", "室"), ROOM), (("门牌",), HOUSE_NUMBER)):
        for match in re.finditer(pattern, text) if any(sign in text for sign in signs) else ():
            yield Found(match.start(), match.end(), "home", match[0])
    for match in re.finditer(LIVES_AT, text):
        yield Found(match.start(), match.end(), "home", match[0])


def _minors(text: str) -> Iterator[Found]:
    for sign, pattern in (
        ("岁", AGE_NAMED),
        ("岁", UNDER_14),
        ("", CHILD_CALLED),
        ("班", PUPIL),
        ("年级", PUPIL),
        ("小学", PUPIL),
    ):
        for match in re.finditer(pattern, text) if sign in text else ():
            if not _NO_CHILD.search(match[1]):
                yield Found(match.start(1), match.end(1), "minor", match[1])


def _accusations(text: str) -> Iterator[Found]:
    """Who accuses or petitions; an office's words for its files and ways are nobody's accusation."""
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
