"""Number plates that are not written as such: signs or words in between, digits read aloud, the province elsewhere.

Source: GA 36 (a letter and five signs, six of an electric vehicle; no I and no O).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal import provinces
from lianhu.personal.found import Found
from lianhu.personal.plain import as_read

_WORDS = re.compile("[\u4e00-\u9fff,]")
# 湘诶: a letter as it sounds. 湘西 is a place.
_LETTER_SOUNDS = str.maketrans("诶欸比必毕滴迪弟衣伊", "AABBBDDDEE")
_SOUNDED = re.compile(f"(?<=[{provinces.SHORT}])[诶欸比必毕滴迪弟衣伊]")

_BETWEEN = r"(?:[^\w*%,。;:!?()]|_){0,3}"
_ONE = "[A-HJ-NP-Za-hj-np-z0-9OoIi]"
_FIVE = rf"{_ONE}(?:{_BETWEEN}{_ONE}){{3}}{_BETWEEN}[A-HJ-NP-Za-hj-np-z0-9OoIi挂学警港澳领使]"
# Of an electric vehicle: six signs, of which the first or the last is a letter.
_DIGIT, _MARK = "[0-9OoIi]", "[A-HJKa-hjk]"
_ELECTRIC = rf"{_MARK}{_BETWEEN}{_ONE}(?:{_BETWEEN}{_DIGIT}){{4}}|{_DIGIT}(?:{_BETWEEN}{_DIGIT}){{4}}{_BETWEEN}{_MARK}"
_SERIAL = rf"(?P<serial>{_ELECTRIC}|{_FIVE})(?![A-Za-z0-9]|[.%][0-9])"
_LETTER = "(?P<letter>[A-HJ-NP-Za-hj-np-z])"
_PROVINCE = f"(?P<province>[{provinces.SHORT}])"
_IN_FULL = rf"(?P<province>(?:{provinces.NAMES})省?的?|(?<![A-Za-z])(?i:{provinces.SOUNDS})(?:\s|(?=[A-Z])))"
_JOIN = r"(?:[^\w*%]|_|[的牌照车后面尾号数开头是为]){0,8}"
_PLATE = re.compile(rf"{_PROVINCE}(?:{_BETWEEN}|\(|牌){_LETTER}{_JOIN}{_SERIAL}")
_OTHERS = tuple(
    re.compile(pattern)
    for pattern in (
        # 湖南A牌, xiang A: the province in full, or as it is typed.
        rf"{_IN_FULL}{_LETTER}\s?(?:牌照?|字头|号牌)?[\s,的]?{_SERIAL}",
        # 车号A8N226: left out.
        rf"(?:车牌|车号|牌照|号牌|牌号)(?:尾号|后~|号码?)?(?:是|为)?[\s:,]{{0,3}}{_LETTER}?[\s·.-]?{_SERIAL}",
        # 8N226，湘A的; A8N226（湘字头）; A8N226，湖南的车: said last.
        rf"(?<![A-Za-z0-9]){_LETTER}?{_SERIAL}[\s,(]{{1,3}}[是在]?{_PROVINCE}(?:[A-Z](?![A-Z0-9段区栋座级])|字?头|牌|字|\))",
        rf"(?<![A-Za-z0-9]){_LETTER}{_SERIAL}[\s,(]{{1,3}}[是在]?(?P<province>{provinces.NAMES})(?:的车|牌|车)",
        # 湘01·A2345: a tractor's has a city's number.
        rf"[车机牌照][^。;]{{0,4}}{_PROVINCE}(?P<letter>[0-9]{{2}}){_BETWEEN}(?P<serial>[A-Z0-9]{{5}})(?![A-Za-z0-9])",
        # 电动车牌照A012345
        rf"[车动](?:牌|牌照|号牌)号?码?[\s:]{{0,2}}{_LETTER}?(?P<serial>[0-9]{{6}})(?![0-9])",
    )
)
_FEWEST_DIGITS = 3


def hidden_plates_in(text: str) -> Iterator[Found]:
    """The number plates that a plain text hides, in no order; with words in between or without province unsure."""
    read = _SOUNDED.sub(lambda sound: sound[0].translate(_LETTER_SOUNDS), as_read(text))
    for pattern in (_PLATE, *_OTHERS):
        for match in pattern.finditer(read):
            said = match.groupdict()
            serial = re.sub(r"[\W_]", "", match["serial"]).upper().replace("O", "0").replace("I", "1")
            if sum(sign.isdigit() for sign in serial) >= _FEWEST_DIGITS:
                value = f"{said.get('province') or ''}{said.get('letter') or ''}{serial}".upper()
                is_sure = pattern is _PLATE and not _WORDS.search(text, match.end("letter"), match.start("serial"))
                yield Found(match.start(), match.end(), "number_plate", value, is_sure)
