"""Every disguise of every number, account and plate: by law, not by example; and what only looks like one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianhu.personal import found_across, found_in, masked
from lianhu.personal.forms import CHECKS, WEIGHTS
from lianhu.personal.found import MOST_DIGITS_SHOWN

Groups = tuple[str, ...]
Hiding = Callable[[Groups], str]

_FORMS = (
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "洞幺两三四五六拐八勾",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "０１２３４５６７８９",
    "Ol23456789",
)
_SIGNS = (" ", "-", "—", "·", ".", "_", "/", "~", "+", "|", "\n", "\u200b", "🌾", "❀❀", "...", "a", "】【")


def written_in(form: str) -> Hiding:
    return lambda groups: "".join(groups).translate(str.maketrans("0123456789", form))


def alternating(groups: Groups) -> str:
    """`一三八0013八〇〇一`"""
    return "".join(written_in(_FORMS[0])((group,)) if at % 2 else group for at, group in enumerate(groups))


# Of a number in groups: whoever hides it so has surely written it.
HIDDEN: tuple[Hiding, ...] = (
    "".join,
    alternating,
    *(sign.join for sign in _SIGNS),
    *map(written_in, _FORMS),
    *((lambda groups, sign=sign: sign.join("".join(groups))) for sign in (" ", "-", "、", "，")),
)
# Said in words it is at least asked.
SAID: tuple[Hiding, ...] = (
    "，再".join,
    lambda groups: f"前面{groups[0]}，后面{''.join(groups[1:])}",
    lambda groups: f"前{len(groups[0])}位{groups[0]}，其余是{' '.join(groups[1:])}".replace("其余", "后面"),
)


@st.composite
def identities(draw: st.DrawFn) -> Groups:
    born = draw(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
    digits = f"430199{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    check = CHECKS[sum(int(sign) * weight for sign, weight in zip(digits, WEIGHTS, strict=True)) % 11]
    return digits[:6], digits[6:14], digits[14:] + check


@st.composite
def cards(draw: st.DrawFn) -> Groups:
    digits = f"6228480{draw(st.integers(10**10, 10**11 - 1))}"
    doubled = sum(sum(divmod(int(sign) * (2 - at % 2), 10)) for at, sign in enumerate(digits[::-1]))
    return tuple(re.findall(".{1,4}", f"{digits}{-doubled % 10}"))


@st.composite
def mobiles(draw: st.DrawFn) -> Groups:
    return f"1{draw(st.integers(30, 99))}", f"{draw(st.integers(0, 9999)):04}", f"{draw(st.integers(1, 9999)):04}"


NUMBERS: Mapping[str, st.SearchStrategy[Groups]] = {
    "identity_number": identities(),
    "bank_card": cards(),
    "phone": mobiles(),
}
SENTENCES = {"identity_number": "登记{}。", "bank_card": "登记{}。", "phone": "电话{}，谢谢"}


def sureness(text: str, detector: str) -> set[bool]:
    return {found.is_sure for found in found_in(text) if found.detector == detector}


@pytest.mark.parametrize("detector", NUMBERS)
@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_number_is_seen_in_every_disguise(detector: str, data: st.DataObject) -> None:
    groups = data.draw(NUMBERS[detector])
    text = SENTENCES[detector].format(data.draw(st.sampled_from(HIDDEN))(groups))
    assert True in sureness(text, detector), text
    shown = sum(sign.isdigit() for sign in masked(text))
    assert shown <= MOST_DIGITS_SHOWN, masked(text)


@pytest.mark.parametrize("detector", NUMBERS)
@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_number_is_seen_where_it_is_said_in_words(detector: str, data: st.DataObject) -> None:
    groups = data.draw(NUMBERS[detector])
    text = SENTENCES[detector].format(data.draw(st.sampled_from(SAID))(groups))
    assert sureness(text, detector), text


@pytest.mark.parametrize("detector", NUMBERS)
@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_number_is_seen_over_two_fields(detector: str, data: st.DataObject) -> None:
    number = "".join(data.draw(NUMBERS[detector]))
    cut = data.draw(st.integers(4, len(number) - 4))
    first, second = SENTENCES[detector].format(number[:cut] + "|" + number[cut:]).rstrip("。，谢").split("|")
    assert {found.value for found in found_across(first, second) if found.detector == detector} >= {number}


@pytest.mark.parametrize("front", range(3, 15))
def test_a_number_said_from_its_end_is_whole_or_none(front: int) -> None:
    number = "430199196305172845" * 2
    for tail in range(2, 9):
        text = f"尾号{number[front : front + tail]}，前面是{number[:front]}"
        assert ("identity_number" in {found.detector for found in found_in(text)}) == (front + tail == 18), text


# Its check digit proves an identity number, whatever stands between its pieces.
SCATTERED: tuple[Hiding, ...] = (
    lambda groups: "某".join(groups),
    lambda groups: "啊哈".join(groups),
    lambda groups: f"{groups[0]}（区划）{groups[1]}（生日）{groups[2]}（顺序码）",
    lambda groups: f"{groups[0]}{groups[1][:6]}（换行）\n{groups[1][6:]}{groups[2]}",
    lambda groups: f"{groups[0]}*{groups[1]}*{groups[2]}",
    lambda groups: f"是{groups[0]}开头、{groups[2]}结尾，生日{groups[1]}",
    lambda groups: (
        f"前六位{groups[0]}，生在{groups[1][:4]}年{int(groups[1][4:6])}月{int(groups[1][6:])}日，后四位{groups[2]}"
    ),
    lambda groups: "".join(groups).replace("X", "艾克斯"),
    lambda groups: f"要倒着念：{''.join(groups)[::-1]}",
)


@given(identities(), st.sampled_from(SCATTERED))
@settings(max_examples=100, deadline=None)
def test_an_identity_number_is_seen_however_its_pieces_are_scattered(groups: Groups, hiding: Hiding) -> None:
    text = f"他的号{hiding(groups)}。"
    assert True in sureness(text, "identity_number"), text
    assert groups[1] not in masked(text), masked(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "15位号码420199·390211·407，请升位",
            "420199390211407是老号，要升位",
            "身份证后六位 022837",
            "身份证末四位537X",
        ),
        *("身份证号5101991974022853", "台胞证号 12345678", "军官证号 南字第1234567号"),
    ],
)
def test_part_of_an_identity_number_is_asked_and_hidden(text: str) -> None:
    assert sureness(text, "identity_number"), text
    assert masked(text) != text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "初始密码为身份证后6位",
            "凭身份证后六位查询",
            "身份证号共18位，后四位是顺序码",
            "身份证复印件 5 份",
            "15位批号 20240517-001-22",
        ),
        *(
            "430181 2024 0517 0098号工程",
            "学籍号G430181201305170012",
            "宗地代码430199104203JC00118",
            "身份证5101991974****5379",
        ),
    ],
)
def test_what_only_looks_like_an_identity_number_is_none(text: str) -> None:
    assert not sureness(text, "identity_number"), text


# -- plates

PLATES = st.tuples(
    st.sampled_from("京沪湘粤川"),
    st.sampled_from("ABCEJK"),
    st.from_regex("[0-9][A-HJ-NP-Z0-9][0-9]{3}|D[0-9]{5}", fullmatch=True),
)
PLATE_HIDDEN: tuple[Callable[[str, str, str], str], ...] = (
    lambda province, letter, serial: f"{province}{letter}{serial}",
    lambda province, letter, serial: f"{province}{letter}·{serial}",
    lambda province, letter, serial: f"{province} {letter} {serial[:2]} {serial[2:]}",
    lambda province, letter, serial: f"【{province}{letter}】{serial}",
    lambda province, letter, serial: f"{province}{letter}\n{serial}",
    lambda province, letter, serial: "_".join(province + letter + serial),
    lambda province, letter, serial: "🚗".join((province, letter, serial)),
    lambda province, letter, serial: full_width_of(province + letter + serial),
    lambda province, letter, serial: f"{province}{letter}{written_in(_FORMS[0])((serial,))}".lower(),
    lambda province, letter, serial: f"{province}{letter}的{serial}",
    lambda province, letter, serial: f"车牌{province}{letter}，后面是{serial}",
    lambda province, letter, serial: f"车号{letter}{serial}（{province}字头）",
    lambda province, letter, serial: f"{province}字{letter}打头，后面{serial}",
    lambda province, letter, serial: f"{province}{letter}牌那台，数字是{written_in(_FORMS[0])((serial,))}",
    lambda province, letter, serial: f"{province}牌，字母{letter}，数字{serial[:3]}，最后{serial[3:]}",
    lambda province, letter, serial: f"{province}{letter}空格{serial[:2]}点{serial[2:]}",
    lambda province, letter, serial: f"{province}{letter}{serial[:3]}*{serial[4:]}",
    lambda province, letter, serial: f"黑色轿车，车牌{letter}{serial}",
)


def full_width_of(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isascii() else sign for sign in text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "那辆A·8K321的面包车",
            "黑色轿车 A8K321",
            "尾号8K3的黑车占了通道",
            "车牌尾号 K32",
            "临时号牌 湘A·临12345",
            "粤Z·A123港",
        ),
        *(
            "电瓶车 长沙123456",
            "电动自行车号牌 浏阳012345",
            "军牌 南A12345",
            "武警WJ湘12345",
            "车牌使022·123",
            "湘🅰️8K321",
        ),
    ],
)
def test_a_plate_is_asked_without_its_province_and_in_part(text: str) -> None:
    assert sureness(text, "number_plate"), text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "湘A51标段",
            "湘B区12号楼",
            "京A级景区接待12345人",
            "湘A段2024年投资12345元",
            "宁A12345号文件",
            "湘ICP备12345678号",
            "许可证号：湘B20240517",
        ),
        *(
            "高峰时段湘A牌照车辆尾号限行1和6",
            "车牌尾号为单号",
            "湘A***45",
            "车位A12345",
            "列车K9021次",
            "尾号8821的银行卡",
            "车主手机尾号8821",
        ),
        *(
            "电动车共计123456辆",
            "电动车充电桩A01234故障",
            "停车牌12345元",
            "车牌识别系统V8K321",
            "路牌G6021",
            "黑A4纸500张",
            "G107国道来车",
        ),
    ],
)
def test_what_only_looks_like_a_plate_is_none(text: str) -> None:
    assert not sureness(text, "number_plate"), text


@given(PLATES, st.sampled_from(PLATE_HIDDEN))
def test_a_plate_is_seen_in_every_disguise(plate: tuple[str, str, str], hidden: Callable[[str, str, str], str]) -> None:
    text = f"有辆车{hidden(*plate)}挡路"
    assert sureness(text, "number_plate"), text


# -- addresses and accounts

NAMES = ("lisi88", "li.si_88", "29384756", "wang-wu1990")
ATS = ("@", " @ ", "＠", "(at)", "[at]", " at ", "艾特", " 艾特 ", "圈a", "圈A", "小老鼠", "（艾特）", "#", "❀")
DOTS = (".", "点", "。", " . ", " dot ", "[dot]", "(点)", "·")
HOSTS = ("qq", "163", "126", "139", "sina", "foxmail", "outlook", "gmail")


@pytest.mark.parametrize("at", ATS)
def test_an_address_is_seen_however_its_signs_are_said(at: str) -> None:
    for name, dot, host in itertools.product(NAMES[:2], DOTS, HOSTS):
        text = f"照片发到{name}{at}{host}{dot}com，谢谢"
        assert sureness(text, "e_mail"), text


PLATFORMS = (
    *(
        "微信",
        "微信号",
        "微 信",
        "威信",
        "薇信",
        "V信",
        "v❤",
        "绿泡泡",
        "WeChat",
        "weixin",
        "vx:",
        "VX号",
        "wx：",
        "加微",
        "加v",
    ),
    *("微：", "薇：", "卫星", "威", "钉钉号", "支付宝账号", "微博", "陌陌号", "dy：", "抖音："),
)
NUMBERED = ("QQ", "qq号", "扣扣", "抠抠", "企鹅号", "🐧", "Q：", "加q", "抖音号", "快手ID", "小红书号")
ACCOUNTS = {
    **dict.fromkeys(PLATFORMS, ("lisi_8899",)),
    **dict.fromkeys(NUMBERED, ("28374655", "28 37 46 55", "二八三七四六五五", "②⑧③⑦④⑥⑤⑤")),
}


@pytest.mark.parametrize("platform", ACCOUNTS)
@pytest.mark.parametrize("join", ["", "：", " ", "是", "\n"])
def test_an_account_is_seen_whatever_its_platform_is_called(platform: str, join: str) -> None:
    for account in ACCOUNTS[platform]:
        assert sureness(f"有事{platform}{join}{account}，谢谢", "chat_account"), (platform, join, account)


# -- links


LINKS = (
    *(
        "https://pan.baidu.com/s/1kT9",
        "http://t.cn/A6xY",
        "hxxps://bit[.]ly/3kQ",
        "docs.qq.com/sheet/DQ2",
        "b23.tv/xYz",
    ),
    *("weixin://dl/business/?t=K", "pan点baidu点com斜杠s斜杠1aB", "h t t p : / / dwz.win/ab9", "￥CZ0001kQ8TzL￥"),
    *(
        "群号738291045",
        "QQ群：738291045",
        "Q群738291045",
        "钉钉群35778102934",
        "加群七三八二九一零四五",
        "群 73 82 91 045",
    ),
    *("会议号482-913-557", "腾讯会议482913557", "邀请码7TQ4ZB", "提取码:8k2d", "进群口令：桂花8866"),
    *("扫码进群", "长按识别二维码", "扫我的收款码", "复制打开抖音"),
)


@pytest.mark.parametrize("text", LINKS)
def test_what_leads_into_a_private_place_is_asked(text: str) -> None:
    assert sureness(f"请看{text}，谢谢", "link") == {False}
