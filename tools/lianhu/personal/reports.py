"""Who tells, put together of lists: somebody (`tellers`), a telling (`telling`), and how the two stand to each other.

前妻打热线, 找我吐苦水的是她堂嫂, 不知谁举报的,原来是他生意上的对头. Many people, and offices, are nobody (`many`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.bynames import bynames_in
from lianhu.personal.generality import sentences_in
from lianhu.personal.mentions import called_in
from lianhu.personal.pattern import Nearby, Pattern, Span
from lianhu.personal.vocabulary import words_of

FROM_TELLER, TO_TELLER = 16, 30
# Whom matters are told.
_TOLD = (
    "(?:我们?|俺|咱|代表|[组片校厂局县市镇]长|支?书记?|主任|(?:村|驻村)?干部|网格员|(?:驻村)?工作队|第一书记"
    "|(?:巡[视察]|督[查导]|检查|调查|工作)组|纪[委检]|监委|信访[局办]|派出所|民警|司法所|法庭|民政[所办]|妇联|残联|社区|居?委会|[村组镇乡县省市]里"
    "|[村组镇县]上|村[部委]|镇政府|上[面头级]|物业|城管|[环住教卫]\\w{0,2}局|市监所|国土所|供电所|水管站|农技站|电视台|报社|记者|律师|热线|平台"
    "|领导|值班员|接线员|调解员|工作站)"
)
# How matters are told, by what is done with which thing, and to whom: 打的12345, 递了封信, 找的代表, 向巡视组递了.
_HOW_TOLD = (
    "[打拨](?:[的了过个通来]|了个|过几次)?(?:热线|电话|座机|1[12][0-9]|12[0-9]{3}|市长|值班电话|语音|视频)",
    "[发拍传](?:[的了过来出上给]|来的|了[个条张份]|[一那][个条张])?(?:视频|照片|图片|帖子?|微信|语音|短信|邮件|私信|朋友圈|抖音|快手|微博|弹幕|录音|截图|定位)",
    "[写寄递塞投交留贴捎带](?:[的了过来出上给]|来的|了[个条张份封]|来?[一那][个条张份封])?(?:信(?!息|用)|条子?|[纸字便]条|状[子纸]|诉状|大字报|小字报|[^,。;]{0,2}举报信|匿名信|口信|差评)",
    "[提](?:[的了过出]|[了过]个)?(?:意见|异议|抗议|疑问|诉求)",
    f"(?:[找拦堵求托问骂寻喊叫][的了过到上住下]?|拉[着住]|缠着|[拜托央恳]+[托求]|质问|[闹告捅]到|告诉了?|反映到|上访到|透露给|[转讲说]给|转告|跑到|摸到){_TOLD}",
    f"[跟向对给同和与冲朝往]{_TOLD}[^,。;]{{0,3}}?(?:[说讲提问告诉嚷喊吼哭吵递求透]|反[映应]|投诉|举报|检举|打[听电来招]|写信|[发寄留塞交][了来过]|发火|抱怨|念叨|嘀咕)",
    # 老邓的电话, 一位家长发来的微信.
    "(?:的|[打发写寄递]来的?|那里的)[一那]?[个条封张通]?(?:来?电话(?!号|亭|费|卡)|微信(?!群|公|号)|短信|来信|信(?!息|用|号|访|任|心|箱|贷|念|誉|仰)|纸条|字条|条子|语音|私信|口信|留言)",
)
_TELLERS, _TELLING, _MANY = words_of("tellers"), words_of("telling", *_HOW_TOLD), words_of("many")
# 杀猪的那个, 跑运输的, 住顶楼的: by what somebody does, or where somebody lives.
_DOES = (
    "(?:开|卖|养|种|跑|摆|教|当|做|修|放|杀|看|打|收|捡|补|剃|蒸|烧|弹|承包|经营|贩|租|住|坐|骑|戴|穿|操|管|带|送|砍|钓|写|站"
    "|守|撑|贴|刷|挑|织|酿|榨|磨|炸|拉|运|装|包|绣|画|唱|敲|吹|喂|背|推|扛|编|织|裁|缝|理|剪|焊|接生|算命|出租)"
)
_DOING = Pattern(
    rf"{_DOES}[^,。;:的]{{1,9}}的(?=[那这]?(?:个|位|家|户|两口|一家|夫妻)|人|[男女老大小]|就|$|[,。;:)]|反映|投诉|举报|说|讲|告诉|来|打|写|跟|对|向|找)"
    "|(?:那|这|该|某)(?:个|位|名|户|家)(?!月|星期|时|地方|问题|事|点|情况|字|样|路|沟|桥|塘|灯|井|坑|人都)"
    "|(?:一|有)(?:位|名)(?!情况)|[一有]个[^,。;:]{0,8}?(?:男|女|老[头太倌汉人]|小伙|后生|姑娘|妹|伢|嫂|哥|姐|婆|爹|娃|师傅)|我们(?:几个|姊妹|兄弟|[一二三四五六七八九十几两]+[户家个])|(?:他|她)(?!们|乡|人)"
    # 切菜工, 炊事员: who works at something, unless for the town.
    "|(?!网格|监督|调解|接线|话务|记录|讲解|宣传|工作|管理|评议|座席|巡查|联络|指导|议事|协管|消防|检查|审核|技术|施工|办事|人大|全体|公务|教职|共产|老党|[\u4e00-\u9fff][党委人成会动职议])"
    "[\u4e00-\u9fff]{2}员(?!会|工|额|们|证)|[切洗炒烧刷挖砌刨磨剪钉补擦扫拌喂搬养车钳铣漆纺织印染采]\\w?工(?!程|作|资|业|期|地|人|会|商|厂|具|单)"
    # 来自三组的一位, 坐后排的那对, 他嫂, 一名戴眼镜的.
    "|来自[^,。;:]{1,10}的(?:一?[位名个户对]|那)|[^,。;:]{1,8}的那(?:位|户|对|家|口子|一家|一户|两口)|[他她其](?:爸|妈|爹|娘|哥|姐|嫂|弟|妹|崽|婆|爷|叔|婶|姑|舅|姨)"
    "|(?:一|有|那|这|该)(?:位|名|对)[^,。;:]{1,10}的(?=[^,。;:]{0,3}(?:来|说|讲|问|打|写|提|找))"
)
# 举报件, 投诉箱, 反映渠道: what is called so, and is nobody's telling.
_NO_TELLING = Nearby(
    "件|箱|办|率|平台|中心|制度|渠道|热线|栏|有奖|处理|条例|工作|量|途径|方式|方法|奖|邮箱|网|接待|日|大厅|窗口|须知|流程|格式"
    "|机|系统|由|总数|数量|属实|事项|内容|人(?!,?[(是为系])|者(?!,?[(是为系])"
)
_TO_WHOM = re.compile(
    "(?:跟|向|给|对|找|和|同|托|与|到|在|去|把|被|求|问)(?:我们?|俺|咱|代表|组长|片长|干部|村干部|[镇村]?书记|主任|[镇市县]长|村里|村部"
    "|村委会?|镇里|镇上|网格员|纪委|派出所|民政|妇联|信访办?|市长信箱|热线|单位|公司|物业|政府|平台|网上?|会议?上?)"
)
_BETWEEN = Nearby(r"[^。;:,]{0,14}$|[^。;:,]{0,8},[^。;:,]{0,12}$")
# 提意见的还是, 敲我窗子的是, 要求公开账目的,是.
_IS = Nearby(
    r"[^,。;]{0,12}?的(?:人|那人|那个|那位|那户|那家|一方|那方|账号|号|主)?,?(?:其实|原来|还|就|正|都|也|应|该|不是别人,?)*(?:是|为|系)"
    r"(?!对|不|否|同|一样|什么|真|好|必|正确|为了|要|我镇|我村|因|由于|由|在|从前)"
)
# 据其同厂工友讲, 听他亲嫂子说, 由其前妻提供.
_AS_SOMEBODY = "(?:据|听|由|经|照|按|依|从|凭)[^,。;]{0,8}"
_SAID = "[^,。;]{0,3}?(?:讲|说(?![事法明])|称|述|提供|介绍(?!所)|回忆|转告|带来|捎来|来问|来讲|来说)"
_AS, _SAYS, _SOURCE = Nearby(f"{_AS_SOMEBODY}$"), Nearby(_SAID), Pattern(f"{_AS_SOMEBODY}?[^,。;]{{1,5}}{_SAID}")
# Whom a guess or a sign gives away: 看笔迹是, 都晓得是, 一看就晓得是谁家.
_GUESSED = Pattern(
    "(?:意见|信|举报|反映|投诉|条子|纸|帖|邮箱|邮件|账号|头像|昵称|记者|线索|电话|声音|口音|笔迹|字迹|写着)[^。;]{0,24}?"
    "(?:猜|晓得|知道|看得出|听得出|认得|认出|明摆着|分明|八成|多半|估计|肯定|一看就|一听就|想来|想必|应该|大概|恐怕|看来|看样子|准|怕)[^,。;]{0,6}?(?:是|像)(?!对|不|否|真|假)"
    "[^,。;]{1,14}"
)
# What stands in a form or under a letter: 签名:桥东养蜂人, 发信人为末尾4409的机主, 信末写着"一个…的人".
_SIGNED = Pattern(
    "(?:(?:签名|签字|署名|落款)[人者]?|信末|信尾|末尾|文末|填报人|发信人|发件人|寄信人|寄件人|投递人|递交人|来电人?|来访人?|来人|反映人|举报人|投诉人"
    r"|诉求人|报料人|提问人|报修人|报告人|告发人|联系人|访客|对方)(?:只?(?:写(?:着|道|下)?:?|写的是|签的是?|留的是?)|是|为|系|自称|[:(]|\n(?!\n))[“\"]?"
    "(?!电话|匿名|要求|对|不|否|姓名|一栏|如|请|空|未|无|略|[^,。;\n]{0,10}(?:公司|局|所|站|办|委|中心|学校|单位|代表|书记|主任|政府|平台))"
    r"[^,。;:\n”\")]{2,16}"
)
# Who says of somebody's own self what only one can say: 说自己在加油站上班, 说她是9栋的, 女,五十来岁,…要求.
_OF_ONESELF = Pattern(
    r"(?:说|讲|称|自称|口称)(?:自己|[他她])(?:是|在|住|家|姓|有)[^,。;]{1,12}"
    r"|(?:^|[|\n:,])[男女],[^。;]{0,30}?(?:要求|反映|诉|投诉|问|请求|希望)"
    r"|我们?[^,。;]{0,3}(?:就)?住在?(?!院)[^,。;]{1,12}|我们(?:几个|姊妹|兄弟|[二三四五六七八九十几两]+[户家个])[^,。;]{2,10}"
)
# Whatever somebody does, and then says: 在抖音下评论,说水有味; 跟组长拍了桌子,嫌分的地少.
_THEN_SAYS = Nearby(
    "[^,。;:]{0,16},(?:又|还|也|一直|只|就|非)?(?:想?问|说(?![明法事])|讲(?![座解])|嫌|骂|求[我您你代组镇村]|称(?![为号])|怪|埋怨|要求|想要"
    "|叫[我你您]|让[我你您]|喊[我你您]|怕[人别得])"
)
_SAYS_SO = Pattern(",(?:又|还|也|一直|只|就|非)?(?:想?问|说|讲|嫌|骂|求|称|怪|埋怨|要求|想要|叫|让|喊|怕)")
# 最早喊出来的是收鸭毛的那个, 问的人是教数学的: who follows, is one by the lists.
_SAID_BY = Pattern(
    "(?:喊|问|说|讲|提|写|闹|告|报|打|拍|骂|催|找|签|传|捅|嚷|吵|诉|求|发)(?:[出上下过][来去]|来|出|过|了|话|信|事|这事|这个|此事){0,3}的"
    "(?:那个|那)?人?,?(?:就|还|其实|原来|应该|正)*(?:是|为|系)"
)
# 投诉人(男,6栋车库租户): what an office's form adds of its party.
_OF_PARTY = Pattern(
    "(?:来电|来信|来访|信访|上访|投诉|举报|反映|反应|诉求|求助|报修|报料|爆料|咨询|提问|提交|申请|申诉|发帖|留言|建议|联系|当事|报警|报案|检举|控告|写信)(?:人|者)[(]"
    "(?!以下|下称|匿名|单位|姓名|签|可|如|或|即|含|略|已|电话|未|需|须|请|不|包)[^)]{2,24}[)]"
    "|(?:诉求|来电|投诉|举报|反映|信访|报修|咨询)(?:人|者),?(?:女|男|年约|约|[0-9]{2}岁)"
    "|(?:回访|回拨|回电|再次联系|电话联系|致电|核实|接通)[^。;]{0,8}?(?:[其他她]|对方|来电人|投诉人|诉求人|该[男女市居村业][子士民主])(?:称|自称|自述|说|讲|答|反馈|还说)"
    "|(?:^|[,。;:])(?:其|对方|该(?:男子|女子|女士|先生|同志|市民|居民|业主|村民|住户))(?:称|自称|自述|口述|坦言|说(?![明法])|还说|讲(?!话))"
)
# 反映人与组长有旧怨, 来电女士, 来电显示是粮站的座机: what is noted of whoever called.
_NOTED = Pattern(
    "(?:来电|来信|来访|信访|投诉|举报|反映|反应|诉求|求助|报修|报料|爆料|咨询|提问|发帖|检举)(?:人|者)(?:在|现|原|家|与|和|跟|同|曾|年|居|怕|担心|因|本身|自己|即|正|就|刚|去年|是不是|应该|可能|是)"
    "(?![^。;]{0,14}(?:应[当予]|须|可以|请|不得|依法|权利|身份|信息|保护|受理))[^,。;]{1,12}"
    '|(?:身份|职业|关系|称呼|住址|工作单位)[”"]?一?栏[^,。;]{0,4}?(?:[写填][^,。;]{0,2}|是|为|:)(?![空无略])[^,。;]{2,12}'
    "|(?:写信|来电|打电话|发帖|留言|举报|投诉|报料|反映|提意见)的(?:曾|住在?|家里|家住|原[是为]|从前|自称|像是)[^,。;]{1,12}"
    "|[,:]自?称(?:家|现)?住[^,。;]{1,10}|[^,。;:]{2,8}(?:敬呈|敬启|谨启|顿首|拜上|泣书|敬书|手书|谨上|叩首)(?=$|[,。;)])"
    "|来电(?:女士|先生|男子|女子|显示(?!功能|业务|屏)|号码[是为])[^。;]{1,10}"
    "|来自(?!各|全|省|市|县|群众|社会)[^,。;]{2,14}的(?:一[封个条通]|来信|来电|信(?!息|号|任)|邮件|电话|短信|留言|投诉|举报|反映|诉求|纸条)"
    "|(?:不敢|不愿意?|不肯|不想|不便|没敢|未敢)(?:署|留|具|透露|公开|说|报|露)(?:真|实|下|出)?(?:姓|名|电话|身份)"
    "|(?:说|讲|提|写|问|告|报|反映|举报|投诉)(?:这|那|此)(?!方面|一?条|一?点)[^,。;]{0,4}?的(?:人(?!数|员|都|们)|那|是)"
    "|(?:转述|捎话|代述)[:,][^,。;]{3,}"
    "|(?:提议|建议|要求|主张|喊|问|骂|吵|催|闹|讲|说|提|写|拍|发|捅|评论|转发|发起)[^,。;]{0,10}?的那(?:个号|个账号|个头像|位|户|家|对)"
    "|[^,。;:]{2,8}[里中内的]有(?:个|一个)?人(?:告诉|讲|说|透露|反映|跟|对|向|举报|来)"
    "|我(?:自己|本来|本就|老家|一家)(?:也|就|原)?(?:是|在|当|做)(?!代表|组长|党员)[^,。;]{2,10}"
)
# 你问哪个告的?还不是…, 还能是谁,不就是…: a guess that answers who told.
_WHO_ELSE = Pattern(
    "(?:谁|哪个|哪家|哪户|何人|哪位)[^。;!,]{0,4}?(?:告|举报|投诉|反映|讲|说|写|打|发|提|捅|闹|引|喊|叫|报|传|拍|贴)[^。;!,]{0,5}?[的?了][^。;]{0,10}?"
    "(?:还不是|不就是|就是|[肯一]定是|八成|多半|除了|不外乎|晓得是|知道是|准是|怕是|只有|无非|莫不是|明摆|看得出|猜得[到出])[^,。;?]{1,16}"
    "|(?:还不是|不就是|八成是|多半是|准是|怕是|除了)[^,。;?]{2,14}[,]?[^,。;?]{0,6}(?:告|举报|投诉|反映|捅|传|讲出去|说出去)[了去上的]"
)
# The writer's own self, without a name: 为我保密, 莫说是我讲的, 我和他同一个车间, 我一个守果园的.
_MYSELF = Pattern(
    "(?:为|替|给|帮)我(?:们?家)?保(?:密|个密)|(?<!我)(?:莫|别|不要|不准|千万|不能)(?:再)?(?:说|讲|提|传|写|告诉|透露|暴露|泄露)[^,。;]{0,6}?(?:是我(?!们?[国镇村市])|是[她他]|我的名|我家|我讲|我说|出去|我姓)"
    "|我(?:和|跟|同|与)(?:他|她|那家|那户|对方|这家|老板|[^,。;们]{1,4}家)(?:[们]?(?:是|同|一个|住|隔|一起|以前|上下|做|在|当|共)|家)"
    "|我(?:一个|这个|这种|这样一个|作为一[个名位]|作为(?!代表|组长|联户|网格))[^,。;们]{1,10}(?:的|人|工|户|娘|妈|婆|汉|头|生|师|民|兵|员)"
    "|我(?:就|也|一直|以前|原来|从前|曾)?在[^,。;]{1,8}(?:上班|做事|打工|做工|当[^,。;地]|教书|开店|摆摊|租|住|干活|读书|种)"
    "|我(?:今年|都|已经?|快)?[0-9一二三四五六七八九十]{2,3}(?:多|来)?岁?(?:了|的人)|我(?:租|开|养|种|卖|守|嫁|承包|经营)[了过着的]?[^,。;]{1,8}(?:年|店|铺|摊|鱼|猪|鸡|地|房|塘|果|户|过来|到)"
)
# 把…都跟我说了: what is told may stand between. 放牛的看见有人倒药桶,回来说的.
_TELLS_LATER = Nearby(
    "[^。;:]{0,24}?(?:(?:跟|向|对|同|和|给)(?:我|代表|组长|书记)[^,。;]{0,2}(?:说|讲|透)|,(?:回来|过来|跑来|回头|转身|又来)[^,。;]{0,4}(?:说|讲|报|告))[了的起过]?"
)
# Who says as a trade what is no matter of theirs: 老师讲了红军故事, 电工检查了线路,说半年内不用换.
_SPEAKS_IN_OFFICE = Nearby(
    "[^,。;]{0,2}(?:老师|医生|医师|教师|校长|护士|电工|师傅|技术员|经理|施工员|村医|律师|教练|监理|园长)$"
)
_SAYS_FIRST = Pattern("[讲说称道问嚷骂叹][,:]")
_SAYS_THAT = Nearby("(?:也|还|就|又|直)?(?:讲|说|称|道|问|嚷|骂|叹)[,:]")
_BY_HAND = Pattern(
    "(?:[纸信条帖话]|稿|材料|意见|举报|线索|字)[^,。;]{0,4}出自(?!《)[^,。;]{3,12}|由[^,。;]{2,10}[爆透流传抖捅吐放漏]出|从[^,。;]{1,8}(?:那|处|里|口|嘴)[^,。;]{0,2}[流传漏透]出"
    '|其(?:[女子妻夫父母媳婿儿孙兄弟姐妹]|女儿|儿子|女婿|儿媳)[^,。;]{0,4}?(?:接听|接的|称|说|来|代|答|反映|表示|讲)|(?:^|[,。;])[署落签](?:[名款])?[“"][^”"]{2,16}'
    "|出自[^,。;]{2,14}之手|[^,。;:]{2,10}的(?:手笔|亲笔)"
)
# 跟我抱怨路灯的大姐.
_OF_WHOM = Nearby("[^,。;:]{0,8}的(?:那[个位名]?)?")
# After a telling, soon: 后来查明是, 即, (住井边.
_THEN_IS = Nearby(r"[^。;]{0,24}?(?:是|为|系|即|属|乃|像|[(])[^,。;]{0,9}$")


def reports_in(text: str) -> Iterator[Span]:
    """Where a plain text tells so who told, in no order."""
    for start, sentence in sentences_in(text):
        for begin, end in _reports(sentence):
            yield start + begin, start + end
    for pattern in (_GUESSED, _SIGNED, _OF_ONESELF, _BY_HAND, _OF_PARTY, _NOTED, _WHO_ELSE, _MYSELF):
        for match in pattern.finditer(text):
            if not _MANY.spans_in(_TO_WHOM.sub("", match[0])):
                yield match.span()


def _reports(sentence: str) -> Iterator[Span]:
    tellings = [span for span in _TELLING.spans_in(sentence) if not _NO_TELLING.match(sentence, span[1])]
    said_by = list(_SAID_BY.finditer(sentence))
    if (
        not tellings
        and not said_by
        and not _SOURCE.search(sentence)
        and not _SAYS_SO.search(sentence)
        and not _SAYS_FIRST.search(sentence)
    ):
        return
    tellers = sorted(_tellers(sentence))
    for first, last in tellers:
        says, source = _SAYS.match(sentence, last), _AS.search(sentence[max(0, first - 9) : first])
        if says and source and _is_one(sentence, first, last, last):
            yield first, says.end()
        in_office = _SPEAKS_IN_OFFICE.search(sentence[max(0, last - 5) : last])
        then = None if in_office else _THEN_SAYS.match(sentence, last) or _SAYS_THAT.match(sentence, last)
        if then and _is_one(sentence, first, last, then.end()):
            yield first, then.end()
        later = _TELLS_LATER.match(sentence, last)
        if later and _is_one(sentence, first, last, last):
            yield first, later.end()
        if any(0 <= first - cleft.end() <= FROM_TELLER for cleft in said_by) and _is_one(sentence, first, last, last):
            yield first, last
    for begin, end in tellings:
        if (cleft := _IS.match(sentence, end)) and sentence[begin - 1 : begin] not in ("所", "您", "你"):
            who = sentence[cleft.end() : cleft.end() + 14].split(",")[0]
            if len(who) > 1 and not _MANY.spans_in(who[:8]):
                yield begin, cleft.end() + len(who)
        for first, last in tellers:
            is_before = 0 <= begin - last <= FROM_TELLER and _BETWEEN.fullmatch(sentence[last:begin])
            if is_before and _is_one(sentence, first, last, begin):
                yield first, end
            is_of = _OF_WHOM.fullmatch(sentence[end:first]) if end < first <= end + FROM_TELLER else None
            if is_of and _is_one(sentence, first, last, last):
                yield begin, last
            is_behind = end <= first <= end + TO_TELLER and _THEN_IS.fullmatch(sentence[end:first])
            if is_behind and _is_one(sentence, first, last, last):
                yield begin, last


def _tellers(sentence: str) -> Iterator[Span]:
    yield from _TELLERS.spans_in(sentence)
    yield from (each.span() for each in _DOING.finditer(sentence))
    yield from bynames_in(sentence)
    yield from ((each.start, each.end) for each in called_in(sentence))


def _is_one(sentence: str, first: int, last: int, begin: int) -> bool:
    """Whether neither before who tells nor between them and the telling many are spoken of, or an office."""
    around = f"{sentence[max(0, first - 3) : first]},{sentence[last:begin]},{sentence[last : last + 1]}"
    told = around
    for each in reversed(list(_TO_WHOM.finditer(around))):
        told = told[: each.start()] + told[each.end() :]
    return not _MANY.spans_in(told)
