"""What is probably a person's circumstance: illness, hardship and custody. It is asked, never refused.

Who is meant need not be said: 尿毒症，每周透析三次 tells of somebody. So a state is asked wherever it stands, unless
its sentence speaks of everybody (`generality`) and mentions nobody; a group of people (低保户, 残疾人) is asked of
where one of them is meant.

Sources: G4; Personal Information Protection Law, art. 28 (health is sensitive information).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lianhu.personal.found import Found
from lianhu.personal.generality import is_general, sentences_in
from lianhu.personal.hints import REACH, SOON, hinted
from lianhu.personal.mentions import Mention, mentions_in
from lianhu.personal.pattern import Nearby, Words
from lianhu.personal.vocabulary import words_of


@dataclass(frozen=True)
class Family:
    """The words of one circumstance: states, which are somebody's, and groups, of which somebody may be one."""

    states: str
    groups: str


_ILL = (
    "(?<!隐)患(?!病率|者之|人)|住进(?!去|来|新|小区)|得了?[^,。]{0,5}病|[^疾毛看诊治]病史|(?<!空调)支架|(?:去"
    "|外出|送)就医"
)
_DISEASES = "癌(?!防)|听不见(?!群众|意见|反对|声音)|(?<!牛皮)癣|[肺肝胃脑]上?长了|ca(?![a-z])"
# A part of the body with what ails it, treatment and where it was had, and what somebody can no longer do.
_PARTS = (
    "眼睛?|眼|耳朵?|听力|视力|腿脚?|脚|手臂?|胳膊|腰|背|心脏|血压|血糖|血脂|肝|肺|肾|胃|肠|脑|脑壳|头|牙"
    "|喉咙|嗓子|膝盖|关节|颈|脖子|胸|皮肤|骨头?|神经|精神|情绪|记性|记忆|神智|身体|身子|肚子|子宫|乳腺"
    "|前列腺|甲状腺|胆|脾|气管|股|髋|锁骨|肋骨"
)
_AILING = (
    "不好|不太好|不行|不方便|不便|不灵|不清|不见|不稳|不支|有问题|有毛病|有病|毛病|疼|痛|痒|肿|骨?折|断了"
    "|断过|坏了|瞎|聋|偏?高(?![0-9度])|偏低|差|瘸|溃|出血|发炎|长了|动不了|有?伤|异常|衰竭|硬化|弱|萎缩"
    "|不正常|开刀|手术|崩溃"
    "|低下|受了?(?:刺激|损|伤)|恍惚|麻木|抽筋|抽搐|溃烂|坏死|积水|积液|结节|囊肿|息肉|堵塞|梗塞|狭窄|穿孔"
    "|错位|脱位|撕裂|退化|模糊|昏花|花了|失灵|失常|障碍|残疾|缺陷"
)
_TREATED = (
    rf"(?:{_PARTS})(?:都|也|又|有点|一直|经常|里|上|部|膜|压|功能|动脉|脏)?(?:{_AILING})"
    "|(?:做|动|刚|才)(?:了|过|完)?[^,。]{0,6}(?:手术|移植|介入|造影|放疗|化疗)|(?:吃|服|用|打|挂|输|开|抓"
    "|喝)(?:着|了|过)?[^,。]{0,5}(?:药(?!材|水池|店)|点滴|吊针|吊瓶|胰岛素|液体)"
    "|(?:在|去|到|送|进|住)[^,。]{0,8}(?:医院|ICU|病房|卫生院)(?:住|治|看|做|动|养|抢救|救治|躺|检查|里|了"
    "|化|透|待|生)|住ICU"
    "|(?:提|干|做|挑|搬)不(?:了|得|动)(?:重|活|农活|水|事)|走不(?:动|得|了)|爬不(?:动|上)|站不(?:起|稳)"
    "|起不来|躺在床|瘫在|下不(?:了|得)(?:床|地|楼)|丧失(?:听力|视力|意识)|动弹不得|(?:无法|不会|难以)自理"
    "|怀(?:上|着|了|二|三|头|双|[0-9])[^,。]{0,4}(?:胎|孕|月|娃|崽)|生完(?:孩子|娃|小孩)|生了(?:孩子|娃|二胎"
    "|个)|(?<!、)产后(?!服务)|孕期|孕[0-9一二三四五六七八九十]|妊娠"
)
# What is done with somebody ill, and what is seen of it.
_SEEN = (
    "[\u4e00-\u9fff]{1,3}(?:氮平|硫平|西平|普利|地平|洛尔|他汀|沙坦|西林|霉素|双胍|格列|唑仑|西泮|拉唑|替尼"
    "|单抗)(?=[^,。]{0,2}(?:断|停|吃|服|没了|片|胶囊|针|药))"
    "|(?:吊|挂)(?:了|着|过)?[^,。]{0,5}(?:水(?!管|表|池|塔)|瓶|盐水)|钢[钉板]|打(?:了|着)?(?:石膏|封闭)|插(?:着"
    "|了|上)?[^,。]{0,2}管"
    "|(?:人|他|她|爹|娘|父亲|母亲|老人)(?:已经|都|怕是|快)?不行了|要不上(?:孩子|娃)"
    "|查出(?:来)?(?!问题|隐患|原因|漏|违|不)[^,。]{0,4}(?:结节|阴影|囊肿|息肉|肌瘤|东西)|(?<!接)结节|恶性(?=肿瘤"
    "|结节|的?$|的?,)|复查(?=结果|还|要|时)"
    "|[几多]家(?:大)?医院|疯(?!狂|抢|传|长)|傻了(?!眼)|认不(?:得|出)人|(?:脸|眼睛?|皮肤)[^,。]{0,2}发黄"
    "|视力[^,。]{0,2}(?:只有|不到|[0-9零]|下降|差)"
    "|看过?医生|截(?:了|掉|去)[^,。]{0,4}(?:腿|肢|脚|手|指|臂)|(?:眼睛?|耳朵?|老人|老爹|老娘)[^,。]{0,3}(?:听"
    "|看)不清|要人(?:扶|抬|喂|照顾|伺候)"
    "|落下(?:病|残|毛病)|洗[^,。]{0,4}(?:肾|血)|(?:长|生|起|得|害|染)(?:了|上|个|起)[^,。;]{0,4}(?:瘤|癌|疮|疱"
    "|疙瘩|包块|肿块|结石|怪病|那种?病|那个病)"
    "|[切割摘截拿]了?(?:掉|除)?[^,。;]{0,4}(?:胃|肠|肝|肾|脾|胆|乳房|子宫|甲状腺|腿|脚|手指|肺)"
    "|(?:胃|肠|肝|肾|脾|胆|乳房|子宫|甲状腺)[^,。;]{0,3}(?:切|割|摘|拿掉)|(?:吃|喝|拉|屙|穿衣|洗澡|翻身|上厕所"
    "|吃饭)[^,。;]{0,6}(?:全靠人|要人帮?|靠人|都得人)"
    "|[一二三四1-4]级[^,。;]{0,2}残|(?:肢体|视力|听力|言语|智力|精神|多重)(?:残疾)?[一二三四1-4]级"
    "|[轻中重]度(?:残|失能|抑郁|智|依赖|烧|贫血|听)"
    "|(?:没|未)(?:保|怀)住|怀[^,。;]{0,3}(?:没|不)(?:保|留)住|肚子(?:里)?[^,。;]{0,4}(?:个月|孩子|伢|崽)"
)
# A name of a disease by its end.
_NAMED_DISEASE = (
    r"(?<![通毛弊疾看])(?:[\u4e00-\u9fff]{1,3})(?<![毛看治疾弊通防因生有树猪鸡禽虫害对])(?:症(?!结)|癌|瘤|栓塞"
    "|综合征|(?<=[心肾肝胃肺脑性傻疯怪急痨胆骨腿眼肠血风])病(?!虫|害|房|历)"
    "|(?<=[肝肾肺胃肠炎膜管节腺窦鼻胆髓])炎(?![热夏炎]))"
)
_BODILY = (
    "诊断(?:为|出|书)|检查出(?:[^,。]{0,4}(?:病|癌|瘤|炎))|怀着(?=孕|娃|孩|崽|[0-9二双身])|小产(?!权)|疫苗(?!公司"
    "|企业|厂|本)|[坐靠用]轮椅"
    "|轮椅(?:上|代步|出行|进不)|体检(?:异常|结果)|安定(?:药|才|片)"
)
_NO_MONEY = (
    "借[了下过]?[^,。]{0,4}[0-9一二三四五六七八九十百千两几多][^,。]{0,3}[万千百](?:多|块|元|$|[,。])|没还[上清完]"
    "|(?:学费|药费|医药费|住院费|手术费|彩礼|首付|本钱|房租|生活费)[^,。]{0,3}(?:差|缺|没着落|没凑|凑|交不|拖)"
    "|(?:费|租金?|贷款?|账)[^,。]{0,6}(?:年|月|次|直|都|也|还)没[交还付给]"
    "|(?<!款)(?<!村里)(?<!组里)(?<!集体)拿不出来(?=[,。]|$)"
    "|欠[^,。]{0,6}(?:钱|债|款|元|万|千)|没有?收入|收入(?:低|下降|又降|不足|微薄)|(?<=[作靠])为生"
    "|(?<![无再])穷(?![尽追举]|不能|苦百姓)|捡(?:废品|垃圾|破烂)"
    "|[交付买供还租]不起|拿不出[^,。]{0,3}[钱费]|凑不[齐出]|还不[上起]|没有?(?:工作|活干)|被?辞退|失信(?=人|名单|被)"
    "|(?:家庭|家里|家中|日子|生活|手头)(?:贫困|贫寒|困难|困顿|拮据|紧|难|穷|艰难|条件[差不])|危房(?!改造|问题"
    "|排查|整治|鉴定)"
)
_BENEFITS = (
    "[Dd][Bb保]户|(?<![A-Za-z])[Dd]保|(?<![当本工土场耕林基此各湿])[地底递迪]保(?=户|被|停|取消|没|金|的|,|$)"
    "|(?:津贴|补贴|补助|低保|养老金|救助金?|抚恤金?|救济金?)[^,。]{0,6}(?:[没未](?:到账|发[放下]?|领|拿|打|下来)"
    "|断了|少了|只到|到一半)|[高老]龄(?:津贴|补贴)"
    "|孤儿(?:津贴|补贴|补助|生活费)|失业(?:金|保险金)|(?:被|让|遭)[^,。]{0,6}赶(?:了|出|走)|赶(?:出|了出)(?:家|门"
    "|来|去)|睡(?:桥洞|街头|车站)|饿(?:着|肚子)"
    "|(?:老婆|妻子|媳妇|丈夫|男人)(?:也|都|跟[^,。]{1,2})?跑了|(?:房子?|房屋|住房|屋|宅|家产"
    "|财产)[^,。]{0,4}(?:拍卖|查封|抵债|被封|抵押)"
    "|(?:贷款|还款|信用卡|网贷)[^,。]{0,4}逾期|五保(?![山村路])|脱贫(?!致富|攻坚|成果|工作|任务)|救助(?!站)"
    "|(?:领取?|享受|纳入|吃|评上|评为|申领|停发|取消)[^,。]{0,8}(?:低保|救助|救济|监测|供养|特困|困难补|残疾"
    "|护理补|高龄|津贴|慰问金)|残疾人?(?:两项)?补贴"
)
_FAMILY_LIFE = (
    "[争抢][^,。]{0,4}(?:遗产|家产|房产|祖屋|老屋|宅子)|(?<!文化)(?<!自然)遗产(?!日|保护|名录|传承|地)|(?:房|屋"
    "|宅|地|田|钱|款)[^,。]{0,3}的?继承"
    "|继承[^,。]{0,4}(?:闹|吵|纠纷|官司)|分家(?:闹|吵|不|产|析|纠|没)|归[^,。]{0,4}[养带]|留守(?!儿童|老人|妇女)"
    "|一个人(?:住|过|生活|在家)"
    "|独自(?:抚养|生活|一人|带|拉扯)|子女(?:都)?在外|没人(?:照顾|照看|照料)|无人(?:照顾|照看|照料)"
    "|(?:老伴|丈夫|妻子|老公|老婆|父亲|母亲|爸爸?|妈妈?|儿子|女儿|男人)(?:已|都|前年|去年|早)?[^,。]{0,4}(?:去世"
    "|过世|走了|不在了|没了|病故|死了|亡故|离世)"
    "|父母(?:离|双亡|都不在)"
)
_CUSTODY = (
    "吸[过了][^,。]{0,2}毒|“两劳”|解[教矫](?:人员|对象)|刚?出(?:来|狱)不久|从里[头面]出来"
    "|关了[一二三四五六七八九十0-9两几]|坐了[一二三四五六七八九十0-9两几]{1,2}年"
)
_KIN_WHO = (
    "老伴|丈夫|妻子|老公|老婆|堂客|媳妇|父亲|母亲|爹妈?|娘老子|爹|娘|爸妈?|妈|儿子|女儿|闺女|崽女?|崽|伢|独子"
    "|独女|男人|女人|男的|女的"
    "|男方|女方|两口子|夫妻俩?|公公|婆婆|爷爷|奶奶|哥哥?|弟弟?|姐姐?|妹妹?|兄弟|子女|儿女|孙子|孙女|女婿|前头那个"
)
# What befell one of the family, and what one does to another.
_BEFELL = (
    rf"(?:{_KIN_WHO})[^,。;]{{0,8}}?(?:死|溺亡|淹死|出了车祸|摔死|病死|没了(?!信号|电|水|网)|(?<![拿带借搬取领抱牵偷买开骑提赶抢送])走了|(?<!掩)埋了|(?<![偷拿逃])跑了|失踪|坐牢|进去了|被抓|判了|蹲|关着"
    "|改嫁|再嫁|另娶|出轨|养人|有人了|有相好|打工没回|没消息|没音信|没一个|不管|不养|不认|不上门|不回来|不打钱"
    "|不寄钱|不给钱|不接电话)"
    r"|(?:打|骂|虐待|嫌弃?|赶|撵|抛弃|丢下|不要)(?:了|过|走)?(?:自己的|亲|老)?"
    rf"(?:{_KIN_WHO})(?!娘|妈|爸|电话)|[跟和与](?:{_KIN_WHO})[^,。;]{{0,6}}(?:闹|吵|离|分|断|不和|不合|不对付|翻脸|打官司|争家产)"
    r"|(?:归|判给|跟着?|留给|丢给|甩给|扔给|塞给)(?:了)?"
    rf"(?:[他她])?(?:{_KIN_WHO})(?=[,。;带养管过]|$|[^,。]{{0,3}}(?:带|养|管|过|拉扯))"
    r"|[0-9一二两三四五六七八九十几]+(?:张嘴|口人)[^,。]{0,10}(?:一个|一人|独)|(?:靠|指望)[^,。;]{1,10}(?:过活"
    r"|过日子|活命|吃饭|度日|接济|养活|贴补)"
    r"|(?:没|冇|无)(?:得|有)?(?:一个|个)?(?:钱|米|油|田|地|屋|房|家|崽|儿|后|爹|娘|工作|事做|活路|收入|着落"
    r"|人养|人要|人疼|人照)(?=[,。;的了]|$)"
    r"|(?:差|缺|凑|欠|赊|借)[^,。;]{0,6}(?:学费|药钱|药费|住院费|饭钱|米钱|路费|彩礼|房租|押金|首付|本钱|工钱|棺材)"
    r"|(?:学费|药钱|住院费|饭钱|路费|彩礼|房租|押金|首付|本钱|电费|水费|燃气费|伙食费|房贷|车贷|贷款|利息)[^,。;]{0,6}"
    "(?:欠|差|缺|凑|借|赊|没交|没付|没还|没着落|拖|交不|付不|还不|缴不|断)"
)
# How somebody in need lives, in words of everyday.
_IN_NEED = (
    "(?:在|关在|蹲在|蹲)(?:里面|里头|号子)|(?:还)?没(?:放)?出来(?!台|结果)|断了(?:收入|生活来源|经济来源|来源|粮"
    "|炊|活路|生计)"
    "|跟(?:着)?(?:他|她)?(?:奶奶|爷爷|外婆|外公|婆婆|老人|叔叔|伯伯|姑姑|舅舅)(?:一起)?(?:过|住|生活|长大)"
    "|(?:爹妈|父母|爸妈|爹娘|儿女|子女)[^,。]{0,4}(?:外头|外面|在外|广东|打工|不管|不在身边)|住(?:在|进"
    "|了)?(?:敬老院|养老院|福利院|救助站)"
    "|敬老院的(?=[^,。]{0,2}[老婆爹嗲娭大奶爷])|送(?:了|来|去|过)[^,。]{0,4}(?:米|油|棉被|慰问|衣服)"
    "|封了[^,。]{0,3}(?:房|屋|厂|店)"
    "|(?:房|屋|厂子?)[^,。]{0,4}(?:被封|贴了封条)|躲(?:债|到|在|出去|起来)|没(?:得)?饭|(?:屁股|一身)(?:的)?(?:债|账)"
    "|(?:老人|娃娃?|孩子|崽|[他她]|爹|娘)[^,。]{0,4}没人(?:管|养|要)|没[爹娘爸妈](?!妈|爸)|吃(?:国家|政府)"
    "|[吃靠](?:救济|百家饭)|靠[^,。]{0,4}兜底"
    "|凑(?:钱|学费|药费)|借(?:的|了|来的)(?=$|[,。])|娶不(?:上|起)|讨不(?:到|起)(?:老婆|媳妇)"
    "|没(?:有)?(?:个)?(?:依靠|生计|活路|米下锅)|过得(?:苦|难|紧)"
    "|(?:[他她]|老人|孩子|一家|娃)[^,。]{0,6}可怜|(?:名下|家里)(?:没|无)(?:田|房|地|存款)|卖(?:血|房子?还|牛还)"
    "|(?:卖|砸)锅卖?铁|填(?:窟窿|债)"
    "|被[^,。]{0,8}强制执行|没(?:拿到|发)工(?:钱|资)"
)
FAMILIES: Mapping[str, Family] = {
    "health": Family(
        f"{_ILL}|{_DISEASES}|{_TREATED}|{_SEEN}|{_NAMED_DISEASE}|{_BODILY}", "残疾人|病人|孕产?妇|精神病患者"
    ),
    "hardship": Family(
        f"{_NO_MONEY}|{_BENEFITS}|{_FAMILY_LIFE}|{_BEFELL}|{_IN_NEED}|{_CUSTODY}",
        (
            "低保(?:户|人员|对象)|五保(?:户|老人|对象|人员)|特困人员|困难(?:户|家庭|群众|老人|党员)|贫困(?:户|家庭"
            "|人口)|留守(?:儿童"
            "|老人|妇女)|独居老人|空巢老人|孤寡老人|孤儿(?!寡)|脱贫户|监测户|吸毒人员|刑释人员|流浪汉|事实无人抚养儿童|困境儿童"
            "|(?:单亲|失独|低收入|零就业|计生特殊|重残|军烈属)家庭|边缘(?:易致贫)?户|低收入(?:户|人口)|戒毒人员|矫正(?:人员|对象)|重残人员"
            "|三无(?:老人|人员)"
        ),
    ),
}

