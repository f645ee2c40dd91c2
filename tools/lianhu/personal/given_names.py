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
    "荠莓菀萃葵蒋蒲蓁蕙薪藤蝶衣诣谱豫贝轶迅迎迪逸遥邑邹郎野钟锡镜闲阔隽霓音韶顾飒驰驹骅骥鱼鸥鸾麦黎默鼎书仕侯冉凌则刘剑勇千午同君吕启喻囡坡培姊姗娘季宋寨尧峒崽崔嵩左巨巩干平庞廖彤彭徐得心恬情惠想成"
    "斤旦普景曹朵李杰林果柯栗校殷波洲涯淡添湾滢漫澳然燕爽牙狗猛玖玫玛琉瑄生甫田由电益盼省眉石碗祈秧稳童米索绒罗"
    "群翁翟耿肃至芯芮花荒莹菡萧葛薛蚕蛮表袁西解记许词语诸谦谭豪豆贡赐赵越跟路轮辽追通邓郭郝部野铃镕闵阵陆陶随隐"
    "雕雪霸青韦韩顺颐风饶香骄魏鸽鹃鹿麻黄黛齐龄絮里岭菱藕葡桔橘橙柚梨笙笛箫"
)
# Of these whatever is as often a part of ordinary words; a given name that has none of them is hardly anything else.
_OF_WORDS_TOO = frozenset(
    "有年建理和民学月生中政大小进发好保水安如定城可会方成镇心教高新三天二农国长明子友元文育环信金正程西力平知根"
    "基修品立儿望直利言放权土策百东山幼依广希桥万段积班协星范群南影楚江四致益增源少达米北沙花维才尊清象音林"
    "承举真铁先绿效河善超财序必庭连双济早景泉银马晚培普传易六光美乐远风义火愿健良升七细峰雨模观坚阳九越恒世富"
    "迎扶丰惠启显岁兴诺择树延春爱海宜王功顾松木尚微顶若简毛思博闲鱼素盛季固觉诚植牛励齐男竹闻亮迅洁飞语球静润"
    "端凝竞秋怀勤制京钢朝唯耕扬弟礼荷牧寒露竣晨厚旺航忍圆谋念宗倍同得心情想成校生电田由省表记路通部野随追轮然则"
    "千干书果词跟解西青风黄石罗李解香斤"
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
# Words of which nobody's given name is made.
_NOT_GIVEN_WRITTEN = (
    "教育 学生 小学 中学 大学 环保 幼儿 平方 平米 立方 中心 发生 发放 权益 利益 卫生 大桥 保洁 修建 新建 维修 "
    "水利 清理 "
    "国有 中国 新城 高新 民生 大道 心理 音乐 政策 政府 镇政 广大 良好 水土 有序 延长 建立 环境 管理 小区 三年 "
    "二年 年级 "
    "公里 万元 元旦 土地 同意 书记 会议 方案 方式 方法 方面 方向 水平 水管 水电 水库 水沟 水塘 水井 花园 花苑 "
    "大门 大树 大会 大型 "
    "小车 小组 小时 高速 高铁 高标 长期 长效 安全 平台 平均 建设 建议 建成 建房 发展 发现 发布 发动 发言 定期 "
    "定点 立项 立即 利用 力度 "
    "理事 理解 理由 林地 林业 林木 农业 农田 农村 农户 山塘 山林 山路 沙石 沙发 石头 石材 水泥 水稻 水源 河道 "
    "桥梁 路面 路口 路段 "
    "电话 电力 电费 电工 电表 通知 通道 通过 部门 表示 记录 同志 得到 情况 想要 心愿 心声 校园 校车 生活 生产 "
    "田间 随时 随意 然后 则是 "
    "学校 校长 普通 志愿 电脑 电器 进修 征收 保卫 集团 新增 城市 成立 有关 有限 有效 建筑 建材 养殖 种植 信用 "
    "信息 民政 民警 会员 "
)
_NOT_GIVEN = frozenset(_NOT_GIVEN_WRITTEN.split())


def is_given(name: str) -> bool:
    """Whether a given name may be written so."""
    return all(sign in _OF_GIVEN_NAMES or (_is_chinese(sign) and sign not in _EVERYDAY) for sign in name)


def _is_chinese(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"


def is_like_a_name(name: str) -> bool:
    """Whether what begins with a family name may be a name, as far as its characters tell."""
    family = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1
    return len(name) > family and name[:2] not in _WORDS and name[family:] not in _NOT_GIVEN and is_given(name[family:])


def runs_into_a_word(text: str, end: int) -> bool:
    """Whether what ends there is the beginning of a word: 雷锋志 in 雷锋志愿服务."""
    return text[end - 1 : end + 1] in _NOT_GIVEN


def is_hardly_a_word(given: str) -> bool:
    """Whether a given name is made of characters that stand in few words."""
    return bool(given) and is_given(given) and not any(sign in _OF_WORDS_TOO for sign in given)
