"""One look at a text spares the patterns: what they find they find with it and without it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from help.labelled import LABELLED
from lianhu.personal import (
    NUMBERS,
    Found,
    accounts,
    disguises,
    found_in,
    numbers_found_in,
    phrases,
    runs,
    written_numbers_in,
)

NO_GATE = re.compile("")
ANY_RUN = re.compile(runs.RUN.pattern.replace("{9,}", "*"))
GATES = (
    *((runs, "MAY_RUN"), (runs, "MAY_BE_BROKEN"), (accounts, "CHAT_WORD"), (phrases, "WORD")),
    *((disguises, "MAILS"), (disguises, "CHATS"), (disguises, "PLATES")),
)
# What the patterns are made of: digits in all their forms, separators, words, and what only nearly is one of them.
SIGNS = "0123456789〇一二五八幺壹１③⁴٣xXхХ× -—·./()（\n\u200b*@#:：,，。元岁家住室栋号的王张叫访%"
WORDS = """
138 0013 8001 1970/1970 07308123457 6222021001122334455 360426199101010071 11010519491231002X 8401 2345 2026-03-05
g07-2026-0001 SH20250147 12345 401 3栋 2单元 湘A 湘Ab ·B123 abc123 abcdef a@b.cn a@b.gov.cn
电话 座机 Tel 联系方式 卡号 身份证号 订单 咨询 先生 微信 加微信号 WEIXIN WeChat wxid vX Qq QQ号是 扣扣 公众号
门口 的家门前 家里 大家 家住 住在 号楼 楼 门牌号 单元 未满14周岁 岁 小学 三年级 3班 同学 小朋友 孩子 儿子叫 姓名
李小平 张某某 举报 实名举报 举报人 信访 进京上访 截留 截留款 受贿 私吞 未发现 欢迎 依法 由
"""
# One of each kind that a pattern names.
EVERY_PHRASE = """
张三家门口 张三家的大门口 张三家屋后 张三家房前 张三家隔壁 张三家楼下 张三家窗外 张三家院内 张三家围墙 张三家后面
张三家前面 张三家旁 张三家附近 张三家对面 3栋401 3幢401 3座401 3号楼401 3#401 2单元401号 3-2-401室 门牌12
家住北路12号 户籍地址北路12号 家庭地址北路12号 李小平5岁 未满14岁李小平 孩子叫李小平 孩子姓名李小平
孩子名字是李小平 孩子,名李小平 孩子:李小平 三年级李小平同学 小学李小平小朋友 贪污 受贿 贿赂 侵吞 挪用公款 中饱私囊
吃回扣 徇私舞弊 滥用职权 以权谋私 权钱交易 官商勾结 私吞 截留资金 截留款 截留补 上访 缠访 要信访 我举报他 检举他
告发他 信访人李小平 微信lxy12345 威信lxy12345 薇信lxy12345 vx:lxy12345 weixin:lxy12345 WeChat:lxy12345 QQ12345
扣扣12345 湘A12345 a@b.cn
"""
PIECES = (*SIGNS, *WORDS.split())
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def found_without_gates(text: str) -> tuple[Found, ...]:
    with pytest.MonkeyPatch.context() as patch:
        for module, gate in GATES:
            patch.setattr(module, gate, NO_GATE)
        patch.setattr(runs, "RUN", ANY_RUN)
        return found_in.__wrapped__(text)


@given(TEXTS)
def test_no_gate_hides_anything(text: str) -> None:
    assert found_in(text) == found_without_gates(text)


@pytest.mark.parametrize("phrase", EVERY_PHRASE.split())
def test_no_gate_hides_a_phrase(phrase: str) -> None:
    assert found_in(phrase) == found_without_gates(phrase) != ()


def test_no_gate_hides_what_is_known() -> None:
    for _, text in LABELLED:
        assert found_in(text) == found_without_gates(text)


@pytest.mark.parametrize("word", ["WEIXIN", "WEChat", "wEixin", "VX", "qQ", "微信"])
def test_an_account_is_found_in_whatever_letters_its_word_is_written(word: str) -> None:
    number = "2812345678" if word == "qQ" else "lxy12345678"
    assert [found.detector for found in found_in(f"{word}号{number}")] == ["chat_account"]


@given(TEXTS)
def test_numbers_alone_are_what_is_found_of_numbers(text: str) -> None:
    assert numbers_found_in(text) == tuple(found for found in found_in(text) if found.detector in NUMBERS)


@given(TEXTS)
def test_what_is_written_as_such_is_found_with_what_is_hidden(text: str) -> None:
    assert set(written_numbers_in(text)) <= {found for found in found_in(text) if found.is_sure}