_STATES = {detector: words_of(detector, family.states) for detector, family in FAMILIES.items()}
_GROUPS = {detector: Words(family.groups) for detector, family in FAMILIES.items()}
# A group that stands as a note's own heading says what somebody is: 孤儿,由叔叔抚养.
_LABEL = Nearby(r"(?:^|[,:(\n])\s?[\u4e00-\u9fff]{0,2}$")
_AFTER_LABEL = Nearby(r"[,)]|$")
_ONE_OF = Nearby(
    r"(?:[一这那该某]|[0-9一二三四五六七八九十]组)的?(?:位|名|户|个|对)?[\u4e00-\u9fff]{0,3}$|(?:是|为|系|属"
    r"|属于|:)[\u4e00-\u9fff]{0,4}$",
)
# 腿脚不便的由代表上门办: whoever is in such a state.
# How many of a group stand there is one: 刑释人员一名.
_ONE_BEHIND = Nearby("[,:(]?[一1](?:名|人|户|位|个)(?![0-9])")
_OF_MANY = Nearby("的(?:由|可|请|上门|老人|群众|家庭|人员?|户|居民|村民|对象|学生|儿童)")
# 临时救助审批权限, 大病保险起付线, 防返贫监测: an office's affair of that name.
_AFFAIR = Nearby(
    "(?:的)?[^,。;]{0,4}?(?:审批|审核|权限|机构|例会|监测(?!户|对象)|保险|起付|报销比例|比例|接种[日点]|标准|资金"
    "|经费|文件|政策|工作|登记|冷静期|办法|条例|发放|物资|名额|上调|提标|调整|申报|申请表|专户|热线|服务|改称|按[季月年]|是按|年满"
    "|认定|台账|系统|手续|窗口|下放|宣传|保障制度|专干|专岗|科普|疫情|病区|门诊|用品采购|采购|[日点](?=每|设|在|为|:))",
)
_AGAINST = Nearby("[防反控]$")
# Who is in such a state has come to it: 评上了五保, 住进敬老院, 吃低保.
_HAS = Nearby("(?:[是系成]|属于|评上|评为|吃|领|靠|住进|纳入|享受)(?:了|着|过|的)?$")
# What only one person's state has: its degree, and since when or how often.
_PARTICULAR = Nearby(
    r"[\u4e00-\u9fff]{0,3}?(?:[一二三四1-4]级|[0-9一二三四五六七八九十两几半]{1,3}多?(?:年|个月|天|次|针|期"
    "|周)(?!级))",
)


