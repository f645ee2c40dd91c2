"""How a text mentions one person: by name, as neighbours call each other, as kin, or as the one who is meant.

Every repetition is bounded, so a search takes time in proportion to the text.
"""

from __future__ import annotations

import re

from lianhu.personal.names import surname
from lianhu.personal.surnames import COMPOUND_SURNAMES

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向汤温康施文牛樊葛邢安齐易"
    "乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关焦左柳甘祝包宁尚舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙"
    "鲍华喻祁蒲房滕"
)
# Seldom enough as words of the language that a search for names can begin with them too.
RARE_SURNAMES = "谌娄匡晏栾屈缪臧隋简佘揭巫闵卜窦桂车党党阳邝匙危庹敖蔺褚卫麻幸欧娄项虞粟粱仇解宗丰燕巩瞿饶鄢冼邬荆郎丘"
NOT_GIVEN = "的到在回于至每各户边围是有被把给着了和与及或不没要等也就都来去往离这那其该本我你他她它们从对向"
NAME = rf"[{SURNAMES}](?:某某?|[\u4e00-\u9fff]{{1,2}})"

ANY_SURNAME = rf"(?:{'|'.join(sorted(COMPOUND_SURNAMES))}|[{SURNAMES}{RARE_SURNAMES}])"
# Characters of which given names are made; few words of public notes consist of these alone.
_OF_GIVEN_NAMES = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超兰霞平刚桂香玉萍红娥玲芬燕彩春菊凤洁梅琳素云莲真环雪荣爱妹莎锦黛青倩"
    "婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑筠柔竹霭凝晓欢霄枫芸菲寒欣滢伊亚宜可姬舒影荔枝思馥琦"
    "晶妍茜秋珊建"
    "国志华文辉力明永健世义兴良海山仁波宁贵福生龙元胜祥才武新利清飞彬富顺信子康星光天达安岩中茂进林有坚和彪博"
    "诚先敬震振壮会群豪心邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨"
    "辰士致炎德泰"
    "盛雄琛钧冠策腾楠榕风航弘喜满细毛冬夏四五六长根木火土铜铁石伢苟牛旺财宝珍珠翠娇妮腊正桃杏柏杨桐叶苗禾农耕"
    "勤俭忠孝礼智贤淑惠慧雅洪湘衡岳沅初早晚甜佳嘉美好巧灵聪帆帅涵宇轩昊雨雯萱彤诗琪璐璇钰芝茹莉蕾绮碧瑛瑜瑞珂"
    "珏琼琰璋玮珉"
    "珀瓒成立定万大小双发连汉昌培保传仲叔季延召乾坤凯卫东西南北京沪川桥湖阳月景远冰霜雷鸿鹤鹰虎豹熊象马羊鸡虹"
    "彦俊儒学勋烈奎魁炳焕煌灿焱燊森彰耀曜晖晟昭昱昕晗晴曼蔓蓝紫丰举花金银姑仙枚梓沐妤萌依语熙楷珩皓睿渊锐铭钦"
    "锋铠钊钢镇鑫"
    "泉源沛浦淇济润澄潇澜涌溪滔演潮渝沁汝汐楚粤恒恩慈愿悦怀放效教显晋普曙权柱栓桓棋植椿槐圣垂堂墨奕如妙姿娅媛"
    "嫦嫣守宗宪宾寅寿尊少尧屏岐峰峻崇巍州希幼庄序庭廷弟弦弼征循必忆念慕慎戎扬择捷授掌斗方旋旗昂易朝栩树模毅炜"
    "煜爵璟男益直"
    "睦瞻知祖祯禄秉积穗竞章端筱简精纯纲绪绵缘肖育舜茵荃莘葆蓬蔚藻蛟衍裔观觉誉诺谊谋谨贞贯贺赛赞赤越跃轲遂郁铃"
    "锁闯闻陵隆集霁靖靓韬韵顶颂颜骏骁高鲜鲲麒麟齐爷儿兆水二三七九丙丁甲乙戊庚辛壬癸卯酉戌亥佑佐佩侠侃俏修倍偲"
    "兼凡励勉勃升"
    "协卿厉吉吟咏品唯喆圆城基堃增女娣嫒嬅孟寄尔尚尹岁峥嵘巾帜年广弈弓微忍恺悟惟惜戈扶抒挺掬旦暖望杜桢棠樱段毓"
    "汀沙泊浓涓淳淼湛溢滨漪澍灏炫焰熠爽牧狄玄王班球理琅瑗画畅白百皎盈眸砚祎禹秦程竣筝箐米粒纪纾绢绣绿缨罡羚羲"
    "翀翎翊耘聆"
    "舟艺芊芋芙芷苒范茉茗荟荠莓菀萃葵蒋蒲蓁蕙薪藤蝶衣诣谱豫贝轶迅迎迪逸遥邑邹郎野钟锡镜闲阔隽霓音韶顾飒驰驹骅"
    "骥鱼鸥鸾麦黎默鼎"
)
# And characters that are no part of everyday writing, of which hardly anything but a name is made (GB 2312, level 1).
_EVERYDAY = "".join(
    bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
)
GIVEN = rf"(?:[{_OF_GIVEN_NAMES}]|[\u4e00-\u9fff](?<![{_EVERYDAY}]))"
# Words that only look like a name.
_WORDS = (
    "包[粽饺装裹子含]|安全|安心|安宁|平安|平时|高峰|高温|高中|高山|黄金|黄泥|白云|白天|金秋|金银|金山|石山"
    "|石桥|江南|江北|江山|江河|文明|文化|方言|明天|明月|时时|康宁|温泉|温和|和平|和谐|万一|万事|成立|成长"
    "|常言|常年|毛巾|马上|马路"
    "|周[一二三四五六日末年边]|武力|武汉|水利|水泉|洪水|雷雨|雷电|田土|田园|田野|山林|山水|林木|林中|林地"
    "|花木|竹木|松木|牛羊|牛马|龙舟|凤凰|梅雨|严明|严冬|严寒|应有|连年|连日|连夜|关心|关爱|任意|任何|单元"
    "|单亲|余年|路中|路东|路西|路南|路北"
    "|江东|江西|河东|东西|南北|上海|海南|湖南|云南|浙江|陕西|山西|安康|安定|安顺|永安|建安|向善|向好|向东"
    "|向西|向南|向北|向阳|新时|新年|全国|全天|全力|全民|全程|农民|学生|党中|党风|党建|党政|曾有|曾在|曾经"
    "|于一|盛大|盛夏|宋元|元旦|符合"
    "|何时|何在|何先|何同|和美|和好|文娱|程度|解决|舒心|舒适|温馨|童心|童话|甘泉|苗木|苗圃|谷雨|曲折|翠竹"
    "|成本|成效|成果|季风|季节|沈阳|洛阳|岳阳|贵阳|邵阳|衡阳|益阳|卫生|幸福|幸好|丰收|丰富|丰登|车中|车来"
    "|项目|娄底|双江|景和|景区|平和|平安|平江|平定|平正|强化|强力"
)
NO_WORD = rf"(?!{_WORDS})"
FULL_NAME = rf"{NO_WORD}{ANY_SURNAME}{GIVEN}{{2}}"
_OLDER = (
    "大爷|大妈|大伯|大娘|大叔|大婶|大嫂|大姐|大哥|爷爷|奶奶|阿姨|阿婆|阿公|叔叔|伯伯|伯母|婶婶|婶子|嫂子"
    "|娭毑|嗲嗲|爹爹|婆婆|老汉|老太太?|老爷子|老倌|老头子?|老人|驼子|驼背|拐子|疤子|结巴|光头|秃子|瞎子|聋子"
    "|哑巴|瘸子|跛子|麻子|胖子|瘦子|矮子|瞎子|师傅|老板娘|老板|先生|女士|小姐|太太|姓|婶|嫂|姨|伯|叔|爹|嗲"
    "|姐|哥|家媳妇|家老[大二三四五]|家儿子|家闺女|家妹子|家伢"
)
# Who is called by the family name, as neighbours are: 王大爷, 刘嫂子, 谭驼子; and 老李, 小王 where something follows.
CALLED = rf"{ANY_SURNAME}(?:{_OLDER})|姓{ANY_SURNAME}的"
WITHHELD_NAME = rf"{ANY_SURNAME}(?:某某?|[Xx×*○]{{1,2}}[\u4e00-\u9fff]?|[\u4e00-\u9fff][Xx×*○某])(?![0-9A-Za-z])"
KIN = (
    "儿子|女儿|闺女|崽|妹坨|孙子|孙女|外孙女?|外甥女?|侄儿|侄子|侄女|父亲|母亲|爸爸|妈妈|爹娘|爸|妈|爷爷"
    "|奶奶|外公|外婆|公公|婆婆|岳父|岳母"
    "|丈夫|妻子|老公|老婆|爱人|堂客|媳妇|儿媳妇?|女婿|哥哥|弟弟|姐姐|妹妹|嫂子|弟媳|叔叔|婶婶|舅舅|姑姑|姨妈"
    "|老娘|老爹|老爷子|老母亲|老父亲|娭毑|家人|家属|亲戚|双亲|父母|两口子|老伴|小孩|孩子|伢"
)
_POSSESSIVE = "[我你您他她咱俺]们?(?:的|家的?)?|其|该户的?|户主的?|对方的?"
# Who is meant without a name.
MEANT = (
    rf"(?:{_POSSESSIVE})(?:大|小|老|二|三)?(?:{KIN})|[他她](?!们|人|日|乡|方|处|们)|此人|这人|那人|该人|该户"
    "|这户|那户|该家庭|这家人?|那家人?|其本人|其人|本人|户主|屋主|房东"
    r"|(?:一|这|那|该|有)(?:位|名|个|对)(?:[\u4e00-\u9fff]{0,6}?)(?:老人|大爷|大妈|村民|居民|住户|男子|女子"
    "|妇女|妇人|小伙|青年|老汉|老太|夫妻|夫妇|残疾人|学生|党员|租户|业主|户主|婆婆|娭毑|嗲嗲)"
)
MENTION = re.compile(rf"(?P<called>{CALLED}|{WITHHELD_NAME}|(?<![\u4e00-\u9fff]){FULL_NAME})|{MEANT}")


def part_shown(part: re.Match[str]) -> str:
    """A part of a passage as it may be shown: whoever is called by a name (`MENTION`) as 张*, digits as stars."""
    called = part.groupdict().get("called")
    return re.sub("[0-9]", "*", f"{surname(called) or called[:1]}*" if called else part[0])
