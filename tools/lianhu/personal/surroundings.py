"""What stands around a number and says whose or what it is.

What is left out on purpose stands beside each pattern, and is a sentence of `tests/corpus/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lianhu.personal.pattern import Nearby

REACH, REACH_BEHIND = 14, 8
OFFICE_REACH, SOMEBODY_REACH = 40, 12

_PERSON = "身份|证件|证号|ID|残疾|户口|公民号|[一二]代|老证|旧证|老号|旧号|十五位|15位|升位|sfz|社保|医保|社会保障"
_CARD = (
    "卡|帐号|账号|账户|帐户|银行|存折|折子|开户|信用社|[工农中建交招]行|兴业|收款|[汇转打付][入到]|打款|转账|工资|户名"
)
_PHONE = "电话|座机|固话|热线|致电|拨打|手机|联系|号码|Tel"
_THING = (
    "订单|单号|流水|编号|文号|案号|工单|货号|条码|邮编|发票|凭证|合同|收据|单据|票据|代码|编码|序列号|批次|图斑|铭牌|型号|户号|表号"
    "|ICCID|物联|条形|桩号|坐标|公告|项目|备案|案件|订购|快递|运单|读数|规格|尺寸|图纸|保单|保险单"
)
OF_A_PERSON = Nearby(_PERSON, re.IGNORECASE)
OF_AN_ORGANISATION = Nearby("信用代码|税号|纳税人识别|组织机构|营业执照|注册号")
OF_A_CARD = Nearby(_CARD)
A_CARD_FOLLOWS = Nearby("卡|银行|信用社|[工农中建交招商]行|邮储|户名|折|账")
OF_A_PHONE = Nearby(_PHONE, re.IGNORECASE)
# The last word before a number decides: 工单备注电话 is a phone's, 联系后开的工单 a thing's.
_WORD = re.compile(rf"(?P<thing>{_THING})|(?:{_PERSON}|{_CARD}|{_PHONE})", re.IGNORECASE)
# An office's line is published to be called; a person's is not, whatever office stands near.
_OF_AN_OFFICE = Nearby(
    r"局|科|股|办|中心|委|所|站|处|政府|窗口|热线|公司|社区|村部|单位|部门|大厅|医院|卫生院|诊所|学校|幼儿园|银行|抢修|自来水|供水|供电|燃气|消防|应急|总机|厂|店|超市|我们|我司|物业|平台|咨询|服务|举报|投诉|监督|值班|客服"
    r"|致电|来电|拨打|公布|查询|欢迎"
)
_OF_SOMEBODY = Nearby(r"先生|女士|本人|我家|家里|家中|住宅|老师|师傅|大爷|大妈|书记|主任|联系人")
# 0731-83800000是镇政府总机: said behind the number.
_AN_OFFICE_FOLLOWS = Nearby(
    r"[\s,]?(?:是|为|\()[^。,;)我他她]{0,8}(?:政府|局|所|站|中心|委会|热线|公司|总机|值班|窗口|大厅|办公|医院|卫生院|学校|客服|服务台)"
)
AN_AMOUNT_FOLLOWS = Nearby(r"\s?(?:元|万元|亿|吨|千瓦|度电|立方|平方|公里)")


@dataclass(frozen=True)
class Surroundings:
    """Of a run of digits from `start` to `end`: the whole text, and the text as its digits are read."""

    text: str
    read: str
    start: int
    end: int

    @property
    def before(self) -> str:
        """The words right before the run."""
        return self.text[max(0, self.start - REACH) : self.start]

    @property
    def behind(self) -> str:
        """The words right behind it."""
        return self.text[self.end : self.end + REACH_BEHIND]

    @property
    def of_a_thing(self) -> bool:
        """Whether the run counts or names a thing: an order, a meter, a plot of land."""
        said = [match["thing"] for match in _WORD.finditer(self.before)]
        return bool(said and said[-1])


def is_an_offices(plain_text: str, start: int, end: int) -> bool:
    """Whether the phone that stands here is published to be called."""
    context = plain_text[max(0, start - OFFICE_REACH) : start]
    if _OF_SOMEBODY.search(context[-SOMEBODY_REACH:]):
        return False
    return bool(_OF_AN_OFFICE.search(context) or _AN_OFFICE_FOLLOWS.match(plain_text, end))
