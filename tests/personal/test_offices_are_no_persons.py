"""A complaint about a firm, a school or an office, and a question about a policy, tell of nobody; near misses do."""

from __future__ import annotations

import pytest

from lianhu.personal import found_in


def asked(text: str) -> set[str]:
    return {found.detector for found in found_in(text) if not found.is_sure}


@pytest.mark.parametrize(
    "text",
    [
        "投诉镇自来水公司乱收费",
        "投诉新村幼儿园乱收费的问题",
        "建筑公司拖欠农民工工资",
        "反映砂石厂半夜偷偷排污水",
        "新苑二期开发商拒不交出维修基金",
        "水改以后水压不正常",
        "咨询失业登记怎样办理",
        "咨询残疾证换证的手续",
        "咨询低保标准是多少",
        "咨询新生儿参保的问题",
        "关于就读镇中心小学的政策咨询",
        "楼上空调支架锈了",
        "修渠的办法要对症",
        "网友“网友”您好，留言已收悉",
    ],
)
def test_what_tells_of_nobody_is_not_asked(text: str) -> None:
    assert asked(text) == set()


@pytest.mark.parametrize(
    ("text", "detector"),
    [
        ("投诉镇自来水公司的老板乱收费", "accusation"),
        ("幼儿园的老师克扣伙食", "accusation"),
        ("建筑公司拖欠工资，就是他卷走的", "accusation"),
        ("隔壁那户半夜偷偷排污水", "accusation"),
        ("他脑子不正常", "accusation"),
        ("王大爷咨询低保怎样办理", "hardship"),
        ("他失业两年了", "hardship"),
        ("心脏放了支架", "health"),
        ("她家新生儿刚满月", "minor"),
        ("孙子就读镇中心小学", "minor"),
        ("网友“三月桃花”您好", "reporter"),
    ],
)
def test_what_tells_of_somebody_is_asked(text: str, detector: str) -> None:
    assert detector in asked(text)
