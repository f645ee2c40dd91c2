"""The fonts that a sheet is set in: those that this machine has, by name; none is fetched."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from lianhu.words import say
from lianhu.words.problems import ToolError

# By kind, the one that we would rather have first: Debian, Adobe, Windows, macOS.
WANTED: Mapping[str, Sequence[str]] = {
    "sans": (
        *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN"),
        *("Microsoft YaHei", "PingFang SC", "SimHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei"),
    ),
    "serif": (
        *("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN"),
        *("SimSun", "Songti SC", "STSong", "FangSong"),
    ),
}


def chosen(families: Collection[str]) -> Mapping[str, Sequence[str]]:
    """Which families to set in, by kind, of those that are there. Raises ToolError when none of them has Chinese.

    A machine with one kind alone sets all in it.
    """
    known = {family.casefold(): family for family in families}
    there = {
        kind: [known[name.casefold()] for name in names if name.casefold() in known] for kind, names in WANTED.items()
    }
    every = [family for found in there.values() for family in found]
    if not every:
        raise ToolError(
            say(
                "No font for Chinese was found. On Debian install fonts-noto-cjk; on Windows add the Chinese "
                "supplemental fonts (Microsoft YaHei, SimSun)."
            )
        )
    return {kind: [*found, *(other for other in every if other not in found)] for kind, found in there.items()}
