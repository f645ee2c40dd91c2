"""One look at a text spares the patterns: what they find they find with it and without it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from help.labelled import LABELLED
from help.said import MORE, PERSONS, TUNING, said
from lianhu.personal import (
    NUMBERS,
    Found,
    accounts,
    disguises,
    found_in,
    ids,
    links,
    numbers_found_in,
    pattern,
    phrases,
    runs,
    written_numbers_in,
)

NO_GATE = re.compile("")
ANY_RUN = re.compile(runs.RUN.pattern.replace("{9,}", "*"))
GATES = (
    *((runs, "MAY_RUN"), (runs, "MAY_BE_BROKEN"), (accounts, "CHAT_WORD"), (phrases, "WORD")),
    *((disguises, "MAILS"), (disguises, "CHATS"), (disguises, "PLATES"), (links, "MAY_LEAD")),
    (ids, "SIGNS"),
)
# What the patterns are made of: digits in all their forms, separators, words, and what only nearly is one of them.
SIGNS = "0123456789〇一二五八幺壹１③⁴٣xXхХ× -—·./()（\n\u200b*@#:：,，。元岁家住室栋号的王张叫访%"
WORDS = """
艾特 圈a 小老鼠 qq 163 com 点com dot at lisi88 薇 卫星 v： q： 加 抖音 快手号 账号 网名 28374655 lisi_88 的3K728
湖南 xiang A 车牌 （湘字头） 群号 扫码 进群 会议号 邀请码 ￥ http:// t.cn /a 频道 前面 后面 再 年 月 十 四个零 双零
廿三 洞幺两 Ol 个 末四位 打 短号 护照 E12345678 138 0013 8001 1970/1970 07308123457 6222021001122334455
360426199101010071 11010519491231002X 8401 2345 2026-03-05 g07-2026-0001 SH20250147 12345 401 3栋 2单元 湘A 湘Ab
·B123 abc123 abcdef a@b.cn a@b.gov.cn 电话 座机 Tel 联系方式 卡号 身份证号 订单
g07-r03 tel2345678 tel-23456789 zoom a.cn/b BV1xx411c7mD 3-401 咨询 先生 微信 加微信号 WEIXIN
WeChat wxid vX Qq QQ号是 扣扣 公众号 门口 的家门前 家里 大家 家住 住在 号楼 楼 门牌号 单元 未满14周岁 岁 小学 三年级
3班 同学 小朋友 孩子 儿子叫 姓名 李小平 张某某 举报 实名举报 举报人 信访 进京上访 截留 截留款 受贿 私吞 未发现 欢迎
依法 由
"""
# One of each kind that a pattern names.
EVERY_PHRASE = """
lisi88艾特qq点com lisi88圈aqq.com lisi88小老鼠qq.com lisi88花aqq.com lisi88(at)qq.com lisi88[a]qq.com
企鹅邮箱28374655 邮箱lisi_88 信箱lisi_88 电邮lisi_88 E-mail：lisi_88 EMAIL：lisi_88 gmail：lisi_88
lisi88，后缀是qq点com lisi88·163·com lisi88★163★net 林丹@163.com V信lisi_88 v❤lisi_88 绿泡泡lisi_88 wx:lisi_88
wechat=lisi_88 加微lisi_88 微：lisi_88 薇lisi_88 威：lisi_88 卫星lisi_88 卫信lisi_88 QQ：28374655 加扣28374655
抠抠28374655 口口号28374655 球球28374655 秋秋28374655 企鹅28374655 🐧28374655 Q：28374655 加q28374655 q号28374655
抖音lisi_88 D音lisi_88 dy：lisi_88 快手lisi_88 ks：lisi_88 小红书lisi_88 红薯lisi_88 钉钉lisi_88 支付宝lisi_88
微博lisi_88 视频号lisi_88 陌陌lisi_88 探探lisi_88 闲鱼lisi_88 旺旺lisi_88 B站lisi_88 b站lisi_88 哔哩哔哩lisi_88
飞书lisi_88 电报lisi_88 telegram:lisi_88 WhatsApp:lisi_88 weibo:lisi_88 douyin:lisi_88 kuaishou:lisi_88 xhs:lisi_88
知乎lisi_88 豆瓣lisi_88 贴吧lisi_88 企微lisi_88 脸书lisi_88 推特lisi_88 Facebook:lisi_88 twitter:lisi_88 ins:lisi_88
Skype:lisi_88 唱吧lisi_88 全民K歌lisi_88 淘宝lisi_88 tg:lisi_88 网名lisi_88 账号lisi_88 帐号lisi_88 用户名lisi_88
湘A的3K728 湘_A_3_K_7_2_8 【湘A】3K728 湘牌A3K728 湘诶三K七二八 湖南A牌3K728 车牌3K728 车号A3K728 牌照A3K728
号牌A3K728 牌号A3K728 A3K728（湘字头） 3K728，湘A的 A3K728，湖南的车 车湘01·A2345 电动车牌A012345 https://t.cn/A6
hxxp://t.cn/A6 t.cn/A6 t点cn斜杠A6 a.com/b a.cn/b a.net/b a.org/b a.top/b a.cc/b a.io/b a.me/b bit.ly/b a.link/b
a.vip/b a.xyz/b dwz.win/b a.club/b a.site/b a.info/b b23.tv/b a.im/b a.to/b a.gg/b a.app/b a.shop/b a.fun/b a.ltd/b
j.mp/b a.co/b a.la/b a.ink/b bit[.]ly/b 群号738291045 加群738291045 会议号482913557 Zoom：482913557 入会码482913557
频道号88371203 直播间号88371203 房间号88371203 邀请码ab12 提取码ab12 访问码ab12 分享码ab12 推荐码ab12 验证码8392
进群暗号8866 群密码8866 淘口令ab12 ￥CZ0001kQ8T￥ 扫码进群 长按识别二维码 扫我的收款码 付款码发你 BV1xx411c7mD
magnet:?xt=urn:btih:abc 复制打开抖音 二维码加好友 张三家门口 张三家的大门口 张三家屋后 张三家房前 张三家隔壁
张三家楼下 张三家窗外 张三家院内 张三家围墙 张三家后面 张三家前面 张三家旁 张三家附近 张三家对面 3栋401 3幢401
3座401 3号楼401 3#401 2单元401号 3-2-401室 门牌12 家住北路12号 户籍地址北路12号 家庭地址北路12号 李小平5岁
未满14岁李小平 孩子叫李小平 孩子姓名李小平 孩子名字是李小平 孩子,名李小平 孩子:李小平 三年级李小平同学
小学李小平小朋友 贪污 受贿 贿赂 侵吞 挪用公款 中饱私囊 吃回扣 徇私舞弊 滥用职权 以权谋私 权钱交易 官商勾结 私吞
截留资金 截留款 截留补 上访 缠访 要信访 我举报他 检举他 告发他 信访人李小平 微信lxy12345 威信lxy12345 薇信lxy12345
vx:lxy12345 weixin:lxy12345 WeChat:lxy12345 QQ12345 扣扣12345 湘A12345 a@b.cn
"""
PIECES = (*SIGNS, *WORDS.split())
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def found_without_gates(text: str) -> tuple[Found, ...]:
    with pytest.MonkeyPatch.context() as patch:
        for module, gate in GATES:
            patch.setattr(module, gate, NO_GATE)
        patch.setattr(runs, "RUN", ANY_RUN)
        for asking in (pattern, phrases):
            patch.setattr(asking, "possible_in", lambda _: frozenset(pattern.EVERY))
        return found_in.__wrapped__(text)


@given(TEXTS)
@settings(deadline=None)
def test_no_gate_hides_anything(text: str) -> None:
    assert found_in(text) == found_without_gates(text)


@pytest.mark.parametrize("phrase", EVERY_PHRASE.split())
def test_no_gate_hides_a_phrase(phrase: str) -> None:
    assert found_in(phrase) == found_without_gates(phrase) != ()


def test_no_gate_hides_what_is_known() -> None:
    for _, text in (*LABELLED, *said(TUNING), *said(MORE), *said(PERSONS)):
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
