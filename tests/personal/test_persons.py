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
