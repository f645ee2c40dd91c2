"""A text without its disguises: one form of each character, digits as 0-9, invisible characters gone (P1).

Both views have the same length, so that a place in one is the place in the other.
"""

from __future__ import annotations

import re
import unicodedata

CHINESE_DIGITS = {
    **dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖幺", "1234567891", strict=True)),
}
_LOOK_LIKE_X = "xхХχΧ×✕✖"  # Latin small, Cyrillic, Greek, multiplication signs
# 🅐 and 🅰, which no normal form takes for letters.
_LETTERS_IN_BLACK = range(0x1F150, 0x1F18A)
_INVISIBLE = ("Cf", "Mn", "Me", "Cc")


class _Plain(dict[int, str | None]):
    """Filled as characters come: what each becomes in the plain text, None for one that is not seen."""

    def __missing__(self, code: int) -> str | None:
        sign = chr(code)
        digit = unicodedata.digit(sign, None)
        becomes: str | None = unicodedata.normalize("NFKC", sign)
        if digit is not None:
            becomes = str(digit)
        elif code in _LETTERS_IN_BLACK:
            becomes = chr(ord("A") + (code - _LETTERS_IN_BLACK.start) % 32)
        elif unicodedata.category(sign) in _INVISIBLE and sign not in "\n\t":
            becomes = None
        self[code] = becomes
        return becomes


_PLAIN = _Plain()
_DIGITS = str.maketrans({**CHINESE_DIGITS, **dict.fromkeys(_LOOK_LIKE_X, "X")})


def plain(text: str) -> str:
    """The text as its reader takes it: full-width, circled and raised characters as the ordinary ones."""
    return text if text.isascii() else text.translate(_PLAIN)


def with_digits(plain_text: str) -> str:
    """A plain text with Chinese digits as 0-9 and everything that looks like an X as X; same length."""
    return plain_text.translate(_DIGITS)


# Digits as they are read aloud, among others; and letters that look like digits, among digits.
_ALOUD = str.maketrans("两洞拐勾钩", "20799")
_READ_ALOUD = re.compile(f"[{''.join(CHINESE_DIGITS)}两洞拐勾钩]{{3,}}")
_LOOK_LIKE_DIGITS = str.maketrans("OoIl", "0011")
_AMONG_DIGITS = re.compile("(?<![A-Za-z0-9])(?=[0-9]*[OoIl])[0-9OoIl]+(?![A-WYZa-wyz0-9]|[Xx][A-Za-z0-9])")
_SPELT_X = re.compile("叉|[艾埃爱]克斯")
# 前六位, 末四位: how many digits follow is none of them.
_HOW_MANY = re.compile("(?<![0-9])[0-9一二三四五六七八九十两]{1,2}位")


def as_read(plain_text: str) -> str:
    """A plain text with everything as a digit that its reader takes for one, counts of digits as `~`; same length."""
    text = _HOW_MANY.sub(lambda said: "~" * len(said[0]), plain_text) if "位" in plain_text else plain_text
    text = _READ_ALOUD.sub(lambda said: said[0].translate(_ALOUD), text)
    text = _AMONG_DIGITS.sub(lambda said: said[0].translate(_LOOK_LIKE_DIGITS), text)
    return with_digits(_SPELT_X.sub(lambda said: f"X{' ' * (len(said[0]) - 1)}", text))
