"""Hamlets and lanes of a generated group, and which of them each of its representatives serves."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from lianhu.demo.year import COMMUNITY, Data

_CALLED = "曾家 桃花 松树 竹山 石塘 大屋 新屋 老屋 茶山 油铺 枫树 樟树 罗家 塘边 井边 杉木 柏树 龙井 白沙 黄泥"
CALLED = _CALLED.split()
HAMLETS = ("湾", "冲", "坳", "屋场", "坡", "岭", "垅", "坪")
STREETS = ("老街", "新街", "河边", "学堂", "菜场", "桥头", "码头", "粮站", "车站", "井头")
LANES = ("一巷", "二巷", "三巷", "四巷", "东头", "西头")
OF_GROUP = 3
SAID = 0.85


def serving_places(kind: str, representatives: Sequence[Data], chance: Random) -> None:
    """Write into most of a group's representatives which of its hamlets they serve; several serve one."""
    names, ends = (STREETS, LANES) if kind == COMMUNITY else (CALLED, HAMLETS)
    places = [f"{name}{chance.choice(ends)}" for name in chance.sample(names, OF_GROUP)]
    for one in representatives:
        if chance.random() < SAID:
            one["serves"] = sorted(chance.sample(places, chance.choice((1, 1, 2))))
