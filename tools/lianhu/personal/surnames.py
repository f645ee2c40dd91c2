"""Family names: those of two characters, and those that are read unlike the same character elsewhere.

Sources: 百家姓; 现代汉语词典, the entries marked 姓. Where a family name has two living readings, both stand here, the
more frequent one first: 姓从主人, its bearers know. Left out are pairs that are far more often a family name and the
beginning of a given name (贺兰英, 章佳怡, 王孙华): cut too long, 姓+代表 would tell a part of the given name.
"""

from __future__ import annotations

from collections.abc import Mapping

_OF_THE_HUNDRED = (
    "万俟 司马 上官 欧阳 夏侯 诸葛 闻人 东方 赫连 皇甫 尉迟 公羊 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 公孙 仲孙 "
    "轩辕 令狐 钟离 宇文 长孙 慕容 鲜于 闾丘 司徒 司空 亓官 司寇 子车 颛孙 端木 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 "
    "夹谷 宰父 谷梁 段干 百里 东郭 南门 呼延 羊舌 微生 梁丘 左丘 东门 西门 南宫 第五"
)
_OTHERS = (
    "太史 申徒 叔孙 公仪 公输 即墨 北宫 屠岸 毌丘 毋丘 綦毋 独孤 完颜 纳兰 耶律 哥舒 尔朱 屈突 斛律 豆卢 乞伏 沮渠 刘付"
)
_AS_REGISTERS_WRITE_SOME = "殴阳 夏候 冷狐 刘傅 谷粱"
COMPOUND_SURNAMES = frozenset(f"{_OF_THE_HUNDRED} {_OTHERS} {_AS_REGISTERS_WRITE_SOME}".split())

# Syllables without tones, with v for ü, as they are typed; only what a dictionary of words would read otherwise.
SURNAME_READINGS: Mapping[str, tuple[str, ...]] = {
    "阿": ("e", "a"),
    "薄": ("bo",),
    "卜": ("bu",),
    "藏": ("zang", "cang"),
    "晟": ("cheng", "sheng"),
    "种": ("chong",),
    "都": ("du",),
    "繁": ("po",),
    "盖": ("ge", "gai"),
    "句": ("gou", "ju"),
    "黑": ("he", "hei"),
    "还": ("huan",),
    "郇": ("xun", "huan"),
    "颉": ("xie",),
    "阚": ("kan",),
    "适": ("kuo", "shi"),
    "勒": ("le",),
    "乐": ("yue", "le"),
    "么": ("yao",),
    "秘": ("bi", "mi"),
    "缪": ("miao",),
    "牟": ("mou", "mu"),
    "佴": ("nai",),
    "能": ("nai",),
    "粘": ("nian",),
    "乜": ("nie",),
    "区": ("ou", "qu"),
    "朴": ("piao",),
    "郄": ("qie", "xi"),
    "郗": ("xi", "chi"),
    "仇": ("qiu",),
    "覃": ("qin", "tan"),
    "单": ("shan", "dan"),
    "召": ("shao", "zhao"),
    "折": ("she", "zhe"),
    "莘": ("shen", "xin"),
    "镡": ("tan", "chan", "xin"),
    "隗": ("wei", "kui"),
    "尉": ("wei", "yu"),
    "蔚": ("yu", "wei"),
    "洗": ("xian",),
    "解": ("xie",),
    "贠": ("yun",),
    "员": ("yun",),
    "曾": ("zeng",),
    "查": ("zha",),
    "翟": ("zhai", "di"),
    "祭": ("zhai", "ji"),
    "乐正": ("yue zheng",),
    "子车": ("zi ju",),
    "冷狐": ("ling hu", "leng hu"),
}
