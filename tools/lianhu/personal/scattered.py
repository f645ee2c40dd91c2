"""Identity numbers whose pieces stand apart, whatever stands between them or in whatever order: the check digit proves.

Of all 18 digits with a region and a day one in thirty thousand is right by chance.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from lianhu.personal import forms
from lianhu.personal.found import Found
from lianhu.personal.pattern import Pattern

_GROUP = re.compile(r"(?:(?<![0-9A-Za-z])X|(?<![0-9]))[0-9]+X?(?![A-Za-z])|(?<![0-9A-Za-z])X(?![0-9A-Za-z])")
_DAY = Pattern(r"(?<![0-9])((?:19|20)[0-9]{2})[\s年./-]{1,2}([0-9]{1,2})[\s月./-]{1,2}([0-9]{1,2})(?![0-9])")
# How far a piece may stand from the next, and how many pieces there may be.
_REACH, _MOST_PIECES = 16, 40
# 1974年2月8日 has two digits fewer than 19740208.
_FEWEST = 16
_BACKWARDS = re.compile("倒|反")
# The last digits alone, which need the word: 身份证后四位5379. 后六位 is read as 后~~.
_TAIL = Pattern(
    r"(?:身份|证件|证号|(?<![a-z])sfz)[^0-9A-Za-z。;!?\n]{0,12}?(?:[后末尾]|最后)(?:[^\w。;]|[号数面位几是为的段])*"
    "([0-9]{3}[0-9X]|[0-9]{5}[0-9X])(?![0-9A-Za-z])",
    re.IGNORECASE,
)


def scattered_identities_in(read: str) -> Iterator[Found]:
    """The identity numbers of a text as its digits are read, in no order; their last digits alone are not sure."""
    groups = list(_GROUP.finditer(read))
    if sum(len(group[0]) for group in groups) >= _FEWEST:
        yield from _in_a_row(read, groups)
        yield from _in_any_order(read, groups)
    for match in _TAIL.finditer(read):
        yield Found(match.start(1), match.end(1), "identity_number", match[1], is_sure=False)


def _in_a_row(read: str, groups: list[re.Match[str]]) -> Iterator[Found]:
    backwards = _BACKWARDS.search(read)
    for first, group in enumerate(groups):
        digits, end = group[0], group.end()
        for after in groups[first + 1 : first + 18]:
            if len(digits) >= 18 or after.start() - end > _REACH:
                break
            digits, end = digits + after[0], after.end()
        if forms.is_identity_number(digits):
            yield Found(group.start(), end, "identity_number", digits)
        elif backwards and forms.is_identity_number(digits[::-1]):
            yield Found(group.start(), end, "identity_number", digits[::-1])


def _in_any_order(read: str, groups: list[re.Match[str]]) -> Iterator[Found]:
    """Region, day of birth and the last four; the day may be written as one."""
    days = [(f"{day[1]}{day[2]:0>2}{day[3]:0>2}", day) for day in _DAY.finditer(read)]
    days += [(group[0], group) for group in groups if len(group[0]) == 8]
    regions = [group for group in groups if len(group[0]) == 6]
    tails = [group for group in groups if len(group[0]) == 4]
    for region, (day, where), tail in itertools.islice(itertools.product(regions, days, tails), _MOST_PIECES):
        if forms.is_identity_number(f"{region[0]}{day}{tail[0]}"):
            pieces = (region, where, tail)
            start, end = min(piece.start() for piece in pieces), max(piece.end() for piece in pieces)
            yield Found(start, end, "identity_number", f"{region[0]}{day}{tail[0]}")
