"""Chinese names: the family name, and what stands in the place of a name that may not be shown."""

from __future__ import annotations

from lianhu.personal.surnames import COMPOUND_SURNAMES

WITHHELD = "代表"


def surname(name: str) -> str:
    """The family name of a Chinese name; empty for a name with a middle dot, which begins with the given name."""
    if "·" in name:
        return ""
    compound = name[:2] if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else ""
    return compound or name[:1]


def withheld_name(name: str) -> str:
    """姓+代表; a name that is written so already, as in a public repository, stays as it is."""
    withheld = f"{surname(name)}{WITHHELD}"
    return name if name in (withheld, WITHHELD) else withheld


def withholds(written: str, name: str) -> bool:
    """Whether `written` is the name withheld: 姓+代表, of a compound name also with its first character alone.

    南宫平 was published as 南代表 before 南宫 was known as a family name, and 单于飞 may be one of the family 单.
    """
    withheld = {withheld_name(name)} | ({f"{name[:1]}{WITHHELD}"} if len(surname(name)) > 1 else set())
    return written in withheld
