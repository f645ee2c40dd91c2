"""Who and whose house is told of in ways that no list holds: each law with its nearest forms, and what is nobody's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianhu.personal import found_in
from lianhu.personal.mentions import FAMILY_NAMES, WORDS_TOO
from lianhu.personal.surnames import COMPOUND_SURNAMES

FAMILY = st.sampled_from(sorted({*FAMILY_NAMES, *COMPOUND_SURNAMES} - WORDS_TOO - {"姓"}))
GIVEN = st.sampled_from(["桂芝", "秀娟", "浩宇", "婉婷", "志刚", "细妹", "腊梅", "晓燕"])
SENTENCES = (
    "{}把钥匙放在村部",
    "请转告{}来领证书",
    "和{}谈妥了让路的事",
    "水表装在{}屋后",
    "树苗:{}领走20株",
    "由{}代签",
    "{}不同意",
)
OFFICES = ("书记{}主持会议", "{}主任答复:年内完成", "组长{}汇报", "{}镇长视察")
THINGS = ("{}路两侧路灯全亮", "{}村道路拓宽", "{}超市门口井盖破损", "{}桥限载10吨", "{}小学放假通知")

# The first text has the patterns made.
law = settings(deadline=None, max_examples=60)


def asked(text: str) -> set[str]:
    return {found.detector for found in found_in(text) if not found.is_sure}


@law
@given(FAMILY, GIVEN, st.sampled_from(SENTENCES))
def test_a_whole_name_is_asked_of_as_whatever_part_of_a_sentence(family: str, given_name: str, sentence: str) -> None:
    assert "private_name" in asked(sentence.format(family + given_name))


@law
@given(FAMILY, GIVEN, st.sampled_from(OFFICES))
def test_who_acts_in_an_office_is_no_private_person(family: str, given_name: str, sentence: str) -> None:
    assert asked(sentence.format(family + given_name)) == set()


@law
@given(FAMILY, GIVEN, st.sampled_from(THINGS))
def test_what_is_called_by_a_name_is_no_person(family: str, given_name: str, sentence: str) -> None:
    assert "private_name" not in asked(sentence.format(family + given_name))


WHO = st.sampled_from(["他爱人", "卖豆腐的那个", "有个过路的后生", "对门那家", "送奶工", "隔壁老汉", "她儿媳妇"])
TOLD = st.sampled_from(["来村部反映过", "跟代表讲了", "打12345投诉", "递了张条子", "在群里留言", "找上门来要说法"])


@law
@given(WHO, TOLD)
def test_who_told_is_asked_of_by_what_they_are(who: str, told: str) -> None:
    assert "reporter" in asked(f"{who}{told}。")


@law
@given(st.sampled_from(["村民们", "多名群众", "网格员", "镇政府", "各组代表"]), TOLD)
def test_many_and_those_in_duty_are_nobody_in_particular(who: str, told: str) -> None:
    assert "reporter" not in asked(f"{who}{told}。")


PLACE = st.sampled_from(["祠堂", "水塔", "桥头", "小学", "加油站", "大樟树", "塘边", "村部"])
HOUSE = st.sampled_from(["{}后面那户", "{}旁边那栋", "靠{}那家", "她家在{}边上", "我住在{}对面", "{}边上孤零零一栋"])
PUBLIC = st.sampled_from(["{}后面的路灯", "{}旁边的井盖破损", "{}对面斑马线褪色", "{}边上的水渠清淤", "{}前面护栏松动"])


@law
@given(PLACE, HOUSE)
def test_a_house_is_asked_of_by_what_stands_beside_it(place: str, house: str) -> None:
    assert "home" in asked(house.format(place))


@law
@given(PLACE, PUBLIC)
def test_what_is_public_beside_the_same_place_is_nobodys_home(place: str, public: str) -> None:
    assert asked(public.format(place)) == set()


@pytest.mark.parametrize(
    ("text", "detector"),
    [
        ("秀娟嫂子让出半米菜地", "private_name"),
        ("名叫小毛的后生", "private_name"),
        ("罗·志·刚同意签约", "private_name"),
        ("扎西卓玛来办居住证", "private_name"),
        ("刘三斤家的猪跑了", "private_name"),
        ("是他妹妹告的", "reporter"),
        ("按谢某电话所述", "reporter"),
        ("五(3)班谭同学", "minor"),
        ("小伙子十五，不肯上学", "minor"),
        ("奶娃七个月，夜里哭", "minor"),
        ("给组长送了两条烟", "accusation"),
        ("补助款进了自己腰包", "accusation"),
        ("腿里打了钢板", "health"),
        ("人快不行了", "health"),
        ("爹妈在外打工，跟着奶奶过", "hardship"),
        ("法院封了他的房", "hardship"),
    ],
)
def test_what_is_told_in_words_of_everyday_is_asked_of(text: str, detector: str) -> None:
    assert detector in asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "临时救助审批权限下放到镇",
        "防返贫监测工作例会每月一次",
        "大病保险起付线按县级文件执行",
        "举报环境违法行为有奖",
        "老赖曝光屏等候维修",
        "偷工减料一律返工",
        "学雷锋志愿服务月",
        "便民服务中心地址:人民路1号",
        "换领证件需要本人照片两张",
        "从村口进去200米右手边的路面塌陷",
        "小学五年级期末考试安排",
    ],
)
def test_an_affair_an_office_and_a_rule_for_everybody_are_nobodys(text: str) -> None:
    assert found_in(text) == ()
