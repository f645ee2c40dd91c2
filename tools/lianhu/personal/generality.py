"""What speaks of nobody: policies and how to apply, campaigns and lectures, statistics, statutes, offices and things.

A word that is somebody's circumstance in one sentence is the subject of a campaign in the next. Which of the two it is
the sentence tells, and so it is asked of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.pattern import Words

# A line break ends no sentence by itself: notes are written in short lines.
_END = re.compile(r"[。!?;]|\n{2,}")

_NUMBER = r"[0-9一二三四五六七八九十百千两余多]"
_ARRANGED = (
    "宣传|讲座|免费检查|培训|讲给|讲解|讲授|解读|普法|课堂|科普|主题|活动|专项|行动(?!困难|能力|自如|迟缓)|义诊|筛查|早筛|普查|体检|预约|门诊|热线"
    "|进(?:乡村|社区|校园|屋场|万家)"
    "|开展|启动|举办|举行|招募|志愿|服务队|捐款|慈善"
    "|防治|防控|防范|预防|谨防|防止|防骗|反诈|反家暴|反家庭|反洗钱|禁毒|禁赌|拒绝|严禁|禁止|杜绝|打击|整治"
    "|倡议|提倡|倡导|警惕|识别|认一认|抵制|扫黑"
    "|条例|法规|民法典|政策|规定|制度|(?:管理|实施|暂行|试行)办法|方案|通知|公告|须知|指南|手册|折页|展板"
    "|标语|海报|问答|流程|程序|标准|(?<!家庭)条件(?!差|不好|艰苦|困难)|口径|要件|材料清单"
    "|演练|知识|技能|案例|口诀|教育片|教育基地|评选|评议|模范|典型|公约|守则|负面清单|复核|核查|评审"
    "|工作(?:安排|方案|会|部署|要求|计划|台账|流程)|(?<![拟已请求给])安排|成果|攻坚|企业|申请表|名单|台账|系统|窗口|检查$"
    "|的由(?:代表|组|村|镇|志愿)|接种点|工作会|推进会|动员会|培训班|研讨"
)
_ASKED_HOW = (
    "咨询|请问|怎么(?!回事|了|这么|样)|如何|哪些|什么(?:条件|材料|标准|手续|证件)|是否可以|能不能申请|在哪|哪里"
    "|什么叫|什么是"
)
_TOLD_EVERYBODY = (
    "统一|须带|要带|须先|请提前|请在|欢迎|一般指|是指|见图|见附|可以在|商定|以免|免得|换证|换领|人数|补助最高|最高不"
)
_COUNTED = (
    "(?:全|各)(?:镇|村|县|市|区|组|社区|片|国|省)(?!人?都|上下|皆)|群体|人均|户均|每人|每户|(?:共|合计|累计|总计|约|近"
    rf"|有){_NUMBER}{{1,6}}(?:户|人|名|例|位|对)"
    rf"|{_NUMBER}{{2,6}}(?:户|人|名|例|位|对)(?!家)|较上年|同比|比例|占比|发生率|覆盖率|率(?:达|为|提)"
)
_STATUTE = (
    r"^\s?\([0-9一二三四五六七八九十]{1,2}\)|《[^》]{2,30}》|第[0-9一二三四五六七八九十百]{1,5}条|(?:保护"
    "|矫正|保障|暴力|毒品?|管理|处罚|安全|生|身份证|婚姻|诉讼)法"
)
# Things and offices that are called by such a word.
_THINGS = (
    "上门办|无障碍|坡道|卫生间|车位|车道|通道|设备|设施|药品|药房|门诊部|住院部|住院楼|登记处|救助站|敬老院"
    "|养老院|福利院|肿瘤医院|残联|中心|展览|馆|村集体|集体经济|村级|镇级|路面|桥梁|病虫|松材|猪瘟|禽流感|疫木"
)
GENERAL = Words("|".join((_ARRANGED, _ASKED_HOW, _TOLD_EVERYBODY, _COUNTED, _STATUTE, _THINGS)))


def sentences_in(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with the place where it begins."""
    start = 0
    for end in _END.finditer(text):
        yield start, text[start : end.start()]
        start = end.end()
    yield start, text[start:]


def is_general(sentence: str) -> bool:
    """Whether a sentence speaks of everybody, an arrangement or a thing, as far as its words tell."""
    return bool(GENERAL.spans_in(sentence))
