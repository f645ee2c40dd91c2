"""Accounts and number plates: what leads to one person as a number does.

What is left out on purpose stands beside each pattern, and is a sentence of `tests/corpus/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.found import Found
from lianhu.personal.pattern import Nearby, Pattern
from lianhu.personal.provinces import SHORT

E_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}(?!png|jpe?g|gif|webp|svg|pdf|docx?|xlsx?)[A-Za-z]{2,10}"
)
# 镇政府邮箱, 投诉邮箱: so is what an office calls its own, whatever the host.
_OFFICES_MAIL = Nearby(
    r"(?:政府|党政办|办公室|人大|党委|支部|村委会?|居委会?|[局办站所]|中心|公司|合作社|单位|部门|学校|医院|投诉|举报|监督|征集|投稿|公开|官方"
    r"|客服)[^。,;\n]{0,6}(?:邮箱|信箱|邮件|电邮|e-?mail)(?:地址|账号)?(?:是|为)?[\s:]*$",
    re.IGNORECASE,
)
OFFICE_HOST = Nearby(r"\.gov\.cn$", re.IGNORECASE)  # an office's mail is published to be written to

# 公众号, 群, 支付 and 小程序 are no person's account. In Latin letters the word begins: lvxiuying is a name.
CHAT = Pattern(
    r"(?:(?:加?微信|微信号|(?<![A-Za-z])(?:vx|wechat|weixin)|威信|薇信)(?:号|号码|ID|账号)?(?:是|为|也是)?[\s:]{0,3}([A-Za-z][A-Za-z0-9_-]{5,19})"
    r"|(?:QQ|扣扣)(?:号|号码|账号)?(?:是|为)?[\s:]{0,3}([1-9][0-9]{4,10})(?![0-9]))",
    re.IGNORECASE,
)
# 公众号 and an office's account are published to be read.
PUBLIC = Nearby(
    "公众号|订阅号|服务号|官方|官微|官号|小程序|(?:镇|县|市|区|乡|村|社区|政府|局|站|中心|办|公司|合作社|单位|委会|客服|大厅|窗口|支部|协会|医院|卫生院|学校|平台)的?$"
)
NOT_AN_ACCOUNT = ("wechat", "weixin", "android", "iphone", "windows")

PLATE = re.compile(
    rf"[{SHORT}][A-HJ-NP-Za-hj-np-z][ ·.-]?"
    r"(?=[A-Za-z0-9]{0,5}[0-9])([A-HJ-NP-Za-hj-np-z0-9]{4,5}[A-HJ-NP-Za-hj-np-z0-9挂学警])(?![A-Za-z0-9]|号[文函令])"
)

# One look tells whether an account can be in a text.
CHAT_WORD = re.compile("微信|威信|薇信|扣扣|vx|vX|Vx|VX|we|wE|We|WE|qq|qQ|Qq|QQ")


def accounts_in(text: str) -> Iterator[Found]:
    """The accounts and number plates of a plain text, in no order."""
    for match in E_MAIL.finditer(text) if "@" in text else ():
        if not OFFICE_HOST.search(match[0]) and not is_an_offices_mail(text, match.start()):
            yield Found(match.start(), match.end(), "e_mail", match[0])
    for match in CHAT.finditer(text) if CHAT_WORD.search(text) else ():
        which = 1 if match[1] else 2
        public = PUBLIC.search(text[max(0, match.start() - 8) : match.start()])
        if match[which].lower() not in NOT_AN_ACCOUNT and not public:
            yield Found(match.start(which), match.end(which), "chat_account", match[which])
    for match in PLATE.finditer(text):
        yield Found(match.start(), match.end(), "number_plate", f"{match[0][:2]}{match[1]}".upper())


def is_an_offices_mail(text: str, start: int) -> bool:
    """Whether the address that begins here is said to be an office's."""
    return bool(_OFFICES_MAIL.search(text[max(0, start - 24) : start]))
