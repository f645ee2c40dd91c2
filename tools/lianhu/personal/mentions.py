"""How a text mentions a person by name; patterns for those who search what stands around it.

Every repetition is bounded, so a search takes time in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.found import Found

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向汤温康施文牛樊葛邢安齐易"
    "乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关焦左柳甘祝包宁尚舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕"
)
NOT_GIVEN = "的到在回于至每各户边围是有被把给着了和与及或不没要等也就都来去往离这那其该本我你他她它们从对向"
NAME = rf"[{SURNAMES}](?:某某?|[\u4e00-\u9fff]{{1,2}})"
# Who is called by the family name, as neighbours are.
_CALLED = rf"[{SURNAMES}](?:大爷|大妈|大伯|大娘|爷爷|奶奶|阿姨|叔叔|婶)"
PERSON = rf"(?:{_CALLED}|[{SURNAMES}]某某?|{NAME})"
SIGN = "村民|住户|居民"
_RESIDENT = rf"(?:村民|住户|居民)({_CALLED}|{NAME})(?=的|家|于|[,。:]|$)"


def mentions_in(text: str) -> Iterator[Found]:
    """Residents who are called by their names in a plain text, in no order."""
    for match in re.finditer(_RESIDENT, text):
        yield Found(match.start(1), match.end(1), "private_name", match[1], is_sure=False)
