"""Which category the words of a message name, and when they name none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianhu.sheets.evidence import Evidence
from lianhu.sheets.rules import Rule

RULES = (
    Rule(use="street_light", words=("路灯",), look_in=("title",)),
    Rule(use="water_supply", words=("停水", "水费")),
    Rule(use="property_service", words=("物业", "物业收费", "小区管理")),
    Rule(use="medical_insurance", words=("医保", "医药费报销")),
    Rule(use="pension", words=("退休",)),
)
ELSEWHERE = (
    Rule(use="教育", words=("小学", "学校收费")),
    Rule(use="交通", words=("公交", "停车")),
)
EVIDENCE = Evidence(rules=RULES, elsewhere=ELSEWHERE)


def texts(title: str, statement: str = "") -> dict[str, str]:
    return {"title": title, "statement": statement, "reply": ""}


@pytest.mark.parametrize(
    ("title", "category", "matter"),
    [
        ("三组路灯坏了", "street_light", None),
        ("退休职工医药费报销", "medical_insurance", None),  # the longest term says the most
        ("物业收费和停车", "property_service", None),
        ("公交站的路灯", None, None),  # two that say as much: neither
        ("公交不停，停车也难", None, "交通"),
        ("停水，又收水费", "water_supply", None),  # two terms that say the same
        ("小学门口路灯不亮", "street_light", None),  # where it is, not what it is about
        ("退休村民问停水", None, None),
        ("物业小区附近停水", "water_supply", None),
        ("不是物业的事，是停水", "water_supply", None),
        ("停水与物业无关", "water_supply", None),
        ("除了停水还有停车", None, "交通"),
        ("什么时候办", None, None),
        ("", None, None),
    ],
)
def test_a_title_names_one_category_or_a_matter_or_nothing(
    title: str, category: str | None, matter: str | None
) -> None:
    assert (EVIDENCE.category(texts(title)), EVIDENCE.matter(texts(title))) == (category, matter)


@pytest.mark.parametrize(
    ("title", "statement", "category"),
    [
        ("请问何时能好", "已经停水三天", "water_supply"),
        ("请问何时能好", "停水三天，物业不管", None),  # a body mentions much: all of it must say the same
        ("请问何时能好", "停水三天，小区管理差", None),
        ("请问何时能好", "路灯不亮", None),  # a term of titles only
        ("公交何时能好", "已经停水三天", None),  # the title names something else
        ("路灯何时能好", "已经停水三天", "street_light"),
    ],
)
def test_a_body_is_asked_where_the_title_says_nothing(title: str, statement: str, category: str | None) -> None:
    assert EVIDENCE.category(texts(title, statement)) == category


WORDS = [word for rule in (*RULES, *ELSEWHERE) for word in rule.words]


@given(
    st.permutations(RULES), st.lists(st.sampled_from([*WORDS, "，", "不是", "门口", "坏了"]), max_size=6).map("".join)
)
def test_the_order_of_the_rules_decides_nothing(rules: list[Rule], title: str) -> None:
    turned = Evidence(rules=tuple(rules), elsewhere=ELSEWHERE[::-1])
    assert turned.category(texts(title)) == EVIDENCE.category(texts(title))
    assert turned.matter(texts(title)) == EVIDENCE.matter(texts(title))