def circumstances_in(text: str) -> Iterator[Found]:
    """The circumstances of persons that a plain text tells of, one a sentence and kind, in no order."""
    for start, sentence in sentences_in(text):
        for detector in FAMILIES:
            if told := _longest(_told(detector, sentence)):
                begin, end = told[0].start, max(part.end for part in told)
                shown = "…".join(dict.fromkeys(re.sub("[0-9]", "*", part.shown(sentence)) for part in told))
                yield Found(start + begin, start + end, detector, sentence[begin:end], is_sure=False, shown=shown)


def _longest(told: Iterable[Mention]) -> list[Mention]:
    """Of what is told at one place the longest: 糖尿病 and not 糖尿 too."""
    longest: list[Mention] = []
    for part in sorted(told, key=lambda part: (part.start, -part.end)):
        if not longest or part.end > longest[-1].end:
            longest.append(part)
    return longest


def _told(detector: str, sentence: str) -> Iterator[Mention]:
    """The states and groups that are somebody's, and who is mentioned with them."""
    groups = _GROUPS[detector].spans_in(sentence)
    for begin, end in groups:
        mention = _mentioned(sentence, begin)
        if _is_one_of(sentence, begin, end) or (mention and mention.is_called):
            yield from (mention,) if mention else ()
            yield Mention(begin, end, is_called=False)
    for begin, end in _STATES[detector].spans_in(sentence):
        if any(first <= begin and end <= last for first, last in groups):
            continue
        if mention := _mentioned(sentence, begin):
            yield mention
        elif _is_of_nobody(sentence, begin, end):
            continue
        yield Mention(begin, end, is_called=False)
    yield from (Mention(begin, end, is_called=False) for begin, end in hinted(detector, sentence, groups))


