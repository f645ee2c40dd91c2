"""Accounts that a sentence only hints at, by law and on every platform; and what only talks of platforms."""

from __future__ import annotations

import itertools

import pytest

from lianhu.personal import found_across, found_in

WHERE = (
    "微信",
    "围信",
    "威芯",
    "V信",
    "徽❤",
    "w.e.i.x.i.n",
    "QQ",
    "抖音",
    "快手",
    "小红书",
    "微博",
    "B站",
    "钉钉",
    "支付宝",
    "闲鱼",
    "陌陌",
)
HANDLES = ("laozhou_88", "zz-mingyue11", "chen.lei1988", "5laoliu88", "_laoliu88")
# Where the account stands: far behind its platform, before it, letter by letter, in pieces.
FAR = (
    "{where}不是这个，换成 {handle} 了",
    "{where}推给你了，名片上写的{handle}",
    "{handle}是我{where}",
    "{handle}（{where}）",
    "{where}\n{handle}",
)
SPELT = ("l a o z h o u 8 8", "l、a、o、8、8、8", "L-W-X-1-9-8-8")
PIECES = (
    "laozhou下划线88",
    "chen杠lei杠90",
    "小写lzh后面数字8899",
    "号头 xinyu，号尾 0523，中间一个下划线",
    "8899开头后面接zhou",
    "lao\nzhou88",
    "laozhou一九八八",
)
NICKNAMES = ("{where}叫“炊烟人家”", "{where}昵称「炊烟人家」", "{where}搜“炊烟人家8876”", "{where}上的昵称：炊烟人家")
SAME = (
    "{where}同号",
    "{where}同手机号",
    "手机号就是{where}",
    "{where}就是这个电话",
    "{where}和手机号一样",
    "电话同{where}",
)
NOWHERE = (
    "加我 {handle}",
    "找我：{handle}",
    "私聊 {handle}",
    "@{handle} 知道",
    "加管理员个人号 {handle}",
    "V我 {handle}",
    "昵称{handle}",
)


def accounts_in(text: str) -> list[str]:
    return [found.value for found in found_in(text) if found.detector == "chat_account"]


@pytest.mark.parametrize("where", WHERE)
def test_an_account_is_seen_wherever_it_stands_to_its_platform(where: str) -> None:
    for form, handle in itertools.product(FAR, HANDLES):
        assert accounts_in(form.format(where=where, handle=handle)) == [handle], (form, handle)
    for pieces in (*SPELT, *PIECES):
        assert accounts_in(f"{where}是{pieces}，谢谢"), pieces
    for form in (*NICKNAMES, *SAME):
        assert accounts_in(f"有事{form.format(where=where)}，谢谢"), form


@pytest.mark.parametrize("form", NOWHERE)
def test_an_account_is_asked_without_any_platform(form: str) -> None:
    for handle in HANDLES[:3]:
        assert accounts_in(form.format(handle=handle)) == [handle]


def test_a_number_is_seen_in_pieces_and_over_fields() -> None:
    assert accounts_in("QQ 2837，后面 4655") == ["28374655"]
    assert accounts_in("扣扣前头二八三七，接着四六五五") == ["28374655"]
    assert [found.value for found in found_across("可加微信", "laozhou_88")] == ["laozhou_88"]
    assert [found.value for found in found_across("微信：lao", "zhou88")] == ["laozhou88"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "关注微信公众号“瑶镇发布”",
            "微信公众号：yaozhen_fabu",
            "镇政府官方抖音号 yzzf2020",
            "政务微博@瑶镇发布",
            "村委会微信号 yaocun_cwh",
        ),
        *(
            "合作社淘宝店“瑶镇辣酱”",
            "客服QQ 800012345",
            "便民中心微信同号 0731-83801234",
            "请大家加企业微信“瑶镇便民”",
            "视频号“瑶镇人大”",
        ),
        *(
            '微信群昵称请改成"组别+姓名"',
            "微信支付在超市可用",
            "快手、抖音平台治理",
            "抖音上搜“瑶镇花炮”看宣传片",
            "抖音账号运营培训中",
        ),
        *(
            "微信里发的文件 report_2024.docx",
            "微信发来的照片IMG_20240517.jpg",
            "用微信把文件发到 http://abc.gov.cn",
            "钉钉会议号已发",
        ),
        *(
            "系统账号 admin01 已停用",
            "水表账号 ws20240517",
            "大号水泵 qj200a",
            "WX-2000B型水泵",
            "V5.0.2版本",
            "微信版本8.0.49以上才能用",
        ),
        *(
            "微信步数 12000",
            "微信转账2000元已退",
            "电话和微信都可以预约",
            "手机号微信登录小程序",
            "手机扫微信二维码",
            "微信同步更新",
        ),
        *(
            "加我国的传统节日",
            "找我村的组长",
            "@全体成员 明天停水",
            "海报@2x图片模糊",
            "扣款20000元",
            "微信同号：138 0013 8001",
        ),
    ],
)
def test_what_only_talks_of_a_platform_is_no_account(text: str) -> None:
    assert accounts_in(text) == []
