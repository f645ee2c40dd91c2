"""Accusations and petitions; an office's words for its files and ways are nobody's accusation.

What is left out on purpose stands beside each pattern, and is a sentence of `tests/corpus/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.found import Found
from lianhu.personal.generality import is_general, sentences_in
from lianhu.personal.mentions import NAME, NOT_GIVEN
from lianhu.personal.pattern import Nearby, Pattern, Words

# What is said against somebody.
_MISDEEDS = (
    "偷(?!工|税|闲|懒|漏|拍摄|着乐)|盗窃|行窃|扒窃|小偷|扒手|惯偷|手脚不干净|赌(?!气)|聚众|嫖|吸毒|贩毒"
    "|骗(?!局)|诈骗|行骗|骗子|忽悠|坑了|坑人|坑害|黑心|假种子|以次充好|短斤少两"
    "|家暴|打老婆|打人|打骂|殴打|动手打|动手推|耳光|拳打|虐待|遗弃|不赡养|不管老|不孝|不养|不闻不问|威胁|恐吓"
    "|敲诈|勒索|造谣|诽谤|投毒|下毒|倒农药|纵火|放火|砸了|毁坏|毁了|强奸|猥亵|性侵"
    "|霸占|强占|侵占|占为己有|据为己有|独吞|吞了|吞掉|私分|冒领|虚报|套取|骗取|作假|造假|弄虚作假|伪造|克扣"
    "|挪用|卷款|贪(?!图)|吃拿卡要|收黑钱|收红包|好处费|优亲厚友|暗箱|黑箱|以公谋私|公款"
    "|强占|强行占|抢占|占了|拖欠[^,。]{0,6}(?:工资|工钱|钱|款)|毒打|体罚|诬陷|诬告|寻衅|滋事|堵门|阻工"
    "|阻挠施工|刁难|大吃大喝|吃喝玩乐|公车私用|吃空饷|走后门|关系户|套补贴|套资金"
    "|卖假|假酒|假药(?!怎)|黑诊所|黑作坊|黑车|黑店|放狗咬|害人|害死|害得|坑害|讹(?:人|钱|诈)|碰瓷|要挟|胁迫"
    "|强迫|鬼混|勾引|勾搭|撒谎|说谎|骗人|谎报|瞒报|隐瞒|逃税|偷税|行凶|报复|咒骂|骂娘|不给[^,。]{0,3}(?:饭吃"
    "|吃|生活费|抚养费|赡养费|钱)"
    "|不管[^,。]{0,3}(?:爹|娘|父母|老人|孩子|死活)|(?:名额|低保|指标|补助|补贴|项目|工程)[^,。]{0,3}(?:给了?"
    "|安排给|分给|留给)[^,。]{0,3}(?:自己|亲戚|家人|自家|熟人|关系)|偷电|偷水|拉票|打伤|打架|打断|打人"
    "|做假账|假账|欺行霸市|欺[负压骗瞒软]|跟(?:别)?人(?:家)?跑|私吞|偷工减料|私自"
    "|索要|索取|收受|巧立名目|乱收费|把(?:集体|公家|公共|村里|组里|大家|别人|人家|邻居)[^,。]{1,8}(?:砍|卖"
    "|拉|占|搬|挖|拆|砸|毁|推|撬|吞|装进)|小偷小摸|无证经营|辱骂|骂人|谩骂|顶撞|拒不|贿选|虚开"
)
# What is told as a deed of the one who is meant, with the harm or the money in it.
_DEEDS = (
    "(?:被)?[他她]?打得[^,。]{0,3}(?:鼻青|头破|遍体|住院|半死|吐血|不敢)|(?:被|叫|让)[他她]打|打(?:了|过)(?:他|她"
    "|我|老|婆|爹|娘|孩|媳妇)"
    "|账(?:目|务)?(?:不清|对不上|不明|混乱|糊涂|有问题)|糊涂账|钱(?:都|就)?(?:去|到|进|花|落)(?:了)?(?:哪|谁|[他她自])"
    "|(?:收|拿|要)了?[^,。]{0,4}(?:钱|好处|红包)(?:就|又|却|还)?(?:不|没)(?:办|做|干|给|退)|买通|打点(?!滴)|疏通关系"
    "|送(?:了|过)[^,。]{0,6}(?:烟|酒|红包|礼金|现金|购物卡)"
    "|(?:给|向)[^,。]{0,5}(?:书记|主任|组长|干部|支书|镇长|领导|会计)[^,。]{0,3}(?:送|塞)(?:了|过|钱|礼|红包|烟)"
    "|吸粉|白粉|砍(?:光|了|掉)[^,。]{0,6}(?:树|林|竹)|砸(?:门|窗|车|东西)|(?:没|无)一句真话|满嘴(?:谎|假|跑)"
    "|不是(?:个)?(?:东西|好东西|好人|好货|善茬)|输(?:光|了|掉)|邪教|往[^,。]{1,5}(?:丢|倒|扔|投)[^,。]{0,4}(?:死"
    "|药|毒|粪|玻璃)"
    "|偷鸡摸狗|(?:[他她]|个人|一家|侄儿?|亲戚|支书|组长|主任|老板)[^,。]{0,6}垄断|骗保|(?:就是|都是|肯定是|一定是"
    "|准是)[他她](?:干|偷|做|弄|搞|$)|[他她](?:一人"
    "|一个人)?(?:干|偷|弄|搞|挖|烧|砍)的(?:$|,)"
    "|动(?:了|过)?手脚|使坏|捣鬼|搞破坏|耍横|耍流氓|独霸|偷看|偷拍|跟踪(?:[她他女]|尾随)|骚扰|纠缠不|讹上|克死"
    "|打骂|虐(?:待|老|打)|欠[^,。]{0,4}不还|赖[^,。]{0,3}(?:账|钱)"
    "|(?:拿|用|花)(?:公家|集体|村里|组里)的|公物私|吃独食|中饱|两面三刀|口是心非|背后捅|挑事|惹事|找茬|耍心眼"
    "|(?:装|揣|落|进)(?:进|到|入|了)?(?:自己|私人|他|她)?的?(?:口袋|腰包|荷包)|照顾(?:自家|自己|亲戚|熟人|关系)"
    "|(?:靠|托|找|走|凭|拉)关系"
    "|(?:东西|化肥|种子|农药|货|酒|药|材料|票|证)[^,。]{0,3}是假的|假(?:货|化肥|农药|票|证|冒)|(?:工钱|工资|钱|款"
    "|账)[^,。]{0,3}(?:没结|不结|没给|不给|拖着)"
    "|故意(?:撞|砸|毁|弄|打|找|刁|使|伤)|(?:不|拒|不肯|不愿)(?:肯|愿)?(?:赔|认账|认错|还钱|道歉)|抵赖|推脱责任"
    "|甩锅|包庇|串通|合伙(?:骗|坑|偷)|官官相护|一手遮天|说了算数?不算"
    "|(?:装|揣)聋作哑|做手脚|开(?:赌场|后门|小灶)|假公济私|任人唯亲|欺软怕硬|抢(?:占|了|走|水)|威逼|逼(?:迫|走|死|着)"
)
_CHARACTER = (
    "钉子户|刁民|刺头|无赖|耍赖|赖账|老赖|赖着|失信|欠钱不还|欠债不还|缠访|闹访|闹事|闹到|无理取闹|胡搅蛮缠"
    "|撒泼|泼妇|骂街|恶霸|村霸|路霸|地痞|流氓|混混|二流子|横行|称霸|欺负|欺压|仗势|仗着"
    "|不务正业|游荡|混日子|瞎混|胡作非为|目无(?:法|王)|嚣张|猖狂|无耻|可耻|卑鄙|下流|变态|猥琐|狗官|贪官"
    "|腐败|黑社会|保护伞|涉黑|打手|地头蛇|丧良心|坏良心|霸道|不讲道理|不讲信用|没素质|素质(?:低|差)|没教养"
    "|道德败坏|名声(?:差|不好|坏|臭)|臭名|口碑差|乱来|搞鬼|阴险|狡猾|恶毒|酒鬼|赌鬼|赌徒|毒鬼|二百五|傻子"
    "|白痴|窝囊废|废物|懒得出奇|很懒|太懒|邋遢|吃里扒外|挑拨|搬弄是非|嘴碎|泼皮|不干事|不作为|乱作为"
    "|损公肥私|忘恩负义|翻脸不认|出尔反尔|言而无信|嗜赌|嗜酒|烂酒|好赌|滥赌|打牌赌|坐庄"
    "|好吃懒做|懒汉|懒得|游手好闲|等靠要|爱占小便宜|占便宜|(?:品行|人品)[^,。]{0,4}(?:差|坏|不|败|恶|问题)"
    "|缺德|歹毒|狠毒|心肠|没良心|不要脸"
    "|不讲理|蛮不讲理|蛮横|嘴巴?臭|泼辣|脾气(?:坏|差|暴)|德性|败类|人渣|畜生|王八|混蛋"
    "|乱搞|男女关系|出轨|通奸|偷情|偷人|婚外情|小三|姘|作风(?:有|不|败)|不正经|破鞋|酒驾|醉驾|毒驾|酒疯|酗酒闹|发酒疯"
    "|精神病|神经病|疯子|发疯|发癫|发神经|癫|脑子有(?:问题|病)|脑子不(?:正常|清)|脑壳(?:有|不)"
    "|(?<![压流电网量])不正常"
    "|涉嫌|派出所带走|被(?:警察|公安|派出所)?(?:抓|带走|拘)|犯事|犯法(?!律)|违法犯罪|嫌疑|高利贷|坏事|坏人"
    "|影响很?坏|影响恶劣|恶劣|偷排|偷倒|乱排"
)
SAID_AGAINST = Words(f"{_MISDEEDS}|{_DEEDS}|{_CHARACTER}")
# What is done by nobody in particular or was done to somebody, and what only looks like a misdeed.
_BY_NOBODY = Nearby(
    r"(?:有人|被|遭|遭到|防|反|禁|谨防|严禁|不得|不准|勿|请勿|不要|别|免|以防|防止|避免|涉及|受)[^,。;]{0,3}$"
)
_NO_MISDEED = Nearby(
    r"[^,。;]{0,3}(?:案件|宣传|讲座|专项|防范|行为(?:将|的)|分子|犯罪(?:活动|行为)|石|球|电话|手册|局|术|井盖"
    "|门窗|的(?:依|将|按|要|由)|一律|曝光|名单|公告|返工|者(?:将|按|一律)|按规定|处罚)",
)

# What firms, schools and offices are complained of: a matter like any other, as long as nobody is blamed for it.
_OF_AN_ORGANISATION = Nearby(
    "乱收费|拖欠|克扣|欺骗|骗|偷工减料|以次充好|短斤少两|无证经营|私自|拒不|强迫|偷排|偷偷排|乱排|不作为|恶劣"
    "|隐瞒|虚报|黑心|强占|霸占|占了",
)
_ORGANISATION = Nearby(
    "公司|集团|企业|单位|[厂矿校局园苑城]|小学|中学|[一二三四五六]中|高中|医院|诊所|机构|银行|物业|开发商"
    "|售楼部|项目|小区|[0-9一二三四]期|市场|广场|商场|车站|[东南西北水]站|供电所|燃气|街道|政府|部门|指挥部"
    "|拆迁办|出租车|公交|客车|汽车|酒店|宾馆|书屋|茶楼|网吧|加油站|烧烤摊|综合楼|厕所",
)
_SOMEBODY = Pattern(
    "老师|民警|警察|书记|(?<!班)主任|干部|会计|组长|片长|老板|司机|医生|校长|[局所]长|经理|员(?!工|的?工资)|某"
    "|[他她]|[此那]人|一人|邻居|[这那][家户]",
)

# What an official does wrong, and petitioning.
_WRONGDOING = Pattern(
    "贪污|受贿|行贿|索贿|贿赂|侵吞|挪用公款|中饱私囊|吃回扣|徇私舞弊|滥用职权|以权谋私|权钱交易|官商勾结"
    "|私吞|截留(?:资金|款|补)"
    "|(?:越级|集体|进京|赴省|多次|缠访|非法)?上访(?!不如)|缠访|(?:要|去|继续|再|我们"
    "|将)信访(?![局办件人部门中接大窗室事渠干科工投平条诉问])"
)
# 不存在权钱交易, 徇私舞弊的，依法处分: what was not found, and what a law says of everybody.
_NOT_SAID_TO_BE = Nearby(
    r"(?:不存在|未发现|没有发现|严禁|防止|杜绝|如存在|如有)[^。,;]{0,18}$"
    r"|\([一二三四五六七八九十]{1,2}\)[^。,;]{0,10}$"
)
_BY_LAW = Nearby(r"[^。;]{0,24}的,(?:依法|依照|应当|给予|由)")

_REPORT = Pattern(r"(实名|匿名|联名|再次|多次|特此)?(?:举报|检举|(?<![公报通])告发(?![布现]))")
# 举报件, 举报箱, 举报属实: the file, the way and the matter, as an office speaks of them. 举报 alone accuses nobody.
_NO_OBJECT = Nearby(
    r"[\s,。;:!?、)”》]|$|[一所]?(?:人|件|信|箱|电话|热线|奖励|平台|途径|渠道|方式|中心|投诉|邮箱|有奖|制度"
    "|办法|网站|受理|线索|内容"
    r"|事[项实]|单位|机制|帖|贴|情况|材料|和|或|并|及|后|的|不?属实|反映|工作|问题|无|没有|有[奖凭]|客观|中)"
)
_REPORTED_TO = Nearby(r"(?:我们?|本人|现|特)[^。;,]{0,6}向[^。;,]{1,16}$")
# 举报人 and 信访人 are anybody until a name follows.
_NAMED_PARTY = Pattern(
    rf"(?:被?举报|被?检举|信访)人(?:是|为|姓名)?[\s:,]{{0,2}}(?!于[\d今去本同])(?={NAME}(?<![{NOT_GIVEN}]))"
)
# 欢迎举报: an invitation. 接到群众举报后: an office telling how it came to know.
_INVITES = Nearby(
    r"如何|怎[么样]|欢迎|鼓励|及时|随时|可以?[^。;]{0,6}向|投诉|监督|请[^,。]{0,6}$|如发现|接受|畅通|设置|公布|通过"
)
_CAME_TO_KNOW = Nearby(r"接到|收到|收悉|受理|根据|经|(?:群众|网友|市民|有人|村民|居民|家长)$|[被所]$")
_IN_OWN_NAME = ("实名", "联名", "再次", "多次", "特此")


# 举报环境违法行为有奖, 实名举报查实的按规定给予奖励: what is promised to anybody.
_PROMISED = Nearby(r"[^。;]{0,16}(?:有奖|奖励|查实的|属实的|经查实|经核实)")


def accusations_in(text: str) -> Iterator[Found]:
    """Who accuses or petitions in a plain text, in no order."""
    found = [match for match in _WRONGDOING.finditer(text) if not _is_general(text, match)]
    found += _NAMED_PARTY.finditer(text)
    found += (match for match in _REPORT.finditer(text) if _accuses(text, match))
    yield from (Found(match.start(), match.end(), "accusation", match[0]) for match in found)
    yield from _said_against(text)


def _said_against(text: str) -> Iterator[Found]:
    """What is probably said against somebody: 手脚不干净, 冒领补贴, 脑子有问题."""
    for start, sentence in sentences_in(text):
        for at, end in SAID_AGAINST.spans_in(sentence):
            before = sentence[max(0, at - 6) : at]
            if is_general(sentence) or _BY_NOBODY.search(before) or _NO_MISDEED.match(sentence, end):
                continue
            begin = sentence.rfind(",", 0, at) + 1
            if not _is_a_complaint(sentence, begin, at):
                passage, shown = sentence[begin:end], sentence[at:end]
                yield Found(start + begin, start + end, "accusation", passage, is_sure=False, shown=shown)
                break


def _is_a_complaint(sentence: str, begin: int, at: int) -> bool:
    """Whether a firm, school or office is complained of, and nobody: 水厂乱收费. `begin` is where the clause"
    " begins."""
    is_theirs = _OF_AN_ORGANISATION.match(sentence, at)
    return bool(is_theirs and _ORGANISATION.search(sentence[begin:at]) and not _SOMEBODY.search(sentence))


def _is_general(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 24) : match.start()]
    return bool(_NOT_SAID_TO_BE.search(before) or _BY_LAW.match(text, match.end()))


def _accuses(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 24) : match.start()]
    if _INVITES.search(before[-12:]) or (match[1] not in _IN_OWN_NAME and _CAME_TO_KNOW.search(before[-12:])):
        return False
    if _PROMISED.match(text, match.end()):
        return False
    if not _NO_OBJECT.match(text, match.end()):
        return True
    is_title = before.endswith("的") and match.end() == len(text.rstrip())
    return bool(match[1] or is_title or _REPORTED_TO.search(before))
