"""Number plates that are not written as such: signs or words in between, digits read aloud, the province elsewhere.

Source: GA 36 (a letter and five signs, six of an electric vehicle; no I and no O).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal import provinces
from lianhu.personal.found import Found
from lianhu.personal.pattern import Nearby, Pattern
from lianhu.personal.plain import as_read

_WORDS = Nearby("[\u4e00-\u9fff,]")
# 湘诶: a letter as it sounds. 湘西 is a place.
_LETTER_SOUNDS = str.maketrans("诶欸比必毕滴迪弟衣伊", "AABBBDDDEE")
_SOUNDED = re.compile(f"(?<=[{provinces.SHORT}])[诶欸比必毕滴迪弟衣伊]")

BETWEEN = r"(?:[^\w*%,。;:!?()]|_){0,3}"
ONE = "[A-HJ-NP-Za-hj-np-z0-9OoIi]"
_FIVE = rf"{ONE}(?:{BETWEEN}{ONE}){{3}}{BETWEEN}[A-HJ-NP-Za-hj-np-z0-9OoIi挂学警港澳领使]"
# Of an electric vehicle: six signs, of which the first or the last is a letter.
_DIGIT, _MARK = "[0-9OoIi]", "[A-HJKa-hjk]"
_ELECTRIC = rf"{_MARK}{BETWEEN}{ONE}(?:{BETWEEN}{_DIGIT}){{4}}|{_DIGIT}(?:{BETWEEN}{_DIGIT}){{4}}{BETWEEN}{_MARK}"
SERIAL = rf"(?P<serial>{_ELECTRIC}|{_FIVE})(?![A-Za-z0-9]|[.%][0-9]|号[文函令])"
LETTER = "(?P<letter>[A-HJ-NP-Za-hj-np-z])"
PROVINCE = f"(?P<province>[{provinces.SHORT}])"
_IN_FULL = rf"(?P<province>(?:{provinces.NAMES})省?的?|(?<![A-Za-z])(?i:{provinces.SOUNDS})(?:\s|(?=[A-Z])))"
_JOIN = r"(?:[^\w*%]|_|[的牌照车后面尾号数开头是为]){0,8}"
_PLATE = Pattern(rf"{PROVINCE}(?:{BETWEEN}|\(|牌){LETTER}{_JOIN}{SERIAL}")
_OTHERS = tuple(
    Pattern(pattern)
    for pattern in (
        # 湖南A牌, xiang A: the province in full, or as it is typed.
        rf"{_IN_FULL}{LETTER}\s?(?:牌照?|字头|号牌)?[\s,的]?{SERIAL}",
        # 车号A8N226: left out.
        rf"(?<!停)(?:车牌|车号|牌照|号牌|牌号)(?:尾号|后~|号码?)?(?:是|为)?[\s:,]{{0,3}}{LETTER}?[\s·.-]?{SERIAL}(?!\s?[元人])",
        # 8N226，湘A的; A8N226（湘字头）; A8N226，湖南的车: said last.
        rf"(?<![A-Za-z0-9]){LETTER}?{SERIAL}[\s,(]{{1,3}}[是在]?{PROVINCE}(?:[A-Z](?![A-Z0-9段区栋座级])|字?头|牌|字|\))",
        rf"(?<![A-Za-z0-9]){LETTER}{SERIAL}[\s,(]{{1,3}}[是在]?(?P<province>{provinces.NAMES})(?:的车|牌|车)",
        # 湘01·A2345: a tractor's has a city's number.
        rf"[车机牌照][^。;]{{0,4}}{PROVINCE}(?P<letter>[0-9]{{2}}){BETWEEN}(?P<serial>[A-Z0-9]{{5}})(?![A-Za-z0-9])",
        # 电动车牌照A012345
        rf"[车动](?:牌|牌照|号牌)号?码?[\s:]{{0,2}}{LETTER}?(?P<serial>[0-9]{{6}})(?![0-9])",
    )
)
_FEWEST_DIGITS = 3


def hidden_plates_in(text: str) -> Iterator[Found]:
    """The number plates that a plain text hides, in no order; with words in between or without province unsure."""
    read = heard(text)
    for pattern in (_PLATE, *_OTHERS):
        for match in pattern.finditer(read):
            is_sure = pattern is _PLATE and not _WORDS.search(text, match.end("letter"), match.start("serial"))
            yield from plate_of(match, match["serial"], _FEWEST_DIGITS, is_sure=is_sure)


def heard(text: str) -> str:
    """A plain text with digits, and letters behind a province, for what sounds like them; same length."""
    return _SOUNDED.sub(lambda sound: sound[0].translate(_LETTER_SOUNDS), as_read(text))


def plate_of(match: re.Match[str], signs: str, fewest: int, *, is_sure: bool) -> Iterator[Found]:
    """The plate of a match, whose last signs these are, if they have as many digits."""
    serial = re.sub("[^A-Za-z0-9挂学警港澳领使*]", "", signs).upper().replace("O", "0").replace("I", "1")
    if sum(sign.isdigit() for sign in serial) >= fewest:
        said = match.groupdict()
        value = f"{said.get('province') or ''}{said.get('letter') or ''}{serial}".upper()
        yield Found(match.start(), match.end(), "number_plate", value, is_sure)
