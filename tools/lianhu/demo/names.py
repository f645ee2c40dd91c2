"""Names for people and places that do not exist: surnames and given names, hills and ponds, drawn by chance."""

from __future__ import annotations

from random import Random

from lianhu.demo.county import Mark

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
DOUBLE_SURNAMES = ("欧阳", "司马", "上官", "诸葛")
FIRST = "春秋冬立清明建国长友德福喜满桂玉金银细新晓小海江河山石青松竹梅兰菊莲荷稻谷望见映启文学正光云雨月雪霜"
LAST = "生发旺林华英香秀娥芳姣莲枝珠云霞琴岚芸梅桃松柏泉山川海涛波平安康宁和顺成功明亮辉阳晨初元根苗田良才"
VILLAGE_FIRST = {
    "松": "song", "柳": "liu", "梅": "mei", "桂": "gui", "青": "qing", "云": "yun", "石": "shi", "竹": "zhu",
    "枫": "feng", "荷": "he", "稻": "dao", "茶": "cha", "桃": "tao", "兰": "lan", "杉": "shan", "樟": "zhang",
}  # fmt: skip
VILLAGE_LAST = {
    "溪": "xi", "塘": "tang", "岭": "ling", "湾": "wan", "坪": "ping", "坳": "ao", "洲": "zhou", "垅": "long",
    "冲": "chong", "井": "jing",
}  # fmt: skip
DIGITS = "一二三四五六七八九"


def person(chance: Random) -> str:
    """A full name."""
    surname = chance.choice(DOUBLE_SURNAMES) if chance.random() < 0.01 else chance.choice(SURNAMES)
    return surname + (chance.choice(FIRST) if chance.random() < 0.8 else "") + chance.choice(LAST)


def villages(number: int, mark: Mark, chance: Random) -> list[tuple[str, str]]:
    """So many different villages: the id and the name without 村 or 社区."""
    names = {
        f"{first}{last}": f"{VILLAGE_FIRST[first]}{VILLAGE_LAST[last]}"
        for first in VILLAGE_FIRST
        for last in VILLAGE_LAST
    }
    word, letters = mark.word
    return [(f"{letters}{names[name]}", f"{word}{name}") for name in chance.sample(sorted(names), number)]


def counted(number: int) -> str:
    """A number from 1 to 99 in Chinese: 一, 十, 十一, 二十三."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{DIGITS[tens - 1]}十") + (DIGITS[ones - 1] if ones else "")