def _is_of_nobody(sentence: str, begin: int, end: int) -> bool:
    """Whether a state with which nobody is mentioned is that of many, or stands in what speaks of everybody."""
    if _OF_MANY.match(sentence, end) or _AFFAIR.match(sentence, end) or _AGAINST.search(sentence[:begin][-2:]):
        return True
    if _HAS.search(sentence[:begin][-4:]) or _PARTICULAR.match(sentence, end):
        return False
    return is_general(sentence)


def _is_one_of(sentence: str, begin: int, end: int) -> bool:
    """Whether somebody is said to be one of a group, in a clause or as a heading."""
    before = sentence[max(0, begin - 8) : begin]
    is_label = _LABEL.search(before) and _AFTER_LABEL.match(sentence, end)
    is_one = _ONE_OF.search(before) or _ONE_BEHIND.match(sentence, end)
    return bool(is_label or is_one or any(each.start == end and each.is_called for each in mentions_in(sentence)))


def _mentioned(sentence: str, at: int) -> Mention | None:
    """The nearest mention of a person before the place, if one is near, else one that takes it up soon."""
    mentions = mentions_in(sentence)
    near = [mention for mention in mentions if at - REACH <= mention.start and mention.end <= at]
    soon = [mention for mention in mentions if at < mention.start <= at + SOON and sentence[mention.start] in "他她其"]
    return near[-1] if near else soon[0] if soon else None
