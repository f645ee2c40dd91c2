"""Chinese names: the family name, and what stands in the place of a name that may not be shown."""

from __future__ import annotations

from collections.abc import Mapping

from lianhu.personal.surnames import COMPOUND_SURNAMES

WITHHELD = "代表"
# What stands behind the family name of who has left an office; an officer's own post stands beside it anyway.
OF_OFFICES: Mapping[str, str] = {
    "group_head": "组长",
    "area_head": "片长",
    "village_officer": "干部",
    "liaison_cadre": "干部",
    "deputy": "代理人",
}


def surname(name: str) -> str:
    """The family name of a Chinese name; empty for a name with a middle dot, which begins with the given name."""
    if "·" in name:
        return ""
    compound = name[:2] if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else ""
    return compound or name[:1]


def withheld_name(name: str, post: str = WITHHELD) -> str:
    """姓+代表, or with another post; a name that is written so already, as in a public repository, stays as it is."""
    withheld = f"{surname(name)}{post}"
    return name if name in (withheld, post) else withheld


def withholds(written: str, name: str, post: str = WITHHELD) -> bool:
    """Whether `written` is the name withheld: 姓+代表 or with another post, of a compound name also with its first
    character alone.

    南宫平 was published as 南代表 before 南宫 was known as a family name, and 单于飞 may be one of the family 单.
    """
    withheld = {withheld_name(name, post)} | ({f"{name[:1]}{post}"} if len(surname(name)) > 1 else set())
    return written in withheld
