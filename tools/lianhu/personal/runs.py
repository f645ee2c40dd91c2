"""Runs of digits that may be one number: those written as such, and those that are broken by other signs or by words.

Digits stand in groups: a group ends at whatever is no digit, and where Chinese digits meet the others.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from lianhu.personal.plain import CHINESE_DIGITS

_DIGITS = f"0-9{''.join(CHINESE_DIGITS)}"
# A run of digits, each at most three separators from the next, and as many as the shortest number has. A star is no
# separator: a masked number is no number.
RUN = re.compile(r"[0-9](?:[\s\-‐‑–—.·_/()]{0,3}[0-9X]){9,}")
# The same before Chinese digits are read, to see whether there is anything to read.
MAY_RUN = re.compile(rf"[{_DIGITS}](?:[\s\-‐‑–—.·_/()]{{0,3}}[{_DIGITS}]){{9}}")

# What breaks a number: signs and pictures, a letter or two, or words that say how its pieces belong together.
_SIGN = r"(?:[^\w*%]|_)"
_LETTERS = r"(?<![A-Za-z])[A-Za-z]{1,2}(?![A-Za-z])"
_DAY = "年|月|日|号|出生|生"
_PIECE = (
    "前面|后面|前半|后半|中间|当中|最后|末尾|尾号|尾数|尾巴|开头|前|后|後|末|尾|头|中|段|截|再|加|上|接|着|然后|还有|拼|跟|和|是|为|面|先"
    "|空格|空一?格|横杠|短横|斜杠|下划线|减号|杠|点|日期|顺序码|顺序"
)
_GAP = rf"(?:{_SIGN}{{1,4}}|{_SIGN}{{0,2}}{_LETTERS}{_SIGN}{{0,2}}|(?:{_SIGN}|{_PIECE}|{_DAY}){{1,8}})"
# 四个零 and 双零 are more digits than one, 廿三 and 廿 are two, and the month of 1963年5月17日 is written 05.
_SAID = "(?:[2-9两]个[0-9]|双[0-9]|(?<=[年月])[1-3]?十[0-9]?|[0-9廿卅])"
BROKEN_RUN = re.compile(rf"{_SAID}(?:{_GAP}?{_SAID}){{6,}}+")
_TOKEN = re.compile(
    "(?:(?P<many>[2-9两])个|双)(?P<digit>[0-9])|(?<=[年月])(?:(?P<day>[0-9])(?=[月日号])|(?P<tens>[1-3]?)十(?P<ones>[0-9]?))"
    "|(?P<plain>[0-9])|(?P<twenty>[廿卅])"
)
SHORTEST = 10
_IS_SIGNS, _IS_DAYS = re.compile(rf"{_SIGN}*"), re.compile(_DAY)
# Four digits or more, or three and an X (四个零 is one, O may be others), not too far apart, whatever is in between.
MAY_BE_BROKEN = re.compile(
    rf"(?:[{_DIGITS}两洞拐勾钩廿卅][^{_DIGITS}两洞拐勾钩廿卅]{{0,14}}+){{4}}|[0-9OoIl]{{10}}"
    rf"|[{_DIGITS}两洞拐勾钩OoIl]{{3}}[xXхХχΧ×✕✖叉艾埃爱]"
)

# How the digits of a run hang together: written together, signs between them, words, or the words of a day.
Gap: TypeAlias = Literal["", "signs", "words", "day"]


@dataclass(frozen=True)
class Run:
    """Digits that stand together: the digits, where each stands, where a group begins, and where one may."""

    digits: str
    places: tuple[int, ...]
    begins: tuple[int, ...]
    may_begin: frozenset[int] = frozenset()
    gaps: Mapping[int, Gap] | None = None

    @cached_property
    def _marks(self) -> Mapping[int, None]:
        """Where a piece may begin or end, in order."""
        return dict.fromkeys(sorted(self.may_begin.union(self.begins)))

    def windows(self, length: int) -> Iterator[tuple[int, str]]:
        """Every piece of this length that begins and ends with a group."""
        for first in self._marks if length <= len(self.digits) else ():
            if first + length in self._marks:
                yield first, self.digits[first : first + length]

    def groups(self, first: int, length: int) -> tuple[int, ...]:
        """The lengths of the groups that make up a piece."""
        return tuple(
            after - before for before, after in pairwise((first, *self._inside(first, length), first + length))
        )

    def held_by(self, first: int, length: int) -> set[Gap]:
        """What stands between the groups of a piece of a broken run."""
        return {self.gaps[index] for index in self._inside(first, length)} if self.gaps else set()

    def is_unbroken(self, first: int, length: int) -> bool:
        """Whether nothing stands between the digits of a piece."""
        return self.places[first + length - 1] - self.places[first] == length - 1

    def _inside(self, first: int, length: int) -> Sequence[int]:
        return self.begins[bisect_right(self.begins, first) : bisect_left(self.begins, first + length)]


class Reading(NamedTuple):
    """What a piece of a run may be: its first digit and how many, by which detector, its value, whether surely."""

    first: int
    length: int
    detector: str
    value: str
    is_sure: bool = True


def written_in(plain_text: str, digits_text: str) -> Iterator[Run]:
    """The runs that are written as a number is, a sign or three between its groups; X may be one of their digits."""
    for match in RUN.finditer(digits_text):
        places = tuple(place for place in range(match.start(), match.end()) if digits_text[place] in "0123456789X")
        # 一直, 统一: at either end of a number the sign for one may be a word.
        ends = ((1, places[0]), (len(places) - 1, places[-1]))
        may_begin = frozenset(end for end, place in ends if plain_text[place] == "一")
        begins = (0, *_changes(places, plain_text), len(places))
        yield Run("".join(digits_text[place] for place in places), places, begins, may_begin)


def _changes(places: Sequence[int], plain_text: str) -> Iterator[int]:
    for index, (here, there) in enumerate(pairwise(places), 1):
        # 统一13800138000: a Chinese digit that touches a number is most often a word.
        if there - here > 1 or (plain_text[here] in CHINESE_DIGITS) != (plain_text[there] in CHINESE_DIGITS):
            yield index


def broken_in(plain_text: str, read: str) -> Iterator[Run]:
    """The runs that other signs or words break, as they are read: `一三五，四个零，再二二九八`; none holds an X."""
    for match in BROKEN_RUN.finditer(read):
        run = _broken(match, plain_text)
        if len(run.digits) >= SHORTEST:
            yield run


def _broken(match: re.Match[str], plain_text: str) -> Run:
    digits, places, gaps, end = "", list[int](), dict[int, Gap](), match.start()
    for token in _TOKEN.finditer(match.string, match.start(), match.end()):
        between = match.string[end : token.start()]
        if between or (digits and _change(plain_text, end)):
            gaps[len(digits)] = _gap(between)
        said = _said(token)
        digits, end = digits + said, token.end()
        places += [token.end() - 1] * len(said)
    return Run(digits, tuple(places), (0, *gaps, len(digits)), gaps=gaps)


def _said(token: re.Match[str]) -> str:
    if token["digit"]:
        return token["digit"] * int((token["many"] or "2").replace("两", "2"))
    if token["day"]:
        return f"0{token['day']}"
    if token["twenty"]:
        is_whole = not token.string[token.end() : token.end() + 1].isdigit()
        return ("2" if token["twenty"] == "廿" else "3") + "0" * is_whole
    return token["plain"] or f"{token['tens'] or 1}{token['ones'] or 0}"


def _change(plain_text: str, at: int) -> bool:
    return plain_text[at - 1].isascii() != plain_text[at].isascii()


def _gap(between: str) -> Gap:
    if _IS_DAYS.search(between):
        return "day"
    if _IS_SIGNS.fullmatch(between):
        return "signs" if between else ""
    return "signs" if between.isascii() else "words"
