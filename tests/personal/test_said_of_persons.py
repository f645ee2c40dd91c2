"""What is said of persons: whoever is called in whatever way beside whatever word is asked of, and nobody's is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianhu.personal import found_in
from lianhu.personal.mentions import FAMILY_NAMES
from lianhu.personal.surnames import COMPOUND_SURNAMES

FAMILY = st.sampled_from(sorted({*FAMILY_NAMES, *COMPOUND_SURNAMES} - {"姓"}))
CALLED = st.sampled_from(["{}大爷", "{}阿姨", "{}某", "{}某某", "{}婶子", "{}师傅", "{}国强", "{}桂香", "姓{}的"])
WITHOUT_NAME = st.sampled_from(["他儿子", "您女儿", "我老伴", "该户户主", "一位老人", "她"])
SAID = {
    "health": ("患有糖尿病", "去年中风了", "要坐轮椅", "在县医院做手术", "眼睛看不见了", "怀孕七个月"),
    "hardship": ("是低保户", "欠了外债", "刑满释放回来", "靠捡废品过日子", "离婚后一个人住"),
    "accusation": ("偷了电缆", "骗了邻居的钱", "好吃懒做", "动手打人"),
}
REPORTED = ("反映水压低", "来电说停水", "打电话投诉", "举报乱倒垃圾")
TOGETHER = tuple((detector, what) for detector, words in SAID.items() for what in words)

# The first text has the patterns made.
law = settings(deadline=None, max_examples=60)


def asked(text: str) -> dict[str, str]:
    return {found.detector: found.masked for found in found_in(text) if not found.is_sure}


@law
@given(FAMILY, CALLED, st.sampled_from(TOGETHER))
def test_who_is_called_in_whatever_way_is_asked_of_with_what_is_said(
    family: str, called: str, said: tuple[str, str]
) -> None:
    detector, what = said
    who = called.format(family)
    assert detector in asked(f"{who}{what}。")
    assert not any("国强" in shown or "桂香" in shown for shown in asked(f"{who}{what}。").values())


@law
@given(FAMILY, st.sampled_from(["{}大爷", "{}某", "{}国强"]), st.sampled_from(REPORTED))
def test_who_reports_is_asked_of_and_everybody_is_not(family: str, called: str, reported: str) -> None:
    assert "reporter" in asked(f"{called.format(family)}{reported}。")
    assert asked(f"居民{reported}。".replace("来电", "").replace("打电话", "").replace("举报", "反映")) == {}


@law
@given(WITHOUT_NAME, st.sampled_from(TOGETHER))
def test_who_is_meant_without_a_name_is_asked_of(who: str, said: tuple[str, str]) -> None:
    assert said[0] in asked(f"{who}{said[1]}。")


@law
@given(FAMILY, st.sampled_from(["走访{}国强家", "签到:{}桂香、{}国强", "和{}桂香商量让路的事"]))
def test_a_name_is_asked_of_where_a_person_stands(family: str, sentence: str) -> None:
    assert "private_name" in asked(sentence.replace("{}", family))


@law
@given(st.sampled_from([what for _, what in TOGETHER]), st.sampled_from([" ", "  ", "_"]))
def test_signs_that_are_kept_apart_are_read_together(what: str, gap: str) -> None:
    apart = gap.join(what)
    assert set(asked(f"他{what}。")) == set(asked(f"他{apart}。"))


@pytest.mark.parametrize(
    "text",
    [
        "糖尿病防治宣传进村",
        "残疾人就业培训班开班",
        "低保怎么申请，要准备哪些材料",
        "全镇低保户312户，较上年减少9户",
        "社区矫正法宣传周活动方案",
        "反家庭暴力法普法讲座",
        "防盗井盖换装120个",
        "适龄儿童入学登记时间为7月1日至10日",
        "5岁以下儿童家长可预约领取绘本",
        "树龄15年的桂花树",
        "群众反映路灯不亮，已安排检修",
        "12345平台转来工单三件",
        "村支书刘志强主持会议",
        "代表邓国良入户宣讲",
        "王家湾水库除险加固",
        "老李超市门口的台阶",
        "曾国藩故居研学路线",
        "一组18户全部完成改厕",
        "门牌统一换新",
        "左边第二个路口禁止左转",
        "小产权房处置",
        "业主多次投诉",
        "如有其他疑问请咨询",
    ],
)
def test_what_is_nobodys_is_asked_of_nobody(text: str) -> None:
    assert asked(text) == {}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("王大爷患有糖尿病", "王*…患…糖尿病"),
        ("欧阳国强是低保户", "欧阳*…低保户"),
        ("四组廿三号门口", "组**号"),
        ("他把集体的树砍了", "把集体的树砍"),
        ("上小学三年级的孙子", "上小学"),
    ],
)
def test_what_is_shown_of_a_passage_is_what_is_said_and_not_of_whom(text: str, shown: str) -> None:
    assert shown in asked(text).values()


# Written after the laws, to see whether they hold of sentences that nobody had seen.
UNSEEN = {
    "private_name": (
        "已退回储秀芬的材料",
        "领种子的有屈小满",
        "收款人：柏松林",
        "领奖人：高峰",
        "船主（原名史大江）不肯挪",
        "失主 乐天明 已认领",
        "志愿者练红霞帮忙扫雪",
        "马海木呷的羊进了菜地",
        "吉克尔布借走水泵",
        "乌云其其格在晒谷坪领了种子",
        "萨日娜的摊位往后挪",
        "Li Xiuying 家的水表换了",
        "ZHAO GUIXIANG的菜地",
        "金山愿意让出半米",
        "白雪同志帮忙搬桌子",
        "江河（男，二组）领走锄头一把",
        "他的学名叫魏长青",
        "她女儿秀莲把钥匙拿走了",
        "钥匙由茹梅保管",
        "高山与高岭两兄弟各出一半",
        "那头牛是查老三家的，老人姓佟。",
        "路口那块菜地由桑水莲看管",
        "甲方：闻喜春",
        "承租人变更为欧阳锋",
        "签收人：方向",
    ),
    "reporter": (
        "姚嫂跑到村委会，要求拆墙",
        "有居民反映（卖鱼的谭家）太吵",
        "写信人：八组苗先生",
        "来电登记：六组尤先生",
        "表是他外甥填的",
        "线索来源：五组老滕",
        "那个在抖音上留言的后生住在河边",
        "举报过酒吧的那户又打来电话",
        "有人反映（肖家大儿子）井盖坏了",
        "联系人：戴某",
        "发件人：吕先生",
        "三组蒋，问路灯",
        "郑伯走到村部，说水渠堵了",
        "报修登记：彭某某",
        "发言（李大爷）：灯太暗",
        "工单是周家小儿子在手机上提交的",
        "问题来源：邹某来电",
        "此致 敬礼 七组 村民 范小军",
        "隔壁老板娘托代表带句话，路口太黑",
        "老两口投诉对面烧垃圾",
        "舅妈来问水费怎么收",
        "邓婶告到镇上，说沟被填了",
        "一位大姐在群里@组长，说停水",
        "带头按手印的是老罗",
        "楼下小夫妻俩投诉噪音",
    ),
    "hardship": (
        "底保被取消了，他想不通",
        "盖房借了六万块没还清",
        "彩礼还差五万",
        "解矫人员一名，刚回组",
        "老两口的房产继承闹到法院",
        "兄弟争遗产打起来了",
        "老人高龄补贴还没领到",
        "养老金断了三个月",
        "她被儿媳赶出家门",
        "吸过几年毒的那个后生回来了",
        "特困户谭爷爷的补助没发",
        "困境儿童，随外婆生活",
        "欠物业费两年没交",
        "欠了一屁股赌债",
        "失业保险金领完了，他还没找到事",
        "低收入家庭，户主长期务工",
        "大叔是低保，问房子能不能修",
        "写了借条，三年没还清",
        "居无定所，暂住桥洞",
        "回归人员，须帮扶",
    ),
}
LOOK_ALIKES = (
    "群众来到村委会，要求张贴公示",
    "有居民反映（详见附件）",
    "商量修路的事",
    "储备粮入库",
    "赶走流浪狗",
    "联系人：村支部书记",
    "联系人：镇党政办",
    "户主：一栏请填全",
    "签到人员：各组组长",
    "收件人：镇便民服务中心",
    "发言（组长）：先修东段",
    "负责人：高标准农田项目部",
    "黄河路口画斑马线",
    "江山多娇演出队到村",
    "白云山景区开放",
    "长江禁渔宣传",
    "金山银山就是绿水青山",
    "平安建设工作站挂牌",
    "方向标识牌重做",
    "高兴的是路修好了",
    "宁静的夜晚禁止鸣笛",
    "雷锋同志画像挂在大厅",
    "李白诗会周六举行",
    "杨梅熟了，欢迎采摘",
    "桂花树下设座椅",
    "黄精种植技术培训",
    "石斛基地铺了石板路",
    "鲁班奖工程验收",
    "李宁球衣二十套",
    "Wu Yue Square 广场",
    "冷库的门坏了",
    "查处违建三处",
    "乐器放在活动室",
    "商户门前三包",
    "费用公开栏",
    "和平路封闭施工",
    "闻到焦味请报警",
    "计划修三条路",
    "银行门口加装路灯",
    "古树挂牌保护",
    "水管爆裂已抢修",
    "一组水管换新",
    "三组报名参加龙舟赛",
    "二组和四组，说事厅共用",
    "五组安全巡查",
    "六组包片干部到岗",
    "八组方案已公示",
    "组织群众来到村部，讲解防汛",
    "志愿者来到社区，问卷调查",
    "此致敬礼 镇便民服务中心",
    "请大家给村部留言",
    "反映的问题那三处已修",
    "举报有奖的那个公告栏换了",
    "群众反映的那段路修好了",
    "文化遗产日活动",
    "继承优良传统",
    "非遗传承人讲课",
    "失业保险政策解读",
    "高龄津贴申领流程公示",
    "养老金认证下周开始",
    "住房补贴标准公示",
    "桥梁限高三米",
    "借用桌椅五十张",
    "借阅图书三百册",
    "助学金评审办法公示",
    "学费减免政策",
    "水费交纳方式改为线上",
    "物业费收费标准公示",
    "村级债务清零",
    "工程款结清",
    "土地保护条例宣传",
    "工地保安三人",
    "当地保险公司讲座",
    "赶集的日子改为逢五",
    "吸毒人员排查工作部署",
    "矫正对象集中教育活动",
    "低收入家庭认定办法",
    "困境儿童关爱活动启动",
    "一名保洁员负责三条巷",
    "没还的图书请归还书屋",
)
# Words that are somebody's name where only one can stand.
WORDS_AS_NAMES = ("江山", "高峰", "白云飞", "黄河", "方圆", "柏松林", "乐天", "竺可心", "练小军", "冷水生", "查秀英")


@pytest.mark.parametrize("detector", UNSEEN)
def test_what_nobody_had_seen_is_found(detector: str) -> None:
    assert [text for text in UNSEEN[detector] if detector not in asked(text)] == []


def test_what_only_looks_like_it_is_asked_of_nobody() -> None:
    assert [text for text in LOOK_ALIKES if found_in(text)] == []


@law
@given(
    st.sampled_from(WORDS_AS_NAMES),
    st.sampled_from(["领取人:{}", "签收人:{}、王国强", "他的真名叫{}", "{}(女,二组)", "{}同志"]),
)
def test_a_word_is_a_name_where_only_a_name_can_stand(name: str, where: str) -> None:
    assert "private_name" in asked(where.format(name))


@law
@given(
    st.sampled_from(["吉木", "沙马", "海来", "罗洪", "阿苏"]),
    st.sampled_from(["阿甲", "曲比", "木呷", "尔布", "伍各莫"]),
)
def test_a_name_of_the_yi_is_a_name(family: str, name: str) -> None:
    assert "private_name" in asked(f"请{family}{name}来领种子")


@law
@given(
    st.sampled_from(["抖音留言", "反映过噪音", "举报酒吧", "带头签名"]),
    st.sampled_from(["的那个小伙又来了", "的那位住户住在桥头", "的那户是二组的"]),
)
def test_who_is_told_by_having_told_is_a_reporter(told: str, who: str) -> None:
    assert "reporter" in asked(told + who)


@law
@given(
    st.sampled_from(["低保", "孤儿津贴", "高龄补贴", "临时救助金", "抚恤金", "养老金"]),
    st.sampled_from(["没到账", "还没领到", "断了三个月", "只到了一半"]),
)
def test_what_somebody_should_have_had_is_a_hardship(benefit: str, lack: str) -> None:
    assert "hardship" in asked(f"她的{benefit}{lack}")


def test_who_is_known_everywhere_is_nobody_here() -> None:
    for name in ("毛泽东同志", "孔子", "鲁班", "袁隆平", "康师傅", "万年青", "胡萝卜", "杨树", "《刘三姐》"):
        assert asked(f"{name}的牌子放在村部门口") == {}
