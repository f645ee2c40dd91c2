"""One cheap look at a long text as it is written, before anything is taken apart: can a number or account be in it?

It may say yes of a text that holds none, and is then followed by the detectors; where it says no they find nothing in
any piece of the text, whether markup, JSON without escapes, or a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from lianhu.personal.accounts import PLATE
from lianhu.personal.plain import CHINESE_DIGITS

_DIGITS = f"0-9{''.join(CHINESE_DIGITS)}"
# What stands between the digits of one number, in all its widths; … becomes three dots.
_BETWEEN = r"[\s\-‐‑–—.·_/()（）．－／＿…]"
# Eleven digits, the shortest number; a run is looked at from its first. Or a digit beside a checksum, which is taken
# out, so that what stands around it meets.
_RUN = re.compile(
    rf"[{_DIGITS}](?:(?<![{_DIGITS}]{{2}})(?:{_BETWEEN}{{0,3}}+[{_DIGITS}]){{10}}"
    rf"|{_BETWEEN}{{0,2}}+(?:[0-9a-f]{{20}}|[0-9a-f]{{8}}-[0-9a-f]{{4}}-[0-9a-f]{{4}}-|sha(?:256|384|512)-))"
)
_WORDS = (
    *("@", "微信", "威信", "薇信", "扣扣", "vx", "qq", "wechat", "weixin"),
    *("电话", "座机", "致电", "拨打", "联系方式", "tel"),
)
# What may be another character for its reader: whatever `plain` changes into one that matters, and references. Those to
# what is no part of a number are none.
_CHANGES = re.compile(r"[^\t\n -~\u4e00-\u9fff〇○、。《》〈〉“”‘’（），：；？！…—–·．－／＿＋＝→]")
_STANDS_FOR = re.compile("&(?!(?:amp|lt|gt|quot|#34|#39);)")


Sign: TypeAlias = Callable[[str], object]
_PATTERNS: tuple[Sign, ...] = (_STANDS_FOR.search, PLATE.search, _CHANGES.search, _RUN.search)
_SIGN_OF: Mapping[str, Sign] = {word: re.compile(word, re.IGNORECASE).search for word in _WORDS}


def _words_in(text: str) -> Iterator[str]:
    small = text.lower()
    return (word for word in _WORDS if word in small)


def signs_in(text: str) -> tuple[Sign, ...]:
    """The signs that a number may stand in this text; each tells of a part of it whether the sign is there."""
    return (*map(_SIGN_OF.__getitem__, _words_in(text)), *(sign for sign in _PATTERNS if sign(text)))


def may_hold_numbers(text: str) -> bool:
    """Whether `numbers_found_in` might find anything in a piece of this text, or in what its references stand for."""
    return any(_words_in(text)) or any(sign(text) for sign in _PATTERNS)
