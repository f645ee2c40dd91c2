"""Of whom something is told: whatever neighbours call somebody by is a name beside what is said, and no name alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianhu.personal import Found, found_in

CALLED = st.sampled_from(
    [
        "老褚",
        "小霍",
        "满妹子",
        "秀莲她男人",
        "翠花嫂",
        "六指叔",
        "陈麻子",
        "尹家老幺",
        "二毛",
        "铁蛋他爸",
        "L女士",
        "欧阳菊香",
    ]
)
SAID = st.sampled_from(["去年中风了", "欠了网贷", "偷了电缆", "刑满释放回来", "怀孕七个月"])
TOLD_BY = st.sampled_from(["修鞋的那个", "她嫂子", "对门那户", "顶楼的租客", "他小舅子", "一位宝妈", "退休的门卫"])
TELLING = st.sampled_from(["打热线问停水", "拦住代表,说路灯不亮", "在群里发语音催", "托人捎话", "悄悄塞给我一张纸条"])

law = settings(deadline=None, max_examples=60)


def names(text: str) -> list[Found]:
    return [found for found in found_in(text) if found.detector == "private_name"]


@law
@given(CALLED, SAID)
def test_a_name_beside_what_is_said_of_somebody_is_found_and_told_with_it(called: str, said: str) -> None:
    text = f"{called}{said}。"
    assert names(text)
    assert all(found.is_told_beside for found in names(text))
    assert any(found.names for found in found_in(text) if found.detector != "private_name")


@law
@given(CALLED, SAID)
def test_a_name_is_never_shown_with_what_is_said(called: str, said: str) -> None:
    for found in found_in(f"{called}{said}。"):
        assert all(name not in found.masked_names for name in found.names if len(name) > 1)


@pytest.mark.parametrize(
    "text",
    [
        "老街的石板翻新了",
        "小满前后种瓜点豆",
        "桂花树下设座椅",
        "胡大姐家政公司招保洁",
        "李家大屋列入文物",
        "国庆文艺汇演",
        "平安建设工作站",
        "CT机搬到二楼",
    ],
)
def test_what_could_be_a_byname_is_none_where_nothing_is_told(text: str) -> None:
    assert names(text) == []


@law
@given(TOLD_BY, TELLING)
def test_who_tells_is_found_by_what_somebody_is_and_how_it_is_told(who: str, telling: str) -> None:
    assert "reporter" in {found.detector for found in found_in(f"{who}{telling}。")}


@law
@given(TOLD_BY, st.sampled_from(["找我吐苦水的是{}。", "最早喊出来的就是{}。", "不知谁举报的,原来是{}。"]))
def test_who_told_may_be_named_behind_the_telling(who: str, sentence: str) -> None:
    assert "reporter" in {found.detector for found in found_in(sentence.replace("{}", who))}


@pytest.mark.parametrize(
    "text",
    [
        "网友反映的路段是银星湾施工范围",
        "群众打热线问停水",
        "网格员拦住车,说前面封路",
        "代表们在群里发语音提醒",
        "举报电话是12345",
        "要求公开的账目是全镇统一的",
        "镇长在会上说,先修东段",
    ],
)
def test_many_and_whoever_is_in_office_tell_for_nobody(text: str) -> None:
    assert "reporter" not in {found.detector for found in found_in(text)}


@pytest.mark.parametrize(
    "text",
    [
        "工单备注:来电女士,三十多岁",
        "回访时对方称家里只有老母",
        "村口补鞋的向巡视组递了条子",
        "坐最后一排抱娃的那个站起来,质问水费怎么分摊",
        "学校食堂的切菜工偷偷拍了照,发给我看",
        "一封来自敬老院二楼护理员的邮件",
        "跟我抱怨路灯的大姐摆烤红薯摊",
        "投诉人(男,6栋车库租户)表示满意",
        "你问哪个告的?还不是五楼带孙的那位",
        "请为我保密:我和他同一个车间",
        "退休教师敬呈",
    ],
)
def test_notes_diaries_and_minutes_tell_who_told(text: str) -> None:
    assert "reporter" in {found.detector for found in found_in(text)}


@pytest.mark.parametrize(
    "text",
    [
        "老师带学生到村部参观,讲了红军故事",
        "电工检查了线路,说半年内不用换",
        "又有住户说起同一件事",
        "怎样听住户把话说完",
        "来电显示功能开通,免月租",
        "顾客投诉由市场监管所处理",
        "司机请注意,桥头限高二米八",
        "村会计公布账目,村民可当场问",
    ],
)
def test_a_trade_at_work_and_a_rule_for_all_tell_of_no_reporter(text: str) -> None:
    assert "reporter" not in {found.detector for found in found_in(text)}
