"""Chinese names: the family name, and what stands in the place of a name that may not be shown."""

from __future__ import annotations

COMPOUND_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "夏侯",
    "端木",
    "宇文",
)


def surname(name: str) -> str:
    """The family name of a Chinese name; empty for a name with a middle dot, which begins with the given name."""
    if "·" in name:
        return ""
    compound = name[:2] if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else ""
    return compound or name[:1]


def withheld_name(name: str) -> str:
    """姓+代表; a name that is written so already, as in a public repository, stays as it is."""
    withheld = f"{surname(name)}代表"
    return name if name in (withheld, "代表") else withheld
