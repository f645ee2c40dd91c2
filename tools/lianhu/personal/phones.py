"""Phones among the digits of a run: written as a phone is, or broken by other signs and words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal import forms
from lianhu.personal.found import Found
from lianhu.personal.pattern import Pattern
from lianhu.personal.runs import Reading, Run
from lianhu.personal.surroundings import AN_AMOUNT_FOLLOWS, OF_A_PHONE, Surroundings, is_an_offices

GROUPS = frozenset(
    {(11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 4, 3), (4, 3, 4), (3, 2, 2, 2, 2), (3, 4, 2, 2)}
    | {(1, 3, 3, 4), (1,) * 11}
)
# In which somebody says a number piece by piece.
PIECES = frozenset({(3, 4, 4), (3, 8), (7, 4)})
_LENGTHS = (11, 12, 13, 15)  # with a country's code or a zero
_COUNTRY = ("86", "0086", "0")
# 1970/1970 100%: all of so many, with its percentage. As digits alone it would be a phone in groups.
_ALL_OF_THEM = re.compile(r"([0-9]+)/\1[\s(]{1,2}100\s?%")
# 1500、3000、800 are three amounts.
_ENUMERATES = re.compile("[,、;。]")
_IN_CHINESE = re.compile(r"[\W\u4e00-\u9fff〇]+")
# What stands in no figure, rate or range: 1441/1008914 is no phone.
_PICTURE = re.compile(r"[^\w\s‐‑–—.·/(),、;:。%=<>~\"'“”《》+-]")
# The word for a phone that stands in Latin letters.
WORD_IN_LETTERS = re.compile("[Tt][Ee][Ll]")
_LOCAL = Pattern(
    r"(?:电话|座机|固话|致电|拨打|联系方式|Tel)[^0-9\n。;]{0,8}(?<![0-9\-])([2-8][0-9]{2,3}[ -]?[0-9]{4})(?![0-9\-])",
    re.IGNORECASE,
)

_CALLED = Pattern(
    r"(?:打|拨|呼)(?:通|给我)?[\s:]?([2-8][0-9]{2,3}[ -]?[0-9]{4})(?![0-9-])(?!\s?[元根米方个只吨斤亩户])"
)
_SHORT = Pattern(r"(?:短号|小号)(?:是|为)?[\s:]{0,2}([1-9][0-9]{3,5})(?![0-9])")
_ABROAD = Pattern(r"(?<![A-Za-z0-9])(?:\+|00)((?!86|0)[1-9][0-9]{0,2}[ -][0-9](?:[ -]?[0-9]){6,10})(?![0-9])")


def phones_in(run: Run, around: Surroundings) -> Iterator[Reading]:
    """The phones of a run that is written as a number is."""
    for length in _LENGTHS:
        for first, piece in run.windows(length):
            if number := _mobile(run, first, piece, around):
                yield Reading(first, length, "phone", number)
    yield from _landlines(run, around)


def broken_phones_in(run: Run, around: Surroundings) -> Iterator[Reading]:
    """The phones of a broken run; what is said in pieces is not sure."""
    for first, piece in run.windows(11):
        if forms.is_mobile(piece) and not _is_counted(run, first, around):
            yield from _broken_mobile(run, first, piece, around)
    yield from _landlines(run, around, is_sure=bool(OF_A_PHONE.search(around.before)))


def local_phones_in(plain_text: str) -> Iterator[Found]:
    """Subscribers' numbers without an area's code, which a word must tell."""
    may_be_said = not plain_text.isascii() or WORD_IN_LETTERS.search(plain_text)
    for match in _LOCAL.finditer(plain_text) if may_be_said else ():
        if not is_an_offices(plain_text, match.start(1), match.end(1)):
            yield Found(match.start(1), match.end(1), "phone", re.sub("[^0-9]", "", match[1]))


def hinted_phones_in(read: str) -> Iterator[Found]:
    """Subscribers' numbers after a word for calling, short numbers of a family, numbers abroad: none is sure."""
    for pattern in (_LOCAL, _CALLED, _SHORT, _ABROAD):
        for match in pattern.finditer(read):
            if not is_an_offices(read, match.start(1), match.end(1)):
                yield Found(match.start(1), match.end(1), "phone", re.sub("[^0-9]", "", match[1]), is_sure=False)


def _mobile(run: Run, first: int, piece: str, around: Surroundings) -> str | None:
    """The eleven digits of a mobile number, or None: `13800138000`, `138 0013 8000`, `+86 138...`."""
    number, prefix = piece[-11:], piece[:-11]
    if not forms.is_mobile(number) or _is_counted(run, first + len(prefix), around):
        return None
    if prefix:
        plus = around.read[run.places[first] - 1 : run.places[first]] == "+"
        apart = len(run.groups(first, len(prefix))) < len(run.groups(first, len(prefix) + 1))
        return number if prefix in _COUNTRY and (plus or apart or OF_A_PHONE.search(around.before)) else None
    groups = run.groups(first, 11)
    over_two_lines = len(groups) == 2 and "\n" in _between(run, first, around)
    # Spelt out one by one, some of it in Chinese.
    mixed = len(groups) > 5 or (len(groups) > 2 and run.is_unbroken(first, 11))
    said = len(run.digits) == 11 and OF_A_PHONE.search(around.before)
    return number if groups in GROUPS or over_two_lines or mixed or said else None


def _broken_mobile(run: Run, first: int, piece: str, around: Surroundings) -> Iterator[Reading]:
    groups, gaps, between = run.groups(first, 11), run.held_by(first, 11), _between(run, first, around)
    if "day" in gaps:
        return
    said = OF_A_PHONE.search(around.before)
    listed = len(groups) < 11 and gaps == {"signs"} and _ENUMERATES.search(between) and not said
    if "words" in gaps or listed:
        if groups in PIECES and not (listed and len(groups) == 2):
            yield Reading(first, 11, "phone", piece, is_sure=False)
    elif groups in GROUPS or said or _IN_CHINESE.fullmatch(between) or (len(groups) == 2 and _PICTURE.search(between)):
        yield Reading(first, 11, "phone", piece)


def _is_counted(run: Run, first: int, around: Surroundings) -> bool:
    """Whether the eleven digits are an amount, or a count with its rate."""
    end = run.places[first + 10] + 1
    return bool(AN_AMOUNT_FOLLOWS.match(around.read, end) or _ALL_OF_THEM.match(around.read, run.places[first]))


def _between(run: Run, first: int, around: Surroundings) -> str:
    return around.text[run.places[first] : run.places[first + 10]]


def _landlines(run: Run, around: Surroundings, *, is_sure: bool = True) -> Iterator[Reading]:
    for length in forms.LANDLINE_LENGTHS:
        for first, piece in run.windows(length):
            if forms.is_landline(piece) and _reads_as_landline(run, first, length, around):
                yield Reading(first, length, "phone", piece, is_sure)


def _reads_as_landline(run: Run, first: int, length: int, around: Surroundings) -> bool:
    start, end = run.places[first], run.places[first + length - 1] + 1
    if AN_AMOUNT_FOLLOWS.match(around.text, end) or is_an_offices(around.text, start, end):
        return False
    code = 3 if run.digits[first : first + 2] in ("01", "02") else 4
    groups = run.groups(first, length)
    apart = groups[0] == code and len(groups) in (2, 3) and all(size >= 3 for size in groups)
    return apart or (len(groups) == 1 and bool(OF_A_PHONE.search(around.before)))
