"""What given names are made of, and words that only look like a name.

A character that is no part of everyday writing stands in hardly anything but a name, so only those of everyday writing
are listed.
"""

from __future__ import annotations

from lianhu.personal.surnames import COMPOUND_SURNAMES

_OF_GIVEN_NAMES = frozenset(
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超兰霞平刚桂香玉萍红娥玲芬燕彩春菊凤洁梅琳素云莲真环雪荣爱妹莎锦黛青倩"
    "婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑筠柔竹霭凝晓欢霄枫芸菲寒欣滢伊亚宜可姬舒影荔枝思馥琦"
    "晶妍茜秋珊建国志华文辉力明永健世义兴良海山仁波宁贵福生龙元胜祥才武新利清飞彬富顺信子康星光天达安岩中茂进"
    "林有坚和彪博诚先敬震振壮会群豪心邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固翰朗伯宏言若鸣朋斌梁栋维启克"
    "伦翔旭鹏泽晨辰士致炎德泰盛雄琛钧冠策腾楠榕风航弘喜满细毛冬夏四五六长根木火土铜铁石伢苟牛旺财宝珍珠翠娇妮"
    "腊正桃杏柏杨桐叶苗禾农耕勤俭忠孝礼智贤淑惠慧雅洪湘衡岳沅初早晚甜佳嘉美好巧灵聪帆帅涵宇轩昊雨雯萱彤诗琪璐"
    "璇钰芝茹莉蕾绮碧瑛瑜瑞珂珏琼琰璋玮珉珀瓒成立定万大小双发连汉昌培保传仲叔季延召乾坤凯卫东西南北京沪川桥湖"
    "阳月景远冰霜雷鸿鹤鹰虎豹熊象马羊鸡虹彦俊儒学勋烈奎魁炳焕煌灿焱燊森彰耀曜晖晟昭昱昕晗晴曼蔓蓝紫丰举花金银"
    "姑仙枚梓沐妤萌依语熙楷珩皓睿渊锐铭钦锋铠钊钢镇鑫泉源沛浦淇济润澄潇澜涌溪滔演潮渝沁汝汐楚粤恒恩慈愿悦怀放"
    "效教显晋普曙权柱栓桓棋植椿槐圣垂堂墨奕如妙姿娅媛嫦嫣守宗宪宾寅寿尊少尧屏岐峰峻崇巍州希幼庄序庭廷弟弦弼征"
    "循必忆念慕慎戎扬择捷授掌斗方旋旗昂易朝栩树模毅炜煜爵璟男益直睦瞻知祖祯禄秉积穗竞章端筱简精纯纲绪绵缘肖育"
    "舜茵荃莘葆蓬蔚藻蛟衍裔观觉誉诺谊谋谨贞贯贺赛赞赤越跃轲遂郁铃锁闯闻陵隆集霁靖靓韬韵顶颂颜骏骁高鲜鲲麒麟齐"
    "爷儿兆水二三七九丙丁甲乙戊庚辛壬癸卯酉戌亥佑佐佩侠侃俏修倍偲兼凡励勉勃升协卿厉吉吟咏品唯喆圆城基堃增女娣"
    "嫒嬅孟寄尔尚尹岁峥嵘巾帜年广弈弓微忍恺悟惟惜戈扶抒挺掬旦暖望杜桢棠樱段毓汀沙泊浓涓淳淼湛溢滨漪澍灏炫焰熠"
    "爽牧狄玄王班球理琅瑗画畅白百皎盈眸砚祎禹秦程竣筝箐米粒纪纾绢绣绿缨罡羚羲翀翎翊耘聆舟艺芊芋芙芷苒范茉茗荟"
    "荠莓菀萃葵蒋蒲蓁蕙薪藤蝶衣诣谱豫贝轶迅迎迪逸遥邑邹郎野钟锡镜闲阔隽霓音韶顾飒驰驹骅骥鱼鸥鸾麦黎默鼎"
)
# The characters of everyday writing (GB 2312, level 1).
_EVERYDAY = frozenset(
    bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
)
_WORDS_WRITTEN = (
    "万一 万事 上海 东西 严冬 严寒 严明 丰富 丰收 丰登 于一 云南 任何 任意 何先 何同 何在 何时 余年 "
    "元旦 党中 党建 党政 党风 全力 全国 全天 全民 全程 关心 关爱 农民 凤凰 包含 包子 包粽 包装 包裹 "
    "包饺 华世 单亲 单元 南北 卫生 双江 向东 向北 向南 向善 向好 向西 向阳 周一 周三 周二 周五 周六 "
    "周四 周年 周日 周末 周边 和好 和平 和美 和谐 娄底 季节 季风 学生 安全 安宁 安定 安康 安心 安顺 "
    "宋元 小康 小车 山林 山水 山西 岳阳 常年 常言 平和 平安 平定 平时 平正 平江 幸好 幸福 应有 康宁 "
    "建安 强力 强化 成功 成年 成效 成本 成果 成立 成长 文化 文娱 文明 新年 新时 方言 时时 明天 明月 "
    "景区 景和 曲折 曾在 曾有 曾经 松木 林中 林地 林木 桂圆 桂林 桂皮 桂花 梅雨 武力 武汉 毛巾 水利 "
    "水泉 永安 江东 江北 江南 江山 江河 江西 沈阳 河东 洛阳 洪水 浙江 海南 温和 温泉 温馨 湖南 牛羊 "
    "牛马 甘泉 田园 田土 田野 白云 白天 益阳 盛世 盛华 盛夏 盛大 石山 石桥 程度 童心 童话 竹木 符合 "
    "翠竹 舒心 舒适 花木 苗圃 苗木 苗育 衡阳 解决 谷雨 贵阳 路东 路中 路北 路南 路程 路西 车中 车发 "
    "车来 连夜 连年 连日 邵阳 金山 金秋 金银 陕西 雷电 雷雨 项目 钱财 钱款 马上 马路 高中 高山 高峰 高温 黄泥 "
    "黄金 黄鳝 龙舟 "
)
_WORDS = frozenset(_WORDS_WRITTEN.split())


def is_given(name: str) -> bool:
    """Whether a given name may be written so."""
    return all(sign in _OF_GIVEN_NAMES or (_is_chinese(sign) and sign not in _EVERYDAY) for sign in name)


def _is_chinese(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"


def is_like_a_name(name: str) -> bool:
    """Whether what begins with a family name may be a name, as far as its characters tell."""
    family = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1
    return name[:2] not in _WORDS and is_given(name[family:])
