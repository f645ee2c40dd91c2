"""Number plates that are not written as such: signs or words in between, digits read aloud, the province elsewhere.

Source: GA 36 (a letter and five signs, six of an electric vehicle; no I and no O).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal import provinces
from lianhu.personal.found import Found
from lianhu.personal.plain import as_read

# 湘诶: a letter as it sounds. 湘西 is a place.
_LETTER_SOUNDS = str.maketrans("诶欸比必毕滴迪弟衣伊", "AABBBDDDEE")
_SOUNDED = re.compile(f"(?<=[{provinces.SHORT}])[诶欸比必毕滴迪弟衣伊]")

_BETWEEN = r"(?:[^\w*%,。;:!?()]|_){0,3}"
_ONE = "[A-HJ-NP-Za-hj-np-z0-9OoIi]"
_FIVE = rf"{_ONE}(?:{_BETWEEN}{_ONE}){{3}}{_BETWEEN}[A-HJ-NP-Za-hj-np-z0-9OoIi挂学警港澳领使]"
# Of an electric vehicle: six signs, of which the first or the last is a letter.
_DIGIT, _MARK = "[0-9OoIi]", "[A-HJKa-hjk]"
_ELECTRIC = rf"{_MARK}{_BETWEEN}{_ONE}(?:{_BETWEEN}{_DIGIT}){{4}}|{_DIGIT}(?:{_BETWEEN}{_DIGIT}){{4}}{_BETWEEN}{_MARK}"
_SERIAL = rf"({_ELECTRIC}|{_FIVE})(?![A-Za-z0-9]|[.%][0-9])"
_LETTER = "([A-HJ-NP-Za-hj-np-z])"
_JOIN = r"(?:[^\w*%]|_|[的牌照车后面尾号是为]){0,8}"
_PLATE = re.compile(rf"[{provinces.SHORT}](?:{_BETWEEN}|\(){_LETTER}{_JOIN}{_SERIAL}")
_BY_NAME = re.compile(
    rf"(?:(?:{provinces.NAMES})省?(?:的)?|(?<![A-Za-z])(?i:{provinces.SOUNDS})(?:\s|(?=[A-Z]))){_LETTER}\s?(?:牌照?|字头|号牌)?[\s,的]?{_SERIAL}"
)
_BY_WORD = re.compile(
    rf"(?:车牌|车号|牌照|号牌|牌号)(?:尾号|后~|号码?)?(?:是|为)?[\s:,]{{0,3}}{_LETTER}?[\s·.-]?{_SERIAL}"
)
# 8N226，湘A的; A8N226（湘字头）: the province follows.
_BEHIND = re.compile(
    rf"(?<![A-Za-z0-9]){_LETTER}?{_SERIAL}[\s,(]{{1,3}}(?:是|在)?[{provinces.SHORT}](?:[A-Z](?:牌|的|字头|开头|\))|字?头|牌|字\)?)"
)
_FEWEST_DIGITS = 3


def hidden_plates_in(text: str) -> Iterator[Found]:
    """The number plates that a plain text hides, in no order; with words in between or without province unsure."""
    read = _SOUNDED.sub(lambda sound: sound[0].translate(_LETTER_SOUNDS), as_read(text))
    for pattern in (_PLATE, _BY_NAME, _BY_WORD, _BEHIND):
        for match in pattern.finditer(read):
            serial = re.sub(r"[\W_]", "", match[2]).upper().replace("O", "0").replace("I", "1")
            if sum(sign.isdigit() for sign in serial) < _FEWEST_DIGITS:
                continue
            letter = match[1] or ""
            is_sure = pattern is _PLATE and not re.search("[\u4e00-\u9fff,]", text[match.end(1) : match.start(2)])
            yield Found(match.start(), match.end(), "number_plate", f"{match[0][0]}{letter}{serial}".upper(), is_sure)
